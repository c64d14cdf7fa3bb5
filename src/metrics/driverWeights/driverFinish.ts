import { relativeImportance } from "../../statistics/relativeImportance.js";
import { type DriverFit, driverFit, isLacking, type Lacking } from "./driverFit.js";
import { driverLogistic } from "./driverLogistic.js";
import { isGiven } from "./driverMethod.js";
import { weightsOf } from "./driverMethods.js";
import type { DriverQuestion } from "./driverQuestion.js";
import { type DriverResamples, driverReplicates, driverResamples } from "./driverResamples.js";
import { type DriverWeightsRow, driverWeightsRow, emptyRow } from "./driverRow.js";
import type { DriverRows } from "./driverRows.js";
import type { GivenWeights } from "./driverStated.js";
import type { DriverSegment, DriverSums } from "./driverTally.js";

/** What the finish of everybody or of a segment stands on, beside its sums. */
export interface FinishParts {
  readonly question: DriverQuestion;
  readonly controls: number;
  readonly given: GivenWeights;
  /** Null where no resamples are asked for, unless the fit needs the rows. */
  readonly rows: DriverRows | null;
  readonly used: Int32Array | null;
}

const joined = (...notes: (string | null)[]) => notes.filter((note) => note !== null).join("; ") || null;

/** Σx² = Σx: whole numbers that are all 0 or 1. */
function isBinary({ mean, covariance }: DriverSums): boolean {
  const last = mean.length - 1;
  const [share, variance] = [mean[last]!, covariance[last * mean.length + last]!];
  return Math.abs(variance - share * (1 - share)) < 1e-12;
}

/** The linear fit, and for a logistic one what its regressions say; or what is lacking. */
function fitOf({ sums }: DriverSegment, { question, controls, rows, used }: FinishParts): DriverFit | Lacking {
  const fit = driverFit(sums, question, controls);
  if (question.fit === "linear" || isLacking(fit)) return fit;
  const logistic = driverLogistic(rows!, used!, fit, question);
  if ("isWrong" in logistic) return logistic;
  return { ...fit, logistic, rSquared: logistic.rSquared, adjusted: logistic.adjusted };
}

const BINARY = "an outcome of 0 and 1: R² is Tjur's coefficient of discrimination";

const MCFADDEN = "a logistic fit: R² is McFadden's";
const FREQUENCIES = "weights count as frequencies";

const HARDLY = "no intervals: in most resamples some driver does not vary or follows from others";
const ENDLESS = `${HARDLY}, or some coefficient has no end (separation)`;

interface Resampled {
  readonly resamples: DriverResamples | null;
  readonly note: string | null;
}

function resampled(fit: DriverFit, { question, rows, used }: FinishParts): Resampled {
  if (question.resamples === 0 || rows === null || used === null)
    return { resamples: null, note: "no intervals without resamples" };
  const replicates = driverReplicates(rows, used, fit, question);
  if (replicates === null) {
    return {
      resamples: null,
      note: question.fit === "logistic" ? ENDLESS : HARDLY,
    };
  }
  const { method, level } = question;
  const estimates = weightsOf(isGiven(method) ? "first" : method, fit);
  return { resamples: driverResamples(replicates, estimates, fit, level), note: null };
}

/** The finish: the row of everybody or of a segment. */
export function driverFinish(segment: DriverSegment, parts: FinishParts): DriverWeightsRow {
  const { question, controls, given } = parts;
  const fit = fitOf(segment, parts);
  if (isLacking(fit)) return emptyRow(segment.sums.n, fit.note);
  const { r, correlations } = fit.moments;
  const beta = relativeImportance({ method: "beta", r, correlations, size: fit.kept.length });
  const means = segment.sums.mean.slice(controls);
  const row = driverWeightsRow({ question, fit, beta, means, given, ...resampled(fit, parts) });
  if (question.fit === "logistic") {
    return { ...row, note: joined(row.note, MCFADDEN, question.weight === undefined ? null : FREQUENCIES) };
  }
  return isBinary(segment.sums) ? { ...row, note: joined(row.note, BINARY) } : row;
}
