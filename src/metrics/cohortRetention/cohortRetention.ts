import { dayOf, isoOf } from "../../calendar/days.js";
import { requireLevel } from "../../statistics/interval.js";
import { requireColumns } from "../../tables/requirements.js";
import type { Cell, Cross } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { requireDates } from "../periods/requireDates.js";
import type { Keys, Result } from "../result.js";
import { byColumns, bySegment, keysOf } from "../segments.js";
import { bracketsOf, type CohortRetentionOptions, requireChoices } from "./cohortOptions.js";
import {
  type Bracket,
  type CohortAverage,
  type CohortCell,
  type CohortKind,
  type CohortRules,
  cohortAverage,
  cohortCell,
  cohortsOf,
  type Journey,
} from "./cohortRow.js";
import { type CohortUnit, calendarOf, requireDay, windowsOf } from "./cohortWindows.js";

export type { CohortRetentionOptions } from "./cohortOptions.js";
export type { CohortAverage, CohortCell, CohortKind } from "./cohortRow.js";
export type { CohortUnit, CohortWindows, WeekStart } from "./cohortWindows.js";

export interface CohortRetentionResult extends Result<CohortCell> {
  /** Retention of the first window, over all mature cohorts and all segments. */
  readonly overall: CohortCell;
  /** Each window over all mature cohorts, each customer counting once; with `by` those of each segment. */
  readonly averages: readonly (CohortAverage & { readonly keys: Keys })[];
  readonly kind: CohortKind;
  /** What the windows are counted in. */
  readonly windowUnit: CohortUnit;
  readonly asOf: string | null;
}

interface Seen {
  readonly journeys: readonly Journey[];
  /** Customers who were there before `from`. */
  readonly earlier: number;
}

/** What somebody did on a day, of whom both are known. */
interface Activity {
  readonly customer: Cell;
  readonly day: number;
}

function activities(entries: readonly Cross[], at: number): Activity[] {
  const days = new Map<Cell, number | null>([[null, null]]);
  return entries.flatMap(({ keys }) => {
    const [customer, date] = [keys[at]!, keys[at + 1]!];
    if (!days.has(date)) days.set(date, dayOf(date));
    const day = days.get(date)!;
    return customer === null || day === null ? [] : [{ customer, day }];
  });
}

/** Each customer's first day, and the windows in which it came back. */
function seen(some: readonly Activity[], from: number, { windows, asOf }: CohortRules): Seen {
  const days = new Map<Cell, number[]>();
  for (const { customer, day } of some) {
    if (day > asOf) continue;
    const known = days.get(customer);
    if (known === undefined) days.set(customer, [day]);
    else known.push(day);
  }
  const all = [...days.values()].map((own) => ({ first: own.reduce((a, b) => Math.min(a, b)), own }));
  const journeys = all
    .filter(({ first }) => first >= from)
    .map(({ first, own }) => ({ first, windows: [...new Set(own.map((day) => windows.windowOf(first, day)))] }));
  return { journeys, earlier: all.length - journeys.length };
}

type Keyed<Row> = Row & { readonly keys: Keys };

interface Table {
  readonly rows: readonly Keyed<CohortCell>[];
  readonly averages: readonly Keyed<CohortAverage>[];
}

/** All cells of a segment, and the averages of each window. */
function tableOf(journeys: readonly Journey[], brackets: readonly Bracket[], rules: CohortRules, keys: Keys): Table {
  const cohorts = cohortsOf(journeys, rules.calendar);
  const rows = cohorts.flatMap((cohort) =>
    brackets.map((bracket) => ({
      keys: { ...keys, cohort: rules.calendar.nameOf(cohort.index), window: bracket.name },
      ...cohortCell(cohort, bracket, rules),
    })),
  );
  const averages = brackets.map(({ name }) => ({
    keys: { ...keys, window: name },
    ...cohortAverage(
      rows.filter((row) => row.keys.window === name),
      rules.level,
    ),
  }));
  return { rows, averages };
}

