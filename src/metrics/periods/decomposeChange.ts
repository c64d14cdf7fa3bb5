import { CALENDARS, type CalendarName } from "../../calendar/calendars.js";
import { isoOf } from "../../calendar/days.js";
import { nearestNames } from "../../tables/nearest.js";
import { requireColumns } from "../../tables/requirements.js";
import type { Cell, Table } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Estimate, Keys, Result } from "../result.js";
import { type By, byColumns, keysOf, segmentName } from "../segments.js";
import type { Metric, MetricOptions } from "./comparePeriods.js";
import { type DecomposedSegment, type DecompositionRow, decomposed, type SizedRow } from "./decomposeChangeRow.js";
import { requirePeriodFree } from "./periodSpan.js";
import { periodNamed } from "./periods.js";

export type { DecompositionRow } from "./decomposeChangeRow.js";

export interface DecomposeChangeOptions<Options, Row extends Estimate> {
  readonly metric: Metric<Options, Row>;
  /** The metric's own options: its columns, its definition. */
  readonly options: MetricOptions<Options>;
  /** The segments whose rates and shares are told apart. */
  readonly by: By;
  /** Column of the periods; or of any two groups whose difference is to be split. */
  readonly period?: string;
  /** In place of `period`: column of dates. `from` and `to` are then '2025-07', '2025-Q3' or '2025'. */
  readonly date?: string;
  /** Of these periods; 'gregorian' unless given. */
  readonly calendar?: CalendarName;
  /** The change is that from the first to the second: to − from. */
  readonly from: Cell;
  readonly to: Cell;
  /** Field of the metric's rows that weighs a segment in the mean of all: 'n' unless given. */
  readonly size?: string;
  readonly level?: number;
}

/** `overall` is the whole change, with its two parts; `rows` what each segment adds. */
export interface DecompositionResult extends Result<DecompositionRow> {
  /** The metric that was split. */
  readonly of: string;
  readonly from: Cell;
  readonly to: Cell;
}

const caller = "decomposeChange";
const EXACT = 1e-9;

/** The table with the two sides under one key, and the name of the key. */
async function sidesOf(
  table: Table,
  { period, date, calendar = "gregorian", from, to }: DecomposeChangeOptions<never, never>,
): Promise<{ readonly source: Table; readonly key: string }> {
  if ((period === undefined) === (date === undefined)) {
    const got = period === undefined ? "neither" : "both";
    throw new TypeError(`${caller} requires 'period', the column of the periods, or 'date'; got ${got}`);
  }
  if (from === to) throw new RangeError(`${caller} requires two periods; got '${from}' twice`);
  requireOneOf(caller, "calendar", CALENDARS, calendar);
  await requireColumns(table, [period ?? date!], caller);
  if (period !== undefined) return { source: table, key: period };
  const ranges = [from, to].map((label) => {
    const named = periodNamed(String(label), calendar);
    if (named !== null) return { label: String(label), from: isoOf(named.from), before: isoOf(named.to + 1) };
    throw new RangeError(`${caller} requires periods such as '2025-07', '2025-Q3' or '2025'; got '${label}'`);
  });
  const inOrder = ranges.sort((a, b) => (a.from < b.from ? -1 : 1));
  return { source: await table.cut(date!, "period", inOrder), key: "period" };
}

/** A row with what it weighs. */
function sized(row: Estimate, size: string): SizedRow {
  const value = (row as unknown as Readonly<Record<string, unknown>>)[size];
  if (typeof value === "number" && value >= 0) return { row, size: value };
  const numbers = Object.entries(row).flatMap(([name, x]) => (typeof x === "number" ? [name] : []));
  throw new TypeError(
    `${caller} requires a field of the metric's rows as size; got '${size}' (there are ${numbers.join(", ")})`,
  );
}

type Rows = Result<Estimate>["rows"];

/** The row of everybody on one side; throws where there is none, naming the nearest. */
function wholeOf(rows: Rows, key: string, wanted: Cell, size: string): SizedRow {
  const found = rows.find(({ keys }) => keys[key] === wanted);
  if (found !== undefined) return sized(found, size);
  const names = rows.flatMap(({ keys }) => (keys[key] === null ? [] : [String(keys[key])]));
  const near = nearestNames(String(wanted), names);
  const hint = near.length > 0 ? `nearest: ${near.join(", ")}` : `there are ${names.slice(0, 12).join(", ")}`;
  throw new RangeError(`${caller}: nothing of '${wanted}' in '${key}'; ${hint}`);
}

/** Each segment with its rows of both sides. */
function segmentsOf(
  rows: Rows,
  by: readonly string[],
  key: string,
  { from, to, size }: { from: Cell; to: Cell; size: string },
): DecomposedSegment[] {
  const segments = new Map<string, { name: string; keys: Keys; from: SizedRow | null; to: SizedRow | null }>();
  for (const row of rows) {
    const side = row.keys[key] === from ? "from" : row.keys[key] === to ? "to" : null;
    if (side === null) continue;
    const cells = by.map((name) => row.keys[name]!);
    const name = JSON.stringify(cells);
    const known = { name: segmentName(by, cells), keys: keysOf(by, cells), from: null, to: null };
    const segment = segments.get(name) ?? known;
    segments.set(name, segment);
    segment[side] = sized(row, size);
  }
  return [...segments.values()];
}

