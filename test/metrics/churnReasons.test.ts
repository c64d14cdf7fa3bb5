import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { duckdb } from "../../src/datasets/duckdb/duckdb.js";
import { load } from "../../src/datasets/load.js";
import {
  type ChurnReasonsOptions,
  churnReasons,
  churnReasonsFromCounts,
} from "../../src/metrics/churnReasons/churnReasons.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import reference from "../fixtures/churnReasons/churnReasons.json";

const named = (counts: readonly number[]) => Object.fromEntries(counts.map((n, i) => [`r${i + 1}`, n]));

/** One row a customer. */
const frame = (reasons: readonly (string | null)[], more: Record<string, unknown[]> = {}) =>
  new DataFrame({ reason: [...reasons], ...more });

const fast = { resamples: 100 } as const;

describe("published values", () => {
  test("94 80 66 33 27: 31.33 58.00 80.00 91.00 100 %, and three are the vital few; a float must not make it four", () => {
    const { overall } = churnReasonsFromCounts(named([94, 80, 66, 33, 27]));
    const percents = overall.reasons.map(({ cumulative }) => (100 * cumulative!).toFixed(2));
    expect(percents).toEqual(["31.33", "58.00", "80.00", "91.00", "100.00"]);
    expect(overall.vitalFew).toEqual(["r1", "r2", "r3"]);
    expect(overall.estimate).toBeCloseTo(0.8, 12);
  });

  test("14 8 3 2 2 1 1: 45.16 70.97 80.65 87.10 93.55 96.77 100 %", () => {
    const { overall } = churnReasonsFromCounts(named([14, 8, 3, 2, 2, 1, 1]));
    const percents = overall.reasons.map(({ cumulative }) => (100 * cumulative!).toFixed(2));
    expect(percents).toEqual(["45.16", "70.97", "80.65", "87.10", "93.55", "96.77", "100.00"]);
    expect(overall.vitalFew).toEqual(["r1", "r2", "r3"]);
  });

  test("complaints to six US airlines (Crowdflower 2015): five reasons reach 79.93 %, six are needed for 80 %", () => {
    const tweets = {
      "Customer Service Issue": 2910,
      "Late Flight": 1665,
      "Can't Tell": 1190,
      "Cancelled Flight": 847,
      "Lost Luggage": 724,
      "Bad Flight": 580,
      "Flight Booking Problems": 529,
      "Flight Attendant Complaints": 481,
      longlines: 178,
      "Damaged Luggage": 74,
    };
    const { overall } = churnReasonsFromCounts(tweets, fast);
    expect((100 * overall.reasons[4]!.cumulative!).toFixed(2)).toBe("79.93");
    expect(overall.vitalFew).toHaveLength(6);
    const apart = churnReasonsFromCounts(tweets, { unknown: ["Can't Tell"], ...fast }).overall;
    expect([apart.n, apart.vitalFew.length]).toEqual([7988, 5]);
  });

  test.each([
    [[94, 80, 66, 33, 27], 0.535],
    [[14, 8, 3, 2, 2, 1, 1], 0.276],
  ])("%j: the vital few come back whole in %f of 10,000 resamples", (counts, expected) => {
    const { overall } = churnReasonsFromCounts(named(counts), { resamples: 10_000 });
    expect(Math.abs(overall.returnsWhole! - expected)).toBeLessThan(0.02);
  });

  test("94 80 66 33 27: the first three may have ranks 1 to 3, the others 4 to 5: a clear break after three", () => {
    const { overall } = churnReasonsFromCounts(named([94, 80, 66, 33, 27]));
    expect(overall.reasons.map(({ rankLower, rankUpper }) => [rankLower, rankUpper])).toEqual([
      [1, 3],
      [1, 3],
      [1, 3],
      [4, 5],
      [4, 5],
    ]);
    expect(overall.breaks).toEqual([3]);
    expect(overall.verdict).toBe("clear break after 3: each of them is ahead of every other reason");
  });

  test("56 72 73 59 62 87 58: Goodman's .0852 to .1663 and Sison and Glaz's .0792 to .1643 for the first", () => {
    const first = (method: "goodman" | "sison-glaz") =>
      churnReasonsFromCounts(named([56, 72, 73, 59, 62, 87, 58]), { method, ...fast }).overall.reasons.find(
        ({ reason }) => reason === "r1",
      )!;
    expect(first("goodman").lower).toBeCloseTo(0.0852, 4);
    expect(first("goodman").upper).toBeCloseTo(0.1663, 4);
    expect(first("sison-glaz").lower).toBeCloseTo(0.0792, 4);
    expect(Math.abs(first("sison-glaz").upper! - 0.1643)).toBeLessThan(1e-4);
  });
});

