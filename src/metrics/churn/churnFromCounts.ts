import type { ChurnResult } from "./churn.js";
import { type ChurnFromCountsOptions, churnLabel, churnMethod, requireChurnOptions } from "./churnOptions.js";
import { type ChurnDenominator, churnRow, type Heads } from "./churnRow.js";

export interface PublishedChurn {
  /** Who left: of those in the denominator. */
  readonly churned: number;
  readonly atStart?: number;
  /** Customers who came in the period. */
  readonly joined?: number;
  readonly customerDays?: number;
  /** Length of the period, of denominator 'daily-average'. */
  readonly days?: number;
  readonly due?: number;
}

const NEEDS: Readonly<Record<ChurnDenominator, readonly (keyof PublishedChurn)[]>> = {
  start: ["atStart"],
  "start+new": ["atStart", "joined"],
  average: ["atStart", "joined"],
  "daily-average": ["customerDays", "days"],
  exposure: ["customerDays"],
  "renewals-due": ["due"],
  inactivity: ["atStart"],
};

const CAN_BE_LARGER: readonly ChurnDenominator[] = ["daily-average", "exposure"];

/** Throws unless the counts are there, whole, and churns no more than who could churn. */
function requireCounts(counts: PublishedChurn, denominator: ChurnDenominator): void {
  const needed = NEEDS[denominator];
  const lacking = needed.find((name) => counts[name] === undefined);
  if (lacking !== undefined) {
    throw new TypeError(`churnFromCounts with denominator '${denominator}' requires '${lacking}'; got none`);
  }
  for (const [name, n] of Object.entries(counts)) {
    if (Number.isInteger(n) && n >= 0) continue;
    throw new RangeError(`churnFromCounts requires counts that are whole numbers from 0; got ${n} ${name}`);
  }
  if (CAN_BE_LARGER.includes(denominator)) {
    if (counts.days === 0) throw new RangeError("churnFromCounts requires a period of at least 1 day; got 0");
    return;
  }
  const there = needed.reduce((sum, name) => sum + counts[name]!, 0);
  if (counts.churned <= there) return;
  throw new RangeError(`churnFromCounts requires no more churns than the ${there} customers; got ${counts.churned}`);
}

/**
 * The churn rate of published counts: `churn` for those who have no rows.
 *
 * @param counts whole numbers from 0, as far as the denominator needs them
 * @example churnFromCounts({ churned: 50, atStart: 1000 }, { denominator: "start" }).overall.estimate // 0.05
 * @example churnFromCounts({ churned: 50, atStart: 1000, joined: 250 }, { denominator: "average" }).overall.estimate // 0.0455
 */
export function churnFromCounts(counts: PublishedChurn, options: ChurnFromCountsOptions): ChurnResult {
  const chosen = requireChurnOptions(options, "churnFromCounts");
  const { denominator } = chosen;
  requireCounts(counts, denominator);
  const heads = (n: number): Heads => ({ n, weight: n, weightSquared: n });
  const maybe = (n: number | undefined) => (n === undefined ? null : heads(n));
  const churned = heads(counts.churned);
  const counted = {
    atStart: maybe(counts.atStart),
    joined:
      NEEDS[denominator].includes("atStart") && !NEEDS[denominator].includes("joined") ? null : maybe(counts.joined),
    churned,
    churnedOfStart: churned,
    due: maybe(counts.due),
    churnedOfDue: churned,
    customerDays: counts.customerDays ?? null,
    days: counts.days ?? null,
    missing: 0,
  };
  return {
    metric: "churn",
    label: churnLabel(options),
    overall: churnRow(counted, chosen),
    rows: [],
    by: [],
    denominator,
    period: null,
    level: chosen.level,
    method: churnMethod(chosen),
    unit: "share",
    excluded: { missing: 0, outOfRange: 0 },
  };
}
