import { join, resolve } from "node:path";
import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { bgNbd } from "../../src/metrics/buying/bgNbd.js";
import {
  type PurchaseHistoriesOptions,
  purchaseHistories,
} from "../../src/metrics/purchaseHistories/purchaseHistories.js";
import type { Cell } from "../../src/tables/table.js";
import published from "../fixtures/purchaseHistories/cdnow.json";
import reference from "../fixtures/purchaseHistories/drawn.json";
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
import { inDuckdb } from "./sameInDuckdb.js";

describe("CDNOW", async () => {
  const cdnow = await load(join(resolve(import.meta.dirname, "../.."), "data/studies/cdnow.csv"));
  const weeks = { ...asked, unit: "weeks", end: "1997-09-30" } as const;

  test("all 2,357 histories are those of the package, times and means to two decimals", async () => {
    const result = await purchaseHistories(cdnow, weeks);
    const rows = historyRows(result);
    expect(rows.map(({ customer, frequency }) => [customer, frequency])).toEqual(
      published.histories.map(([customer, frequency]) => [customer, frequency]),
    );
    // Half a cent and half a hundredth of a week may fall to either side.
    const near = (x: Cell, y: number) => Math.abs(Number(x) - y) < 0.005 + 1e-9;
    const wrong = rows.filter((row, i) => {
      const [, , recency, age, mean] = published.histories[i]! as [number, number, number, number, number];
      return !near(row.recency!, recency) || !near(row.age!, age) || !near(row.monetaryValue ?? 0, mean);
    });
    expect(wrong).toEqual([]);
    expect(result).toMatchObject({ customers: 2357, repeatBuyers: 946, repeatPurchases: 2457, zeroAmounts: 8 });
    expect(kindsOf(result)).toEqual({
      ...{ "first purchases": 2357, "repeat purchases": 2457, "further lines of a purchase": 146 },
      "after the end": 1959,
    });
  });

  test("the model of these histories is that of the paper: r .243, alpha 4.414, a .793, b 2.426, LL -9582.4", async () => {
    const { table } = await purchaseHistories(cdnow, weeks);
    const { overall } = await bgNbd(table, { frequency: "frequency", recency: "recency", age: "age" });
    const { r, alpha, a, b } = overall.parameters as unknown as Record<string, number>;
    const near = (value: number | undefined, of: number) => expect(Math.abs(value! / of - 1)).toBeLessThan(1e-3);
    near(r, 0.2426);
    near(alpha, 4.4135);
    near(a, 0.7929);
    near(b, 2.4258);
    expect(overall.logLikelihood).toBeCloseTo(-9582.43, 1);
  });

  test("39 further weeks held out: the same histories, and what was bought in them", async () => {
    const [without, result] = [
      await purchaseHistories(cdnow, weeks),
      await purchaseHistories(cdnow, { ...weeks, holdoutEnd: "1998-06-30" }),
    ];
    expect(historyColumn(result, "monetaryValue")).toEqual(historyColumn(without, "monetaryValue"));
    expect(kindsOf(result)).toMatchObject({ "held out": 1959 });
    expect(new Set(historyColumn(result, "holdoutLength"))).toEqual(new Set([39]));
    // Customer 1 came once more, on 1997-12-12 for 26.48.
    expect(historyRows(result)[0]).toMatchObject({ customer: 1, holdoutPurchases: 1, holdoutAmount: 26.48 });
  });
});

