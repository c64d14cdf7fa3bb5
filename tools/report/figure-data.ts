import { count } from "../../src/format/numbers.js";
import { words } from "../../src/language/words.js";
import { gridHtml } from "../../src/notebook/grid.js";
import { plainColumn } from "../../src/notebook/grid-of-rows.js";
import type { DataCell } from "../../src/notebook/table-data.js";
import type { FigureData } from "./formats/notebook-data.js";
import { escapeHtml } from "./markup.js";
import { sanitiseTable } from "./sanitise-table.js";

/** Rows that a reader looks through; the others are in the file. */
const MOST_ROWS = 50;

/** Shares are read to a tenth of a percent. */
function decimals(values: readonly DataCell[]): number | undefined {
  const numbers = values.filter((value): value is number => typeof value === "number");
  const isShares = numbers.every((value) => Math.abs(value) <= 1) && numbers.some((value) => !Number.isInteger(value));
  return isShares ? 3 : undefined;
}

/**
 * The numbers under a figure, folded: for those who read them, hear them or take them along.
 *
 * @param folder the address of the folder with the CSV files; null where they are not beside the page
 */
export function figureDataHtml({ table, title, csv }: FigureData, folder: string | null): string {
  if (table.rows === 0) return "";
  const grid = {
    caption: title,
    columns: table.columns.map(({ name, values }) => plainColumn(name, values.slice(0, MOST_ROWS), decimals(values))),
    remark: table.rows > MOST_ROWS ? words`first ${count(MOST_ROWS)} of ${count(table.rows)} rows` : "",
  };
  const name = escapeHtml(csv);
  const link =
    folder === null
      ? ""
      : `\n<p>${words`All rows: ${`<a href="${escapeHtml(folder)}/${name}" download dir="ltr">${name}</a>`}`}</p>`;
  return `<details class="figure-data"><summary>${words`Data of this figure`}</summary>
<div class="table" role="group" tabindex="0" aria-label="${escapeHtml(title || words`Data of this figure`)}">${sanitiseTable(gridHtml(grid))}</div>${link}
</details>`;
}
