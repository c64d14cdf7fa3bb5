import type { Estimate } from "../result.js";

/** A name, or a number of days. */
export type PeriodLength = "day" | "week" | "month" | "quarter" | "year" | number;

const DAYS: Readonly<Record<string, number>> = {
  day: 1,
  week: 7,
  month: 365.25 / 12,
  quarter: 365.25 / 4,
  year: 365.25,
};

export interface CompoundRateOptions {
  /** The period that the rate is of. */
  readonly from: PeriodLength;
  /** The period it is wanted for. */
  readonly to: PeriodLength;
}

function daysOf(length: PeriodLength, what: string): number {
  const days = typeof length === "number" ? length : Object.hasOwn(DAYS, length) ? DAYS[length]! : Number.NaN;
  if (days > 0 && Number.isFinite(days)) return days;
  const known = Object.keys(DAYS).map((name) => `'${name}'`);
  throw new RangeError(`compoundRate requires '${what}' of ${known.join(", ")} or days above 0; got '${length}'`);
}

function compounded(rate: number, periods: number): number {
  if (!(rate >= 0 && rate <= 1)) {
    throw new RangeError(`compoundRate requires a rate from 0 to 1, such as 0.05; got ${rate}`);
  }
  return rate === 0 ? 0 : -Math.expm1(periods * Math.log1p(-rate));
}

/**
 * A churn rate of one period as the rate of another, by compounding: 1 − (1 − rate)^periods. Twelve months at 5 % lose 46 %
 * of a year's customers and not 60 %, because each month loses 5 % of those who are left.
 *
 * It says what would come out if the rate were the same for everybody at all times. Customers differ, those who would leave soonest
 * leave first, and so a yearly rate made from a month is above what a year then shows. Of a retention rate
 * compound its complement.
 *
 * @param rate a share from 0 to 1, or an estimate with its interval
 * @throws a rate outside 0–1; churns per customer-day or per average customer can exceed 1 and are no shares then
 * @example compoundRate(0.05, { from: "month", to: "year" }) // 0.4596
 * @example compoundRate(0.05, { from: "year", to: "month" }) // 0.00427
 * @see Gold (2020), Fighting Churn with Data, section 2.6
 */
export function compoundRate(rate: number, options: CompoundRateOptions): number;
export function compoundRate(rate: Estimate, options: CompoundRateOptions): Estimate;
export function compoundRate(rate: number | Estimate, options: CompoundRateOptions): number | Estimate {
  const periods = daysOf(options.to, "to") / daysOf(options.from, "from");
  if (typeof rate === "number") return compounded(rate, periods);
  const { estimate, lower, upper, n, note } = rate;
  // A bound of churns per customer-day may exceed 1; a share cannot.
  const bound = (value: number | null) => (value === null ? null : compounded(Math.min(1, value), periods));
  return {
    estimate: estimate === null ? null : compounded(estimate, periods),
    lower: bound(lower),
    upper: bound(upper),
    n,
    note,
  };
}