describe("values from lifetimes and pandas", () => {
  const numbers = (values: readonly (Cell | undefined)[]) => values.map((value) => Number(value ?? 0));
  function near(found: readonly (Cell | undefined)[], expected: readonly (number | null)[]): void {
    expect(found).toHaveLength(expected.length);
    numbers(found).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] ?? 0, 9);
    });
  }

  test.each(reference.cases.map((one, i) => [i, one] as const))("drawn purchases %i", async (_, one) => {
    const { drawn, end, holdoutEnd, days, holdout, units } = one;
    for (const table of [new DataFrame(drawn), await inDuckdb(drawn)]) {
      const found = await purchaseHistories(table, { ...asked, end });
      expect(historyColumn(found, "customer")).toEqual(days.customer);
      near(historyColumn(found, "frequency"), days.frequency);
      near(historyColumn(found, "recency"), days.recency);
      near(historyColumn(found, "age"), days.T);
      near(historyColumn(found, "monetaryValue"), days.monetary_value);

      const split = await purchaseHistories(table, { ...asked, end, holdoutEnd });
      expect(historyColumn(split, "customer")).toEqual(holdout.customer);
      near(historyColumn(split, "frequency"), holdout.frequency_cal);
      near(historyColumn(split, "holdoutPurchases"), holdout.frequency_holdout);
      near(historyColumn(split, "holdoutAmount"), holdout.amount_holdout);
      near(historyColumn(split, "holdoutLength"), holdout.duration_holdout);

      for (const unit of ["weeks", "months", "quarters", "years"] as const) {
        const calendar = { ...asked, unit, onePurchase: "unit", end: units[unit].end } as const;
        const ofUnits = await purchaseHistories(table, calendar);
        expect(historyColumn(ofUnits, "customer")).toEqual(units[unit].customer);
        for (const name of ["frequency", "recency", "age", "monetaryValue"] as const) {
          near(historyColumn(ofUnits, name), units[unit][name]);
        }
      }
    }
  });
});

