import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DataFrame } from "danfojs-node";
import type { Issue } from "../../src/datasets/issues.js";
import type { Layout, Schema } from "../../src/datasets/schema.js";
import type { Table, TypedColumn } from "../../src/tables/table.js";
import { asTable } from "../../src/tables/table-like.js";

/** The files, written by make.py beside the folder, each with its truth: NAME and NAME.truth.json. */
export const NASTY = join(import.meta.dirname, "../fixtures/nasty/files");

/** An issue that must be told. What is not said of it is left open; a rule such as 'type|range' names the ones that do. */
export interface Planted extends Partial<Pick<Issue, "row" | "column" | "value" | "effect">> {
  readonly rule: string;
}

/** What is to be read from a file with one schema and layout, or with which words it is to be refused. */
export interface Truth {
  readonly schema?: Schema;
  readonly layout?: Layout;
  readonly refused?: readonly string[];
  readonly columns: readonly (readonly [string, string, readonly unknown[]])[];
  readonly issues: readonly Planted[];
  /** What may be told besides. */
  readonly may?: readonly Planted[];
  readonly balance: Readonly<Record<"rows" | "rejected" | "blank" | "header" | "preamble" | "records", number>>;
  readonly encoding?: string;
  readonly delimiter?: string;
}

export interface NastyFile {
  readonly file: string;
  readonly about: string;
  readonly readings: readonly Truth[];
}

const TRUTH = ".truth.json";

export const nastyFiles: readonly NastyFile[] = readdirSync(NASTY)
  .filter((name) => name.endsWith(TRUTH))
  .sort()
  .map((name) => {
    const told = JSON.parse(readFileSync(join(NASTY, name), "utf8")) as Omit<NastyFile, "file">;
    return { file: name.slice(0, -TRUTH.length), ...told };
  });

/** The values of a column as the truth writes them, missing as null. */
export function valuesOf(column: TypedColumn): readonly unknown[] {
  if (column.type === "number") return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
  if (column.type === "boolean") return Array.from(column.values, (value) => (value === 255 ? null : value === 1));
  return Array.from(column.codes, (code) => (code < 0 ? null : column.dictionary[code]));
}

/** The columns of a table as the truth writes them: name, type, values. */
export async function cellsOf(from: DataFrame | Table): Promise<Truth["columns"]> {
  const table = asTable(from);
  const columns = await table.columns();
  const typed = await table.typed(columns.map(({ name }) => name));
  return columns.map(({ name, type }) => [name, type, valuesOf(typed[name]!)]);
}

const said = (planted: Planted) => Object.keys(planted).length;

function fits(issue: Issue, planted: Planted): boolean {
  const { rule, ...rest } = planted;
  if (!rule.split("|").includes(issue.rule)) return false;
  return Object.entries(rest).every(([key, value]) => issue[key as keyof Issue] === value);
}

/** Which of the planted issues nobody told, and which were told that nobody planted. */
export function judged(told: readonly Issue[], { issues, may = [] }: Pick<Truth, "issues" | "may">) {
  const left = [...told];
  const untold: Planted[] = [];
  for (const planted of [...issues].sort((a, b) => said(b) - said(a))) {
    const found = left.findIndex((issue) => fits(issue, planted));
    if (found < 0) untold.push(planted);
    else left.splice(found, 1);
  }
  const invented = left
    .filter((issue) => !may.some((allowed) => fits(issue, allowed)))
    .map(({ row, column, value, rule, effect, message }) => ({ row, column, value, rule, effect, message }));
  return { untold, invented };
}
