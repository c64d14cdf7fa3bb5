import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { type CesVersion, ces, cesFromCounts } from "../../src/metrics/ces/ces.js";
import { satisfactionPlot } from "../../src/plots/satisfaction.js";
import reference from "../fixtures/satisfaction/satisfaction.json";
import survey from "../fixtures/satisfaction/survey.json";
import { expectSame, inDuckdb } from "./sameInDuckdb.js";
import { answers, columnsOf, expectBounds, frame } from "./satisfactionTables.js";

type Expected = (typeof reference.ces)[number];
type Row = ReturnType<typeof cesFromCounts>["overall"];

function expectReference(overall: Row, expected: Omit<Expected, "version">): void {
  expect(overall.distribution.map(({ n }) => n)).toEqual(expected.counts);
  expect(overall.estimate).toBeCloseTo(expected.mean.estimate, 12);
  expectBounds(overall, expected.mean.interval);
  expect(overall.easy.estimate).toBeCloseTo(expected.easy.estimate, 12);
  expectBounds(overall.easy, expected.easy.interval);
  expect(overall.index.estimate).toBeCloseTo(expected.index.estimate, 10);
  expectBounds(overall.index, expected.index.interval);
}

describe("agrees with statsmodels and scipy", () => {
  test.each(reference.ces)("version $version of $counts", ({ version, ...expected }) => {
    expectReference(cesFromCounts(expected.counts, { version: version as CesVersion }).overall, expected);
  });

  test("of the demo company, by segment", async () => {
    const result = await ces(await load("data/survey.csv"), { score: "effort", version: 2, by: "segment" });
    for (const { segment, ces: expected } of reference.demo) {
      const row = segment === null ? result.overall : result.rows.find(({ keys }) => keys.segment === segment);
      expectReference(row!, expected);
    }
  });

  test.each(reference.weighted.map((given, i) => ({ ...given, r: survey.weighted[i]! })))(
    "$scores.length weighted answers, and with R's survey package",
    async ({ scores, weights, mean, r }) => {
      const { overall } = await ces(frame({ score: scores, w: weights }), { score: "score", version: 1, weight: "w" });
      expect(overall.estimate).toBeCloseTo(r.mean.estimate, 12);
      expect(overall.standardError).toBeCloseTo(r.mean.standardError, 12);
      expectBounds(overall, mean.interval);
    },
  );
});

describe("ces(table, { score, version })", () => {
  const given = { score: [5, 2, 1, 4, null, 3, 2], segment: ["A", "A", "A", "B", "B", "B", null] };

  test("version 1 by hand: low is good, 1 and 2 are easy, 4 and 5 are hard", async () => {
    const result = await ces(frame(given), { score: "score", version: 1, by: "segment" });
    expect(result).toMatchObject({
      label: "CES 1.0 (mean effort, 1 to 5, low is good)",
      better: "low",
      version: 1,
      unit: "score",
      method: "Student's t",
      excluded: { missing: 1, outOfRange: 0 },
    });
    expect(result.overall).toMatchObject({ n: 6, missing: 1, weightedAnswers: null });
    expect(result.overall.estimate).toBeCloseTo(17 / 6, 12);
    expect(result.overall.easy).toMatchObject({ estimate: 0.5, n: 6 });
    expect(result.overall.index.estimate).toBeCloseTo(100 / 6, 10);
    expect(result.rows.map(({ keys, n, estimate }) => [keys.segment, n, estimate])).toEqual([
      ["A", 3, expect.closeTo(8 / 3, 12)],
      ["B", 2, 3.5],
      [null, 1, 2],
    ]);
  });

  test("version 2 by hand: high is good, 5 to 7 agree, the index leaves 5 out", async () => {
    const result = await ces(frame({ score: [7, 6, 5, 4, 3, 1, 7, 7] }), { score: "score", version: 2 });
    expect(result.label).toBe("CES 2.0 (mean ease, 1 to 7, high is good)");
    expect(result.better).toBe("high");
    expect(result.overall.estimate).toBe(5);
    expect(result.overall.easy.estimate).toBe(5 / 8);
    expect(result.overall.index.estimate).toBe(25);
  });

  test("what cannot exist is null with a note", async () => {
    const nobody = (await ces(frame({ score: [null, null] }), { score: "score", version: 2 })).overall;
    expect(nobody).toMatchObject({ estimate: null, lower: null, n: 0, missing: 2, note: "no answers" });
    expect(nobody.easy).toMatchObject({ estimate: null, note: "no answers" });
    expect(nobody.index).toMatchObject({ estimate: null, lower: null, note: "no answers" });
    const weightless = frame({ score: [7, 1, null], w: [0, 0, 1] });
    const { overall } = await ces(weightless, { score: "score", version: 2, weight: "w" });
    expect(overall).toMatchObject({ estimate: null, n: 2, note: "all weights are 0" });
    expect(overall.index).toMatchObject({ estimate: null, note: "all weights are 0" });
    const one = cesFromCounts([0, 0, 0, 0, 0, 0, 1], { version: 2 }).overall;
    expect(one).toMatchObject({ estimate: 7, lower: null, upper: null, note: "one answer: no interval" });
    expect(one.easy.lower).toBeCloseTo(0.025, 12);
  });

  test("the figure turns its colours with the version: the good end is blue", async () => {
    const ends = (version: CesVersion) => {
      const figure = satisfactionPlot(cesFromCounts(new Array<number>(version === 1 ? 5 : 7).fill(3), { version }));
      const bars = figure.data.filter(({ type }) => type === "bar") as { marker: { color: string } }[];
      return [bars[0]!.marker.color, bars.at(-1)!.marker.color];
    };
    expect(ends(1)).toEqual(ends(2).reverse());
    const figure = satisfactionPlot(cesFromCounts([1, 2, 3, 4, 5], { version: 1 }));
    expect(JSON.stringify(figure.layout.xaxis2)).toContain("low is good");
  });
});

