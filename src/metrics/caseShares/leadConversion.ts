import { dayOf, isoOf } from "../../calendar/days.js";
import { requireLevel } from "../../statistics/interval.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Result } from "../result.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { hasBegun, type LeadCohort, type Leads, leadTally, STATES } from "./leadTally.js";
import { joined, type ShareRow, shareMethod, shareRow } from "./shareRow.js";
import { pooledCases } from "./shareTally.js";

export type { LeadCohort } from "./leadTally.js";

export interface LeadConversionOptions {
  /** Column with the day a lead was created (ISO text, or a date-time). */
  readonly created: string;
  /** Column with the day it became an opportunity; blank if it has not. */
  readonly converted: string;
  /** How many days each lead is given; one that converts later has not converted. */
  readonly within: number;
  /** The last day the table knows of. */
  readonly asOf: string;
  /** Cohorts by the month, quarter or year of creation, in the key 'cohort'. */
  readonly cohort?: LeadCohort;
  readonly by?: By;
  /** Column whose sums are compared in place of counts, at least 0. */
  readonly weight?: string;
  readonly level?: number;
}

/** `n` counts the leads that have had all their days. */
export interface LeadConversionRow extends ShareRow {
  /** Of the leads that have had all their days: converted in time, and later. */
  readonly converted: number;
  readonly convertedLater: number;
  /** Leads that have not had all their days, and how many of them have converted so far; not in the rate. */
  readonly immature: number;
  readonly immatureConverted: number;
  /** Whether every lead has had all its days. */
  readonly mature: boolean;
}

export interface LeadConversionResult extends Result<LeadConversionRow> {
  readonly within: number;
  readonly asOf: string;
}

const caller = "leadConversion";
const COHORTS = ["month", "quarter", "year"] as const;

function requireOptions({ within, asOf, cohort, by, level = 0.95 }: LeadConversionOptions): void {
  requireLevel(level, caller);
  if (!Number.isInteger(within) || within < 0) {
    throw new RangeError(`${caller} requires within as a whole number of days from 0; got ${within}`);
  }
  if (dayOf(asOf) === null) {
    throw new RangeError(`${caller} requires asOf as a day, such as '2026-06-30'; got '${asOf}'`);
  }
  if (cohort === undefined) return;
  requireOneOf(caller, "cohort", COHORTS, cohort);
  if (!byColumns(by).includes("cohort")) return;
  throw new TypeError(`${caller} names its cohorts 'cohort'; got a column of that name in by`);
}

function leadRow(leads: Leads, { within, asOf, level = 0.95 }: LeadConversionOptions): LeadConversionRow {
  const { inTime, late, never, young, youngConverted } = leads.classes;
  const share = shareRow(leads, { of: ["inTime", "late", "never"], counted: ["inTime"], level, cases: "leads" });
  const immature = young.n + youngConverted.n;
  const all = inTime.n + late.n + never.n + immature;
  const days = `${within} ${within === 1 ? "day" : "days"} by ${isoOf(dayOf(asOf)!)}`;
  const waiting = `${immature} of ${all} leads have not had their ${days}`;
  const isEmpty = share.n === 0 && immature > 0;
  return {
    ...share,
    converted: inTime.n,
    convertedLater: late.n,
    immature,
    immatureConverted: youngConverted.n,
    mature: immature === 0,
    note: isEmpty
      ? `cohort not yet mature: ${waiting}`
      : joined(share.note, immature === 0 ? null : `not yet mature: ${waiting} and are not counted`),
  };
}

/**
 * How many leads become opportunities, by cohort: of the leads created in a period, those that became one within so many days.
 *
 * Every lead is followed for the same number of days, so that old and young cohorts compare. Leads that have not had their days
 * are counted apart, and a cohort of which none has is null: the last months would else seem to collapse. Opportunities of a
 * month over leads of the same month are not offered: they belong to leads of earlier months, and such a ratio passes 100 % when
 * leads become fewer. Choose `within` so that few convert later (`convertedLater`).
 *
 * A share from 0 to 1, higher is better. Wilson's interval. Overall is every lead that has had its days.
 *
 * @param table one row a lead
 * @throws a day that is none, and a conversion before the creation, with the row of the first
 * @example (await leadConversion(leads, { created: "created_on", converted: "opportunity_on", within: 35, asOf: "2026-06-30", cohort: "quarter" })).overall.estimate // 0.2347
 * @see Wilson (1927), Journal of the American Statistical Association 22
 */
export async function leadConversion(table: TableLike, options: LeadConversionOptions): Promise<LeadConversionResult> {
  requireOptions(options);
  const { cohort, weight, within, asOf, level = 0.95 } = options;
  const columns = byColumns(options.by);
  const by = cohort === undefined ? columns : [...columns, "cohort"];

  const leads = await leadTally(asTable(table), { ...options, by: columns, asOf: dayOf(asOf)! }, caller);

  const total = pooledCases(leads, STATES);
  const overall = leadRow(total, options);
  const rows = leads.filter(hasBegun).map((one) => ({ keys: keysOf(by, one.cells), ...leadRow(one, options) }));
  return {
    metric: caller,
    label: `Lead conversion (within ${within} ${within === 1 ? "day" : "days"}${weight === undefined ? "" : `, by ${weight}`})`,
    within,
    asOf,
    overall,
    rows: by.length === 0 ? [] : rows,
    by,
    level,
    method: shareMethod("leads", weight, undefined),
    unit: "share",
    excluded: { missing: overall.missing, outOfRange: total.classes.afterwards.n },
  };
}
