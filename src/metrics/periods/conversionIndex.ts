import { requireLevel } from "../../statistics/interval.js";
import { type Bounded, moverRatio } from "../../statistics/mover.js";
import type { Cell } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { type Answer, answerColumn, isYes, requireAnswer } from "../answers/answer.js";
import { type ShareRow, shareMethod, shareRow } from "../caseShares/shareRow.js";
import { type CaseSegment, caseTally, pooledCases } from "../caseShares/shareTally.js";
import type { Keys } from "../result.js";
import { byColumns, bySegment, keysOf } from "../segments.js";
import {
  baseOf,
  type IndexOptions,
  type IndexSeries,
  indexRows,
  lastIndex,
  type PeriodIndexResult,
  requireIndexOptions,
} from "./periodIndex.js";
import { periodSpan, requirePeriodFree } from "./periodSpan.js";

export interface ConversionIndexOptions extends IndexOptions {
  /** Column of true and false (or 1 and 0): the visit, the lead, the cart converted; or a column and the value in it that means so. */
  readonly converted: Answer;
  /** Column whose sums are compared in place of counts, at least 0. */
  readonly weight?: string;
  /** Column with the visitor: cases of one visitor go together, and the interval then says so. */
  readonly visitor?: string;
}

const caller = "conversionIndex";
const STATES = ["converted", "not"] as const;
type State = (typeof STATES)[number];
type Segment = CaseSegment<State>;

const boundsOf = ({ estimate, lower, upper }: ShareRow): Bounded => ({
  estimate: estimate!,
  lower: lower!,
  upper: upper!,
});

/** The rates of one segment by period. */
function seriesOf(keys: Keys, rates: ReadonlyMap<string, ShareRow>): IndexSeries {
  const values = [...rates].map(
    ([period, { estimate, n, missing, note }]) => [period, { value: estimate, n, missing, note }] as const,
  );
  return {
    keys,
    values: new Map(values),
    ratioInterval: (period, base) => moverRatio(boundsOf(rates.get(period)!), boundsOf(rates.get(base)!)),
  };
}

function tally(table: Parameters<typeof caseTally>[0], options: ConversionIndexOptions, by: readonly string[]) {
  const { converted, weight, visitor } = options;
  const [column] = answerColumn(converted);
  const check = ([found]: readonly (readonly Cell[])[]) =>
    requireAnswer(table, converted, found!, { caller, option: "converted" });
  const classOf = ([cell]: readonly Cell[]): State | null => {
    if (cell === null) return null;
    return isYes(converted, cell!) ? "converted" : "not";
  };
  return caseTally(table, { answers: [column], by, weight, cluster: visitor, names: STATES, classOf, check }, caller);
}

/** The segments of a tally by segment × period, each with its periods; and everybody. */
function seriesFrom(cells: readonly Segment[], by: readonly string[], level: number) {
  const rate = (segment: Segment) => shareRow(segment, { of: STATES, counted: ["converted"], level, cases: "cases" });
  const dated = cells.filter((one) => one.cells[by.length] !== null).map((one) => ({ ...one, keys: one.cells }));
  const segments = bySegment(dated, by.length).map((segment) =>
    seriesOf(
      keysOf(by, segment.cells),
      new Map(segment.entries.map((one) => [String(one.keys[by.length]), rate(one)])),
    ),
  );
  const periods = [...new Set(dated.map((one) => String(one.keys[by.length])))];
  const of = (period: string) => dated.filter((one) => one.keys[by.length] === period);
  const everybody = seriesOf({}, new Map(periods.map((period) => [period, rate(pooledCases(of(period), STATES))])));
  return { segments, everybody };
}

/**
 * The conversion rate of each period as an index: the base period is 100, and 110 is a rate a tenth higher.
 *
 * For rates that are shown beside others of another size, each against its own beginning. An index hides the level: from 1 % to
 * 1.5 % it reads 150 as from 20 % to 30 % does. Choose a usual period as base; a lucky one makes all others look poor. For one period
 * against the one before, or last year, ask `comparePeriods`.
 *
 * From 0 upwards, higher is better. The interval is that of a ratio of two independent rates, made of their Wilson intervals
 * (MOVER-R); on the effective number of cases with `weight` or `visitor`, where visitors of both periods count as different ones.
 * The base is 100 and has no interval. Null where the base is 0, and for a period that is not complete.
 *
 * @param table one row a case: a visit, a lead, a cart
 * @throws a base that is no period of the table, naming the nearest; an answer that is neither true nor false
 * @example (await conversionIndex(answers, { converted: "ordered", date: "date", each: "month" })).overall.estimate // 93.3
 * @see Donner and Zou (2012), Statistical Methods in Medical Research 21; Newcombe (2016), Statistical Methods in Medical Research 25
 */
export async function conversionIndex(table: TableLike, options: ConversionIndexOptions): Promise<PeriodIndexResult> {
  const { linked = "fixed", immature = "note", level = 0.95, weight, visitor } = options;
  requireLevel(level, caller);
  requireIndexOptions(options, caller);
  const by = byColumns(options.by);
  requirePeriodFree(by, caller);
  const source = asTable(table);

  const { periods, ranges, undated } = await periodSpan(source, options, caller);
  const base = baseOf(periods, options.base, caller);
  const cells =
    base === null ? [] : await tally(await source.cut(options.date, "period", ranges), options, [...by, "period"]);

  const { segments, everybody } = seriesFrom(cells, by, level);
  const finish = { base: base ?? "", linked, immature };
  const whole = base === null ? [] : indexRows(everybody, periods, finish);
  return {
    metric: caller,
    label: `Conversion index (${base ?? "no base"} = 100)`,
    base,
    linked,
    each: options.each,
    ...lastIndex(whole),
    rows: by.length === 0 ? whole : segments.flatMap((series) => indexRows(series, periods, finish)),
    by: [...by, "period"],
    level,
    method: `ratio of two rates (MOVER-R), ${shareMethod("cases", weight, visitor)}`,
    unit: "index",
    excluded: { missing: whole.reduce((sum, { missing }) => sum + missing, 0) + undated, outOfRange: 0 },
  };
}