describe("agrees with independent software", () => {
  test.each(reference.intervals)("statsmodels' intervals of $counts at $level", ({ counts, level, ...expected }) => {
    for (const method of ["goodman", "sison-glaz"] as const) {
      const { overall } = churnReasonsFromCounts(named(counts), { level, method, ...fast });
      for (const { reason, lower, upper } of overall.reasons) {
        const [low, high] = expected[method][Number(reason.slice(1)) - 1]!;
        expect(lower).toBeCloseTo(low!, 8);
        expect(upper).toBeCloseTo(high!, 8);
      }
    }
  });

  test.each(reference.stability)("numpy's resamples of $counts", ({ counts, returnsWhole }) => {
    const { overall } = churnReasonsFromCounts(named(counts), { resamples: 10_000, seed: 3 });
    expect(Math.abs(overall.returnsWhole! - returnsWhole)).toBeLessThan(0.016);
  });

  test.each(reference.ranks)("scipy's exact tests, held together by Holm, of $counts", ({ counts, bounds }) => {
    const { overall } = churnReasonsFromCounts(named(counts), fast);
    for (const { reason, rankLower, rankUpper } of overall.reasons) {
      expect([rankLower, rankUpper]).toEqual(bounds[Number(reason.slice(1)) - 1]);
    }
  });

  test("numpy's shares by value, their intervals, and resamples of single customers", async () => {
    const { reasons, values, shares, returnsWhole } = reference.byValue;
    const table = frame(
      reasons.map((r) => `r${r}`),
      { value: values },
    );
    const { overall } = await churnReasons(table, { reason: "reason", value: "value", resamples: 10_000 });
    for (const { reason, estimate, lower, upper } of overall.reasons) {
      const [share, low, high] = shares[Number(reason.slice(1))]!;
      expect(estimate).toBeCloseTo(share!, 12);
      expect(lower).toBeCloseTo(low!, 10);
      expect(upper).toBeCloseTo(high!, 10);
    }
    expect(Math.abs(overall.returnsWhole! - returnsWhole)).toBeLessThan(0.016);
  });
});

