import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { memoryTable } from "../../src/tables/memory/memory-table.js";
import type { EngineError } from "../../src/tables/sql/engine-error.js";
import type { Table } from "../../src/tables/table.js";
import type { TrinoProgress } from "../../src/tables/trino/options.js";
import { trino } from "../../src/tables/trino/trino.js";
import { command, inTrino, needsTrino, onTrino, trinoOptions } from "./in-trino.js";
import { inMemory, plainTable } from "./random-table.js";
import { plain } from "./same-tallies.js";

const made: string[] = [];
afterAll(async () => {
  for (const drop of made) await command(drop);
});

let count = 0;
/** A table or a view of the query, gone when the tests are. */
async function create(query: string, kind: "TABLE" | "VIEW" = "TABLE"): Promise<string> {
  const name = `made_${process.pid}_${count++}`;
  await command(`CREATE ${kind} memory.default.${name} AS ${query}`);
  made.push(`DROP ${kind} IF EXISTS memory.default.${name}`);
  return name;
}

const tableOf = async (query: string): Promise<Table> => (await trino(trinoOptions)).table(await create(query));
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    (value) => expect.fail(`it gave ${JSON.stringify(value)}`),
    (error: unknown) => error as EngineError,
  );

/** Half a minute's work, whatever is asked of it. */
const LONG =
  "SELECT CAST((a * b) % 7 AS INTEGER) AS n, CAST(a % 3 AS VARCHAR) AS g FROM UNNEST(sequence(1, 10000)) AS t(a) CROSS JOIN UNNEST(sequence(1, 10000)) AS s(b) CROSS JOIN UNNEST(sequence(1, 100)) AS u(c)";

