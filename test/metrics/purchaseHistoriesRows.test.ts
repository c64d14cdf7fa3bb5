import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type PurchaseHistoriesOptions,
  purchaseHistories,
} from "../../src/metrics/purchaseHistories/purchaseHistories.js";
import { ROW_KINDS, RowCounts } from "../../src/metrics/purchaseHistories/rowKinds.js";
import type { TableLike } from "../../src/tables/table-like.js";
import { inMemory } from "./existing.js";
import {
  asked,
  historiesOf,
  historyColumn,
  historyRows,
  kindsOf,
  purchaseColumns,
  type Row,
} from "./purchaseTables.js";
import { type Columns, expectSameInDuckdb } from "./sameInDuckdb.js";

/** A result with the table as its rows. */
async function asPlainData(table: TableLike, options: PurchaseHistoriesOptions) {
  const result = await purchaseHistories(table, options);
  return { ...result, table: historyRows(result) };
}

/** Each kind of row once or more. */
const dirty: readonly Row[] = [
  ["old", "2024-12-01", 9],
  ["old", "2024-12-02", -1],
  ["old", "2025-02-01", 9],
  ["new", "2025-01-05", 10],
  ["new", "2025-01-05", 2],
  ["new", "2025-02-01", 20],
  ["new", "2025-02-01", -5],
  ["new", "2025-02-10", -40],
  ["new", "2025-03-01", 30],
  ["new", "2025-03-02", -10],
  ["new", "2025-05-01", 30],
  ["new", "2024-12-31", -1],
  ["new", null, 4],
  ["new", "2025-02-03", null],
  ["late", "2025-03-05", 5],
  ["late", "2025-01-01", -5],
  ["returner", "2025-01-01", -5],
  [null, "2025-01-01", 5],
];
const days = { start: "2025-01-01", end: "2025-02-28", holdoutEnd: "2025-03-31" } as const;

describe("what becomes of each row", () => {
  test("every kind, returns subtracted", async () => {
    const result = await historiesOf(dirty, { ...days, negative: "subtract" });
    expect(kindsOf(result)).toEqual({
      ...{ "first purchases": 1, "repeat purchases": 1, "further lines of a purchase": 1, "held out": 1 },
      // Of 40 only 15 and 12 are left to take.
      ...{ "returns subtracted": 2, "returns larger than what was bought": 3 },
      ...{ "before the start": 3, "of customers before the start": 1, "after the end": 2 },
      ...{ "without a customer": 1, "without a date": 1, "without an amount": 1 },
    });
    expect(result).toMatchObject({ customersBeforeStart: 1, customersAfterEnd: 1, customersWithoutPurchase: 1 });
    expect(historyRows(result)).toEqual([
      {
        ...{ customer: "new", firstPurchase: "2025-01-05", frequency: 1, recency: 27, age: 54, monetaryValue: 0 },
        ...{ holdoutPurchases: 1, holdoutAmount: 20, holdoutLength: 31 },
      },
    ]);
  });

  test("returns left out", async () => {
    const result = await historiesOf(dirty, { ...days, negative: "leave out" });
    expect(kindsOf(result)).toMatchObject({ "returns left out": 5, "before the start": 3 });
    expect(kindsOf(result)).not.toHaveProperty("returns subtracted");
    expect(historyRows(result)[0]).toMatchObject({ frequency: 1, monetaryValue: 20, holdoutAmount: 30 });
  });

  test("all kinds are told, those without a row too, each with what it does", async () => {
    const { reconciliation } = await historiesOf(dirty.slice(0, 1));
    expect(reconciliation.map(({ kind }) => kind)).toEqual(Object.keys(ROW_KINDS));
    expect(reconciliation[0]).toEqual({
      ...{ kind: "first purchases", rows: 1 },
      effect: "the time of the customer begins; not in frequency, not in the mean",
    });
  });

  test("rows that are not accounted for are refused", () => {
    const counts = new RowCounts();
    counts.add("held out", 2);
    expect(() => counts.reconciled(3)).toThrow("purchaseHistories accounted for 2 rows of 3: please report this");
  });

  test("a return takes from the latest purchase, then from the one before; a purchase wholly returned is one still", async () => {
    const rows: Row[] = [
      ["a", "2025-01-01", 100],
      ["a", "2025-01-02", 10],
      ["a", "2025-01-03", 0.3],
      ["a", "2025-01-04", -10.3],
    ];
    const of = async (more: Row[]) => historiesOf([...rows, ...more], { negative: "subtract" });
    expect(historyRows(await of([]))[0]).toMatchObject({ frequency: 2, monetaryValue: 0 });
    expect(kindsOf(await of([]))).toMatchObject({ "returns subtracted": 1 });
    expect(kindsOf(await of([["a", "2025-01-05", -100]]))).toMatchObject({ "returns subtracted": 2 });
    expect(kindsOf(await of([["a", "2025-01-05", -100.01]]))).toMatchObject({
      "returns larger than what was bought": 1,
    });
  });

  test("what rounding takes off is no larger return: 0.3 - 0.1 is below 0.2", async () => {
    const rows: Row[] = [
      ["a", "2025-01-01", 0.3],
      ["a", "2025-01-02", -0.1],
      ["a", "2025-01-03", -0.2],
    ];
    expect(kindsOf(await historiesOf(rows, { negative: "subtract" }))).toMatchObject({ "returns subtracted": 2 });
  });

  test("what is given back on the day of the purchase is taken from it, whichever row comes first", async () => {
    const rows: Row[] = [
      ["a", "2025-01-01", 5],
      ["a", "2025-01-02", -3],
      ["a", "2025-01-02", 8],
      ["a", "2025-01-02", -3],
    ];
    for (const some of [rows, [...rows].reverse()]) {
      const result = await historiesOf(some, { negative: "subtract" });
      expect(historyRows(result)[0]).toMatchObject({ frequency: 1, monetaryValue: 2 });
    }
  });

  test("a return after the end leaves the watched time as it was", async () => {
    const rows: Row[] = [
      ["a", "2025-01-01", 5],
      ["a", "2025-01-02", 8],
    ];
    const later: Row[] = [...rows, ["a", "2025-02-02", -8]];
    const window = { end: "2025-01-31", holdoutEnd: "2025-02-28", negative: "subtract" } as const;
    const [before, after] = [await historiesOf(rows, window), await historiesOf(later, window)];
    expect(historyRows(after)).toEqual(historyRows(before));
    expect(kindsOf(after)).toMatchObject({ "returns larger than what was bought": 1 });
  });
});

