import { writeXlsx } from "../../../src/datasets/out/write-xlsx.js";
import { sheetNames } from "../../../src/datasets/out/xlsx/sheet-names.js";
import { inDigits } from "../../../src/language/digits.js";
import { words } from "../../../src/language/words.js";
import type { DataTable } from "./data-table.js";
import type { NotebookData, Shown } from "./notebook-data.js";
import { writableTable } from "./writable-table.js";

const hasCells = ({ table }: Shown) => table.columns.length > 0;

/** What is where: the first sheet. */
function contents(all: readonly Shown[], sheets: readonly string[]): DataTable {
  const column = (name: string, of: (shown: Shown, i: number) => string | number) => ({ name, values: all.map(of) });
  return {
    rows: all.length,
    columns: [
      column(words`sheet`, (_, i) => sheets[i]!),
      column(words`what it is`, ({ kind }) => (kind === "table" ? words`table` : words`data of a figure`)),
      column(words`title`, ({ title }) => title),
      column(words`section`, ({ where }) => where),
      column(words`number of rows`, ({ table }) => table.rows),
    ],
  };
}

/**
 * Writes every table and the data of every figure of a notebook as a workbook: numbers as numbers, a sheet each, a first one
 * that says what is where. Nothing where a notebook has neither.
 *
 * @returns whether it was written
 */
export async function writeWorkbook({ all }: NotebookData, file: string): Promise<boolean> {
  const shown = all.filter(hasCells);
  if (shown.length === 0) return false;
  const wanted = shown.map(({ title, where, kind }, i) => `${inDigits(String(i + 1))} ${title || where || kind}`);
  const names = sheetNames([words`Contents`, ...wanted]);
  const tables = [contents(shown, names.slice(1)), ...shown.map(({ table }) => table)];
  await writeXlsx(
    tables.map((table, i) => [names[i]!, writableTable(table, names[i]!)] as const),
    file,
  );
  return true;
}