describe.skipIf(!onTrino)(needsTrino("on a Trino cluster"), () => {
  test("each type of Trino's arrives as ours, whole numbers beyond 2^53 as text", async () => {
    const columns: readonly (readonly [string, string, unknown])[] = [
      ["CAST(9007199254740993 AS BIGINT)", "text", "9007199254740993"],
      ["CAST(9007199254740991 AS BIGINT)", "number", 9007199254740991],
      ["CAST(NULL AS BIGINT)", "number", null],
      ["CAST('12345678901234567890123456789012345678' AS DECIMAL(38, 0))", "text", "12345678901234567890123456789012345678"],
      ["DECIMAL '0.10'", "number", 0.1],
      ["CAST('99999999999999.99' AS DECIMAL(16, 2))", "number", Number("99999999999999.99")],
      ["CAST('-1234567890123456.7890123' AS DECIMAL(30, 7))", "number", Number("-1234567890123456.7890123")],
      ["CAST('0.12' AS DECIMAL(38, 20))", "number", 0.12],
      ["CAST(7 AS TINYINT)", "number", 7],
      ["CAST(0.1 AS REAL)", "number", Math.fround(0.1)],
      ["nan()", "number", null],
      ["5E-324", "number", 5e-324],
      ["TRUE", "boolean", true],
      ["DATE '2026-03-21'", "date", "2026-03-21"],
      ["TIMESTAMP '2026-03-21 14:05:00.120000'", "datetime", "2026-03-21T14:05:00.12"],
      ["TIMESTAMP '2026-03-21 14:05:00'", "datetime", "2026-03-21T14:05:00"],
      ["TIMESTAMP '2026-03-21 00:00:00.000'", "datetime", "2026-03-21T00:00:00"],
      ["TIMESTAMP '2026-03-21 14:05:00.123456789'", "datetime", "2026-03-21T14:05:00.123456789"],
      ["TIMESTAMP '2026-03-21 14:05:00 Asia/Tehran'", "datetime", "2026-03-21T10:35:00"],
      ["CAST('ab' AS CHAR(5))", "text", "ab"],
      ["'تهران ''😀'''", "text", "تهران '😀'"],
      ["CAST('' AS VARCHAR(3))", "text", ""],
      ["UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59'", "text", "12151fd2-7586-11e9-8f9e-2a86e4085a59"],
      ["TIME '10:11:12'", "text", "10:11:12"],
      ["JSON '{\"a\":1}'", "text", '{"a":1}'],
      ["X'00ff'", "text", "00ff"],
      ["ARRAY[1, 2]", "text", "[1,2]"],
    ]; // biome-ignore format: a line a type
    const table = await tableOf(`SELECT ${columns.map(([sql], i) => `${sql} AS x${i}`).join(", ")}`);
    const names = columns.map((_, i) => `x${i}`);
    expect((await table.columns()).map(({ type }) => type)).toEqual(columns.map(([, type]) => type));
    expect((await plain(table, names)).map(([value]) => value)).toEqual(columns.map(([, , value]) => value));
    expect((await table.crosstab(names))[0]!.keys).toEqual(columns.map(([, , value]) => value));
  });

  test("an infinite number is refused, and so is a type without a text, each only where it is asked for", async () => {
    const table = await tableOf("SELECT 1 AS fine, infinity() AS x, approx_set(1) AS h");
    expect(await table.crosstab(["fine"])).toHaveLength(1);
    expect((await failureOf(table.crosstab(["x"]))).message).toContain("column 'x' holds an infinite number");
    expect((await failureOf(table.crosstab(["h"]))).message).toContain("is of type HyperLogLog, which has no text");
  });

  test("sums of decimals and whole numbers are exact beyond 2^53 and 2^63", async () => {
    const table = await tableOf(
      "SELECT DECIMAL '9999999999999.99' AS money, CAST(2147483647 AS INTEGER) AS n, CAST(9007199254740991 AS BIGINT) AS large FROM UNNEST(sequence(1, 3000)) AS t(i)",
    );
    const [all] = await table.crosstab([], ["money", "n", "large"]);
    expect(all!.sums).toEqual([Number(29999999999999970n), 2147483647 * 3000, Number(9007199254740991n * 3000n)]);
  });

  test("dates of Trino's own are as their text, in every tally", async () => {
    const aggregates = {
      ...{ least: { min: "day" }, most: { max: "day" }, known: { count: "day" }, different: { distinct: "day" } },
      ...{ start: { first: "day" }, end: { last: "day" }, score: { last: "score" } },
    } as const;
    const ranges = [{ from: "2024-02-29", before: "2025-12-31", label: "'0'" }];
    await fc.assert(
      fc.asyncProperty(plainTable, fc.constantFrom("day", "score", "segment"), async (table, orderBy) => {
        const here = memoryTable(inMemory(table));
        const { table: there, drop } = await inTrino(table, { day: "DATE" });
        const cut = async (source: Table) => (await source.cut("day", "period", ranges)).crosstab(["day", "period"]);
        expect(await cut(there)).toEqual(await cut(here));
        const rolled = (source: Table) => source.rollUp(["day", "member"], aggregates, { orderBy });
        const names = ["day", "member", ...Object.keys(aggregates)];
        expect(await plain(await rolled(there), names)).toEqual(await plain(await rolled(here), names));
        await drop();
      }),
      { numRuns: 8 },
    );
  });

  test("a table that was dropped meanwhile fails, and one that never was names the nearest", async () => {
    const db = await trino(trinoOptions);
    const name = await create("SELECT 1 AS a");
    const table = db.table(name);
    expect(await table.crosstab([])).toHaveLength(1);
    await command(`DROP TABLE memory.default.${name}`);
    expect(await failureOf(table.crosstab([]))).toMatchObject({ kind: "query", code: "TABLE_NOT_FOUND" });
    const other = await create("SELECT 1 AS a");
    expect((await failureOf(db.table(`${other}x`).columns())).message).toContain(`nearest: '${other}'`);
  });

  test("a query that its user cancels ends on the cluster, and its progress was told", async () => {
    const stop = new AbortController();
    const told: TrinoProgress[] = [];
    const onProgress = (progress: TrinoProgress) => {
      told.push(progress);
      if (progress.splits > 0 && progress.splitsDone > 0) stop.abort();
    };
    const name = await create(LONG, "VIEW");
    let armed = (_: TrinoProgress) => {};
    const db = await trino({ ...trinoOptions, signal: stop.signal, onProgress: (progress) => armed(progress) });
    const table = db.table(name);
    await table.columns();
    armed = onProgress;
    expect((await failureOf(table.crosstab(["g"], ["n"]))).kind).toBe("cancelled");
    const { queryId } = told.at(-1)!;
    const queries = (await trino(trinoOptions)).table(["system", "runtime", "queries"]);
    const state = async () => {
      const all = await queries.crosstab(["query_id", "state", "error_code"]);
      return all.map(({ keys }) => keys).find(([id]) => id === queryId);
    };
    await expect.poll(state, { timeout: 20_000 }).toEqual([queryId, "FAILED", "USER_CANCELED"]);
  });

  test("a query that takes longer than it may is ended by the cluster, and says which option lets it run on", async () => {
    const table = (await trino({ ...trinoOptions, timeoutSeconds: 2 })).table(await create(LONG, "VIEW"));
    const error = await failureOf(table.crosstab(["g"], ["n"]));
    expect(error).toMatchObject({ kind: "resources", code: "EXCEEDED_TIME_LIMIT" });
    expect(error.message).toMatch(/timeoutSeconds/);
  });
});
