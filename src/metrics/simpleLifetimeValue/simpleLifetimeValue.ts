import { requireLevel } from "../../statistics/interval.js";
import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Table } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { type Answer, answerColumn, isYes, requireAnswer } from "../answers/answer.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Estimate, Result } from "../result.js";
import { type By, byColumns, bySegment, keysOf } from "../segments.js";
import {
  addedMargins,
  type Margins,
  NO_MARGINS,
  type SimpleValueRow,
  simpleLifetimeValueRow,
  valueAtOneRate,
} from "./simpleLifetimeValueRow.js";

export type { SimpleValueRow } from "./simpleLifetimeValueRow.js";

/**
 * When a customer brings his first margin.
 *
 * - `first margin now`: he has just come, or renewed, and pays at once: m(1 + d)/(1 + d − r).
 * - `first margin after a period`: he pays at the end of each period, if he is still there: m·r/(1 + d − r).
 */
export type MarginTiming = "first margin now" | "first margin after a period";

interface Assumptions {
  /** What a period's delay costs: 0.1 for 10 %; 0 where nothing is discounted. */
  readonly discountRate: number;
  readonly timing: MarginTiming;
}

export interface SimpleLifetimeValueOptions extends Assumptions {
  /** Column of what a customer brings in a period, after what he costs. */
  readonly margin: string;
  /** Whether he was still there after it: column of true and false (or 1 and 0), or a column and the value that means it. */
  readonly retained: Answer;
  readonly by?: By;
  readonly level?: number;
}

export interface SimpleLifetimeValueResult extends Result<SimpleValueRow> {
  readonly discountRate: number;
  readonly timing: MarginTiming;
}

const TIMINGS: readonly MarginTiming[] = ["first margin now", "first margin after a period"];

function requireAssumptions({ discountRate, timing }: Assumptions, caller: string): void {
  requireOneOf(caller, "timing", TIMINGS, timing);
  if (discountRate >= 0 && discountRate < 1) return;
  throw new RangeError(
    `${caller} requires a discountRate a period from 0 and below 1, such as 0.1 for 10 %; got ${discountRate}`,
  );
}

/** The tally: one crosstab of segment × retained, with the sums of margins and of their squares. */
async function marginTally(table: Table, options: SimpleLifetimeValueOptions, by: readonly string[], caller: string) {
  const { margin, retained } = options;
  const [answer] = answerColumn(retained);
  await requireColumns(table, [margin, answer, ...by], caller);
  await requireNumberColumns(table, [margin], caller);
  const tally = await table.crosstab([...by, answer], [margin, { product: [margin, margin] }]);
  const answers = tally.map(({ keys }) => keys[by.length]!);
  await requireAnswer(table, retained, answers, { caller, option: "retained" });
  return bySegment(tally, by.length).map(({ cells, entries }) => {
    let margins: Margins = NO_MARGINS;
    for (const { keys, n, sums, counts } of entries) {
      const cell = keys[by.length]!;
      const known = cell === null ? 0 : counts[0]!;
      const missing = n - known;
      if (cell === null) margins = { ...margins, missing: margins.missing + missing };
      else {
        const one = { n: known, sum: sums[0]!, squares: sums[1]! };
        const none = NO_MARGINS.kept;
        const isKept = isYes(retained, cell);
        margins = addedMargins([margins, { kept: isKept ? one : none, lost: isKept ? none : one, missing }]);
      }
    }
    return { cells, margins };
  });
}

const CALLER = "simpleLifetimeValue";

/**
 * What a customer is worth over all time to come if each period brings the same margin and keeps the same share of those who are there:
 * margin × retention / (1 + discount − retention), or × (1 + discount) where the first margin is had now.
 *
 * For a first answer, and for comparing with such numbers of others. It takes one retention rate for everybody and for ever: where
 * retention rises with tenure, as it does whenever customers differ, it is too low for who stayed long and, mostly, too low on the
 * whole: see `sbg` and `remainingLifetime`. Shops without contracts see nobody leave: see `bgNbd`. Margin and retention are to be of the same
 * period, and margins after what keeping customers costs.
 *
 * In the unit of the margin, of any sign; higher is better. The interval is Fieller's, of two means that go together, with Student's t: the
 * uncertainty of both, not how far one customer will be from the mean. Null for nobody, and where everybody was retained and nothing is
 * discounted, which is worth without end; without bounds where everybody or nobody was retained, and where retention may be so near 1 that
 * there is no upper bound.
 *
 * @param table one row a customer
 * @throws a timing that is not named, a discount rate below 0 or from 1
 * @example (await simpleLifetimeValue(customers, { margin: "margin", retained: "stayed", discountRate: 0.1, timing: "first margin now" })).overall.estimate
 * @see Gupta and Lehmann (2003), Customers as assets, Journal of Interactive Marketing 17, 9–24
 */
export async function simpleLifetimeValue(
  table: TableLike,
  options: SimpleLifetimeValueOptions,
): Promise<SimpleLifetimeValueResult> {
  const { discountRate, timing, level = 0.95 } = options;
  const by = byColumns(options.by);
  requireAssumptions(options, CALLER);
  requireLevel(level, CALLER);

  const segments = await marginTally(asTable(table), options, by, CALLER);

  const settings = { discountRate, isNow: timing === "first margin now", level };
  const overall = simpleLifetimeValueRow(addedMargins(segments.map(({ margins }) => margins)), settings);
  return {
    metric: CALLER,
    label: `Lifetime value at one retention rate (${timing}, discounted by ${Number((100 * discountRate).toFixed(4))} % a period)`,
    discountRate,
    timing,
    overall,
    rows: (by.length === 0 ? [] : segments).map(({ cells, margins }) => {
      return { keys: keysOf(by, cells), ...simpleLifetimeValueRow(margins, settings) };
    }),
    by,
    level,
    method: "Fieller, Student's t",
    unit: "currency",
    excluded: { missing: overall.missing, outOfRange: 0 },
  };
}

export interface SimpleRates extends Assumptions {
  /** Of a customer in a period. */
  readonly margin: number;
  /** The share that is kept from one period to the next, 0 to 1. */
  readonly retention: number;
}

/**
 * `simpleLifetimeValue` of a margin and a retention rate that are known: no interval.
 *
 * @throws a retention outside 0 to 1, a margin that is no number, and what `simpleLifetimeValue` refuses
 * @example simpleLifetimeValueFromRates({ margin: 100, retention: 0.8, discountRate: 0.1, timing: "first margin after a period" }).estimate // 266.67
 * @see simpleLifetimeValue
 */
export function simpleLifetimeValueFromRates(rates: SimpleRates): Pick<Estimate, "estimate" | "note"> {
  const caller = "simpleLifetimeValueFromRates";
  requireAssumptions(rates, caller);
  const { margin, retention, discountRate, timing } = rates;
  if (!Number.isFinite(margin)) throw new RangeError(`${caller} requires a margin; got ${margin}`);
  if (!(retention >= 0 && retention <= 1)) {
    throw new RangeError(`${caller} requires a retention from 0 to 1, such as 0.8; got ${retention}`);
  }
  return valueAtOneRate(margin, retention, { discountRate, isNow: timing === "first margin now" });
}
