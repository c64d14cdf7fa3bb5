import { modelOf } from "../buying/models.js";
import type { BuyingParameters } from "../buying/parameters.js";
import { meanSpend } from "../gammaGamma/expectedSpend.js";
import type { SpendingParameters } from "../gammaGamma/gammaGammaLikelihood.js";
import type { Schedule } from "./discounting.js";
import { furtherPurchases } from "./furtherPurchases.js";
import type { LifetimeCustomer } from "./lifetimeTally.js";

/** What customers do and spend, as it was fitted. */
export interface LifetimeParameters {
  readonly buying: BuyingParameters;
  readonly spending: SpendingParameters;
}

/** Customers of one frequency, with the ages that occur: purchases to come depend on nothing else, for who is still there. */
interface Alike {
  readonly frequency: number;
  readonly ages: readonly number[];
}

/** Customers, each with the place of his frequency and age. */
export interface Valued {
  readonly customers: readonly LifetimeCustomer[];
  readonly alike: readonly Alike[];
  readonly places: Int32Array;
}

export function valuedOf(customers: readonly LifetimeCustomer[]): Valued {
  const byFrequency = new Map<number, Map<number, number>>();
  for (const { frequency, age } of customers) {
    const ages = byFrequency.get(frequency) ?? new Map<number, number>();
    byFrequency.set(frequency, ages.set(age, 0));
  }
  let next = 0;
  for (const ages of byFrequency.values()) for (const age of ages.keys()) ages.set(age, next++);
  return {
    customers,
    alike: Array.from(byFrequency, ([frequency, ages]) => ({ frequency, ages: [...ages.keys()] })),
    places: Int32Array.from(customers, ({ frequency, age }) => byFrequency.get(frequency)!.get(age)!),
  };
}

/** Customer by customer. */
export interface Worth {
  readonly alive: Float64Array;
  /** Expected purchases within the horizon. */
  readonly purchases: Float64Array;
  /** Expected amount of a purchase; Infinity where its mean is infinite, and the value with it. */
  readonly spend: Float64Array;
  /** What is expected to be spent within the horizon, in today's money. */
  readonly value: Float64Array;
}

/**
 * What customers are expected to do and to be worth.
 *
 * @param digits to which purchases to come are right
 */
export function worthOf(
  { customers, alike, places }: Valued,
  of: LifetimeParameters,
  schedule: Schedule,
  digits: number,
): Worth {
  const { buying, spending } = of;
  const model = modelOf(buying);
  const further = alike.flatMap(({ frequency, ages }) => furtherPurchases(buying, frequency, ages, schedule, digits));
  const { p, q, gamma } = spending;
  const everybody = meanSpend(spending) ?? Number.POSITIVE_INFINITY;
  const make = () => new Float64Array(customers.length);
  const [alive, purchases, spend, value] = [make(), make(), make(), make()];
  customers.forEach((one, i) => {
    const { frequency: x, monetaryValue } = one;
    const there = model.alive(buying, one);
    const weight = p * x + q - 1;
    const amount =
      x === 0 ? everybody : weight > 0 ? (p * (gamma + x * monetaryValue)) / weight : Number.POSITIVE_INFINITY;
    alive[i] = there;
    purchases[i] = there * further[places[i]!]!.purchases;
    spend[i] = amount;
    value[i] = there * further[places[i]!]!.discounted * amount;
  });
  return { alive, purchases, spend, value };
}
