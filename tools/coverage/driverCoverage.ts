import { ATTRIBUTE_TRUTH, SURVEY_TRUTH } from "../../src/datasets/demo/survey-truth.js";
import { driverWeights } from "../../src/metrics/driverWeights/driverWeights.js";
import { random } from "../../src/statistics/random.js";
import { relativeImportance } from "../../src/statistics/relativeImportance.js";
import type { ColumnSource } from "../../src/tables/memory/column-source.js";
import { memoryTable } from "../../src/tables/memory/memory-table.js";
import type { TypedColumn } from "../../src/tables/table.js";

export const DRIVER_METHODS = ["lmg", "johnson"] as const;

export const DRIVER_RUNS = 1000;
export const DRIVER_SEED = 11;
const RESPONDENTS = 500;

/** The attributes of the demo company, and what one point of each adds to satisfaction. */
export const DRIVER_NAMES = Object.keys(ATTRIBUTE_TRUTH);
const WEIGHTS = Object.values(ATTRIBUTE_TRUTH).map(({ weight }) => weight);
const { halo, own, noise } = SURVEY_TRUTH.spread;
const RESIDUAL = SURVEY_TRUTH.satisfaction.noise;

/** Shares of the population: from the correlations that the planted numbers make, ratings not rounded. */
export function plantedShares(method: (typeof DRIVER_METHODS)[number]): number[] {
  const size = WEIGHTS.length;
  const variance = halo ** 2 + own ** 2 + noise ** 2;
  const covariance = (i: number, j: number) => (i === j ? variance : halo ** 2);
  const withOutcome = WEIGHTS.map((_, i) => WEIGHTS.reduce((sum, weight, j) => sum + weight * covariance(i, j), 0));
  const outcome = RESIDUAL ** 2 + WEIGHTS.reduce((sum, weight, i) => sum + weight * withOutcome[i]!, 0);
  const parts = relativeImportance({
    method,
    size,
    r: Float64Array.from(withOutcome, (shared) => shared / Math.sqrt(variance * outcome)),
    correlations: Float64Array.from({ length: size * size }, (_, k) => {
      return covariance(Math.floor(k / size), k % size) / variance;
    }),
  });
  const total = parts.reduce((sum, part) => sum + part, 0);
  return Array.from(parts, (part) => part / total);
}

/** One sample of respondents whose ratings are normal, with the spread that is planted. */
function simulated(seed: number): ColumnSource {
  const stream = random(seed);
  const columns = [...DRIVER_NAMES, "satisfaction"].map((name) => [name, new Float64Array(RESPONDENTS)] as const);
  for (let row = 0; row < RESPONDENTS; row++) {
    const general = halo * stream.normal();
    let satisfaction = RESIDUAL * stream.normal();
    WEIGHTS.forEach((weight, j) => {
      const rating = general + own * stream.normal() + noise * stream.normal();
      columns[j]![1][row] = rating;
      satisfaction += weight * rating;
    });
    columns.at(-1)![1][row] = satisfaction;
  }
  const typed = Object.fromEntries(columns.map(([name, values]) => [name, { type: "number", values }] as const));
  return {
    name: "simulated",
    rows: () => RESPONDENTS,
    names: () => Object.keys(typed),
    column: (name): TypedColumn => typed[name]!,
  };
}

/** How often the 95 % intervals of shares hold those of the population, by driver. */
export async function driverCoverage(
  method: (typeof DRIVER_METHODS)[number],
  runs = DRIVER_RUNS,
  resamples = 1000,
): Promise<number[]> {
  const planted = plantedShares(method);
  const held = planted.map(() => 0);
  for (let run = 0; run < runs; run++) {
    const table = memoryTable(simulated(1000 * DRIVER_SEED + run));
    const options = { outcome: "satisfaction", drivers: DRIVER_NAMES, method, resamples };
    const { overall } = await driverWeights(table, options);
    overall.drivers.forEach(({ shareLower, shareUpper }, j) => {
      if (shareLower! <= planted[j]! && planted[j]! <= shareUpper!) held[j]!++;
    });
  }
  return held.map((count) => count / runs);
}
