import { multinomialResample } from "../../statistics/multinomialResample.js";
import { type Random, random } from "../../statistics/random.js";
import type { ReasonBase } from "./churnReasonsBase.js";
import type { ReasonPattern } from "./churnReasonsPatterns.js";

/** One list of reasons in a resample, by position: each customer split evenly over the reasons he named. */
export interface DrawnList {
  readonly split: Float64Array;
  total: number;
}

/** The same customers drawn with replacement, by what they stand for and by their number (or weight). */
export interface ReasonResample {
  readonly masses: DrawnList;
  readonly customers: DrawnList;
}

export interface ResampleOptions {
  readonly resamples: number;
  readonly seed: number;
}

const emptyList = (reasons: number): DrawnList => ({ split: new Float64Array(reasons), total: 0 });

interface Drawn {
  mass: number;
  weight: number;
}

/** Customers of a pattern by the normal law of their sums: mean and spread of a mass, and of a weight beside it. */
interface Normal {
  readonly mass: number;
  readonly massSpread: number;
  readonly weight: number;
  /** The spread of the weight that goes with the mass, and the rest of it. */
  readonly together: number;
  readonly apart: number;
}

function normalOf({ customers, mass, massSquared, weight, weightSquared, weightMass }: ReasonPattern): Normal {
  const spread = (mean: number, squares: number) => {
    const variance = squares / customers - mean * mean;
    return variance <= 1e-12 * mean * mean ? 0 : Math.sqrt(variance);
  };
  const [meanMass, meanWeight] = [mass / customers, weight / customers];
  const [massSpread, weightSpread] = [spread(meanMass, massSquared), spread(meanWeight, weightSquared)];
  const covariance = weightMass / customers - meanMass * meanWeight;
  const together = massSpread === 0 ? 0 : covariance / massSpread;
  const apart = Math.sqrt(Math.max(0, weightSpread * weightSpread - together * together));
  return { mass: meanMass, massSpread, weight: meanWeight, together, apart: weightSpread === 0 ? 0 : apart };
}

/** Draws so many customers of a pattern: one by one where each is known, else by the normal law of their sums. */
function drawer(pattern: ReasonPattern, stream: Random): (drawn: number, into: Drawn) => void {
  const { masses, weights } = pattern;
  if (masses !== null) {
    return (drawn, into) => {
      [into.mass, into.weight] = [0, weights === null ? drawn : 0];
      for (let i = 0; i < drawn; i++) {
        const at = stream.integer(masses.length);
        into.mass += masses[at]!;
        if (weights !== null) into.weight += weights[at]!;
      }
    };
  }
  const { mass, massSpread, weight, together, apart } = normalOf(pattern);
  return (drawn, into) => {
    const root = Math.sqrt(drawn);
    const first = massSpread === 0 ? 0 : stream.normal();
    const second = apart === 0 ? 0 : stream.normal();
    into.mass = Math.max(0, drawn * mass + root * massSpread * first);
    into.weight = Math.max(0, drawn * weight + root * (together * first + apart * second));
  };
}

function clear(list: DrawnList): void {
  list.split.fill(0);
  list.total = 0;
}

function add(list: DrawnList, named: readonly number[], mass: number): void {
  list.total += mass;
  const part = mass / named.length;
  for (let i = 0; i < named.length; i++) list.split[named[i]!]! += part;
}

/**
 * Draws the customers of a base with replacement, again and again. Customers are drawn as counts of patterns, so that the time
 * does not grow with their number; what they stand for one by one, where that was kept.
 *
 * @param reasons how many the base is split over
 * @param visit is shown each resample, in the same arrays every time
 */
export function resampleReasons(
  { patterns, named }: ReasonBase,
  reasons: number,
  { resamples, seed }: ResampleOptions,
  visit: (resample: ReasonResample) => void,
): void {
  const stream = random(seed);
  const counts = patterns.map(({ customers }) => customers);
  const draw = patterns.map((pattern) => drawer(pattern, stream));
  const resample = { masses: emptyList(reasons), customers: emptyList(reasons) };
  const into: Drawn = { mass: 0, weight: 0 };
  for (let i = 0; i < resamples; i++) {
    clear(resample.masses);
    clear(resample.customers);
    const drawn = multinomialResample(counts, stream);
    for (let p = 0; p < drawn.length; p++) {
      if (drawn[p] === 0) continue;
      draw[p]!(drawn[p]!, into);
      add(resample.masses, named[p]!, into.mass);
      add(resample.customers, named[p]!, into.weight);
    }
    visit(resample);
  }
}
