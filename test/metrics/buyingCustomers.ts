import { simulatedHistories } from "../../src/metrics/buying/expectations.js";
import type { PurchaseCount } from "../../src/metrics/buying/history.js";
import type { BuyingParameters } from "../../src/metrics/buying/parameters.js";
import type { Random } from "../../src/statistics/random.js";

/** Customers who buy and leave as the model says, each watched for some time up to `longest`. */
export function buyingCustomers(
  parameters: BuyingParameters,
  customers: number,
  longest: number,
  stream: Random,
): PurchaseCount[] {
  const age = () => (parameters.model === "bgBb" ? longest : longest * (0.7 + 0.3 * stream.next()));
  const watched = Array.from({ length: customers }, () => ({ frequency: 0, recency: 0, age: age(), n: 1 }));
  return simulatedHistories(parameters, watched, stream);
}
