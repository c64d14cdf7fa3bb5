/** What stands in one cell of a sheet. */
export const NOTHING = 0;
export const NUMBER = 1;
export const TEXT = 2;
export const BOOLEAN = 3;
export const DATE = 4;
export const DATETIME = 5;
/** A time of day or a duration, as text. */
export const CLOCK = 6;
/** Digits that are shown with zeros in front, as text. */
export const PADDED = 7;
/** #N/A and its like, as text; and what is no value at all. */
export const WRONG = 8;
/** A formula whose result is not in the file. */
export const UNCOMPUTED = 9;
/** A text without a character: a missing value, of a row that is there. */
export const EMPTY = 10;

export type CellKind = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** Whether there is anything to be read in such a cell. */
export const isFilled = (kind: number) => kind !== NOTHING && kind !== EMPTY;

/** The texts of a sheet by number: those of the workbook first, then those that stand in the cells themselves. */
export class Texts {
  private readonly own = new Map<string, number>();
  private readonly values: string[];

  constructor(private readonly shared: readonly string[]) {
    this.values = shared.slice();
  }

  /** Whether the workbook has a text of this number. */
  isShared(code: number): boolean {
    return Number.isInteger(code) && code >= 0 && code < this.shared.length;
  }

  at(code: number): string {
    return this.values[code]!;
  }

  codeOf(text: string): number {
    let code = this.own.get(text);
    if (code === undefined) {
      code = this.values.push(text) - 1;
      this.own.set(text, code);
    }
    return code;
  }
}

/** The cells of one column, by row of the sheet: what kind, and a number, a serial or the code of a text. */
export class SheetColumn {
  kinds = new Uint8Array(16);
  values = new Float64Array(16);
  /** Whether a number was shown as percent. */
  hasPercent = false;

  set(row: number, kind: CellKind, value: number): void {
    if (row >= this.kinds.length) this.grow(row);
    this.kinds[row] = kind;
    this.values[row] = value;
  }

  kindAt(row: number): CellKind {
    return (this.kinds[row] ?? NOTHING) as CellKind;
  }

  private grow(row: number): void {
    const length = Math.max(row + 1, this.kinds.length * 2);
    const kinds = new Uint8Array(length);
    kinds.set(this.kinds);
    this.kinds = kinds;
    const values = new Float64Array(length);
    values.set(this.values);
    this.values = values;
  }
}
