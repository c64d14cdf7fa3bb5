import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import {
  type RetentionMethod,
  type RetentionReading,
  type RetentionResult,
  retention,
} from "../../src/metrics/retention/retention.js";
import { retentionFromCounts, retentionFromSums } from "../../src/metrics/retention/retentionFromCounts.js";
import reference from "../fixtures/retention/retention.json";
import { type Customer, customerFrame } from "./retentionCustomers.js";

const READINGS: readonly RetentionReading[] = ["base", "end", "gross", "same"];
const SHARE_METHODS = ["wilson", "clopper-pearson", "jeffreys"] as const;

/** Two stay (one shrinks, one grows), one leaves; 4, 5 and 1 at the start, 2, 8 and 1 at the end. */
const three = [
  { retained: true, start: 4, end: 2, w: 1, segment: "a" },
  { retained: true, start: 5, end: 8, w: 2, segment: "a" },
  { retained: false, start: 1, end: 1, w: 1, segment: "b" },
] satisfies Customer[];

const sales = { kind: "sales", retained: "retained", start: "start", end: "end" } as const;

const rates = async (given: readonly Customer[], reading: RetentionReading) =>
  retention(customerFrame(given), { ...sales, reading, by: "segment" });

describe("published values", () => {
  const millions = { start: 10, lost: 0.6, contracted: 0.9, expanded: 1.8 };

  test("10 at the start, .6 lost, .9 contracted, 1.8 expanded: gross 85 %, net 103 %", () => {
    const found = retentionFromSums(millions);
    expect(found.gross).toBeCloseTo(0.85, 12);
    expect(found.end).toBeCloseTo(1.03, 12);
    expect(found.base).toBeCloseTo(0.94, 12);
  });

  test("the same, customer by customer", async () => {
    const given = [
      { retained: false, start: 0.6, end: null, w: 1, segment: "lost" },
      { retained: true, start: 3, end: 2.1, w: 1, segment: "contracted" },
      { retained: true, start: 4, end: 5.8, w: 1, segment: "expanded" },
      { retained: true, start: 2.4, end: 2.4, w: 1, segment: "same" },
    ];
    const [gross, net] = [(await rates(given, "gross")).overall, (await rates(given, "end")).overall];
    expect(gross.estimate).toBeCloseTo(0.85, 12);
    expect(net.estimate).toBeCloseTo(1.03, 12);
    expect(net.lostValue).toBeCloseTo(0.6, 12);
    expect(net.contractedValue).toBeCloseTo(0.9, 12);
    expect(net.expandedValue).toBeCloseTo(1.8, 12);
    expect(net).toMatchObject({ startValue: 10, n: 4, retained: 3, lost: 1, missing: 0 });
  });

  test("81 of 263, Newcombe's (1998) example: Wilson .2553 to .3662", () => {
    const { overall } = retentionFromCounts({ atStart: 263, retained: 81 });
    expect(overall.lower).toBeCloseTo(0.2553, 4);
    expect(overall.upper).toBeCloseTo(0.3662, 4);
  });
});

describe("raw retention of counts agrees with R", () => {
  const digits = { wilson: 9, "clopper-pearson": 9, jeffreys: 9 };
  test.each(SHARE_METHODS)("%s", (method) => {
    for (const { atStart, retained, ...expected } of reference.counts) {
      const { overall } = retentionFromCounts({ atStart, retained }, { method });
      expect(overall.estimate).toBeCloseTo(retained / atStart, 14);
      expect(overall.lower).toBeCloseTo(expected[method][0]!, digits[method]);
      expect(overall.upper).toBeCloseTo(expected[method][1]!, digits[method]);
    }
  });
});

