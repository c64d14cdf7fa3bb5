import type { TypedColumn } from "../tables/table.js";
import { noteDuplicateRows } from "./duplicate-rows.js";
import type { Progress } from "./file-bytes.js";
import { readerOf } from "./format-readers.js";
import type { Issues } from "./issues.js";
import { unmarked, unmarkedColumn } from "./marks.js";
import type { Scanned } from "./scanned.js";
import type { Layout, Schema } from "./schema.js";
import { typeTable } from "./type-table.js";

/** A file that was scanned, and its columns as typed ones, also of rows that are not to be used. */
export interface ReadTable {
  readonly scanned: Scanned;
  readonly columns: readonly (readonly [string, TypedColumn])[];
}

interface Asked {
  readonly schema?: Schema | undefined;
  readonly layout?: Layout | undefined;
  readonly progress?: Progress | undefined;
}

/** Takes off the marks that keep spreadsheets from running a text. */
const withoutMarks = ({ scanned, columns }: ReadTable): ReadTable => ({
  scanned,
  columns: columns.map(([name, column]) => [name, unmarkedColumn(column)] as const),
});

/** A file of any format as typed columns; null when the issues say why it cannot be used. What the machine lacks is thrown. */
export async function readTable(
  caller: string,
  file: string,
  { schema, layout = {}, progress }: Asked,
  issues: Issues,
): Promise<ReadTable | null> {
  try {
    const found = await readerOf(file)!(file, { schema, layout, progress }, issues);
    if (found === null) return null;
    const isMarked = layout.formulas === "marked";
    const scanned = isMarked ? { ...found, names: found.names.map(unmarked) } : found;
    const table = { scanned, columns: typeTable(scanned, schema ?? found.described, issues) };
    noteDuplicateRows(scanned, issues);
    return isMarked ? withoutMarks(table) : table;
  } catch (error) {
    throw new Error(`${caller}: ${(error as Error).message.split("\n")[0]}`);
  }
}
