/**
 * Where a continuous function crosses 0 between two points at which its signs differ: regula falsi (Illinois), halving
 * the bracket whenever a step does not. An end where the function is infinite is allowed.
 *
 * @example root((x) => x * x - 2, 0, 2) // 1.414214
 */
export function root(value: (x: number) => number, low: number, high: number, tolerance = 1e-14): number {
  let [a, b, fa, fb] = [low, high, value(low), value(high)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(fa > 0 !== fb > 0)) throw new RangeError(`root requires a change of sign between ${low} and ${high}`);
  let side = 0;
  for (let i = 0; i < 200 && Math.abs(b - a) > tolerance * Math.max(1, Math.abs(a), Math.abs(b)); i++) {
    const width = Math.abs(b - a);
    const secant = (a * fb - b * fa) / (fb - fa);
    const isInside = Number.isFinite(secant) && (secant - a) * (secant - b) < 0;
    const x = isInside && i % 3 !== 2 ? secant : (a + b) / 2;
    const fx = value(x);
    if (fx === 0) return x;
    if (fx > 0 === fa > 0) {
      [a, fa] = [x, fx];
      if (side === 1) fb /= 2;
      side = 1;
    } else {
      [b, fb] = [x, fx];
      if (side === -1) fa /= 2;
      side = -1;
    }
    if (Math.abs(b - a) === width) break;
  }
  return (a + b) / 2;
}
