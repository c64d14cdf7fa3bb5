import fc from "fast-check";
import type { ColumnSource } from "../../src/tables/memory/column-source.js";
import { inferColumn } from "../../src/tables/memory/infer.js";
import { type ColumnType, pairOf, type Term, type TypedColumn } from "../../src/tables/table.js";

/** A table as lists of plain values: what both places hold in a law. */
export interface PlainTable {
  readonly rows: number;
  readonly columns: readonly {
    readonly name: string;
    readonly type: ColumnType;
    readonly values: readonly unknown[];
  }[];
}

const KEYS = [
  "a",
  "b-c",
  "a-b",
  "c",
  "",
  " ",
  "constructor",
  "__proto__",
  "O'Brien",
  '"q", x',
  "تهران",
  "اصفهان",
  "1",
  "😀",
  "\uFFFD",
  "null",
];

const orMissing = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 6 });

const decimals = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => cents / 100);

/** Numbers, text and booleans with missing cells, decimals, huge and tiny doubles, weights. */
export const plainTable: fc.Arbitrary<PlainTable> = fc.integer({ min: 0, max: 40 }).chain((rows) => {
  const column = (values: fc.Arbitrary<unknown>) => fc.array(orMissing(values), { minLength: rows, maxLength: rows });
  return fc
    .record({
      segment: fc.subarray(KEYS, { minLength: 1 }).chain((some) => column(fc.constantFrom(...some))),
      score: column(fc.integer({ min: -2, max: 12 })),
      group: column(fc.constantFrom(0, -0, 1.5, -7, 1e300, 2 ** 40, 0.1)),
      member: column(fc.boolean()),
      revenue: column(decimals),
      measured: column(fc.double({ min: -1e6, max: 1e6, noNaN: true })),
      far: column(fc.integer({ min: 0, max: 999 }).map((tail) => 1_000_000 + tail / 100)),
      farMeasured: column(fc.double({ min: 0, max: 1, noNaN: true }).map((tail) => -1e6 + tail)),
      weight: column(fc.constantFrom(0, 0.5, 1, 2.25, 1 / 3)),
      day: column(fc.constantFrom("2026-03-21", "2025-12-31", "2024-02-29")),
    })
    .map((values) => ({
      rows,
      columns: Object.entries(values).map(([name, list]) => ({ name, type: typeOf(name), values: list })),
    }));
});

function typeOf(name: string): ColumnType {
  if (name === "segment" || name === "day") return "text";
  return name === "member" ? "boolean" : "number";
}

function typed(type: ColumnType, name: string, values: readonly unknown[]): TypedColumn {
  const column = inferColumn(values, name, "random");
  if (column.type === type) return column;
  if (type === "boolean") return { type, values: new Uint8Array(values.length).fill(255) };
  return { type: "text", codes: new Int32Array(values.length).fill(-1), dictionary: [] };
}

/** The table in memory. */
export function inMemory({ rows, columns }: PlainTable): ColumnSource {
  const made = new Map(columns.map(({ name, type, values }) => [name, typed(type, name, values)]));
  return { name: "random", rows: () => rows, names: () => [...made.keys()], column: (name) => made.get(name)! };
}

/** Σ|term| over the rows, which is what the rounding of its sum is measured by. */
export function magnitude(table: PlainTable, term: Term): number {
  const value = (one: Term, row: number): number => {
    if (typeof one === "string") return Number(table.columns.find(({ name }) => name === one)!.values[row] ?? 0);
    if ("product" in one) return value(one.product[0], row) * value(one.product[1], row);
    if ("below" in one) return 1;
    const [a, b] = pairOf(one);
    if ("given" in one) return value(a, row);
    return Math.max(Math.abs(value(a, row)), Math.abs(value(b, row)));
  };
  let sum = 0;
  for (let row = 0; row < table.rows; row++) sum += Math.abs(value(term, row));
  return sum;
}
