import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { beforeAll, expect, test } from "vitest";
import { duckdb } from "../../../src/datasets/duckdb/duckdb.js";
import { load } from "../../../src/datasets/load.js";
import { openDuckdb } from "../../../src/tables/duckdb/connection.js";
import type { Engine } from "../../../src/tables/sql/relation.js";
import { temporaryFolder } from "../../datasets/temporary-folder.js";
import { figure } from "../sized.js";

const { folder } = temporaryFolder();
const [inside, outside] = [join(folder, "inside"), join(folder, "outside")];
const secret = join(outside, "secret.csv");
const database = join(inside, "shop.duckdb");
const quoted = (path: string) => `'${path.replaceAll("'", "''")}'`;

/** What the text of a user's, an analyst's or a file's could ask of a database beyond the rows that were named. */
const ESCAPES: readonly string[] = [
  `SELECT * FROM read_csv(${quoted(secret)})`,
  `SELECT * FROM read_csv_auto(${quoted(secret)})`,
  `SELECT * FROM ${quoted(secret)}`,
  `SELECT * FROM read_text(${quoted(secret)})`,
  `SELECT * FROM read_blob(${quoted(secret)})`,
  `SELECT * FROM read_json(${quoted(secret)})`,
  `SELECT * FROM read_parquet(${quoted(join(outside, "*.parquet"))})`,
  `SELECT * FROM sniff_csv(${quoted(secret)})`,
  `SELECT * FROM glob(${quoted(join(outside, "*"))})`,
  `SELECT * FROM glob('/etc/*')`,
  `SELECT * FROM read_text('/proc/self/environ')`,
  `SELECT * FROM read_csv(${quoted(join(inside, "..", "outside", "secret.csv"))})`,
  `SELECT * FROM read_text(${quoted(`${inside}/../outside/secret.csv`)})`,
  `COPY (SELECT 1) TO ${quoted(join(outside, "copied.csv"))}`,
  `COPY (SELECT 1) TO ${quoted(join(outside, "copied.parquet"))} (FORMAT parquet)`,
  `COPY (SELECT 1 AS a) TO ${quoted(join(outside, "parts"))} (FORMAT csv, PARTITION_BY (a))`,
  `EXPORT DATABASE ${quoted(join(outside, "exported"))}`,
  `IMPORT DATABASE ${quoted(outside)}`,
  `ATTACH ${quoted(join(outside, "new.duckdb"))} AS n`,
  `ATTACH ${quoted(join(outside, "other.duckdb"))} AS n (READ_ONLY)`,
  "ATTACH 'https://hit.example/x.duckdb' AS n",
  "INSTALL httpfs",
  "INSTALL spatial FROM community",
  "INSTALL sqlite FROM 'https://hit.example/'",
  "LOAD httpfs",
  `LOAD ${quoted(join(outside, "evil.duckdb_extension"))}`,
  "UPDATE EXTENSIONS",
  "SELECT * FROM read_csv('https://hit.example/x.csv')",
  "SELECT * FROM 's3://hit/x.parquet'",
  "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')",
  "CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'b')",
  "SELECT getenv('HOME')",
  "SET enable_external_access = true",
  "RESET enable_external_access",
  "SET allowed_directories = ['/']",
  `SET allowed_paths = [${quoted(secret)}]`,
  `SET temp_directory = ${quoted(outside)}`,
  `SET secret_directory = ${quoted(outside)}`,
  `SET extension_directory = ${quoted(outside)}`,
  `SET home_directory = ${quoted(outside)}`,
  `SET log_query_path = ${quoted(join(outside, "log"))}`,
  "SET custom_extension_repository = 'https://hit.example/'",
  "SET allow_unsigned_extensions = true",
  "SET autoinstall_known_extensions = true",
  "SET autoload_known_extensions = true",
  "SET lock_configuration = false",
  "SET memory_limit = '100GB'",
  "SET threads = 99",
  `PRAGMA profiling_output = ${quoted(join(outside, "profile"))}`,
  "CALL enable_logging(storage = 'file')",
  `SELECT * FROM query('SELECT * FROM read_text(${quoted(secret).replaceAll("'", "''")})')`,
  `CREATE VIEW v AS SELECT * FROM read_text(${quoted(secret)}); SELECT * FROM v`,
  `CREATE MACRO m() AS TABLE SELECT * FROM read_text(${quoted(secret)}); SELECT * FROM m()`,
  `PREPARE p AS SELECT * FROM read_text(${quoted(secret)}); EXECUTE p`,
];