describe("churnReasons(table, { reason, … }) by hand", () => {
  const leavers = frame(["late", "late", "late", "price", "Other", "Other", "moved", "Don't know", null, "  "], {
    worth: [1, 2, 3, 30, 4, 5, 100, 100, 100, 100],
    segment: ["A", "A", "B", "B", "A", "B", "A", "A", "A", "C"],
  });
  const options = { reason: "reason", involuntary: ["moved"] } as const;

  test("Other stands last and stays in the total; involuntary and unknown stand apart; missing is counted", async () => {
    const { overall, excluded, label, unit, method } = await churnReasons(leavers, options);
    expect({ label, unit, method }).toEqual({
      label: "Churn reasons by customers",
      unit: "share",
      method: "Goodman, simultaneous",
    });
    expect(overall).toMatchObject({ n: 6, answered: 8, involuntary: 1, unknown: 1, missing: 2, value: null });
    expect(excluded).toEqual({ missing: 2, outOfRange: 0 });
    expect(overall.reasons.map(({ reason, kind, customers, rank }) => [reason, kind, customers, rank])).toEqual([
      ["late", "actionable", 3, 1],
      ["price", "actionable", 1, 2],
      ["Other", "other", 2, null],
      ["moved", "involuntary", 1, null],
      ["Don't know", "unknown", 1, null],
    ]);
    expect(overall.reasons.map(({ estimate }) => estimate)).toEqual([3 / 6, 1 / 6, 2 / 6, 1 / 8, 1 / 8]);
    expect(overall.reasons.map(({ cumulative }) => cumulative)).toEqual([3 / 6, 4 / 6, 1, null, null]);
    expect(overall.reasons[0]!.ofAnswered).toBe(3 / 8);
  });

  test("when 'Other' holds too much, all actionable reasons are the set, and the note says that it falls short", async () => {
    const { overall } = await churnReasons(leavers, options);
    expect(overall.vitalFew).toEqual(["late", "price"]);
    expect(overall).toMatchObject({
      reached: false,
      estimate: 4 / 6,
      verdict: "no break: every named reason is needed",
    });
    expect(overall.note).toBe(
      "fewer than 10 customers; the actionable reasons stay below the threshold: 'other' holds the rest",
    );
  });

  test("by value the order is another: 30 of one customer before 6 of three", async () => {
    const { overall, label, method } = await churnReasons(leavers, { ...options, value: "worth" });
    expect(label).toBe("Churn reasons by worth");
    expect(method).toBe("Goodman, simultaneous, on the effective number of customers");
    expect(overall.value).toBe(45);
    expect(overall.reasons.map(({ reason, value, customers }) => [reason, value, customers])).toEqual([
      ["price", 30, 1],
      ["late", 6, 3],
      ["Other", 9, 2],
      ["moved", 100, 1],
      ["Don't know", 100, 1],
    ]);
    expect(overall.reasons[0]!.estimate).toBeCloseTo(30 / 45, 12);
    expect(overall.effectiveN).toBeCloseTo(45 ** 2 / (1 + 4 + 9 + 900 + 16 + 25), 12);
  });

  test("by segment each is an analysis of its own; without an answer it is null with a note", async () => {
    const { rows } = await churnReasons(leavers, { ...options, by: "segment" });
    expect(rows.map(({ keys, n, estimate, missing, note }) => [keys.segment, n, estimate, missing, note])).toEqual([
      ["A", 3, 2 / 3, 1, expect.stringContaining("fewer than 10 customers")],
      ["B", 3, 2 / 3, 0, expect.stringContaining("fewer than 10 customers")],
      ["C", 0, null, 1, "no reasons"],
    ]);
    expect(rows[2]).toMatchObject({
      lower: null,
      upper: null,
      returnsWhole: null,
      vitalFew: [],
      reasons: [],
      gini: null,
    });
  });

  test("several reasons a customer: shares of customers, and parts that add up to 1", async () => {
    const answers = new DataFrame({
      who: ["a", "a", "b", "b", "b", "c", "d", "d", "e", "f"],
      reason: ["late", "price", "late", "price", "app", "late", "late", "late", "Don't know", null],
    });
    const { overall, multiple, excluded } = await churnReasons(answers, { reason: "reason", customer: "who" });
    expect(multiple).toBe(true);
    expect(excluded.missing).toBe(1);
    expect(overall).toMatchObject({ n: 4, answered: 5, unknown: 1 });
    const rows = overall.reasons.map(({ reason, customers, estimate, part }) => [reason, customers, estimate, part]);
    expect(rows).toEqual([
      ["late", 4, 1, expect.closeTo((1 / 2 + 1 / 3 + 1 + 1) / 4, 12)],
      ["price", 2, 0.5, expect.closeTo((1 / 2 + 1 / 3) / 4, 12)],
      ["app", 1, 0.25, expect.closeTo(1 / 3 / 4, 12)],
      ["Don't know", 1, 0.2, null],
    ]);
    expect(overall.reasons.map(({ cumulative }) => cumulative)).toEqual([
      expect.closeTo(17 / 24, 12),
      expect.closeTo(11 / 12, 12),
      1,
      null,
    ]);
    expect(overall.vitalFew).toEqual(["late", "price"]);
  });

  test("several reasons and a value: split evenly over the actionable ones a customer named", async () => {
    const answers = new DataFrame({
      who: ["a", "a", "a", "b"],
      reason: ["late", "price", "Don't know", "price"],
      worth: [60, 60, 60, 50],
    });
    const { overall } = await churnReasons(answers, { reason: "reason", customer: "who", value: "worth" });
    expect(overall.value).toBe(110);
    expect(overall.reasons.map(({ reason, value, part }) => [reason, value, part])).toEqual([
      ["price", 110, 80 / 110],
      ["late", 60, 30 / 110],
      ["Don't know", 60, null],
    ]);
    expect(overall.unknown).toBe(0);
  });

  test("customers without a value or a weight are missing, values of true and false are 1 and 0", async () => {
    const table = frame(["late", "late", "price"], { worth: [5, null, 1], w: [1, 1, null], b: [true, false, true] });
    expect((await churnReasons(table, { reason: "reason", value: "worth" })).excluded.missing).toBe(1);
    expect((await churnReasons(table, { reason: "reason", weight: "w" })).excluded.missing).toBe(1);
    const { overall } = await churnReasons(table, { reason: "reason", value: "b" });
    expect(overall.reasons.map(({ value }) => value)).toEqual([1, 1]);
  });

  test("weights count a customer so many times in shares, not in n", async () => {
    const table = frame(["late", "late", "price"], { w: [1, 1, 8] });
    const { overall } = await churnReasons(table, { reason: "reason", weight: "w" });
    expect(overall.n).toBe(3);
    expect(
      overall.reasons.map(({ reason, estimate, customers, weight }) => [reason, estimate, customers, weight]),
    ).toEqual([
      ["price", 0.8, 1, 8],
      ["late", 0.2, 2, 2],
    ]);
  });

  test("negative: 'zero' takes who cost more than he brought as no loss, and counts him", async () => {
    const table = frame(["late", "late", "price"], { worth: [5, -20, 15] });
    const { overall } = await churnReasons(table, { reason: "reason", value: "worth", negative: "zero" });
    expect(overall).toMatchObject({ n: 3, negative: 1, value: 20 });
    expect(overall.reasons.map(({ estimate }) => estimate)).toEqual([0.75, 0.25]);
  });
});

