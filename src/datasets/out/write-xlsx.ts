import { basename } from "node:path";
import type { Layout, Schema } from "../schema.js";
import { writeWhole } from "./whole-file.js";
import { type Columns, columnsOf, requireWritable, schemaOf, type Writable } from "./writable.js";
import { sheetNames } from "./xlsx/sheet-names.js";
import { sheetXml, WrittenTexts } from "./xlsx/sheet-xml.js";
import * as workbook from "./xlsx/workbook-xml.js";
import { ZipWriter } from "./xlsx/zip-writer.js";

/** One sheet of a written workbook, and how it is read back. */
interface WrittenSheet {
  /** The name that was asked for. */
  readonly name: string;
  readonly rows: number;
  readonly schema: Schema;
  /** Says which sheet, by the name it has in the workbook. */
  readonly layout: Layout & { readonly sheet: string };
}

export interface WrittenWorkbook {
  readonly file: string;
  /** SHA-256 of the file's bytes, in hex. */
  readonly sha256: string;
  readonly sheets: readonly WrittenSheet[];
}

/** Tables by the name of their sheet, or pairs of both. */
type Sheets = Readonly<Record<string, Writable>> | readonly (readonly [sheet: string, table: Writable])[];

const MOST_ROWS = 2 ** 20 - 1;
const MOST_COLUMNS = 16_384;
const LONGEST = 32_767;

/** Throws for what no sheet can hold. */
function requireFitting({ rows, columns }: Columns, caller: string): void {
  if (rows > MOST_ROWS)
    throw new RangeError(`${caller} requires at most ${MOST_ROWS} rows, as a sheet has; got ${rows}: use writeCsv`);
  if (columns.length > MOST_COLUMNS)
    throw new RangeError(`${caller} requires at most ${MOST_COLUMNS} columns, as a sheet has; got ${columns.length}`);
  for (const [name, column] of columns) {
    if (name.trim() === "") throw new TypeError(`${caller} requires a name for each column; got a blank one`);
    if (!("dictionary" in column)) continue;
    const code = column.dictionary.findIndex((text) => text.length > LONGEST);
    const row = code < 0 ? -1 : column.codes.indexOf(code);
    if (row < 0) continue;
    const got = `${column.dictionary[code]!.length} in '${name}' (row ${row + 1})`;
    throw new RangeError(`${caller} requires texts of at most ${LONGEST} characters, as a cell holds; got ${got}`);
  }
}

/**
 * Writes tables as an Excel workbook, one sheet each: numbers, true and false and real dates as such, every text as text
 * (a text that begins with = is shown, never run), names in bold and kept in view, a Persian table from right to left. The
 * file is there whole or not at all, and the same tables are the same bytes.
 *
 * Read back with the `schema` and `layout` of its sheet, a table is the same, except that a blank text comes back as missing.
 * A column with a date before March 1900, or with fractions of a millisecond, is written as text: Excel has no such dates.
 *
 * Names of sheets are made such as Excel allows. A table of more than 1,048,575 rows or a text of more than 32,767 characters
 * is refused.
 *
 * @param sheets the tables by the name of their sheet; pairs of both where a name could stand twice
 * @example await writeXlsx({ "NPS by segment": score, answers }, "results.xlsx");
 */
export async function writeXlsx(sheets: Sheets, file: string): Promise<WrittenWorkbook> {
  const name = basename(file);
  const caller = `writeXlsx ${name}`;
  if (!/\.xlsx$/i.test(name)) throw new TypeError(`writeXlsx requires a file that ends with .xlsx; got ${name}`);
  const pairs: readonly (readonly [string, Writable])[] = Array.isArray(sheets) ? sheets : Object.entries(sheets);
  if (pairs.length === 0) throw new TypeError(`${caller} requires at least one table; got none`);
  const tables: Columns[] = [];
  for (const [, table] of pairs) {
    const columns = await columnsOf(table, caller);
    requireWritable(columns, caller);
    requireFitting(columns, caller);
    tables.push(columns);
  }
  const names = sheetNames(pairs.map(([sheet]) => sheet));
  const sha256 = await writeWhole(caller, file, async (pieces) => writeParts(new ZipWriter(pieces), tables, names));
  const written = tables.map((table, i): WrittenSheet => {
    const sheet = names[i]!;
    return { name: pairs[i]![0], rows: table.rows, schema: schemaOf(table, sheet), layout: { sheet } };
  });
  return { file, sha256, sheets: written };
}

async function writeParts(zip: ZipWriter, tables: readonly Columns[], names: readonly string[]): Promise<void> {
  const texts = new WrittenTexts();
  await zip.add("[Content_Types].xml", workbook.contentTypesXml(tables.length));
  await zip.add("_rels/.rels", workbook.rootRelationsXml);
  await zip.add("xl/workbook.xml", workbook.workbookXml(names));
  await zip.add("xl/_rels/workbook.xml.rels", workbook.workbookRelationsXml(tables.length));
  await zip.add("xl/styles.xml", workbook.stylesXml);
  for (const [i, table] of tables.entries()) await zip.add(`xl/worksheets/sheet${i + 1}.xml`, sheetXml(table, texts));
  await zip.add("xl/sharedStrings.xml", workbook.sharedStringsXml(texts.all, texts.size));
  await zip.end();
}