describe("agrees with R's survey package", () => {
  const cases = reference.cases.map(({ name, weighted, losses, customers, adjusted, effective }) => ({
    name,
    table: new DataFrame({
      ...customers,
      retained: customers.retained.map((kept) => kept === 1),
    }),
    columns: { retained: "retained", ...(weighted && { weight: "w" }) },
    losses,
    adjusted,
    effective: effective as Partial<typeof effective>,
  }));

  const ask = (
    { table, columns }: (typeof cases)[number],
    reading: RetentionReading | "raw",
    method: RetentionMethod,
  ): Promise<RetentionResult> =>
    reading === "raw"
      ? retention(table, { ...columns, kind: "raw", method })
      : retention(table, { ...columns, kind: "profit", start: "start", end: "end", reading, method });

  test.each(cases)("the ratio of sums and its linearised interval: $name", async (one) => {
    for (const reading of READINGS) {
      const expected = one.adjusted[reading];
      const { overall } = await ask(one, reading, "linearized");
      const most = one.losses || reading === "end" ? Number.POSITIVE_INFINITY : 1;
      expect(overall.estimate).toBeCloseTo(expected.estimate, 11);
      expect(overall.standardError).toBeCloseTo(expected.standardError, 11);
      expect(overall.lower).toBeCloseTo(Math.max(one.losses ? Number.NEGATIVE_INFINITY : 0, expected.lower), 9);
      expect(overall.upper).toBeCloseTo(Math.min(most, expected.upper), 9);
    }
  });

  test.each(cases)("the difference from raw retention: $name", async (one) => {
    for (const reading of READINGS) {
      const expected = one.adjusted[reading];
      const { againstRaw } = (await ask(one, reading, "linearized")).overall;
      expect(againstRaw!.raw).toBeCloseTo(expected.raw, 11);
      expect(againstRaw!.estimate).toBeCloseTo(expected.gap, 11);
      if (expected.gapLower === null || expected.gapUpper === null) expect(againstRaw!.lower).toBeNull();
      else {
        expect(againstRaw!.lower).toBeCloseTo(expected.gapLower, 9);
        expect(againstRaw!.upper).toBeCloseTo(expected.gapUpper, 9);
      }
    }
  });

  test.each(cases)("intervals on the effective number of customers: $name", async (one) => {
    let compared = 0;
    for (const reading of ["raw", "base", "gross", "same"] as const) {
      const expected = one.effective[reading];
      if (expected === undefined) continue;
      for (const method of SHARE_METHODS) {
        const { overall } = await ask(one, reading, method);
        expect(overall.estimate).toBeCloseTo(expected.estimate, 11);
        expect(overall.lower).toBeCloseTo(expected[method][0]!, 9);
        expect(overall.upper).toBeCloseTo(expected[method][1]!, 9);
        compared++;
      }
    }
    expect(compared).toBe(one.losses ? 3 : 12);
  });

  test.each(cases)("the standard error of the raw rate: $name", async (one) => {
    const { overall } = await ask(one, "raw", "wilson");
    expect(overall.standardError).toBeCloseTo(one.effective.raw!.standardError, 11);
  });
});

