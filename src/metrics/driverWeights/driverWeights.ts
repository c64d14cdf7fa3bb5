import { relativeImportance } from "../../statistics/relativeImportance.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Result } from "../result.js";
import { keysOf } from "../segments.js";
import { type DriverFit, driverFit, type Lacking } from "./driverFit.js";
import { DRIVER_METHODS, type DriverMethod } from "./driverMethod.js";
import type { MethodAgreement, MethodWeights } from "./driverMethods.js";
import { type Driver, type DriverQuestion, type DriverWeightsOptions, driverQuestion } from "./driverQuestion.js";
import {
  type AboveNoise,
  type DriverDominance,
  type DriverRow,
  type DriverWeightsRow,
  driverWeightsRow,
  emptyRow,
} from "./driverRow.js";
import { driverStated, type GivenWeights } from "./driverStated.js";
import { type DriverSegment, type DriverSums, driverTally } from "./driverTally.js";

export type {
  AboveNoise,
  Driver,
  DriverDominance,
  DriverMethod,
  DriverRow,
  DriverWeightsOptions,
  DriverWeightsRow,
  MethodAgreement,
  MethodWeights,
};

export interface DriverWeightsResult extends Result<DriverWeightsRow> {
  readonly outcome: string;
  readonly weighting: DriverMethod;
  readonly missing: "listwise" | "pairwise";
  readonly resamples: number;
}

const joined = (...notes: (string | null)[]) => notes.filter((note) => note !== null).join("; ") || null;

const isLacking = (fit: DriverFit | Lacking): fit is Lacking => "isWrong" in fit;

/** Σx² = Σx: whole numbers that are all 0 or 1. */
function isBinary({ mean, covariance }: DriverSums): boolean {
  const last = mean.length - 1;
  const [share, variance] = [mean[last]!, covariance[last * mean.length + last]!];
  return Math.abs(variance - share * (1 - share)) < 1e-12;
}

const BINARY = "an outcome of 0 and 1: R² is Tjur's coefficient of discrimination";

/** The finish of everybody or of a segment. */
function rowOf(segment: DriverSegment, question: DriverQuestion, controls: number, given: GivenWeights) {
  const fit = driverFit(segment.sums, question, controls);
  if (isLacking(fit)) return { lacking: fit, row: emptyRow(segment.sums.n, fit.note) };
  const { r, correlations } = fit.moments;
  const beta = relativeImportance({ method: "beta", r, correlations, size: fit.kept.length });
  const means = segment.sums.mean.slice(controls);
  const row = driverWeightsRow({ question, fit, beta, means, given, resamples: null, note: "no resamples" });
  return { lacking: null, row: isBinary(segment.sums) ? { ...row, note: joined(row.note, BINARY) } : row };
}

/**
 * How much of what is explained of an outcome goes to each driver: weights for a satisfaction index that come from the answers, and not
 * from what respondents say is important to them.
 *
 * For choosing where to look first. Not a lever: a driver that goes with satisfaction need not make it, and drivers that go together
 * share what they explain. Read `methods` and `agreement` beside the chosen one: where methods disagree on the order, so would another
 * analyst.
 *
 * Raw weights are parts of R² (0–1, higher is more) for "first", "last", "lmg", "johnson", "pratt" and "car"; `share` is a weight over
 * the sum of all, and null where one is negative (Pratt's can be). `sign` says which way a driver goes. A driver that is the same in
 * every row is dropped and named. The overall estimate is the R² that the drivers add to `always`. Null without complete rows, or when
 * nothing varies; `adjusted` beside it takes off what chance would give.
 *
 * @param table one row a respondent
 * @throws drivers that follow from one another, more drivers than rows, an outcome among the drivers
 * @example (await driverWeights(answers, { outcome: "satisfaction", drivers: ["delivery", "price"] })).overall.drivers[0].share // 0.6
 * @see Grömping (2007), The American Statistician 61; Johnson (2000), Multivariate Behavioral Research 35
 */
export async function driverWeights(table: TableLike, options: DriverWeightsOptions): Promise<DriverWeightsResult> {
  const source = asTable(table);
  const question = await driverQuestion(source, options);

  const { overall, segments, controls } = await driverTally(source, question);
  const stated = await driverStated(source, question);

  const { row, lacking } = rowOf(overall, question, controls, stated.overall);
  if (lacking?.isWrong) throw new RangeError(`driverWeights ${lacking.note}`);
  const { outcome, by, level, method, missing, resamples } = question;
  return {
    metric: "driverWeights",
    label: `What drives ${outcome} (${DRIVER_METHODS[method]})`,
    overall: row,
    rows:
      by.length === 0
        ? []
        : segments.map((segment) => ({
            keys: keysOf(by, segment.cells),
            ...rowOf(segment, question, controls, stated.of(segment.cells)).row,
          })),
    by,
    level,
    method: "bootstrap",
    unit: "share",
    excluded: { missing: overall.sums.missing, outOfRange: 0 },
    outcome,
    weighting: method,
    missing,
    resamples,
  };
}
