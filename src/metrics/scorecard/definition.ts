import { dayOf } from "../../calendar/days.js";
import type { CesVersion } from "../ces/ces.js";
import type { PeriodLength } from "../churn/compoundRate.js";
import type { CsatRule } from "../csat/csat.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Estimate, Keys, Result, Unit } from "../result.js";

/** What a number must be said to be before it is held against another: three indicators have several meanings of one name. */
export interface Definition {
  /** Of customer satisfaction: the rule the score was computed by. */
  readonly rule?: CsatRule;
  /** Of churn: the period the rate is of, by name or in days. */
  readonly per?: PeriodLength;
  /** Of customer effort: the version that was asked. */
  readonly version?: CesVersion;
}

/** What is known of an indicator beside its numbers. */
export interface Indicator {
  readonly label: string;
  /** 'nps', 'churn'; null of a number that does not say. */
  readonly metric: string | null;
  readonly unit: Unit;
  readonly rule?: CsatRule | undefined;
  readonly version?: CesVersion | undefined;
  readonly scale?: { readonly min: number; readonly max: number } | undefined;
  /** Days of the period of a rate; null when they are not known. */
  readonly days: number | null;
}

type Described = Result<Estimate> & {
  readonly rule?: CsatRule;
  readonly version?: CesVersion;
  readonly scale?: { readonly min: number; readonly max: number };
  readonly denominator?: string;
  readonly period?: { readonly from: string; readonly to: string } | null;
};

/** Days of a month, a quarter or a year named by the calendar: '2025-07', '2025-Q3', '2025'. */
function daysOfPart(name: unknown): number | null {
  const [, year, quarter, month] = /^(\d{4})(?:-Q([1-4])|-(\d\d))?$/.exec(String(name)) ?? [];
  if (year === undefined) return null;
  const first = quarter !== undefined ? 3 * Number(quarter) - 3 : month !== undefined ? Number(month) - 1 : 0;
  const months = quarter !== undefined ? 3 : month !== undefined ? 1 : 12;
  return (Date.UTC(Number(year), first + months, 1) - Date.UTC(Number(year), first, 1)) / 86_400_000;
}

/** Days of the period a rate is of, where the result says: not of churn per customer-day, which has no period. */
function daysOf({ period, denominator }: Described, keys: Keys): number | null {
  if (denominator === "exposure") return null;
  if ("period" in keys) return daysOfPart(keys.period);
  return period ? dayOf(period.to)! - dayOf(period.from)! + 1 : null;
}

/** What a result says of itself; of one of its rows, of that row's period. */
export function indicatorOf(result: Result<Estimate>, keys: Keys = {}): Indicator {
  const { label, metric, unit, rule, version, scale } = result as Described;
  return { label, metric, unit, rule, version, scale, days: daysOf(result as Described, keys) };
}

const PERIODS: Readonly<Record<string, readonly [number, number]>> = {
  day: [1, 1],
  week: [7, 7],
  month: [28, 31],
  quarter: [89, 92],
  year: [365, 366],
};

function requirePer({ label, days }: Indicator, per: PeriodLength | undefined, caller: string): void {
  if (typeof per === "number" ? !(per > 0 && Number.isFinite(per)) : !Object.hasOwn(PERIODS, String(per))) {
    const known = Object.keys(PERIODS).map((name) => `'${name}'`);
    const got = per === undefined ? "none" : `'${per}'`;
    throw new TypeError(
      `${caller} requires the period that '${label}' is of, per: ${known.join(", ")} or days above 0; got ${got}`,
    );
  }
  if (days === null) return;
  const [least, most] = typeof per === "number" ? [per, per] : PERIODS[per!]!;
  if (days >= least && days <= most) return;
  throw new RangeError(
    `${caller} requires '${label}' per its own period, which has ${days} days; got per ${typeof per === "number" ? `${per} days` : `'${per}'`} (compoundRate makes it the rate of another period)`,
  );
}