describe("retention(table, { kind, retained, start, end, reading })", () => {
  test("raw counts customers, by hand", async () => {
    const found = await retention(customerFrame(three), { kind: "raw", retained: "retained", by: "segment" });
    expect(found).toMatchObject({
      metric: "retention",
      label: "Retention (raw)",
      unit: "share",
      method: "Wilson",
      reading: null,
    });
    expect(found.overall).toMatchObject({ customersAtStart: 3, retained: 2, lost: 1, missing: 0, share: 1 });
    expect(found.overall.estimate).toBeCloseTo(2 / 3, 14);
    expect(found.rows.map(({ keys, estimate, retained, share }) => [keys.segment, estimate, retained, share])).toEqual([
      ["a", 1, 2, 2 / 3],
      ["b", 0, 0, 1 / 3],
    ]);
    expect(found.overall).toMatchObject({ startValue: null, belowZero: null, againstRaw: null, note: null });
  });

  test.each([
    ["base", 9 / 10, "Retention (sales-adjusted, base)"],
    ["end", 10 / 10, "Retention (sales-adjusted, end = NRR)"],
    ["gross", 7 / 10, "Retention (sales-adjusted, gross = GRR)"],
    ["same", 10 / 11, "Retention (sales-adjusted, same)"],
  ] as const)("reading %s by hand: %f", async (reading, expected, label) => {
    const found = await rates(three, reading);
    expect(found.label).toBe(label);
    expect(found.overall.estimate).toBeCloseTo(expected, 14);
    expect(found.rows.map(({ estimate }) => estimate! > 0)).toEqual([true, false]);
  });

  test("says what was there, what was kept, lost, contracted and expanded", async () => {
    const { overall, rows } = await rates(three, "end");
    expect(overall).toMatchObject({
      startValue: 10,
      endValue: null,
      retainedStartValue: 9,
      retainedEndValue: 10,
      lostValue: 1,
      contractedValue: 2,
      expandedValue: 3,
    });
    expect(rows.map(({ share }) => share)).toEqual([0.9, 0.1]);
    expect((await rates(three, "same")).overall).toMatchObject({ startValue: null, endValue: 11, lostValue: 1 });
  });

  test("weighs customers by their survey weights", async () => {
    const weighted = { ...sales, weight: "w" } as const;
    const { overall } = await retention(customerFrame(three), weighted);
    expect(overall.estimate).toBeCloseTo(14 / 15, 14);
    expect(overall).toMatchObject({ startValue: 15, weightedAtStart: 4, weightedRetained: 3, n: 3 });
    expect(overall.againstRaw!.raw).toBe(0.75);
  });

  test("takes 1 and 0, and any value that is said to mean retained", async () => {
    const table = new DataFrame({ kept: [1, 0, 1, null], churn: ["No", "Yes", "No", null], left: [0, 1, 0, null] });
    const raw = async (retained: Parameters<typeof retention>[1]["retained"]) =>
      (await retention(table, { kind: "raw", retained })).overall;
    const expected = await raw("kept");
    expect(expected).toMatchObject({ retained: 2, lost: 1, missing: 1 });
    expect(await raw({ column: "churn", value: "No" })).toEqual(expected);
    expect(await raw({ column: "left", value: 0 })).toEqual(expected);
  });
});

describe("missing", () => {
  const row = (retained: boolean | null, start: number | null, end: number | null): Customer => ({
    retained,
    start,
    end,
    w: 1,
    segment: "a",
  });

  test("an unknown answer, value or weight is left out and counted, never 0", async () => {
    const given = [row(true, 10, 10), row(null, 10, 10), row(true, null, 10), row(false, 10, 3), row(true, 10, null)];
    for (const [reading, missing, n] of [
      ["base", 2, 3],
      ["end", 3, 2],
      ["gross", 3, 2],
      ["same", 2, 3],
    ] as const) {
      const { overall, excluded } = await rates(given, reading);
      expect(overall, reading).toMatchObject({ missing, n });
      expect(excluded).toEqual({ missing, outOfRange: 0 });
    }
    const weighted = given.map((one, i) => ({ ...one, w: i === 0 ? null : 1 }));
    const raw = await retention(customerFrame(weighted), { kind: "raw", retained: "retained", weight: "w" });
    expect(raw.overall).toMatchObject({ missing: 2, n: 3 });
  });

  test("the lost need no value at the end: blank there they still count as lost (not 100 % retention)", async () => {
    const given = [row(true, 10, 12), row(false, 30, null)];
    expect((await rates(given, "end")).overall).toMatchObject({ estimate: 0.3, lost: 1, missing: 0, lostValue: 30 });
    expect((await rates(given, "gross")).overall).toMatchObject({ estimate: 0.25, lost: 1, missing: 0 });
    expect((await rates(given, "same")).overall).toMatchObject({ estimate: 1, lost: 0, missing: 1 });
  });

  test("a row is in all sums or in none", async () => {
    const given = [row(true, 10, 12), row(true, 500, null), row(false, 10, 0)];
    expect((await rates(given, "end")).overall).toMatchObject({ startValue: 20, retainedStartValue: 10 });
    const weighted = given.map((one, i) => ({ ...one, start: i === 1 ? -500 : one.start }));
    const { overall } = await retention(customerFrame(weighted), { ...sales, reading: "end", weight: "w" });
    expect(overall).toMatchObject({ startValue: 20, weightedAtStart: 2, weightedRetained: 1, note: expect.anything() });
    expect(overall.belowZero).toMatchObject({ customersAtStart: 0 });
  });
});

