import { isoDate, isoDateTime } from "../../iso-dates.js";
import { plainDecimal } from "../plain-decimal.js";
import { XmlError } from "../xml.js";
import { columnLetters } from "./addresses.js";
import { padded, type Shown } from "./number-formats.js";
import { dateTimeOf, durationOf, isWholeDay } from "./serial-dates.js";
import { unescaped } from "./shared-strings.js";
import * as kinds from "./sheet-columns.js";
import type { Workbook } from "./workbook.js";

/** A cell as its XML has it. */
interface RawCell {
  /** The row from 1, the column from 0. */
  readonly row: number;
  readonly column: number;
  readonly type: string;
  readonly style: number;
  readonly value: string;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** A sheet of so many cells, nearly all of them empty, is made to exhaust memory. */
const MANY_CELLS = 2 ** 24;
const SPARSE = 50;
/** As columns they would not fit the memory that is there. */
const MOST_CELLS = 2 ** 27;

/** Gathers the cells of a sheet into columns: what kind each is, by its type and by the format of its style. */
export class Cells {
  readonly texts: kinds.Texts;
  /** By position in the sheet; none where nothing stands. */
  readonly columns: (kinds.SheetColumn | undefined)[] = [];
  /** The last row that holds anything. */
  last = 0;
  private filled = 0;

  constructor(private readonly workbook: Workbook) {
    this.texts = new kinds.Texts(workbook.texts);
  }

  add({ row, column, type, style, value }: RawCell): void {
    if (type === "s") this.addShared(row, column, value);
    else if (type === "n") this.addNumber(row, column, value.trim(), this.workbook.styles[style]);
    else if (type === "str") this.addFormulaText(row, column, unescaped(value));
    else if (type === "inlineStr") this.addText(row, column, value);
    else if (type === "b") this.put(row, column, kinds.BOOLEAN, /^(1|true)$/.test(value) ? 1 : 0);
    else if (type === "d") this.addIsoDate(row, column, value.trim());
    else if (type === "e") this.addWrong(row, column, value);
    else throw new XmlError(`cell ${columnLetters(column)}${row} is of the unknown type '${type.slice(0, 20)}'`);
  }

  addUncomputed(row: number, column: number): void {
    this.put(row, column, kinds.UNCOMPUTED, 0);
  }

  private put(row: number, column: number, kind: kinds.CellKind, value: number): void {
    const cells = this.columns[column] ?? new kinds.SheetColumn();
    this.columns[column] = cells;
    cells.set(row, kind, value);
    this.last = row;
    this.filled++;
    const span = row * this.columns.length;
    if (span > MANY_CELLS && (span > MOST_CELLS || span > SPARSE * this.filled)) {
      throw new XmlError(`the sheet spans ${span} cells, ${this.filled} of them filled: save it as CSV`);
    }
  }

  private addText(row: number, column: number, text: string): void {
    if (text === "") this.put(row, column, kinds.EMPTY, 0);
    else this.put(row, column, kinds.TEXT, this.texts.codeOf(text));
  }

  /** A formula that gives no text leaves its cell as blank as it looks: sheets are prepared with rows of such. */
  private addFormulaText(row: number, column: number, text: string): void {
    if (text !== "") this.addText(row, column, text);
  }

  private addWrong(row: number, column: number, text: string): void {
    this.put(row, column, kinds.WRONG, this.texts.codeOf(text));
  }

  private addShared(row: number, column: number, value: string): void {
    const code = Number(value);
    if (!this.texts.isShared(code))
      throw new XmlError(`cell ${columnLetters(column)}${row} refers to a text that is not there`);
    this.put(row, column, this.texts.at(code) === "" ? kinds.EMPTY : kinds.TEXT, code);
  }

  private addIsoDate(row: number, column: number, value: string): void {
    const isDay = isoDate(value) !== null;
    const moment = isDay ? value : isoDateTime(value);
    if (moment === null) this.addText(row, column, value);
    else this.put(row, column, isDay ? kinds.DATE : kinds.DATETIME, this.texts.codeOf(moment));
  }

  private addNumber(row: number, column: number, text: string, shown: Shown = { as: "number" }): void {
    const value = NUMBER.test(text) ? Number(text) + 0 : Number.NaN;
    if (!Number.isFinite(value)) this.addWrong(row, column, text);
    else if (shown.as === "padded") this.addPadded(row, column, value, shown.pattern);
    else if (shown.as !== "number" && shown.as !== "percent") this.addSerial(row, column, value, shown.as);
    // Digits that a double does not hold are those of an id: they stay text.
    else if (Number.isInteger(value) && !Number.isSafeInteger(value)) this.addText(row, column, plainDecimal(value));
    else {
      this.put(row, column, kinds.NUMBER, value);
      if (shown.as === "percent") this.columns[column]!.hasPercent = true;
    }
  }

  private addPadded(row: number, column: number, value: number, pattern: string): void {
    const text = padded(value, pattern);
    if (text === null) this.put(row, column, kinds.NUMBER, value);
    else this.put(row, column, kinds.PADDED, this.texts.codeOf(text));
  }

  private addSerial(row: number, column: number, value: number, as: "date" | "datetime" | "time" | "duration"): void {
    const isClock = as === "duration" || (as === "time" && value >= 0 && value < 1);
    const moment = isClock ? null : dateTimeOf(value, this.workbook.dates);
    if (isClock) this.put(row, column, kinds.CLOCK, this.texts.codeOf(durationOf(value)));
    else if (moment === null) this.addWrong(row, column, plainDecimal(value));
    else if (as === "date" && isWholeDay(value)) {
      this.put(row, column, kinds.DATE, this.texts.codeOf(moment.slice(0, 10)));
    } else this.put(row, column, kinds.DATETIME, this.texts.codeOf(moment));
  }
}
