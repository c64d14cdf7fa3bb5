import type { Curved } from "../../statistics/maximize.js";
import type { PurchaseCount, PurchaseHistory } from "./history.js";
import type { BgNbdParameters } from "./parameters.js";

/** After how many purchases the customer has stayed for certain. */
export const staysOf = (model: BgNbdParameters["model"], frequency: number): number =>
  model === "bgNbd" ? frequency : frequency + 1;

/**
 * How much likelier it is that the customer left with the last purchase than that all later ones are still to come, as a logarithm;
 * −∞ for who cannot have left.
 */
export function logOddsOfLeft(parameters: BgNbdParameters, { frequency, recency, age }: PurchaseHistory): number {
  const { model, r, alpha, a, b } = parameters;
  const stays = staysOf(model, frequency);
  if (stays === 0) return Number.NEGATIVE_INFINITY;
  const silence = Math.log1p((age - recency) / (alpha + recency));
  return Math.log(a / (b + stays - 1)) + (r + frequency) * silence;
}

/** Σ over k < count of log(r + k), of 1/(r + k) and of 1/(r + k)², at every count up to the largest: log Γ and its derivatives. */
export function risingRates(r: number, most: number) {
  const [logs, first, second] = [new Float64Array(most + 1), new Float64Array(most + 1), new Float64Array(most + 1)];
  for (let k = 0; k < most; k++) {
    const inverse = 1 / (r + k);
    logs[k + 1] = logs[k]! + Math.log(r + k);
    first[k + 1] = first[k]! + inverse;
    second[k + 1] = second[k]! + inverse * inverse;
  }
  return { logs, first, second };
}

/** log of B(a, b + count)/B(a, b) at every count up to the largest, with its derivatives; what is small is never a difference. */
function stayingChances(a: number, b: number, most: number) {
  const make = () => new Float64Array(most + 1);
  const [logs, byA, byB, byAA, byBB] = [make(), make(), make(), make(), make()];
  for (let k = 0; k < most; k++) {
    const [stay, all] = [1 / (b + k), 1 / (a + b + k)];
    logs[k + 1] = logs[k]! - Math.log1p(a * stay);
    byA[k + 1] = byA[k]! - all;
    byB[k + 1] = byB[k]! + a * stay * all;
    byAA[k + 1] = byAA[k]! + all * all;
    byBB[k + 1] = byBB[k]! - a * stay * all * (stay + all);
  }
  return { logs, byA, byB, byAA, byBB };
}

interface Natural {
  readonly r: number;
  readonly alpha: number;
  readonly logAlpha: number;
  readonly a: number;
  readonly b: number;
}

/** The log-likelihood with its derivatives by r, α, a and b, and the second ones by rr, rα, ra, rb, αα, αa, αb, aa, ab, bb. */
interface Sums {
  value: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Adds customers as if all of them were still there. */
function addThere(
  sums: Sums,
  { frequency: x, age, n }: PurchaseCount,
  { r, alpha, logAlpha }: Natural,
  rates: ReturnType<typeof risingRates>,
  staying: ReturnType<typeof stayingChances>,
  stays: number,
): void {
  const { first, second } = sums;
  const end = 1 / (alpha + age);
  const whole = Math.log1p(age / alpha);
  sums.value += n * (rates.logs[x]! - x * (logAlpha + whole) - r * whole + staying.logs[stays]!);
  first[0]! += n * (rates.first[x]! - whole);
  first[1]! += (n * (r * age - alpha * x) * end) / alpha;
  first[2]! += n * staying.byA[stays]!;
  first[3]! += n * staying.byB[stays]!;
  second[0]! -= n * rates.second[x]!;
  second[1]! += (n * age * end) / alpha;
  second[4]! += n * ((r + x) * end * end - r / (alpha * alpha));
  second[7]! += n * staying.byAA[stays]!;
  second[8]! += n * staying.byAA[stays]!;
  second[9]! += n * staying.byBB[stays]!;
}

/** Adds log(1 + odds of having left), with u = P(left) and d the derivatives of the log-odds. */
function addLeft(
  sums: Sums,
  { frequency: x, recency, age, n }: PurchaseCount,
  { r, alpha, a, b }: Natural,
  stays: number,
): void {
  const { first, second } = sums;
  const [end, last, leaving] = [1 / (alpha + age), 1 / (alpha + recency), 1 / (b + stays - 1)];
  const gap = (age - recency) * end * last;
  const dr = Math.log1p((age - recency) * last);
  const [dAlpha, dA, dB] = [-(r + x) * gap, 1 / a, -leaving];
  const odds = Math.log(a * leaving) + (r + x) * dr;
  // Of the smaller of the odds for and against, which cannot overflow.
  const small = Math.exp(-Math.abs(odds));
  sums.value += n * (Math.max(0, odds) + Math.log1p(small));
  const nu = (n * (odds > 0 ? 1 : small)) / (1 + small);
  const nv = (n * small) / ((1 + small) * (1 + small));
  first[0]! += nu * dr;
  first[1]! += nu * dAlpha;
  first[2]! += nu * dA;
  first[3]! += nu * dB;
  second[0]! += nv * dr * dr;
  second[1]! += nv * dr * dAlpha - nu * gap;
  second[2]! += nv * dr * dA;
  second[3]! += nv * dr * dB;
  second[4]! += nv * dAlpha * dAlpha - nu * dAlpha * (end + last);
  second[5]! += nv * dAlpha * dA;
  second[6]! += nv * dAlpha * dB;
  second[7]! += (nv - nu) * dA * dA;
  second[8]! += nv * dA * dB;
  second[9]! += (nv + nu) * dB * dB;
}

/** Derivatives by r, α, a and b as derivatives by their logs. */
function onLogs({ value, first, second }: Sums, { r, alpha, a, b }: Natural): Curved {
  const p = [r, alpha, a, b];
  const gradient = first.map((part, j) => part * p[j]!);
  const hessian = new Float64Array(16);
  let place = 0;
  for (let i = 0; i < 4; i++) {
    for (let j = i; j < 4; j++) {
      const part = second[place++]! * p[i]! * p[j]! + (i === j ? gradient[i]! : 0);
      hessian[4 * i + j] = part;
      hessian[4 * j + i] = part;
    }
  }
  return { value, gradient, hessian };
}

/**
 * The log-likelihood of customers, with its first and second derivatives by the logs of r, α, a and b.
 *
 * Constants of the data are in: it is the log-density itself, comparable between models of the same rows.
 *
 * @param point log r, log α, log a, log b
 * @see Fader, Hardie and Lee (2005), "Counting your customers" the easy way, Marketing Science 24, equation 6; Batislam et al. (2007)
 */
export function bgNbdLikelihood(
  counts: readonly PurchaseCount[],
  model: BgNbdParameters["model"],
  point: Float64Array,
): Curved {
  const [r, alpha, a, b] = Array.from(point, Math.exp) as [number, number, number, number];
  const natural = { r, alpha, logAlpha: point[1]!, a, b };
  const most = counts.reduce((max, { frequency }) => Math.max(max, frequency), 0) + 1;
  const rates = risingRates(r, most);
  const staying = stayingChances(a, b, most);
  const sums: Sums = { value: 0, first: new Float64Array(4), second: new Float64Array(10) };
  for (const one of counts) {
    const stays = staysOf(model, one.frequency);
    addThere(sums, one, natural, rates, staying, stays);
    if (stays > 0) addLeft(sums, one, natural, stays);
  }
  return onLogs(sums, natural);
}
