import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import type { Moments } from "../../src/tables/table.js";
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

  test("crosstab counts rows where one term is below another, and takes a term where another is not missing", async () => {
    const terms = [
      { below: ["revenue", "member"] },
      { below: ["score", "score"] },
      { given: ["revenue", "score"] },
    ] as const;
    const [all] = await asTable(survey()).crosstab([], terms);
    expect(all).toEqual({ keys: [], n: 7, sums: [1, 0, 10.3], counts: [6, 6, 6] });
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

  test("deviations keep their digits far from 0, where n·Σx² − (Σx)² has none", async () => {
    const tail = [0.25, 0.5, 0.75, 1];
    const frame = new DataFrame({ x: tail.map((t) => 1e12 + t), y: tail.map((t) => -1e12 - t * Math.PI) });
    const [{ cross, deviations, sum }] = (await asTable(frame).moments(["x", "y"])) as [Moments];
    expect(deviations[0]![0]).toBe(0.3125);
    expect(deviations[0]![1]! / (-0.3125 * Math.PI)).toBeCloseTo(1, 4);
    expect(sum[0]).toBe(4e12 + 2.5);
    expect(cross[0]![0]).toBe(tail.reduce((total, t) => total + (1e12 + t) ** 2, 0));
  });

  test("sums of decimals are exact: 0.1 + 0.2 − 0.3 is 0, in any order", async () => {
    const sum = async (x: number[]) => (await asTable(new DataFrame({ x })).crosstab([], ["x"]))[0]!.sums[0];
    expect(await sum([0.1, 0.2, -0.3])).toBe(0);
    expect(await sum([1e15, 0.1, -1e15])).toBe(0.1);
    expect(await sum([1 / 3, 1e16, -1e16])).toBe(1 / 3);
    const cents = Array.from({ length: 1000 }, (_, i) => ((i * 7919) % 1000) / 100);
    expect(await sum(cents)).toBe(4995);
    expect(await sum([...cents].reverse())).toBe(4995);
  });

  test("weights below 0 are refused; rows without a weight are left out", async () => {
    const table = asTable(new DataFrame({ x: [1, 2, 3], w: [1, null, 2], bad: [1, -1, -2] }), "survey.csv");
    const [weighted] = await table.moments(["x"], { weight: "w" });
    expect(weighted).toMatchObject({ n: 2, weight: 3, weightSquared: 5, sum: [7], squaredWeightSum: [13] });
    expect(weighted).toMatchObject({ cross: [[19]], squaredWeightCross: [[37]] });
    await expect(table.moments(["x"], { weight: "bad" })).rejects.toThrow(
      "moments requires weights of at least 0 in 'bad' of survey.csv; got -1 (2 rows, first at row 2)",
    );
  });

  test("rollUp gives one row a customer; first and last need an order", async () => {
    const visits = new DataFrame({
      customer: ["b", "a", "b", "a", "b"],
      day: ["2026-03-03", "2026-03-01", "2026-03-01", "2026-03-02", null],
      paid: [3, 1, 2, null, 4],
    });
    const aggregates = {
      first: { first: "paid" },
      last: { last: "paid" },
      paid: { sum: "paid" },
      visits: "rows",
    } as const;
    const rolled = await asTable(visits).rollUp(["customer"], aggregates, { orderBy: "day" });
    const columns = await rolled.typed(["first", "last", "paid", "visits"]);
    expect(Object.values(columns).map((one) => "values" in one && [...one.values])).toEqual([
      [1, 2],
      [1, 3],
      [1, 9],
      [2, 3],
    ]);
    await expect(asTable(visits).rollUp(["customer"], { first: { first: "paid" } })).rejects.toThrow(
      "rollUp requires orderBy for the first or last 'paid'; got none",
    );
  });

  test("cut adds the range of a date, of a date-time by its day, and refuses what is none", async () => {
    const visits = asTable(
      new DataFrame({
        at: ["2026-03-31T23:59:59", "2026-04-01T00:00:00", "2026-04-30", null, "2026-05-01"],
        n: [1, 2, 3, 4, 5],
      }),
      "visits.csv",
    );
    const april = { from: "2026-04-01", before: "2026-05-01", label: "April" };
    const cut = await visits.cut("at", "month", [{ from: "2026-03-01", before: "2026-04-01", label: "March" }, april]);
    expect((await cut.crosstab(["month"], ["n"])).map(({ keys, sums }) => [keys[0], sums[0]])).toEqual([
      ["April", 5],
      ["March", 1],
      [null, 9],
    ]);
    await expect(visits.cut("n", "month", [april])).rejects.toThrow("cut requires dates in 'n'; got number");
    await expect(visits.cut("at", "n", [april])).rejects.toThrow("cut requires a name that no column has; got 'n'");
    await expect(visits.cut("att", "m", [])).rejects.toThrow("cut: no column 'att' in visits.csv; nearest: 'at'");
    await expect(visits.cut("at", "m", [april, april])).rejects.toThrow(
      "cut requires ranges in order that do not overlap; got 2026-04-01 to before 2026-05-01",
    );
  });

  test("a missing column names the nearest", async () => {
    await expect(asTable(survey(), "survey.csv").crosstab(["segmnt"])).rejects.toThrow(
      "crosstab: no column 'segmnt' in survey.csv; nearest: 'segment'",
    );
  });
});
