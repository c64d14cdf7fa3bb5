/** A number of others to hold a result against, with when it was taken: a benchmark without a date is worth nothing. */
export interface Benchmark {
  readonly value: number;
  /** The year, month or day it is of: '2024', '2011-12'. */
  readonly asOf: string;
  readonly source: string;
}

/**
 * Baymard Institute's average of the cart abandonment that studies by others report. The same page said 63.86 % in December
 * 2011; which studies are averaged changes, so the rise is not a trend.
 *
 * @see https://baymard.com/lists/cart-abandonment-rate
 */
export const CART_BENCHMARK: Benchmark = {
  value: 0.7019,
  asOf: "2024",
  source: "Baymard Institute, average of published studies",
};

/** Throws unless a benchmark is a share with its date. */
export function requireBenchmark({ value, asOf }: Benchmark, caller: string): void {
  if (!(value >= 0 && value <= 1)) {
    throw new RangeError(`${caller} requires a benchmark from 0 to 1, such as 0.7; got ${value}`);
  }
  if (typeof asOf === "string" && /^\d{4}(-\d\d){0,2}$/.test(asOf)) return;
  throw new TypeError(`${caller} requires the date of a benchmark, asOf: '2024' or '2024-06'; got ${asOf}`);
}
