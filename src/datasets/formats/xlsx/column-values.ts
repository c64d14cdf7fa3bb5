import type { TypedColumn } from "../../../tables/table.js";
import type { Issues } from "../../issues.js";
import type { ScannedColumn } from "../../scanned.js";
import { plainDecimal } from "../plain-decimal.js";
import { columnLetters } from "./addresses.js";
import * as kinds from "./sheet-columns.js";

/** One column of the table: its name, its cells, and the rows of the sheet that are its records. */
export interface NamedColumn {
  readonly name: string;
  readonly position: number;
  readonly cells: kinds.SheetColumn;
}

const WORDS: Readonly<Record<number, string>> = {
  [kinds.NUMBER]: "numbers",
  [kinds.TEXT]: "texts",
  [kinds.BOOLEAN]: "true or false",
  [kinds.DATE]: "dates",
  [kinds.DATETIME]: "dates with a time",
  [kinds.CLOCK]: "times",
  [kinds.PADDED]: "numbers shown with zeros in front",
};

/** How many cells of each kind there are, and the record (from 0) of the first. */
function counted({ cells }: NamedColumn, sheetRows: Int32Array): Map<kinds.CellKind, { count: number; first: number }> {
  const found = new Map<kinds.CellKind, { count: number; first: number }>();
  for (let record = 0; record < sheetRows.length; record++) {
    const kind = cells.kindAt(sheetRows[record]!);
    if (!kinds.isFilled(kind)) continue;
    const seen = found.get(kind);
    if (seen === undefined) found.set(kind, { count: 1, first: record });
    else seen.count++;
  }
  return found;
}

/** A cell as text: a number in its shortest decimal digits, a date as ISO text. */
export function cellText(cells: kinds.SheetColumn, row: number, texts: kinds.Texts): string | null {
  const kind = cells.kindAt(row);
  if (!kinds.isFilled(kind) || kind === kinds.UNCOMPUTED) return null;
  const value = cells.values[row]!;
  if (kind === kinds.NUMBER) return plainDecimal(value);
  return kind === kinds.BOOLEAN ? `${value === 1}` : texts.at(value);
}

/** Cells that hold no value that can be used: each is an issue of its row. */
function refuse(
  { name, position, cells }: NamedColumn,
  sheetRows: Int32Array,
  texts: kinds.Texts,
  issues: Issues,
): void {
  for (let record = 0; record < sheetRows.length; record++) {
    const row = sheetRows[record]!;
    const kind = cells.kindAt(row);
    if (kind !== kinds.WRONG && kind !== kinds.UNCOMPUTED) continue;
    const cell = `cell ${columnLetters(position)}${row}`;
    const found = { rule: "type", row: record + 1, column: name } as const;
    if (kind === kinds.UNCOMPUTED) {
      const message = `${name} requires values; the file holds a formula without its result`;
      issues.row({ ...found, message, hint: `${cell}: open the workbook in a spreadsheet and save it` });
    } else {
      const value = texts.at(cells.values[row]!);
      const isError = value.startsWith("#");
      const message = `${name} requires ${isError ? "values, not errors of formulas" : "numbers and days that exist"}`;
      issues.row({ ...found, message, value, hint: cell });
    }
  }
}

function numbers({ cells }: NamedColumn, sheetRows: Int32Array, texts: kinds.Texts): ScannedColumn {
  const values = Float64Array.from(sheetRows, (row) => {
    const kind = cells.kindAt(row);
    if (kind === kinds.NUMBER) return cells.values[row]!;
    return kind === kinds.PADDED ? Number(texts.at(cells.values[row]!)) : Number.NaN;
  });
  return { kind: "number", values };
}

function booleans({ cells }: NamedColumn, sheetRows: Int32Array): ScannedColumn {
  const values = Uint8Array.from(sheetRows, (row) => (cells.kindAt(row) === kinds.BOOLEAN ? cells.values[row]! : 255));
  return { kind: "typed", column: { type: "boolean", values } };
}

