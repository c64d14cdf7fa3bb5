import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, expect, test } from "vitest";
import { duckdb } from "../../../src/datasets/duckdb/duckdb.js";
import { load } from "../../../src/datasets/load.js";
import { duckdbDialect, sparkDialect, trinoDialect } from "../../../src/tables/sql/dialect.js";
import { temporaryFolder } from "../../datasets/temporary-folder.js";
import { figure, sampleOf } from "../sized.js";
import { SQL_TEXTS } from "./sqlTexts.js";

const { folder } = temporaryFolder();
const connection = await (await DuckDBInstance.create(":memory:")).connect();
afterAll(() => connection.closeSync());

/** Tables of so many columns: a name of one is another's only in its letters' case, which DuckDB takes for the same. */
const AT_A_TIME = 40;
const TEXTS = sampleOf(
  SQL_TEXTS.filter((text) => !text.includes("\0")),
  60,
);
const file = (name: string) => join(folder, name).replaceAll("'", "''");

/** Quoted by the rule of the standard, in the test's own words. */
const nameOf = (text: string) => `"${text.split('"').join('""')}"`;
const textOf = (text: string) => `'${text.split("'").join("''")}'`;

function inParts(names: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (const name of names) {
    const low = name.toLowerCase();
    const part = parts.find((one) => one.length < AT_A_TIME && !one.some((other) => other.toLowerCase() === low));
    if (part) part.push(name);
    else parts.push([name]);
  }
  return parts;
}

test("a name of a column is that name, whatever of SQL is in it: grouped by, added up and read back the same", async (context) => {
  // A column without a name is none; DuckDB has no such.
  const names = TEXTS.filter((text) => text !== "");
  const other: string[] = [];
  for (const [i, part] of inParts(names).entries()) {
    const columns = part.map((name, j) => `${j + 1} AS ${nameOf(name)}`).join(", ");
    const path = join(folder, `names${i}.parquet`);
    await connection.run(`COPY (SELECT ${columns}) TO '${file(`names${i}.parquet`)}' (FORMAT parquet)`);
    const table = await duckdb(path);
    expect((await table.columns()).map(({ name }) => name)).toEqual(part);
    for (const [j, name] of part.entries()) {
      const [group] = await table.crosstab([name], [name]);
      const rolled = await table.rollUp([name], { [name === "n" ? "m" : "n"]: "rows", [`${name}²`]: { sum: name } });
      const made = (await rolled.columns()).map((column) => column.name);
      if (group?.keys[0] !== j + 1 || group.sums[0] !== j + 1 || made[0] !== name || made[2] !== `${name}²`)
        other.push(name);
    }
  }
  figure(context, {
    what: "hostile names of columns that came back otherwise from SQL",
    cases: names.length,
    found: String(other.length),
    bar: "0",
    held: other.length === 0,
  });
  expect(other).toEqual([]);
});

test("a value is that value, whatever of SQL is in it: grouped by, counted and cut the same, from Parquet, a database and CSV", async (context) => {
  const rows = TEXTS.map((text, i) => `(${textOf(text)}, ${i})`).join(", ");
  await connection.run(`CREATE TABLE texts AS SELECT * FROM (VALUES ${rows}) AS t(text, i)`);
  await connection.run(`COPY texts TO '${file("texts.parquet")}' (FORMAT parquet)`);
  await connection.run(`ATTACH '${file("texts.duckdb")}' AS made`);
  await connection.run("CREATE TABLE made.texts AS FROM texts");
  await connection.run("DETACH made");
  const tables = {
    parquet: await duckdb(join(folder, "texts.parquet")),
    database: await duckdb(join(folder, "texts.duckdb"), { table: "texts" }),
  };
  const other: string[] = [];
  for (const [name, table] of Object.entries(tables)) {
    const groups = await table.crosstab(["text", "i"]);
    const found = new Map(groups.map(({ keys }) => [keys[1], keys[0]]));
    for (const [i, text] of TEXTS.entries()) if (found.get(i) !== text) other.push(`${name}: ${text}`);
    const typed = (await table.typed(["text"])).text!;
    expect(typed.type === "text" && new Set(typed.dictionary)).toEqual(new Set(TEXTS));
  }
  // CSV has rules of its own for blanks and missing values: by them both ways of reading agree.
  const cells = TEXTS.map((text, i) => `"${text.split('"').join('""')}",${i}\n`);
  writeFileSync(join(folder, "texts.csv"), `text,i\n${cells.join("")}`);
  const rules = {
    schema: {
      name: "texts",
      row: "a text",
      columns: { text: { type: "text", description: "" }, i: { type: "integer", description: "" } },
    },
  } as const;
  const inMemory = await load(join(folder, "texts.csv"), rules);
  const groups = await (await duckdb(join(folder, "texts.csv"), rules)).crosstab(["text", "i"]);
  const found = new Map(groups.map(({ keys }) => [keys[1], keys[0]]));
  for (const [text, i] of inMemory.values as [string | null, number][]) {
    if (found.get(i) !== text) other.push(`csv: ${text}`);
  }
  expect(found.size).toBe(TEXTS.length);
  figure(context, {
    what: "hostile values that came back otherwise from SQL",
    cases: 3 * TEXTS.length,
    found: String(other.length),
    bar: "0",
    held: other.length === 0,
  });
  expect(other).toEqual([]);
});

/** The text of a quoted piece of SQL, read as the language says; null where more stands behind its end. */
function readBack(
  sql: string,
  { quote, backslash }: { readonly quote: string; readonly backslash: "escapes" | "none" },
) {
  let text = "";
  for (let i = 1; i < sql.length; i++) {
    if (backslash === "escapes" && sql[i] === "\\") text += sql[++i];
    else if (sql[i] !== quote) text += sql[i];
    else if (sql[i + 1] === quote) text += sql[++i];
    else return i === sql.length - 1 ? text : null;
  }
  return null;
}

test("every dialect quotes names and texts so that its language reads them back", () => {
  for (const text of SQL_TEXTS) {
    for (const dialect of [duckdbDialect, trinoDialect]) {
      expect(readBack(dialect.identifier(text), { quote: '"', backslash: "none" })).toBe(text);
      expect(readBack(dialect.literal(text), { quote: "'", backslash: "none" })).toBe(text);
    }
    expect(readBack(sparkDialect.identifier(text), { quote: "`", backslash: "none" })).toBe(text);
    expect(readBack(sparkDialect.literal(text), { quote: "'", backslash: "escapes" })).toBe(text);
  }
});

test("NUL in a name or a value is refused or kept, never the end of a statement", async () => {
  mkdirSync(join(folder, "nul"));
  const path = join(folder, "nul", "a.csv");
  writeFileSync(path, 'text,n\n"x\0\'; DROP TABLE t; --",1\n');
  const read = await duckdb(path).then(
    (table) => table.crosstab(["text"]),
    (error: Error) => error.message,
  );
  expect(typeof read === "string" ? read : read[0]!.keys[0]).toMatch(/NUL|null byte|x\0'; DROP TABLE t; --/i);
});