describe("what cannot exist is null with a note", () => {
  const overall = async (given: readonly Customer[], more: object = {}) =>
    (await retention(customerFrame(given), { ...sales, ...more })).overall;

  test("nobody was there", async () => {
    const nobody = retentionFromCounts({ atStart: 0, retained: 0 }).overall;
    expect(nobody).toMatchObject({ estimate: null, lower: null, upper: null, share: null, n: 0 });
    expect(nobody.note).toBe("nobody was there at the start");
    const unknown = [...three, { retained: null, start: 1, end: 1, w: 1, segment: "c" }];
    const { rows } = await rates(unknown, "base");
    expect(rows[2]).toMatchObject({ estimate: null, n: 0, missing: 1, note: "nobody with known values" });
  });

  test("sales or profit that do not add up to more than 0", async () => {
    const at = (start: number, end: number): Customer => ({ retained: true, start, end, w: 1, segment: "a" });
    expect(await overall([at(0, 5)])).toMatchObject({
      estimate: null,
      share: null,
      againstRaw: null,
      note: "sales at the start are not above 0",
    });
    const profit = await overall([at(5, 5), at(-6, -7)], { kind: "profit" });
    expect(profit).toMatchObject({ estimate: null, lower: null, note: "profit at the start is not above 0" });
    expect(profit.belowZero).toEqual({ customersAtStart: 1, retained: 1, value: -6, retainedValue: -6 });
    const same = await overall([at(5, 5), at(-6, -7)], { kind: "profit", reading: "same" });
    expect(same.note).toBe("profit at the end is not above 0");
  });

  test("weights of 0", async () => {
    expect(
      await overall([...three.map((one) => ({ ...one, w: 0 })), { ...three[0]!, retained: null, w: 1 }], {
        weight: "w",
      }),
    ).toMatchObject({
      estimate: null,
      n: 3,
      note: "all weights are 0",
    });
  });

  test("one customer has no linearised interval, but a Wilson interval", async () => {
    const one = [three[0]!];
    expect(await overall(one, { reading: "end" })).toMatchObject({ estimate: 0.5, lower: null, upper: null });
    expect((await overall(one, { reading: "end" })).note).toContain("one customer: no interval");
    const base = await overall(one);
    expect(base).toMatchObject({ estimate: 1, upper: 1, note: null });
    expect(base.lower).toBeCloseTo(0.2065, 4);
    expect(await overall(one, { method: "linearized" })).toMatchObject({ estimate: 1, lower: null, upper: null });
  });

  test("when nobody left, Wilson has a width and the linearised interval does not exist", async () => {
    const kept = three.map((one) => ({ ...one, retained: true }));
    const wilson = await overall(kept);
    expect(wilson).toMatchObject({ estimate: 1, upper: 1 });
    expect(wilson.lower).toBeLessThan(0.5);
    expect(await overall(kept, { method: "linearized" })).toMatchObject({
      estimate: 1,
      lower: null,
      upper: null,
      note: expect.stringContaining("all customers alike: no linearised interval"),
    });
  });
});

