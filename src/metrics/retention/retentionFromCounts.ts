import { requireLevel } from "../../statistics/interval.js";
import type { RetentionResult } from "./retention.js";
import { methodLabel, RETENTION_METHODS, type RetentionMethod } from "./retentionInterval.js";
import { retentionRow } from "./retentionRow.js";
import { NO_SUMS } from "./retentionTally.js";

export interface RetentionCounts {
  /** Customers who were there at the start. */
  readonly atStart: number;
  /** Those of them who still are at the end. */
  readonly retained: number;
}

export interface RetentionFromCountsOptions {
  readonly level?: number;
  readonly method?: Exclude<RetentionMethod, "linearized">;
}

/**
 * The raw retention rate of published counts: `retention` for those who have no rows.
 *
 * @param counts whole numbers from 0; customers won in between belong to neither
 * @example retentionFromCounts({ atStart: 263, retained: 182 }).overall.estimate // 0.692
 */
export function retentionFromCounts(
  counts: RetentionCounts,
  options: RetentionFromCountsOptions = {},
): RetentionResult {
  const { level = 0.95, method = "wilson" } = options;
  requireLevel(level, "retentionFromCounts");
  if (!Object.hasOwn(RETENTION_METHODS, method) || (method as RetentionMethod) === "linearized") {
    throw new RangeError(
      `retentionFromCounts requires a method of 'wilson', 'clopper-pearson', 'jeffreys'; got '${method}'`,
    );
  }
  const { atStart, retained } = counts;
  for (const [name, n] of Object.entries({ atStart, retained })) {
    if (Number.isInteger(n) && n >= 0) continue;
    throw new RangeError(`retentionFromCounts requires counts that are whole numbers from 0; got ${n} ${name}`);
  }
  if (retained > atStart) {
    throw new RangeError(
      `retentionFromCounts requires retained customers among the ${atStart} at the start; got ${retained}: new customers do not count`,
    );
  }
  const counted = (n: number) => ({ ...NO_SUMS, n, weight: n, weightSquared: n });
  const segment = { cells: [], kept: counted(retained), lost: counted(atStart - retained), missing: 0 };
  return {
    metric: "retention",
    label: "Retention (raw)",
    kind: "raw",
    reading: null,
    overall: retentionRow(segment, { kind: "raw", reading: null, weighted: false, level, method, whole: null }),
    rows: [],
    by: [],
    level,
    method: methodLabel(method, false),
    unit: "share",
    excluded: { missing: 0, outOfRange: 0 },
  };
}

export interface RetentionSums {
  /** Sales (or profit, or recurring revenue) of everybody at the start. */
  readonly start: number;
  /** Of that, what the lost took away, and by how much the kept shrank: at least 0. */
  readonly lost: number;
  readonly contracted: number;
  /** By how much the kept grew. */
  readonly expanded: number;
}

/**
 * The value-adjusted rates of published sums, named as the readings of `retention`: `base` without what the lost took away,
 * `gross` also without what the kept shrank by (gross revenue retention), `end` with what the kept grew by (net revenue
 * retention, which may exceed 1). Sums alone carry no interval.
 *
 * @returns null each when nothing, or less, was there at the start
 * @example retentionFromSums({ start: 10, lost: 0.6, contracted: 0.9, expanded: 1.8 }) // { base: 0.94, gross: 0.85, end: 1.03 }
 */
export function retentionFromSums(sums: RetentionSums): Readonly<Record<"base" | "gross" | "end", number | null>> {
  for (const name of ["start", "lost", "contracted", "expanded"] as const) {
    const value = sums[name];
    if (Number.isFinite(value) && (name === "start" || value >= 0)) continue;
    const wanted = name === "start" ? "a number at the start" : `${name} value of at least 0`;
    throw new RangeError(`retentionFromSums requires ${wanted}; got ${value}`);
  }
  const { start, lost, contracted, expanded } = sums;
  const rate = (kept: number) => (start > 0 ? kept / start : null);
  return {
    base: rate(start - lost),
    gross: rate(start - lost - contracted),
    end: rate(start - lost - contracted + expanded),
  };
}
