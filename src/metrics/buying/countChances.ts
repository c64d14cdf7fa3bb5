/** P(N = 0 … most) of a negative binomial count: purchases within a time at rates from Gamma(r, α), by who never leaves. */
export function countChances(r: number, alpha: number, time: number, most: number): Float64Array {
  const found = new Float64Array(most + 1);
  const odds = time / (alpha + time);
  let log = -r * Math.log1p(time / alpha);
  for (let k = 0; k <= most; k++) {
    found[k] = Math.exp(log);
    log += Math.log((odds * (r + k)) / (k + 1));
  }
  return found;
}
