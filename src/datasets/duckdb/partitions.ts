import { relative } from "node:path";
import { isoDate } from "../iso-dates.js";
import type { Files } from "./files-of.js";

/** What folders called `column=value` say of the rows below them, as lakes lay out tables: the column and its type. */
export interface Partition {
  readonly name: string;
  readonly type: "DOUBLE" | "DATE" | "VARCHAR";
}

/** How a missing value is written as the name of a folder. */
const MISSING = "__HIVE_DEFAULT_PARTITION__";
const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/;

/** By the rule for columns that nobody described: 2025 is a number, 01 stays text. */
function typeOf(values: readonly string[]): Partition["type"] {
  const known = values.filter((value) => value !== MISSING);
  if (known.length > 0 && known.every((value) => NUMBER.test(value))) return "DOUBLE";
  return known.length > 0 && known.every((value) => isoDate(value) !== null) ? "DATE" : "VARCHAR";
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const pairsOf = (path: string) =>
  path
    .split("/")
    .slice(0, -1)
    .filter((part) => /^[^=]+=/.test(part))
    .map((part) => [part.slice(0, part.indexOf("=")), decoded(part.slice(part.indexOf("=") + 1))] as const);

/** The columns that the folders of the files name. Throws where not every file lies under the same. */
export function partitionsOf({ root, files }: Files, name: string): readonly Partition[] {
  const paths = files.map((file) => ({ path: relative(root, file), pairs: pairsOf(file) }));
  const columns = (pairs: ReturnType<typeof pairsOf>) => pairs.map(([column]) => column).join("/");
  const [first] = paths;
  const other = paths.find(({ pairs }) => columns(pairs) !== columns(first!.pairs));
  if (other !== undefined) {
    const said = (one: typeof other) => `'${columns(one.pairs)}' of ${one.path}`;
    throw new Error(
      `duckdb ${name} requires files under folders that name the same columns; got ${said(first!)} and ${said(other)}`,
    );
  }
  return first!.pairs.map(([column], i) => ({ name: column, type: typeOf(paths.map(({ pairs }) => pairs[i]![1])) }));
}
