import { linearPredictors, risksOf } from "./coxLikelihood.js";
import { type CoxTies, walkEventTimes } from "./coxRiskSets.js";
import { type CoxData, coxRows } from "./coxRows.js";

/** The cumulated hazard of one whose covariates are all 0, up to and including a time at which events happened. */
export interface BaselineStep {
  readonly time: number;
  readonly hazard: number;
}

/**
 * The baseline of Cox's model: how much hazard one whose covariates are all 0 has met by each time, given coefficients. The chance of an
 * event by then, of one with covariates x, is 1 − exp(−hazard·e^(β·x)). It is a chance among people such as those it was learnt from.
 *
 * Breslow's estimator with `breslow`; with `efron` tied events leave the risk set one after the other, as in the likelihood.
 *
 * @param data without strata
 * @param coefficients by covariate, as `cox` has them
 * @returns one step a time with events, in order
 * @example coxBaseline({ start: null, stop: Float64Array.of(1, 2, 3), event: Uint8Array.of(1, 1, 0), covariates: { x: Float64Array.of(1, 0, 1) } }, { x: 0 }, "efron") // [{ time: 1, hazard: 0.3333 }, { time: 2, hazard: 0.8333 }]
 * @see Breslow (1972), Journal of the Royal Statistical Society B 34; Therneau and Grambsch (2000), Modeling Survival Data, section 10.2
 */
export function coxBaseline(
  data: CoxData,
  coefficients: Readonly<Record<string, number>>,
  ties: CoxTies = "efron",
): BaselineStep[] {
  if (data.strata) throw new RangeError("coxBaseline requires rows without strata; each has a baseline of its own");
  const rows = coxRows(data);
  const beta = rows.names.map((name, j) => {
    const coefficient = Object.hasOwn(coefficients, name) ? coefficients[name] : undefined;
    if (coefficient !== undefined && Number.isFinite(coefficient)) return coefficient * rows.deviations[j]!;
    throw new RangeError(`coxBaseline requires a coefficient of each covariate; got ${coefficient} for '${name}'`);
  });
  // Rows hold covariates less their means: from the hazard at the means to that at 0.
  const atMeans = beta.reduce((sum, value, j) => sum + (value / rows.deviations[j]!) * rows.means[j]!, 0);
  const steps: { time: number; own: number }[] = [];
  const risks = risksOf(rows, linearPredictors(rows, beta));
  // Of the sums over those at risk it needs Σr alone.
  walkEventTimes({ ...rows, names: [] }, risks, { ties, sums: "first" }, ({ time, inverse }) => {
    steps.push({ time, own: inverse * Math.exp(-atMeans) });
  });
  let hazard = 0;
  return steps.reverse().map(({ time, own }) => {
    hazard += own;
    return { time, hazard };
  });
}
