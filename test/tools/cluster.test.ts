import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { duckdb } from "../../src/index.js";
import { createTable, writeParquet } from "../../tools/cluster/demo-tables.js";
import { keptTables } from "../../tools/cluster/kept-tables.js";
import { freePorts } from "../../tools/cluster/ports.js";
import { reasonIn } from "../../tools/cluster/process.js";
import { runCommand, splitAtRun } from "../../tools/cluster/run-command.js";
import { runFolder } from "../../tools/cluster/run-folder.js";
import { ROOT } from "../../tools/setup/places.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { call, eventually, processesNaming } from "./command-line.js";

const { folder, write } = temporaryFolder();

describe("the demo's tables as Parquet", () => {
  test("writeParquet(description, folder) writes the types of the schema and the rows that load reads", async () => {
    const out = join(folder, "parquet");
    mkdirSync(join(folder, "data"));
    write(
      "data/visits.csv",
      "id,at,day,n,share,seen,O'Brien\n1,2026-01-02T03:04:05,2026-01-02,3,0.5,true,x\n2,,,,,,\n",
    );
    const fields = [
      "id: string",
      "at: datetime",
      "day: date",
      "n: integer",
      "share: number",
      "seen: boolean",
      "O'Brien: string",
    ];
    const columns = fields.map((each) => each.split(": ")).map(([name, type]) => `{ name: "${name}", type: ${type} }`);
    const text = `name: shop\nresources:\n  - name: visits\n    path: visits.csv\n    schema:\n      fields: [${columns.join(", ")}]\n`;
    const [visits] = await writeParquet(write("data/shop.yaml", text), out);
    expect(visits!.columns.map(({ type }) => type).join()).toBe("VARCHAR,TIMESTAMP,DATE,BIGINT,DOUBLE,BOOLEAN,VARCHAR");
    const table = await duckdb(join(out, "visits", "*.parquet"));
    const names = visits!.columns.map(({ name }) => name);
    expect((await table.crosstab(names)).map(({ keys }) => keys)).toEqual([
      ["1", "2026-01-02T03:04:05", "2026-01-02", 3, 0.5, true, "x"],
      ["2", null, null, null, null, null, null],
    ]);
    expect(createTable(visits!, "hive.demo", "local:///demo")).toBe(
      `CREATE TABLE hive.demo."visits" ("id" VARCHAR, "at" TIMESTAMP(6), "day" DATE, "n" BIGINT, "share" DOUBLE, "seen" BOOLEAN, "O'Brien" VARCHAR) WITH (format = 'PARQUET', external_location = 'local:///demo/visits')`,
    );
  });

  test("keptTables(description, cache, folder) writes them once, and anew when a file has changed", async () => {
    const [cache, out] = [join(folder, "kept"), join(folder, "copied")];
    mkdirSync(cache);
    write("data/one.csv", "id,n\na,1\n");
    const description = write("data/one.yaml", "name: one\nresources: [{ name: one, path: one.csv }]\n");
    const rows = async () => {
      const tables = await keptTables(description, cache, out);
      expect(tables.map(({ name }) => name)).toEqual(["one"]);
      return (await (await duckdb(join(out, "one", "*.parquet"))).crosstab([]))[0]!.n;
    };
    expect(await rows()).toBe(1);
    const [kept] = readdirSync(cache);
    expect(await rows()).toBe(1);
    expect(readdirSync(cache)).toEqual([kept]);
    write("data/one.csv", "id,n\na,1\nb,2\n");
    expect(await rows()).toBe(2);
    expect(readdirSync(cache)).toHaveLength(1);
    expect(readdirSync(cache)).not.toEqual([kept]);
  });
});

