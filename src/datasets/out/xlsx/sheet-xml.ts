import type { TypedColumn } from "../../../tables/table.js";
import { columnLetters } from "../../formats/xlsx/addresses.js";
import { serialOf } from "../../formats/xlsx/serial-dates.js";
import type { Columns } from "../writable.js";
import { STYLE } from "./workbook-xml.js";

const NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Rows looked at for widths and for the direction of writing. */
const LOOKED = 1000;
const NARROWEST = 8;
const WIDEST = 60;

/** The texts of a workbook by number, each once. */
export class WrittenTexts {
  private readonly known = new Map<string, number>();

  codeOf(text: string): number {
    let code = this.known.get(text);
    if (code === undefined) {
      code = this.known.size;
      this.known.set(text, code);
    }
    return code;
  }

  get all(): Iterable<string> {
    return this.known.keys();
  }

  get size(): number {
    return this.known.size;
  }
}

const textsOf = (column: TypedColumn) => ("dictionary" in column ? column.dictionary.slice(0, LOOKED) : []);
const isPersian = (text: string) => /\p{Script=Arabic}/u.test(text);

/** Whether a table reads from the right: most of its names, or most of its texts, are in Persian or Arabic letters. */
function isRightToLeft({ columns }: Columns): boolean {
  const texts = columns.flatMap(([, column]) => (column.type === "text" ? textsOf(column) : []));
  const most = (all: readonly string[]) => all.filter(isPersian).length * 2 > all.length;
  return most(columns.map(([name]) => name)) || most(texts);
}

function width([name, column]: readonly [string, TypedColumn]): number {
  const longest = Math.max(
    name.length,
    column.type === "number" ? 10 : 5,
    ...textsOf(column).map(({ length }) => length),
  );
  return Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
}

/** The cell of a date as Excel has it, a number with a format; null where a column has a date that Excel cannot hold. */
function serialCells(column: Extract<TypedColumn, { codes: Int32Array }>): string[] | null {
  const cells: string[] = [];
  for (const text of column.dictionary) {
    const serial = serialOf(text);
    if (serial === null) return null;
    const style = column.type === "date" ? STYLE.date : text.includes(".") ? STYLE.milliseconds : STYLE.datetime;
    cells.push(` s="${style}"><v>${serial}</v>`);
  }
  return cells;
}

/** The inside of a cell by row, behind its address; "" where it is missing. */
function cellsOf(column: TypedColumn, texts: WrittenTexts): (row: number) => string {
  if (column.type === "number") {
    const { values } = column;
    return (row) => (Number.isNaN(values[row]!) ? "" : `><v>${values[row]! + 0}</v>`);
  }
  if (column.type === "boolean") {
    const { values } = column;
    return (row) => (values[row] === 255 ? "" : ` t="b"><v>${values[row]}</v>`);
  }
  const dates = column.type === "text" ? null : serialCells(column);
  const cells = dates ?? column.dictionary.map((text) => ` s="${STYLE.text}" t="s"><v>${texts.codeOf(text)}</v>`);
  const { codes } = column;
  return (row) => (codes[row]! < 0 ? "" : cells[codes[row]!]!);
}

function* rowsOf({ rows, columns }: Columns, texts: WrittenTexts): Generator<string> {
  const letters = columns.map((_, position) => columnLetters(position));
  const names = columns.map(
    ([name], i) => `<c r="${letters[i]}1" s="${STYLE.header}" t="s"><v>${texts.codeOf(name)}</v></c>`,
  );
  yield `<row r="1">${names.join("")}</row>`;
  const cells = columns.map(([, column]) => cellsOf(column, texts));
  for (let row = 0; row < rows; row++) {
    let line = "";
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i]!(row);
      if (cell !== "") line += `<c r="${letters[i]}${row + 2}"${cell}</c>`;
    }
    // A row of missing values is a row all the same: an empty text tells it from one that is not there.
    if (line === "") line = `<c r="A${row + 2}" t="s"><v>${texts.codeOf("")}</v></c>`;
    yield `<row r="${row + 2}">${line}</row>`;
  }
}

/** A table as the XML of a sheet: names in bold and kept in view, right to left where it is Persian. */
export function* sheetXml(table: Columns, texts: WrittenTexts): Generator<string> {
  const direction = isRightToLeft(table) ? ' rightToLeft="1"' : "";
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const last = `${columnLetters(table.columns.length - 1)}${table.rows + 1}`;
  const columns = table.columns.map((column, i) => {
    return `<col min="${i + 1}" max="${i + 1}" width="${width(column)}" customWidth="1"/>`;
  });
  yield `${HEAD}<worksheet xmlns="${NAMESPACE}"><dimension ref="A1:${last}"/>`;
  yield `<sheetViews><sheetView${direction} workbookViewId="0">${pane}</sheetView></sheetViews>`;
  yield `<cols>${columns.join("")}</cols><sheetData>`;
  yield* rowsOf(table, texts);
  yield "</sheetData></worksheet>";
}
