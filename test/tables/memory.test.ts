import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { asTable } from "../../src/tables/table-like.js";

const survey = () =>
  new DataFrame({
    segment: ["b", "a", "b", null, "a", "constructor", "__proto__"],
    score: [10, 3, null, 7, 10, 0, 9],
    revenue: [0.1, 0.2, 0.3, 1, 2, 3, 4],
    member: [true, false, null, true, true, false, true],
  });

describe("asTable(frame)", () => {
  test("crosstab counts each combination that occurs, missing last", async () => {
    const rows = await asTable(survey()).crosstab(["segment"], ["score", { product: ["score", "member"] }]);
    expect(rows).toEqual([
      { keys: ["__proto__"], n: 1, sums: [9, 9], counts: [1, 1] },
      { keys: ["a"], n: 2, sums: [13, 10], counts: [2, 2] },
      { keys: ["b"], n: 2, sums: [10, 10], counts: [1, 1] },
      { keys: ["constructor"], n: 1, sums: [0, 0], counts: [1, 1] },
      { keys: [null], n: 1, sums: [7, 7], counts: [1, 1] },
    ]);
  });

  test("crosstab without keys is one row", async () => {
    expect(await asTable(survey()).crosstab([], ["revenue"])).toEqual([{ keys: [], n: 7, sums: [10.6], counts: [7] }]);
  });

  test("moments leaves incomplete rows out, or keeps them by pattern", async () => {
    const [all] = await asTable(survey()).moments(["score", "revenue"]);
    expect(all).toMatchObject({
      n: 6,
      weight: 6,
      sum: [39, 10.3],
      cross: [
        [339, 64.6],
        [64.6, 30.05],
      ],
    });
    const patterns = await asTable(survey()).moments(["score", "revenue"], { missing: "pattern" });
    expect(patterns.map(({ columns, n, sum }) => ({ columns, n, sum }))).toEqual([
      { columns: ["score", "revenue"], n: 6, sum: [39, 10.3] },
      { columns: ["revenue"], n: 1, sum: [0.3] },
    ]);
  });

  test("a missing column names the nearest", async () => {
    await expect(asTable(survey(), "survey.csv").crosstab(["segmnt"])).rejects.toThrow(
      "crosstab: no column 'segmnt' in survey.csv; nearest: 'segment'",
    );
  });
});
