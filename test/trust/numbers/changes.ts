import { random } from "../../../src/statistics/random.js";
import type { TypedColumn } from "../../../src/tables/table.js";
import { type Columns, each, rowsOf, take } from "./world.js";

/** The same rows in another order. */
export function permuted(columns: Columns, seed: number): Columns {
  const stream = random(seed);
  const order = Int32Array.from({ length: rowsOf(columns) }, (_, row) => row);
  for (let i = order.length - 1; i > 0; i--) {
    const j = stream.integer(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return each(columns, (column) => take(column, order));
}

/** Columns that only tell whom or what a row is about; no question names a value of theirs. */
const NAMES = /^(customer|visitor|respondent|segment|topic|region|lead|order|session|offer|ticket|response|reason_id)$/;
/** Stands before every changed label: before or after all others alike, so that their order stays. */
export const MARK = "§ ";

/** The same rows under other names of segments and people, in the same order of names. */
export const relabelled = (columns: Columns): Columns =>
  each(columns, (column, name) =>
    "codes" in column && NAMES.test(name)
      ? { ...column, dictionary: column.dictionary.map((label) => `${MARK}${label}`) }
      : column,
  );

/** Numbers that a name's letters give, in no order. */
const scrambledName = (name: string) => {
  let hash = 7;
  for (const letter of name) hash = (hash * 48_271 + letter.charCodeAt(0)) % 2_147_483_647;
  return `${hash.toString(36)}~${name}`;
};

/** The same rows of people under other names, in another order of names. */
export const scrambled = (columns: Columns): Columns =>
  each(columns, (column, name) =>
    "codes" in column && IDS.test(name)
      ? { ...column, dictionary: column.dictionary.map((label) => scrambledName(label)) }
      : column,
  );

const IDS = /^(customer|visitor|respondent|lead|order|session|offer|ticket|response|cart)$/;

function appended(column: TypedColumn, name: string): TypedColumn {
  if (column.type === "number") return { ...column, values: Float64Array.of(...column.values, ...column.values) };
  if (column.type === "boolean") return { ...column, values: Uint8Array.of(...column.values, ...column.values) };
  const { codes, dictionary } = column;
  if (!IDS.test(name)) return { ...column, codes: Int32Array.of(...codes, ...codes) };
  const again = codes.map((code) => (code < 0 ? -1 : code + dictionary.length));
  return {
    ...column,
    codes: Int32Array.of(...codes, ...again),
    dictionary: [...dictionary, ...dictionary.map((label) => `${label}, again`)],
  };
}

/** Every row twice, the second time of people of their own. */
export const doubled = (columns: Columns): Columns => each(columns, appended);

/** Every row counts a whole number of times, 1 to 3. */
export function weighed(columns: Columns, seed: number): Columns {
  const stream = random(seed);
  const weight = Float64Array.from({ length: rowsOf(columns) }, () => 1 + stream.integer(3));
  return { ...columns, weight: { type: "number", values: weight } };
}

/** Rows of a whole weight, each as often as it counts. */
export function repeated(columns: Columns): Columns {
  const weight = columns.weight as TypedColumn & { type: "number" };
  const rows = Int32Array.from([...weight.values].flatMap((times, row) => new Array<number>(times).fill(row)));
  const all = each(columns, (column) => take(column, rows));
  return { ...all, weight: { type: "number", values: new Float64Array(rows.length).fill(1) } };
}
