import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rfmCustomers } from "../../src/metrics/rfm/rfm.js";
import { type RfmMovementOptions, rfmMovement } from "../../src/metrics/rfm/rfmMovement.js";
import { warningSignals } from "../../src/metrics/warningSignals/warningSignals.js";
import type { Cell } from "../../src/tables/table.js";
import { inMemory, unexplained } from "./existing.js";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

type Row = readonly [customer: string, date: string, amount: number];

const options = { customer: "customer", date: "date", amount: "amount", windowDays: 30 } as const;
const days = { earlier: "2025-03-01", later: "2025-03-31" } as const;
const columnsOf = (rows: readonly Row[]): Record<string, Cell[]> => ({
  customer: rows.map(([customer]) => customer),
  date: rows.map(([, date]) => date),
  amount: rows.map(([, , amount]) => amount),
});
const call = async (rows: readonly Row[], more: Partial<RfmMovementOptions> = {}) =>
  rfmMovement(await inMemory(columnsOf(rows)), { ...options, ...days, ...more });

/** On 1 March a to e score 1 to 5 in each of the three; until 31 March only a buys, on two days. */
const bought = {
  a: ["2025-02-21", "2025-03-20", "2025-03-30"],
  b: ["2025-02-10", "2025-02-22"],
  c: ["2025-02-10", "2025-02-15", "2025-02-23"],
  d: ["2025-02-05", "2025-02-10", "2025-02-15", "2025-02-24"],
  e: ["2025-01-31", "2025-02-10", "2025-02-15", "2025-02-20", "2025-02-25"],
  new: ["2025-03-10"],
};
const rows = Object.entries(bought).flatMap(([customer, dates]) => dates.map((date): Row => [customer, date, 10]));

describe("by hand", () => {
  test("four of five fell, one rose, by the cut points of the earlier day", async () => {
    const result = await call(rows);
    expect(result.overall).toMatchObject({ estimate: 0.8, n: 5, fell: 4, same: 0, rose: 1, note: null });
    // 2 · (1 + 5)/32
    expect(result.overall.test!.pValue).toBeCloseTo(0.375, 12);
    expect(result.fallen.map(({ customer, fell }) => [customer, fell])).toEqual([
      ["e", 12],
      ["d", 9],
      ["c", 6],
      ["b", 3],
    ]);
    expect(result.fallen[0]!.before).toMatchObject({ segment: "Champions", recencyScore: 5, monetary: 50 });
    expect(result.fallen[0]!.after).toMatchObject({ segment: "Hibernating", frequency: 0, daysSinceLastPurchase: 34 });
    expect(result.newCustomers).toBe(1);
  });

  test("the earlier scores are those of rfm on that day", async () => {
    const { cuts, fallen } = await call(rows);
    const table = await inMemory(columnsOf(rows));
    const before = await rfmCustomers(table, { ...options, asOf: days.earlier });
    const after = await rfmCustomers(table, { ...options, asOf: days.later, cuts });
    for (const { customer, before: then, after: now } of fallen) {
      expect(before).toContainEqual(then);
      expect(after).toContainEqual(now);
      expect(now.customer).toBe(customer);
    }
  });

  test("segments: who left and who entered, as an interval of a paired difference", async () => {
    const { rows: shifts, moves } = await call(rows);
    const of = (name: string) => shifts.find(({ keys }) => keys.segment === name)!;
    expect(of("Champions")).toMatchObject({ before: 1, after: 0, left: 1, entered: 0, n: 5, estimate: -0.2 });
    // a, once hibernating, is back; b, c, d and e are.
    expect(of("Hibernating")).toMatchObject({ before: 2, after: 4 });
    const from = moves.find((move) => move.from === "Champions" && move.to === "Hibernating")!;
    expect(from).toMatchObject({ customers: 1, n: 1, estimate: 1 });
    expect(moves).toHaveLength(100);
    expect(moves.reduce((sum, { customers }) => sum + customers, 0)).toBe(5);
  });

  test("says so where purchases are not known for the whole window before the earlier day", async () => {
    const { overall } = await call(rows, { windowDays: 60 });
    expect(overall.note).toBe(
      "the first purchase is of 2025-01-31: if earlier ones are not in the table, the window from 2025-01-01 is cut short and falls are too few",
    );
  });
});

