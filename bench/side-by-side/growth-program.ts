import { tmpdir } from "node:os";
import { DuckDBInstance } from "@duckdb/node-api";
import { duckdb } from "../../src/index.js";
import { GROWTH_WORKS, type GrowthName } from "./growth-works.js";
import { finishedLives } from "./life-table.js";
import { runProgram } from "./program.js";
import type { Answer } from "./work-names.js";

const [who, work, file] = process.argv.slice(2) as ["ours" | "by-hand", GrowthName, string];

/** As much memory as a table on DuckDB gets unless told otherwise. */
const SETTINGS = { memory_limit: "1GB", temp_directory: tmpdir() };

async function byHand(): Promise<Answer> {
  const connection = await (await DuckDBInstance.create(":memory:", SETTINGS)).connect();
  const sql = GROWTH_WORKS[work].sql.replace("{rows}", `read_parquet('${file.replaceAll("'", "''")}')`);
  const lines = (await connection.runAndReadAll(sql)).getRowsJS() as unknown as Answer;
  return work === "survival" ? finishedLives(lines) : lines;
}

/** From the opening of the file to the answer, once, in a process whose memory is its own. */
await runProgram("once", {
  load: async () => undefined,
  answer: async () => (who === "ours" ? GROWTH_WORKS[work].ours(await duckdb(file)) : byHand()),
});