const RULES = ["top-box", "top-2", "mean"] as const;
const VERSIONS = ["1", "2"] as const;

/** Throws unless an indicator of several meanings is given the one it has. */
export function requireDefinition(indicator: Indicator, { rule, per, version }: Definition, caller: string): void {
  const { metric, label } = indicator;
  if (metric === "churn") requirePer(indicator, per, caller);
  if (metric === "csat") {
    requireOneOf(caller, `rule of '${label}'`, RULES, rule);
    if (indicator.rule !== undefined && indicator.rule !== rule) {
      throw new TypeError(`${caller} requires '${label}' by its own rule '${indicator.rule}'; got '${rule}'`);
    }
  }
  if (metric === "ces") {
    requireOneOf(caller, `version of '${label}'`, VERSIONS, version === undefined ? undefined : String(version));
    if (indicator.version !== undefined && indicator.version !== version) {
      throw new TypeError(`${caller} requires '${label}' in its own version ${indicator.version}; got ${version}`);
    }
  }
  const meant = { rule: "csat", per: "churn", version: "ces" } as const;
  const given = Object.entries({ rule, per, version }).find(
    ([name, value]) => value !== undefined && metric !== null && metric !== meant[name as keyof typeof meant],
  );
  if (given === undefined) return;
  throw new TypeError(`${caller} takes no ${given[0]} of '${label}'; got '${given[1]}'`);
}

const HIGHER = [
  "nps",
  "csat",
  "csi",
  "acsiScore",
  "secureCustomerIndex",
  "customerPerformanceIndex",
  "retention",
  "revenueRetention",
  "shareOfWallet",
  "winRate",
  "leadConversion",
  "campaignRoi",
];
const LOWER = ["churn", "cartAbandonment", "resolutionTime", "retentionCost"];

/** Whether more is better; null where that depends on the company (pages a visit, direct traffic). */
export function isMoreBetter({ metric }: Indicator, { version }: Definition): boolean | null {
  if (metric === null) return null;
  if (metric === "ces") return version === 2;
  return HIGHER.includes(metric) ? true : LOWER.includes(metric) ? false : null;
}

/** Shares that can pass 1, or fall below 0. */
const UNBOUNDED = ["retention", "revenueRetention", "campaignRoi", "revenueIndex"];

/** Indices with an end; one of revenue against a base period has none. */
const UP_TO_100 = ["acsiScore", "customerPerformanceIndex"];

/** What a value of the indicator cannot leave. */
function rangeOf({ metric, unit, scale }: Indicator, { version }: Definition): readonly [number, number] {
  if (unit === "points") return [-100, 100];
  if (unit === "index") return [0, UP_TO_100.includes(metric ?? "") ? 100 : Infinity];
  if (unit === "share" && !UNBOUNDED.includes(metric ?? "")) return [0, 1];
  if (metric === "ces") return [1, version === 2 ? 7 : 5];
  if (metric === "csat" && scale !== undefined) return [scale.min, scale.max];
  return unit === "hours" || unit === "days" || unit === "pages" || unit === "customers"
    ? [0, Infinity]
    : [-Infinity, Infinity];
}

/** Throws unless a target or a goal is a value that the indicator can have. */
export function requireReachable(
  indicator: Indicator,
  definition: Definition,
  { value, what }: { readonly value: number; readonly what: string },
  caller: string,
): void {
  const [least, most] = rangeOf(indicator, definition);
  if (Number.isFinite(value) && value >= least && value <= most) return;
  const range = most < Infinity ? ` from ${least} to ${most}` : least > -Infinity ? ` of at least ${least}` : "";
  const hint = indicator.unit === "share" && value > 1 ? `; as a share that is ${value / 100}` : "";
  throw new RangeError(`${caller} requires a ${what} of '${indicator.label}'${range}; got ${value}${hint}`);
}
