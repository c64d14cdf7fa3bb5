import { join } from "node:path";
import { expect, test } from "vitest";
import { demoSchemas } from "../../../src/datasets/demo/schemas.js";
import { duckdb } from "../../../src/datasets/duckdb/duckdb.js";
import type { Table } from "../../../src/tables/table.js";
import { ROOT } from "../../../tools/setup/places.js";
import { OF_ANSWERS, OF_CUSTOMERS } from "../../metrics/every-metric.js";
import { figure, sampleOf } from "../sized.js";

/** The tables of the demo company in DuckDB, with so many threads; purchase histories are rolled up in memory and left out here. */
function opened(threads: number): (name: string) => Promise<Table> {
  const tables = new Map<string, Promise<Table>>();
  return (name) => {
    const schema = demoSchemas[name as keyof typeof demoSchemas];
    const found = tables.get(name) ?? duckdb(join(ROOT, "data", `${name}.csv`), { schema, threads });
    tables.set(name, found);
    return found;
  };
}

const CALLS = sampleOf(Object.entries({ ...OF_ANSWERS, ...OF_CUSTOMERS }), 6);

/** A result as a text, to the last bit: -0, NaN and infinities too. */
const exactly = (result: unknown) =>
  JSON.stringify(result, (_, value) =>
    typeof value === "number" && (Object.is(value, -0) || !Number.isFinite(value))
      ? `${Object.is(value, -0) ? "-0" : value}`
      : value,
  );

test("metrics of tables in DuckDB are the same to the last bit on 1, 2 and 8 threads", async (context) => {
  const [one, two, eight] = [1, 2, 8].map(opened);
  const other: string[] = [];
  for (const [name, call] of CALLS) {
    const alone = exactly(await call(one!));
    for (const [threads, open] of [
      [2, two!],
      [8, eight!],
    ] as const) {
      if (exactly(await call(open)) !== alone) other.push(`${name} on ${threads} threads`);
    }
  }
  const what = "metrics of tables in DuckDB whose results hang on the number of threads (1, 2, 8)";
  figure(context, { what, cases: CALLS.length, found: `${other.length}`, bar: "0", held: other.length === 0 });
  expect(other).toEqual([]);
});
