import type { SpendCount, SpendingParameters } from "../../src/metrics/gammaGamma/gammaGammaLikelihood.js";
import { gammaSample } from "../../src/statistics/gammaSample.js";
import type { Random } from "../../src/statistics/random.js";

/** Customers of these frequencies who spend as the model says: every purchase drawn by itself. */
export function spendingCustomers(
  { p, q, gamma }: SpendingParameters,
  frequencies: readonly number[],
  stream: Random,
): SpendCount[] {
  return frequencies.map((frequency) => {
    const rate = gammaSample(q, stream) / gamma;
    let spent = 0;
    for (let i = 0; i < frequency; i++) spent += gammaSample(p, stream) / rate;
    return { frequency, monetaryValue: frequency === 0 ? 0 : spent / frequency, n: 1 };
  });
}

/** How often customers bought again, a few of them often: 0, 0, 0, 1, 1, 2, 3, 7, over and over. */
export const someFrequencies = (customers: number): number[] =>
  Array.from({ length: customers }, (_, i) => [0, 0, 0, 1, 1, 2, 3, 7][i % 8]!);
