/** Whole numbers that belong to few of many rows, such as the lines that a record takes beyond one. Rows only go up. */
export class RowSums {
  private rows = new Float64Array(64);
  /** Sum of all up to and with this place. */
  private sums = new Float64Array(64);
  private size = 0;

  /** The sum over all rows. */
  get total(): number {
    return this.size === 0 ? 0 : this.sums[this.size - 1]!;
  }

  add(row: number, value: number): void {
    if (this.size > 0 && this.rows[this.size - 1] === row) {
      this.sums[this.size - 1]! += value;
      return;
    }
    if (this.size === this.rows.length) {
      this.rows = widened(this.rows);
      this.sums = widened(this.sums);
    }
    this.sums[this.size] = this.total + value;
    this.rows[this.size++] = row;
  }

  /** The sum over the rows before this one. */
  before(row: number): number {
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rows[middle]! < row) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : this.sums[low - 1]!;
  }

  at(row: number): number {
    return this.before(row + 1) - this.before(row);
  }
}

function widened(values: Float64Array): Float64Array {
  const made = new Float64Array(values.length * 2);
  made.set(values);
  return made;
}
