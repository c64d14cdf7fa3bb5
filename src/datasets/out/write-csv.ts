import { basename, extname } from "node:path";
import type { Layout, Schema } from "../schema.js";
import { csvLines } from "./csv-lines.js";
import { writeWhole } from "./whole-file.js";
import { columnsOf, requireWritable, schemaOf, type Writable } from "./writable.js";

/** What was written where, and how it is read back. */
export interface Written {
  readonly file: string;
  /** SHA-256 of the file's bytes, in hex. */
  readonly sha256: string;
  readonly rows: number;
  readonly schema: Schema;
  readonly layout: Layout;
}

/** How `writeCsv` writes, for whoever reads it back. */
const LAYOUT: Layout = { encoding: "utf-8", delimiter: ",", formulas: "marked" };

/** Characters that are written at a time. */
const PIECE = 2 ** 18;

/**
 * Writes a table as CSV that every program reads and that `load` reads back cell by cell: UTF-8, RFC 4180, with a byte order
 * mark, without which Excel shows Persian as noise. The file is there whole or not at all.
 *
 * Opened in a spreadsheet, no text of it runs: a text that would be a formula (=, +, − or @ in front) stands behind one '.
 * Missing is a blank cell; a text of nothing but blanks stands behind ' too, so that the two stay apart. Numbers and dates
 * are written as they are, numbers in plain decimal digits.
 *
 * Read back with the `schema` and `layout` that are returned, the table is the same. Without them the cells are the same,
 * but what looks like a number or a date is taken for one (00123 stays text), and the ' stays where it was put. Whole numbers
 * from 2⁵³ on are written, but refused when read as numbers: their last digits may not be what was meant.
 *
 * @param table a DataFrame, a table elsewhere, the result of a metric (with the row of everybody first), or plain rows
 * @example const { schema, layout } = await writeCsv(await nps(answers, { score: "recommend", by: "segment" }), "nps.csv");
 */
export async function writeCsv(table: Writable, file: string): Promise<Written> {
  const name = basename(file);
  const caller = `writeCsv ${name}`;
  if (!/\.csv$/i.test(name)) throw new TypeError(`writeCsv requires a file that ends with .csv; got ${name}`);
  const columns = await columnsOf(table, caller);
  requireWritable(columns, caller);
  const sha256 = await writeWhole(caller, file, async (pieces) => {
    let text = "";
    for (const line of csvLines(columns)) {
      text += line;
      if (text.length < PIECE) continue;
      await pieces.write(Buffer.from(text));
      text = "";
    }
    await pieces.write(Buffer.from(text));
  });
  return { file, sha256, rows: columns.rows, schema: schemaOf(columns, basename(name, extname(name))), layout: LAYOUT };
}
