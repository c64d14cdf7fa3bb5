import { type Cell, compareCells } from "../tables/table.js";
import type { Estimate, Keys, Result } from "./result.js";
import { shown } from "./scale.js";
import { keysOf } from "./segments.js";

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");
const inWords = (by: readonly string[]) => (by.length === 0 ? "none" : quoted(by));

const isKeys = (segment: Cell | Keys): segment is Keys => typeof segment === "object" && segment !== null;

/** The row of a segment: its value where the result is by one column, or a value for each. */
export function rowOf(
  { label, by, rows }: Result<Estimate>,
  segment: Cell | Keys,
  caller: string,
): Estimate & { readonly keys: Keys } {
  if (by.length === 0) throw new TypeError(`${caller} requires '${label}' by segment to take one; got no 'by'`);
  if (!isKeys(segment) && by.length > 1) {
    throw new TypeError(
      `${caller} requires the segment of '${label}' with a value for each of ${quoted(by)}; got ${shown(segment)}`,
    );
  }
  const keys: Keys = isKeys(segment) ? segment : { [by[0]!]: segment };
  const found = rows.find((row) => by.every((name) => row.keys[name] === keys[name]));
  if (found !== undefined) return found;
  const names = rows.map((row) => by.map((name) => row.keys[name] ?? `no ${name}`).join(" · "));
  const wanted = by.map((name) => shown(keys[name] ?? null)).join(", ");
  throw new RangeError(`${caller}: '${label}' has no segment ${wanted}; there are ${quoted(names.slice(0, 12))}`);
}

/** Cells one after the other, in the one order of keys. */
export function compareInTurn(a: readonly Cell[], b: readonly Cell[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareCells(a[i]!, b[i]!);
    if (order !== 0) return order;
  }
  return 0;
}

/** Throws unless all results are split by the same columns. */
export function requireSameBy(results: readonly Result<Estimate>[], by: readonly string[], caller: string): void {
  const other = results.find(
    (result) => result.by.length !== by.length || by.some((name) => !result.by.includes(name)),
  );
  if (other === undefined) return;
  throw new TypeError(
    `${caller} by ${inWords(by)} requires results by the same; '${other.label}' is by ${inWords(other.by)}`,
  );
}

/** Every segment that occurs in any of the results, in the one order of keys. */
export function segmentsOf(results: readonly Result<Estimate>[], by: readonly string[]): Keys[] {
  const found = new Map<string, Cell[]>();
  for (const { rows } of results) {
    for (const { keys } of rows) {
      const cells = by.map((name) => keys[name] ?? null);
      found.set(JSON.stringify(cells), cells);
    }
  }
  return [...found.values()].sort(compareInTurn).map((cells) => keysOf(by, cells));
}

/** The row of a segment in a result; an empty one where the result does not know the segment. */
export function rowIn({ rows }: Result<Estimate>, keys: Keys): Estimate {
  const found = rows.find((row) => Object.entries(keys).every(([name, cell]) => (row.keys[name] ?? null) === cell));
  return found ?? { estimate: null, lower: null, upper: null, n: 0, note: "nobody of this segment" };
}
