import type { Curved, CurvedFunction } from "../../statistics/maximize.js";
import type { PurchaseCount, PurchaseHistory } from "./history.js";
import { type HistoryColumns, historyColumns } from "./historyColumns.js";
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
  readonly value: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Of each customer, from the odds of having left: what it adds to the value, P(left) and P(left)·P(not left), all times n. */
interface Leaving {
  readonly silence: Float64Array;
  readonly value: Float64Array;
  readonly nu: Float64Array;
  readonly nv: Float64Array;
}

const leavingOf = (length: number): Leaving => ({
  silence: new Float64Array(length),
  value: new Float64Array(length),
  nu: new Float64Array(length),
  nv: new Float64Array(length),
});

/** @param earlier purchases after which a customer has stayed for certain without any counted: 0, or 1 for the first */
function fillLeaving(
  { silence, value, nu, nv }: Leaving,
  { length, frequency, recency, age, n, mostFrequent }: HistoryColumns,
  { r, alpha, a, b }: Natural,
  earlier: number,
): void {
  const withoutSilence = Float64Array.from({ length: mostFrequent + 1 }, (_, x) =>
    Math.log(a * (1 / (b + x + earlier - 1))),
  );
  for (let i = 0; i < length; i++) {
    const x = frequency[i]!;
    if (x + earlier === 0) continue;
    const last = 1 / (alpha + recency[i]!);
    silence[i] = Math.log1p((age[i]! - recency[i]!) * last);
    const odds = withoutSilence[x]! + (r + x) * silence[i]!;
    // Of the smaller of the odds for and against, which cannot overflow.
    const small = Math.exp(-Math.abs(odds));
    value[i] = n[i]! * (Math.max(0, odds) + Math.log1p(small));
    nu[i] = (n[i]! * (odds > 0 ? 1 : small)) / (1 + small);
    nv[i] = (n[i]! * small) / ((1 + small) * (1 + small));
  }
}

/** Adds up who would still be there, and log(1 + odds of having left) with d the derivatives of the log-odds: customer by customer. */
function addUp(
  { length, frequency, recency, age, n, mostFrequent, ages, ageAt }: HistoryColumns,
  { r, alpha, logAlpha, a, b }: Natural,
  leaving: Leaving,
  earlier: number,
): Sums {
  const rates = risingRates(r, mostFrequent + 1);
  const staying = stayingChances(a, b, mostFrequent + 1);
  const wholes = ages.map((one) => Math.log1p(one / alpha));
  const [ofAlpha, dA] = [r / (alpha * alpha), 1 / a];
  let value = 0;
  let [byR, byAlpha, byA, byB] = [0, 0, 0, 0];
  let [rr, rAlpha, rA, rB, alphaAlpha, alphaA, alphaB, aa, ab, bb] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < length; i++) {
    const x = frequency[i]!;
    const stays = x + earlier;
    const [many, time, whole] = [n[i]!, age[i]!, wholes[ageAt[i]!]!];
    const end = 1 / (alpha + time);
    value += many * (rates.logs[x]! - x * (logAlpha + whole) - r * whole + staying.logs[stays]!);
    byR += many * (rates.first[x]! - whole);
    byAlpha += (many * (r * time - alpha * x) * end) / alpha;
    byA += many * staying.byA[stays]!;
    byB += many * staying.byB[stays]!;
    rr -= many * rates.second[x]!;
    rAlpha += (many * time * end) / alpha;
    alphaAlpha += many * ((r + x) * end * end - ofAlpha);
    aa += many * staying.byAA[stays]!;
    ab += many * staying.byAA[stays]!;
    bb += many * staying.byBB[stays]!;
    if (stays === 0) continue;
    const last = 1 / (alpha + recency[i]!);
    const gap = (time - recency[i]!) * end * last;
    const [dr, dAlpha, dB, nu, nv] = [
      leaving.silence[i]!,
      -(r + x) * gap,
      -(1 / (b + stays - 1)),
      leaving.nu[i]!,
      leaving.nv[i]!,
    ];
    value += leaving.value[i]!;
    byR += nu * dr;
    byAlpha += nu * dAlpha;
    byA += nu * dA;
    byB += nu * dB;
    rr += nv * dr * dr;
    rAlpha += nv * dr * dAlpha - nu * gap;
    rA += nv * dr * dA;
    rB += nv * dr * dB;
    alphaAlpha += nv * dAlpha * dAlpha - nu * dAlpha * (end + last);
    alphaA += nv * dAlpha * dA;
    alphaB += nv * dAlpha * dB;
    aa += (nv - nu) * dA * dA;
    ab += nv * dA * dB;
    bb += (nv + nu) * dB * dB;
  }
  return {
    value,
    first: Float64Array.of(byR, byAlpha, byA, byB),
    second: Float64Array.of(rr, rAlpha, rA, rB, alphaAlpha, alphaA, alphaB, aa, ab, bb),
  };
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
 * The log-likelihood of customers, with its first and second derivatives by the logs of r, α, a and b, of one point after the other.
 *
 * Constants of the data are in: it is the log-density itself, comparable between models of the same rows.
 *
 * @returns of a point: log r, log α, log a, log b
 * @see Fader, Hardie and Lee (2005), "Counting your customers" the easy way, Marketing Science 24, equation 6; Batislam et al. (2007)
 */
export function bgNbdLikelihoods(counts: readonly PurchaseCount[], model: BgNbdParameters["model"]): CurvedFunction {
  const columns = historyColumns(counts);
  const leaving = leavingOf(columns.length);
  const earlier = staysOf(model, 0);
  return (point) => {
    const [r, alpha, a, b] = Array.from(point, Math.exp) as [number, number, number, number];
    const natural = { r, alpha, logAlpha: point[1]!, a, b };
    fillLeaving(leaving, columns, natural, earlier);
    return onLogs(addUp(columns, natural, leaving, earlier), natural);
  };
}

/** The same at one point. */
export const bgNbdLikelihood = (
  counts: readonly PurchaseCount[],
  model: BgNbdParameters["model"],
  point: Float64Array,
): Curved => bgNbdLikelihoods(counts, model)(point);
