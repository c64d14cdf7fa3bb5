import { gammaSample } from "../../statistics/gammaSample.js";
import type { Random } from "../../statistics/random.js";
import { countChances } from "./countChances.js";
import type { PurchaseHistory } from "./history.js";
import { type ModelOfBuying, meansOf } from "./model.js";
import type { ParetoNbdParameters } from "./parameters.js";
import { leavingTimes, paretoNbdAlive, paretoNbdLikelihood } from "./paretoNbdLikelihood.js";

/** r/α times the expected part of a time before leaving, β[1 − (β/(β + t))^(s − 1)]/(s − 1), which is β log(1 + t/β) at s = 1. */
function purchases({ r, alpha, s, beta }: ParetoNbdParameters, time: number): number {
  const log = Math.log1p(time / beta);
  const x = (1 - s) * log;
  return (r / alpha) * beta * log * (x === 0 ? 1 : Math.expm1(x) / x);
}

/** k purchases by who is still there, and by who left at some time before the end. */
function chances({ r, alpha, s, beta }: ParetoNbdParameters, time: number, most: number): Float64Array {
  const stays = Math.exp(-s * Math.log1p(time / beta));
  const found = countChances(r, alpha, time, most).map((chance) => stays * chance);
  const { times, logWeights } = leavingTimes({ alpha, s, beta }, r, 0, time);
  times.forEach((y, i) => {
    const leaves = Math.exp(logWeights[i]! - s * Math.log1p(y / beta)) * (s / (beta + y));
    countChances(r, alpha, y, most).forEach((chance, k) => {
      found[k]! += leaves * chance;
    });
  });
  return found;
}

function simulate({ r, alpha, s, beta }: ParetoNbdParameters, age: number, stream: Random): PurchaseHistory {
  const [rate, leaving] = [gammaSample(r, stream) / alpha, gammaSample(s, stream) / beta];
  const end = Math.min(age, -Math.log(1 - stream.next()) / leaving);
  let [frequency, recency, time] = [0, 0, 0];
  for (;;) {
    time -= Math.log(1 - stream.next()) / rate;
    if (!(time <= end)) return { frequency, recency, age };
    frequency++;
    recency = time;
  }
}

export const PARETO_NBD: ModelOfBuying<ParetoNbdParameters> = {
  title: "Pareto/NBD",
  names: ["r", "alpha", "s", "beta"],
  isByOpportunity: false,
  parametersAt: (point) => {
    const [r, alpha, s, beta] = Array.from(point, Math.exp) as [number, number, number, number];
    return { model: "paretoNbd", r, alpha, s, beta };
  },
  likelihood: paretoNbdLikelihood,
  // Everybody buys at the mean rate and is about as likely as not to leave in the time that was watched.
  plan: (counts) => {
    const { age, perCustomer } = meansOf(counts);
    return {
      guess: [0, Math.log(age / perCustomer), 0, Math.log(age)],
      middle: [0, Math.log(age), 0, Math.log(age)],
    };
  },
  purchases,
  alive: paretoNbdAlive,
  furtherIfAlive: ({ r, alpha, s, beta }, { frequency, age }, time) =>
    purchases({ model: "paretoNbd", r: r + frequency, alpha: alpha + age, s, beta: beta + age }, time),
  chances,
  simulate,
};
