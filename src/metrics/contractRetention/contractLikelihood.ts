import { digammaRise, logBetaRatio, trigammaFall } from "../../statistics/betaRatio.js";
import { trigamma } from "../../statistics/logGamma.js";
import type { Curved } from "../../statistics/maximize.js";

/**
 * How a member's probability of leaving goes with tenure.
 *
 * - `sbg`: it stays the same at each renewal (shifted beta-geometric).
 * - `bdw`: it rises (c > 1) or falls (c < 1) with each renewal (beta-discrete-Weibull).
 */
export type ContractModel = "sbg" | "bdw";

/** How probabilities of leaving at the first renewal differ between members (Beta: α, β), and how each one's goes with tenure (c). */
export interface ContractParameters {
  readonly model: ContractModel;
  readonly alpha: number;
  readonly beta: number;
  /** 1 in `sbg`. */
  readonly c: number;
}

/** One renewal: how many members came to it, and how many of them left. */
export interface Renewal {
  /** The first is 1. */
  readonly period: number;
  readonly atRisk: number;
  readonly left: number;
}

export const PARAMETERS: Readonly<Record<ContractModel, readonly ("alpha" | "beta" | "c")[]>> = {
  sbg: ["alpha", "beta"],
  bdw: ["alpha", "beta", "c"],
};

/** log of the share that is still there after so many renewals. */
export const logSurvival = ({ alpha, beta, c }: ContractParameters, period: number): number =>
  logBetaRatio(alpha, beta, period ** c);

/** log of the share that renews, of those who came to the renewal. */
export function logRenewal({ model, alpha, beta, c }: ContractParameters, period: number): number {
  if (model === "sbg") return -Math.log1p(alpha / (beta + period - 1));
  const before = (period - 1) ** c;
  return logBetaRatio(alpha, beta + before, period ** c - before);
}

/** What one end of a period adds to the derivatives: z = tᶜ with those of z by log c, and differences of digamma and trigamma there. */
function endOf({ alpha, beta, c }: ContractParameters, time: number) {
  const z = time ** c;
  // At the start z is 0 whatever c.
  const lambda = time === 0 ? 0 : c * Math.log(time);
  const first = -digammaRise(beta + z, alpha);
  const second = trigammaFall(beta + z, alpha);
  return { z, dz: lambda * z, ddz: (lambda + lambda * lambda) * z, first, second, whole: trigamma(alpha + beta + z) };
}

/** The derivatives of `logRenewal` by log α, log β and log c; the second ones row by row. */
function slopesOf(parameters: ContractParameters, period: number) {
  const { alpha, beta } = parameters;
  const [from, to] = [endOf(parameters, period - 1), endOf(parameters, period)];
  const step = to.z - from.z;
  const byAlpha = -alpha * digammaRise(alpha + beta + from.z, step);
  const byBeta = beta * (to.first - from.first);
  const byC = to.first * to.dz - from.first * from.dz;
  const fall = trigammaFall(alpha + beta + from.z, step);
  const alphaAlpha = alpha * alpha * fall + byAlpha;
  const alphaBeta = alpha * beta * fall;
  const alphaC = alpha * (from.whole * from.dz - to.whole * to.dz);
  const betaBeta = beta * beta * (to.second - from.second) + byBeta;
  const betaC = beta * (to.second * to.dz - from.second * from.dz);
  const bent = ({ first, second, dz, ddz }: ReturnType<typeof endOf>) => second * dz * dz + first * ddz;
  const cC = bent(to) - bent(from);
  return {
    gradient: [byAlpha, byBeta, byC],
    hessian: [alphaAlpha, alphaBeta, alphaC, alphaBeta, betaBeta, betaC, alphaC, betaC, cC],
  };
}

/** The parameters at a point of the search. */
export function contractParametersAt(model: ContractModel, point: ArrayLike<number>): ContractParameters {
  const [alpha, beta, c = 1] = Array.from(point, Math.exp) as [number, number, number?];
  return { model, alpha, beta, c };
}

/**
 * The log-likelihood of members at their renewals, with its first and second derivatives by the logs of α and β, and of c in `bdw`.
 *
 * Each renewal is a coin of its own for those who come to it, so that cohorts of any age add up: one who is still a member counts for the
 * renewals that were his. It is the log-probability of when each member left, without the number of ways to choose who.
 *
 * @param point log α, log β and, in `bdw`, log c
 * @see Fader and Hardie (2007), How to project customer retention, Journal of Interactive Marketing 21, 76–90, equation B3
 */
export function contractLikelihood(renewals: readonly Renewal[], model: ContractModel, point: Float64Array): Curved {
  const parameters = contractParametersAt(model, point);
  const size = point.length;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  let value = 0;
  for (const { period, atRisk, left } of renewals) {
    const renews = logRenewal(parameters, period);
    const leaves = -Math.expm1(renews);
    const odds = Math.exp(renews) / leaves;
    value += (atRisk - left) * renews + (left === 0 ? 0 : left * Math.log(leaves));
    const slope = atRisk - left - left * odds;
    const bend = (-left * odds) / leaves;
    const by = slopesOf(parameters, period);
    for (let i = 0; i < size; i++) {
      gradient[i]! += slope * by.gradient[i]!;
      for (let j = 0; j < size; j++) {
        hessian[size * i + j]! += slope * by.hessian[3 * i + j]! + bend * by.gradient[i]! * by.gradient[j]!;
      }
    }
  }
  return { value, gradient, hessian };
}
