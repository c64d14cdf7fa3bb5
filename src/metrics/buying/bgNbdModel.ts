import { betaSample, gammaSample } from "../../statistics/gammaSample.js";
import type { Random } from "../../statistics/random.js";
import { bgNbdLikelihood, bgNbdLikelihoods, logOddsOfLeft, staysOf } from "./bgNbdLikelihood.js";
import { countChances } from "./countChances.js";
import type { PurchaseHistory } from "./history.js";
import { type ModelOfBuying, meansOf } from "./model.js";
import type { BgNbdParameters } from "./parameters.js";

/** Beyond this a sum of the expectations would be nearer to a wait than to a number. */
const MOST_TERMS = 20_000_000;

/**
 * Expected purchases in a time of who is there at its beginning: purchase i + 1 is made if the rate allows more than i of them and the
 * customer stays after each of the first i. Σ_j P(N = j)·Σ_{i<j} E[(1 − p)ⁱ], all parts positive and none divided by a − 1,
 * where the closed form with ₂F₁ loses its digits.
 */
function purchasesWhileThere(r: number, alpha: number, a: number, b: number, time: number): number {
  const z = time / (alpha + time);
  let logChance = -r * Math.log1p(time / alpha);
  let [stays, inner, sum] = [1, 0, 0];
  for (let j = 1; j < MOST_TERMS; j++) {
    logChance += Math.log((z * (r + j - 1)) / j);
    inner += stays;
    stays *= (b + j - 1) / (a + b + j - 1);
    const term = Math.exp(logChance) * inner;
    sum += term;
    const falls = z * (1 + r / j);
    if (falls < 1 && term * falls <= 1e-16 * sum * (1 - falls)) break;
  }
  return sum;
}

function purchases({ model, r, alpha, a, b }: BgNbdParameters, time: number): number {
  if (model === "bgNbd") return purchasesWhileThere(r, alpha, a, b, time);
  // Who stays after the first purchase is likelier to stay after the next.
  return (b / (a + b)) * purchasesWhileThere(r, alpha, a, b + 1, time);
}

/**
 * k purchases are made by who would make k and stays after each, and by who would make k or more and leaves with the k-th.
 *
 * @see Fader, Hardie and Lee (2005), equation 8
 */
function chances({ model, r, alpha, a, b }: BgNbdParameters, time: number, most: number): Float64Array {
  const would = countChances(r, alpha, time, most);
  const found = new Float64Array(most + 1);
  let [stayed, fewer] = [model === "bgNbd" ? 1 : b / (a + b), 0];
  // E[p] of the first chance to leave, then E[p(1 − p)^k].
  let left = model === "bgNbd" ? 0 : a / (a + b);
  for (let k = 0; k <= most; k++) {
    found[k] = stayed * would[k]! + left * Math.max(0, 1 - fewer);
    fewer += would[k]!;
    const before = staysOf(model, k);
    left = (stayed * a) / (a + b + before);
    stayed *= (b + before) / (a + b + before);
  }
  return found;
}

/** Purchases at a rate until the customer leaves with one of them or the time is over. */
function simulate({ model, r, alpha, a, b }: BgNbdParameters, age: number, stream: Random): PurchaseHistory {
  const rate = gammaSample(r, stream) / alpha;
  const leaves = betaSample(a, b, stream);
  let [frequency, recency, time] = [0, 0, 0];
  let isThere = model === "bgNbd" || stream.next() >= leaves;
  while (isThere) {
    time -= Math.log(1 - stream.next()) / rate;
    if (!(time <= age)) break;
    frequency++;
    recency = time;
    isThere = stream.next() >= leaves;
  }
  return { frequency, recency, age };
}

const modelOf = (model: BgNbdParameters["model"], title: string): ModelOfBuying<BgNbdParameters> => ({
  title,
  names: ["r", "alpha", "a", "b"],
  isByOpportunity: false,
  parametersAt: (point) => {
    const [r, alpha, a, b] = Array.from(point, Math.exp) as [number, number, number, number];
    return { model, r, alpha, a, b };
  },
  likelihood: (counts, point) => bgNbdLikelihood(counts, model, point),
  likelihoods: (counts) => bgNbdLikelihoods(counts, model),
  // Everybody buys at the mean rate, r = 1, and few leave. In units of the ages, so that days or weeks do not matter.
  plan: (counts) => {
    const { age, perCustomer } = meansOf(counts);
    return { guess: [0, Math.log(age / perCustomer), 0, Math.log(2)], middle: [0, Math.log(age), 0, 0] };
  },
  purchases,
  alive: (parameters, history) => 1 / (1 + Math.exp(logOddsOfLeft(parameters, history))),
  furtherIfAlive: ({ r, alpha, a, b }, { frequency, age }, time) =>
    purchasesWhileThere(r + frequency, alpha + age, a, b + staysOf(model, frequency), time),
  chances,
  simulate,
});

export const BG_NBD = modelOf("bgNbd", "BG/NBD");
export const MBG_NBD = modelOf("mbgNbd", "MBG/NBD");