/** Throws unless the mean of the segments, weighed by their size, is the whole. */
function requireMean(
  whole: SizedRow,
  parts: readonly (SizedRow | null)[],
  at: Cell,
  size: string,
  metric: string,
): void {
  const there = parts.filter((part): part is SizedRow => part !== null && part.size > 0);
  const total = there.reduce((sum, part) => sum + part.size, 0);
  const terms = there.map((part) => (part.size / total) * (part.row.estimate ?? Number.NaN));
  const mean = terms.reduce((sum, term) => sum + term, 0);
  const scale = Math.max(Math.abs(whole.row.estimate!), ...terms.map(Math.abs));
  if (Math.abs(mean - whole.row.estimate!) <= EXACT * scale && Math.abs(total - whole.size) <= EXACT * whole.size)
    return;
  throw new RangeError(
    `${caller} requires a metric that is the mean of its segments weighed by '${size}'; in ${at} ${metric} of all is ` +
      `${whole.row.estimate}, and the segments give ${Number.isNaN(mean) ? "none" : mean}. Name the field that weighs them as size, ` +
      "or take a metric that is a mean: medians and restricted means are not",
  );
}

function nothingBetween(from: SizedRow, to: SizedRow, note: string): DecompositionRow {
  const none: Estimate = { estimate: null, lower: null, upper: null, n: from.row.n + to.row.n, note };
  const rates = { rateFrom: from.row.estimate, rateTo: to.row.estimate };
  return { ...none, within: none, mix: none, shareFrom: 1, shareTo: 1, ...rates };
}

/**
 * Why a rate changed: because it changed within segments, or because the mix of segments did. Exact, without a rest.
 *
 * within = Σ s̄·Δr, with s̄ the mean share of a segment before and after; mix = Σ r̄·Δs, with r̄ its mean rate. A rate may fall in
 * every segment and rise overall (Simpson's paradox): then mix is larger than within and of the other sign. Mix is no excuse and
 * no achievement; it says whom the number is of. For any metric that is the mean of its segments, weighed by `n` or by another field of
 * its rows (`size`): shares, NPS, sales-adjusted retention by its sales. Which segments are told apart decides what is mix.
 *
 * In the unit of the metric. Of each segment the mix is measured from the mean rate of the whole, so that a segment that grows
 * adds something only if it is better than the whole. A segment that exists on one side only is taken to have had the same rate
 * on the other. The intervals are of the delta method, with the metric's own intervals of the rates and multinomial shares; those
 * of single segments take the rate of the whole as known.
 *
 * @throws a metric that is not the mean of its segments; a period that is not there, naming the nearest
 * @example (await decomposeChange(answers, { metric: nps, options: { score: "recommend" }, by: "segment", period: "wave", from: "2025-Q3", to: "2025-Q4" })).overall.mix.estimate // -1.4
 * @see Kitagawa (1955), Journal of the American Statistical Association 50
 */
export async function decomposeChange<Options, Row extends Estimate>(
  table: TableLike,
  settings: DecomposeChangeOptions<Options, Row>,
): Promise<DecompositionResult> {
  const { metric, options, size = "n", level } = settings;
  const [from, to] =
    settings.date === undefined ? [settings.from, settings.to] : [String(settings.from), String(settings.to)];
  const by = byColumns(settings.by);
  if (by.length === 0) throw new TypeError(`${caller} requires 'by', the column of the segments; got none`);
  if (settings.date !== undefined) requirePeriodFree(by, caller);
  if (settings.period !== undefined && by.includes(settings.period)) {
    throw new TypeError(
      `${caller} requires other segments than the column of the periods; got '${settings.period}' in both`,
    );
  }
  const { source, key } = await sidesOf(asTable(table), settings as unknown as DecomposeChangeOptions<never, never>);
  const ask = (columns: readonly string[]) =>
    metric(source, { ...options, by: columns, ...(level !== undefined && { level }) } as Options);

  const [everybody, result] = [await ask([key]), await ask([...by, key])];
  const [before, after] = [wholeOf(everybody.rows, key, from, size), wholeOf(everybody.rows, key, to, size)];
  const segments = segmentsOf(result.rows, by, key, { from, to, size });
  const empty = [before, after].findIndex(({ row, size: weight }) => row.estimate === null || weight === 0);
  const note =
    empty < 0 ? null : `${empty === 0 ? from : to}: ${[before, after][empty]!.row.note ?? "nothing to split"}`;
  if (note === null) {
    requireMean(
      before,
      segments.map((one) => one.from),
      from,
      size,
      result.metric,
    );
    requireMean(
      after,
      segments.map((one) => one.to),
      to,
      size,
      result.metric,
    );
  }
  const sides = { segments, from: before, to: after, names: [from, to], isCount: size === "n" } as const;
  const split =
    note === null ? decomposed(sides, result.level) : { overall: nothingBetween(before, after, note), rows: [] };
  return {
    metric: caller,
    of: result.metric,
    label: `Change of ${result.label}`,
    from,
    to,
    ...split,
    by,
    level: result.level,
    method: "delta method, shares multinomial",
    unit: result.unit,
    excluded: result.excluded,
  };
}
