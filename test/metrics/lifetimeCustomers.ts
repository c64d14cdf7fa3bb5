import { MODELS } from "../../src/metrics/buying/models.js";
import type { BgNbdParameters, BuyingModel } from "../../src/metrics/buying/parameters.js";
import type { SpendingParameters } from "../../src/metrics/gammaGamma/gammaGammaLikelihood.js";
import type { LifetimeCustomer } from "../../src/metrics/lifetimeValue/lifetimeTally.js";
import { random } from "../../src/statistics/random.js";
import { spendingCustomers } from "./spendingCustomers.js";

/** About CDNOW's customers. */
export const PLANTED = {
  buying: { model: "bgNbd", r: 0.6, alpha: 6, a: 0.8, b: 2.5 } as BgNbdParameters,
  spending: { p: 6, q: 4, gamma: 15 },
} as const;

/** Customers who buy, leave and spend as planted, watched for 27 to 38 whole weeks; amounts in cents. */
export function lifetimeCustomers(
  customers: number,
  seed: number,
  spending: SpendingParameters = PLANTED.spending,
): LifetimeCustomer[] {
  const stream = random(seed);
  const model = MODELS[PLANTED.buying.model as BuyingModel & "bgNbd"];
  return Array.from({ length: customers }, () => {
    const history = model.simulate(PLANTED.buying, 27 + stream.integer(12), stream);
    const [spent] = spendingCustomers(spending, [history.frequency], stream);
    return { ...history, monetaryValue: Math.ceil(spent!.monetaryValue * 100) / 100, n: 1 };
  });
}
