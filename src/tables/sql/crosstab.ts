import { MAX_ROWS, TooManyRows } from "../max-rows.js";
import { inferColumn } from "../memory/infer.js";
import { keyCodes } from "../memory/key-codes.js";
import { inKeyOrder } from "../memory/key-order.js";
import { type Cell, type Cross, compareCells, type Term } from "../table.js";
import type { ProfileOf } from "./profile.js";
import { columnOf, type Engine, leaving, type Relation } from "./relation.js";
import { sumOf, thereSql } from "./terms.js";

/** Key values in the one order of keys. */
export function compareKeys(a: readonly Cell[], b: readonly Cell[]): number {
  for (let k = 0; k < a.length; k++) {
    const difference = compareCells(a[k]!, b[k]!);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Zero has no sign as a key. */
export const asCell = (value: unknown): Cell => (value === 0 ? 0 : (value as Cell));

/** Crosses in the one order of keys, sorted by codes of the key columns that the engine sent. */
function ordered(
  crosses: readonly Cross[],
  keys: readonly string[],
  columns: readonly (readonly unknown[])[],
): Cross[] {
  const codes = keys.map((key, k) => keyCodes(inferColumn(columns[k]!, key, "the answer")));
  const places = codes.map(({ codes: own, offset }) => (offset === 0 ? own : own.map((code) => code + offset)));
  return keys.length === 0 ? [...crosses] : Array.from(inKeyOrder(codes, places), (i) => crosses[i]!);
}

/** One query: GROUP BY the keys, counts and sums; sorted here, by the order that holds everywhere. */
export async function crosstab(
  engine: Engine,
  relation: Relation,
  profileOf: ProfileOf,
  keys: readonly string[],
  terms: readonly Term[],
): Promise<Cross[]> {
  const { dialect, maxRows = MAX_ROWS } = engine;
  const columnsOfKeys = keys.map((key) => columnOf(relation, key));
  const ids = columnsOfKeys.map(({ id }) => id);
  const profile = await profileOf(terms);
  const sums = terms.map((term) => sumOf(engine, relation, profile, term));
  const parts = columnsOfKeys.map((column) => leaving(column, column.id, dialect));
  // What several terms ask alike is asked once: their counts mostly are the same.
  const place = (part: string) => (parts.includes(part) ? parts.indexOf(part) : parts.push(part) - 1);
  parts.push(dialect.double("count(*)"));
  const places = sums.map(({ value, sum }, t) => ({
    sum: place(sum(value)),
    count: place(dialect.double(`count(${thereSql(relation, profile, terms[t]!)})`)),
  }));
  const grouped = ids.length > 0 ? ` GROUP BY ${ids.join(", ")}` : "";
  const columns = await engine.query(`SELECT ${parts.join(", ")} FROM ${relation.from}${grouped}`, maxRows);
  const counts = columns[ids.length] as readonly number[];
  if (counts.length > maxRows) {
    const what = `combinations of ${keys.map((key) => `'${key}'`).join(", ")} in ${relation.name}`;
    throw new TooManyRows("crosstab", what, null, maxRows);
  }
  const crosses = counts.map((n, row) => ({
    keys: ids.map((_, k) => asCell(columns[k]![row])),
    n,
    sums: sums.map(({ divisor }, t) => ((columns[places[t]!.sum]![row] as number | null) ?? 0) / divisor),
    counts: places.map(({ count }) => columns[count]![row] as number),
  }));
  return ordered(crosses, keys, columns);
}
