import type { BuyingParameters, PurchaseCount } from "../../src/metrics/buying/bgNbdLikelihood.js";
import type { Random } from "../../src/statistics/random.js";

/** A gamma number of this shape and scale 1: Marsaglia and Tsang (2000). */
function gamma(shape: number, stream: Random): number {
  if (shape < 1) return gamma(shape + 1, stream) * (1 - stream.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const z = stream.normal();
    const v = (1 + z / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - stream.next()) < (z * z) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Customers who buy and leave as the model says, each watched for some time up to `longest`. */
export function buyingCustomers(
  { model, r, alpha, a, b }: BuyingParameters,
  customers: number,
  longest: number,
  stream: Random,
): PurchaseCount[] {
  return Array.from({ length: customers }, () => {
    const age = longest * (0.7 + 0.3 * stream.next());
    const rate = gamma(r, stream) / alpha;
    const [stay, leave] = [gamma(b, stream), gamma(a, stream)];
    const chance = leave / (stay + leave);
    let [frequency, recency, time] = [0, 0, 0];
    let isThere = model === "bgNbd" || stream.next() >= chance;
    while (isThere) {
      time -= Math.log(1 - stream.next()) / rate;
      if (!(time <= age)) break;
      frequency++;
      recency = time;
      isThere = stream.next() >= chance;
    }
    return { frequency, recency, age, n: 1 };
  });
}
