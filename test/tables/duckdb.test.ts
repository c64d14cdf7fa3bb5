import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openDuckdb } from "../../src/tables/duckdb/connection.js";
import { typedRelation } from "../../src/tables/duckdb/typed-relation.js";
import { memoryTable } from "../../src/tables/memory/memory-table.js";
import type { Engine } from "../../src/tables/sql/relation.js";
import { sqlTable } from "../../src/tables/sql/sql-table.js";
import type { Aggregate, Cross, Moments, Table, Term } from "../../src/tables/table.js";
import { inMemory, magnitude, type PlainTable, plainTable } from "./random-table.js";

const engine = await openDuckdb({ folders: [] }, { threads: 2 });
let tables = 0;

const SQL_TYPE = {
  number: "DOUBLE",
  boolean: "BOOLEAN",
  text: "VARCHAR",
  date: "VARCHAR",
  datetime: "VARCHAR",
} as const;

function literal(value: unknown): string {
  if (value === null) return "NULL";
  return typeof value === "string" ? engine.dialect.literal(value) : `${Object.is(value, -0) ? "-0.0" : value}`;
}

/** The same rows as a table of DuckDB's. */
async function inDuckdb(engine: Engine, { rows, columns }: PlainTable): Promise<Table> {
  const name = `random_${tables++}`;
  const declared = columns.map((column) => `"${column.name}" ${SQL_TYPE[column.type]}`).join(", ");
  await engine.query(`CREATE TABLE ${name} (${declared})`);
  const values = Array.from(
    { length: rows },
    (_, row) =>
      `(${columns.map((column) => `CAST(${literal(column.values[row])} AS ${SQL_TYPE[column.type]})`).join(", ")})`,
  );
  if (rows > 0) await engine.query(`INSERT INTO ${name} VALUES ${values.join(", ")}`);
  return sqlTable(engine, await typedRelation(engine, name, "random"));
}

const key = fc.constantFrom("segment", "score", "group", "member", "day");
const keys = fc.uniqueArray(key, { maxLength: 3 });
const column: fc.Arbitrary<string> = fc.constantFrom(
  "score",
  "revenue",
  "measured",
  "member",
  "weight",
  "far",
  "farMeasured",
);
const term: fc.Arbitrary<Term> = fc.oneof(
  column,
  fc.tuple(column, column).map((product): Term => ({ product })),
  fc.tuple(column, column).map((min): Term => ({ min })),
  fc.tuple(column, column).map((max): Term => ({ max })),
  fc.tuple(column, column).map((below): Term => ({ below })),
  fc.tuple(column, column).map((given): Term => ({ given })),
  fc.tuple(column, column, column).map(([a, b, c]): Term => ({ product: [a, { max: [b, c] }] })),
  fc
    .tuple(column, column, column)
    .map(([a, b, c]): Term => ({ product: [{ given: [a, c] }, { below: [b, { below: [c, c] }] }] })),
);

/** Whether a term adds numbers that no decimal scale makes whole; only their sums may differ in the last digits. */
const isMeasured = (one: Term) => /measured|weight/i.test(JSON.stringify(one));

/** Equal within 1e-12 of the size of what was added. */
function close(a: number, b: number, size: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-12 * Math.max(size, 1e-300);
}

function sameCrosses(a: readonly Cross[], b: readonly Cross[], terms: readonly Term[], table: PlainTable): void {
  const counts = (all: readonly Cross[]) =>
    all.map((cross) => ({ keys: cross.keys, n: cross.n, counts: cross.counts }));
  expect(counts(a)).toEqual(counts(b));
  a.forEach((cross, row) => {
    cross.sums.forEach((sum, t) => {
      const other = b[row]!.sums[t]!;
      const equal = isMeasured(terms[t]!) ? close(sum, other, magnitude(table, terms[t]!)) : Object.is(sum, other);
      expect(equal, `${sum} and ${other}`).toBe(true);
    });
  });
}

