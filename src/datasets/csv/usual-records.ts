import { NumberColumn } from "./number-column.js";
import { ScanModule } from "./scan-module.js";
import type { TextColumn } from "./text-column.js";
import { Texts } from "./texts.js";
import type { Window } from "./window.js";

/** What is held at once of the cells that were read, so that it stays in the caches. */
const BYTES = 1 << 18;

/** What the loops need of memory: without texts, and for a row with a text of its own. */
const SMALL = 1 << 20;
const PER_ROW = 44;
const LARGEST = 1 << 30;

/** So many records are tried first where the one before was not of the usual kind. */
const FEW = 4;

/**
 * Reads the records of the usual kind, which most are, in compiled loops: as many cells as there are columns, quotes only
 * around whole cells, no line break inside, numbers written plainly. At any other record it stops before it.
 */
export class UsualRecords {
  private readonly module: ScanModule;
  private readonly known = new Map<number, Texts>();
  private readonly room: number;
  /** How many records are tried at once: fewer where some are unusual, as what was divided for nothing is divided again. */
  private most: number;
  /** Where in the file's window the bytes begin that the loops have. */
  private start = 0;

  /** @param rows how many there will be, about */
  constructor(
    private readonly columns: number,
    delimiter: number,
    rows: number,
  ) {
    this.room = Math.max(16, Math.min(4096, Math.floor(BYTES / (columns * 8))));
    this.most = this.room;
    this.module = new ScanModule(Math.min(LARGEST, SMALL + rows * PER_ROW));
    this.module.run.begin(columns, this.room, delimiter);
    this.module.run.expect(rows);
  }

  /** From here on a column is text; these are its texts, none so far. */
  texts(column: number): Texts {
    const known = this.known.get(column);
    known?.clear();
    const texts = known ?? new Texts(this.module, this.module.run.textColumn(column));
    this.known.set(column, texts);
    return texts;
  }

  /** Whether every point in a column of numbers may stand between thousands. */
  isOpen(column: number, numbers: NumberColumn): boolean {
    return numbers.isOpen(this.module.run.openOf(column), this.module.run.proofsOf(column));
  }

  /** Takes what is whole of the window, from its next record on. */
  fill({ bytes, at, limit }: Window): void {
    const length = Math.max(0, limit - at);
    const place = this.module.run.windowFor(length);
    this.module.memory.set(bytes.subarray(at, at + length), place);
    this.start = at;
  }

  /**
   * Reads records from where the window stands, none that ends behind `until`, into rows from `row` on; returns how many.
   * The window then stands behind them.
   */
  read(window: Window, until: number, row: number, room: number): number {
    const { run } = this.module;
    const { start } = this;
    const most = Math.min(this.most, room);
    const rows = run.scan(window.at - start, until - start, row, most);
    this.most = rows === most ? Math.min(this.room, this.most * 4) : Math.max(FEW, Math.min(this.most, rows));
    if (rows > 0) window.at = start + run.position.value;
    return rows;
  }

  /** Where the last of the records read begins. */
  get last(): number {
    return this.start + this.module.run.before.value;
  }

  /** How many of them end with a carriage return and a newline. */
  get returns(): number {
    return this.module.run.returns.value;
  }

  /** Hands the records read over to the columns. */
  put(readers: readonly (NumberColumn | TextColumn)[], row: number, rows: number): void {
    const { module } = this;
    for (let column = 0; column < this.columns; column++) {
      const reader = readers[column]!;
      const values = module.run.valuesOf(column);
      if (reader instanceof NumberColumn) {
        const decimals = module.run.decimalsOf(column);
        reader.put(module.float64(values, rows), module.memory.subarray(decimals, decimals + rows), row);
      } else reader.put(module.int32(values, rows), row);
    }
  }
}
