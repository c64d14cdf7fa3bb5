/** The numbers that occur, each once, in order; missing ones left out, zero without a sign. */
export function differentNumbers(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  let size = 0;
  for (const value of sorted) {
    // Missing ones are sorted last.
    if (Number.isNaN(value)) break;
    if (size === 0 || value !== sorted[size - 1]) sorted[size++] = value + 0;
  }
  return sorted.slice(0, size);
}

/** Where a number stands among numbers in order that hold it. */
export function placeOf(value: number, sorted: Float64Array): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
