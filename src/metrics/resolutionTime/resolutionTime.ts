import { requireLevel } from "../../statistics/interval.js";
import { knownUntil } from "../../statistics/survivalCurve.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Result } from "../result.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { commonHorizon, withCurve } from "../survival/kaplanMeierRow.js";
import { type ResolutionRow, resolutionRow } from "./resolutionTimeRow.js";
import { pooledTickets, ticketTally } from "./resolutionTimeTally.js";
import { minuteOf, type WorkingHours, workingMinutes } from "./workingHours.js";

export type { ResolutionRow } from "./resolutionTimeRow.js";
export type { Weekday, WorkingHours } from "./workingHours.js";

export interface ResolutionTimeOptions {
  /** Columns of ISO date-times without a zone; `resolved` is missing while a ticket is open. */
  readonly opened: string;
  readonly resolved: string;
  /** The moment the table is read of: '2026-07-01T00:00:00'. A ticket not resolved by then counts as open. */
  readonly asOf: string;
  /** When time counts; around the clock unless given. */
  readonly hours?: WorkingHours;
  /** Hours within which the mean is taken; the longest that all segments are known for, unless given. */
  readonly horizon?: number;
  readonly by?: By;
  readonly level?: number;
}

export interface ResolutionTimeResult extends Result<ResolutionRow> {
  readonly horizon: number | null;
  /** When time counted; null for around the clock. */
  readonly hours: WorkingHours | null;
  readonly asOf: string;
}

function requireMoment(asOf: string): number {
  const minute = minuteOf(asOf);
  if (minute !== null) return minute;
  throw new RangeError(`resolutionTime requires an asOf such as '2026-07-01T00:00:00'; got '${asOf}'`);
}

function requireHorizon(horizon: number | undefined): void {
  if (horizon === undefined || (horizon > 0 && Number.isFinite(horizon))) return;
  throw new RangeError(`resolutionTime requires a horizon above 0; got ${horizon}`);
}

function labelOf(hours: WorkingHours | null, horizon: number | null, isCut: boolean): string {
  const within = isCut && horizon !== null ? ` within ${Math.round(horizon * 10) / 10} hours` : "";
  return `Resolution time (${hours === null ? "around the clock" : "working hours"})${within}`;
}

/**
 * How long tickets take from opening to resolution: the mean, the median, and the time by which nine in ten are resolved.
 *
 * Open tickets are no missing values: each says that it takes longer than it has so far. The mean of the resolved ones alone
 * (`meanOfResolved`, given beside) leaves the slow ones out, most of all in the latest weeks. Here an open ticket counts for
 * as long as it was open at `asOf` (Kaplan–Meier), and the mean is the area under that curve up to the `horizon`, which is
 * the same for all segments and stands in the label where tickets are still open at it. Few slow tickets rule a mean: read it
 * beside the median. A reopened ticket counts with the resolution that stands in the column.
 *
 * Hours, lower is better; of work where `hours` names the weekend, the opening hours and the holidays. The mean's interval is
 * ± z standard errors on the scale of its logarithm, those of median and P90 are Brookmeyer and Crowley's. Null where nothing is
 * resolved yet, and a P90 where fewer than nine in ten would be within the time seen.
 *
 * Brings from an engine one count for each pair of times, nearly one a ticket: at most `maxRows` of the table.
 *
 * @param table one row a ticket
 * @throws a date-time that is none, a resolution before its opening, with the row of the first
 * @example (await resolutionTime(tickets, { opened: "opened_at", resolved: "resolved_at", asOf: "2026-07-01T00:00:00" })).overall.median
 * @see Klein and Moeschberger (2003), Survival Analysis, sections 4.2 and 4.5
 */
export async function resolutionTime(table: TableLike, options: ResolutionTimeOptions): Promise<ResolutionTimeResult> {
  const { opened, resolved, hours = null, level = 0.95 } = options;
  const by = byColumns(options.by);
  requireLevel(level, "resolutionTime");
  requireHorizon(options.horizon);
  const asOf = requireMoment(options.asOf);
  const minutesBetween = workingMinutes(hours, "resolutionTime");

  const segments = await ticketTally(asTable(table), { opened, resolved, by, asOf, minutesBetween });

  const [total, ...cases] = [pooledTickets(segments), ...segments].map(withCurve);
  // Where nothing is resolved there is no mean, and nothing for the others to be cut to.
  const told = [total!, ...cases].filter(({ steps }) => steps.some(({ events }) => events > 0));
  const horizon = options.horizon ?? commonHorizon(told);
  const settings = { level, horizon };
  const overall = resolutionRow(total!, settings);
  const isCut = options.horizon !== undefined || told.some(({ steps }) => Number.isFinite(knownUntil(steps)));
  return {
    metric: "resolutionTime",
    label: labelOf(hours, horizon, isCut),
    horizon,
    hours,
    asOf: options.asOf,
    overall,
    rows:
      by.length === 0
        ? []
        : cases.map((one) => ({ keys: keysOf(by, one.segment.cells), ...resolutionRow(one, settings) })),
    by,
    level,
    method: "Kaplan–Meier, restricted mean on the log scale",
    unit: "hours",
    excluded: { missing: overall.missing, outOfRange: overall.later },
  };
}
