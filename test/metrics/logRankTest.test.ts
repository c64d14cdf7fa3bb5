import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logRankTest } from "../../src/metrics/survival/logRankTest.js";
import reference from "../fixtures/survival/survival.json";
import waltons from "../fixtures/survival/waltons.json";
import { caseFrame, cases, caseTable } from "./survivalCases.js";

const options = { duration: "days", observed: "left", group: "segment" } as const;
const frame = (days: readonly number[], left: readonly unknown[], segment: readonly unknown[]) =>
  new DataFrame({ days: [...days], left: [...left], segment: [...segment] });

describe("published values", () => {
  test("R's lung by sex: χ² 10.33, p .0013", async () => {
    const { cases: lung } = reference.tests.find(({ name }) => name === "lung by sex")!;
    const { test: found, groups } = await logRankTest(frame(lung.time, lung.observed, lung.group), options);
    expect(found!.statistic).toBeCloseTo(10.33, 2);
    expect(found!.pValue).toBeCloseTo(0.0013, 4);
    expect(found).toMatchObject({ degreesOfFreedom: 1, method: "log-rank", n: 228 });
    expect(groups.map(({ keys, n, observed }) => [keys.segment, n, observed])).toEqual([
      [1, 138, 112],
      [2, 90, 53],
    ]);
    expect(groups[0]!.expected).toBeCloseTo(91.58, 2);
  });

  test("lifelines' waltons: χ² 122.2, and its p to 8 digits", async () => {
    const { time, observed, group } = waltons.flies;
    const { test: found } = await logRankTest(frame(time, observed, group), options);
    expect(found!.statistic).toBeCloseTo(122.2, 1);
    expect(found!.statistic).toBeCloseTo(waltons.logRank.statistic, 9);
    expect(found!.pValue / waltons.logRank.pValue).toBeCloseTo(1, 8);
  });
});

test("by hand: A leaves at 1 and 3, B at 2 and 4: expected ½ + ⅓ + ½ in A, variance ¼ + 2/9 + ¼", async () => {
  const { test: found, groups } = await logRankTest(frame([1, 3, 2, 4], [1, 1, 1, 1], ["A", "A", "B", "B"]), options);
  expect(groups[0]!.expected).toBeCloseTo(4 / 3, 14);
  expect(found!.statistic).toBeCloseTo((2 - 4 / 3) ** 2 / (13 / 18), 12);
});

describe("laws", () => {
  const late = { ...options, entry: "from" } as const;
  const few = { numRuns: 60 };

  test("observed and expected add up to the same, whatever the groups", () =>
    fc.assert(
      fc.asyncProperty(cases, async (given) => {
        const { groups } = await logRankTest(caseFrame(given), late);
        const total = (of: "observed" | "expected") => groups.reduce((sum, group) => sum + group[of], 0);
        expect(total("expected")).toBeCloseTo(total("observed"), 10);
      }),
      few,
    ));

  test("neither the order of cases nor the unit of time changes the test; groups that are alike differ by 0", () =>
    fc.assert(
      fc.asyncProperty(cases, async (given) => {
        const named = given.map((one) => ({ ...one, segment: one.segment ?? "A" }));
        const hours = named.map((one) => ({
          ...one,
          days: one.days === null ? null : one.days * 24,
          from: one.from === null ? null : one.from * 24,
        }));
        const found = await logRankTest(caseFrame(named), late);
        expect(await logRankTest(caseFrame([...hours].reverse()), late)).toEqual(found);
        const twice = ["X", "Y"].flatMap((segment) => named.map((one) => ({ ...one, segment })));
        const { test: alike } = await logRankTest(caseFrame(twice), late);
        if (alike !== null) expect(alike.statistic).toBeCloseTo(0, 20);
      }),
      few,
    ));

  test("in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        expect(await logRankTest(await caseTable(given), late)).toEqual(await logRankTest(caseFrame(given), late));
      }),
      { numRuns: 30 },
    );
  });
});

describe("what cannot exist", () => {
  test.each([
    ["only one group", [1, 2], [1, 1], ["A", "A"]],
    ["no events in any group", [1, 2], [0, 0], ["A", "B"]],
    ["no event while two groups were at risk", [1, 2], [0, 1], ["A", "B"]],
    ["no cases", [1, 2], [1, 0], [null, null]],
  ])("%s", async (note, days, left, segment) => {
    // A column of missing cells alone has no type: one row more gives it one.
    const table = new DataFrame({
      days: [...days, null],
      left: [...left, null],
      segment: [...segment, "A"],
    });
    expect(await logRankTest(table, options)).toMatchObject({ test: null, note });
  });

  test("rows without a group are left out and counted", async () => {
    const table = frame([1, 3, 2, 4, 9], [1, 1, 1, 1, 1], ["A", "A", "B", "B", null]);
    const { test: found, excluded } = await logRankTest(table, options);
    expect(found!.n).toBe(4);
    expect(excluded).toEqual({ missing: 1, outOfRange: 0 });
  });
});

test("wrong calls say so", async () => {
  const table = frame([1, -2], [1, 0], ["A", "B"]);
  await expect(logRankTest(table, options)).rejects.toThrow(
    "logRankTest requires durations of at least 0 in 'days'; got -2 (row 2)",
  );
  await expect(logRankTest(table, { ...options, group: "segmant" })).rejects.toThrow("nearest: 'segment'");
  await expect(logRankTest(table, { ...options, group: [] })).rejects.toThrow("requires a group");
});