describe("by hand", () => {
  const rows: Row[] = [
    ["a", "2025-01-01", 10],
    ["a", "2025-01-01", 5],
    ["a", "2025-01-08", 20],
    ["a", "2025-01-08", 4],
    ["a", "2025-02-05", 40],
    ["b", "2025-01-29", 7],
  ];

  test("lines of a day are one purchase; the first is neither in frequency nor in the mean", async () => {
    const result = await historiesOf(rows, { unit: "weeks", end: "2025-02-12" });
    expect(historyRows(result)).toEqual([
      { customer: "a", firstPurchase: "2025-01-01", frequency: 2, recency: 5, age: 6, monetaryValue: 32 },
      { customer: "b", firstPurchase: "2025-01-29", frequency: 0, recency: 0, age: 2, monetaryValue: null },
    ]);
    expect(result).toMatchObject({ customers: 2, repeatBuyers: 1, repeatPurchases: 2, end: "2025-02-12", start: null });
    expect(kindsOf(result)).toEqual({ "first purchases": 2, "repeat purchases": 2, "further lines of a purchase": 2 });
  });

  test("the same in days, months, quarters and years: ages over 1, 365.25/12, 365.25/4 and 365.25 days", async () => {
    const lengths = { days: 1, weeks: 7, months: 30.4375, quarters: 91.3125, years: 365.25 };
    for (const [unit, length] of Object.entries(lengths)) {
      const result = await historiesOf(rows, { unit: unit as keyof typeof lengths, end: "2025-02-12" });
      expect(historyColumn(result, "age")).toEqual([42 / length, 14 / length]);
      expect(historyColumn(result, "recency")).toEqual([35 / length, 0]);
    }
  });

  test("without an end the last day in the table is the end", async () => {
    const result = await historiesOf(rows);
    expect(result.end).toBe("2025-02-05");
    expect(historyColumn(result, "age")).toEqual([35, 7]);
  });

  test("months as opportunities: two purchases in January are one, and February is one opportunity later", async () => {
    const result = await historiesOf(rows, { unit: "months", onePurchase: "unit", end: "2025-03-31" });
    expect(historyRows(result)).toEqual([
      { customer: "a", firstPurchase: "2025-01-01", frequency: 1, recency: 1, age: 2, monetaryValue: 40 },
      { customer: "b", firstPurchase: "2025-01-29", frequency: 0, recency: 0, age: 2, monetaryValue: null },
    ]);
    expect(kindsOf(result)).toMatchObject({ "repeat purchases": 1, "further lines of a purchase": 3 });
  });

  test("weeks as opportunities begin on Monday, on Saturday in the Jalali calendar, or as told", async () => {
    // 2025-01-03 is a Friday, 01-04 a Saturday, 01-05 a Sunday and 01-06 a Monday.
    const days: Row[] = ["03", "04", "05", "06"].map((day) => ["a", `2025-01-${day}`, 1]);
    const frequency = async (end: string, more: Partial<PurchaseHistoriesOptions>) =>
      (await historiesOf(days, { unit: "weeks", onePurchase: "unit", end, ...more })).repeatPurchases;
    expect(await frequency("2025-01-12", {})).toBe(1);
    expect(await frequency("2025-01-10", { calendar: "jalali" })).toBe(1);
    expect(await frequency("2025-01-05", {})).toBe(0);
    expect(await frequency("2025-01-03", { calendar: "jalali" })).toBe(0);
    expect(await frequency("2025-01-04", { weekStart: "sunday" })).toBe(0);
  });

  test("months of the Jalali calendar: 20 and 21 March 2025 are of two years", async () => {
    const days: Row[] = [
      ["a", "2025-03-20", 1],
      ["a", "2025-03-21", 1],
    ];
    const of = async (unit: "months" | "years", end: string, calendar: "jalali" | "gregorian") =>
      (await historiesOf(days, { unit, onePurchase: "unit", end, calendar })).repeatPurchases;
    expect(await of("months", "2025-04-20", "jalali")).toBe(1);
    expect(await of("years", "2026-03-20", "jalali")).toBe(1);
    expect(await of("months", "2025-03-31", "gregorian")).toBe(0);
    expect(await of("years", "2025-12-31", "gregorian")).toBe(0);
  });

  test("times of day are of their days", async () => {
    const result = await historiesOf(
      [
        ["a", "2025-01-01T09:00:00", 1],
        ["a", "2025-01-01T22:00:00", 2],
        ["a", "2025-01-02T00:00:00", 3],
      ],
      { end: "2025-01-03" },
    );
    expect(historyRows(result)[0]).toMatchObject({ frequency: 1, recency: 1, age: 2, monetaryValue: 3 });
  });

  test("an amount of 0 is a purchase, and lowers the mean", async () => {
    const result = await historiesOf([
      ["a", "2025-01-01", 9],
      ["a", "2025-01-02", 0],
      ["a", "2025-01-03", 8],
    ]);
    expect(historyRows(result)[0]).toMatchObject({ frequency: 2, monetaryValue: 4 });
    expect(result.zeroAmounts).toBe(1);
  });

  test("without amounts there are no monetary values, and rows without an amount count", async () => {
    const { amount: _, ...others } = asked;
    const table = await inMemory(purchaseColumns([...rows, ["b", "2025-02-01", null]]));
    const result = await purchaseHistories(table, { ...others, end: "2025-02-12", holdoutEnd: "2025-03-12" });
    expect(result.table.columns).toEqual([
      ...["customer", "firstPurchase", "frequency", "recency", "age", "holdoutPurchases", "holdoutLength"],
    ]);
    expect(historyColumn(result, "frequency")).toEqual([2, 1]);
    expect(result.zeroAmounts).toBe(0);
  });

  test("the customer's column and those of by keep their names; a customer's missing values give way to his known one", async () => {
    const table = await inMemory({
      who: [2, 2, 1],
      day: ["2025-01-01", "2025-01-02", "2025-01-03"],
      region: [null, "north", null],
      vip: [true, true, false],
    });
    const result = await purchaseHistories(table, {
      customer: "who",
      date: "day",
      unit: "days",
      by: ["region", "vip"],
    });
    expect(historyRows(result).map(({ who, region, vip }) => [who, region, vip])).toEqual([
      [1, null, false],
      [2, "north", true],
    ]);
    expect(result.by).toEqual(["region", "vip"]);
  });
});
