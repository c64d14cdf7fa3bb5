function requireAmounts(amounts: ArrayLike<number>, caller: string): void {
  for (let i = 0; i < amounts.length; i++) {
    const amount = amounts[i]!;
    if (amount >= 0 && Number.isFinite(amount)) continue;
    throw new RangeError(`${caller} requires amounts from 0; got ${amount}`);
  }
}

const ascending = (amounts: ArrayLike<number>) => Float64Array.from(amounts).sort();

function sumOf(amounts: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < amounts.length; i++) sum += amounts[i]!;
  return sum;
}

/** A point of a Lorenz curve: the smallest `classes` (a share of their number) together hold `amount` (a share of the total). */
export interface LorenzPoint {
  readonly classes: number;
  readonly amount: number;
}

/**
 * The Lorenz curve: what share of the total the smallest 0, 1, 2 … classes hold. The diagonal is "all alike"; the further
 * below, the more a few classes hold.
 *
 * @param amounts from 0; their order does not matter
 * @returns from (0, 0) to (1, 1); [] when there is no total
 * @example lorenzCurve([3, 1]) // [{ classes: 0, amount: 0 }, { classes: 0.5, amount: 0.25 }, { classes: 1, amount: 1 }]
 * @see Lorenz (1905), Publications of the American Statistical Association 9
 */
export function lorenzCurve(amounts: ArrayLike<number>): LorenzPoint[] {
  requireAmounts(amounts, "lorenzCurve");
  const total = sumOf(amounts);
  if (total === 0) return [];
  let held = 0;
  const points = Array.from(ascending(amounts), (amount, i) => {
    held += amount;
    return { classes: (i + 1) / amounts.length, amount: i === amounts.length - 1 ? 1 : held / total };
  });
  return [{ classes: 0, amount: 0 }, ...points];
}

/**
 * The Gini coefficient: twice the area between the Lorenz curve and the diagonal; half the mean difference of two classes
 * divided by the mean. 0 when all classes are alike, 1 − 1/k when one of k holds everything. It says how uneven a list is, not
 * which classes to act on, and falls when a list is cut finer or coarser.
 *
 * @param amounts from 0; their order does not matter
 * @returns null when there is no total
 * @example gini([94, 80, 66, 33, 27]) // 0.2413
 */
export function gini(amounts: ArrayLike<number>): number | null {
  requireAmounts(amounts, "gini");
  const total = sumOf(amounts);
  if (total === 0) return null;
  const k = amounts.length;
  const ranked = ascending(amounts).reduce((sum, amount, i) => sum + (i + 1) * amount, 0);
  return Math.max(0, (2 * ranked) / (k * total) - (k + 1) / k);
}