describe("edges", () => {
  test("no rows that count: null with a note, never 0", () => {
    const overall = (counts: Record<string, number>) => churnReasonsFromCounts(counts).overall;
    expect(overall({})).toMatchObject({ estimate: null, n: 0, note: "no reasons", returnsWhole: null });
    expect(overall({ "Don't know": 7 })).toMatchObject({ estimate: null, answered: 7, note: "no actionable reasons" });
    expect(overall({ Other: 12 })).toMatchObject({
      estimate: null,
      n: 12,
      vitalFew: [],
      note: "no actionable reasons",
    });
  });

  test("one reason is all of it", () => {
    const { overall } = churnReasonsFromCounts({ late: 20 });
    expect(overall).toMatchObject({ estimate: 1, vitalFew: ["late"], returnsWhole: 1, gini: 0, upper: 1 });
    expect(overall.lower).toBeCloseTo(0.8389, 4);
    expect(overall.reasons[0]).toMatchObject({ estimate: 1, cumulative: 1, rankLower: 1, rankUpper: 1 });
  });

  test("all values 0: null with a note", async () => {
    const { overall } = await churnReasons(frame(["a", "b"], { v: [0, 0] }), { reason: "reason", value: "v" });
    expect(overall).toMatchObject({ estimate: null, n: 2, note: "nothing was lost: all values or weights are 0" });
    expect(overall.reasons.map(({ estimate, note }) => [estimate, note])).toEqual([
      [null, "nothing to share"],
      [null, "nothing to share"],
    ]);
  });

  test("a tie at the edge is settled by name, said in the note, and shared in the resamples", () => {
    const { overall } = churnReasonsFromCounts({ d: 10, c: 10, b: 10, a: 70 }, { resamples: 2000 });
    expect(overall.vitalFew).toEqual(["a", "b"]);
    expect(overall.note).toBe("'b' ties with 'c', 'd': the first by name was taken");
    const [, b, c] = overall.reasons;
    expect(Math.abs(b!.probabilityVital! - c!.probabilityVital!)).toBeLessThan(0.05);
  });

  test("0.1 and 0.2 tie with 0.3: the last digit of a double decides nothing", async () => {
    const table = frame(["z", "z", "b"], { worth: [0.1, 0.2, 0.3] });
    const { overall } = await churnReasons(table, { reason: "reason", value: "worth" });
    expect(overall.reasons.map(({ reason }) => reason)).toEqual(["b", "z"]);
  });

  test("numbers are reasons too", async () => {
    const { overall } = await churnReasons(new DataFrame({ code: [3, 3, 17] }), { reason: "code" });
    expect(overall.reasons.map(({ reason, customers }) => [reason, customers])).toEqual([
      ["3", 2],
      ["17", 1],
    ]);
  });

  test("the words 'null', 'None' and '__proto__' are reasons like any other", () => {
    const counts = JSON.parse('{ "null": 5, "None": 3, "__proto__": 2 }') as Record<string, number>;
    expect(churnReasonsFromCounts(counts).overall.reasons.map(({ customers }) => customers)).toEqual([5, 3, 2]);
  });
});