describe("values below 0", () => {
  const given = [
    { retained: true, start: 100, end: 90, w: 1, segment: "a" },
    { retained: true, start: 60, end: -10, w: 1, segment: "a" },
    { retained: false, start: -50, end: 0, w: 1, segment: "a" },
    { retained: false, start: 10, end: 0, w: 1, segment: "a" },
  ] satisfies Customer[];
  const profit = { kind: "profit", retained: "retained", start: "start", end: "end" } as const;

  test("losing a customer with a loss takes the rate above 1, and the row says who", async () => {
    const { overall, method } = await retention(customerFrame(given), profit);
    expect(overall.estimate).toBeCloseTo(160 / 120, 14);
    expect(overall.upper).toBeGreaterThan(overall.estimate!);
    expect(overall.belowZero).toEqual({ customersAtStart: 1, retained: 0, value: -50, retainedValue: 0 });
    expect(overall.others).toEqual({ customersAtStart: 3, retained: 2, value: 170, retainedValue: 160 });
    expect(overall.note).toContain("1 customer with a loss: keeping them lowers the rate");
    expect(method).toBe("ratio of sums, linearised variance over customers, Student's t");
  });

  test("the more of them are kept, the lower the rate", async () => {
    const keeping = given.map((one, i) => (i === 2 ? { ...one, retained: true } : one));
    const rate = async (customers: Customer[]) => (await retention(customerFrame(customers), profit)).overall.estimate!;
    expect(await rate(keeping)).toBeLessThan(await rate(given));
  });

  test("net and gross name losses at both ends; sales below 0 are called so", async () => {
    const note = async (more: object) =>
      (await retention(customerFrame(given), { ...profit, ...more })).overall.note ?? "";
    expect(await note({ reading: "end" })).toContain(
      "1 customer with a loss at the start, 1 customer kept with a loss: keeping more need not raise the rate",
    );
    expect(await note({ kind: "sales" })).toContain("1 customer with sales below 0: keeping them lowers the rate");
  });
});

describe("how the interval is chosen", () => {
  test("Wilson for shares, the linearised ratio for net retention and where values are below 0", async () => {
    const linearized = "ratio of sums, linearised variance over customers, Student's t";
    const wilson = "Wilson on the effective number of customers (linearised variance)";
    const methods = await Promise.all(READINGS.map(async (reading) => (await rates(three, reading)).method));
    expect(methods).toEqual([wilson, linearized, wilson, wilson]);
    expect((await retention(customerFrame(three), { ...sales, method: "jeffreys" })).method).toMatch(/^Jeffreys on/);
  });

  test("Jeffreys' interval holds the estimate when next to nothing is lost (its upper bound was below)", async () => {
    const given = [three[0]!, { ...three[2]!, start: 0.0006 }];
    const { overall } = await retention(customerFrame(given), { ...sales, method: "jeffreys" });
    expect(overall.estimate).toBeLessThan(1);
    expect(overall.upper).toBeGreaterThanOrEqual(overall.estimate!);
  });

  test("few customers who carry the value are noted", async () => {
    const many = Array.from({ length: 120 }, (_, i) => ({
      retained: i % 4 > 0,
      start: i < 2 ? 5000 : 10,
      end: 10,
      w: 1,
      segment: "a",
    }));
    const { overall } = await retention(customerFrame(many), sales);
    expect(overall.note).toBe(
      `few customers carry the sales (effective number ${Math.round(overall.effectiveN!)}): the interval tends to be too narrow`,
    );
    const alike = many.map((one) => ({ ...one, start: 10 }));
    expect((await retention(customerFrame(alike), sales)).overall.note).toBeNull();
  });
});

