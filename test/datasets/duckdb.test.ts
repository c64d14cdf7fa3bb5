import { mkdirSync, readdirSync } from "node:fs";
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

const LAKE = `SELECT range AS id, 2024 + range % 2 AS year, ['01', '02', NULL][range % 3 + 1] AS month,
  ['O''Brien & Söhne', 'تهران/ری'][range % 2 + 1] AS shop, DATE '2026-03-21' AS day FROM range(12)`;

/** Writes files with an engine of its own, which is not shut off as ours is. */
async function prepare(...statements: string[]): Promise<void> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
}

const at = (name: string) => join(folder, name);

for (const name of ["months", "typed", "lake", "mixed", "empty"]) mkdirSync(at(name));
await prepare(
  `COPY (${ORDERS}) TO '${at("orders.parquet")}' (FORMAT parquet)`,
  `COPY (${ORDERS}) TO '${at("months/2026-01.parquet")}' (FORMAT parquet)`,
  `COPY (SELECT measured, * EXCLUDE measured FROM (${ORDERS})) TO '${at("months/2026-02.parquet")}' (FORMAT parquet)`,
  `COPY (SELECT 9007199254740993::BIGINT AS id UNION ALL SELECT 9007199254740992) TO '${at("ids.parquet")}' (FORMAT parquet)`,
  `COPY (SELECT 'infinity'::DOUBLE AS x) TO '${at("infinite.parquet")}' (FORMAT parquet)`,
  `COPY (SELECT 1 AS other) TO '${at("months/odd.parquet")}' (FORMAT parquet)`,
  `COPY (SELECT 1 AS score) TO '${at("typed/a.parquet")}' (FORMAT parquet)`,
  `COPY (SELECT 'ten' AS score) TO '${at("typed/b.parquet")}' (FORMAT parquet)`,
  `COPY (${LAKE}) TO '${at("lake/orders")}' (FORMAT parquet, PARTITION_BY (year, month, shop, day))`,
  `COPY (SELECT 1 AS id) TO '${at("mixed/flat.parquet")}' (FORMAT parquet)`,
  `COPY (SELECT 1 AS id, 2024 AS year) TO '${at("mixed/deep")}' (FORMAT parquet, PARTITION_BY (year))`,
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
    await expect(duckdb(at("months/*.parquet"))).rejects.toThrow(
      "duckdb *.parquet requires files with the same columns; only 2026-01.parquet has 'id', 'segment', 'score', 'revenue', 'day', 'at', 'member', 'measured', only odd.parquet has 'other'",
    );
    await expect(duckdb(at("typed"))).rejects.toThrow(
      "duckdb typed requires files with columns of one type; 'score' is number in a.parquet and text in b.parquet",
    );
    await expect(duckdb(at("months/*.csv"))).rejects.toThrow("duckdb: no file matches");
    expect((await (await duckdb(at("**/2026-*.parquet"))).crosstab([]))[0]!.n).toBe(6);
  });

  test("a folder is all its files, and the folders below it are columns: 2025 a number, 01 text", async () => {
    write("lake/orders/_SUCCESS", "");
    const table = await duckdb(at("lake/orders"));
    const columns = (await table.columns()).map(({ name, type }) => `${name} ${type}`);
    expect(columns.sort()).toEqual(["day date", "id number", "month text", "shop text", "year number"]);
    const [first, ...others] = await table.crosstab(["year", "month", "shop", "day"], ["id"]);
    expect(first).toEqual({ keys: [2024, "01", "O'Brien & Söhne", "2026-03-21"], n: 2, sums: [6], counts: [2] });
    expect(others.at(-1)!.keys).toEqual([2025, null, "تهران/ری", "2026-03-21"]);
    const later = await duckdb(at("lake/orders/year=2025/**/*.parquet"));
    expect((await later.columns()).map(({ name }) => name)).toContain("year");
    expect((await later.crosstab([]))[0]!.n).toBe(6);
    await expect(duckdb(at("mixed"))).rejects.toThrow(
      /requires files under folders that name the same columns; got 'year' of deep\/year=2024\/.* and '' of flat.parquet/,
    );
    write("mixed/flat.csv", "id\n1\n");
    await expect(duckdb(at("mixed"))).rejects.toThrow(
      "requires .parquet or .csv files, of one kind; got parquet and csv",
    );
    await expect(duckdb(at("empty"))).rejects.toThrow("duckdb: no .parquet or .csv file in the folder");
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
  const outside = at("outside");
  mkdirSync(outside);
  const escapes = [
    ["another folder", "SELECT * FROM read_text('/etc/hostname')"],
    ["a file as bytes", "SELECT * FROM read_blob('/etc/hostname')"],
    ["a file as CSV", "SELECT * FROM read_csv('/etc/passwd')"],
    ["a file by its name", "SELECT * FROM '/etc/passwd'"],
    ["a list of files", "SELECT * FROM glob('/etc/*')"],
    ["what a file looks like", "SELECT * FROM sniff_csv('/etc/passwd')"],
    ["a Parquet file beside the folder", `SELECT * FROM read_parquet('${at("orders.parquet")}')`],
    ["what a Parquet file holds", `SELECT * FROM parquet_metadata('${at("orders.parquet")}')`],
    ["a way out of the folder", `SELECT * FROM read_text('${at("months")}/../orders.parquet')`],
    ["writing CSV outside", `COPY (SELECT 1) TO '${outside}/x.csv'`],
    ["writing Parquet outside", `COPY (SELECT 1) TO '${outside}/x.parquet' (FORMAT parquet)`],
    ["writing to the screen", "COPY (SELECT 1) TO '/dev/stdout'"],
    ["the whole database as files", `EXPORT DATABASE '${outside}/all'`],
    ["files as the whole database", `IMPORT DATABASE '${outside}/all'`],
    ["another database", `ATTACH '${outside}/x.duckdb' AS out`],
    ["a database on the network", "ATTACH 'https://127.0.0.1:1/x.duckdb' AS out"],
    ["the network", "SELECT * FROM read_csv('https://127.0.0.1:1/x.csv')"],
    ["a bucket", "SELECT * FROM read_parquet('s3://bucket/x.parquet')"],
    ["an extension", "INSTALL spatial"],
    ["an extension that is there", "LOAD httpfs"],
    ["an extension of somebody's", "INSTALL x FROM community"],
    ["an extension as a file", `LOAD '${outside}/x.duckdb_extension'`],
    ["a secret that stays", "CREATE PERSISTENT SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')"],
    ["the environment", "SELECT getenv('HOME')"],
    ["the settings", "SET enable_external_access = true"],
    ["the folders", "SET allowed_directories = ['/']"],
    ["the lock", "RESET lock_configuration"],
    ["the lock, as a pragma", "PRAGMA lock_configuration = false"],
    ["more memory", "SET memory_limit = '100GB'"],
    ["another folder for what spills", `SET temp_directory = '${outside}'`],
    ["profiles as files", `PRAGMA profiling_output = '${outside}/profile'`],
    ["a statement inside a query", `SELECT * FROM query('COPY (SELECT 1) TO ''${outside}/x''')`],
  ] as const;
  const REFUSED = /Permission Error|Catalog Error|Missing Extension|Parser Error|disabled|locked/;

  test.each(escapes)("%s is out of reach", async (_, sql) => {
    const engine = await openDuckdb({ folders: [at("months")] }, { threads: 1 });
    await expect(engine.query(sql)).rejects.toThrow(REFUSED);
    expect(await engine.query("SELECT 1.5::DOUBLE")).toEqual([[1.5]]);
    expect(readdirSync(outside)).toEqual([]);
  });

  test("views of a database file that reach out are refused where they are read", async () => {
    const reaching = escapes.slice(0, 9).filter(([what]) => what !== "a file by its name");
    const views = reaching.map(([, sql], i) => `CREATE VIEW hostile.v${i} AS ${sql}`);
    await prepare(`ATTACH '${at("hostile.duckdb")}' AS hostile`, ...views);
    for (const i of reaching.keys()) {
      const read = async () => (await duckdb(at("hostile.duckdb"), { table: `v${i}` })).crosstab([]);
      await expect(read()).rejects.toThrow("Permission Error");
    }
  });

  test("names of files, tables, columns and labels are names, whatever stands in them", async () => {
    const evil = `x'); COPY (SELECT 1) TO '${outside}/y.csv'; --`;
    const named = at("evil'; DROP TABLE typed; --.parquet");
    const row = `SELECT 1 AS "${evil}", DATE '2026-03-21' AS day, 'a' AS segment`;
    await prepare(
      `COPY (${row}) TO '${named.replaceAll("'", "''")}' (FORMAT parquet)`,
      `ATTACH '${at("evil.duckdb")}' AS evil`,
      `CREATE TABLE evil."${evil}" AS ${row}`,
    );
    const csv = write("evil.csv", `"${evil}",day,segment\n1,2026-03-21,a\n`);
    const columns = {
      [evil]: { type: "integer", description: "" },
      segment: { type: "category", values: ["a", evil], description: "" },
    } as const;
    const tables = [
      await duckdb(named),
      await duckdb(at("evil.duckdb"), { table: evil }),
      await duckdb(csv),
      await duckdb(csv, { schema: { name: evil, row: evil, columns } }),
    ];
    for (const table of tables) {
      const [one] = await table.crosstab([evil], [evil, { product: [evil, evil] }]);
      expect(one).toEqual({ keys: [1], n: 1, sums: [1, 1], counts: [1, 1] });
      expect((await table.moments([evil], { by: ["segment"], weight: evil }))[0]!.sum).toEqual([1]);
      const cut = await table.cut("day", `${evil}2`, [{ from: "2026-01-01", before: "2027-01-01", label: evil }]);
      const rolled = await cut.rollUp([`${evil}2`], { [evil]: { last: evil } }, { orderBy: "day" });
      expect((await rolled.crosstab([`${evil}2`, evil]))[0]!.keys).toEqual([evil, 1]);
      expect(await table.typed([evil])).toMatchObject({ [evil]: { type: "number" } });
    }
    await expect(duckdb(at("evil.duckdb"), { table: `${evil}2` })).rejects.toThrow("duckdb: no table");
    await expect(duckdb(`${evil}.parquet`)).rejects.toThrow("duckdb: no file");
    expect(readdirSync(outside)).toEqual([]);
  });
});
