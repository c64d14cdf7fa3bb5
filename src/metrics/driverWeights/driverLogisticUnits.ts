import { expandedLikelihood } from "../../statistics/expandedLikelihood.js";
import type { Random } from "../../statistics/random.js";
import { resampleUnits } from "../../statistics/resampleUnits.js";
import { shuffle } from "../../statistics/shuffle.js";
import { type LogisticRows, occurrencesOf } from "./driverLogistic.js";
import type { FitOf } from "./driverLogisticMethods.js";
import type { DriverMethod } from "./driverMethod.js";

/** What is drawn as a whole: a row, or rows dealt at random into a thousand units where there are more than 4,000. */
interface DrawnUnits {
  readonly units: number;
  readonly unitOf: Int32Array;
  /** Of the last draw. */
  readonly counts: Int32Array;
  /** Draws as many units as there are; how often each row is in them. */
  draw(): (row: number) => number;
}

export function drawnUnits({ weights }: LogisticRows, stream: Random): DrawnUnits {
  const rows = weights.length;
  const units = resampleUnits(rows);
  const unitOf = Int32Array.from({ length: rows }, (_, row) => row % units);
  // Single rows are dealt to themselves.
  if (units < rows) shuffle(unitOf, stream);
  const counts = new Int32Array(units);
  return {
    ...{ units, unitOf, counts },
    draw() {
      counts.fill(0);
      for (let i = 0; i < units; i++) counts[stream.integer(units)]!++;
      return (row) => counts[unitOf[row]!]!;
    },
  };
}

/** From so many rows for each column on, intervals after one step are those of full searches to 1 % of their width. */
const ROWS_A_COLUMN = 200;
/** Numbers in memory. */
const MOST_SUMS = 3.2e7;

/** Coefficients are not as near after a step as likelihoods are: methods that are made of them search on. */
export function isStepped(rows: LogisticRows, method: DriverMethod, units: number): boolean {
  if (method === "beta" || method === "johnson") return false;
  const [drivers, all] = [rows.deviations.length, rows.deviations.length + rows.controls];
  const subsets = method === "lmg" ? 2 ** drivers : drivers + 2;
  const width = 1 + (method === "lmg" ? rows.controls + drivers / 2 : all);
  const sums = subsets * units * (1 + width + (width * (width + 1)) / 2);
  return rows.weights.length >= ROWS_A_COLUMN * all && sums <= MOST_SUMS;
}

/** Fits on the units drawn last, by one step from the sample's own fits. */
export function steppedFits(rows: LogisticRows, { units, unitOf, counts }: DrawnUnits): FitOf {
  const { alike, groups, weights, outcomes, always, columns, deviations, fits } = rows;
  const sample = occurrencesOf(rows);
  const given = { values: alike.values, at: (row: number) => groups[row]! * alike.width };
  const stepOf = (subset: number) => {
    const drivers = Array.from(deviations, (_, k) => k).filter((k) => Math.floor(subset / 2 ** k) % 2 === 1);
    const places = [...always, ...drivers.map((k) => columns + k)];
    const { coefficients } = fits.sample(sample, subset);
    return expandedLikelihood({ ...given, weights, outcomes, unitOf, units }, places, coefficients);
  };
  const known = new Map<number, ReturnType<typeof stepOf>>();
  return (subset) => {
    const step = known.get(subset) ?? stepOf(subset);
    known.set(subset, step);
    return step(counts) ?? { logLikelihood: null, coefficients: new Float64Array(0) };
  };
}