describe("what the cluster starts", () => {
  test("a program ends with the process that started it, even when that is killed", async () => {
    const mark = `99${process.pid}`;
    const starter = write(
      "starter.mts",
      `import { startWatched } from ${JSON.stringify(join(ROOT, "tools/cluster/process.ts"))};
const { pid } = startWatched("sleep", [${JSON.stringify(mark)}], { cwd: ".", log: ${JSON.stringify(join(folder, "sleep.log"))} });
console.log(pid); setInterval(() => {}, 1000);\n`,
    );
    const child = spawn(process.execPath, ["--import", "tsx", starter], { cwd: ROOT });
    let said = "";
    child.stdout.on("data", (text) => {
      said += text;
    });
    // The watch beside it is a shell that names it too.
    const program = () => processesNaming(`sleep ${mark}`).find((line) => !line.includes("/bin/sh"));
    try {
      expect(await eventually(() => program() !== undefined && said !== "")).toBe(true);
      expect(program()!.trim().split(/\s/)[0]).toBe(said.trim());
    } finally {
      child.kill("SIGKILL");
    }
    expect(await eventually(() => processesNaming(mark).length === 0)).toBe(true);
  });

  test("runFolder(cache) removes what runs that are gone have left, and nothing of those that live", () => {
    const cache = join(folder, "runs");
    const gone = spawnSync("true").pid;
    for (const name of [`run-${gone}`, `run-${process.ppid}`, "trino-476"])
      mkdirSync(join(cache, name), { recursive: true });
    const { folder: own, remove } = runFolder(cache);
    expect(readdirSync(cache).sort()).toEqual([`run-${process.pid}`, `run-${process.ppid}`, "trino-476"].sort());
    remove();
    expect(existsSync(own)).toBe(false);
  });

  test("freePorts(count, wanted) gives different ports, and refuses one that is taken", async () => {
    const ports = await freePorts(4);
    expect(new Set(ports).size).toBe(4);
    expect((await freePorts(2, ports[0]))[0]).toBe(ports[0]);
    const { createServer } = await import("node:net");
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as { port: number };
    await expect(freePorts(1, port)).rejects.toThrow(`port ${port} cannot be listened on (EADDRINUSE): --port`);
    server.close();
  });

  test("reasonIn(log) is the first error that the server names", () => {
    const log = write(
      "server.log",
      "2026-01-01\tINFO\tmain\tstarting\n2026-01-01\tERROR\tmain\tio.trino.server.Server\tErrors:\n\n1) Error: Invalid 'x'\n",
    );
    expect(reasonIn(log)).toBe("1) Error: Invalid 'x'");
    writeFileSync(log, "");
    expect(reasonIn(log)).toBe("it said nothing");
  });

  test("runCommand(command, variables) gives the command's exit code, and 128 + n when a signal ended it", async () => {
    const file = join(folder, "seen");
    expect(await runCommand(["sh", "-c", `echo "$VAFA_TRINO" > ${file}; exit 7`], { VAFA_TRINO: "here" })).toBe(7);
    expect(readFileSync(file, "utf8")).toBe("here\n");
    expect(await runCommand(["sh", "-c", "kill -9 $$"], {})).toBe(137);
    await expect(runCommand(["no-such-program"], {})).rejects.toThrow("'no-such-program' could not be started: ");
  });
});

describe("npm run cluster", () => {
  test("everything after --run is the command, options of the same names too", () => {
    expect(splitAtRun(["--workers", "1", "--run", "npx", "--run", "--workers=2"])).toEqual({
      own: ["--workers", "1"],
      command: ["npx", "--run", "--workers=2"],
    });
    expect(splitAtRun(["--secure"])).toEqual({ own: ["--secure"], command: null });
  });

  test("--help explains it; a wrong call says how in one line and ends with 2", async () => {
    const help = await call("cluster", ["--help"]);
    expect([help.code, help.stderr]).toEqual([0, ""]);
    expect(help.stdout).toMatch(/^npm run cluster -- \[options\]/);
    const wrong = [
      [["--workers", "9"], "--workers requires a whole number from 1 to 3; got 9"],
      [["--run"], "--run requires a command; got none (--help lists the options)"],
      [["--nodes", "2"], "Unknown option '--nodes' (--help lists the options)"],
    ] as const;
    for (const [args, line] of wrong) {
      expect(await call("cluster", args)).toMatchObject({ code: 2, stdout: "", stderr: `cluster: ${line}\n` });
    }
  });
});