const counts = fc.dictionary(fc.constantFrom("a", "b", "c", "d", "e", "Other", "Don't know"), fc.nat(60), {
  noNullPrototype: true,
});

describe("laws", () => {
  test("the order of the reasons changes nothing", () => {
    fc.assert(
      fc.property(counts, (given) => {
        const reversed = Object.fromEntries(Object.entries(given).reverse());
        expect(churnReasonsFromCounts(reversed, fast).overall.reasons.map(({ reason }) => reason)).toEqual(
          churnReasonsFromCounts(given, fast).overall.reasons.map(({ reason }) => reason),
        );
      }),
      { numRuns: 60 },
    );
  });

  test("the cumulative share never falls, ends at 1, and the set is the smallest that reaches the threshold", () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0.05, max: 1, noNaN: true }), (given, threshold) => {
        const { overall } = churnReasonsFromCounts(given, { threshold, ...fast });
        const cumulative = overall.reasons.flatMap((row) => row.cumulative ?? []);
        if (overall.estimate === null) return;
        expect(cumulative.at(-1)).toBe(1);
        cumulative.forEach((share, i) => {
          if (i > 0) expect(share).toBeGreaterThanOrEqual(cumulative[i - 1]!);
        });
        const size = overall.vitalFew.length;
        if (overall.reached) expect(cumulative[size - 1]).toBeGreaterThanOrEqual(threshold - 1e-9);
        if (size > 1) expect(cumulative[size - 2]).toBeLessThan(threshold);
      }),
    );
  });

  test("a threshold of 1 takes every actionable reason that anybody gave", () => {
    fc.assert(
      fc.property(counts, (given) => {
        const { overall } = churnReasonsFromCounts(given, { threshold: 1, ...fast });
        const named = Object.entries(given).filter(([name, n]) => n > 0 && name.length === 1);
        expect(new Set(overall.vitalFew)).toEqual(new Set(named.map(([name]) => name)));
      }),
    );
  });

  test("merging two reasons adds their shares", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 3, maxLength: 7 }), ([one, two, ...rest]) => {
        const share = (given: Record<string, number>, name: string) =>
          churnReasonsFromCounts(given, fast).overall.reasons.find(({ reason }) => reason === name)!.estimate!;
        const apart = { one: one!, two: two!, ...named(rest) };
        const merged = { both: one! + two!, ...named(rest) };
        expect(share(merged, "both")).toBeCloseTo(share(apart, "one") + share(apart, "two"), 12);
      }),
      { numRuns: 40 },
    );
  });

  const rows = fc.array(
    fc.record({
      reason: fc.option(fc.constantFrom("a", "b", "c", "Other", "Don't know"), { nil: null }),
      value: fc.option(fc.integer({ min: 0, max: 500 }), { nil: null, freq: 8 }),
      segment: fc.constantFrom("x", "y"),
    }),
    { minLength: 1, maxLength: 50 },
  );
  type Row = { reason: string | null; value: number | null; segment: string };
  const tableOf = (given: readonly Row[], factor = 1) =>
    new DataFrame({
      reason: given.map(({ reason }) => reason),
      value: given.map(({ value }) => (value === null ? null : value * factor)),
      segment: given.map(({ segment }) => segment),
      who: given.map((_, i) => `C${i}`),
    });
  const holdsBoth = (given: readonly Row[]) =>
    given.some(({ reason }) => reason !== null) && given.some(({ value }) => value !== null);

  test("the order of the rows changes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(rows.filter(holdsBoth), async (given) => {
        const result = async (list: readonly Row[]) => {
          const options = { reason: "reason", value: "value", by: "segment", ...fast } as const;
          // Issues say in which rows they were found.
          const { issues, ...rest } = await churnReasons(tableOf(list), options);
          return { ...rest, issues: issues.map(({ rule, count }) => [rule, count]) };
        };
        expect(await result([...given].reverse())).toEqual(await result(given));
      }),
      { numRuns: 30 },
    );
  });

  test("values in another currency change no share, no order and no set", async () => {
    await fc.assert(
      fc.asyncProperty(rows.filter(holdsBoth), fc.constantFrom(2, 0.5, 1024), async (given, factor) => {
        const of = async (scale: number) =>
          (await churnReasons(tableOf(given, scale), { reason: "reason", value: "value", ...fast })).overall;
        const [one, other] = [await of(1), await of(factor)];
        const view = ({ reasons, vitalFew, returnsWhole, verdict }: typeof one) => ({
          reasons: reasons.map(({ value, ...row }) => row),
          vitalFew,
          returnsWhole,
          verdict,
        });
        expect(view(other)).toEqual(view(one));
      }),
      { numRuns: 30 },
    );
  });

  test("one reason each, told by customer, is the same as one row a customer", async () => {
    await fc.assert(
      fc.asyncProperty(rows.filter(holdsBoth), async (given) => {
        const of = async (more: Partial<ChurnReasonsOptions>) => {
          const { overall } = await churnReasons(tableOf(given), {
            reason: "reason",
            value: "value",
            ...fast,
            ...more,
          });
          const { reasons, n, missing, vitalFew } = overall;
          return { n, missing, vitalFew, reasons: reasons.map(({ estimate, cumulative }) => [estimate, cumulative]) };
        };
        const [one, other] = [await of({}), await of({ customer: "who" })];
        expect(other.n).toBe(one.n);
        expect(other.missing).toBe(one.missing);
        expect(other.vitalFew).toEqual(one.vitalFew);
        other.reasons.forEach((row, i) => {
          row.forEach((x, j) => {
            if (x !== null) expect(x).toBeCloseTo(one.reasons[i]![j]!, 12);
            else expect(one.reasons[i]![j]).toBeNull();
          });
        });
      }),
      { numRuns: 30 },
    );
  });

  test("segments add up to the whole: customers by reason", async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        if (given.every(({ reason }) => reason === null)) return;
        const { overall, rows: segments } = await churnReasons(tableOf(given), {
          reason: "reason",
          by: "segment",
          ...fast,
        });
        for (const { reason, customers } of overall.reasons) {
          const parts = segments.flatMap((row) => row.reasons).filter((row) => row.reason === reason);
          expect(parts.reduce((sum, row) => sum + row.customers, 0)).toBe(customers);
        }
        expect(segments.reduce((sum, row) => sum + row.n, 0)).toBe(overall.n);
      }),
      { numRuns: 30 },
    );
  });

  test("weights of 1 and values of 1 are counts", async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        if (given.every(({ reason }) => reason === null)) return;
        const table = tableOf(given.map((row) => ({ ...row, value: 1 })));
        const shares = async (more: Partial<ChurnReasonsOptions>) =>
          (await churnReasons(table, { reason: "reason", ...fast, ...more })).overall.reasons.map(
            ({ reason, estimate, lower, upper, cumulative }) => ({ reason, estimate, lower, upper, cumulative }),
          );
        const plain = await shares({});
        expect(await shares({ value: "value" })).toEqual(plain);
        expect(await shares({ weight: "value" })).toEqual(plain);
      }),
      { numRuns: 30 },
    );
  });
});

