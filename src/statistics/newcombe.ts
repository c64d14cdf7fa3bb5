import { type Proportion, wilsonBounds } from "./proportion.js";
import { root } from "./root.js";

/**
 * At how many standard errors Newcombe's interval (his method 10) of a difference of two shares ends at 0, with the sign of the
 * difference: what tests it. Its p-value is below 1 − level just when the interval at that level leaves 0 out.
 *
 * @example newcombeStatistic({ successes: 56, n: 70 }, { successes: 48, n: 80 }) // 2.646
 * @see Newcombe (1998), Statistics in Medicine 17
 */
export function newcombeStatistic(first: Proportion, second: Proportion): number {
  const sides = [first, second].map(({ successes, n }) => ({ successes, n, share: successes / n }));
  const difference = sides[0]!.share - sides[1]!.share;
  if (difference === 0) return 0;
  const [high, low] = difference > 0 ? [sides[0]!, sides[1]!] : [sides[1]!, sides[0]!];
  const left = (z: number) =>
    Math.abs(difference) -
    Math.hypot(
      high.share - wilsonBounds(high.successes, high.n, z).lower,
      wilsonBounds(low.successes, low.n, z).upper - low.share,
    );
  let end = 1;
  while (left(end) > 0) end *= 2;
  return Math.sign(difference) * root(left, 0, end);
}
