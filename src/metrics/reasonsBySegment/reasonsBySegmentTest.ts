import { chiSquareIndependence } from "../../statistics/chiSquareTest.js";
import { chiSquareUpperTail } from "../../statistics/distributions.js";
import { monteCarloIndependence, monteCarloPValue } from "../../statistics/monteCarlo.js";
import { multinomialSample } from "../../statistics/multinomialResample.js";
import { raoScottResponses, shuffledResponses } from "../../statistics/multipleResponses.js";
import { random } from "../../statistics/random.js";
import type { Test } from "../result.js";
import { type ReasonTable, wholeCounts } from "./reasonsBySegmentTable.js";

/** How the test is made. */
export interface ReasonTestSettings {
  readonly isMultiple: boolean;
  readonly isWeighted: boolean;
  readonly draws: number;
  readonly seed: number;
}

/** Below this expected count χ² is not to be trusted. */
const SMALL = 5;

const one = (value: number) => value.toFixed(1);

function single(table: ReasonTable, { isWeighted, draws, seed }: ReasonTestSettings): Test | null {
  const counts = wholeCounts(table);
  const { test, leastExpected, n } = chiSquareIndependence(counts);
  if (test === null) return null;
  const of = isWeighted ? " of the effective number of customers" : "";
  if (leastExpected! >= SMALL) {
    return { ...test, n, method: `Pearson's χ²${of} (every expected count is ${SMALL} or more)` };
  }
  const { pValue } = monteCarloIndependence(counts, random(seed), draws)!;
  const why = `the least expected count is ${one(leastExpected!)}, below ${SMALL}`;
  const method = `Pearson's χ²${of}, p from ${draws} tables drawn with the same sums (${why})`;
  return { statistic: test.statistic, degreesOfFreedom: null, pValue, n, method };
}

function multiple({ patterns, reasons, n }: ReasonTable, { isWeighted, draws, seed }: ReasonTestSettings): Test | null {
  const sum = "Bilder and Loughin's sum of χ² over the reasons";
  const why = "a customer may have several reasons";
  if (isWeighted) {
    const test = raoScottResponses(patterns, reasons.length);
    return test === null
      ? null
      : { ...test, n, method: `${sum}, Rao and Scott's second-order correction (${why}, and a weight)` };
  }
  const test = shuffledResponses(patterns, reasons.length, random(seed), draws);
  if (test === null) return null;
  const method = `${sum}, customers shuffled between segments ${draws} times (${why})`;
  return { statistic: test.statistic, degreesOfFreedom: null, pValue: test.pValue, n, method };
}

/** Whether segments leave for different reasons at all. */
export function reasonTest(table: ReasonTable, settings: ReasonTestSettings): Test | null {
  if (table.reasons.length === 0 || table.segments.length === 0) return null;
  return settings.isMultiple ? multiple(table, settings) : single(table, settings);
}

/** Σ (O − E)²/E of customers by reason and segment, segments in their parts of the exposure. */
function rateStatistic(named: readonly (readonly number[])[], parts: readonly number[]): number {
  let statistic = 0;
  for (const counts of named) {
    const all = counts.reduce((sum, count) => sum + count, 0);
    parts.forEach((part, s) => {
      if (all * part > 0) statistic += (counts[s]! - all * part) ** 2 / (all * part);
    });
  }
  return statistic;
}

/** Whether segments leave for these reasons at different rates; each customer drawn keeps all the reasons he gave. */
export function rateTest(
  { patterns, segments, reasons, n }: ReasonTable,
  exposures: readonly number[],
  { isMultiple, draws, seed }: ReasonTestSettings,
): Test | null {
  const all = exposures.reduce((sum, exposure) => sum + exposure, 0);
  const parts = exposures.map((exposure) => (all > 0 ? exposure / all : 0));
  const used = parts.filter((part) => part > 0);
  if (reasons.length === 0 || used.length < 2) return null;
  const named = reasons.map((_, r) => segments.map(({ customers }) => customers[r]!));
  const statistic = rateStatistic(named, parts);
  const totals = named.map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const least = Math.min(...totals) * Math.min(...used);
  const what = "Pearson's χ² of each reason's customers against the exposure, summed over the reasons";
  if (!isMultiple && least >= SMALL) {
    const degreesOfFreedom = reasons.length * (used.length - 1);
    const method = `${what} (every expected count is ${SMALL} or more)`;
    return { statistic, degreesOfFreedom, pValue: chiSquareUpperTail(statistic, degreesOfFreedom), n, method };
  }
  const stream = random(seed);
  let hits = 0;
  for (let draw = 0; draw < draws; draw++) {
    const drawn = named.map((counts) => counts.map(() => 0));
    for (const { items, cases } of patterns) {
      const together = Math.round(cases.reduce((sum, count) => sum + count, 0));
      const spread = multinomialSample(together, parts, stream);
      for (const item of items) for (let s = 0; s < spread.length; s++) drawn[item]![s]! += spread[s];
    }
    if (rateStatistic(drawn, parts) >= statistic * (1 - 1e-12)) hits++;
  }
  const why = isMultiple
    ? "a customer may have several reasons"
    : `the least expected count is ${one(least)}, below ${SMALL}`;
  const method = `${what}, p from ${draws} times that they were spread over the segments by exposure (${why})`;
  return { statistic, degreesOfFreedom: null, pValue: monteCarloPValue(hits, draws).pValue, n, method };
}
