import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { type SecureForm, secureCustomerIndex } from "../../src/metrics/secureCustomerIndex/secureCustomerIndex.js";
import { satisfactionPlot } from "../../src/plots/satisfaction.js";
import { sisonGlazIntervals } from "../../src/statistics/sisonGlaz.js";
import reference from "../fixtures/satisfaction/satisfaction.json";
import { expectSame, inDuckdb } from "./sameInDuckdb.js";
import { answers, columnsOf, expectBounds, frame } from "./satisfactionTables.js";

const FORMS: readonly SecureForm[] = ["burke", "score", "customers"];
const ITEMS = { satisfaction: "a", repurchase: "b", recommend: "c" };

const customers = (rows: readonly (readonly (number | null)[])[], more: Record<string, unknown[]> = {}) =>
  frame({ a: rows.map((row) => row[0]), b: rows.map((row) => row[1]), c: rows.map((row) => row[2]), ...more });

const counts = (row: { readonly distribution: readonly { answer: string; n: number }[] }) =>
  Object.fromEntries(row.distribution.map(({ answer, n }) => [answer, n]));

describe("agrees with statsmodels and scipy", () => {
  test.each(FORMS)("%s of the demo company, by segment", async (form) => {
    const items = { satisfaction: "satisfaction", repurchase: "repurchase", recommend: "would_recommend" };
    const { overall, rows } = await secureCustomerIndex(await load("data/survey.csv"), {
      ...items,
      form,
      by: "segment",
    });
    for (const { segment, secure: expected } of reference.demo) {
      const row = (segment === null ? overall : rows.find(({ keys }) => keys.segment === segment))!;
      expect([row.n, row.unclassified]).toEqual([expected.n, expected.unclassified]);
      const found = counts(row);
      if (form === "burke") {
        expect(row.estimate).toBeCloseTo(expected.burke.estimate, 12);
        expectBounds(row, expected.burke.interval);
        const names = ["secure", "favorable", "vulnerable", "at risk", "other"];
        expect(names.map((name) => found[name])).toEqual(expected.classes);
        names.forEach((name, i) => {
          expectBounds(row.distribution.find(({ answer }) => answer === name)!, expected.classesGoodman[i]!);
        });
        continue;
      }
      expect(Object.values(found)).toEqual(expected.bands);
      expected.bandsGoodman.forEach((interval, i) => {
        expectBounds(row.distribution[i]!, interval);
      });
      const isScore = form === "score";
      expect(row.estimate).toBeCloseTo(isScore ? expected.score.estimate : expected.bands[2]! / expected.n, 12);
      expectBounds(row, isScore ? expected.score.interval : expected.bandsGoodman[2]!);
    }
  });

  test("customers by 'sison-glaz' has the bands' intervals of that method", async () => {
    const rows = [...Array(20).fill([5, 5, 5]), ...Array(12).fill([4, 5, 4]), ...Array(8).fill([2, 3, 1])];
    const result = await secureCustomerIndex(customers(rows), { ...ITEMS, form: "customers", method: "sison-glaz" });
    const expected = sisonGlazIntervals([8, 12, 20]);
    expect(result.method).toBe("Sison–Glaz, simultaneous");
    expect([result.overall.lower, result.overall.upper]).toEqual([expected[2]!.lower, expected[2]!.upper]);
  });
});

