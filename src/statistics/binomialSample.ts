import type { Random } from "./random.js";

/** log k! − [(k + ½) log(k + 1) − (k + 1) + ½ log 2π], for small k from a table, else by Stirling's series. */
const RESTS = [
  0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.020790672103765, 0.0166446911898211, 0.0138761288230707,
  0.0118967099458917, 0.010411265261972, 0.0092554621827127, 0.0083305634333631,
];

function rest(k: number): number {
  if (k < RESTS.length) return RESTS[k]!;
  const x = 1 / (k + 1);
  return (1 / 12 - (1 / 360 - (x * x) / 1260) * x * x) * x;
}

/** Few successes are expected: add up geometric waiting times. */
function byWaiting(n: number, p: number, stream: Random): number {
  const scale = Math.log1p(-p);
  let [count, sum] = [0, 0];
  for (;;) {
    sum += Math.floor(Math.log1p(-stream.next()) / scale) + 1;
    if (sum > n) return count;
    count++;
  }
}

/** Hörmann's transformed rejection: two uniform numbers a trial, about 1.15 trials a draw, whatever n. */
function byRejection(n: number, p: number, stream: Random): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = n * p + 0.5;
  const inner = 0.92 - 4.2 / b;
  for (;;) {
    const u = stream.next() - 0.5;
    const v = 1 - stream.next();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (us >= 0.07 && v <= inner) return k;
    if (k < 0 || k > n) continue;
    // Six draws in seven never come here, where the logarithms are.
    const odds = p / (1 - p);
    const mode = Math.floor((n + 1) * p);
    const alpha = (2.83 + 5.1 / b) * spread;
    const atMode = (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) + rest(mode) + rest(n - mode);
    const bound = Math.log((v * alpha) / (a / (us * us) + b));
    const ratio =
      atMode +
      (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
      (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) -
      rest(k) -
      rest(n - k);
    if (bound <= ratio) return k;
  }
}

/**
 * How many of n independent trials succeed, drawn at random; the time does not grow with n.
 *
 * @param n a whole number from 0
 * @param p the chance of each, 0 to 1
 * @see Hörmann (1993), Journal of Statistical Computation and Simulation 46
 */
export function binomialSample(n: number, p: number, stream: Random): number {
  if (n === 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomialSample(n, 1 - p, stream);
  return n * p < 10 ? byWaiting(n, p, stream) : byRejection(n, p, stream);
}
