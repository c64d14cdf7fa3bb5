import { logFactorials } from "../../src/statistics/logFactorials.js";

/** What n answers of three classes can be, each with the logarithm of the number of ways to come about. */
export interface Outcome {
  readonly counts: readonly [number, number, number];
  readonly logWays: number;
}

/** All outcomes of n answers of three classes. */
export function outcomesOf(n: number): Outcome[] {
  const logs = logFactorials(n);
  const found: Outcome[] = [];
  for (let first = 0; first <= n; first++) {
    for (let second = 0; second <= n - first; second++) {
      const third = n - first - second;
      found.push({ counts: [first, second, third], logWays: logs[n]! - logs[first]! - logs[second]! - logs[third]! });
    }
  }
  return found;
}

/** The chance of an outcome when the classes have these shares. */
export const chanceOf = ({ counts, logWays }: Outcome, shares: readonly [number, number, number]): number =>
  Math.exp(counts.reduce((sum, count, i) => sum + (count === 0 ? 0 : count * Math.log(shares[i]!)), logWays));

/** The chances of 0 … n successes. */
export function binomialChances(n: number, share: number): Float64Array {
  const logs = logFactorials(n);
  const [yes, no] = [Math.log(share), Math.log1p(-share)];
  return Float64Array.from({ length: n + 1 }, (_, x) =>
    Math.exp(logs[n]! - logs[x]! - logs[n - x]! + x * yes + (n - x) * no),
  );
}
