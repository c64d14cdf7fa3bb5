import { betaSample } from "../../statistics/gammaSample.js";
import type { Random } from "../../statistics/random.js";
import { bgBbAlive, bgBbLikelihood } from "./bgBbLikelihood.js";
import type { PurchaseHistory } from "./history.js";
import type { ModelOfBuying } from "./model.js";
import type { BgBbParameters } from "./parameters.js";

/** E[p] times the sum of the chances to be there at each opportunity, E[(1 − θ)ᵗ]. */
function purchases({ alpha, beta, gamma, delta }: BgBbParameters, time: number): number {
  let [stays, sum] = [1, 0];
  for (let t = 0; t < time; t++) {
    stays *= (delta + t) / (gamma + delta + t);
    sum += stays;
  }
  return (alpha / (alpha + beta)) * sum;
}

/** P(k of so many are bought at), k = 0 … most, of who is there at all of them: a beta-binomial count. */
function boughtOf({ alpha, beta }: BgBbParameters, opportunities: number, most: number): Float64Array {
  const found = new Float64Array(most + 1);
  let log = 0;
  for (let k = 0; k < opportunities; k++) log += Math.log((beta + k) / (alpha + beta + k));
  for (let k = 0; k <= Math.min(most, opportunities); k++) {
    found[k] = Math.exp(log);
    const rest = opportunities - k;
    log += Math.log((rest * (alpha + k)) / ((k + 1) * (beta + rest - 1)));
  }
  return found;
}

function chances(parameters: BgBbParameters, time: number, most: number): Float64Array {
  const { gamma, delta } = parameters;
  const found = new Float64Array(most + 1);
  let stays = 1;
  for (let t = 0; t <= time; t++) {
    // Still there at the end, or left before opportunity t + 1.
    const weight = t === time ? stays : (stays * gamma) / (gamma + delta + t);
    boughtOf(parameters, t, most).forEach((chance, k) => {
      found[k]! += weight * chance;
    });
    stays *= (delta + t) / (gamma + delta + t);
  }
  return found;
}

function simulate({ alpha, beta, gamma, delta }: BgBbParameters, age: number, stream: Random): PurchaseHistory {
  const [buys, leaves] = [betaSample(alpha, beta, stream), betaSample(gamma, delta, stream)];
  let [frequency, recency] = [0, 0];
  for (let t = 1; t <= age; t++) {
    if (stream.next() < leaves) break;
    if (stream.next() >= buys) continue;
    frequency++;
    recency = t;
  }
  return { frequency, recency, age };
}

export const BG_BB: ModelOfBuying<BgBbParameters> = {
  title: "BG/BB",
  names: ["alpha", "beta", "gamma", "delta"],
  isByOpportunity: true,
  parametersAt: (point) => {
    const [alpha, beta, gamma, delta] = Array.from(point, Math.exp) as [number, number, number, number];
    return { model: "bgBb", alpha, beta, gamma, delta };
  },
  likelihood: bgBbLikelihood,
  plan: () => ({ guess: [0, 0, 0, Math.log(3)], middle: [0, 0, 0, 0] }),
  purchases,
  alive: bgBbAlive,
  furtherIfAlive: ({ alpha, beta, gamma, delta }, { frequency, age }, time) =>
    purchases(
      { model: "bgBb", alpha: alpha + frequency, beta: beta + age - frequency, gamma, delta: delta + age },
      time,
    ),
  chances,
  simulate,
};
