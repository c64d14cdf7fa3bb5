import type { Issues } from "../../issues.js";
import type { Scanned } from "../../scanned.js";
import type { Layout } from "../../schema.js";
import type { Cells } from "./cells.js";
import { cellText, type NamedColumn, scannedColumn } from "./column-values.js";
import { type HeaderPlace, headerNames, headerPlace } from "./header-rows.js";
import { type Filled, noteHidden, tellExport, tellMerged, tellTitle } from "./shape.js";
import type { SheetReader } from "./sheet.js";
import { isFilled, NOTHING, type SheetColumn } from "./sheet-columns.js";

/** Rows looked at for the header rows of a survey tool. */
const LOOKED = 4;

/** How many values each row of the sheet holds, and which rows are there, be it with empty texts only. */
function rowsOf({ columns, last }: Cells): { filled: Filled; present: Uint8Array } {
  const filled = new Uint16Array(last + 1);
  const present = new Uint8Array(last + 1);
  for (const column of columns) {
    if (column === undefined) continue;
    for (let row = 1; row <= last; row++) {
      const kind = column.kindAt(row);
      if (isFilled(kind)) filled[row]!++;
      if (kind !== NOTHING) present[row] = 1;
    }
  }
  return { filled, present };
}

/** The rows below the header that are there: the records. */
function recordRows(present: Uint8Array, { first, rows }: HeaderPlace): Int32Array {
  const found: number[] = [];
  for (let row = first + rows; row < present.length; row++) if (present[row] === 1) found.push(row);
  return Int32Array.from(found);
}

const holdsFrom = (column: SheetColumn, row: number) => column.kinds.subarray(row).some(isFilled);

/** The record (from 1) of a row of the sheet; null above them and for blank rows. */
function recordOf(sheetRows: Int32Array, row: number): number | null {
  let low = 0;
  let high = sheetRows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sheetRows[middle]! < row) low = middle + 1;
    else high = middle;
  }
  return sheetRows[low] === row ? low + 1 : null;
}

function notePercent(columns: readonly NamedColumn[], issues: Issues): void {
  for (const { name, cells } of columns) {
    if (!cells.hasPercent) continue;
    const message = `${name} is shown in percent: what shows as 25 % is 0.25 in the file, and is read as 0.25`;
    issues.note({ rule: "unit", message, column: name });
  }
}

/** The cells of a sheet as a table: header, records, and what else stands there. */
export function scannedSheet(cells: Cells, reader: SheetReader, layout: Layout, issues: Issues): Scanned | null {
  const { texts, columns } = cells;
  const { filled, present } = rowsOf(cells);
  const place = headerPlace(filled, layout, issues);
  if (place === null) return null;
  tellTitle(filled, place.first, reader.merged, layout, issues);
  const positions = [...columns.keys()].filter((position) => {
    const column = columns[position];
    return column !== undefined && holdsFrom(column, place.first);
  });
  const textAt = (position: number, row: number) => cellText(columns[position]!, row, texts);
  const top = Array.from({ length: LOOKED }, (_, i) => positions.map((position) => textAt(position, place.first + i)));
  tellExport(top, layout, issues);
  if (!issues.isReadable()) return null;
  const { names, questions } = headerNames(positions, place, layout, textAt, issues);
  if (!issues.isReadable()) return null;
  const sheetRows = recordRows(present, place);
  const named = positions.map((position, i): NamedColumn => ({ name: names[i]!, position, cells: columns[position]! }));
  const nameOf = new Map(named.map(({ name, position }) => [position, name]));
  tellMerged(reader.merged, sheetRows, (position) => nameOf.get(position), issues);
  const hidden = named.filter(({ position }) => reader.hiddenColumns.has(position)).map(({ name }) => name);
  noteHidden(reader.hiddenRows, (row) => recordOf(sheetRows, row), hidden, issues);
  notePercent(named, issues);
  return {
    names,
    rows: sheetRows.length,
    blank: cells.last - (place.first + place.rows - 1) - sheetRows.length,
    header: place.rows,
    preamble: place.first - 1,
    columns: named.map((column) => scannedColumn(column, sheetRows, texts, issues)),
    lineOf: (row) => sheetRows[row - 1] ?? null,
    cellsOf: (row) => positions.map((position) => textAt(position, sheetRows[row - 1]!)),
    questions,
  };
}
