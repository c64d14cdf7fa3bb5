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

/** The same rows as a table of DuckDB's, days as text or as its own dates. */
async function inDuckdb(engine: Engine, { rows, columns }: PlainTable, days: "VARCHAR" | "DATE" = "VARCHAR") {
  const name = `random_${tables++}`;
  const typeOf = ({ name: column, type }: PlainTable["columns"][number]) => (column === "day" ? days : SQL_TYPE[type]);
  const declared = columns.map((column) => `"${column.name}" ${typeOf(column)}`).join(", ");
  await engine.query(`CREATE TABLE ${name} (${declared})`);
  const values = Array.from(
    { length: rows },
    (_, row) => `(${columns.map((column) => `CAST(${literal(column.values[row])} AS ${typeOf(column)})`).join(", ")})`,
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
        const dated = await cut(await inDuckdb(engine, table, "DATE"));
        expect(await dated.crosstab(["day", "period"])).toEqual(await here.crosstab(["day", "period"]));
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

  test("dates of DuckDB's own are as their text, in every tally", async () => {
    const by = fc.uniqueArray(fc.constantFrom("day", "segment", "member"), { maxLength: 3 });
    const aggregates = {
      ...{ least: { min: "day" }, most: { max: "day" }, known: { count: "day" }, different: { distinct: "day" } },
      ...{ start: { first: "day" }, end: { last: "day" }, score: { last: "score" } },
    } as const;
    await fc.assert(
      fc.asyncProperty(plainTable, by, key, async (table, per, orderBy) => {
        const [here, there] = [memoryTable(inMemory(table)), await inDuckdb(engine, table, "DATE")];
        expect((await there.columns()).find(({ name }) => name === "day")!.type).toBe("date");
        expect(await there.crosstab(per, ["score"])).toEqual(await here.crosstab(per, ["score"]));
        const counts = async (source: Table) =>
          (await source.moments(["score"], { by: per })).map(({ keys, n }) => [keys, n]);
        expect(await counts(there)).toEqual(await counts(here));
        expect(await plain(there, ["day"])).toEqual(await plain(here, ["day"]));
        const rolled = (source: Table) => source.rollUp(per, aggregates, { orderBy });
        const names = [...per, ...Object.keys(aggregates)];
        expect(await plain(await rolled(there), names)).toEqual(await plain(await rolled(here), names));
      }),
      { numRuns: 40 },
    );
  });

  test("a table rolled up, cut and rolled up again is the same in both, to the digit", async () => {
    const again = async (source: Table) => {
      const sums = {
        revenue: { sum: "revenue" },
        score: { sum: "score" },
        rows: "rows",
        most: { max: "revenue" },
      } as const;
      const daily = await source.rollUp(["segment", "day"], sums);
      const cut = await daily.cut("day", "period", [{ from: "2024-02-29", before: "2026-01-01", label: "before" }]);
      const rolled = await cut.rollUp(["segment", "period"], {
        ...{ revenue: { sum: "revenue" }, score: { sum: "score" }, rows: { sum: "rows" }, days: "rows" },
        ...{ last: { max: "day" }, most: { sum: "most" } },
      });
      const names = ["segment", "period", "revenue", "score", "rows", "days", "last", "most"];
      return { rows: await plain(rolled, names), moments: await rolled.moments(["revenue", "rows"]) };
    };
    await fc.assert(
      fc.asyncProperty(plainTable, fc.constantFrom("VARCHAR", "DATE"), async (table, days) => {
        const expected = await again(memoryTable(inMemory(table)));
        const found = await again(await inDuckdb(engine, table, days));
        expect(found.rows).toEqual(expected.rows);
        expect(found.moments.map(({ n, sum }) => [n, sum])).toEqual(expected.moments.map(({ n, sum }) => [n, sum]));
      }),
      { numRuns: 30 },
    );
  });

  test("a sum that outgrows the whole numbers of a double is looked at anew where it is summed again", async () => {
    const large = Array.from({ length: 4 }, (_, i) => 2 ** 51 + i);
    const table: PlainTable = {
      rows: 4,
      columns: [
        { name: "day", type: "text", values: ["2025-01-01", "2025-01-02", "2025-01-01", "2025-01-02"] },
        { name: "amount", type: "number", values: large },
      ],
    };
    for (const source of [memoryTable(inMemory(table)), await inDuckdb(engine, table)]) {
      const daily = await source.rollUp(["day"], { amount: { sum: "amount" }, rows: "rows" });
      const [all] = await daily.crosstab([], ["amount", "rows"]);
      expect(all!.sums).toEqual([large.reduce((sum, value) => sum + value, 0), 4]);
    }
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

test("questions asked at the same time are each answered whole: the first used to come back empty", async () => {
  await engine.query("CREATE TABLE several AS SELECT range % 7 AS g, range AS x FROM range(20000)");
  const table = sqlTable(engine, await typedRelation(engine, "several", "several"));
  const asked = [() => table.crosstab(["g"], ["x"]), () => table.crosstab(["x"]), () => table.crosstab(["g"])] as const;
  const together = await Promise.all(asked.map((ask) => ask()));
  expect(together.map(({ length }) => length)).toEqual([7, 20_000, 7]);
  for (const [i, ask] of asked.entries()) expect(together[i]).toEqual(await ask());
  const refused = engine.query("SELECT nothing_of_this_name");
  expect(await table.crosstab([])).toMatchObject([{ n: 20_000 }]);
  await expect(refused).rejects.toThrow("nothing_of_this_name");
});