/** The cells as codes of distinct texts. */
function coded({ cells }: NamedColumn, sheetRows: Int32Array, textOf: (row: number) => string | null) {
  const known = new Map<string, number>();
  const dictionary: string[] = [];
  const codes = Int32Array.from(sheetRows, (row) => {
    const kind = cells.kindAt(row);
    const text = kind === kinds.NOTHING || kind >= kinds.WRONG ? null : textOf(row);
    if (text === null) return -1;
    let code = known.get(text);
    if (code === undefined) {
      code = dictionary.push(text) - 1;
      known.set(text, code);
    }
    return code;
  });
  return { codes, dictionary };
}

function dates(
  column: NamedColumn,
  sheetRows: Int32Array,
  texts: kinds.Texts,
  type: "date" | "datetime",
): ScannedColumn {
  const { cells } = column;
  const textOf = (row: number) => {
    const text = texts.at(cells.values[row]!);
    return type === "datetime" && cells.kindAt(row) === kinds.DATE ? `${text}T00:00:00` : text;
  };
  const typed: TypedColumn = { type, ...coded(column, sheetRows, textOf) };
  return { kind: "typed", column: typed };
}

/** Says that a column holds several kinds of cells, and shows the first of the rarest. */
function noteMixture(
  column: NamedColumn,
  sheetRows: Int32Array,
  texts: kinds.Texts,
  issues: Issues,
  what: string,
): void {
  const found = [...counted(column, sheetRows)].filter(([kind]) => kind < kinds.WRONG);
  if (found.length < 2) return;
  found.sort(([, a], [, b]) => b.count - a.count || a.first - b.first);
  const [, rarest] = found.at(-1)!;
  issues.note({
    rule: "type",
    message: `${column.name} holds ${found.map(([kind, { count }]) => `${count} ${WORDS[kind]}`).join(", ")}: ${what}`,
    hint: "make the cells of one kind in the sheet, or name what stands for no answer in the schema",
    row: rarest.first + 1,
    column: column.name,
    value: cellText(column.cells, sheetRows[rarest.first]!, texts),
  });
}

function hasZerosInFront({ cells }: NamedColumn, sheetRows: Int32Array, texts: kinds.Texts): boolean {
  return sheetRows.some(
    (row) => cells.kindAt(row) === kinds.PADDED && !/^[1-9]\d*$|^0$/.test(texts.at(cells.values[row]!)),
  );
}

/** A column of the sheet as the file types it. What holds several kinds of cells becomes text, each cell as it stands. */
export function scannedColumn(
  column: NamedColumn,
  sheetRows: Int32Array,
  texts: kinds.Texts,
  issues: Issues,
): ScannedColumn {
  refuse(column, sheetRows, texts, issues);
  const found = new Set([...counted(column, sheetRows).keys()].filter((kind) => kind < kinds.WRONG));
  const isOf = (...allowed: kinds.CellKind[]) => [...found].every((kind) => allowed.includes(kind));
  if (isOf(kinds.NUMBER) || (isOf(kinds.NUMBER, kinds.PADDED) && !hasZerosInFront(column, sheetRows, texts))) {
    return numbers(column, sheetRows, texts);
  }
  if (isOf(kinds.BOOLEAN)) return booleans(column, sheetRows);
  if (isOf(kinds.DATE)) return dates(column, sheetRows, texts, "date");
  if (isOf(kinds.DATE, kinds.DATETIME)) {
    noteMixture(column, sheetRows, texts, issues, "dates without a time are read as midnight");
    return dates(column, sheetRows, texts, "datetime");
  }
  noteMixture(column, sheetRows, texts, issues, "read as text, each cell as it stands");
  return { kind: "text", ...coded(column, sheetRows, (row) => cellText(column.cells, row, texts)) };
}