describe("memory and DuckDB", () => {
  test("crosstab(keys, sums) is the same in both, to the digit", async () => {
    await fc.assert(
      fc.asyncProperty(plainTable, keys, fc.array(term, { maxLength: 3 }), async (table, by, terms) => {
        const here = await memoryTable(inMemory(table)).crosstab(by, terms);
        const there = await (await inDuckdb(engine, table)).crosstab(by, terms);
        sameCrosses(here, there, terms, table);
      }),
      { numRuns: 300 },
    );
  });

  test("moments(columns, options) are the same in both", async () => {
    const options = fc.record({
      by: fc.uniqueArray(key, { maxLength: 2 }),
      weight: fc.constantFrom(undefined, "weight"),
      missing: fc.constantFrom("listwise" as const, "pattern" as const),
    });
    const flat = ({ sum, cross, deviations, squaredWeightSum, squaredWeightCross, weight, weightSquared }: Moments) =>
      [sum, cross.flat(), deviations.flat(), squaredWeightSum, squaredWeightCross.flat(), weight, weightSquared].flat();
    /** Σ|x| and Σ|xx′| of all columns: no weight here is above 2.25, nor its square above 6. */
    const size = (table: PlainTable, names: readonly string[]) =>
      table.rows +
      Math.max(
        0,
        ...names
          .flatMap((a) => [a, ...names.map((b): Term => ({ product: [a, b] }))])
          .map((one) => magnitude(table, one)),
      );
    await fc.assert(
      fc.asyncProperty(plainTable, fc.uniqueArray(column, { maxLength: 3 }), options, async (table, names, chosen) => {
        const { weight, ...rest } = chosen;
        const given = weight === undefined ? rest : { ...rest, weight };
        const here = await memoryTable(inMemory(table)).moments(names, given);
        const there = await (await inDuckdb(engine, table)).moments(names, given);
        const shape = (all: readonly Moments[]) => all.map(({ keys, columns, n }) => ({ keys, columns, n }));
        expect(shape(here)).toEqual(shape(there));
        here.forEach((one, i) => {
          const other = flat(there[i]!);
          for (const [j, value] of flat(one).entries())
            expect(close(value, other[j]!, 6 * size(table, names)), `${value} and ${other[j]}`).toBe(true);
        });
      }),
      { numRuns: 200 },
    );
  });

  test("rollUp(per, aggregates) is the same table in both, row by row", async () => {
    const any: fc.Arbitrary<string> = fc.constantFrom("segment", "score", "group", "member", "revenue", "day");
    const aggregate: fc.Arbitrary<Aggregate> = fc.oneof(
      any.map((first): Aggregate => ({ first })),
      any.map((last): Aggregate => ({ last })),
      any.map((min): Aggregate => ({ min })),
      any.map((max): Aggregate => ({ max })),
      any.map((count): Aggregate => ({ count })),
      any.map((distinct): Aggregate => ({ distinct })),
      fc.constantFrom<Aggregate>({ sum: "revenue" }, { sum: "score" }, { sum: "member" }, "rows"),
    );
    const per = fc.uniqueArray(fc.constantFrom("segment", "group", "member"), { maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(
        plainTable,
        per,
        fc.array(aggregate, { minLength: 1, maxLength: 4 }),
        key,
        async (table, by, list, orderBy) => {
          const aggregates = Object.fromEntries(list.map((one, i) => [`a${i}`, one]));
          const here = await memoryTable(inMemory(table)).rollUp(by, aggregates, { orderBy });
          const there = await (await inDuckdb(engine, table)).rollUp(by, aggregates, { orderBy });
          const names = [...by, ...Object.keys(aggregates)];
          expect(await plain(there, names)).toEqual(await plain(here, names));
          expect(await there.crosstab([names[0]!])).toEqual(await here.crosstab([names[0]!]));
        },
      ),
      { numRuns: 200 },
    );
  });

  test("cut(date, name, ranges) gives the same labels in both, to every tally", async () => {
    const ends = fc.uniqueArray(
      fc.constantFrom("2024-02-29", "2024-03-01", "2025-01-01", "2025-12-31", "2026-01-01", "2026-03-22"),
      { minLength: 2, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(plainTable, ends, fc.boolean(), async (table, some, gap) => {
        const days = [...some].sort();
        const every = days.slice(1).map((before, i) => ({ from: days[i]!, before, label: `'${i}'` }));
        const ranges = gap ? every.filter((_, i) => i !== 1) : every;
        const cut = (source: Table) => source.cut("day", "period", ranges);
        const [here, there] = [await cut(memoryTable(inMemory(table))), await cut(await inDuckdb(engine, table))];
        expect(await here.columns()).toEqual(await there.columns());
        const found = await here.crosstab(["period", "segment"], ["score"]);
        expect(await there.crosstab(["period", "segment"], ["score"])).toEqual(found);
        for (const { keys } of await here.crosstab(["day", "period"])) {
          const within = ranges.find(({ from, before }) => keys[0] !== null && from <= keys[0]! && keys[0]! < before);
          expect(keys[1]).toBe(within?.label ?? null);
        }
        const rolled = async (source: Table) =>
          plain(await source.rollUp(["segment"], { last: { max: "period" } }), ["segment", "last"]);
        expect(await rolled(there)).toEqual(await rolled(here));
      }),
      { numRuns: 50 },
    );
  });
});

/** The rows of a table as plain values, in its order. */
async function plain(table: Table, names: readonly string[]): Promise<unknown[][]> {
  const columns = await table.typed(names);
  return names.map((name) => {
    const typed = columns[name]!;
    if (typed.type === "number") return Array.from(typed.values, (value) => (Number.isNaN(value) ? null : value + 0));
    if (typed.type === "boolean") return Array.from(typed.values, (value) => (value === 255 ? null : value === 1));
    return Array.from(typed.codes, (code) => (code < 0 ? null : typed.dictionary[code]!));
  });
}