/** The average of the first window in the shape of a cell. */
function overallOf({ rows, averages }: Table): CohortCell {
  const { keys: _, cohorts: __, ...average } = averages[0]!;
  const mature = rows.filter((row) => row.keys.window === averages[0]!.keys.window && row.retained !== null);
  return { ...average, cohortSize: average.n, completeOn: mature.at(-1)?.completeOn ?? "" };
}

/**
 * Cohort retention: of the customers who came in the same month (week, day), how many came back in each of the windows that
 * followed. It tells whether newer customers stay better than older ones, which one rate over all of them hides.
 *
 * The kind decides when a customer counts (see `CohortKind`) and gives very different numbers; so do windows of the calendar and
 * rolling ones: with calendar months a customer of the 31st is back "in month 1" after one day. Both stand in the label. A cell is
 * null until its window has elapsed for the last member of the cohort, as of the day `asOf`: a cohort not yet seen for long enough would look worse than it is.
 * Averages weigh each customer alike and include cohorts of whom nobody came back.
 *
 * Shares from 0 to 1, higher is better, each with its Wilson interval. Neighbouring cells of a row are the same customers. By segment a
 * customer counts in every segment where it was active, from its first day there. Rows without a customer or a day are counted as
 * missing, customers who came before `from` as out of range.
 *
 * Brings from an engine one count for each customer and day, at most `maxRows` of the table.
 *
 * @param table one row an activity: an order, a visit, a log-in; several on one day are one
 * @throws a date that is none, with the row of the first; a unit or kind that is not given, with the choices
 * @example (await cohortRetention(answers, { customer: "customer", date: "date", unit: "month", kind: "n-day" })).averages[0].estimate // 0.42
 * @see Gold (2020), Fighting Churn with Data; the terms n-day, unbounded and bracket are those of product analytics
 */
export async function cohortRetention(
  table: TableLike,
  options: CohortRetentionOptions,
): Promise<CohortRetentionResult> {
  const { customer, date, unit, kind, windows = "rolling", weekStart = "monday", level = 0.95 } = options;
  const by = byColumns(options.by);
  requireChoices(options);
  requireLevel(level, "cohortRetention");
  const brackets = bracketsOf(options);
  const from = options.from === undefined ? Number.NEGATIVE_INFINITY : requireDay(options.from, "from");
  const given = options.asOf === undefined ? null : requireDay(options.asOf, "asOf");
  const source = asTable(table);
  const keys = [...by, customer, date];
  await requireColumns(source, keys, "cohortRetention");

  const tally = await source.crosstab(keys);
  const dates = tally.map((entry) => entry.keys[by.length + 1]!);
  await requireDates(source, date, dates, { what: "cohortRetention requires dates" });

  const all = activities(tally, by.length);
  const asOf = given ?? all.reduce((last, { day }) => Math.max(last, day), Number.NEGATIVE_INFINITY);
  const calendar = calendarOf(options.cohort ?? unit, weekStart);
  const rules = { kind, calendar, windows: windowsOf(unit, windows, weekStart), asOf, level };
  const everybody = seen(all, from, rules);
  const whole = tableOf(everybody.journeys, brackets, rules, {});
  const segments = bySegment(tally, by.length).map(({ cells, entries }) =>
    tableOf(seen(activities(entries, by.length), from, rules).journeys, brackets, rules, keysOf(by, cells)),
  );
  const tables = by.length === 0 ? [whole] : segments;
  const isMissing = (entry: Cross) => entry.keys[by.length] === null || entry.keys[by.length + 1] === null;
  return {
    metric: "cohortRetention",
    label: `Cohort retention (${kind}, ${windows} ${unit}s)`,
    overall: overallOf(whole),
    rows: tables.flatMap(({ rows }) => rows),
    averages: tables.flatMap(({ averages }) => averages),
    by: [...by, "cohort", "window"],
    kind,
    windowUnit: unit,
    asOf: Number.isFinite(asOf) ? isoOf(asOf) : null,
    level,
    method: "Wilson",
    unit: "share",
    excluded: {
      missing: tally.filter(isMissing).reduce((sum, { n }) => sum + n, 0),
      outOfRange: everybody.earlier,
    },
  };
}
