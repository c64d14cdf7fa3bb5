import { requireLevel } from "../../statistics/interval.js";
import type { SurvivalScale } from "../../statistics/survivalInterval.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Answer } from "../answers/answer.js";
import type { Result } from "../result.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { commonHorizon, type SurvivalCase, type SurvivalRow, survivalRow, withCurve } from "./kaplanMeierRow.js";
import { evenTimes } from "./survivalTable.js";
import { pooledSurvival, type SurvivalSegment, survivalTally } from "./survivalTally.js";

export type { RestrictedMean, SurvivalPoint, SurvivalRow } from "./kaplanMeierRow.js";
export type { SurvivalAt } from "./survivalTable.js";

/**
 * How the intervals of a survival curve are built, all from Greenwood's variance.
 *
 * - `log-log` (default): normal on the scale of log(−log S); stays in 0–1 and covers best where few are at risk.
 * - `log`: normal on the scale of log S, the default of R; too high a bound where few are left.
 * - `plain`: normal on S itself, cut to 0–1; for comparison with older work.
 */
export type SurvivalMethod = SurvivalScale;

interface Precision {
  /** The time of the estimate and the end of the restricted mean; the longest that all curves are known for, unless given. */
  readonly horizon?: number;
  /** At which times each row says where its curve stands and how many are at risk (`at`); even, round ones unless given. */
  readonly times?: readonly number[];
  readonly level?: number;
  readonly method?: SurvivalMethod;
}

export interface KaplanMeierOptions extends Precision {
  /** Column of how long it took until the event, or until nobody looked any more: days, hours, at least 0. */
  readonly duration: string;
  /** Whether the event happened then: column of true and false (or 1 and 0), or a column and the value that means it. */
  readonly observed: Answer;
  /** Column of the age at which observation began, on the clock of `duration`; 0 for those watched from the beginning. */
  readonly entry?: string;
  readonly by?: By;
}

export interface SurvivalResult extends Result<SurvivalRow> {
  /** The time every estimate is of; null without cases. */
  readonly horizon: number | null;
}

const METHODS: Readonly<Record<SurvivalMethod, string>> = {
  "log-log": "Kaplan–Meier, Greenwood, log-log",
  log: "Kaplan–Meier, Greenwood, log",
  plain: "Kaplan–Meier, Greenwood, plain",
};

function requirePrecision({ horizon, times, level = 0.95, method = "log-log" }: Precision, caller: string) {
  requireLevel(level, caller);
  if (!Object.hasOwn(METHODS, method)) {
    throw new RangeError(`${caller} requires a method of 'log-log', 'log', 'plain'; got '${method}'`);
  }
  if (horizon !== undefined && !(horizon > 0 && Number.isFinite(horizon))) {
    throw new RangeError(`${caller} requires a horizon above 0; got ${horizon}`);
  }
  const wrong = times?.find((time) => !(time >= 0 && Number.isFinite(time)));
  if (wrong !== undefined) throw new RangeError(`${caller} requires times of at least 0; got ${wrong}`);
  return { horizon: horizon ?? null, times: times ?? null, level, method };
}

function resultOf(
  total: SurvivalCase,
  cases: readonly SurvivalCase[],
  by: readonly string[],
  { horizon: asked, times: given, level, method }: ReturnType<typeof requirePrecision>,
): SurvivalResult {
  const horizon = asked ?? commonHorizon([total, ...cases]);
  const times = given ?? evenTimes([total, ...cases]);
  const settings = { level, scale: method, horizon, times };
  const overall = survivalRow(total, settings);
  return {
    metric: "kaplanMeier",
    label: horizon === null ? "Survival" : `Survival to ${Math.round(horizon * 100) / 100}`,
    horizon,
    overall,
    rows: cases.map((one) => ({ keys: keysOf(by, one.segment.cells), ...survivalRow(one, settings) })),
    by,
    level,
    method: METHODS[method],
    unit: "share",
    excluded: { missing: overall.missing, outOfRange: overall.neverAtRisk },
  };
}

/**
 * How long it takes until something happens, a customer leaving or a ticket being solved, when for some it has not happened
 * yet: the share without the event at every time, its median, and the mean within a horizon.
 *
 * Leaving out those for whom it has not happened, or counting them as if it had today, makes every duration too short;
 * here each counts for as long as it was watched. Customers who were already there when observation began need `entry`: those
 * who left before were never seen, and without it the curve is too high. Censoring must say nothing about the event: who
 * will soon leave must not be lost from sight sooner. Where people leave for several reasons, one minus the curve of
 * one reason is not the share that leaves for it.
 *
 * Shares from 1 down to 0; higher is slower. `estimate` is the share at the horizon, which is the same for all segments.
 * Intervals hold at each time on its own, not for the curve as a whole: see `SurvivalMethod`. The median's are the times at
 * which that of the curve holds ½ (Brookmeyer and Crowley); the restricted mean's are ± z standard errors. Null where nobody was
 * followed to the horizon, and a median where more than half had no event. At each time only those are at risk who entered
 * before it; who left as observation began was never at risk (`neverAtRisk`, counted as out of range).
 *
 * @param table one row a customer, a ticket, a case
 * @throws a duration or an entry below 0, an entry after the duration, with the row of the first
 * @example (await kaplanMeier(customers, { duration: "tenure_days", observed: "left", entry: "entry_days", horizon: 365 })).overall.estimate
 * @see Klein and Moeschberger (2003), Survival Analysis, chapter 4
 */
export async function kaplanMeier(table: TableLike, options: KaplanMeierOptions): Promise<SurvivalResult> {
  const { duration, observed, entry = null } = options;
  const by = byColumns(options.by);
  const precision = requirePrecision(options, "kaplanMeier");

  const segments = await survivalTally(asTable(table), { duration, observed, entry, by }, "kaplanMeier");

  return resultOf(withCurve(pooledSurvival(segments)), by.length === 0 ? [] : segments.map(withCurve), by, precision);
}

/** One line of a life table. */
export interface LifeTableLine {
  readonly time: number;
  readonly events: number;
  /** Whose observation ended at this time without the event. */
  readonly censored?: number;
}

function segmentOf(lines: readonly LifeTableLine[]): SurvivalSegment {
  const spells = lines.flatMap(({ time, events, censored = 0 }) => {
    const wrong = Object.entries({ events, censored }).find(([, n]) => !(Number.isInteger(n) && n >= 0));
    if (wrong !== undefined)
      throw new RangeError(
        `kaplanMeierFromCounts requires counts that are whole numbers from 0; got ${wrong[1]} ${wrong[0]} at ${time}`,
      );
    if (!(time >= 0 && Number.isFinite(time)))
      throw new RangeError(`kaplanMeierFromCounts requires times of at least 0; got ${time}`);
    return [
      { duration: time, observed: true, entry: null, n: events },
      { duration: time, observed: false, entry: null, n: censored },
    ].filter(({ n }) => n > 0);
  });
  return { cells: [], spells, neverAtRisk: 0, missing: 0 };
}

/**
 * The survival curve of a published life table: `kaplanMeier` for those who have no rows.
 *
 * @param lines when how many had the event, and how many were lost from sight; in any order
 * @example kaplanMeierFromCounts([{ time: 1, events: 2, censored: 1 }, { time: 2, events: 1, censored: 4 }]).overall.estimate // 0.6
 */
export function kaplanMeierFromCounts(lines: readonly LifeTableLine[], options: Precision = {}): SurvivalResult {
  const precision = requirePrecision(options, "kaplanMeierFromCounts");
  return resultOf(withCurve(segmentOf(lines)), [], [], precision);
}
