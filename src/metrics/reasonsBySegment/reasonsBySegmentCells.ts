import { normalPValue } from "../../statistics/distributions.js";
import { fisherPValue } from "../../statistics/fisher.js";
import { benjaminiHochberg } from "../../statistics/multipleComparisons.js";
import type { Estimate } from "../result.js";
import type { ReasonTable } from "./reasonsBySegmentTable.js";

/** What the screen says of a reason in a segment, against all other segments together. */
export type ReasonFinding = "more than elsewhere" | "less than elsewhere" | "not told from chance";

/** How often customers of a segment leave for a reason; null where shares are compared. */
export interface ReasonRates {
  /** Customers per `per` units of the time at risk. */
  readonly rate: Estimate | null;
  /** The rate of all other segments together. */
  readonly rateElsewhere: number | null;
  /** One over the other: 2 is twice as often; its n is everybody who named the reason. Null where nobody elsewhere did. */
  readonly rateRatio: Estimate | null;
}

/** A reason in a segment, as far as counts say. */
export interface ReasonCell extends ReasonRates {
  /** Customers who would name it if segments did not differ: in their shares, or in their rates where these are compared. */
  readonly expected: number | null;
  /** (O − E)/√(E(1 − segment's share)(1 − reason's share)); of rates without the last, the first being of the exposure. */
  readonly adjustedResidual: number | null;
  readonly pValue: number | null;
  readonly adjustedPValue: number | null;
  readonly finding: ReasonFinding;
  /** The share drawn towards that of everybody. */
  readonly shrunk: number | null;
}

/** From this least expected count on the normal law is close to the exact one, as far out as a screen looks. */
const LARGE = 1000;

function residual(named: number, size: number, share: number, n: number): number | null {
  const expected = size * share;
  const apart = (1 - size / n) * (1 - share);
  return expected > 0 && apart > 1e-12 ? (named - expected) / Math.sqrt(expected * apart) : null;
}

/** Two-sided p-value of a segment against all others, for one reason: exact, on whole customers of equal weight. */
function pValueOf(named: number, size: number, share: number, n: number, adjustedResidual: number): number {
  const least = Math.min(size, n - size) * Math.min(share, 1 - share);
  if (least >= LARGE) return normalPValue(adjustedResidual);
  const [x, inside, all, total] = [named, size, share * n, n].map(Math.round) as [number, number, number, number];
  const outside = Math.max(0, Math.min(total - inside, all - x));
  const rest = Math.max(0, total - inside - outside);
  return (
    fisherPValue([
      [Math.min(x, inside), Math.max(0, inside - x)],
      [outside, rest],
    ]) ?? 1
  );
}

/**
 * How alike customers of one segment are in why they leave, beyond what everybody shares: the intraclass correlation ρ of the
 * Dirichlet–multinomial, from the excess of χ² over its degrees of freedom; 0 where segments differ by chance alone.
 */
export function intraclassCorrelation({ segments, shares, n }: ReasonTable, isMultiple: boolean): number | null {
  const used = shares.flatMap((share, r) => (share > 0 && share < 1 - 1e-12 ? [r] : []));
  const sizes = segments.map(({ size }) => size).filter((size) => size > 0);
  const room = sizes.reduce((sum, size) => sum + (1 - size / n) * Math.max(0, size - 1), 0);
  if (used.length === 0 || sizes.length < 2 || room === 0) return null;
  let statistic = 0;
  for (const { size, named } of segments) {
    if (size === 0) continue;
    for (const r of used) {
      const square = (named[r]! - size * shares[r]!) ** 2 / (size * shares[r]!);
      statistic += isMultiple ? square / (1 - shares[r]!) : square;
    }
  }
  const mean = statistic / (isMultiple ? used.length : used.length - 1);
  return Math.min(1, Math.max(0, (mean - (sizes.length - 1)) / room));
}

/** How much of the share of everybody is in a shrunk share of so many customers: 1 all, 0 nothing. */
export const shrinkageOf = (size: number, intraclass: number | null): number | null =>
  intraclass === null ? null : intraclass === 0 ? 1 : (1 - intraclass) / (1 - intraclass + size * intraclass);

const findingOf = (adjusted: number | null, residual: number | null, q: number): ReasonFinding =>
  adjusted === null || adjusted > q
    ? "not told from chance"
    : residual! > 0
      ? "more than elsewhere"
      : "less than elsewhere";

/** What the screen says of cells, by segment and reason; Benjamini and Hochberg's adjustment is over all of them. */
export function screenedCells(
  cells: readonly (readonly Omit<ReasonCell, "adjustedPValue" | "finding">[])[],
  q: number,
): ReasonCell[][] {
  const known = cells.flat().filter(({ pValue }) => pValue !== null);
  const values = benjaminiHochberg(known.map(({ pValue }) => pValue!));
  const adjusted = new Map(known.map((cell, i) => [cell, values[i]!]));
  return cells.map((row) =>
    row.map((cell) => {
      const adjustedPValue = adjusted.get(cell) ?? null;
      return { ...cell, adjustedPValue, finding: findingOf(adjustedPValue, cell.adjustedResidual, q) };
    }),
  );
}

/** Every cell of the table by its shares. */
export function reasonCells(table: ReasonTable, intraclass: number | null, q: number): ReasonCell[][] {
  const { reasons, segments, shares, n } = table;
  const raw = segments.map(({ size, named }) => {
    const weight = shrinkageOf(size, intraclass);
    return reasons.map((_, r) => {
      const adjustedResidual = size === 0 ? null : residual(named[r]!, size, shares[r]!, n);
      const pValue = adjustedResidual === null ? null : pValueOf(named[r]!, size, shares[r]!, n, adjustedResidual);
      const shrunk = size === 0 || weight === null ? null : weight * shares[r]! + ((1 - weight) * named[r]!) / size;
      const expected = size === 0 ? null : size * shares[r]!;
      return { expected, adjustedResidual, pValue, shrunk, rate: null, rateElsewhere: null, rateRatio: null };
    });
  });
  return screenedCells(raw, q);
}