describe("wrong calls", () => {
  const table = customerFrame(three);
  const call = (options: object, given = table) => retention(given, options as Parameters<typeof retention>[1]);

  test.each([
    [{ kind: "net", retained: "retained" }, "retention requires a kind of 'raw', 'sales', 'profit'; got 'net'"],
    [{ ...sales, reading: "net" }, "retention requires a reading of 'base', 'end', 'gross', 'same'; got 'net'"],
    [
      { kind: "raw", retained: "retained", start: "start" },
      "retention of kind 'raw' counts customers; got start 'start'",
    ],
    [{ kind: "sales", retained: "retained" }, "retention of reading 'base' requires 'start'; got no start column"],
    [
      { kind: "sales", retained: "retained", start: "start", reading: "gross" },
      "retention of reading 'gross' requires 'start' and 'end'; got no end column",
    ],
    [{ kind: "raw", retained: "retaned" }, "retention: no column 'retaned' in the table; nearest: 'retained'"],
    [{ ...sales, end: "ende" }, "retention: no column 'ende' in the table; nearest: 'end'"],
    [{ ...sales, start: "segment" }, "retention requires numbers in 'segment'; got text in the table"],
    [
      { kind: "raw", retained: "retained", level: 95 },
      "retention requires a level between 0 and 1, such as 0.95; got 95",
    ],
    [
      { kind: "raw", retained: "retained", method: "linearized" },
      "retention requires a method of 'wilson', 'clopper-pearson', 'jeffreys'; got 'linearized'",
    ],
    [
      { ...sales, reading: "end", method: "wilson" },
      "retention by 'wilson' requires a rate that cannot leave 0–1, but end-period values may exceed those of the base; use method 'linearized'",
    ],
  ])("%o", async (options, message) => {
    await expect(call(options)).rejects.toThrow(message);
  });

  test("an answer that is neither true nor false, with its row", async () => {
    const frame = new DataFrame({ churn: ["No", "Yes", "No"], kept: [1, 2, 0], w: [1, -1, 1], start: [1, -2, 3] });
    await expect(call({ kind: "raw", retained: "churn" }, frame)).rejects.toThrow(
      "retention requires true and false, or 1 and 0, in 'churn'; got 'No', 'Yes' (3 rows, first at row 1). " +
        "If a value there means retained, name it: retained: { column: 'churn', value: 'No' }",
    );
    await expect(call({ kind: "raw", retained: "kept" }, frame)).rejects.toThrow("in 'kept'; got 2 (row 2)");
    await expect(call({ kind: "raw", retained: { column: "churn", value: "no" } }, frame)).rejects.toThrow(
      "retention requires a value of 'churn' that means retained; got 'no', which occurs in no row (there are 'No', 'Yes')",
    );
    const kept = { column: "churn", value: "No" };
    await expect(call({ kind: "raw", retained: kept, weight: "w" }, frame)).rejects.toThrow(
      "retention requires weights of at least 0 in 'w'; got -1 (row 2)",
    );
    await expect(call({ kind: "profit", retained: kept, start: "start", method: "wilson" }, frame)).rejects.toThrow(
      "retention by 'wilson' requires a rate that cannot leave 0–1, but a value is below 0; use method 'linearized'",
    );
  });

  test("counts and sums that cannot be", () => {
    const counts = (atStart: number, retained: number, method?: string) =>
      retentionFromCounts({ atStart, retained }, method === undefined ? {} : ({ method } as object));
    expect(() => counts(10, 12)).toThrow(
      "retentionFromCounts requires retained customers among the 10 at the start; got 12: new customers do not count",
    );
    expect(() => counts(10.5, 2)).toThrow(
      "retentionFromCounts requires counts that are whole numbers from 0; got 10.5 atStart",
    );
    expect(() => counts(10, 2, "linearized")).toThrow(
      "retentionFromCounts requires a method of 'wilson', 'clopper-pearson', 'jeffreys'; got 'linearized'",
    );
    const money = { start: 10, lost: 1, contracted: 0, expanded: 0 };
    expect(() => retentionFromSums({ ...money, lost: -1 })).toThrow(
      "retentionFromSums requires lost value of at least 0; got -1",
    );
    expect(retentionFromSums({ ...money, start: 0 })).toEqual({ base: null, gross: null, end: null });
  });
});