/** What is refused in memory too: there is nothing to be attached, and nothing to be written. */
async function gotten(engine: Engine, sql: string): Promise<string | null> {
  try {
    const answer = await engine.query(sql);
    const text = JSON.stringify(answer, (_, value) => (typeof value === "bigint" ? String(value) : value));
    // An empty answer to a question for files is an escape as well: it tells that there are none.
    return `${sql} → ${text.slice(0, 120)}`;
  } catch {
    return null;
  }
}

let before = "";
const state = (path: string) =>
  readdirSync(path, { recursive: true, encoding: "utf8" })
    .sort()
    .map((name) => `${name} ${statSync(join(path, name)).size}`)
    .join("\n");

beforeAll(async () => {
  for (const path of [inside, outside]) mkdirSync(path, { recursive: true });
  writeFileSync(secret, "secret\nSESAME\n");
  writeFileSync(join(inside, "orders.csv"), "city,n\nTehran,1\nYazd,2\n");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`COPY (SELECT 'Tehran' AS city, 1 AS n) TO ${quoted(join(inside, "orders.parquet"))}`);
  await connection.run(`COPY (SELECT 'SESAME' AS city) TO ${quoted(join(outside, "secret.parquet"))}`);
  for (const file of [database, join(outside, "other.duckdb")]) {
    await connection.run(`ATTACH ${quoted(file)} AS made`);
    await connection.run("CREATE TABLE made.orders AS SELECT 'Tehran' AS city, 1 AS n");
    await connection.run(`CREATE VIEW made.spy AS SELECT * FROM read_text(${quoted(secret)})`);
    await connection.run("DETACH made");
  }
  connection.closeSync();
  before = state(outside);
});

test("every connection that is opened refuses every way out of the rows that were named", async (context) => {
  const connections = {
    "no folder": await openDuckdb({ folders: [] }),
    "one folder": await openDuckdb({ folders: [inside] }, { threads: 2, memoryLimit: "500MB" }),
    "a database file": await openDuckdb({ folders: [], database }),
    "one that tells its progress": await openDuckdb({ folders: [inside] }, { progress: () => {} }),
  };
  const escaped: string[] = [];
  for (const [name, engine] of Object.entries(connections)) {
    for (const sql of ESCAPES) {
      const got = await gotten(engine, sql);
      if (got !== null) escaped.push(`${name}: ${got}`);
    }
    expect(await engine.query("SELECT 1 AS n")).toEqual([[1]]);
  }
  figure(context, {
    what: "ways out of DuckDB that were not refused",
    cases: ESCAPES.length * Object.keys(connections).length,
    found: String(escaped.length),
    bar: "0",
    held: escaped.length === 0,
  });
  expect(escaped).toEqual([]);
  expect(state(outside)).toBe(before);
  // What may be read is read: nothing was refused for another reason.
  const read = `SELECT * FROM read_csv(${quoted(join(inside, "orders.csv"))})`;
  expect(await connections["one folder"].query(read)).toEqual([
    ["Tehran", "Yazd"],
    [1n, 2n],
  ]);
});

