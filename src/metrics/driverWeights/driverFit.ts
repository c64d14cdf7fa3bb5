import { choleskyInPlace } from "../../statistics/cholesky.js";
import { collinearity } from "../../statistics/collinearity.js";
import { type Partialled, partialledWork } from "../../statistics/partialled.js";
import { rSquared, varianceInflation } from "../../statistics/relativeImportance.js";
import type { LogisticDrivers } from "./driverLogistic.js";
import type { Driver, DriverQuestion } from "./driverQuestion.js";
import type { DriverSums } from "./driverTally.js";

/** A driver that tells nothing, and why. */
export interface Dropped {
  readonly name: string;
  readonly why: string;
}

/** Correlations of the drivers that vary, and what they give together. */
export interface DriverFit {
  readonly n: number;
  readonly effectiveN: number;
  /** Places of the drivers that vary, among all. */
  readonly kept: readonly number[];
  readonly dropped: readonly Dropped[];
  readonly moments: Partialled;
  readonly rSquared: number;
  readonly adjusted: number | null;
  /** n less the coefficients of drivers and controls, and the intercept. */
  readonly degreesOfFreedom: number;
  readonly vif: Float64Array;
  /** What logistic regressions say; null for a linear fit. R² above is then McFadden's. */
  readonly logistic: LogisticDrivers | null;
}

/** What a fit lacks: `isWrong` where the call is to be mended, not the rows to be waited for. */
export interface Lacking {
  readonly note: string;
  readonly isWrong: boolean;
}

export const isLacking = (fit: DriverFit | Lacking): fit is Lacking => "isWrong" in fit;

const CONSTANT = "the same in every row";

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

/** Whether a column varies by more than the last digits of its mean. */
const varies = ({ mean, covariance }: DriverSums, k: number) => {
  return covariance[k * mean.length + k]! > 1e-26 * mean[k]! ** 2;
};

/** The covariances of some columns, in a new matrix. */
function covarianceOf({ covariance, mean }: DriverSums, places: readonly number[]): Float64Array {
  const width = mean.length;
  return Float64Array.from({ length: places.length ** 2 }, (_, k) => {
    const [i, j] = [Math.floor(k / places.length), k % places.length];
    return covariance[places[i]! * width + places[j]!]!;
  });
}

function singular(drivers: readonly Driver[], { correlations }: Partialled): Lacking | null {
  const found = collinearity(correlations, drivers.length);
  if (found === null) return null;
  const others = quoted(found.others.map((j) => drivers[j]!.name));
  const condition = found.condition === null ? "infinite" : found.condition.toExponential(0);
  const name = drivers[found.variable]!.name;
  return {
    note: `requires drivers that can be told apart; '${name}' follows from ${others} (condition ${condition}): leave one of them out`,
    isWrong: true,
  };
}

/** Pairs that have rows of their own may contradict each other. */
const CONTRADICTING: Lacking = {
  note: "requires pairwise correlations that can belong together (positive definite); these cannot: take missing: 'listwise'",
  isWrong: true,
};

function tooFew(sums: DriverSums, drivers: number, controls: number): Lacking | null {
  const needed = drivers + controls + 2;
  if (sums.n >= needed) return null;
  const beside = controls > 0 ? ` and ${controls} controls` : "";
  return {
    note: `requires at least ${needed} complete rows for ${drivers} drivers${beside}; got ${sums.n}: leave drivers out, or add rows`,
    isWrong: true,
  };
}

/** The fit of one set of rows, or what it lacks. */
export function driverFit(sums: DriverSums, question: DriverQuestion, controls: number): DriverFit | Lacking {
  const { drivers, outcome, missing } = question;
  if (sums.n === 0) return { note: "no complete rows", isWrong: false };
  const place = (j: number) => controls + j;
  if (!varies(sums, place(drivers.length))) return { note: `'${outcome}' is ${CONSTANT}`, isWrong: false };
  const kept = drivers.map((_, j) => j).filter((j) => varies(sums, place(j)));
  const dropped = drivers.filter((_, j) => !kept.includes(j)).map(({ name }) => ({ name, why: CONSTANT }));
  if (kept.length === 0) return { note: `every driver is ${CONSTANT}`, isWrong: false };
  const varying = kept.map((j) => drivers[j]!);
  const places = [...Array.from({ length: controls }, (_, k) => k), ...kept.map(place), place(drivers.length)];
  const { found, constant } = partialledWork(controls, kept.length)(covarianceOf(sums, places));
  const few = tooFew(sums, kept.length, found.controlRank);
  if (few !== null) return few;
  if (constant !== null) {
    if (missing === "pairwise") return CONTRADICTING;
    const name = constant < kept.length ? varying[constant]!.name : outcome;
    return {
      note: `requires drivers and an outcome that vary beside the controls; '${name}' follows from them: leave it out, or take controls out`,
      isWrong: true,
    };
  }
  const lacking = singular(varying, found);
  if (lacking !== null) return lacking;
  const isPossible = choleskyInPlace(covarianceOf(sums, places.slice(controls)), kept.length + 1, 1e-11);
  if (missing === "pairwise" && !isPossible) return CONTRADICTING;
  const explained = rSquared({ r: found.r, correlations: found.correlations, size: kept.length });
  if (missing === "pairwise" && explained + found.controls > 1) return CONTRADICTING;
  const degreesOfFreedom = sums.n - kept.length - found.controlRank - 1;
  return {
    n: sums.n,
    effectiveN: sums.effectiveN,
    kept,
    dropped,
    moments: found,
    rSquared: explained,
    adjusted: 1 - ((1 - explained - found.controls) * (sums.n - 1)) / degreesOfFreedom,
    degreesOfFreedom,
    vif: varianceInflation(found.correlations, kept.length),
    logistic: null,
  };
}