describe("secureCustomerIndex(table, { satisfaction, repurchase, recommend, form })", () => {
  const given = [
    [5, 5, 5],
    [5, 5, 5],
    [5, 4, 5],
    [4, 4, 4],
    [3, 5, 5],
    [3, 3, 3],
    [2, 1, 2],
    [1, 5, 5],
    [5, null, 5],
    [null, null, null],
  ];
  const of = (form: SecureForm, more: object = {}) =>
    secureCustomerIndex(customers(given, { segment: [..."AABBBAAB", null, "C"] }), { ...ITEMS, form, ...more });

  test("burke by hand: 2 of 8 secure, each in one class, two unclassified", async () => {
    const result = await of("burke");
    expect(result).toMatchObject({
      label: "SCI (highest answer to all three questions)",
      unit: "share",
      method: "Wilson; Clopper–Pearson below 10 answers",
      excluded: { missing: 2, outOfRange: 0 },
    });
    expect(result.overall).toMatchObject({ estimate: 0.25, n: 8, secure: 2, unclassified: 2 });
    expect(counts(result.overall)).toEqual({ "at risk": 1, other: 1, vulnerable: 2, favorable: 2, secure: 2 });
  });

  test("score by hand: the mean of three answers on 0 to 1", async () => {
    const result = await of("score");
    const scores = [1, 1, 11 / 12, 9 / 12, 10 / 12, 6 / 12, 2 / 12, 8 / 12];
    expect(result.overall.estimate).toBeCloseTo(scores.reduce((a, b) => a + b) / 8, 12);
    expect(result).toMatchObject({ label: "SCI score (mean of the three answers, 0 to 1)", unit: "score" });
    expect(Object.values(counts(result.overall))).toEqual([3, 2, 3]);
  });

  test("customers by hand: 3 of 8 have a score of .9 and above", async () => {
    const result = await of("customers");
    expect(result.overall).toMatchObject({ estimate: 0.375, secure: 3 });
    expect([result.overall.lower, result.overall.upper]).toEqual([
      result.overall.distribution[2]!.lower,
      result.overall.distribution[2]!.upper,
    ]);
    expect(result.method).toBe("Goodman, simultaneous");
  });

  test("the thresholds .7 and .9 belong to the band above them", async () => {
    const scale = { min: 0, max: 10 };
    const rows = [
      [7, 7, 7],
      [7, 7, 6],
      [9, 9, 9],
      [8, 9, 9],
    ];
    const { overall } = await secureCustomerIndex(customers(rows), { ...ITEMS, form: "customers", scale });
    expect(Object.values(counts(overall))).toEqual([1, 2, 1]);
  });

  test("what cannot exist is null with a note", async () => {
    const { rows } = await of("burke", { by: "segment" });
    expect(rows.map(({ keys, n, unclassified }) => [keys.segment, n, unclassified])).toEqual([
      ["A", 4, 0],
      ["B", 4, 0],
      ["C", 0, 1],
      [null, 0, 1],
    ]);
    expect(rows[2]).toMatchObject({ estimate: null, lower: null, note: "nobody answered all three questions" });
    for (const form of FORMS) {
      const weightless = customers(
        [
          [5, 5, 5],
          [null, 5, 5],
        ],
        { w: [0, 1] },
      );
      const nothing = await secureCustomerIndex(weightless, { ...ITEMS, form, weight: "w" });
      expect(nothing.overall).toMatchObject({ estimate: null, lower: null, n: 1, note: "all weights are 0" });
    }
    const one = await secureCustomerIndex(customers([[5, 5, 5]]), { ...ITEMS, form: "score" });
    expect(one.overall).toMatchObject({ estimate: 1, lower: null, note: "one answer: no interval" });
  });

  test("weights count, a row without one is unclassified", async () => {
    const rows = [
      [5, 5, 5],
      [1, 1, 1],
      [5, 5, 5],
    ];
    const table = customers(rows, { w: [3, 1, null] });
    const { overall } = await secureCustomerIndex(table, { ...ITEMS, form: "burke", weight: "w" });
    expect(overall).toMatchObject({ estimate: 0.75, n: 2, secure: 1, unclassified: 1, weightedCustomers: 4 });
    const score = await secureCustomerIndex(table, { ...ITEMS, form: "score", weight: "w" });
    expect(score.overall.estimate).toBe(0.75);
  });

  test("the figure shows the classes from the worst to the best", async () => {
    const figure = satisfactionPlot(await of("burke", { by: "segment" }));
    const bars = figure.data.filter(({ type }) => type === "bar") as { name: string }[];
    expect(bars.map(({ name }) => name)).toEqual(["at risk", "other", "vulnerable", "favorable", "secure"]);
    expect(JSON.stringify(figure.layout.annotations)).toContain("nobody answered all three questions");
  });
});

