import { requireLevel } from "../../statistics/interval.js";
import type { Answer } from "../answers/answer.js";
import { methodLabel, type RetentionMethod } from "../retention/retentionInterval.js";
import type { By } from "../segments.js";
import type { ChurnPeriod } from "./churnPeriods.js";
import { type ChurnDenominator, type ChurnRowOptions, DENOMINATORS, isShare } from "./churnRow.js";
import { type Inactive, isInactive } from "./churnTally.js";

export interface ChurnFromCountsOptions {
  /** What churns are divided by; there is no default. */
  readonly denominator: ChurnDenominator;
  readonly level?: number;
  /** Of the shares of customers; the other denominators have Garwood's exact Poisson interval. */
  readonly method?: Exclude<RetentionMethod, "linearized">;
  /** Of denominator 'exposure': churns per so many customer-days. Default 1. */
  readonly perDays?: number;
}

export interface ChurnOptions extends ChurnFromCountsOptions {
  /**
   * Who left: a column of true and false (or a column and the value that means churned); with a `period` a column of the days of leaving,
   * empty for who is still there; for denominator 'inactivity' the day of the last activity: `{ lastActive: "last_order", days: 90 }`.
   */
  readonly churned: Answer | Inactive;
  /** Column of who came in the period (true and false); with a `period` the day of coming. */
  readonly joined?: string;
  /** Of denominator 'renewals-due': column of whose renewal fell due (true and false); with a `period` the day it is due. */
  readonly due?: string;
  /** Where the columns hold days; what happened outside it does not count. By inactivity it ends with the last day of the data. */
  readonly period?: ChurnPeriod;
  readonly by?: By;
  /** Column with weights of at least 0, survey weights or what each customer is worth; of shares only. */
  readonly weight?: string;
}

const METHODS = ["wilson", "clopper-pearson", "jeffreys"] as const;

/** Throws unless the denominator is one there is; the choices are listed with what they mean. */
function requireDenominator(denominator: unknown, caller: string): void {
  if (typeof denominator === "string" && Object.hasOwn(DENOMINATORS, denominator)) return;
  const choices = Object.entries(DENOMINATORS).map(([name, words]) => `'${name}' (${words})`);
  const got = denominator === undefined ? "none" : `'${denominator}'`;
  throw new TypeError(`${caller} requires a denominator of ${choices.join(", ")}; got ${got}`);
}

/** Throws unless the options fit the denominator; what is not given gets its default. */
export function requireChurnOptions(
  options: ChurnFromCountsOptions & { readonly weight?: string },
  caller: string,
): ChurnRowOptions {
  const { denominator, level = 0.95, method, perDays, weight } = options;
  requireDenominator(denominator, caller);
  requireLevel(level, caller);
  if (method !== undefined && !METHODS.includes(method)) {
    throw new RangeError(
      `${caller} requires a method of ${METHODS.map((name) => `'${name}'`).join(", ")}; got '${method}'`,
    );
  }
  const refused = isShare(denominator) ? {} : { method, weight };
  const unused = Object.entries({ ...refused, ...(denominator === "exposure" ? {} : { perDays }) });
  const [name, value] = unused.find(([, given]) => given !== undefined) ?? [];
  if (name !== undefined)
    throw new TypeError(`${caller} with denominator '${denominator}' takes no ${name}; got '${value}'`);
  if (perDays !== undefined && !(perDays > 0 && Number.isFinite(perDays))) {
    throw new RangeError(`${caller} requires 'perDays' above 0; got ${perDays}`);
  }
  return { denominator, level, method: method ?? "wilson", weighted: weight !== undefined, perDays: perDays ?? 1 };
}

/** Which columns each denominator cannot do without: of answers, and of days. */
const NEEDS: Readonly<Record<ChurnDenominator, readonly (readonly string[])[]>> = {
  start: [[], ["joined"]],
  "start+new": [["joined"], ["joined"]],
  average: [["joined"], ["joined"]],
  "daily-average": [["period", "joined"], ["joined"]],
  exposure: [["period", "joined"], ["joined"]],
  "renewals-due": [["due"], ["due"]],
  inactivity: [["period", "joined"], ["joined"]],
};

/** Throws unless the columns of what the denominator needs are named, and no others. */
export function requireColumnsOf(options: ChurnOptions): void {
  const { churned, denominator, due, period } = options;
  const given = options as unknown as Readonly<Record<string, unknown>>;
  const lacking = NEEDS[denominator][period === undefined ? 0 : 1]!.find((name) => given[name] === undefined);
  if (lacking !== undefined) {
    const where = period === undefined ? "" : " of a period";
    throw new TypeError(`churn${where} with denominator '${denominator}' requires '${lacking}'; got none`);
  }
  if (due !== undefined && denominator !== "renewals-due") {
    throw new TypeError(`churn with denominator '${denominator}' takes no due; got '${due}'`);
  }
  if (isInactive(churned) !== (denominator === "inactivity")) {
    throw new TypeError(
      "churn by inactivity requires both denominator 'inactivity' and churned: { lastActive, days }; " +
        `got denominator '${denominator}' and churned ${JSON.stringify(churned)}`,
    );
  }
  if (isInactive(churned) && !(Number.isInteger(churned.days) && churned.days > 0)) {
    throw new RangeError(`churn by inactivity requires whole days from 1; got ${churned.days}`);
  }
  if (denominator === "inactivity" && period?.each !== undefined) {
    throw new TypeError(
      "churn by inactivity takes no parts of a period: the last activity of customers who came back later hides that they were gone",
    );
  }
  if (period === undefined && typeof churned !== "string" && !("value" in churned)) {
    throw new TypeError(`churn requires a column and a value of it; got ${JSON.stringify(churned)}`);
  }
  if (period !== undefined && typeof churned !== "string" && "value" in churned) {
    throw new TypeError(`churn of a period requires a column of days; got ${JSON.stringify(churned)}`);
  }
}

/** The label with its denominator: 'Churn (of customers at the start)', 'Churn (per 30 customer-days)'. */
export function churnLabel(
  { denominator, perDays = 1 }: ChurnFromCountsOptions,
  { inactive, weight }: { readonly inactive?: number; readonly weight?: string } = {},
): string {
  const words =
    denominator === "exposure" && perDays !== 1 ? `per ${perDays} customer-days` : DENOMINATORS[denominator];
  const rule = inactive === undefined ? "" : `, gone after ${inactive} days without activity`;
  return `Churn (${words}${rule}${weight === undefined ? "" : `, weighed by ${weight}`})`;
}

export const churnMethod = ({ denominator, method, weighted }: ChurnRowOptions): string =>
  isShare(denominator) ? methodLabel(method, weighted) : "exact Poisson (Garwood), the denominator taken as known";
