import { criticalValue } from "../../statistics/distributions.js";
import { type ChangePart, type ChangeParts, kitagawa, type SegmentSide } from "../../statistics/kitagawa.js";
import type { Cell } from "../../tables/table.js";
import type { Estimate, Keys } from "../result.js";

/** The change of everybody, or what a segment adds to it. */
export interface DecompositionRow extends Estimate {
  /** What came of changes within segments: s̄·Δr. */
  readonly within: Estimate;
  /** What came of the shares of segments: (r̄ − R̄)·Δs. */
  readonly mix: Estimate;
  /** Of all, before and after; 1 for everybody. */
  readonly shareFrom: number;
  readonly shareTo: number;
  /** The metric before and after; null where there was nobody. */
  readonly rateFrom: number | null;
  readonly rateTo: number | null;
}

/** A row of the metric, and what it weighs in the mean of the segments. */
export interface SizedRow {
  readonly row: Estimate & { readonly effectiveN?: unknown };
  readonly size: number;
}

/** A segment on both sides; null where it does not occur. */
export interface DecomposedSegment {
  readonly name: string;
  readonly keys: Keys;
  readonly from: SizedRow | null;
  readonly to: SizedRow | null;
}

export interface Sides {
  readonly segments: readonly DecomposedSegment[];
  readonly from: SizedRow;
  readonly to: SizedRow;
  readonly names: readonly [Cell, Cell];
  /** Whether segments weigh as many as they are. */
  readonly isCount: boolean;
}

/** From the interval alone; null without one. */
function varianceOf({ lower, upper }: Estimate, level: number): number | null {
  return lower === null || upper === null ? null : ((upper - lower) / (2 * criticalValue(level))) ** 2;
}

const isThere = (side: SizedRow | null): side is SizedRow => side !== null && side.size > 0;

function sideOf(side: SizedRow | null, total: number, level: number): SegmentSide {
  if (!isThere(side)) return { share: 0, rate: null, variance: 0 };
  return { share: side.size / total, rate: side.row.estimate, variance: varianceOf(side.row, level) ?? 0 };
}

/** Of how many the shares of a side are: Infinity where they are not shares of a number of cases. */
function sampleOf({ row, size }: SizedRow, isCount: boolean): number {
  if (typeof row.effectiveN === "number") return row.effectiveN;
  return isCount ? size : Number.POSITIVE_INFINITY;
}

/** Why no interval can be given; null where all can. */
function whyNoInterval({ segments, names }: Sides, level: number): string | null {
  for (const { name, from, to } of segments) {
    for (const [side, at] of [
      [from, names[0]],
      [to, names[1]],
    ] as const) {
      if (isThere(side) && varianceOf(side.row, level) === null) return `no interval of '${name}' in ${at}`;
    }
  }
  return null;
}

interface Written {
  readonly n: number;
  readonly noInterval: string | null;
  readonly level: number;
}

function estimated({ estimate, standardError }: ChangePart, { n, noInterval, level }: Written): Estimate {
  if (noInterval !== null) return { estimate, lower: null, upper: null, n, note: noInterval };
  const half = criticalValue(level) * standardError;
  return { estimate, lower: estimate - half, upper: estimate + half, n, note: null };
}

const partsOf = ({ within, mix, total }: ChangeParts, written: Written) => ({
  ...estimated(total, written),
  within: estimated(within, written),
  mix: estimated(mix, written),
});

/** Which side lacks a segment, in words; null where neither does. */
function absence({ from, to }: DecomposedSegment, [before, after]: readonly [Cell, Cell]): string | null {
  if (isThere(from) === isThere(to)) return null;
  const [there, missing] = isThere(from) ? [before, after] : [after, before];
  return `only in ${there}: taken to have had the same rate in ${missing}, so that it changes the mix alone`;
}

/** The finish: everybody, and each segment, from the estimates of both sides. */
export function decomposed(
  sides: Sides,
  level: number,
): { overall: DecompositionRow; rows: (DecompositionRow & { keys: Keys })[] } {
  const { segments, from, to, names, isCount } = sides;
  const present = segments.filter((one) => isThere(one.from) || isThere(one.to));
  const pairs = present.map((one) => [sideOf(one.from, from.size, level), sideOf(one.to, to.size, level)] as const);
  const split = kitagawa(pairs, [sampleOf(from, isCount), sampleOf(to, isCount)]);
  const noInterval = whyNoInterval(sides, level);
  const rows = present.map((one, i) => {
    const n = (one.from?.row.n ?? 0) + (one.to?.row.n ?? 0);
    const parts = partsOf(split.segments[i]!, { n, noInterval, level });
    const [before, after] = pairs[i]!;
    const shares = { shareFrom: before.share, shareTo: after.share, rateFrom: before.rate, rateTo: after.rate };
    return { keys: one.keys, ...parts, ...shares, note: absence(one, names) ?? parts.note };
  });
  const whole = partsOf(split.overall, { n: from.row.n + to.row.n, noInterval, level });
  const rates = { rateFrom: from.row.estimate, rateTo: to.row.estimate };
  return { overall: { ...whole, shareFrom: 1, shareTo: 1, ...rates }, rows };
}
