import { massShare } from "../churnReasons/churnReasonsBase.js";
import type { ReasonKind } from "../churnReasons/churnReasonsKinds.js";
import type { ReasonSegment } from "../churnReasons/churnReasonsPatterns.js";
import { answers } from "../churnReasons/churnReasonsRow.js";
import { type Estimate, nothing } from "../result.js";
import { type ReasonCell, shrinkageOf } from "./reasonsBySegmentCells.js";
import type { SegmentRisk } from "./reasonsBySegmentPopulation.js";
import type { ReasonBefore } from "./reasonsBySegmentStory.js";
import type { ReasonTable, SegmentColumn } from "./reasonsBySegmentTable.js";

/** A reason in a segment: the share of its n customers that named it. Of everybody there is no such share: null. */
export interface ReasonBySegmentRow extends Estimate, ReasonCell {
  readonly reason: string | null;
  readonly kind: ReasonKind | null;
  /** Customers of the segment who named it. */
  readonly customers: number | null;
  /** Σ of their weights; null without a weight column. */
  readonly weight: number | null;
  /** The share of customers of all other segments that named it. */
  readonly elsewhere: number | null;
  /** Σ of what was lost with those who named it, and its share of the segment's; null without a value column. */
  readonly value: number | null;
  readonly valueShare: Estimate | null;
  /** The same in the period before; null without one, or where the segment was not there. */
  readonly before: ReasonBefore | null;
}

/** Who was counted in a segment. */
export interface ReasonSegmentRow {
  /** Customers in the shares, and those of equal weight that would say as much. */
  readonly n: number;
  readonly effectiveN: number;
  /** Customers with any answer: n of them gave a reason that is compared, the rest one of the next two. */
  readonly answered: number;
  readonly unknown: number;
  readonly involuntary: number;
  readonly missing: number;
  /** How much of everybody's share is in the shrunk shares: 1 all, 0 nothing. */
  readonly shrinkage: number | null;
  /** Customers of the population, and how long they were at risk; null without one. */
  readonly atRisk: number | null;
  readonly exposure: number | null;
  /** Of those who left, the share whose reason is known: rates take so much of the exposure. Null without a population. */
  readonly known: number | null;
}

export interface RowParts {
  readonly table: ReasonTable;
  readonly cells: readonly (readonly ReasonCell[])[];
  readonly values: ReasonTable | null;
  readonly before: readonly (readonly (ReasonBefore | null)[])[] | null;
  readonly kindOf: (reason: string) => ReasonKind;
  readonly hasWeight: boolean;
  readonly level: number;
}

/** The share of a segment's mass behind a reason, one of so many intervals that hold together. */
function shareOf({ base }: SegmentColumn, r: number, reasons: number, level: number, note: string): Estimate {
  if (!(base.mass > 0)) return nothing(base.customers, note);
  const share = massShare(base, (p) => Number(base.named[p]!.includes(r)), reasons, level);
  return { ...share, n: base.customers, note: null };
}

const elsewhereOf = ({ n, shares }: ReasonTable, { size, named }: SegmentColumn, r: number) =>
  n - size > 1e-9 ? Math.max(0, shares[r]! * n - named[r]!) / (n - size) : null;

/** One row a segment and reason, reasons in the order of the table. */
export function segmentRows(parts: RowParts): (ReasonBySegmentRow & { readonly reason: string })[][] {
  const { table, cells, values, before, kindOf, hasWeight, level } = parts;
  const { reasons } = table;
  return table.segments.map((segment, s) =>
    reasons.map((reason, r) => {
      const worth = values?.segments[s];
      return {
        ...shareOf(segment, r, reasons.length, level, "no customers with a reason that is compared"),
        reason,
        kind: kindOf(reason),
        customers: segment.customers[r]!,
        weight: hasWeight ? segment.weights[r]! : null,
        elsewhere: elsewhereOf(table, segment, r),
        value: worth === undefined ? null : worth.weights[r]!,
        valueShare: worth === undefined ? null : shareOf(worth, r, reasons.length, level, "nothing was lost"),
        ...cells[s]![r]!,
        before: before === null ? null : before[s]![r]!,
      };
    }),
  );
}

/** Everybody, of whom no single share speaks. */
export function overallRow({ segments }: ReasonTable, note: string): ReasonBySegmentRow {
  const n = segments.reduce((sum, { base }) => sum + base.customers, 0);
  return {
    ...nothing(n, note),
    reason: null,
    kind: null,
    customers: null,
    weight: null,
    elsewhere: null,
    value: null,
    valueShare: null,
    expected: null,
    adjustedResidual: null,
    pValue: null,
    adjustedPValue: null,
    finding: "not told from chance",
    shrunk: null,
    rate: null,
    rateElsewhere: null,
    rateRatio: null,
    before: null,
  };
}

export function segmentCounts(
  segment: ReasonSegment,
  { base, size }: SegmentColumn,
  intraclass: number | null,
  kindOf: (reason: string) => ReasonKind,
  risk: SegmentRisk | null,
): ReasonSegmentRow {
  const { answered, unknown, involuntary, missing } = answers(segment, kindOf);
  const shrinkage = size === 0 ? null : shrinkageOf(size, intraclass);
  return {
    ...{ n: base.customers, effectiveN: size, answered, unknown, involuntary, missing, shrinkage },
    ...{ atRisk: risk?.customers ?? null, exposure: risk?.exposure ?? null, known: risk?.known ?? null },
  };
}
