import { describe, expect, test } from "vitest";
import { churnReasons, nps, rfm } from "../../src/index.js";
import { openDuckdb } from "../../src/tables/duckdb/connection.js";
import { typedRelation } from "../../src/tables/duckdb/typed-relation.js";
import { rowsTogether } from "../../src/tables/rows-together.js";
import { sqlTable } from "../../src/tables/sql/sql-table.js";

const engine = await openDuckdb({ folders: [] }, { maxRows: 4000 });
await engine.query(
  "CREATE TABLE five AS SELECT range AS id, range % 5000 AS c, range % 7 AS g, range % 13 AS s, DATE '2026-03-21' + (range % 9)::INT AS day, 1 + range % 3 AS amount, NULLIF('r' || range % 3, 'r0') AS reason FROM range(10000)",
);
const table = sqlTable(engine, await typedRelation(engine, "five", "five"));

describe("no more rows than maxRows leave an engine", () => {
  test("typed(columns, caller) refuses them in the caller's name, with their number and what to do", async () => {
    await expect(table.typed(["id"], "bgNbd")).rejects.toThrow(
      "bgNbd requires single rows of five, at most 4,000 at once; got 10,000: roll the table up, filter it or take a sample where it lies, or open it with a higher maxRows",
    );
    const rolled = await table.rollUp(["c"], { rows: "rows" });
    await expect(rolled.typed(["rows"], "rfm")).rejects.toThrow(
      "rfm requires single rows of five by c, at most 4,000 at once; got 5,000",
    );
    expect((await (await table.rollUp(["g"], {})).typed(["g"])).g).toMatchObject({ values: { length: 7 } });
  });

  test("crosstab refuses as many combinations", async () => {
    await expect(table.crosstab(["g", "id"])).rejects.toThrow(
      "crosstab requires combinations of 'g', 'id' in five, at most 4,000 at once; got more",
    );
    expect(await table.crosstab(["g"])).toHaveLength(7);
  });

  test("a metric refuses by its own name", async () => {
    const options = { customer: "c", date: "day", amount: "amount", asOf: "2026-12-31" };
    await expect(rfm(table, options)).rejects.toThrow("rfm requires single rows of five by c");
  });

  test("what rows would only explain is told without them", async () => {
    await expect(nps(table, { score: "s" })).rejects.toThrow(
      /nps requires scores from 0 to 10; got .* \(in too many rows to say where\)/,
    );
    const { issues, overall } = await churnReasons(table, { reason: "reason" });
    expect(overall.n).toBe(6666);
    expect(issues).toMatchObject([{ rule: "no-reason", count: 3334, rows: [] }]);
    expect(issues[0]!.message).toContain("(3334 rows)");
  });
});

test("rowsTogether fetches its columns in one query, as no order of rows holds from one to the next", async () => {
  const asked: string[][] = [];
  const small = await table.rollUp(["g"], { rows: "rows", most: { max: "amount" } });
  const spied = {
    ...small,
    typed(names: readonly string[]) {
      asked.push([...names]);
      return small.typed(names);
    },
  };
  const together = rowsTogether(spied, ["g", "rows", "nothing"], "nobody");
  const first = await together.typed(["rows"]);
  expect(await together.typed(["g", "rows"])).toMatchObject(first);
  await together.typed(["most"]);
  expect(asked).toEqual([["g", "rows"], ["most"]]);
  await expect(together.typed(["nothing"])).rejects.toThrow("no column 'nothing'");
});
