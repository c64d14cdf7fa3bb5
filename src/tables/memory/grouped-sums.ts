import type { Addends } from "./terms.js";

/** Sums and numbers of present values by slot. */
export interface GroupedSums {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

function plain(values: Float64Array, ids: Int32Array, sums: Float64Array, counts: Float64Array): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    const id = ids[row]!;
    sums[id] = sums[id]! + value;
    counts[id] = counts[id]! + 1;
  }
}

/**
 * Compensated: the rounding error of each addition is itself added up and joined at the end (Neumaier 1974), so that the
 * order of the rows does not show in the first fifteen digits.
 */
function compensated(values: Float64Array, ids: Int32Array, sums: Float64Array, counts: Float64Array): void {
  const errors = new Float64Array(sums.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    const id = ids[row]!;
    const before = sums[id]!;
    const after = before + value;
    const larger = Math.abs(before) >= Math.abs(value);
    errors[id] = errors[id]! + (larger ? before - after + value : value - after + before);
    sums[id] = after;
    counts[id] = counts[id]! + 1;
  }
  for (let id = 0; id < sums.length; id++) sums[id] = sums[id]! + errors[id]!;
}

/** Σ and count of the values present in each slot. */
export function groupedSums(addends: Addends, ids: Int32Array, slots: number): GroupedSums {
  const sums = new Float64Array(slots);
  const counts = new Float64Array(slots);
  (addends.exact ? plain : compensated)(addends.values, ids, sums, counts);
  if (addends.divisor !== 1) for (let id = 0; id < slots; id++) sums[id] = sums[id]! / addends.divisor;
  return { sums, counts };
}
