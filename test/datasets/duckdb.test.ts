import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { describe as describeTable } from "../../src/datasets/describe.js";
import { duckdb } from "../../src/datasets/duckdb/duckdb.js";
import { load } from "../../src/datasets/load.js";
import { reading } from "../../src/datasets/reading.js";
import type { Schema } from "../../src/datasets/schema.js";
import { openDuckdb } from "../../src/tables/duckdb/connection.js";
import { asTable } from "../../src/tables/table-like.js";
import { temporaryFolder } from "./temporary-folder.js";

const { folder, write } = temporaryFolder();

const ORDERS = `SELECT * FROM (VALUES
  (1::BIGINT, 'a', 9::TINYINT, 12.50::DECIMAL(12,2), DATE '2026-03-21', TIMESTAMP '2026-03-21 14:05:00', true, 0.1::DOUBLE),
  (2, 'b', NULL, -3.25, DATE '2025-12-31', TIMESTAMP '2026-03-21 14:05:00.250', NULL, 'nan'::DOUBLE),
  (3, NULL, 10, 0.30, NULL, NULL, false, 1e300)
) AS t(id, segment, score, revenue, day, "at", member, measured)`;

/** Writes files with an engine of its own, which is not shut off as ours is. */
async function prepare(...statements: string[]): Promise<void> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
}

const at = (name: string) => join(folder, name);

mkdirSync(at("months"));
await prepare(
  `COPY (${ORDERS}) TO '${at("orders.parquet")}' (FORMAT parquet)`,
  `COPY (${ORDERS}) TO '${at("months/2026-01.parquet")}' (FORMAT parquet)`,
  `COPY (SELECT measured, * EXCLUDE measured FROM (${ORDERS})) TO '${at("months/2026-02.parquet")}' (FORMAT parquet)`,
  `COPY (SELECT 9007199254740993::BIGINT AS id UNION ALL SELECT 9007199254740992) TO '${at("ids.parquet")}' (FORMAT parquet)`,
  `COPY (SELECT 'infinity'::DOUBLE AS x) TO '${at("infinite.parquet")}' (FORMAT parquet)`,
  `COPY (SELECT 1 AS other) TO '${at("months/odd.parquet")}' (FORMAT parquet)`,
  `ATTACH '${at("shop.duckdb")}' AS shop`,
  `CREATE TABLE shop.orders AS ${ORDERS}`,
  "CREATE SCHEMA shop.raw",
  "USE shop",
  `CREATE VIEW raw."or""ders" AS SELECT * FROM main.orders`,
);

