import { kishEffectiveSize } from "../../statistics/estimate.js";
import type { ResponsePattern } from "../../statistics/multipleResponses.js";
import type { Cell } from "../../tables/table.js";
import { type ReasonBase, reasonBase } from "../churnReasons/churnReasonsBase.js";
import type { ReasonSegment } from "../churnReasons/churnReasonsPatterns.js";

/** One segment of the table: its customers, and how many of them named each reason. */
export interface SegmentColumn {
  readonly cells: readonly Cell[];
  readonly base: ReasonBase;
  readonly customers: readonly number[];
  readonly weights: readonly number[];
  /** Customers of equal weight that would say as much, and how many of them named each reason. */
  readonly size: number;
  readonly named: readonly number[];
}

/** Segments by reasons, in customers of equal weight. Without weights these are the customers. */
export interface ReasonTable {
  readonly reasons: readonly string[];
  readonly segments: readonly SegmentColumn[];
  /** Customers of equal weight over all segments, and the share of them that named each reason. */
  readonly n: number;
  readonly shares: readonly number[];
  readonly patterns: readonly ResponsePattern[];
}

function columnOf(segment: ReasonSegment, reasons: readonly string[]): SegmentColumn {
  const base = reasonBase(segment.patterns, reasons);
  const size = base.mass > 0 ? kishEffectiveSize(base.mass, base.massSquared) : 0;
  const [customers, weights, named] = [reasons.map(() => 0), reasons.map(() => 0), reasons.map(() => 0)];
  base.patterns.forEach((pattern, p) => {
    for (const r of base.named[p]!) {
      customers[r]! += pattern.customers;
      weights[r]! += pattern.mass;
    }
  });
  if (size > 0) for (let r = 0; r < named.length; r++) named[r] = (weights[r]! * size) / base.mass;
  return { cells: segment.cells, base, customers, weights, size, named };
}

/** What each pattern of reasons adds to every segment. */
function patternsOf(columns: readonly SegmentColumn[]): ResponsePattern[] {
  const patterns = new Map<string, { items: readonly number[]; cases: number[] }>();
  columns.forEach(({ base, size }, s) => {
    base.patterns.forEach(({ mass }, p) => {
      const items = base.named[p]!;
      const name = items.join();
      const found = patterns.get(name) ?? { items, cases: columns.map(() => 0) };
      if (base.mass > 0) found.cases[s]! += (mass * size) / base.mass;
      patterns.set(name, found);
    });
  });
  return [...patterns.values()];
}

/** The customers of each segment who named at least one of the reasons. */
export function reasonTable(segments: readonly ReasonSegment[], reasons: readonly string[]): ReasonTable {
  const columns = segments.map((segment) => columnOf(segment, reasons));
  const n = columns.reduce((sum, { size }) => sum + size, 0);
  const shares = reasons.map((_, r) => (n === 0 ? 0 : columns.reduce((sum, { named }) => sum + named[r]!, 0) / n));
  return { reasons, segments: columns, n, shares, patterns: patternsOf(columns) };
}

/** The table in whole customers: segments by reasons. */
export const wholeCounts = ({ segments }: ReasonTable): number[][] =>
  segments.map(({ named }) => named.map(Math.round));