describe("the same in DuckDB", () => {
  test("rows of every kind", async () => {
    for (const negative of ["subtract", "leave out"] as const) {
      await expectSameInDuckdb(purchaseColumns(dirty), (table) => asPlainData(table, { ...asked, ...days, negative }));
    }
    const clean = dirty.filter(([, , amount]) => amount === null || amount > 0);
    const region = clean.map(([customer]) => (customer === "new" ? "x" : null));
    await expectSameInDuckdb({ ...purchaseColumns(clean), region }, (table) =>
      asPlainData(table, { ...asked, unit: "months", onePurchase: "unit", end: "2025-05-31", by: "region" }),
    );
  });

  test("numbers and times for customers and dates", async () => {
    const columns = {
      customer: [2, 10, 2],
      date: ["2025-01-01T10:00:00", "2025-01-02T00:00:00", "2025-01-01T23:59:59"],
    };
    const options = { customer: "customer", date: "date", unit: "weeks" } as const;
    await expectSameInDuckdb(columns, (table) => asPlainData(table, options));
    expect(historyColumn(await purchaseHistories(new DataFrame(columns), options), "customer")).toEqual([2, 10]);
  });
});

const day = fc.integer({ min: 0, max: 60 }).map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10));
const purchases = fc.array(
  fc.tuple(
    fc.constantFrom("a", "b", "c", "d", null),
    fc.option(day, { freq: 12 }),
    fc.option(
      fc.integer({ min: -3000, max: 9999 }).map((cents) => (cents < 0 && cents > -2000 ? 0 : cents / 100)),
      { freq: 12 },
    ),
  ),
  { minLength: 1, maxLength: 40 },
) as fc.Arbitrary<Row[]>;
const anyOptions = fc.record({
  unit: fc.constantFrom("days", "weeks"),
  negative: fc.constantFrom("subtract", "leave out"),
  start: fc.constantFrom(undefined, "2025-01-10"),
  holdoutEnd: fc.constantFrom(undefined, "2025-02-20"),
}) as fc.Arbitrary<Pick<PurchaseHistoriesOptions, "unit" | "negative" | "start" | "holdoutEnd">>;
const end = "2025-02-05";

