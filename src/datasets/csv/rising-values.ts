/** Whether so many bytes are above others, the first that differs being the larger one. */
function isAbove(bytes: Buffer, start: number, others: Buffer, from: number, length: number): boolean {
  let i = 0;
  while (i < length && bytes[start + i] === others[from + i]) i++;
  return i < length && bytes[start + i]! > others[from + i]!;
}

/**
 * Ids mostly stand in their order, and a value above all before it was never met: as long as values rise, they are kept as they come
 * and nothing is looked up. Whoever holds them looks them up from the first on that does not rise.
 */
export class RisingTexts {
  private readonly kept: { readonly list: Buffer; readonly count: number }[] = [];
  private last: Buffer = Buffer.alloc(0);

  /**
   * Takes the first texts of a list, a zero behind each, where every one is longer than the one before, or as long and above it byte
   * by byte. Says false, and takes none, where one is not.
   */
  take(list: Buffer, count: number): boolean {
    let before = this.last;
    let from = 0;
    let size = before.length;
    let start = 0;
    for (let text = 0; text < count; text++) {
      let end = start;
      while (list[end] !== 0) end++;
      const length = end - start;
      if (length < size || (length === size && !isAbove(list, start, before, from, length))) return false;
      before = list;
      from = start;
      size = length;
      start = end + 1;
    }
    if (count === 0) return true;
    this.last = before.subarray(from, from + size);
    this.kept.push({ list: list.subarray(0, start), count });
    return true;
  }

  /** What was taken, which is then somebody else's. */
  *handOver(): Generator<{ readonly list: Buffer; readonly count: number }> {
    for (let all = this.kept.shift(); all !== undefined; all = this.kept.shift()) yield all;
  }
}

/** The same of numbers, NaN where missing. */
export class RisingNumbers {
  private readonly kept: Float64Array[] = [];
  private last = Number.NEGATIVE_INFINITY;

  take(values: Float64Array): boolean {
    let last = this.last;
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!;
      if (value > last) last = value;
      else if (!Number.isNaN(value)) return false;
    }
    this.last = last;
    this.kept.push(values.slice());
    return true;
  }

  *handOver(): Generator<Float64Array> {
    for (let all = this.kept.shift(); all !== undefined; all = this.kept.shift()) yield all;
  }
}
