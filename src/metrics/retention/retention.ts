import { requireLevel } from "../../statistics/interval.js";
import { requireColumns } from "../../tables/requirements.js";
import type { Term } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Result } from "../result.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { methodLabel, RETENTION_METHODS, type RetentionMethod } from "./retentionInterval.js";
import {
  type RetentionKind,
  type RetentionReading,
  type RetentionRow,
  retentionRow,
  weighedValue,
} from "./retentionRow.js";
import {
  pooledRetention,
  type Retained,
  type RetentionSegment,
  retentionTally,
  type Weighing,
} from "./retentionTally.js";

export type { RetentionMethod } from "./retentionInterval.js";
export type { RetentionGap, RetentionKind, RetentionPart, RetentionReading, RetentionRow } from "./retentionRow.js";
export type { Retained } from "./retentionTally.js";

export interface RetentionOptions {
  /** 'raw' counts customers, 'sales' weighs them by their sales, 'profit' by their margin. */
  readonly kind: RetentionKind;
  /** Column of true and false (or 1 and 0); or a column and the value in it that means retained. */
  readonly retained: Retained;
  /** Columns of the value of each customer, in the base period and in the end period; see `reading` which are needed. */
  readonly start?: string;
  readonly end?: string;
  /** Which of the four value-adjusted rates; 'base' unless given. */
  readonly reading?: RetentionReading;
  readonly by?: By;
  /** Column with survey weights, at least 0. */
  readonly weight?: string;
  readonly level?: number;
  readonly method?: RetentionMethod;
}

export interface RetentionResult extends Result<RetentionRow> {
  readonly kind: RetentionKind;
  /** Null for raw retention. */
  readonly reading: RetentionReading | null;
}

const KINDS = ["raw", "sales", "profit"] as const;

const READINGS: Readonly<Record<RetentionReading, { needs: readonly ("start" | "end")[]; label: string }>> = {
  base: { needs: ["start"], label: "base" },
  end: { needs: ["start", "end"], label: "end = NRR" },
  gross: { needs: ["start", "end"], label: "gross = GRR" },
  same: { needs: ["end"], label: "same" },
};

/** What is weighed by what; null for raw retention. Throws unless the columns fit the kind. */
function weighingOf({ kind, reading, start, end }: RetentionOptions): Weighing | null {
  requireOneOf("retention", "kind", KINDS, kind);
  if (kind === "raw") {
    const unused = Object.entries({ start, end, reading }).find(([, value]) => value !== undefined);
    if (unused === undefined) return null;
    throw new TypeError(`retention of kind 'raw' counts customers; got ${unused[0]} '${unused[1]}'`);
  }
  const chosen = reading ?? "base";
  requireOneOf("retention", "reading", Object.keys(READINGS), chosen);
  const columns = { start, end };
  const { needs } = READINGS[chosen];
  const lacking = needs.find((name) => columns[name] === undefined);
  if (lacking !== undefined) {
    const wanted = needs.map((name) => `'${name}'`).join(" and ");
    throw new TypeError(`retention of reading '${chosen}' requires ${wanted}; got no ${lacking} column`);
  }
  const kept: Term = { base: start!, end: end!, gross: { min: [start!, end!] } as Term, same: end! }[chosen];
  const used = (name: "start" | "end") => (needs.includes(name) ? columns[name]! : null);
  return { base: chosen === "same" ? end! : start!, kept, start: used("start"), end: used("end") };
}

function requireMethod(
  { kind, method }: RetentionOptions,
  reading: RetentionReading | null,
  isNegative: boolean,
): void {
  if (method === undefined) return;
  const known = Object.keys(RETENTION_METHODS).filter((name) => kind !== "raw" || name !== "linearized");
  requireOneOf("retention", "method", known, method);
  if (method === "linearized" || (reading !== "end" && !isNegative)) return;
  const why = isNegative ? "a value is below 0" : "end-period values may exceed those of the base";
  throw new RangeError(
    `retention by '${method}' requires a rate that cannot leave 0–1, but ${why}; use method 'linearized'`,
  );
}

/** The method asked for; else Wilson where the rate is a share, and the linearised ratio where it can leave 0–1. */
function methodOf(
  options: RetentionOptions,
  reading: RetentionReading | null,
  total: RetentionSegment,
): RetentionMethod {
  const isNegative = total.kept.belowZero + total.lost.belowZero + total.kept.keptBelowZero > 0;
  requireMethod(options, reading, isNegative);
  return options.method ?? (reading === "end" || isNegative ? "linearized" : "wilson");
}

function labelOf(kind: RetentionKind, reading: RetentionReading | null): string {
  if (reading === null) return "Retention (raw)";
  return `Retention (${kind}-adjusted, ${kind === "sales" ? READINGS[reading].label : reading})`;
}

/**
 * Customer retention: of those who were customers at the start, how many still are at the end; counted (raw), or weighed by
 * what each is worth in sales or in profit.
 *
 * Raw and adjusted rates beside each other tell whether the customers who leave are the small ones or the large ones. A value
 * can be weighed in four ways (see `RetentionReading`); the one chosen stands in the label. New customers never count: the
 * table holds only those who were there at the start. A rate belongs to its period: 95 % a month is 54 % a year.
 *
 * Shares from 0 to 1, higher is better; `end` may exceed 1, and where values are below 0 (returns, losses) every
 * adjusted rate may leave 0–1 and fall when more are kept: the note counts such customers, and `belowZero` and `others` show them
 * apart. Intervals: see `RetentionMethod`; they say what other customers like these would do, not whether all were counted. A
 * missing value is never 0: the row is left out and counted. Of a lost customer only the value in the period the rate is of
 * must be known. Null when nobody was there, or when everybody together is worth 0 or less.
 *
 * @param table one row a customer who was there at the start
 * @throws an answer that is neither true nor false (1 nor 0), with the row of the first
 * @example (await retention(customers, { kind: "raw", retained: "retained", by: "segment" })).overall.estimate // 0.6
 * @see Buttle and Maklan (2019), Customer Relationship Management, on raw, sales- and profit-adjusted retention
 */
export async function retention(table: TableLike, options: RetentionOptions): Promise<RetentionResult> {
  const { kind, retained, weight = null, level = 0.95 } = options;
  const by = byColumns(options.by);
  requireLevel(level, "retention");
  const weighing = weighingOf(options);
  const reading = weighing === null ? null : (options.reading ?? "base");

  // A reading may not need both columns; a name that is not there is a slip all the same.
  await requireColumns(
    asTable(table),
    [options.start, options.end].flatMap((name) => name ?? []),
    "retention",
  );
  const segments = await retentionTally(asTable(table), { retained, weighing, by, weight });

  const total = pooledRetention(segments);
  const method = methodOf(options, reading, total);
  const shared = { kind, reading, weighted: weight !== null, level, method };
  const whole = weighedValue(total, kind !== "raw");
  const rows = segments.map((segment) => ({
    keys: keysOf(by, segment.cells),
    ...retentionRow(segment, { ...shared, whole }),
  }));
  return {
    metric: "retention",
    label: labelOf(kind, reading),
    kind,
    reading,
    overall: retentionRow(total, { ...shared, whole }),
    rows: by.length === 0 ? [] : rows,
    by,
    level,
    method: methodLabel(method, kind !== "raw" || weight !== null),
    unit: "share",
    excluded: { missing: total.missing, outOfRange: 0 },
  };
}
