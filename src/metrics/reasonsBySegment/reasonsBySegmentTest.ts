import { chiSquareIndependence } from "../../statistics/chiSquareTest.js";
import { monteCarloIndependence } from "../../statistics/monteCarlo.js";
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
