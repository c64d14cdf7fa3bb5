import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demoSchemas } from "../../src/datasets/demo/schemas.js";
import { load } from "../../src/datasets/load.js";
import {
  type CohortRetentionOptions,
  type CohortRetentionResult,
  cohortRetention,
} from "../../src/metrics/cohortRetention/cohortRetention.js";
import type { TableLike } from "../../src/tables/table-like.js";
import reference from "../fixtures/cohortRetention/cohortRetention.json";
import { expectSameInDuckdb, inDuckdb } from "./sameInDuckdb.js";

const columns = { customer: "customer", date: "date" } as const;
const call = (table: TableLike, options: Partial<CohortRetentionOptions> = {}) =>
  cohortRetention(table, { ...columns, unit: "day", kind: "n-day", ...options });

const frameOf = (rows: readonly (readonly [string | null, string | null])[]) =>
  new DataFrame({ customer: rows.map(([customer]) => customer), date: rows.map(([, date]) => date) });

/** Back on day 1; back on day 5; never. */
const three = () =>
  frameOf([
    ["a", "2025-01-01"],
    ["a", "2025-01-02"],
    ["b", "2025-01-01"],
    ["b", "2025-01-06"],
    ["c", "2025-01-01"],
  ]);

const estimates = ({ averages }: CohortRetentionResult) => averages.map(({ estimate }) => estimate);

interface Case extends Pick<CohortRetentionOptions, "unit" | "kind" | "windows" | "asOf" | "cohort" | "weekStart"> {
  readonly brackets: readonly [number, number][];
  readonly cells: readonly [string, number, number, number | null, string][];
  readonly averages: readonly { retained: number; n: number; cohorts: number; interval: number[] | null }[];
}

function expectCase(found: CohortRetentionResult, { cells, averages, brackets }: Case): void {
  const position = ({ keys }: { keys: Readonly<Record<string, unknown>> }) => Number.parseInt(String(keys.window), 10);
  const lows = brackets.map(([low]) => low);
  const rows = found.rows.filter((row) => lows.includes(position(row)));
  expect(rows.map((row) => [row.keys.cohort, position(row), row.n, row.retained, row.completeOn])).toEqual(cells);
  const means = found.averages.filter((row) => lows.includes(position(row)));
  for (const [i, { interval, ...counts }] of averages.entries()) {
    expect(means[i]).toMatchObject(counts);
    expect(means[i]!.estimate).toBe(counts.n === 0 ? null : counts.retained / counts.n);
    if (interval === null) expect(means[i]!.note).toBe("no cohort is mature yet");
    else {
      expect(means[i]!.lower).toBeCloseTo(interval[0]!, 12);
      expect(means[i]!.upper).toBeCloseTo(interval[1]!, 12);
    }
  }
}

const known = ({ unit, kind, windows, asOf, cohort, weekStart, brackets }: Case) => ({
  ...{ unit, kind, windows, asOf, cohort, weekStart },
  ...(kind === "bracket" ? { brackets } : { periods: Math.max(...brackets.map(([low]) => low)) }),
});

describe("published values: three customers, back on day 1, back on day 5, never", () => {
  const periods = 5;
  const asOf = "2025-01-31";

  test("n-day, days 1–5: 33.3 0 0 0 33.3", async () => {
    const found = estimates(await call(three(), { asOf, periods }));
    expect(found).toEqual([1 / 3, 0, 0, 0, 1 / 3]);
  });

  test("unbounded, days 1–5: 66.7 33.3 33.3 33.3 33.3", async () => {
    const found = estimates(await call(three(), { kind: "unbounded", asOf, periods }));
    expect(found).toEqual([2 / 3, 1 / 3, 1 / 3, 1 / 3, 1 / 3]);
  });

  test("bracket, days 1–4, 2–4 and 1–5: 33.3 0 66.7", async () => {
    const brackets = [
      [1, 4],
      [2, 4],
      [1, 5],
    ] as const;
    const found = await call(three(), { kind: "bracket", asOf, brackets });
    expect(estimates(found)).toEqual([1 / 3, 0, 2 / 3]);
    expect(found.averages.map(({ keys }) => keys.window)).toEqual(["1–4", "2–4", "1–5"]);
  });
});

describe("values from pandas, window by window", () => {
  const cases = (reference.cases as unknown as (Case & Record<"customer" | "date", string[]>)[]).map((one, i) => ({
    title: `${i}: ${one.kind}, ${one.windows} ${one.unit}s, cohorts by ${one.cohort}`,
    one,
  }));

  test.each(cases)("drawn activities, $title", async ({ one }) => {
    const { customer, date } = one;
    expectCase(await call(new DataFrame({ customer, date }), known(one)), one);
    expectCase(await call(await inDuckdb({ customer, date }), known(one)), one);
  });

  test("the demo company's orders", async () => {
    const orders = await load("data/orders.csv", demoSchemas.orders);
    for (const one of reference.demo as unknown as Case[]) expectCase(await call(orders, known(one)), one);
  });
});

