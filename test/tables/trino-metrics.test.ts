import type { DataFrame } from "danfojs-node";
import { afterAll, describe, test } from "vitest";
import { asTable, trino } from "../../src/index.js";
import type { Table } from "../../src/tables/table.js";
import { OF_ANSWERS, OF_CUSTOMERS, OF_PURCHASES } from "../metrics/every-metric.js";
import { inMemory } from "../metrics/every-metric-law.js";
import { expectSame } from "../metrics/sameInDuckdb.js";
import { inTrino, type MadeTable, needsTrino, onTrino, trinoOptions } from "./in-trino.js";
import { plain } from "./same-tallies.js";

const made: MadeTable[] = [];
afterAll(async () => {
  for (const { drop } of made) await drop();
});

/** A frame's rows as a table of Trino's. */
async function written(frame: DataFrame, name: string): Promise<Table> {
  const table = asTable(frame);
  const columns = await table.columns();
  const names = columns.map(({ name: column }) => column);
  const values = await plain(table, names);
  const rows = values[0]!.length;
  made.push(
    await inTrino({ rows, columns: columns.map((column, i) => ({ ...column, values: values[i]! })) }, {}, name),
  );
  return made.at(-1)!.table;
}

const there = new Map<string, Promise<Table>>();

/** A table of the demo company as the cluster has it; called as the frame is, which messages say. */
function inDemo(name: string): Promise<Table> {
  const open = async () => {
    if (name === "histories") return written(await inMemory(name), name);
    return { ...(await trino(trinoOptions)).table(["hive", "demo", name]), name: `${name}.csv` };
  };
  const found = there.get(name) ?? open();
  there.set(name, found);
  return found;
}

describe.concurrent("memory and the demo company on Trino", () => {
  test.skipIf(!onTrino).each(Object.entries({ ...OF_ANSWERS, ...OF_CUSTOMERS, ...OF_PURCHASES }))(
    needsTrino("%s(table) is the same"),
    async (_, call) => {
      expectSame(await call(inDemo), await call(inMemory));
    },
  );
});
