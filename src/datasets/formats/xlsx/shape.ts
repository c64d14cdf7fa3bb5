import { unusualShape } from "../../csv/shapes.js";
import type { Issues } from "../../issues.js";
import type { Layout } from "../../schema.js";
import { columnLetters, type Range } from "./addresses.js";

/** Which rows of the sheet hold how many cells: index is the row. */
export type Filled = Uint16Array;

const isAcross = ({ from, to }: Range) => to.column > from.column;

/** The first row from this one on that holds at least so many cells, or null. */
export function firstFilled(filled: Filled, from: number, cells = 1): number | null {
  for (let row = from; row < filled.length; row++) if (filled[row]! >= cells) return row;
  return null;
}

/**
 * Whether what stands on top is a title and no header: cells merged across columns, or one cell above rows of many. It is
 * told, never guessed: where the header is says the layout.
 */
export function tellTitle(
  filled: Filled,
  header: number,
  merged: readonly Range[],
  layout: Layout,
  issues: Issues,
): void {
  if (layout.preamble !== undefined || layout.headerRows !== undefined || layout.export !== undefined) return;
  const title = merged.find((range) => isAcross(range) && range.from.row <= header && range.to.row >= header);
  const below = firstFilled(filled, header + 1, 2);
  const isLone = filled[header] === 1 && below !== null;
  if (title === undefined && !isLone) return;
  const next = firstFilled(filled, (title?.to.row ?? header) + 1, title === undefined ? 2 : 1) ?? header + 1;
  issues.file({
    rule: "shape",
    message:
      title === undefined
        ? `row ${header} of the sheet holds one cell above rows of several: a title, not a header`
        : `row ${header} of the sheet holds cells merged across columns: a title, or groups above the header`,
    hint: `if row ${next} is the header: layout: { preamble: ${next - 1} }`,
  });
}

/** Whether the first rows are the header rows of a survey tool. It is told, as a title is. */
export function tellExport(top: readonly (readonly (string | null)[])[], layout: Layout, issues: Issues): void {
  if (layout.headerRows !== undefined || layout.export !== undefined) return;
  const found = unusualShape(top.map((row) => row.map((text) => text ?? "")));
  if (found?.hint?.includes("export") === true) issues.file(found);
}

/** The first row in which merged cells leave one without its value: the row of the value itself where they go across. */
const firstLacking = (range: Range) => range.from.row + (isAcross(range) ? 0 : 1);

/** Cells below the header that are merged with others: the value stands in the first alone, so the other rows lack it. */
export function tellMerged(
  merged: readonly Range[],
  sheetRows: Int32Array,
  nameOf: (column: number) => string | undefined,
  issues: Issues,
): void {
  const ranges = [...merged].sort((a, b) => firstLacking(a) - firstLacking(b));
  let next = 0;
  let widest: Range | null = null;
  let end = 0;
  for (let record = 0; record < sheetRows.length; record++) {
    const row = sheetRows[record]!;
    for (; next < ranges.length && firstLacking(ranges[next]!) <= row; next++) {
      if (ranges[next]!.to.row >= end) widest = ranges[next]!;
      end = Math.max(end, ranges[next]!.to.row);
    }
    if (widest === null || row > end) continue;
    const { from, to } = widest;
    const name = nameOf(from.column) ?? `column ${columnLetters(from.column)}`;
    issues.row({
      rule: "shape",
      message: `${name} requires one cell in each row; merged cells hold one value for several`,
      hint: `cells ${columnLetters(from.column)}${from.row}:${columnLetters(to.column)}${to.row} are merged: unmerge and fill them`,
      row: record + 1,
      column: name,
    });
  }
}

/** What is hidden in a spreadsheet is read all the same, and told. */
export function noteHidden(
  rows: readonly number[],
  recordOf: (row: number) => number | null,
  columns: readonly string[],
  issues: Issues,
): void {
  const records = rows.map(recordOf).filter((record): record is number => record !== null);
  if (records.length > 0) {
    issues.note({
      rule: "shape",
      message: `${records.length} rows are hidden in the sheet; they are read like the others`,
      hint: "take them out of the sheet if they are not to count",
      row: records[0]!,
    });
  }
  for (const name of columns) {
    issues.note({ rule: "shape", message: `column '${name}' is hidden in the sheet; it is read`, column: name });
  }
}