describe("by hand", () => {
  test("a cell is null until the last member's window has elapsed, and the day before", async () => {
    const rows = [
      ["a", "2025-01-01"],
      ["b", "2025-01-20"],
      ["a", "2025-01-04"],
    ] as const;
    const options = { cohort: "month", periods: 1, unit: "week" } as const;
    // b's first week after its own ends on 2 February; the cohort is of January.
    const before = await call(frameOf(rows), { ...options, asOf: "2025-02-01" });
    expect(before.rows[0]).toMatchObject({
      ...{ estimate: null, lower: null, upper: null, retained: null, n: 2, completeOn: "2025-02-02" },
      note: "cohort not yet mature: the window ends on 2025-02-02",
    });
    expect(before.overall).toMatchObject({ estimate: null, n: 0, note: "no cohort is mature yet" });
    const after = await call(frameOf(rows), { ...options, asOf: "2025-02-02" });
    expect(after.rows[0]).toMatchObject({ estimate: 0, retained: 0, n: 2, note: null });
    // While the month lasts, somebody may still come.
    const early = await call(frameOf(rows.slice(0, 1)), { ...options, asOf: "2025-01-30" });
    expect(early.rows[0]).toMatchObject({ retained: null, completeOn: "2025-02-13" });
  });

  test("averages weigh customers alike and include a cohort of whom nobody came back", async () => {
    const rows = [
      ["a", "2025-01-01"],
      ["a", "2025-01-02"],
      ["b", "2025-01-03"],
      ["c", "2025-01-03"],
      ["d", "2025-01-03"],
    ] as const;
    const { averages, overall } = await call(frameOf(rows), { asOf: "2025-01-31", periods: 1 });
    expect(averages[0]).toMatchObject({ estimate: 1 / 4, n: 4, retained: 1, cohorts: 2 });
    expect(overall).toMatchObject({ estimate: 1 / 4, n: 4, retained: 1, cohortSize: 4 });
  });

  test("calendar months count a customer of the 31st after one day, rolling ones do not", async () => {
    const rows = [
      ["a", "2025-01-31"],
      ["a", "2025-02-01"],
      ["b", "2025-01-31"],
      ["b", "2025-02-28"],
    ] as const;
    const options = { unit: "month", periods: 1, asOf: "2025-06-30" } as const;
    expect(estimates(await call(frameOf(rows), { ...options, windows: "calendar" }))).toEqual([1]);
    expect(estimates(await call(frameOf(rows), options))).toEqual([1 / 2]);
    expect((await call(frameOf(rows), options)).label).toBe("Cohort retention (n-day, rolling months)");
  });

  test("weeks begin when they are said to", async () => {
    // Friday and Saturday.
    const rows = [
      ["a", "2025-01-03"],
      ["a", "2025-01-04"],
    ] as const;
    const options = { unit: "week", windows: "calendar", periods: 1, asOf: "2025-02-28" } as const;
    const of = async (weekStart: "monday" | "saturday") =>
      (await call(frameOf(rows), { ...options, weekStart })).rows[0];
    expect(await of("monday")).toMatchObject({ estimate: 0, keys: { cohort: "2024-12-30" } });
    expect(await of("saturday")).toMatchObject({ estimate: 1, keys: { cohort: "2024-12-28" } });
  });

  test("what is later than asOf does not count; who came before `from` is left out and counted; so are missing cells", async () => {
    const rows = [
      ["a", "2024-12-31"],
      ["a", "2025-01-01"],
      ["b", "2025-01-01"],
      ["b", "2025-01-02"],
      ["c", "2025-02-01"],
      [null, "2025-01-01"],
      ["d", null],
    ] as const;
    const found = await call(frameOf(rows), { from: "2025-01-01", asOf: "2025-01-31", periods: 1 });
    expect(found.rows.map(({ keys, n, estimate }) => [keys.cohort, n, estimate])).toEqual([["2025-01-01", 1, 1]]);
    expect(found.excluded).toEqual({ missing: 2, outOfRange: 1 });
    expect((await call(frameOf(rows), { periods: 1 })).asOf).toBe("2025-02-01");
  });

  test("by segment a customer counts where it was active, from its first day there", async () => {
    const table = new DataFrame({
      customer: ["a", "a", "a", "b"],
      date: ["2025-01-01", "2025-01-02", "2025-01-03", "2025-01-02"],
      category: ["x", "y", "y", "y"],
    });
    const found = await call(table, { by: "category", asOf: "2025-01-31", periods: 1 });
    expect(found.by).toEqual(["category", "cohort", "window"]);
    expect(found.averages.map(({ keys, estimate, n }) => [keys.category, keys.window, estimate, n])).toEqual([
      ["x", 1, 0, 1],
      ["y", 1, 1 / 2, 2],
    ]);
    expect(found.overall).toMatchObject({ estimate: 1 / 2, n: 2 });
  });

  test("nobody: no cells, averages null", async () => {
    const found = await call(
      frameOf([
        ["a", null],
        [null, "2025-01-01"],
      ]),
      { periods: 1 },
    );
    expect(found).toMatchObject({ rows: [], asOf: null, overall: { estimate: null, n: 0, note: "no cohorts" } });
  });
});

