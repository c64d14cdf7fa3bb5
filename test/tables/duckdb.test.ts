import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openDuckdb } from "../../src/tables/duckdb/connection.js";
import { typedRelation } from "../../src/tables/duckdb/typed-relation.js";
import { memoryTable } from "../../src/tables/memory/memory-table.js";
import { sqlTable } from "../../src/tables/sql/sql-table.js";
import type { Table } from "../../src/tables/table.js";
import { DECLARED, inDuckdb } from "./in-duckdb.js";
import { inMemory, type PlainTable, plainTable } from "./random-table.js";
import { plain } from "./same-tallies.js";

const engine = await openDuckdb({ folders: [] }, { threads: 2 });
/** As wide as a type may be that a double still holds, and wider. */
const WIDE = { score: "BIGINT", revenue: "DECIMAL(18, 2)", day: "DATE" };
const key = fc.constantFrom("segment", "score", "group", "member", "day");

describe("memory and DuckDB", () => {
  test("dates of DuckDB's own are as their text, in every tally", async () => {
    const by = fc.uniqueArray(fc.constantFrom("day", "segment", "member"), { maxLength: 3 });
    const ranges = [
      { from: "2024-02-29", before: "2025-12-31", label: "'0'" },
      { from: "2025-12-31", before: "2026-03-21", label: "'1'" },
    ];
    const aggregates = {
      ...{ least: { min: "day" }, most: { max: "day" }, known: { count: "day" }, different: { distinct: "day" } },
      ...{ start: { first: "day" }, end: { last: "day" }, score: { last: "score" } },
    } as const;
    await fc.assert(
      fc.asyncProperty(plainTable, by, key, async (table, per, orderBy) => {
        const [here, there] = [memoryTable(inMemory(table)), await inDuckdb(engine, table, { day: "DATE" })];
        const cut = async (source: Table) =>
          (await source.cut("day", "period", ranges)).crosstab(["day", "period"], ["score"]);
        expect(await cut(there)).toEqual(await cut(here));
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
      fc.asyncProperty(plainTable, fc.constantFrom({}, { day: "DATE" }, DECLARED, WIDE), async (table, declared) => {
        const expected = await again(memoryTable(inMemory(table)));
        const found = await again(await inDuckdb(engine, table, declared));
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
