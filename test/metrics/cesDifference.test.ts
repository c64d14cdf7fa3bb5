import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { cesDifference } from "../../src/metrics/ces/cesDifference.js";
import reference from "../fixtures/differences/differences.json";
import { expectDifference } from "./expectDifference.js";
import { expectSameInDuckdb } from "./sameInDuckdb.js";
import { answers, columnsOf, frame } from "./satisfactionTables.js";

const counted = (counts: readonly number[]) => counts.flatMap((n, i) => new Array<number>(n).fill(i + 1));
const groups = (first: readonly number[], second: readonly number[], more: Record<string, unknown[]> = {}) =>
  frame({ score: [...first, ...second], group: [...first.map(() => "a"), ...second.map(() => "b")], ...more });

describe("agrees with statsmodels and scipy", () => {
  test.each(reference.counts)("version 1, counts $counts", async ({ counts: [first, second], mean }) => {
    if (first!.concat(second!).some((n) => n > 3000)) return;
    const table = groups(counted(first!), counted(second!));
    const { overall } = await cesDifference(table, { score: "score", version: 1, by: "group" });
    expectDifference(overall, mean);
  });

  test.each(reference.effortPairs)("the same customers, $first and $second", async ({ first, second, mean }) => {
    const half = (score: number[]) => frame({ score, who: score.map((_, i) => i) });
    const options = { score: "score", version: 2, customer: "who", against: half(second) } as const;
    const { overall, method } = await cesDifference(half(first), options);
    expectDifference(overall, mean);
    expect(method).toBe("Student's t, paired");
  });

  test("of the demo company: each pair of segments, and the same customers in two waves", async () => {
    const survey = await load("data/survey.csv");
    const { rows, better } = await cesDifference(survey, { score: "effort", version: 2, by: "segment" });
    expect(better).toBe("high");
    for (const { between, ces } of reference.demo.pairs) {
      expectDifference(rows.find((row) => row.first === between[0] && row.second === between[1])!, ces);
    }
    for (const { between, ces } of reference.demo.paired) {
      const twice = { by: "wave", between: between as [string, string], customer: "customer" };
      const { overall } = await cesDifference(survey, { score: "effort", version: 2, ...twice });
      expectDifference(overall, ces);
    }
  });
});

describe("cesDifference(table, { score, version, by })", () => {
  test("the label says which version and which end is good", async () => {
    const result = await cesDifference(groups([1, 2], [4, 5]), { score: "score", version: 1, by: "group" });
    expect(result).toMatchObject({
      label: "Difference of CES 1.0 (mean effort, 1 to 5, low is good)",
      better: "low",
      unit: "score",
      method: "Welch's t",
      overall: { estimate: -3, first: "a", second: "b" },
    });
  });

  test("in DuckDB is the one in memory", async () => {
    await fc.assert(
      fc.asyncProperty(answers(7), async (given) => {
        await expectSameInDuckdb(columnsOf(given), (table) =>
          cesDifference(table, { score: "a", version: 2, by: "segment", weight: "w", against: "complement" }),
        );
      }),
      { numRuns: 10 },
    );
  });
});

describe("errors", () => {
  test("a version that is not given is refused with the choices listed", async () => {
    const options = { score: "score", by: "group" } as Parameters<typeof cesDifference>[1];
    await expect(cesDifference(groups([1], [2]), options)).rejects.toThrow(
      "cesDifference requires a version, 1 (effort, 1 to 5, low is good) or 2 (agreement that it was easy, 1 to 7, high is good); got none",
    );
  });

  test("a mix of versions is refused, in either table", async () => {
    const table = groups([1, 2], [3, 4], { asked: [2, 2, 1, 1] });
    const options = { score: "score", version: 2, by: "group", askedVersion: "asked" } as const;
    await expect(cesDifference(table, options)).rejects.toThrow(
      "cesDifference of version 2 requires answers to that version; 'asked' holds 1 (2 rows, first at row 3): take each version by itself",
    );
    const pure = groups([1, 2], [3, 4], { asked: [2, 2, 2, 2] });
    await expect(cesDifference(pure, { ...options, against: table })).rejects.toThrow("'asked' holds 1");
    expect((await cesDifference(pure, options)).overall.estimate).toBe(-2);
  });

  test("answers off the scale of the version", async () => {
    await expect(cesDifference(groups([1, 6], [3, 4]), { score: "score", version: 1, by: "group" })).rejects.toThrow(
      "cesDifference requires scores from 1 to 5; got 6 (row 2)",
    );
  });
});
