import { digamma, logBeta, trigamma } from "../../statistics/logGamma.js";
import type { Curved } from "../../statistics/maximize.js";

/** What is known of a customer's spend: how many repeat purchases, and what one of them came to on average. */
export interface SpendHistory {
  readonly frequency: number;
  readonly monetaryValue: number;
}

export interface SpendCount extends SpendHistory {
  /** Customers alike. */
  readonly n: number;
}

/** Purchases of one customer vary as Gamma(p, ν) do, and his ν is one of Gamma(q, γ). γ is in the unit of money. */
export interface SpendingParameters {
  readonly p: number;
  readonly q: number;
  readonly gamma: number;
}

/** Parts of the likelihood that all customers of one frequency share, with derivatives by p and q. */
interface Shared {
  readonly log: number;
  readonly p: number;
  readonly q: number;
  readonly pp: number;
  readonly pq: number;
  readonly qq: number;
}

function sharedAt(x: number, p: number, q: number): Shared {
  const [whole, bent] = [digamma(p * x + q), trigamma(p * x + q)];
  return {
    log: -logBeta(p * x, q),
    p: x * (whole - digamma(p * x)),
    q: whole - digamma(q),
    pp: x * x * (bent - trigamma(p * x)),
    pq: x * bent,
    qq: bent - trigamma(q),
  };
}

/** The log-likelihood with its derivatives by p, q and γ, and the second ones by pp, pq, pγ, qq, qγ, γγ. */
interface Sums {
  value: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

function add(sums: Sums, { frequency: x, monetaryValue, n }: SpendCount, at: SpendingParameters, shared: Shared): void {
  const { p, q, gamma } = at;
  const { first, second } = sums;
  const spent = x * monetaryValue;
  const all = 1 / (gamma + spent);
  const [own, others] = [Math.log1p(gamma / spent), Math.log1p(spent / gamma)];
  sums.value += n * (shared.log - p * x * own - q * others - Math.log(monetaryValue));
  first[0]! += n * (shared.p - x * own);
  first[1]! += n * (shared.q - others);
  // q/γ − (px + q)/(γ + xz̄)
  first[2]! += (n * (q * spent - p * x * gamma) * all) / gamma;
  second[0]! += n * shared.pp;
  second[1]! += n * shared.pq;
  second[2]! -= n * x * all;
  second[3]! += n * shared.qq;
  second[4]! += (n * spent * all) / gamma;
  second[5]! += n * ((p * x + q) * all * all - q / (gamma * gamma));
}

/** Derivatives by p, q and γ as derivatives by their logs. */
function onLogs({ value, first, second }: Sums, { p, q, gamma }: SpendingParameters): Curved {
  const at = [p, q, gamma];
  const gradient = first.map((part, j) => part * at[j]!);
  const hessian = new Float64Array(9);
  let place = 0;
  for (let i = 0; i < 3; i++) {
    for (let j = i; j < 3; j++) {
      const part = second[place++]! * at[i]! * at[j]! + (i === j ? gradient[i]! : 0);
      hessian[3 * i + j] = part;
      hessian[3 * j + i] = part;
    }
  }
  return { value, gradient, hessian };
}

/**
 * The log-likelihood of mean spends per repeat purchase, given how many there were, with its first and second derivatives by the logs of
 * p, q and γ. It is the log-density itself, constants and all.
 *
 * @param counts frequencies from 1 and spends above 0; those of one frequency together make it fast
 * @param point log p, log q, log γ
 * @see Fader and Hardie (2013), The Gamma–Gamma model of monetary value, equation 1a
 */
export function spendLikelihood(counts: readonly SpendCount[], point: Float64Array): Curved {
  const [p, q, gamma] = Array.from(point, Math.exp) as [number, number, number];
  const at = { p, q, gamma };
  const sums: Sums = { value: 0, first: new Float64Array(3), second: new Float64Array(6) };
  const known = new Map<number, Shared>();
  let [frequency, shared] = [Number.NaN, sharedAt(1, p, q)];
  for (const one of counts) {
    if (one.frequency !== frequency) {
      frequency = one.frequency;
      shared = known.get(frequency) ?? sharedAt(frequency, p, q);
      known.set(frequency, shared);
    }
    add(sums, one, at, shared);
  }
  return onLogs(sums, at);
}