describe("duckdb(file)", () => {
  test.each([
    ["a Parquet file", () => duckdb(at("orders.parquet"))],
    ["a database table", () => duckdb(at("shop.duckdb"), { table: "orders" })],
    ["a database view in a schema", () => duckdb(at("shop.duckdb"), { table: 'raw.or"ders' })],
    ["the DataFrame of load", async () => asTable(await load(at("orders.parquet")))],
  ])("%s has our types: numbers, ISO dates, missing", async (_, open) => {
    const table = await open();
    expect(await table.columns()).toEqual([
      { name: "id", type: "number" },
      { name: "segment", type: "text" },
      { name: "score", type: "number" },
      { name: "revenue", type: "number" },
      { name: "day", type: "date" },
      { name: "at", type: "datetime" },
      { name: "member", type: "boolean" },
      { name: "measured", type: "number" },
    ]);
    expect(await table.crosstab(["day", "at"], ["revenue", "member"])).toEqual([
      { keys: ["2025-12-31", "2026-03-21T14:05:00.25"], n: 1, sums: [-3.25, 0], counts: [1, 0] },
      { keys: ["2026-03-21", "2026-03-21T14:05:00"], n: 1, sums: [12.5, 1], counts: [1, 1] },
      { keys: [null, null], n: 1, sums: [0.3, 0], counts: [1, 1] },
    ]);
    expect((await table.crosstab([], ["revenue", "measured"]))[0]).toMatchObject({
      sums: [9.55, 1e300],
      counts: [3, 2],
    });
  });

  test("describe(table) is one query, the same as in memory", async () => {
    const there = await describeTable(await duckdb(at("orders.parquet")));
    expect(there).toEqual(await describeTable(await load(at("orders.parquet"))));
    expect(there[3]).toEqual({
      column: "revenue",
      type: "number",
      answered: 3,
      missing: 0,
      distinct: 3,
      min: -3.25,
      max: 12.5,
    });
    expect(there[6]).toMatchObject({ answered: 2, missing: 1, min: false, max: true });
  });

  test("a pattern reads all files by the name of their columns, and refuses files with other columns", async () => {
    const table = await duckdb(at("months/2026-*.parquet"));
    expect((await table.crosstab(["segment"], ["revenue"])).map(({ keys, n, sums }) => [keys[0], n, sums[0]])).toEqual([
      ["a", 2, 25],
      ["b", 2, -6.5],
      [null, 2, 0.6],
    ]);
    await expect(duckdb(at("months/*.parquet"))).rejects.toThrow("requires files with the same columns; got 2 layouts");
    await expect(duckdb(at("months/*.csv"))).rejects.toThrow("duckdb: no file matches");
    expect((await (await duckdb(at("**/2026-*.parquet"))).crosstab([]))[0]!.n).toBe(6);
  });

  test("whole numbers above 2^53 are text, so that two ids do not become one", async () => {
    const table = await duckdb(at("ids.parquet"));
    expect((await table.crosstab(["id"])).map(({ keys }) => keys[0])).toEqual(["9007199254740992", "9007199254740993"]);
  });

  test("CSV: several files and .gz, the header by name and the same in each", async () => {
    write("jan.csv", "segment;score\na;9\n");
    write("feb.csv.gz", gzipSync('segment;score\r\n"b;c";10\r\n'));
    write("jan-other.csv", "score;segment\n9;a\n");
    expect(await (await duckdb(at("jan.csv"))).crosstab(["segment"], ["score"])).toHaveLength(1);
    expect((await (await duckdb(at("feb.csv.gz"))).crosstab(["segment"]))[0]!.keys).toEqual(["b;c"]);
    await expect(duckdb(at("jan*.csv"))).rejects.toThrow("jan.csv has another header than jan-other.csv");
  });

  test.each([
    ["a ragged row", "a,b\n1,x\n2\n"],
    ["an unclosed quote", `a,b\n${"1,x\n".repeat(5000)}2,"y\n${"3,z\n".repeat(25_000)}`],
    ["a stray quote", 'a,b\n1,x"y"\n'],
    ["bytes that are not UTF-8", Buffer.concat([Buffer.from("a,b\n1,"), Buffer.from([0xca, 0xe5]), Buffer.from("\n")])],
    ["a duplicate header", "a,a\n1,2\n"],
    ["an empty file", ""],
  ])("CSV: %s is refused", async (_, content) => {
    await expect(duckdb(write("bad.csv", content))).rejects.toThrow("duckdb bad.csv: ");
  });

  test("what is wrong with a call is said", async () => {
    await expect(duckdb(at("shop.duckdb"))).rejects.toThrow(
      "duckdb requires { table } for a database file; shop.duckdb has 'orders', 'raw.or\"ders'",
    );
    await expect(duckdb(at("shop.duckdb"), { table: "order" })).rejects.toThrow(
      "no table 'order' in shop.duckdb; nearest: 'orders'",
    );
    await expect(duckdb(at("orders.parqet"))).rejects.toThrow(
      "it reads .csv, .tsv, .csv.gz, .parquet and .duckdb files",
    );
    await expect(duckdb(at("order.parquet"))).rejects.toThrow("nearest: 'orders.parquet'");
    const table = await duckdb(at("orders.parquet"));
    await expect(table.crosstab(["segmnt"])).rejects.toThrow(
      "crosstab: no column 'segmnt' in orders.parquet; nearest: 'segment'",
    );
    await expect(table.crosstab([], ["segment"])).rejects.toThrow("a sum requires a number column; 'segment' is text");
    await expect((await duckdb(at("infinite.parquet"))).crosstab([], ["x"])).rejects.toThrow(
      "column 'x' holds an infinite number",
    );
  });
});

describe("load(parquet, schema)", () => {
  const schema = (columns: Schema["columns"]): Schema => ({ name: "orders", row: "one order", columns });

  test("checks what the file holds", async () => {
    const frame = await load(
      at("orders.parquet"),
      schema({ score: { type: "integer", min: 0, max: 10, description: "score" } }),
    );
    expect(frame.shape).toEqual([3, 8]);
    expect(reading(frame)).toMatchObject({ rows: 3, columns: 8, rejected: 0 });
    await expect(
      load(
        at("orders.parquet"),
        schema({ score: { type: "integer", max: 9, description: "" }, day: { type: "number", description: "" } }),
      ),
    ).rejects.toThrow(
      /2 problems\n {2}day requires numbers; the file holds date\n {2}score requires whole numbers of at most 9; got 10 \(row 3\)/,
    );
  });
});

describe("the engine is shut off", () => {
  test.each([
    ["another folder", "SELECT * FROM read_text('/etc/hostname')"],
    ["a way out of the folder", `SELECT * FROM read_text('${at("months")}/../orders.parquet')`],
    ["writing outside", "COPY (SELECT 1) TO '/tmp/vafa-escape.csv'"],
    ["another database", "ATTACH '/tmp/vafa-escape.duckdb' AS out"],
    ["the network", "SELECT * FROM read_csv('https://127.0.0.1:1/x.csv')"],
    ["an extension", "INSTALL spatial"],
    ["the settings", "SET enable_external_access = true"],
    ["more memory", "SET memory_limit = '100GB'"],
  ])("%s is out of reach", async (_, sql) => {
    const engine = await openDuckdb({ folders: [at("months")] });
    await expect(engine.query(sql)).rejects.toThrow(/Permission Error|disabled|locked|has been locked/);
    expect(await engine.query("SELECT 1.5::DOUBLE")).toEqual([[1.5]]);
  });
});
