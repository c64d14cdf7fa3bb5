/** Which reasons reach the threshold, from the masses behind them. */
export interface VitalFew {
  /** Positions of the reasons from the largest mass to the smallest; equal ones in the order given. */
  readonly order: readonly number[];
  /** How many of them are the vital few. */
  readonly size: number;
  /** Whether they reach the threshold; they cannot where 'Other' holds too much. */
  readonly reached: boolean;
}

/** What a float may lack to the threshold: 94 + 80 + 66 of 300 are 80 %, and three reasons are enough. */
export const SLACK = 1e-12;

/** Sums of thirds differ in the last digit; equal masses must be equal. */
const rounded = (mass: number) => Number(mass.toPrecision(12));

/** Positions of the reasons from the largest mass to the smallest; equal ones in the order given. */
export const largestFirst = (masses: readonly number[]): number[] =>
  masses.map((_, i) => i).sort((a, b) => rounded(masses[b]!) - rounded(masses[a]!) || a - b);

/**
 * The smallest set of reasons, largest first, that holds at least the threshold share of the total. 'Other' is in the total
 * and not among the masses, so that 80 % means 80 % of all. Reasons without mass are never needed.
 */
export function vitalFew(masses: readonly number[], total: number, threshold: number): VitalFew {
  const order = largestFirst(masses);
  let [held, size] = [0, 0];
  for (const i of order) {
    if (masses[i] === 0 || (size > 0 && held / total >= threshold - SLACK)) break;
    held += masses[i]!;
    size++;
  }
  return { order, size, reached: size > 0 && held / total >= threshold - SLACK };
}

/** Positions outside the vital few that tie with the last one inside: nothing but the order given put it inside. */
export function tiedAtTheEdge(masses: readonly number[], { order, size }: VitalFew): number[] {
  if (size === 0) return [];
  const edge = rounded(masses[order[size - 1]!]!);
  return order.slice(size).filter((i) => rounded(masses[i]!) === edge);
}
