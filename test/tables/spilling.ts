import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDuckdb } from "../../src/tables/duckdb/connection.js";

/** A process that holds more than its memory: says where the rest lies, then ends by itself ("end") or waits to be ended. */
const engine = await openDuckdb({ folders: [] }, { memoryLimit: "40MB", threads: 1 });
await engine.query("CREATE TABLE wide AS SELECT range AS x, md5(CAST(range AS VARCHAR)) AS m FROM range(2000000)");
const own = readdirSync(tmpdir()).find((name) => name.endsWith(`-${process.pid}`));
const folder = own === undefined ? "" : join(tmpdir(), own);
const files = existsSync(folder) ? readdirSync(folder, { recursive: true }).length : 0;
process.stdout.write(`${JSON.stringify({ folder, files })}\n`);
if (process.argv[2] !== "end") setInterval(() => {}, 1000);
