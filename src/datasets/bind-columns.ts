import { nearestNames } from "../tables/nearest.js";
import { fold } from "../text/spelling.js";
import type { Issues } from "./issues.js";
import type { ColumnSchema, Schema } from "./schema.js";
import { withTableMissing } from "./values/missing-codes.js";

/** A column of the file as it is called from here on, and what the schema says of it. */
export interface Bound {
  /** The schema's name where the schema describes it, else that of the header. */
  readonly name: string;
  readonly schema: ColumnSchema | undefined;
}

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

/** Where the column that a schema names stands in the header: by its very name, else the only one that folds to it. */
function placeOf(wanted: string, names: readonly string[], taken: Set<string>, issues: Issues): number | null {
  const exact = names.indexOf(wanted);
  if (exact >= 0) return exact;
  const key = fold(wanted);
  const alike = names.filter((name) => !taken.has(name) && fold(name) === key);
  if (alike.length === 1) {
    const message = `the header's '${alike[0]}' is taken for '${wanted}'`;
    issues.note({ rule: "header", message, column: wanted, value: alike[0]! });
    taken.add(alike[0]!);
    return names.indexOf(alike[0]!);
  }
  const near = nearestNames(wanted, names);
  const hint =
    alike.length > 1
      ? `several are spelt like it: ${quoted(alike)}`
      : near.length > 0
        ? `nearest: ${quoted(near)}`
        : `it has ${names.join(", ")}`;
  issues.file({ rule: "column", message: `no column '${wanted}' in the file; ${hint}`, column: wanted });
  return null;
}

const SPACED = /^\s|\s$|\s\s/;

/** Names that nobody types again as they stand: with spaces at their ends, or two in a row. */
function noteSpaces(names: readonly string[], described: ReadonlySet<string>, issues: Issues): void {
  for (const name of names) {
    if (!SPACED.test(name) || described.has(name)) continue;
    const message = `the header's '${name}' has spaces at its ends or two in a row`;
    issues.note({ rule: "header", message, column: name, value: name, hint: "a schema may name it without them" });
  }
}

/**
 * The columns of a file, each with what the schema says of it. Columns are bound by name, never by position; a header that
 * differs from the schema's name only in spelling is bound and noted. A column of the schema that is not there is an issue of
 * the file.
 */
export function bindColumns(names: readonly string[], schema: Schema | undefined, issues: Issues): readonly Bound[] {
  const bound: Bound[] = names.map((name) => ({ name, schema: undefined }));
  const described = Object.entries(schema?.columns ?? {});
  const taken = new Set(described.map(([name]) => name));
  for (const [name, column] of described) {
    const place = placeOf(name, names, taken, issues);
    if (place !== null) bound[place] = { name, schema: withTableMissing(column, schema?.missing) };
  }
  noteSpaces(names, taken, issues);
  return bound;
}
