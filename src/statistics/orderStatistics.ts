/** Splits values[low..high] around one of them: what is left of the place returned is no larger, what is right of it no smaller. */
function split(values: Float64Array, low: number, high: number): number {
  const middle = (low + high) >> 1;
  const pivot = Math.max(
    Math.min(values[low]!, values[middle]!),
    Math.min(Math.max(values[low]!, values[middle]!), values[high]!),
  );
  let [i, j] = [low - 1, high + 1];
  for (;;) {
    do i++;
    while (values[i]! < pivot);
    do j--;
    while (values[j]! > pivot);
    if (i >= j) return j;
    [values[i], values[j]] = [values[j]!, values[i]!];
  }
}

/**
 * The values at some places of the values in order (Hoare 1961): sorting all of them for a few would take several times as long.
 *
 * @param values numbers, none of them missing; they stay as they are
 * @param places from 0 on, each no smaller than the one before it
 * @example orderStatistics([5, 1, 3], [0, 2]) // [1, 5]
 */
export function orderStatistics(values: ArrayLike<number>, places: readonly number[]): number[] {
  const parted = new Float64Array(values);
  let begin = 0;
  return places.map((place) => {
    let [low, high, splits] = [begin, parted.length - 1, 0];
    while (low < high) {
      // Values that split badly again and again are sorted.
      if (++splits > 64) {
        parted.subarray(low, high + 1).sort();
        break;
      }
      const last = split(parted, low, high);
      if (place <= last) high = last;
      else low = last + 1;
    }
    begin = place;
    return parted[place]!;
  });
}
