/** When the money of a step is taken to come: at its end, or in its middle. */
export type Discounting = "end" | "middle";

/** The steps in which purchases to come are counted, and what money is worth today in each. */
export interface Schedule {
  /** Where each step ends, from now; the last is the horizon. */
  readonly ends: readonly number[];
  /** What one is worth today, a step each. */
  readonly factors: readonly number[];
  /**
   * By how much a factor is above the next, for the last above 0, times the margin: Σ dₖ(Yₖ − Yₖ₋₁) is Σ (dₖ − dₖ₊₁)Yₖ.
   */
  readonly drops: Float64Array;
}

const MOST_STEPS = 1200;

/** What a schedule is made of, as `LifetimeOptions` explains it. */
export interface Discount {
  readonly horizon: number;
  readonly step: number;
  readonly discountRate: number;
  readonly unitsPerYear: number;
  readonly margin: number;
  readonly discounting: Discounting;
}

/** Steps of one length up to the horizon, the last of them shorter where they do not meet it. */
export function scheduleOf(discount: Discount, caller: string): Schedule {
  const { horizon, step, discountRate, unitsPerYear, margin, discounting } = discount;
  // 12.000000001 steps are 12.
  const count = Math.max(1, Math.ceil(horizon / step - 1e-9));
  if (count > MOST_STEPS) {
    throw new RangeError(
      `${caller} requires a step of at least horizon/${MOST_STEPS}; got ${step} for a horizon of ${horizon}: ${count} steps`,
    );
  }
  const ends = Array.from({ length: count }, (_, k) => (k === count - 1 ? horizon : (k + 1) * step));
  const factors = ends.map((end, k) => {
    const time = discounting === "end" ? end : (end + (ends[k - 1] ?? 0)) / 2;
    return Math.exp((-time / unitsPerYear) * Math.log1p(discountRate));
  });
  return { ends, factors, drops: Float64Array.from(factors, (factor, k) => margin * (factor - (factors[k + 1] ?? 0))) };
}
