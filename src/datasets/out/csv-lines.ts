import type { TypedColumn } from "../../tables/table.js";
import { plainDecimal } from "../formats/plain-decimal.js";
import { marked } from "../marks.js";
import type { Columns } from "./writable.js";

/** Excel takes a file without it for one of its own old encodings, and shows Persian as noise. */
const BYTE_ORDER_MARK = "\uFEFF";
const LINE_END = "\r\n";

const NEEDS_QUOTES = /[",;\t|\r\n\uFEFF]|^\s|\s$/;

const quoted = (text: string) => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const textCell = (text: string) => quoted(marked(text));

/** The text of a cell by row. A table of one column marks its missing cells, as an empty line is no record. */
function cellsOf(column: TypedColumn, missing: string): (row: number) => string {
  if (column.type === "number") {
    const { values } = column;
    return (row) => (Number.isNaN(values[row]!) ? missing : plainDecimal(values[row]! + 0));
  }
  if (column.type === "boolean") {
    const { values } = column;
    return (row) => (values[row] === 255 ? missing : values[row] === 1 ? "true" : "false");
  }
  const { codes } = column;
  const cells = column.dictionary.map(column.type === "text" ? textCell : quoted);
  return (row) => (codes[row]! < 0 ? missing : cells[codes[row]!]!);
}

/** A table as the lines of a CSV file, with their ends. */
export function* csvLines({ rows, columns }: Columns): Generator<string> {
  const missing = columns.length === 1 ? '""' : "";
  const cells = columns.map(([, column]) => cellsOf(column, missing));
  yield `${BYTE_ORDER_MARK}${columns.map(([name]) => textCell(name)).join(",")}${LINE_END}`;
  for (let row = 0; row < rows; row++) yield cells.map((cell) => cell(row)).join(",") + LINE_END;
}