const day = fc.integer({ min: 0, max: 150 }).map((i) => new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10));
const activity = fc.record({
  customer: fc.option(fc.constantFrom("a", "b", "c", "d", "e"), { freq: 9 }),
  date: fc.option(day, { freq: 9 }),
  segment: fc.constantFrom("x", "y"),
});
const table = fc.array(activity, { maxLength: 40 }).map((some) => {
  const all = [...some, { customer: "a", date: "2025-01-01", segment: "x" }];
  return {
    customer: all.map(({ customer }) => customer),
    date: all.map(({ date }) => date),
    segment: all.map(({ segment }) => segment),
  };
});
const unit = fc.constantFrom("day", "week", "month");
const windows = fc.constantFrom("rolling", "calendar");

describe("laws", () => {
  test("cohortRetention(table) is the same in memory and in DuckDB", async () => {
    await fc.assert(
      fc.asyncProperty(table, unit, windows, async (given, length, counted) => {
        const options = {
          ...columns,
          unit: length,
          windows: counted,
          kind: "n-day",
          by: "segment",
          periods: 3,
        } as const;
        await expectSameInDuckdb(given, (rows) => cohortRetention(rows, options));
      }),
      { numRuns: 20 },
    );
  });

  test("unbounded never rises and is at least n-day; an activity twice counts once; order does not matter", async () => {
    await fc.assert(
      fc.asyncProperty(table, unit, windows, async (given, length, counted) => {
        const options = { unit: length, windows: counted, periods: 4, cohort: "month", asOf: "2026-12-31" } as const;
        const frame = new DataFrame(given);
        const narrow = await call(frame, options);
        const wide = await call(frame, { ...options, kind: "unbounded" });
        for (const [i, cell] of wide.averages.entries()) {
          expect(cell.estimate).toBeGreaterThanOrEqual(narrow.averages[i]!.estimate!);
          if (i > 0) expect(cell.estimate).toBeLessThanOrEqual(wide.averages[i - 1]!.estimate!);
        }
        const twice = Object.fromEntries(
          Object.entries(given).map(([name, cells]) => [name, [...cells, ...cells].reverse()]),
        );
        const again = await call(new DataFrame(twice), options);
        expect({ ...again, excluded: narrow.excluded }).toEqual(narrow);
      }),
      { numRuns: 30 },
    );
  });

  test("more days seen change no cell that was mature, of kind n-day", async () => {
    await fc.assert(
      fc.asyncProperty(table, unit, windows, async (given, length, counted) => {
        const options = { unit: length, windows: counted, periods: 3, cohort: "month" } as const;
        const early = await call(new DataFrame(given), { ...options, asOf: "2025-04-10" });
        const late = await call(new DataFrame(given), { ...options, asOf: "2025-12-31" });
        for (const cell of early.rows.filter(({ retained }) => retained !== null))
          expect(late.rows).toContainEqual(cell);
      }),
      { numRuns: 30 },
    );
  });
});

describe("errors", () => {
  test.each([
    [{ unit: undefined }, "cohortRetention requires 'unit' of 'day', 'week', 'month'; got none"],
    [{ kind: "classic" }, "cohortRetention requires 'kind' of 'n-day', 'unbounded', 'bracket'; got 'classic'"],
    [{ windows: "fixed" }, "cohortRetention requires 'windows' of 'rolling', 'calendar'; got 'fixed'"],
    [{ weekStart: "friday" }, "requires 'weekStart' of 'monday', 'sunday', 'saturday'; got 'friday'"],
    [{ periods: 0 }, "cohortRetention requires whole periods from 1; got 0"],
    [{ brackets: [[1, 2]] }, "cohortRetention of kind 'n-day' takes no brackets; got [[1,2]]"],
    [{ kind: "bracket", periods: 3 }, "cohortRetention of kind 'bracket' takes no periods; got 3"],
    [{ kind: "bracket" }, "requires brackets of first and last window, such as [[1, 7], [8, 30]]; got undefined"],
    [{ kind: "bracket", brackets: [[2, 1]] }, "got [[2,1]]"],
    [{ asOf: "yesterday" }, "cohortRetention requires 'asOf' as a date such as '2025-07-01'; got 'yesterday'"],
    [{ from: "2025-02-30" }, "cohortRetention requires 'from' as a date such as '2025-07-01'; got '2025-02-30'"],
    [{ level: 95 }, "cohortRetention requires a level between 0 and 1, such as 0.95; got 95"],
    [{ date: "day" }, "cohortRetention: no column 'day' in the table"],
    [
      { date: "customer" },
      "cohortRetention requires dates such as 2025-07-01 in 'customer'; got 'a', 'b', 'c' (5 rows, first at row 1)",
    ],
  ])("%j", async (options, message) => {
    await expect(call(three(), options as never)).rejects.toThrow(message);
  });
});