describe("laws", () => {
  const form = fc.constantFrom(...FORMS);

  test("the three questions are interchangeable, the order of rows says nothing, weights of 1 equal none", async () => {
    await fc.assert(
      fc.asyncProperty(answers(5), form, async (given, form) => {
        const ones = given.map((row) => ({ ...row, w: 1 }));
        const options = { ...ITEMS, form };
        const { overall } = await secureCustomerIndex(frame(columnsOf(given)), options);
        const turned = { satisfaction: "c", repurchase: "a", recommend: "b", form };
        expectSame((await secureCustomerIndex(frame(columnsOf([...given].reverse())), turned)).overall, overall);
        const weighted = await secureCustomerIndex(frame(columnsOf(ones)), { ...options, weight: "w" });
        for (const field of ["estimate", "lower", "upper", "secure"] as const)
          expectSame(weighted.overall[field], overall[field]);
      }),
      { numRuns: 25 },
    );
  });

  test("everybody is in exactly one class; burke's secure are secure by score; the score is the mean of the customers' means", async () => {
    await fc.assert(
      fc.asyncProperty(answers(5), async (given) => {
        const table = frame(columnsOf(given));
        const of = async (form: SecureForm) => (await secureCustomerIndex(table, { ...ITEMS, form })).overall;
        const [burke, score] = [await of("burke"), await of("score")];
        for (const row of [burke, score]) {
          expect(row.distribution.reduce((sum, { n }) => sum + n, 0)).toBe(row.n);
          expect(row.n + row.unclassified).toBe(given.length);
        }
        expect(burke.secure).toBeLessThanOrEqual(score.secure);
        if (score.estimate === null) return;
        const whole = given.filter(({ a, b, c }) => a !== null && b !== null && c !== null);
        const mean = whole.reduce((sum, { a, b, c }) => sum + (a! + b! + c! - 3) / 12, 0) / whole.length;
        expect(score.estimate).toBeCloseTo(mean, 12);
      }),
      { numRuns: 25 },
    );
  });

  test("secureCustomerIndex in DuckDB is the one in memory", async () => {
    await fc.assert(
      fc.asyncProperty(answers(5), form, async (given, form) => {
        const columns = columnsOf(given);
        const options = { ...ITEMS, form, by: "segment", weight: "w" };
        const expected = await secureCustomerIndex(frame(columns), options);
        expectSame(await secureCustomerIndex(await inDuckdb(columns), options), expected);
      }),
      { numRuns: 15 },
    );
  });
});

describe("errors", () => {
  const call = (more: object, rows = [[5, 5, 5]]) =>
    secureCustomerIndex(customers(rows, { w: rows.map(() => 1) }), { ...ITEMS, form: "burke", ...more });

  test("a form that is not given is refused with the choices listed", async () => {
    const choices = "secureCustomerIndex requires a form of 'burke', 'score', 'customers'";
    await expect(call({ form: undefined })).rejects.toThrow(`${choices}; got none`);
    await expect(call({ form: "sci" })).rejects.toThrow(`${choices}; got 'sci'`);
  });

  test("answers off the scale name their column and row", async () => {
    await expect(
      call({}, [
        [5, 5, 5],
        [5, 9, 5],
      ]),
    ).rejects.toThrow("secureCustomerIndex requires answers in 'b' from 1 to 5; got 9 (row 2)");
    await expect(call({ recommend: "d" })).rejects.toThrow("secureCustomerIndex: no column 'd'");
    await expect(call({ scale: 2 })).rejects.toThrow("requires a scale of at least 3 answers; got 1 to 2");
  });

  test("a method that does not fit the form", async () => {
    await expect(call({ method: "goodman" })).rejects.toThrow(
      "secureCustomerIndex requires a method of 'wilson', 'clopper-pearson', 'jeffreys'; got 'goodman'",
    );
    await expect(call({ form: "customers", method: "wilson" })).rejects.toThrow(
      "secureCustomerIndex requires a method of 'goodman', 'sison-glaz'; got 'wilson'",
    );
    await expect(call({ form: "score", method: "wilson" })).rejects.toThrow(
      "secureCustomerIndex of form 'score' takes no method, its interval is Student's t; got 'wilson'",
    );
    await expect(call({ form: "customers", method: "sison-glaz", weight: "w" })).rejects.toThrow(
      "secureCustomerIndex by 'sison-glaz' takes no weight, it is for counts; got 'w'",
    );
    await expect(call({ level: 0 })).rejects.toThrow("secureCustomerIndex requires a level between 0 and 1");
  });
});
