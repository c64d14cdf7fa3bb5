import type { Random } from "./random.js";
import { shuffle } from "./shuffle.js";
import type { Correlations } from "./subsetRSquared.js";

/** (s − 1)!(p − s)!/p! for s = 1 … p: the share of all orders in which a variable comes last of s. */
function orderShares(size: number): Float64Array {
  const shares = new Float64Array(size + 1);
  let share = 1 / size;
  for (let s = 1; s <= size; s++) {
    shares[s] = share;
    share *= s / (size - s);
  }
  return shares;
}

/**
 * A function that gives each variable's part of a value known of every subset: what it adds, over all orders in which variables could
 * come in (Shapley). In memory of its own, used again with each call.
 *
 * Each part is Σ over subsets with the variable of (a + b)·value, less Σ over all subsets of b·value: so the sums over subsets with
 * bit j fold up in twice as many additions as there are subsets.
 */
export function shapleyParts(size: number): (table: Float64Array, out: Float64Array) => void {
  const last = orderShares(size);
  const subsets = 2 ** size;
  const sizes = new Uint8Array(subsets);
  for (let subset = 1; subset < subsets; subset++) sizes[subset] = sizes[subset >> 1]! + (subset & 1);
  const withIt = Float64Array.from({ length: size + 1 }, (_, s) => last[s]! + (s < size ? last[s + 1]! : 0));
  const folded = new Float64Array(subsets);
  return (table, out) => {
    let without = 0;
    for (let subset = 0; subset < subsets; subset++) {
      const s = sizes[subset]!;
      folded[subset] = withIt[s]! * table[subset]!;
      if (s < size) without += last[s + 1]! * table[subset]!;
    }
    for (let j = size - 1; j >= 0; j--) {
      const half = 2 ** j;
      let sum = 0;
      for (let subset = 0; subset < half; subset++) {
        sum += folded[half + subset]!;
        folded[subset]! += folded[half + subset];
      }
      out[j] = sum - without;
    }
  };
}

/** Parts from some of all orders, with how far other orders would move them. */
export interface SampledParts {
  readonly parts: Float64Array;
  readonly standardErrors: Float64Array;
}

/** Orders at random, each followed by its reverse: what one puts first the other puts last, and most of the luck cancels. */
export function antitheticOrders(size: number, pairs: number, stream: Random): Uint8Array[] {
  return Array.from({ length: pairs }, () => {
    const order = Uint8Array.from({ length: size }, (_, j) => j);
    shuffle(order, stream);
    return [order, order.slice().reverse()];
  }).flat();
}

/** What each variable adds to R² when they come in in this order: the squares of L⁻¹r, of Cholesky's factor in that order. */
function addGains(order: Uint8Array, { r, correlations, size }: Correlations, work: Float64Array, out: Float64Array) {
  for (let i = 0; i < size; i++) {
    const row = i * (size + 1);
    const from = order[i]! * size;
    for (let j = 0; j <= i; j++) {
      let left = correlations[from + order[j]!]!;
      for (let k = 0; k < j; k++) left -= work[row + k]! * work[j * (size + 1) + k]!;
      work[row + j] = j < i ? left / work[j * (size + 1) + j]! : Math.sqrt(left);
    }
    let gain = r[order[i]!]!;
    for (let k = 0; k < i; k++) gain -= work[row + k]! * work[k * (size + 1) + size]!;
    gain /= work[row + i]!;
    work[row + size] = gain;
    out[order[i]!]! += gain * gain;
  }
}

/**
 * Each variable's part of R² over these orders only, for more variables than all subsets of which can be gone through. They add up to
 * R² as the exact ones do.
 *
 * @param orders as `antitheticOrders` gives them, an order and its reverse next to each other
 * @see Castro, Gómez and Tejada (2009), Computers & Operations Research 36
 */
export function sampledShapley(given: Correlations, orders: readonly Uint8Array[]): SampledParts {
  const { size } = given;
  const work = new Float64Array(size * (size + 1));
  const [sum, squares, pair] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const pairs = orders.length / 2;
  for (let k = 0; k < pairs; k++) {
    pair.fill(0);
    addGains(orders[2 * k]!, given, work, pair);
    addGains(orders[2 * k + 1]!, given, work, pair);
    for (let j = 0; j < size; j++) {
      sum[j]! += pair[j]! / 2;
      squares[j]! += pair[j]! ** 2 / 4;
    }
  }
  return {
    parts: sum.map((total) => total / pairs),
    standardErrors: squares.map((total, j) =>
      Math.sqrt(Math.max(0, total - sum[j]! ** 2 / pairs) / (pairs * Math.max(1, pairs - 1))),
    ),
  };
}
