import type { CalendarName } from "../../calendar/calendars.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Estimate, Result } from "../result.js";
import { type By, byColumns } from "../segments.js";
import { type Immature, lastMature, type PeriodRow, type PeriodSegment, periodRows } from "./periodRow.js";
import { type PeriodOptions, periodSpan, requirePeriodFree } from "./periodSpan.js";
import type { PeriodUnit } from "./periods.js";

export type { Direction, PeriodChange } from "./periodChange.js";
export type { PeriodRow } from "./periodRow.js";
export type { PeriodUnit } from "./periods.js";

/** Any metric of a table: `nps`, `cartAbandonment`, `resolutionTime` … */
export type Metric<Options, Row extends Estimate> = (table: TableLike, options: Options) => Promise<Result<Row>>;

/** What a metric takes, but for what is said beside it. */
export type MetricOptions<Options> = Options extends unknown ? Omit<Options, "by" | "level"> : never;

export interface ComparePeriodsOptions<Options, Row extends Estimate> extends PeriodOptions {
  readonly metric: Metric<Options, Row>;
  /** The metric's own options: its columns, its definition. One object for all periods, so that none is measured otherwise. */
  readonly options: MetricOptions<Options>;
  readonly by?: By;
  /** What to do with a period that is not complete: 'note' (default) shows it without comparing it, 'compare' compares it. */
  readonly immature?: Immature;
  readonly level?: number;
}

/** `overall` is the last complete period of everybody; `rows` hold each period of each segment, in order. */
export interface PeriodsResult extends Result<PeriodRow> {
  /** The metric that was compared. */
  readonly of: string;
  /** The key under which rows name their period. */
  readonly period: string;
  /** The period that `overall` is of; null where there is none. */
  readonly last: string | null;
  readonly each: PeriodUnit | null;
  readonly calendar: CalendarName;
  /** The last day of which everything is known; null where nothing says. */
  readonly asOf: string | null;
  /** How the intervals of the changes are built; `method` is that of the metric's own. */
  readonly changeMethod: string;
}

const caller = "comparePeriods";
const PERIOD = "period";

function requireBy(by: readonly string[], options: object): void {
  requirePeriodFree(by, caller);
  const beside = ["by", "level"].find((name) => name in options);
  if (beside !== undefined) {
    throw new TypeError(`${caller} takes ${beside} beside the options of the metric, not in them; got it in options`);
  }
}

/** Throws unless the metric gave a row for each segment and period, and no others: rows of reasons or tactics cannot be told apart here. */
function requireRowsBy({ metric, rows, by }: Result<Estimate>, keys: readonly string[]): void {
  const wanted = keys.join(", ");
  const got = [by, ...rows.map((row) => Object.keys(row.keys))].find((names) => names.join(", ") !== wanted);
  if (got === undefined) return;
  throw new TypeError(
    `${caller} requires a metric with one row by ${wanted}, such as nps; got ${metric}, with rows by ${got.join(", ") || "nothing"}`,
  );
}

/** The rows of a result as segments with their estimates by period; rows without a period belong to none. */
export function segmentsOf({ rows }: Result<Estimate>, key: string): PeriodSegment[] {
  const segments = new Map<string, { keys: PeriodSegment["keys"]; estimates: Map<string, Estimate> }>();
  for (const { keys, ...row } of rows) {
    const { [key]: period, ...others } = keys;
    if (period === null || period === undefined) continue;
    const name = JSON.stringify(others);
    const segment = segments.get(name) ?? { keys: others, estimates: new Map<string, Estimate>() };
    segments.set(name, segment);
    segment.estimates.set(String(period), row);
  }
  return [...segments.values()];
}

/** Rows that the metric could not use within the periods, where its rows say, and those without a date. */
function excludedOf({ rows, excluded }: Result<Estimate>, key: string, undated: number): Result<Estimate>["excluded"] {
  const within = rows.filter(({ keys }) => keys[key] !== null) as readonly { readonly missing?: unknown }[];
  const isCounted = within.length > 0 && within.every(({ missing }) => typeof missing === "number");
  const missing = isCounted ? within.reduce((sum, row) => sum + (row.missing as number), 0) : excluded.missing;
  return { missing: missing + undated, outOfRange: excluded.outOfRange };
}

/** How the intervals of the changes are built. */
export const CHANGE_METHOD = "MOVER, from the intervals of both periods";

/**
 * Any metric over the periods of a calendar: each week, month, quarter or year with its interval, compared with the period before
 * and with the same season last year.
 *
 * The table is cut by a column of dates, and the metric is asked once, with one set of options: two definitions cannot mix. A
 * change keeps its sign and the unit of the metric. Its interval is made of the two intervals (`moverDifference`), and `direction`
 * says what it says: up, down, or cannot tell; `smallestDetectable` is how large a change must truly be to be found four times in
 * five. Where many rows are read, read `adjustedPValue`. Beside it stands the relative change, which a base at or below 0 does not
 * have. In trades with a season, and in Iran most of all about Nowruz, compare with last year; with `calendar: "jalali"` months are
 * those of the Solar Hijri year.
 *
 * Periods count as independent. Where the same customers answer in both, that is conservative as a rule: they differ less from
 * themselves than from others; `npsDifference` with `customer` pairs them. A period whose days have not all run by `asOf` (or whose
 * `followUpDays` have not) is shown with `isMature: false` and not compared, unless `immature: "compare"`. Months differ in length,
 * which matters to totals, not to rates; see `revenueIndex`.
 *
 * @throws a column of dates that is not there, or a date that is none; an end before the start; 'period' in by
 * @example (await comparePeriods(answers, { metric: nps, options: { score: "recommend" }, date: "answered_on", each: "quarter" })).overall.previous.estimate // 4.1
 * @see Zou and Donner (2008), Statistics in Medicine 27, on the interval; Holm (1979), Scandinavian Journal of Statistics 6
 */
export async function comparePeriods<Options, Row extends Estimate>(
  table: TableLike,
  settings: ComparePeriodsOptions<Options, Row>,
): Promise<PeriodsResult> {
  const { metric, options, each, calendar = "gregorian", level, immature = "note" } = settings;
  const by = byColumns(settings.by);
  requireBy(by, options);
  requireOneOf(caller, "policy 'immature'", ["note", "compare"], immature);
  const source = asTable(table);

  const { periods, ranges, asOf, undated } = await periodSpan(source, settings, caller);
  const cut = periods.length === 0 ? source : await source.cut(settings.date, PERIOD, ranges);
  const keys = periods.length === 0 ? by : [...by, PERIOD];
  const ask = (columns: readonly string[]) =>
    metric(cut, { ...options, by: columns, ...(level !== undefined && { level }) } as Options);
  const result = await ask(keys);
  requireRowsBy(result, keys);
  const everybody = by.length === 0 || periods.length === 0 ? result : await ask([PERIOD]);

  const finish = { level: result.level, immature, key: PERIOD };
  const whole = periodRows(segmentsOf(everybody, PERIOD), periods, finish);
  return {
    metric: caller,
    of: result.metric,
    label: result.label,
    period: PERIOD,
    each,
    calendar,
    asOf,
    ...lastMature(whole, PERIOD, "no dates"),
    rows: by.length === 0 ? whole : periodRows(segmentsOf(result, PERIOD), periods, finish),
    by: [...by, PERIOD],
    level: result.level,
    method: result.method,
    changeMethod: CHANGE_METHOD,
    unit: result.unit,
    excluded: excludedOf(result, PERIOD, undated),
  };
}
