import { type Cell, compareCells, compareText } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { ReasonKind } from "../churnReasons/churnReasonsKinds.js";
import { pooledReasons, type ReasonSegment } from "../churnReasons/churnReasonsPatterns.js";
import { reasonsOf } from "../churnReasons/churnReasonsRow.js";
import { type ReasonColumns, reasonTally } from "../churnReasons/churnReasonsTally.js";
import { shown } from "../scale.js";

const caller = "reasonsBySegment";

export interface PeriodColumns extends ReasonColumns {
  readonly against?: TableLike | undefined;
  readonly period?: string | undefined;
}

export interface Periods {
  readonly now: readonly ReasonSegment[];
  readonly before: readonly ReasonSegment[] | null;
}

const periodOf = ({ cells }: ReasonSegment): Cell => cells.at(-1)!;

/** The segments of both values of the period column, which is the last key; customers without a period are in neither. */
function splitByPeriod(segments: readonly ReasonSegment[], period: string): Periods {
  const values = [...new Set(segments.map(periodOf).filter((cell) => cell !== null))].sort(compareCells);
  if (values.length !== 2) {
    const got = values.length === 0 ? "none" : `${values.length}: ${values.slice(0, 4).map(shown).join(", ")}`;
    throw new RangeError(`${caller} requires two values in '${period}', the period before and now; got ${got}`);
  }
  const of = (value: Cell) =>
    segments
      .filter((segment) => periodOf(segment) === value)
      .map((segment) => ({ ...segment, cells: segment.cells.slice(0, -1) }));
  return { now: of(values[1]!), before: of(values[0]!) };
}

/** Who gave which reasons in each segment, now and in the period before. */
export async function periodTally(table: TableLike, { against, period, ...columns }: PeriodColumns): Promise<Periods> {
  const source = asTable(table);
  if (period !== undefined) {
    const all = await reasonTally(source, { ...columns, by: [...columns.by, period] }, caller);
    return splitByPeriod(all, period);
  }
  const now = await reasonTally(source, columns, caller);
  return { now, before: against === undefined ? null : await reasonTally(asTable(against), columns, caller) };
}

/** A customer whose segment is not known can be compared with nobody. */
export const isNamed = ({ cells }: ReasonSegment): boolean => cells.every((cell) => cell !== null);

/** Customers who are in no share: without a reason, or without a segment. */
export const missingIn = (segments: readonly ReasonSegment[]): number =>
  segments.reduce((sum, segment) => {
    const answered = segment.patterns.reduce((n, { customers }) => n + customers, 0);
    return sum + segment.missing + (isNamed(segment) ? 0 : answered);
  }, 0);

/** The reasons that are compared: actionable ones from the largest, then 'Other'. */
export function comparedReasons(segments: readonly ReasonSegment[], kindOf: (reason: string) => ReasonKind): string[] {
  const pooled = pooledReasons(segments);
  const masses = new Map<string, number>();
  for (const { reasons, mass } of pooled.patterns) {
    for (const reason of reasons) masses.set(reason, (masses.get(reason) ?? 0) + mass);
  }
  const sorted = (kind: ReasonKind) =>
    reasonsOf(pooled, kindOf, kind).sort((a, b) => masses.get(b)! - masses.get(a)! || compareText(a, b));
  return [...sorted("actionable"), ...sorted("other")];
}
