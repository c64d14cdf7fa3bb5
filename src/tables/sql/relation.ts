import type { Exactness } from "../exact-sums.js";
import type { ColumnType } from "../table.js";
import type { Dialect } from "./dialect.js";

/**
 * What the engine keeps a column as, where that is neither DOUBLE, BOOLEAN nor text: a date, or numbers of which sums are
 * exact, as a double holds them ("whole", "decimal") or with more digits ("long decimal"). It groups, sorts and adds faster
 * than what it becomes where it leaves the engine.
 */
export type Native = "date" | "whole" | "decimal" | "long decimal";

/** A column as SQL knows it: `id` is an identifier of ours, so that no name from a file ever stands in a query. */
export interface RelationColumn {
  readonly name: string;
  readonly id: string;
  readonly type: ColumnType;
  readonly native?: Native;
  /** What the declared type says of its numbers, where the engine keeps whole or decimal numbers. */
  readonly exact?: Exactness;
  /** Its smallest and largest number, where that was looked at when the relation was made. */
  readonly range?: readonly [number, number];
}

/** Rows on an engine: what stands after FROM, and its columns. */
export interface Relation {
  /** What the rows are called in messages. */
  readonly name: string;
  /** A table or a query in parentheses with an alias. Its columns are DOUBLE, BOOLEAN and text, as their types say, or native. */
  readonly from: string;
  readonly columns: readonly RelationColumn[];
  /** Columns by which `typed` sorts; [] for the order in which the engine has the rows. */
  readonly order: readonly string[];
  /** What is known of its numbers without looking: no more rows than these, and how columns add up exactly. */
  readonly known?: { readonly rows: number; readonly exactness: ReadonlyMap<string, Exactness> };
}

/** Whoever runs a query: gives its columns back as plain values (number, string, boolean, null). */
export interface Engine {
  readonly dialect: Dialect;
  /** Rows that may leave it at once; `MAX_ROWS` unless told. */
  readonly maxRows?: number;
  /** @param most where given, reading may end once more rows than these have come */
  query(sql: string, most?: number): Promise<readonly (readonly unknown[])[]>;
  /** The same for many rows: columns of doubles as numbers in memory, NaN where missing. */
  arrays(sql: string, most?: number): Promise<readonly (Float64Array | readonly unknown[])[]>;
}

export function columnOf(relation: Relation, name: string): RelationColumn {
  const found = relation.columns.find((column) => column.name === name);
  if (found === undefined) throw new Error(`no column '${name}' in ${relation.name}`);
  return found;
}

/** A column as it leaves the engine: dates as ISO text, numbers as doubles. `id` is what it is called there. */
export function leaving({ native }: RelationColumn, id: string, { text, double }: Dialect): string {
  if (native === undefined) return id;
  if (native === "date") return text(id);
  // An engine may round a long decimal twice; the text of it is rounded once.
  return double(native === "long decimal" ? text(id) : id);
}

/** A column as a double: booleans count as 0 and 1. */
export function numberSql(relation: Relation, name: string, dialect: Dialect): string {
  const column = columnOf(relation, name);
  const { id, type } = column;
  if (type === "number") return leaving(column, id, dialect);
  if (type === "boolean") return `CASE WHEN ${id} THEN 1.0E0 WHEN NOT ${id} THEN 0.0E0 END`;
  throw new TypeError(`a sum requires a number column; '${name}' is ${type}`);
}
