import { gaussLegendre } from "../../statistics/gaussLegendre.js";
import { LogSum } from "../../statistics/logSum.js";
import type { Curved } from "../../statistics/maximize.js";
import { risingRates } from "./bgNbdLikelihood.js";
import type { PurchaseCount, PurchaseHistory } from "./history.js";
import type { ParetoNbdParameters } from "./parameters.js";

const RULE = gaussLegendre(16);
/** What has fallen by e⁻⁴⁵ adds nothing to 16 digits. */
const GONE = 45;
/** How wide a piece may be on the logarithmic scale, and by how much the integrand may fall in it, for 16 nodes to hold 13 digits. */
const WIDEST = 4;
const STEEPEST = 20;

/** When a customer may have left: nodes between two times, with the logarithms of their weights. */
export interface LeavingTimes {
  readonly times: readonly number[];
  readonly logWeights: readonly number[];
}

/**
 * Nodes for the integral of (α + y)⁻ᵖ(β + y)⁻ᵟ over times of leaving, on the scale of log(y + min(α, β)), on which it is smooth
 * however small α or β is; cut where nothing is left of it.
 */
export function leavingTimes(
  { alpha, s, beta }: Pick<ParetoNbdParameters, "alpha" | "s" | "beta">,
  power: number,
  from: number,
  to: number,
): LeavingTimes {
  const end = Math.min(
    to,
    (alpha + from) * Math.exp(GONE / power) - alpha,
    (beta + from) * Math.exp(GONE / (s + 1)) - beta,
  );
  const shift = Math.min(alpha, beta);
  const width = Math.log1p((end - from) / (shift + from));
  const fall = power * Math.log1p((end - from) / (alpha + from)) + (s + 1) * Math.log1p((end - from) / (beta + from));
  const pieces = Math.max(1, Math.ceil(Math.max(width / WIDEST, fall / STEEPEST)));
  const half = width / pieces / 2;
  const [times, logWeights]: [number[], number[]] = [[], []];
  if (!(half > 0)) return { times, logWeights };
  for (let piece = 0; piece < pieces; piece++) {
    for (let k = 0; k < RULE.nodes.length; k++) {
      const later = (shift + from) * Math.expm1((2 * piece + 1 + RULE.nodes[k]!) * half);
      times.push(from + later);
      logWeights.push(Math.log(half * RULE.weights[k]! * (shift + from + later)));
    }
  }
  return { times, logWeights };
}

/** log (1 + y/α)^−(r + x) (1 + y/β)^−s: nothing bought beyond the x, and not left, from 0 to y; with its derivatives. */
class Silence {
  readonly gradient = new Float64Array(4);
  readonly hessian = new Float64Array(16);
  log = 0;

  /** @param isLeaving times the density s/(β + y) of leaving at y, instead of still being there */
  at(p: ParetoNbdParameters, x: number, y: number, isLeaving: boolean): void {
    const { r, alpha, s, beta } = p;
    const { gradient, hessian } = this;
    const [buys, leaves] = [Math.log1p(y / alpha), Math.log1p(y / beta)];
    const [u, v] = [y / (alpha + y), y / (beta + y)];
    const one = isLeaving ? 1 : 0;
    this.log = -(r + x) * buys - s * leaves + (isLeaving ? Math.log(s / (beta + y)) : 0);
    gradient[0] = -r * buys;
    gradient[1] = (r + x) * u;
    gradient[2] = one - s * leaves;
    gradient[3] = s * v - one * (1 - v);
    hessian[0] = -r * buys;
    hessian[1] = r * u;
    hessian[5] = -(r + x) * u * (1 - u);
    hessian[10] = -s * leaves;
    hessian[11] = s * v;
    hessian[15] = -(s + one) * v * (1 - v);
  }
}

/** Adds up who is still there, then, in the same sum, who left at some time after the last purchase; returns the log of the former. */
function addHistory(
  sum: LogSum,
  silence: Silence,
  p: ParetoNbdParameters,
  { frequency, recency, age }: PurchaseHistory,
) {
  silence.at(p, frequency, age, false);
  const there = silence.log;
  sum.add(there, silence.gradient, silence.hessian);
  const { times, logWeights } = leavingTimes(p, p.r + frequency, recency, age);
  for (let k = 0; k < times.length; k++) {
    silence.at(p, frequency, times[k]!, true);
    sum.add(silence.log + logWeights[k]!, silence.gradient, silence.hessian);
  }
  return there;
}

/** The probability of still being there at the end. */
export function paretoNbdAlive(parameters: ParetoNbdParameters, history: PurchaseHistory): number {
  const sum = new LogSum(4);
  const there = addHistory(sum, new Silence(), parameters, history);
  return Math.exp(there - sum.log);
}

/**
 * The log-likelihood of customers, with its first and second derivatives by the logs of r, α, s and β.
 *
 * Γ(r + x)/Γ(r)·αʳβˢ·[(α + T)^−(r + x)(β + T)^−s + s∫(α + y)^−(r + x)(β + y)^−(s + 1)dy] over the times y from the last purchase
 * to the end T: the integral by Gauss's rule, whose terms are all positive, where the closed form with ₂F₁ is a difference.
 *
 * @param point log r, log α, log s, log β
 * @see Schmittlein, Morrison and Colombo (1987), Management Science 33, 1–24; Fader and Hardie (2005), A note on deriving the Pareto/NBD
 */
export function paretoNbdLikelihood(counts: readonly PurchaseCount[], point: Float64Array): Curved {
  const [r, alpha, s, beta] = Array.from(point, Math.exp) as [number, number, number, number];
  const p: ParetoNbdParameters = { model: "paretoNbd", r, alpha, s, beta };
  const most = counts.reduce((max, { frequency }) => Math.max(max, frequency), 0);
  const rates = risingRates(r, most);
  const sums = { value: 0, gradient: new Float64Array(4), hessian: new Float64Array(16) };
  const [sum, silence] = [new LogSum(4), new Silence()];
  for (const one of counts) {
    const { frequency: x, n } = one;
    sum.clear();
    addHistory(sum, silence, p, one);
    sum.addTo(sums, n);
    sums.value += n * (rates.logs[x]! - x * point[1]!);
    sums.gradient[0]! += n * r * rates.first[x]!;
    sums.gradient[1]! -= n * x;
    sums.hessian[0]! += n * (r * rates.first[x]! - r * r * rates.second[x]!);
  }
  return sums;
}