test("the falls are those of the warning signal", async () => {
  const customers = await inMemory({
    customer: Object.keys(bought),
    since: Object.keys(bought).map(() => "2025-01-01"),
  });
  const signal = { kind: "falling rfm", date: "date", amount: "amount", lagDays: 30, windowDays: 30 } as const;
  const table = await inMemory(columnsOf(rows));
  const { panel } = await warningSignals(customers, {
    customer: "customer",
    asOf: days.later,
    signals: { fall: { ...signal, table } },
  });
  const { strength } = panel.signals[0]!;
  const fallOf = new Map([...strength].map((fall, row) => [panel.customers[panel.customer[row]!], fall]));
  const { fallen } = await call(rows);
  expect(fallen).toHaveLength(4);
  for (const { customer, fell } of fallen) expect(fallOf.get(String(customer))).toBe(fell);
});

describe("laws", () => {
  const purchases = fc.array(
    fc.tuple(
      fc.constantFrom("a", "b", "c", "d", "e", "f"),
      fc.integer({ min: 10, max: 89 }).map((day) => new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10)),
      fc.integer({ min: 1, max: 9999 }).map((cents) => cents / 100),
    ),
    { minLength: 1, maxLength: 40 },
  ) as fc.Arbitrary<Row[]>;

  test("segments before and after hold everybody once, and a unit of money moves nobody", async () => {
    await fc.assert(
      fc.asyncProperty(purchases, async (some) => {
        const result = await call(some);
        const { fell, same, rose, n } = result.overall;
        expect(fell + same + rose).toBe(n);
        expect(result.rows.reduce((sum, { before }) => sum + before, 0)).toBe(n);
        expect(result.rows.reduce((sum, { after }) => sum + after, 0)).toBe(n);
        expect(unexplained(result)).toEqual([]);
        for (const { estimate, lower, upper } of [...result.rows, ...result.moves]) {
          if (estimate === null) continue;
          expect(lower).toBeLessThanOrEqual(estimate + 1e-12);
          expect(upper).toBeGreaterThanOrEqual(estimate - 1e-12);
        }
        const scaled = await call(some.map(([customer, date, amount]): Row => [customer, date, amount * 0.001]));
        expect(scaled.moves).toEqual(result.moves);
        expect(scaled.fallen.map(({ fell }) => fell)).toEqual(result.fallen.map(({ fell }) => fell));
      }),
      { numRuns: 40 },
    );
  });

  test("gives the same in DuckDB", async () => {
    await expectSameInDuckdb(columnsOf(rows), (table) => rfmMovement(table, { ...options, ...days }));
  });
});

describe("edges and errors", () => {
  test("nobody had bought by the earlier day", async () => {
    const result = await call(rows, { earlier: "2024-01-01" });
    expect(result.overall).toMatchObject({
      ...{ estimate: null, n: 0, test: null },
      note: "nobody had bought by the earlier day",
    });
    expect(unexplained(result)).toEqual([]);
  });

  test("nobody moved: no test", async () => {
    const { overall } = await call([["a", "2025-02-20", 1]], { later: "2025-03-02" });
    expect(overall).toMatchObject({ fell: 0, same: 1, rose: 0, test: null });
  });

  test("days that are none or not in order", async () => {
    await expect(call(rows, { earlier: days.later })).rejects.toThrow(
      "rfmMovement requires an earlier day before the later one; got '2025-03-31' and '2025-03-31'",
    );
    await expect(call(rows, { later: "soon" })).rejects.toThrow(
      "rfmMovement requires 'later' as a date such as '2025-07-01'; got 'soon'",
    );
  });
});
