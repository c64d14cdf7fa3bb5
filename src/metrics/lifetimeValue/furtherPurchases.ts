import { pairAt } from "../../statistics/chebyshev.js";
import { gaussJacobi, type Quadrature } from "../../statistics/gaussJacobi.js";
import { staysOf } from "../buying/bgNbdLikelihood.js";
import { modelOf } from "../buying/models.js";
import type { BgNbdParameters, BuyingParameters } from "../buying/parameters.js";
import type { Schedule } from "./discounting.js";
import { type StepsByRate, stepsByRate } from "./ratesBetween.js";

/** Expected purchases within the horizon of who is there at its beginning: as many as they are, and discounted. */
export interface Further {
  readonly purchases: number;
  readonly discounted: number;
}

const MOST_POINTS = 64;

/** From the purchases expected up to the end of each step. */
function furtherBy({ ends, drops }: Schedule, upTo: (time: number) => number): Further {
  let [discounted, purchases] = [0, 0];
  ends.forEach((end, k) => {
    purchases = upTo(end);
    discounted += drops[k]! * purchases;
  });
  return { purchases, discounted };
}

/**
 * How many points a quadrature over p needs for 1 − (1 + pz)^−shape: an ellipse around 0 to 1 that stays away from p = −1/z, on which
 * the function is bounded, tells how fast its error falls; of a few such ellipses the best.
 */
function pointsFor(shape: number, z: number, digits: number): number {
  const needed = [0.25, 0.5, 0.75, 0.9].map((part) => {
    const focus = 1 + (2 * part) / z;
    const rate = Math.log(focus + Math.sqrt(focus * focus - 1));
    return (digits * Math.LN10 - shape * Math.log1p(-part)) / (2 * rate);
  });
  return Math.ceil(Math.min(...needed)) + 3;
}

/** Among which the rates p/(α + age) lie at which customers of these ages leave. */
function ratesOf({ points }: Quadrature, alpha: number, ages: readonly number[]) {
  const [youngest, oldest] = [ages.reduce((a, b) => Math.min(a, b)), ages.reduce((a, b) => Math.max(a, b))];
  return {
    lowest: Math.min(...points) / (alpha + oldest),
    highest: Math.max(...points) / (alpha + youngest),
    asked: points.length * ages.length,
  };
}

/** The average over p of what is told between some rates, of one age. */
function betweenRates({ points, weights }: Quadrature, since: number, { near, pair }: StepsByRate): Further {
  const told = new Float64Array(2);
  let [discounted, purchases] = [0, 0];
  for (let i = 0; i < points.length; i++) {
    pairAt(pair, Math.log(points[i]! / since + near), told);
    discounted += weights[i]! * told[0]!;
    purchases += weights[i]! * told[1]!;
  }
  return { purchases: purchases / since, discounted: discounted / since };
}

/**
 * E[Y(t)] of customers with one frequency as an average over the chance p to leave, which is Beta(a, b′) for who is still there:
 * with a p known, purchases in a time t are [1 − (α′/(α′ + pt))^r′]/p. The sum that `expectedFurtherPurchases` makes needs hundreds of
 * terms where this needs some twenty points.
 */
function byQuadrature(
  { model, r, alpha, a, b }: BgNbdParameters,
  frequency: number,
  ages: readonly number[],
  schedule: Schedule,
  digits: number,
): Further[] | null {
  const { ends, drops } = schedule;
  const shape = r + frequency;
  const youngest = alpha + ages.reduce((least, age) => Math.min(least, age), Number.POSITIVE_INFINITY);
  const count = pointsFor(shape, ends.at(-1)! / youngest, digits);
  if (!(count <= MOST_POINTS)) return null;
  const rule = gaussJacobi(a, b + staysOf(model, frequency), count);
  const { points, weights } = rule;
  const steps = stepsByRate(shape, schedule, ratesOf(rule, alpha, ages), digits);
  if (steps !== null) return ages.map((age) => betweenRates(rule, alpha + age, steps));
  const last = ends.length - 1;
  return ages.map((age) => {
    let [discounted, purchases] = [0, 0];
    for (let i = 0; i < count; i++) {
      const p = points[i]!;
      const rate = p / (alpha + age);
      const weight = weights[i]! / p;
      for (let k = 0; k <= last; k++) {
        const bought = -weight * Math.expm1(-shape * Math.log1p(rate * ends[k]!));
        discounted += drops[k]! * bought;
        if (k === last) purchases += bought;
      }
    }
    return { purchases, discounted };
  });
}

/**
 * Of customers with one frequency and these ages, who are there at the beginning of the horizon.
 *
 * @param digits to which the numbers are right
 */
export function furtherPurchases(
  parameters: BuyingParameters,
  frequency: number,
  ages: readonly number[],
  schedule: Schedule,
  digits: number,
): Further[] {
  const isBgNbd = parameters.model === "bgNbd" || parameters.model === "mbgNbd";
  const quick = isBgNbd ? byQuadrature(parameters, frequency, ages, schedule, digits) : null;
  if (quick !== null) return quick;
  const { furtherIfAlive } = modelOf(parameters);
  return ages.map((age) => {
    const history = { frequency, age, recency: 0 };
    return furtherBy(schedule, (time) => furtherIfAlive(parameters, history, time));
  });
}

/** Of a new customer, after the first purchase. */
export const newPurchases = (parameters: BuyingParameters, schedule: Schedule): Further =>
  furtherBy(schedule, (time) => modelOf(parameters).purchases(parameters, time));
