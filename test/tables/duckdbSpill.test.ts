import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { duckdb } from "../../src/datasets/duckdb/duckdb.js";
import { openDuckdb } from "../../src/tables/duckdb/connection.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";

const { folder } = temporaryFolder();
const tsx = resolve(import.meta.dirname, "../../node_modules/.bin/tsx");

/** A process that has spilt, and where to. */
async function spilling(how: "end" | "wait", temporary: string) {
  const child = spawn(tsx, [join(import.meta.dirname, "spilling.ts"), how], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  return { child, ended, spilt: JSON.parse(said.toString()) as { folder: string; files: number } };
}

/** tsx runs the script in a process of its own, whose number the folder's name ends in. */
const pidOf = (own: string) => Number(own.slice(own.lastIndexOf("-") + 1));

async function gone(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await ended;
}

describe("what does not fit into memory", () => {
  test("lies in a folder of the process while it runs, and is gone when it ends", async () => {
    const { child, ended, spilt } = await spilling("end", folder);
    expect(spilt.files).toBeGreaterThan(1);
    await gone(child, ended);
    expect(existsSync(spilt.folder)).toBe(false);
  });

  test("is gone after Ctrl-C", async () => {
    const { child, ended, spilt } = await spilling("wait", folder);
    expect(existsSync(spilt.folder)).toBe(true);
    process.kill(pidOf(spilt.folder), "SIGINT");
    await gone(child, ended);
    expect(existsSync(spilt.folder)).toBe(false);
  });

  test("is left by a process that was killed, and removed by the next; another machine's is not touched", async () => {
    const { child, ended, spilt } = await spilling("wait", folder);
    process.kill(pidOf(spilt.folder), "SIGKILL");
    await gone(child, ended);
    expect(existsSync(spilt.folder)).toBe(true);
    const elsewhere = spilt.folder.replace(hostname(), "elsewhere");
    mkdirSync(elsewhere);
    const next = await spilling("end", folder);
    await gone(next.child, next.ended);
    expect(existsSync(spilt.folder)).toBe(false);
    expect(readdirSync(folder)).toContain(elsewhere.slice(folder.length + 1));
  });

  test("two tables spill at the same time: in one folder they used to write over each other and end the process", async () => {
    const engines = await Promise.all(
      [1, 3].map(() => openDuckdb({ folders: [] }, { memoryLimit: "60MB", threads: 1 })),
    );
    const made = "hash(x) AS h, md5(CAST(x AS VARCHAR)) AS m";
    await Promise.all(
      engines.map((engine, i) =>
        engine.query(`CREATE TABLE wide AS SELECT *, ${made} FROM (SELECT range * ${i + 1} AS x FROM range(2000000))`),
      ),
    );
    const wrong = "CAST(count(*) FILTER (WHERE h <> hash(x) OR m <> md5(CAST(x AS VARCHAR))) AS DOUBLE)";
    const found = await Promise.all(engines.map((engine) => engine.query(`SELECT ${wrong} FROM wide`)));
    expect(found).toEqual([[[0]], [[0]]]);
  });
});

test("a roll-up with more groups than memory holds is whole, and tells how far it is", async () => {
  const file = join(folder, "orders.parquet");
  const writer = await (await DuckDBInstance.create(":memory:")).connect();
  const rows = "range % 1000000 AS customer, (range % 977) / 100.0 AS amount, range % 31 AS day";
  await writer.run(`COPY (SELECT ${rows} FROM range(2000000)) TO '${file}' (FORMAT parquet)`);
  writer.closeSync();
  const told: number[] = [];
  const table = await duckdb(file, {
    memoryLimit: "60MB",
    threads: 2,
    progress: (read, total) => told.push(read / total),
  });
  const rolled = await table.rollUp(["customer"], { orders: "rows", total: { sum: "amount" } });
  const [all] = await rolled.crosstab(["orders"], ["total"]);
  const sum = Array.from(
    { length: 977 },
    (_, cents) => cents * (Math.floor(2_000_000 / 977) + Number(cents < 2_000_000 % 977)),
  );
  expect(all).toMatchObject({ keys: [2], n: 1_000_000, sums: [sum.reduce((a, b) => a + b, 0) / 100] });
  expect(told.every((share) => share >= 0 && share <= 1)).toBe(true);
  expect(told.length).toBeGreaterThan(0);
});

test("an interrupted cell stops its query, and no other", async () => {
  const cell = new AbortController();
  const engine = await openDuckdb({ folders: [] }, { threads: 2 });
  Object.assign(globalThis, { [Symbol.for("vafa.interrupt")]: cell.signal });
  const asked = engine.query("SELECT sum(a.range * b.range) FROM range(10000000) AS a, range(10000000) AS b");
  const later = engine.query("SELECT 1");
  Object.assign(globalThis, { [Symbol.for("vafa.interrupt")]: undefined });
  const next = engine.query("SELECT 1.5::DOUBLE");
  setTimeout(() => cell.abort(new Error("the cell was interrupted")), 100);
  await expect(asked).rejects.toThrow("the cell was interrupted");
  await expect(later).rejects.toThrow("the cell was interrupted");
  expect(await next).toEqual([[1.5]]);
});

test("memory that does not suffice is said, with what mends it", async () => {
  const engine = await openDuckdb({ folders: [] }, { memoryLimit: "30MB", threads: 2 });
  await expect(engine.query("SELECT list(range) FROM range(20000000)")).rejects.toThrow(
    /duckdb requires more than the 30MB it may use.*raise memoryLimit/,
  );
  expect(await engine.query("SELECT 1.5::DOUBLE")).toEqual([[1.5]]);
});
