import { open, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { BlockChecker, type CheckedColumn, type Seen } from "../csv/check-block.js";
import { type Block, type CheckedFile, scanBlocks } from "../csv/scan-blocks.js";
import { Issues } from "../issues.js";
import { keepAside } from "../keep-aside.js";
import type { ScannedColumn } from "../scanned.js";
import type { Layout, Schema } from "../schema.js";

export interface CsvRules {
  readonly schema: Schema | undefined;
  readonly layout: Layout;
  readonly rejects: "refuse" | "aside";
  readonly rejectsTo: string | undefined;
}

/**
 * A copy that DuckDB can read: UTF-8, commas, one header line, values written in one way. The last column says which rows are kept:
 * a column that nobody described has its type from all rows, as `load` finds it.
 */
export interface PreparedCsv {
  readonly file: string;
  readonly names: readonly string[];
  /** Rows of the copy, and those of them that are kept. */
  readonly rows: number;
  readonly kept: number;
  /** Bytes of the longest line. */
  readonly longest: number;
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

type Writer = (row: number) => string;

/** How the cells of a column are written: as their values where the schema says what they are, else as they stand. */
function writerOf(scanned: ScannedColumn, checked: CheckedColumn): Writer {
  const column = checked ?? (scanned.kind === "typed" ? scanned.column : scanned);
  if ("dictionary" in column) {
    const texts = column.dictionary.map(quoted);
    return (row) => (column.codes[row]! < 0 ? '""' : texts[column.codes[row]!]!);
  }
  const { values } = column;
  if ("type" in column && column.type === "boolean")
    return (row) => (values[row] === 255 ? '""' : values[row] === 1 ? "true" : "false");
  return (row) => (Number.isNaN(values[row]!) ? '""' : `${values[row]!}`);
}

function linesOf(block: Block, checked: readonly CheckedColumn[], rejected: ReadonlySet<number>): string[] {
  const writers = block.columns.map((column, i) => writerOf(column, checked[i]!));
  const lines: string[] = [];
  for (let row = 0; row < block.rows; row++) {
    const keep = rejected.has(block.offset + row + 1) ? "false" : "true";
    lines.push([...writers.map((write) => write(row)), keep].join(","));
  }
  return lines;
}

async function written(
  file: string,
  copy: string,
  { schema, layout }: CsvRules,
  seen: Seen,
  issues: Issues,
): Promise<{ readonly checked: CheckedFile; readonly names: readonly string[]; readonly longest: number } | null> {
  const handle = await open(copy, "a");
  let checker: BlockChecker | null = null;
  let longest = 0;
  try {
    const checked = await scanBlocks(file, { schema, layout }, issues, async (block) => {
      checker ??= new BlockChecker(block.names, schema, issues, seen);
      const cells = checker.check(block);
      const lines = linesOf(block, cells, issues.rejected);
      // A character takes up to 3 bytes for each unit of the string.
      longest = lines.reduce((most, line) => Math.max(most, line.length * 3), longest);
      if (lines.length > 0) await handle.appendFile(`${lines.join("\n")}\n`);
    });
    if (checked === null) return null;
    checker ??= new BlockChecker(checked.names, schema, issues, seen);
    return { checked, names: checker.names, longest };
  } finally {
    await handle.close();
  }
}

/** Reads a CSV file by the rules of `load` and writes a copy, in flat memory. */
export async function prepareCsv(
  caller: string,
  file: string,
  folder: string,
  rules: CsvRules,
  seen: Seen,
): Promise<PreparedCsv> {
  const issues = new Issues();
  const copy = join(folder, `${basename(file)}.${seen.files++}.csv`);
  await writeFile(copy, "header\n");
  const made = await written(file, copy, rules, seen, issues);
  if (rules.rejects === "refuse") issues.throwIfAny(caller);
  else issues.throwIfUnreadable(caller);
  const { checked, names, longest } = made!;
  await keepAside(file, { ...checked, columns: [] }, rules.rejectsTo, issues);
  return { file: copy, names, rows: checked.rows, kept: checked.rows - issues.rejected.size, longest };
}
