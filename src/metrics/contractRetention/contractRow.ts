import { deltaInterval, LOG, LOGIT, type Scale } from "../../statistics/deltaMethod.js";
import type { Estimate } from "../result.js";
import { searchNote } from "../search.js";
import { type ContractPeriod, contractCurve, shareAfter } from "./contractCurve.js";
import { type ContractFit, fitContract } from "./contractFit.js";
import {
  type ContractModel,
  type ContractParameters,
  contractParametersAt,
  PARAMETERS,
  type Renewal,
} from "./contractLikelihood.js";
import type { RenewalSegment } from "./renewalTally.js";

/** The estimate is the share of new members who are still there after as many renewals as the horizon; `n` counts members. */
export interface ContractRow extends Estimate {
  /** Null where nothing could be fitted. */
  readonly parameters: ContractParameters | null;
  /** The parameters one by one, with their intervals; `c` is 1 in `sbg`. */
  readonly alpha: Estimate;
  readonly beta: Estimate;
  readonly c: Estimate;
  /** The mean probability of leaving at the first renewal, α/(α + β). */
  readonly firstChurn: Estimate;
  /** The expected periods of membership of a new member within the horizon: 1 for sure, and one more for each renewal but the last. */
  readonly tenure: Estimate;
  readonly logLikelihood: number | null;
  /** How the search ended, with gradient and Hessian by the logs of the parameters. */
  readonly search: ContractFit["search"] | null;
  /** Renewal by renewal, the model beside what was seen. */
  readonly curve: readonly ContractPeriod[];
  /** Who left, and who is still there as far as was seen. */
  readonly left: number;
  readonly members: number;
  /** Members who came to no renewal yet: they are in no other number. */
  readonly justJoined: number;
  /** Rows without periods, or without whether the member left, likewise. */
  readonly missing: number;
}

export interface ContractSettings {
  readonly model: ContractModel;
  /** Null where nobody came to a renewal. */
  readonly horizon: number | null;
  /** Null for all. */
  readonly fitPeriods: number | null;
  readonly level: number;
  readonly starts: number;
  readonly seed: number;
}

/** Of α + β beyond this members are alike in all that can be seen. */
const ALIKE = 1000;

/** Why nothing can be fitted; null where it can be tried. */
function whyNot(fitted: readonly Renewal[], { justJoined, missing }: RenewalSegment, model: ContractModel) {
  const [first] = fitted;
  if (first === undefined && justJoined > 0) return "nobody came to a renewal yet";
  if (first === undefined) return missing > 0 ? "no members with known periods" : "no members";
  if (first.left === first.atRisk) return "everybody left at the first renewal: how members differ cannot be told";
  if (fitted.every(({ left }) => left === 0)) return "nobody left: there is no churn to fit";
  if (fitted.length === 1) return "one renewal only: how members differ cannot be told";
  if (fitted.length < PARAMETERS[model].length)
    return "two renewals only: they do not determine three parameters (see sbg)";
  return null;
}

/** What is to be said of a search that did not end at a top. */
function fitNote({ search, parameters: { alpha, beta } }: ContractFit): string | null {
  if (search.status === "converged" || search.status === "stalled" || alpha + beta < ALIKE) return searchNote(search);
  return "members leave as if all had the same probability: retention does not rise as it would if they differed; no intervals";
}

/** Turns a number of the model into an estimate. */
type Finished = (of: (parameters: ContractParameters) => number, scale: Scale, n: number) => Estimate;

function finishedBy(fit: ContractFit, level: number): Finished {
  const { parameters, search } = fit;
  const note = fitNote(fit);
  const point = PARAMETERS[parameters.model].map((name) => Math.log(parameters[name]));
  const covariance = search.covariance && Float64Array.from(search.covariance.flat());
  return (of, scale, n) => {
    const of_ = (at: readonly number[]) => of(contractParametersAt(parameters.model, at));
    const found = deltaInterval(of_, point, covariance, { scale, level });
    return { ...found, n, note: note ?? (found.lower === null ? "no interval" : null) };
  };
}

const tenureWithin = (horizon: number) => (parameters: ContractParameters) => {
  let sum = 1;
  for (let period = 1; period < horizon; period++) sum += shareAfter(period)(parameters);
  return sum;
};

/** The c of `sbg` is 1 by its making, and has nothing to be uncertain of. */
const steady = (n: number): Estimate => ({ estimate: 1, lower: 1, upper: 1, n, note: null });

/** The finish of one segment. */
export function contractRow(segment: RenewalSegment, settings: ContractSettings): ContractRow {
  const { renewals, justJoined, missing } = segment;
  const { model, fitPeriods, level, starts, seed } = settings;
  const n = renewals[0]?.atRisk ?? 0;
  const left = renewals.reduce((sum, one) => sum + one.left, 0);
  const tallied = { left, members: n - left, justJoined, missing };
  const horizon = settings.horizon ?? 0;
  const fitted = renewals.slice(0, fitPeriods ?? renewals.length);
  const why = whyNot(fitted, segment, model);
  const fit = why === null ? fitContract(fitted, model, { starts, seed }) : null;
  const finished: Finished =
    fit === null
      ? (_, __, of) => ({ estimate: null, lower: null, upper: null, n: of, note: why })
      : finishedBy(fit, level);
  return {
    ...finished(shareAfter(horizon), LOGIT, n),
    parameters: fit?.parameters ?? null,
    alpha: finished(({ alpha }) => alpha, LOG, n),
    beta: finished(({ beta }) => beta, LOG, n),
    c: fit !== null && model === "sbg" ? steady(n) : finished(({ c }) => c, LOG, n),
    firstChurn: finished(({ alpha, beta }) => alpha / (alpha + beta), LOGIT, n),
    tenure: finished(tenureWithin(horizon), LOG, n),
    logLikelihood: fit?.logLikelihood ?? null,
    search: fit?.search ?? null,
    curve: contractCurve(renewals, { horizon, fitPeriods }, (of, atRisk) => finished(of, LOGIT, atRisk)),
    ...tallied,
  };
}
