import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { duckdb } from "../../src/index.js";
import { filesOf, javaArguments, type Node, type Surroundings } from "../../tools/cluster/configuration.js";
import { createTable, writeParquet } from "../../tools/cluster/demo-tables.js";
import { freePorts } from "../../tools/cluster/ports.js";
import { reasonIn } from "../../tools/cluster/process.js";
import { runCommand, splitAtRun } from "../../tools/cluster/run-command.js";
import { runFolder } from "../../tools/cluster/run-folder.js";
import { passwordLine } from "../../tools/cluster/security.js";
import { findPython } from "../../tools/setup/find-python.js";
import { ROOT } from "../../tools/setup/places.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { call, eventually, processesNaming } from "./command-line.js";

const { folder, write } = temporaryFolder();

const NODES: readonly Node[] = [
  { name: "coordinator", role: "coordinator", port: 8001 },
  { name: "worker-1", role: "worker", port: 8002 },
];
const PLAIN: Surroundings = { home: "/h", coordinator: "http://127.0.0.1:8001", warehouse: "/w", exchange: "/e" };
const SECURE: Surroundings = {
  ...PLAIN,
  security: { httpsPort: 8443, keystore: "/k", keystoreKey: "key", passwordFile: "/p", sharedSecret: "s" },
};

const settings = (text: string) =>
  Object.fromEntries(
    text
      .trim()
      .split("\n")
      .map((line) => line.split(/=(.*)/, 2)),
  );
const configOf = (node: Node, around: Surroundings) => settings(filesOf(node, around)["etc/config.properties"]!);
const megabytes = (text: string) => Number(/^(\d+)MB$/.exec(text)![1]);

describe("the settings of the cluster", () => {
  test("every process listens on this machine only, and finds the coordinator", () => {
    for (const node of NODES) {
      const config = configOf(node, PLAIN);
      expect(config).toMatchObject({ "node.bind-ip": "127.0.0.1", "node.internal-address": "127.0.0.1" });
      expect([config["discovery.uri"], config["http-server.http.port"]]).toEqual([PLAIN.coordinator, `${node.port}`]);
      expect(config.coordinator).toBe(`${node.role === "coordinator"}`);
    }
  });

  test("a query fits the heap of its process, and all heaps of 4 processes fit 4 GB with what Java takes besides", () => {
    const heap = (node: Node) => Number(/^-Xmx(\d+)M$/.exec(javaArguments(node, PLAIN)[0]!)![1]);
    for (const node of NODES) {
      const config = configOf(node, PLAIN);
      const used = ["query.max-memory-per-node", "memory.heap-headroom-per-node"].map((name) => config[name]!);
      expect(used.map(megabytes).reduce((a, b) => a + b)).toBeLessThan(heap(node));
    }
    // Measured: a process takes 300 MB besides its heap.
    expect(heap(NODES[0]!) + 3 * heap(NODES[1]!) + 4 * 300).toBeLessThanOrEqual(4200);
  });

  test("a password is asked by the coordinator over TLS alone; no file of settings holds it", () => {
    const files = NODES.map((node) => filesOf(node, SECURE));
    const [coordinator, worker] = NODES.map((node) => configOf(node, SECURE));
    expect(coordinator).toMatchObject({
      "http-server.authentication.type": "PASSWORD",
      "http-server.authentication.allow-insecure-over-http": "false",
      "http-server.https.port": "8443",
    });
    expect(Object.keys(worker!).filter((name) => name.includes("https"))).toEqual([]);
    expect(files.map((each) => "etc/password-authenticator.properties" in each)).toEqual([true, false]);
    const plain = NODES.map((node) => JSON.stringify(filesOf(node, PLAIN))).join();
    expect(plain).not.toMatch(/https|authenticat|secret/);
  });

  test("passwordLine(user, password) is what Python derives from the same password", () => {
    const [user, rounds, salt, hash] = passwordLine("vafa", "pässword", Buffer.from("0123456789abcdef"))
      .trim()
      .split(":");
    const code = `import hashlib; print(hashlib.pbkdf2_hmac("sha1", "pässword".encode(), bytes.fromhex("${salt}"), ${rounds}, 32).hex())`;
    expect(spawnSync(findPython().executable, ["-c", code], { encoding: "utf8" }).stdout.trim()).toBe(hash);
    expect(user).toBe("vafa");
  });
});

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
