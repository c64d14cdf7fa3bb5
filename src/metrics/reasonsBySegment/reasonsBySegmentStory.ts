import { criticalValue } from "../../statistics/distributions.js";
import { random } from "../../statistics/random.js";
import { type SameAssociation, sameAssociation } from "../../statistics/threeWay.js";
import type { Cell } from "../../tables/table.js";
import type { Estimate, Test } from "../result.js";
import type { ReasonCell, ReasonFinding } from "./reasonsBySegmentCells.js";
import { type ReasonTable, type SegmentColumn, wholeCounts } from "./reasonsBySegmentTable.js";
import type { ReasonTestSettings } from "./reasonsBySegmentTest.js";

/** A reason in a segment, in the period before. */
export interface ReasonBefore {
  readonly estimate: number | null;
  readonly n: number;
  readonly adjustedResidual: number | null;
  readonly finding: ReasonFinding;
}

/** Whether the segments told the same story in the period before. */
export interface ReasonStory {
  /** Of the adjusted residuals of all cells, then and now: 1 the same pattern, 0 none of it. */
  readonly correlation: Estimate;
  /** Of segment × reason × period: a small p says that the pattern changed. */
  readonly test: Test | null;
  /** Findings of now that were findings in the same direction before, and findings of now. */
  readonly repeated: number;
  readonly found: number;
}

/** Two tables of the same reasons, and their cells, brought to the same segments. */
export interface ReasonPeriod {
  readonly table: ReasonTable;
  readonly cells: readonly (readonly ReasonCell[])[];
}

const LEAST_FREE = 4;

/** Pearson's r with Fisher's interval, as if so many cells were free. */
function correlationOf(pairs: readonly (readonly [number, number])[], free: number, level: number): Estimate {
  const n = pairs.length;
  const nothing = (note: string): Estimate => ({ estimate: null, lower: null, upper: null, n, note });
  if (n < 3) return nothing("fewer than 3 cells in both periods");
  const mean = (at: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[at], 0) / n;
  const [x, y] = [mean(0), mean(1)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [a, b] of pairs) {
    xx += (a - x) ** 2;
    yy += (b - y) ** 2;
    xy += (a - x) * (b - y);
  }
  if (xx < 1e-18 || yy < 1e-18) return nothing("all cells are as expected");
  const estimate = Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
  if (free < LEAST_FREE) {
    return { estimate, lower: null, upper: null, n, note: "too few segments or reasons for an interval" };
  }
  const half = criticalValue(level) / Math.sqrt(free - 3);
  const bound = (z: number) => Math.tanh(Math.atanh(Math.max(-1 + 1e-12, Math.min(1 - 1e-12, estimate))) + z);
  return { estimate, lower: bound(-half), upper: bound(half), n, note: null };
}

const named = (cells: readonly Cell[]) => JSON.stringify(cells);

/** Of each segment of now: where it stands in the table before; −1 where it is not. */
const placesBefore = (now: ReasonTable, before: ReasonTable) =>
  now.segments.map(({ cells }) => before.segments.findIndex((other) => named(other.cells) === named(cells)));

type Pair = readonly [SegmentColumn, SegmentColumn];

/** One reason a customer: reasons are columns of one table. Several: each reason is a table of its own, named or not. */
function associations(pairs: readonly Pair[], reasons: number, { isMultiple, draws, seed }: ReasonTestSettings) {
  const layer = (at: 0 | 1) => pairs.map((pair) => pair[at]);
  const times = Math.min(draws, 999);
  if (!isMultiple) {
    const counts = (segments: readonly SegmentColumn[]) => wholeCounts({ segments } as ReasonTable);
    return [sameAssociation([counts(layer(1)), counts(layer(0))], random(seed), times)];
  }
  return Array.from({ length: reasons }, (_, r) => {
    const counts = (segments: readonly SegmentColumn[]) =>
      segments.map(({ named: n, size }) => [Math.round(n[r]!), Math.round(size) - Math.round(n[r]!)]);
    return sameAssociation([counts(layer(1)), counts(layer(0))], random(seed), times);
  });
}

function changeTest(pairs: readonly Pair[], reasons: number, settings: ReasonTestSettings): Test | null {
  if (pairs.length === 0 || reasons === 0) return null;
  const tests = associations(pairs, reasons, settings).filter((test): test is SameAssociation => test !== null);
  if (tests.length === 0) return null;
  const n = pairs.reduce((sum, [now, before]) => sum + now.size + before.size, 0);
  const least = tests.reduce((a, b) => (b.pValue < a.pValue ? b : a));
  const how = least.draws === 0 ? "χ²" : `p from ${least.draws} tables drawn from the fitted one (counts are small)`;
  const family = settings.isMultiple ? `the least of ${tests.length} reasons, Bonferroni; ` : "";
  return {
    statistic: least.statistic,
    degreesOfFreedom: least.draws === 0 ? least.degreesOfFreedom : null,
    pValue: Math.min(1, tests.length * least.pValue),
    method: `likelihood ratio of segment × reason × period, ${family}${how}`,
    n,
  };
}

/** What each cell of now was before, and whether the pattern of all cells repeats. */
export function storyOf(now: ReasonPeriod, before: ReasonPeriod, level: number, settings: ReasonTestSettings) {
  const places = placesBefore(now.table, before.table);
  const cells = now.table.segments.map((_, s) =>
    now.table.reasons.map((__, r): ReasonBefore | null => {
      const place = places[s]!;
      if (place < 0) return null;
      const { base, size, named: counts } = before.table.segments[place]!;
      const { adjustedResidual, finding } = before.cells[place]![r]!;
      return { estimate: size === 0 ? null : counts[r]! / size, n: base.customers, adjustedResidual, finding };
    }),
  );
  const both = now.cells.flatMap((row, s) => row.map((cell, r) => ({ cell, was: cells[s]![r]! })));
  const pairs = both.flatMap(({ cell, was }) =>
    cell.adjustedResidual === null || was === null || was.adjustedResidual === null
      ? []
      : [[was.adjustedResidual, cell.adjustedResidual] as const],
  );
  const shared = places.flatMap((place, s) =>
    place < 0 ? [] : [[now.table.segments[s]!, before.table.segments[place]!] as const],
  );
  const findings = both.filter(({ cell }) => cell.finding !== "not told from chance");
  const used = now.table.reasons.filter((_, r) => now.table.shares[r]! + before.table.shares[r]! > 0).length;
  const free = (shared.length - 1) * (used - (settings.isMultiple ? 0 : 1));
  const story: ReasonStory = {
    correlation: correlationOf(pairs, free, level),
    test: changeTest(shared, now.table.reasons.length, settings),
    repeated: findings.filter(({ cell, was }) => was?.finding === cell.finding).length,
    found: findings.length,
  };
  return { cells, story };
}