describe("laws", () => {
  test("every row is of one kind, and what models read can be", async () => {
    await fc.assert(
      fc.asyncProperty(purchases, anyOptions, async (rows, more) => {
        const result = await historiesOf(rows, { ...more, end });
        expect(result.reconciliation.reduce((sum, one) => sum + one.rows, 0)).toBe(rows.length);
        expect(kindsOf(result)["first purchases"] ?? 0).toBe(result.customers);
        expect(kindsOf(result)["repeat purchases"] ?? 0).toBe(result.repeatPurchases);
        for (const { frequency, recency, age, monetaryValue, holdoutAmount } of historyRows(result)) {
          expect(recency).toBeGreaterThanOrEqual(0);
          expect(Number(age)).toBeGreaterThanOrEqual(Number(recency));
          expect(Number(recency) > 0).toBe(Number(frequency) > 0);
          expect(monetaryValue === null).toBe(frequency === 0);
          expect(Number(monetaryValue)).toBeGreaterThanOrEqual(0);
          expect(Number(holdoutAmount ?? 0)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("the order of rows does not matter", async () => {
    await fc.assert(
      fc.asyncProperty(purchases, anyOptions, async (rows, more) => {
        const [one, two] = [
          await historiesOf(rows, { ...more, end }),
          await historiesOf([...rows].reverse(), { ...more, end }),
        ];
        expect(historyRows(two)).toEqual(historyRows(one));
        expect(two.reconciliation).toEqual(one.reconciliation);
      }),
      { numRuns: 60 },
    );
  });

  test("what comes after the end changes nothing of the watched time", async () => {
    await fc.assert(
      fc.asyncProperty(purchases, async (rows) => {
        const by = { end, negative: "subtract" } as const;
        const before = rows.filter(([, date]) => date === null || date <= end);
        expect(historyRows(await historiesOf(rows, by))).toEqual(historyRows(await historiesOf(before, by)));
        const held = historyRows(await historiesOf(rows, { ...by, holdoutEnd: "2025-03-02" }));
        const watched = held.map(({ holdoutPurchases: _, holdoutAmount: __, holdoutLength: ___, ...row }) => row);
        expect(watched).toEqual(historyRows(await historiesOf(rows, by)));
      }),
      { numRuns: 60 },
    );
  });

  test("weeks are sevenths of days, in time and not in purchases", async () => {
    await fc.assert(
      fc.asyncProperty(purchases, async (rows) => {
        const by = { end, negative: "leave out" } as const;
        const [inDays, inWeeks] = [await historiesOf(rows, by), await historiesOf(rows, { ...by, unit: "weeks" })];
        const sevenths = historyRows(inDays).map((row) => ({
          ...row,
          recency: Number(row.recency) / 7,
          age: Number(row.age) / 7,
        }));
        expect(historyRows(inWeeks)).toEqual(sevenths);
      }),
      { numRuns: 40 },
    );
  });

  test("amounts times 1000 are means times 1000, and nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(purchases, async (rows) => {
        const by = { end, negative: "subtract" } as const;
        const scaled = rows.map(
          ([customer, date, amount]): Row => [customer, date, amount === null ? null : amount * 1000],
        );
        const [one, two] = [await historiesOf(rows, by), await historiesOf(scaled, by)];
        expect(two.reconciliation).toEqual(one.reconciliation);
        historyRows(two).forEach(({ monetaryValue, ...row }, i) => {
          const { monetaryValue: mean, ...rest } = historyRows(one)[i]!;
          expect(row).toEqual(rest);
          expect(Number(monetaryValue)).toBeCloseTo(1000 * Number(mean), 6);
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe("edges", () => {
  test("a table without rows, and one without dates", async () => {
    const none = await historiesOf([]);
    expect(none).toMatchObject({ customers: 0, repeatBuyers: 0, end: null, start: null });
    expect(historyRows(none)).toEqual([]);
    expect(none.table.columns).toContain("monetaryValue");
    const undated = await historiesOf([["a", null, 1]]);
    expect(kindsOf(undated)).toEqual({ "without a date": 1 });
    expect(undated).toMatchObject({ customers: 0, customersWithoutPurchase: 1 });
  });

  test("one purchase on the last day has an age of 0", async () => {
    expect(historyRows(await historiesOf([["a", "2025-01-01", 1]]))).toEqual([
      { customer: "a", firstPurchase: "2025-01-01", frequency: 0, recency: 0, age: 0, monetaryValue: null },
    ]);
  });

  test("an end before all purchases leaves nobody", async () => {
    const result = await historiesOf([["a", "2025-01-01", 1]], { end: "2024-12-31" });
    expect(result).toMatchObject({ customers: 0, customersAfterEnd: 1 });
  });
});

describe("wrong calls", () => {
  const rows: Row[] = [
    ["a", "2025-01-01", 5],
    ["a", "2025-01-15", 5],
  ];
  const refused = (more: object, some: readonly Row[] = rows) => expect(historiesOf(some, more)).rejects;
  const refusedTable = async (columns: Columns, more: object, message: string) =>
    expect(purchaseHistories(await inMemory(columns), { ...asked, ...more })).rejects.toThrow(message);

  test("columns that are not there or hold other things", async () => {
    await refused({ customer: "custmer" }).toThrow(
      "purchaseHistories: no column 'custmer' in the table; nearest: 'customer'",
    );
    await refused({ date: "amount" }).toThrow("purchaseHistories requires dates such as 2025-07-01 in 'amount'; got 5");
    await refused({ amount: "customer" }).toThrow("purchaseHistories requires numbers in 'customer'; got text");
    await refused({}, [["a", "2025-02-30", 1]]).toThrow("in 'date'; got '2025-02-30' (row 1)");
  });

  test("amounts below 0, unless it is said what they are", async () => {
    await refused({}, [...rows, ["b", "2025-01-02", -3]]).toThrow(
      "purchaseHistories requires amounts (returns: negative 'subtract' or 'leave out') of at least 0 in 'amount'; got -3 (row 3)",
    );
    await refused({ negative: "ignore" }).toThrow(
      "purchaseHistories requires a treatment of negative amounts of 'refuse', 'subtract', 'leave out'; got 'ignore'",
    );
  });

  test("units, purchases and calendars that are none", async () => {
    await refused({ unit: "week" }).toThrow(
      "purchaseHistories requires a unit of 'days', 'weeks', 'months', 'quarters', 'years'; got 'week'",
    );
    await refused({ unit: undefined }).toThrow("; got none");
    await refused({ onePurchase: "order" }).toThrow(
      "purchaseHistories requires a onePurchase of 'day', 'unit'; got 'order'",
    );
    await refused({ calendar: "lunar" }).toThrow("purchaseHistories requires a calendar of 'gregorian', 'jalali'; got");
    await refused({ weekStart: "friday" }).toThrow("purchaseHistories requires a weekStart of 'monday', 'sunday'");
  });

  test("days that are none, or not in order", async () => {
    await refused({ end: "2025-13-01" }).toThrow(
      "purchaseHistories requires 'end' as a date such as '2025-07-01'; got '2025-13-01'",
    );
    await refused({ start: "2025-02-01", end: "2025-01-31" }).toThrow(
      "purchaseHistories requires an end after the start; got '2025-02-01' and '2025-01-31'",
    );
    await refused({ end: "2025-01-31", holdoutEnd: "2025-01-31" }).toThrow(
      "purchaseHistories requires start, end and holdoutEnd in this order; got '2025-01-31' and '2025-01-31'",
    );
    await refused({ holdoutEnd: "2025-01-31" }).toThrow(
      "purchaseHistories with holdoutEnd requires the end of the watched time too, as 'end'; got none",
    );
  });

  test("an end that cuts an opportunity short, with the nearest that do not", async () => {
    const unit = { unit: "months", onePurchase: "unit" };
    await refused({ ...unit, end: "2025-01-15" }).toThrow(
      "purchaseHistories with onePurchase 'unit' requires 'end' as the last day of a month, as a month cut short is no full opportunity to buy, such as '2024-12-31' or '2025-01-31'; got '2025-01-15'",
    );
    await refused(unit).toThrow("requires 'end' as the last day of a month");
    await refused({ ...unit, end: "2025-01-31", holdoutEnd: "2025-02-27" }).toThrow(
      "requires 'holdoutEnd' as the last day",
    );
  });

  test("a customer of two segments, a column twice, and names that histories have themselves", async () => {
    const torn = { ...purchaseColumns(rows), region: ["x", "y"] };
    await refusedTable(
      torn,
      { by: "region" },
      "purchaseHistories by 'region' requires one value of each customer; got 'x' and 'y' of 'a' in 'customer'",
    );
    await refused({ by: ["customer"] }).toThrow(
      "purchaseHistories requires a column for the customer and different ones in by; got 'customer' twice",
    );
    await refusedTable(
      { ...purchaseColumns(rows), age: [30, 30] },
      { by: "age" },
      "purchaseHistories requires other names of customer and by than those of a history's columns; got 'age'",
    );
  });

  test("customers of two types are never merged: 1 and '1' in one column are refused", async () => {
    await expect(
      purchaseHistories(
        new DataFrame({ customer: [1, "1"], date: ["2025-01-01", "2025-01-02"], amount: [1, 2] }),
        asked,
      ),
    ).rejects.toThrow(
      "column 'customer' of the table requires one type; got numbers (1 row, row 1) and text (1 row, row 2)",
    );
  });
});