test("no text of an author's or of a file's reaches SQL as anything but a name or a value", async (context) => {
  const injected = [
    `city" FROM read_text('${secret}') --`,
    `x'; COPY (SELECT 1) TO '${join(outside, "copied.csv")}'; --`,
    `') UNION ALL SELECT content FROM read_text('${secret}') --`,
    `"; ATTACH '${join(outside, "new.duckdb")}'; --`,
    "city; DROP TABLE typed",
    "city /* */",
    "(SELECT getenv('HOME'))",
  ];
  const tables = {
    csv: await duckdb(join(inside, "orders.csv")),
    parquet: await duckdb(join(inside, "orders.parquet")),
    database: await duckdb(database, { table: "orders" }),
  };
  const answered: string[] = [];
  const asked = async (name: string, ask: () => Promise<unknown>) => {
    const answer = await ask().then(
      (value) => JSON.stringify(value, (_, one) => (typeof one === "bigint" ? String(one) : one)),
      () => null,
    );
    if (answer !== null) answered.push(`${name}: ${answer.slice(0, 100)}`);
  };
  let cases = 0;
  for (const [name, table] of Object.entries(tables)) {
    for (const text of injected) {
      const ways: readonly (() => Promise<unknown>)[] = [
        () => table.crosstab([text]),
        () => table.crosstab(["city"], [text]),
        () => table.moments([text]),
        () => table.moments(["n"], { by: [text] }),
        () => table.typed([text]),
        async () => (await table.rollUp([text], { n: "rows" })).crosstab([]),
        async () => (await table.rollUp(["city"], { x: { sum: text } })).crosstab([]),
        async () => (await table.rollUp(["city"], { x: { first: "n" } }, { orderBy: text })).crosstab([]),
      ];
      cases += ways.length;
      for (const way of ways) await asked(`${name} ${text}`, way);
      // A name of a new column is free: it is that name, and no more.
      const rolled = await table.rollUp(["city"], { [text]: "rows" });
      expect((await rolled.columns()).map((column) => column.name)).toEqual(["city", text]);
      expect((await rolled.crosstab(["city"], [text]))[0]).toMatchObject({ keys: ["Tehran"], sums: [1] });
      cases += 1;
    }
  }
  for (const text of injected) {
    cases += 2;
    await asked(`table ${text}`, () => duckdb(database, { table: text }));
    await asked(`file ${text}`, () => duckdb(join(inside, text)));
  }
  figure(context, {
    what: "names with SQL in them that DuckDB took for SQL",
    cases,
    found: String(answered.length),
    bar: "0",
    held: answered.length === 0,
  });
  expect(answered).toEqual([]);
  expect(state(outside)).toBe(before);
});

test("a view in somebody's database file reads nothing that the file does not hold", async () => {
  const read = async () => (await duckdb(database, { table: "spy" })).typed(["content"]);
  await expect(read()).rejects.toThrow(/Permission|disabled by configuration/);
});

test("a file of another database, named like one of DuckDB's, is refused without a look at the network", async () => {
  const file = join(inside, "sqlite.db");
  writeFileSync(file, Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(4080)]));
  await expect(duckdb(file, { table: "t" })).rejects.toThrow(/sqlite/i);
  await expect(duckdb(file, { table: "t" })).rejects.not.toThrow(/hit|http|download|connect/i);
  expect(existsSync(join(inside, "sqlite.db.wal"))).toBe(false);
});

test("a file is read by its name, though another fits it as a pattern: data[1].csv used to be data1.csv", async () => {
  const brackets = join(inside, "in[a]b");
  const plain = join(inside, "inab");
  for (const path of [brackets, plain]) mkdirSync(path, { recursive: true });
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  for (const [place, wanted, other] of [
    [inside, "data[1]", "data1"],
    [inside, "[!x]y", "zy"],
    [brackets, "same", null],
  ] as const) {
    for (const [name, text] of [
      [join(place, wanted), "right"],
      [other === null ? join(plain, wanted) : join(place, other), "wrong"],
    ] as const) {
      writeFileSync(`${name}.csv`, `a\n${text}\n`);
      await connection.run(`COPY (SELECT '${text}' AS a) TO ${quoted(`${name}.parquet`)}`);
    }
    for (const ending of [".csv", ".parquet"]) {
      const file = join(place, wanted + ending);
      expect(await (await duckdb(file)).crosstab(["a"]), file).toMatchObject([{ keys: ["right"], n: 1 }]);
      expect((await load(file)).values, file).toEqual([["right"]]);
    }
  }
  connection.closeSync();
});