describe("one file, two places", () => {
  const { write } = temporaryFolder();

  test.each([
    ["counts by segment", { by: "segment" }],
    ["values", { value: "worth" }],
    ["values with weights", { value: "worth", weight: "w" }],
    ["several reasons", { customer: "who", value: "worth", by: "segment" }],
  ] satisfies [string, Partial<ChurnReasonsOptions>][])("a frame and DuckDB give the same %s", async (_, more) => {
    const lines = Array.from({ length: 400 }, (_, i) => {
      const who = Math.floor(i / 2);
      const reason = ["late", "price", "دیر رسیدن", "Other", "", "app"][(i * 7 + who) % 6];
      return `C${who},${["A", "B", ""][who % 3]},${reason},${(who % 17) * 3 + 0.5},${1 + (who % 3)}`;
    });
    const file = write("leavers.csv", `who,segment,reason,worth,w\n${lines.join("\n")}\n`);
    const options = { reason: "reason", ...fast, ...more };
    const there = await churnReasons(await duckdb(file), options);
    expect(there).toEqual(await churnReasons(await load(file), options));
    expect(there.overall.n).toBeGreaterThan(100);
  });
});

describe("errors", () => {
  const table = frame(["late", "price", "late"], { worth: [3, -1, -2], who: ["a", "a", null], text: ["x", "y", "z"] });
  const wrong = (options: Partial<ChurnReasonsOptions>) => churnReasons(table, { reason: "reason", ...options });

  test.each([
    [{ reason: "raeson" }, "churnReasons: no column 'raeson' in the table; nearest: 'reason'"],
    [
      { value: "worth" },
      "churnReasons requires values of at least 0 in 'worth'; got -2 (row 3); negative: 'zero' takes such customers as no loss",
    ],
    [{ weight: "worth" }, "churnReasons requires weights of at least 0 in 'worth'; got -2 (row 3)"],
    [{ value: "text" }, "churnReasons requires numbers in 'text'; got text in the table"],
    [{ threshold: 80 }, "churnReasons requires a threshold above 0 up to 1, such as 0.8; got 80"],
    [{ threshold: 0 }, "churnReasons requires a threshold above 0 up to 1, such as 0.8; got 0"],
    [{ level: 95 }, "churnReasons requires a level between 0 and 1, such as 0.95; got 95"],
    [{ resamples: 10 }, "churnReasons requires at least 100 resamples, a whole number; got 10"],
    [{ method: "wald" as "goodman" }, "churnReasons requires a method of 'goodman', 'sison-glaz'; got 'wald'"],
    [
      { method: "sison-glaz", customer: "who" } as const,
      "churnReasons requires the method 'goodman' with 'customer'; got 'sison-glaz', which is for counts of one reason each",
    ],
    [{ customer: "who" }, "churnReasons requires a customer in every row; got none in 'who' (rows: 1)"],
    [
      { involuntary: ["pirce"] },
      "churnReasons: nobody gave the reason 'pirce' (involuntary); nearest: 'price'; reasons given: 'late', 'price'",
    ],
    [
      { other: ["late"], unknown: ["late"] },
      "churnReasons requires one kind a reason; got 'late' as other and as unknown",
    ],
  ])("%j", async (options, message) => {
    await expect(wrong(options)).rejects.toThrow(message);
  });

  test("a name that resembles nothing given is only noted", async () => {
    const { overall } = await wrong({ involuntary: ["Deceased person"] });
    expect(overall.note).toBe("fewer than 10 customers; nobody gave 'Deceased person'");
  });

  test("two values or two segments for one customer", async () => {
    const twice = new DataFrame({ who: ["a", "a"], reason: ["late", "price"], worth: [3, 4], segment: ["x", "y"] });
    const options = { reason: "reason", customer: "who" } as const;
    await expect(churnReasons(twice, { ...options, value: "worth" })).rejects.toThrow(
      "churnReasons requires one 'worth' a customer; got 3 and 4 for 'a' in 'who'",
    );
    await expect(churnReasons(twice, { ...options, by: "segment" })).rejects.toThrow(
      "churnReasons requires one 'segment' a customer; got 'x' and 'y' for 'a' in 'who'",
    );
  });

  test("free text is no list of reasons", async () => {
    const verbatims = frame(Array.from({ length: 501 }, (_, i) => `verbatim ${i}`));
    await expect(churnReasons(verbatims, { reason: "reason" })).rejects.toThrow(
      "churnReasons requires at most 500 different reasons; got 501 in 'reason' of the table: code free text first",
    );
  });

  test("published counts that are no counts", () => {
    expect(() => churnReasonsFromCounts({ late: 2.5 })).toThrow(
      "churnReasonsFromCounts requires counts that are whole numbers from 0; got 2.5 for 'late'",
    );
  });
});
