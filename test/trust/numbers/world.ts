import type { DataFrame } from "danfojs-node";
import { type Random, random } from "../../../src/statistics/random.js";
import { fromColumns } from "../../../src/tables/memory/from-columns.js";
import type { TypedColumn } from "../../../src/tables/table.js";
import { asTable } from "../../../src/tables/table-like.js";
import { inMemory } from "../../metrics/every-metric-law.js";

export type Columns = Readonly<Record<string, TypedColumn>>;

/** A small company: some customers of the demo company with all that is known of them, some answers gone missing. */
export interface World {
  readonly seed: number;
  readonly table: (name: string) => Promise<Columns>;
}

/** Whom a row is about, by the column that says so; rows of one of them come together or not at all. */
const ABOUT = ["customer", "respondent", "visitor", "lead"] as const;
/** Columns without which a row is no row: of whom, when, in which group. */
const KEPT =
  /^(customer|respondent|visitor|order|offer|ticket|session|response|date|.*_on|.*_at|wave|quarter|group|tactic|cost|kind|feature)$/;

const known = new Map<string, Promise<Columns>>();

const demo = (name: string): Promise<Columns> => {
  const found = known.get(name) ?? inMemory(name).then(columnsOf);
  known.set(name, found);
  return found;
};

async function columnsOf(frame: DataFrame): Promise<Columns> {
  const table = asTable(frame);
  return table.typed((await table.columns()).map(({ name }) => name));
}

export function take(column: TypedColumn, rows: Int32Array): TypedColumn {
  if (column.type === "number") return { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) };
  if (column.type === "boolean") return { ...column, values: Uint8Array.from(rows, (row) => column.values[row]!) };
  return { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) };
}

export const each = (columns: Columns, change: (column: TypedColumn, name: string) => TypedColumn): Columns =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, change(column, name)]));

export const rowsOf = (columns: Columns): number => {
  const first = Object.values(columns)[0]!;
  return "codes" in first ? first.codes.length : first.values.length;
};

function withMissing(column: TypedColumn, share: number, stream: Random): TypedColumn {
  if (column.type === "number") {
    return { ...column, values: column.values.map((value) => (stream.next() < share ? Number.NaN : value)) };
  }
  if (column.type === "boolean") return column;
  return { ...column, codes: column.codes.map((code) => (stream.next() < share ? -1 : code)) };
}

/** The rows about those of whom a part is drawn. */
function drawn(columns: Columns, share: number, seed: number): Int32Array {
  const about = ABOUT.map((name) => columns[name]).find((column) => column !== undefined);
  const n = rowsOf(columns);
  const all = Int32Array.from({ length: n }, (_, row) => row);
  const isIn = new Map<string, boolean>();
  const stream = random(seed);
  return all.filter((row) => {
    const name = about !== undefined && "codes" in about ? (about.dictionary[about.codes[row]!] ?? null) : null;
    if (name === null) return stream.next() < share;
    // By its name, so that a customer is in every table or in none.
    const inside = isIn.get(name) ?? random(hashOf(name) + seed).next() < share;
    isIn.set(name, inside);
    return inside;
  });
}

const hashOf = (text: string) => [...text].reduce((sum, letter) => (31 * sum + letter.charCodeAt(0)) % 1_000_003, 7);

/** How much of each table: small, but enough that every metric finds what it asks for. */
const SHARES: Readonly<Record<string, number>> = {
  sessions: 0.02,
  carts: 0.04,
  kano: 0.15,
  leads: 0.06,
  histories: 0.06,
};

export function world(seed: number): World {
  const make = async (name: string): Promise<Columns> => {
    const columns = await demo(name);
    const rows = drawn(columns, SHARES[name] ?? 0.05, seed);
    const stream = random(seed + 1);
    const missing = [0, 0.02, 0.1][seed % 3]!;
    return each(columns, (column, of) => {
      const taken = take(column, rows);
      return KEPT.test(of) || name === "histories" ? taken : withMissing(taken, missing, stream);
    });
  };
  return { seed, table: remembered(make) };
}

/** A table asked twice is made once. */
function remembered<T>(make: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (name) => {
    const found = made.get(name) ?? make(name);
    made.set(name, found);
    return found;
  };
}

/** The same company, each of its tables changed. */
export const changed = (of: World, change: (columns: Columns, name: string) => Columns): World => ({
  seed: of.seed,
  table: remembered(async (name) => change(await of.table(name), name)),
});

/** As the metrics' questions open tables. */
export const opened = (of: World): ((name: string) => Promise<DataFrame>) =>
  remembered(async (name) => fromColumns(Object.entries(await of.table(name))));
