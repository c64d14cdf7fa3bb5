import type { LifetimeCustomer } from "./lifetimeTally.js";
import type { Worth } from "./worth.js";

/** Customers that are spoken of together: places, and how many of the customers alike at each. */
export interface Group {
  readonly places: Int32Array;
  readonly n: Float64Array;
}

export const countOf = ({ n }: Group): number => n.reduce((sum, some) => sum + some, 0);

/** All customers from one place on, before another. */
export function groupOf(customers: readonly LifetimeCustomer[], from: number, before: number): Group {
  return {
    places: Int32Array.from({ length: before - from }, (_, i) => from + i),
    n: Float64Array.from(customers.slice(from, before), ({ n }) => n),
  };
}

const PARTS = 10;

/**
 * Ten groups as equal as whole customers allow, the most valuable first: customers alike may be of two of them.
 *
 * @returns [] of fewer than ten customers, or where a value is infinite
 */
export function tenthsOf(customers: readonly LifetimeCustomer[], { value }: Worth): Group[] {
  const n = customers.reduce((sum, one) => sum + one.n, 0);
  if (n < PARTS || !value.every(Number.isFinite)) return [];
  const order = customers.map((_, i) => i).sort((a, b) => value[b]! - value[a]! || a - b);
  const found: Group[] = [];
  let [at, used, seen] = [0, 0, 0];
  for (let part = 1; part <= PARTS; part++) {
    const [places, counts] = [[] as number[], [] as number[]];
    for (let left = Math.round((n * part) / PARTS) - seen; left > 0; ) {
      const place = order[at]!;
      const taken = Math.min(left, customers[place]!.n - used);
      places.push(place);
      counts.push(taken);
      [left, seen, used] = [left - taken, seen + taken, used + taken];
      if (used === customers[place]!.n) [at, used] = [at + 1, 0];
    }
    found.push({ places: Int32Array.from(places), n: Float64Array.from(counts) });
  }
  return found;
}

/** What a group is worth, does and still is altogether. */
export interface GroupSums {
  readonly value: number;
  readonly purchases: number;
  readonly alive: number;
}

export function sumsOf({ places, n }: Group, worth: Worth): GroupSums {
  let [value, purchases, alive] = [0, 0, 0];
  for (let k = 0; k < places.length; k++) {
    const [i, some] = [places[k]!, n[k]!];
    value += some * worth.value[i]!;
    purchases += some * worth.purchases[i]!;
    alive += some * worth.alive[i]!;
  }
  return { value, purchases, alive };
}
