import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { finishedLives } from "./life-table.js";
import { runProgram } from "./program.js";
import { BY_HAND } from "./sql.js";
import type { TableName } from "./tables.js";
import { type Answer, WORK_TABLES, type WorkName } from "./work-names.js";

const [way, work, folder] = process.argv.slice(2) as [string, WorkName, string];

const fileOf = (name: TableName) => `read_csv('${join(folder, `${name}.csv`).replaceAll("'", "''")}')`;

/** DuckDB in Node as one would write it by hand: the file is read by the query itself; served, it is a table first. */
await runProgram(way, {
  async load() {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    let sql = BY_HAND[work]!;
    for (const name of WORK_TABLES[work]) {
      if (way === "serve") await connection.run(`CREATE TABLE ${name} AS SELECT * FROM ${fileOf(name)}`);
      sql = sql.replaceAll(`{${name}}`, way === "serve" ? name : fileOf(name));
    }
    return { connection, sql };
  },
  async answer({ connection, sql }) {
    const lines = (await connection.runAndReadAll(sql)).getRowsJS() as unknown as Answer;
    return work === "survival" ? finishedLives(lines) : lines;
  },
});
