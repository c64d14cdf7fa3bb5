import type { Random } from "../../statistics/random.js";
import type { PurchaseCount, PurchaseHistory } from "./history.js";
import { modelOf } from "./models.js";
import type { BuyingParameters } from "./parameters.js";

function requireTime(parameters: BuyingParameters, time: number, caller: string): void {
  if (!(time >= 0 && Number.isFinite(time))) {
    throw new RangeError(`${caller} requires a time of at least 0; got ${time}`);
  }
  if (modelOf(parameters).isByOpportunity && !Number.isInteger(time)) {
    throw new RangeError(`${caller} requires a whole number of opportunities for 'bgBb'; got ${time}`);
  }
}

function requireHistory(parameters: BuyingParameters, history: PurchaseHistory, caller: string): void {
  const { frequency, recency, age } = history;
  const isCounted = Number.isInteger(frequency) && frequency >= 0;
  const isTimed = recency >= 0 && recency <= age && Number.isFinite(age) && (frequency > 0 || recency === 0);
  if (!isCounted || !isTimed) {
    throw new RangeError(
      `${caller} requires a whole frequency from 0, a recency from 0 to the age, and recency 0 for frequency 0; got frequency ${frequency}, recency ${recency}, age ${age}`,
    );
  }
  if (!modelOf(parameters).isByOpportunity) return;
  if (Number.isInteger(recency) && Number.isInteger(age) && frequency <= recency) return;
  throw new RangeError(
    `${caller} requires whole numbers of opportunities and no more purchases than these for 'bgBb'; got frequency ${frequency}, recency ${recency}, age ${age}`,
  );
}

/**
 * How many repeat purchases a new customer will make within a time after the first.
 *
 * @param time in the unit of the ages that the parameters were fitted to; whole opportunities for BG/BB
 * @example expectedPurchases({ model: "bgNbd", r: 0.2426, alpha: 4.4135, a: 0.7929, b: 2.4258 }, 78) // 1.858
 * @see Fader, Hardie and Lee (2005), equation 9
 */
export function expectedPurchases(parameters: BuyingParameters, time: number): number {
  requireTime(parameters, time, "expectedPurchases");
  return modelOf(parameters).purchases(parameters, time);
}

/**
 * How likely it is that a customer with this history still buys.
 *
 * 1 by construction for who never came again, under `bgNbd`; the other models know of customers who leave after the first purchase.
 *
 * @example probabilityAlive({ model: "bgNbd", r: 0.2426, alpha: 4.4135, a: 0.7929, b: 2.4258 }, { frequency: 2, recency: 30.43, age: 38.86 }) // 0.7266
 * @see Fader, Hardie and Lee (2008), Computing P(alive) using the BG/NBD model
 */
export function probabilityAlive(parameters: BuyingParameters, history: PurchaseHistory): number {
  requireHistory(parameters, history, "probabilityAlive");
  return modelOf(parameters).alive(parameters, history);
}

/**
 * How many purchases a customer with this history will make within a time from now.
 *
 * @param time in the unit of the ages that the parameters were fitted to; whole opportunities for BG/BB
 * @example expectedFurtherPurchases({ model: "bgNbd", r: 0.2426, alpha: 4.4135, a: 0.7929, b: 2.4258 }, { frequency: 2, recency: 30.43, age: 38.86 }, 39) // 1.226
 * @see Fader, Hardie and Lee (2005), equation 10
 */
export function expectedFurtherPurchases(parameters: BuyingParameters, history: PurchaseHistory, time: number): number {
  requireTime(parameters, time, "expectedFurtherPurchases");
  requireHistory(parameters, history, "expectedFurtherPurchases");
  const model = modelOf(parameters);
  return model.alive(parameters, history) * model.furtherIfAlive(parameters, history, time);
}

/**
 * How likely it is that a new customer makes 0, 1, 2 … repeat purchases within a time after the first.
 *
 * @param most the largest number that is asked for
 * @returns most + 1 probabilities; what is missing to 1 is the probability of more
 * @example purchaseChances({ model: "bgNbd", r: 0.2426, alpha: 4.4135, a: 0.7929, b: 2.4258 }, 39, 3)[0] // 0.5743
 * @see Fader, Hardie and Lee (2005), equation 8
 */
export function purchaseChances(parameters: BuyingParameters, time: number, most: number): number[] {
  requireTime(parameters, time, "purchaseChances");
  if (!(Number.isInteger(most) && most >= 0)) {
    throw new RangeError(`purchaseChances requires a whole number of purchases from 0; got ${most}`);
  }
  return [...modelOf(parameters).chances(parameters, time, most)];
}

/**
 * Customers who buy and leave as the model says, each watched for as long as one of those given: what would have been seen in
 * another world of the same parameters.
 *
 * @param counts whose ages are taken; one history is drawn for each of their customers
 */
export function simulatedHistories(
  parameters: BuyingParameters,
  counts: readonly PurchaseCount[],
  stream: Random,
): PurchaseCount[] {
  const model = modelOf(parameters);
  const found: PurchaseCount[] = [];
  for (const { age, n } of counts) {
    for (let i = 0; i < n; i++) {
      const { frequency, recency } = model.simulate(parameters, age, stream);
      found.push({ frequency, recency, age, n: 1 });
    }
  }
  return found;
}
