import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { type CsatRule, csat } from "../../src/metrics/csat.js";
import { csatDifference } from "../../src/metrics/csatDifference.js";
import reference from "../fixtures/satisfaction/satisfaction.json";
import { expectSame, inDuckdb } from "./sameInDuckdb.js";
import { answers, columnsOf, expectBounds, frame } from "./satisfactionTables.js";

/** So many of each answer, 1 to 5. */
const scores = (counts: readonly number[]) => counts.flatMap((n, i) => new Array<number>(n).fill(i + 1));

const groups = (first: readonly number[], second: readonly number[]) =>
  frame({ score: [...first, ...second], group: [...first.map(() => "a"), ...second.map(() => "b")] });

describe("agrees with statsmodels", () => {
  test.each(reference.differences)("shares $counts: Newcombe's interval", async ({ counts, newcombe }) => {
    const [x, n, y, m] = counts as [number, number, number, number];
    const table = groups(scores([n - x, 0, 0, 0, x]), scores([m - y, 0, 0, 0, y]));
    const { overall, method } = await csatDifference(table, { score: "score", rule: "top-box", by: "group" });
    expect(overall.estimate).toBeCloseTo(x / n - y / m, 12);
    expect(overall).toMatchObject({ first: "a", second: "b", firstN: n, secondN: m, n: n + m, note: null });
    expectBounds(overall, newcombe);
    expect(method).toBe("Newcombe");
  });

  test.each(reference.welch)("means of $counts: Welch's interval", async ({ counts, estimate, interval }) => {
    const table = groups(scores(counts[0]!), scores(counts[1]!));
    const result = await csatDifference(table, { score: "score", rule: "mean", by: "group" });
    expect(result.overall.estimate).toBeCloseTo(estimate, 12);
    expectBounds(result.overall, interval);
    expect(result).toMatchObject({ method: "Welch's t", unit: "score", label: "Difference of CSAT (mean, 1 to 5)" });
  });

  test("of the demo company, Business minus Enthusiast: 728 of 954 and 1,266 of 1,733", async () => {
    const between = ["Business", "Enthusiast"] as const;
    const options = { score: "satisfaction", rule: "top-2", by: "segment", between } as const;
    const { overall } = await csatDifference(await load("data/survey.csv"), options);
    const expected = reference.demo.filter(({ segment }) => between.includes(segment as "Business"));
    const [a, b] = expected.map(({ csat: { counts } }) => counts as number[]);
    const share = (counts: number[]) => (counts[3]! + counts[4]!) / counts.reduce((sum, n) => sum + n, 0);
    expect(overall.estimate).toBeCloseTo(share(a!) - share(b!), 12);
    const same = reference.differences.find(({ counts }) => counts[1] === 954);
    expect(same?.counts).toEqual([a![3]! + a![4]!, 954, b![3]! + b![4]!, 1733]);
    expectBounds(overall, same!.newcombe);
  });
});

describe("csatDifference(table, { score, rule, by, between })", () => {
  const rules = fc.constantFrom<CsatRule>("top-box", "top-2", "mean");

  test("the other way round it is the same with the other sign", async () => {
    await fc.assert(
      fc.asyncProperty(answers(5), answers(5), rules, async (one, other, rule) => {
        const [a, b] = [frame(columnsOf(one)), frame(columnsOf(other))];
        const forth = (await csatDifference(a, { score: "a", rule, weight: "w", against: b })).overall;
        const back = (await csatDifference(b, { score: "a", rule, weight: "w", against: a })).overall;
        const turned = (value: number | null) => (value === null ? null : -value);
        for (const [found, expected] of [
          [back.estimate, turned(forth.estimate)],
          [back.lower, turned(forth.upper)],
          [back.upper, turned(forth.lower)],
        ] as const)
          if (expected === null) expect(found).toBeNull();
          else expect(found).toBeCloseTo(expected, 9);
        if (forth.lower === null) return;
        expect(forth.lower).toBeLessThanOrEqual(forth.estimate! + 1e-12);
        expect(forth.upper).toBeGreaterThanOrEqual(forth.estimate! - 1e-12);
      }),
      { numRuns: 25 },
    );
  });

  test("both sides are what csat says of them, in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(answers(5), rules, async (given, rule) => {
        const named = given.map((row, i) => ({ ...row, segment: i % 2 === 0 ? "x" : "y" }));
        if (named.length < 2) return;
        const columns = columnsOf(named);
        const options = { score: "b", rule, by: "segment", weight: "w" };
        const result = await csatDifference(frame(columns), options);
        const { rows } = await csat(frame(columns), options);
        expect([result.overall.firstEstimate, result.overall.secondEstimate]).toEqual(rows.map((row) => row.estimate));
        expectSame(await csatDifference(await inDuckdb(columns), options), result);
      }),
      { numRuns: 15 },
    );
  });

  test("what cannot exist is null with a note", async () => {
    const options = { score: "score", rule: "mean", by: "group" } as const;
    const empty = frame({ score: [5, 4, null], group: ["a", "a", "b"] });
    expect((await csatDifference(empty, options)).overall).toMatchObject({
      estimate: null,
      lower: null,
      note: "'b': no answers",
      firstEstimate: 4.5,
      secondEstimate: null,
    });
    const single = (await csatDifference(groups([5, 4], [3]), options)).overall;
    expect(single).toMatchObject({ estimate: 1.5, lower: null, note: "answers do not vary enough for an interval" });
    const alike = (await csatDifference(groups([5, 5], [3, 3]), options)).overall;
    expect(alike).toMatchObject({ estimate: 2, lower: null, upper: null });
  });
});

describe("errors", () => {
  const table = frame({ score: [5, 4, 3], group: ["north", "south", "west"] });
  const call = (more: object) => csatDifference(table, { score: "score", rule: "top-2", ...more });

  test("which groups", async () => {
    await expect(call({})).rejects.toThrow(
      "csatDifference requires 'by', the column of the groups, or 'against', another table; got neither",
    );
    await expect(call({ by: "group", against: table })).rejects.toThrow("another table; got both");
    await expect(call({ against: table, between: ["a", "b"] })).rejects.toThrow(
      "csatDifference requires 'by', the column of 'between'; got 'against'",
    );
    await expect(call({ by: "group" })).rejects.toThrow(
      "csatDifference requires 'between', two values of 'group'; got none, and there are 3: 'north', 'south', 'west'",
    );
    await expect(call({ by: "group", between: ["nort", "west"] })).rejects.toThrow(
      "csatDifference: no 'nort' in column 'group'; nearest: 'north'",
    );
  });

  test("rule, answers and level", async () => {
    await expect(call({ rule: undefined, by: "group" })).rejects.toThrow(
      "csatDifference requires a rule of 'top-box', 'top-2', 'mean'; got none",
    );
    await expect(call({ by: "group", scale: 4 })).rejects.toThrow(
      "csatDifference requires scores from 1 to 4; got 5 (row 1)",
    );
    await expect(call({ by: "group", level: 2 })).rejects.toThrow("csatDifference requires a level between 0 and 1");
  });
});
