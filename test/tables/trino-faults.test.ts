import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type NpsResult, nps, trino } from "../../src/index.js";
import type { EngineError } from "../../src/tables/sql/engine-error.js";
import type { Table } from "../../src/tables/table.js";
import type { TrinoOptions, TrinoProgress } from "../../src/tables/trino/options.js";
import { everything } from "./everything.js";
import { command, trinoOptions } from "./in-trino.js";
import { kill, mayKill, needsProcesses, untilWhole, workers } from "./trino-processes.js";

// No other test may ask the cluster meanwhile: a query of its own would die with the process that is killed here.

const VIEW = `lines_${process.pid}`;
/** Some seconds' work of all workers: twelve million rows that the cluster makes while it reads them. */
const LINES = "SELECT linenumber AS recommend, returnflag AS segment FROM tpch.sf2.lineitem";

const LONG = { timeout: 3_600_000 };

/** A notebook's cell. */
const cell = (table: Table): Promise<NpsResult> => nps(table, { score: "recommend", by: "segment" });

interface Struck {
  readonly table: Table;
  readonly answer: NpsResult | null;
  readonly error: EngineError | null;
  /** How far the query had come when the process was killed. */
  readonly at: TrinoProgress | null;
}

/** Runs the cell, and kills a process once its query has read some rows. */
async function struck(which: "coordinator" | "worker", options: Partial<TrinoOptions>): Promise<Struck> {
  let at: TrinoProgress | null = null;
  let watch = (_: TrinoProgress) => {};
  const db = await trino({ ...trinoOptions, ...options, onProgress: (progress) => watch(progress) });
  const table = db.table(["hive", "demo", VIEW]);
  await table.columns();
  watch = (progress) => {
    if (at !== null || progress.rowsRead === 0) return;
    at = progress;
    kill(which);
  };
  const [answer, error] = await cell(table).then(
    (value) => [value, null] as const,
    (thrown: unknown) => [null, thrown as EngineError] as const,
  );
  watch = () => {};
  return { table, answer, error, at };
}

// A process needs a minute to start where others work on the machine.
describe.skipIf(!mayKill)(needsProcesses("a process of a Trino cluster that is killed in mid-query"), LONG, () => {
  let undisturbed: NpsResult;
  beforeAll(async () => {
    await untilWhole();
    await command(`CREATE VIEW hive.demo.${VIEW} AS ${LINES}`);
    undisturbed = await cell((await trino(trinoOptions)).table(["hive", "demo", VIEW]));
  }, LONG.timeout);
  afterEach(untilWhole, LONG.timeout);
  afterAll(async () => {
    await command(`DROP VIEW IF EXISTS hive.demo.${VIEW}`);
  });

  test("a worker: the cell fails and names it, gives no number, and the same cell gives the answer once it is back", async () => {
    const address = (await workers()).get("worker-1")!;
    const { table, answer, error, at } = await struck("worker", { retries: 0 });
    expect([at?.state, answer]).toEqual(["RUNNING", null]);
    expect(error).toMatchObject({ name: "EngineError", kind: "unavailable", retry: "may help" });
    expect(error!.message).toContain(new URL(address).host);
    expect(error!.message).toMatch(/a worker .*run it again/);
    await untilWhole();
    expect(await cell(table)).toEqual(undisturbed);
  });

  test("a worker: with the one retry that is made unless told, the answer comes and is the undisturbed one", async () => {
    const { answer, error, at } = await struck("worker", {});
    expect([at?.state, error]).toEqual(["RUNNING", null]);
    expect(answer).toEqual(undisturbed);
  });

  test("a worker: under retry_policy TASK the answer comes without a retry and is the undisturbed one", async () => {
    const { answer, error, at } = await struck("worker", { retries: 0, session: { retry_policy: "TASK" } });
    expect([at?.state, error]).toEqual(["RUNNING", null]);
    expect(answer).toEqual(undisturbed);
  });

  test("the coordinator: the cell fails and says where it was, and the same cell gives the answer once it is back", async () => {
    const { table, answer, error, at } = await struck("coordinator", { retries: 0 });
    expect([at?.state, answer]).toEqual(["RUNNING", null]);
    expect(error).toMatchObject({ name: "EngineError", kind: "unavailable", retry: "may help" });
    expect(error!.message).toContain(`trino: ${trinoOptions.server} cannot be reached`);
    expect(error!.message).toContain("is the coordinator running, and is this its address?");
    expect(everything(error)).not.toMatch(/Authorization|Basic|password/i);
    await untilWhole();
    expect(await cell(table)).toEqual(undisturbed);
  });
});
