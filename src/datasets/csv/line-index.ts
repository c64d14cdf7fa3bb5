import { RowSums } from "./row-sums.js";

/** On which line of the file each row begins. Most rows take one line; only the others are kept. */
export class LineIndex {
  /** Blank lines, by the row that follows them. */
  readonly blanks = new RowSums();
  /** Lines that a row takes beyond its first. */
  readonly further = new RowSums();

  /** @param first the line on which what follows the header begins, from 1 */
  constructor(readonly first: number) {}

  /** The line on which a row (from 1) begins. */
  lineOf(row: number): number {
    return this.first + (row - 1) + this.further.before(row) + this.blanks.before(row + 1);
  }

  /** The lines that a row takes. */
  linesOf(row: number): number {
    return 1 + this.further.at(row);
  }
}
