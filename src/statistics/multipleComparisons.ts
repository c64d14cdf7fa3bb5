function requirePValues(pValues: readonly number[], caller: string): void {
  const wrong = pValues.find((p) => !(p >= 0 && p <= 1));
  if (wrong !== undefined) throw new RangeError(`${caller} requires p-values from 0 to 1; got ${wrong}`);
}

const ascending = (pValues: readonly number[]) => pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!);

/**
 * Holm's adjusted p-values: compared with α as they are, they keep the chance of even one false finding in the family at
 * α, whatever the tests share. For a family of tests whose findings are acted on one by one.
 *
 * @returns adjusted p-values, in the order given, never below the raw ones
 * @example holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 * @see Holm (1979), Scandinavian Journal of Statistics 6
 */
export function holm(pValues: readonly number[]): number[] {
  requirePValues(pValues, "holm");
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  ascending(pValues).forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[index]!));
    adjusted[index] = largest;
  });
  return adjusted;
}

/**
 * Benjamini and Hochberg's adjusted p-values: taking those up to q as findings, a share of about q of them is false. For a
 * screen whose findings are looked at again; not for a family where one false finding does harm.
 *
 * @returns adjusted p-values, in the order given, never below the raw ones
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 * @see Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  requirePValues(pValues, "benjaminiHochberg");
  const adjusted = new Array<number>(pValues.length);
  let smallest = 1;
  const order = ascending(pValues);
  for (let rank = order.length - 1; rank >= 0; rank--) {
    const index = order[rank]!;
    smallest = Math.min(smallest, (pValues.length / (rank + 1)) * pValues[index]!);
    adjusted[index] = smallest;
  }
  return adjusted;
}
