import { isoOf } from "../../calendar/days.js";
import { requireLevel } from "../../statistics/interval.js";
import { requireColumns } from "../../tables/requirements.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { requireDates } from "../periods/requireDates.js";
import type { Keys, Result } from "../result.js";
import { byColumns, keysOf } from "../segments.js";
import { cohortActivities, lastDayOf } from "./cohortActivities.js";
import { cohortMembers, rowsOfSegments } from "./cohortMembers.js";
import { bracketsOf, type CohortRetentionOptions, requireChoices } from "./cohortOptions.js";
import {
  type Bracket,
  type Cohort,
  type CohortAverage,
  type CohortCell,
  type CohortKind,
  type CohortRules,
  cohortAverage,
  cohortCell,
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

type Keyed<Row> = Row & { readonly keys: Keys };

interface Table {
  readonly rows: readonly Keyed<CohortCell>[];
  readonly averages: readonly Keyed<CohortAverage>[];
}

/** All cells of a segment, and the averages of each window. */
function tableOf(cohorts: readonly Cohort[], brackets: readonly Bracket[], rules: CohortRules, keys: Keys): Table {
  const rows = cohorts.flatMap((cohort) =>
    brackets.map((bracket, place) => ({
      keys: { ...keys, cohort: rules.calendar.nameOf(cohort.index), window: bracket.name },
      ...cohortCell(cohort, brackets, place, rules),
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
 * Fetches rolled-up rows, one for each segment, customer and day: at most `maxRows` of the table.
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
  await requireColumns(source, [...by, customer, date], "cohortRetention");

  const activities = await cohortActivities(source, { by, customer, date }, "cohortRetention");
  await requireDates(source, date, activities.dates, { what: "cohortRetention requires dates" });

  const asOf = given ?? lastDayOf(activities);
  const calendar = calendarOf(options.cohort ?? unit, weekStart);
  const rules = { kind, calendar, windows: windowsOf(unit, windows, weekStart), asOf, level };
  const membersOf = (rows: Int32Array | null) => cohortMembers(activities, rows, from, brackets, rules);
  const everybody = membersOf(null);
  const whole = tableOf(everybody.cohorts, brackets, rules, {});
  const rowsOf = by.length === 0 ? [] : rowsOfSegments(activities);
  const parts = rowsOf.map((rows, i) => {
    return tableOf(membersOf(rows).cohorts, brackets, rules, keysOf(by, activities.segments[i]!));
  });
  const tables = by.length === 0 ? [whole] : parts;
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
      missing: activities.missing,
      outOfRange: everybody.earlier,
    },
  };
}