describe("laws", () => {
  test("a scale read backwards mirrors the index: ces 1.0 of x is as easy as it is hard of 6 − x", () => {
    const count = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(fc.array(count, { minLength: 5, maxLength: 5 }), (counts) => {
        const one = cesFromCounts(counts, { version: 1 }).overall;
        const other = cesFromCounts([...counts].reverse(), { version: 1 }).overall;
        if (one.estimate === null) return;
        expect(other.index.estimate).toBeCloseTo(-one.index.estimate!, 9);
        expect(other.index.upper).toBeCloseTo(-one.index.lower!, 9);
        expect(other.estimate).toBeCloseTo(6 - one.estimate, 9);
      }),
    );
  });

  test("ces(table) is unchanged by the order of rows; weights of 1 equal none; bounds stay on the scale", async () => {
    await fc.assert(
      fc.asyncProperty(answers(7), async (given) => {
        const scores = given.map(({ b }) => b);
        const options = { score: "score", version: 2 } as const;
        const { overall } = await ces(frame({ score: scores }), options);
        expect((await ces(frame({ score: [...scores].reverse() }), options)).overall).toEqual(overall);
        const weighted = await ces(frame({ score: scores, w: scores.map(() => 1) }), { ...options, weight: "w" });
        for (const field of ["estimate", "lower", "upper", "easy", "index"] as const)
          expectSame(weighted.overall[field], overall[field]);
        if (overall.lower === null) return;
        expect(overall.lower).toBeGreaterThanOrEqual(1);
        expect(overall.lower).toBeLessThanOrEqual(overall.estimate!);
        expect(overall.upper).toBeLessThanOrEqual(7);
      }),
      { numRuns: 25 },
    );
  });

  test("ces in DuckDB is ces in memory, and segments add up", async () => {
    await fc.assert(
      fc.asyncProperty(answers(5), fc.constantFrom(1, 2), async (given, version) => {
        const columns = columnsOf(given);
        const options = { score: "c", version, by: "segment", weight: "w" } as const;
        const result = await ces(frame(columns), options);
        expectSame(await ces(await inDuckdb(columns), options), result);
        expect(result.rows.reduce((sum, { n }) => sum + n, 0)).toBe(result.overall.n);
      }),
      { numRuns: 15 },
    );
  });
});

describe("errors", () => {
  test("a version that is not given is refused with the choices listed", async () => {
    const call = (version?: number) => ces(frame({ score: [5] }), { score: "score", version: version as CesVersion });
    const choices = "1 (effort, 1 to 5, low is good) or 2 (agreement that it was easy, 1 to 7, high is good)";
    await expect(call()).rejects.toThrow(`ces requires a version, ${choices}; got none`);
    await expect(call(3)).rejects.toThrow(`ces requires a version, ${choices}; got 3`);
  });

  test("answers of two versions are refused with the rows", async () => {
    const table = frame({ score: [5, 3, 7], asked: [1, 1, 2] });
    await expect(ces(table, { score: "score", version: 2, askedVersion: "asked" })).rejects.toThrow(
      "ces of version 2 requires answers to that version; 'asked' holds 1 (2 rows, first at row 1): take each version by itself",
    );
    const same = frame({ score: [5, 3, 7], asked: [2, 2, null] });
    expect((await ces(same, { score: "score", version: 2, askedVersion: "asked" })).overall.estimate).toBe(5);
    await expect(ces(same, { score: "score", version: 2, askedVersion: "aske" })).rejects.toThrow("nearest: 'asked'");
  });

  test.each([
    [1, [5, 6], "ces requires scores from 1 to 5; got 6 (row 2)"],
    [2, [8, 8], "ces requires scores from 1 to 7; got 8 (2 rows, first at row 1)"],
    [2, [5.5], "ces requires whole scores from 1 to 7; got 5.5 (row 1)"],
  ] as const)("version %i, scores %j", async (version, scores, message) => {
    await expect(ces(frame({ score: scores }), { score: "score", version })).rejects.toThrow(message);
  });

  test("options, weights and counts", async () => {
    const table = frame({ score: [5, 4], w: [1, -1] });
    const options = { score: "score", version: 2 } as const;
    await expect(ces(table, { ...options, level: 1 })).rejects.toThrow("ces requires a level between 0 and 1");
    await expect(ces(table, { ...options, method: "t" as "wilson" })).rejects.toThrow(
      "ces requires a method of 'wilson', 'clopper-pearson', 'jeffreys'; got 't'",
    );
    await expect(ces(table, { ...options, weight: "w" })).rejects.toThrow(
      "ces requires weights of at least 0 in 'w'; got -1 (row 2)",
    );
    expect(() => cesFromCounts([1, 2, 3, 4, 5], { version: 2 })).toThrow(
      "cesFromCounts requires 7 counts, one for each answer; got 5",
    );
  });
});
