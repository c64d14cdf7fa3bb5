import type { Issues } from "../issues.js";
import type { ScannedColumn } from "../scanned.js";
import type { Encoding } from "../schema.js";
import type { Delimiter } from "./delimiter.js";
import { LineIndex } from "./line-index.js";
import { withCsv } from "./open-csv.js";
import { plansFor } from "./plans.js";
import { type CsvOptions, estimated, noteLineEnds, questionsOf, scanAll } from "./read-csv.js";
import { Scanner } from "./scan.js";
import { UsualRecords } from "./usual-records.js";

/** Some rows of a file, one after the other. */
export interface Block {
  readonly names: readonly string[];
  readonly columns: readonly ScannedColumn[];
  readonly rows: number;
  /** Rows of the file above these. */
  readonly offset: number;
}

/** A file of which nothing was kept but the counts. */
export interface CheckedFile {
  readonly names: readonly string[];
  /** Records below the header, those kept aside included, blank ones not. */
  readonly rows: number;
  readonly rejected: number;
  readonly blank: number;
  readonly header: number;
  readonly preamble: number;
  readonly records: number;
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly questions: ReadonlyMap<string, string>;
  lineOf(row: number): number;
  linesOf(row: number): number;
  readonly headerLines: number;
}

/**
 * Scans a CSV file block by block, for what is done without keeping its rows: memory stays flat whatever the size. What is
 * wrong with the records goes to the issues. Null when the file cannot be used at all.
 */
export async function scanBlocks(
  path: string,
  { schema, layout = {}, progress }: CsvOptions,
  issues: Issues,
  use: (block: Block) => void | Promise<void>,
): Promise<CheckedFile | null> {
  return withCsv(path, layout, progress, issues, async (csv) => {
    const { window, header, faults, encoding } = csv;
    const { names } = header;
    const lines = new LineIndex(header.lines + 1);
    // What nobody described may be text further down: it stays as it stands.
    const plans = plansFor(names, schema).map((plan) => (plan === "infer" ? "text" : plan));
    let [rows, blank, returns] = [0, 0, 0];
    const usual = new UsualRecords(plans.length, header.delimiter.charCodeAt(0), 0);
    const take = async () => {
      const expected = estimated(window, window.length, plans.length);
      const scanner = new Scanner(window, plans, lines, faults, issues, expected, rows, usual);
      scanner.take();
      if (scanner.isRefused) return false;
      const block = { names, columns: scanner.columns(), rows: scanner.rows, offset: rows };
      rows += scanner.rows;
      blank += scanner.blank;
      returns += scanner.returns;
      if (block.rows > 0) await use(block);
      return true;
    };
    if (!(await scanAll(csv, take, () => lines.lineOf(rows + 1), issues))) return null;
    noteLineEnds(returns, rows - window.added, issues);
    return {
      names,
      rows,
      rejected: issues.rejected.size,
      blank,
      header: header.rows,
      preamble: header.preamble,
      records: header.rows + header.preamble + rows + blank,
      encoding,
      delimiter: header.delimiter,
      questions: questionsOf(header),
      lineOf: (row) => lines.lineOf(row),
      linesOf: (row) => lines.linesOf(row),
      headerLines: header.lines,
    };
  });
}
