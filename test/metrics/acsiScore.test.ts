import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { type AcsiScoreOptions, acsiScore } from "../../src/metrics/acsiScore/acsiScore.js";
import { csi } from "../../src/metrics/csi/csi.js";
import { satisfactionPlot } from "../../src/plots/satisfaction.js";
import reference from "../fixtures/satisfaction/satisfaction.json";
import { expectSame, inDuckdb } from "./sameInDuckdb.js";
import { answers, columnsOf, expectBounds, frame } from "./satisfactionTables.js";

const ITEMS = { satisfaction: "a", confirmation: "b", ideal: "c" };
/** As an agency of the State of Ohio printed them. */
const OHIO = { satisfaction: 0.3885, confirmation: 0.319, ideal: 0.2925 };

const respondents = (rows: readonly (readonly (number | null)[])[], more: Record<string, unknown[]> = {}) =>
  frame({ a: rows.map((row) => row[0]), b: rows.map((row) => row[1]), c: rows.map((row) => row[2]), ...more });

describe("agrees with numpy and scipy", () => {
  test.each(["unweighted", "ohio", "standardized"] as const)("%s, of the demo company", async (form) => {
    const columns = { satisfaction: "overall", confirmation: "confirmation", ideal: "ideal" };
    const more: Partial<AcsiScoreOptions> = {
      ...(form === "unweighted" ? {} : { weights: OHIO }),
      ...(form === "standardized" ? { weightsOf: form } : {}),
    };
    const { overall, rows, weights } = await acsiScore(await load("data/survey.csv"), {
      ...columns,
      ...more,
      by: "segment",
    });
    for (const { segment, acsi: expected } of reference.demo) {
      // Spread-adjusted weights are those of everybody: a segment alone has others.
      if (form === "standardized" && segment !== null) continue;
      const row = segment === null ? overall : rows.find(({ keys }) => keys.segment === segment)!;
      expect(row.n).toBe(expected.n);
      expect(row.estimate).toBeCloseTo(expected[form].estimate, 9);
      expectBounds(row, expected[form].interval);
    }
    if (form !== "standardized") return;
    const outer = reference.demo[0]!.acsi.standardized.weights;
    expect(Object.values(weights)).toEqual(outer.map((weight) => expect.closeTo(weight, 12)));
  });
});

describe("acsiScore(table, { satisfaction, confirmation, ideal })", () => {
  const given = [
    [10, 10, 10],
    [7, 4, 4],
    [1, 1, 1],
    [8, null, 6],
    [null, null, null],
  ];

  test("equal weights by hand: (S + E + P − 3)/27·100 of each, then the mean; two left out", async () => {
    const result = await acsiScore(respondents(given), ITEMS);
    expect(result.overall.estimate).toBeCloseTo((100 + 100 * (12 / 27) + 0) / 3, 10);
    expect(result.overall).toMatchObject({ n: 3, dropped: 1, missing: 1, partial: 0 });
    expect(result).toMatchObject({
      label: "Satisfaction score (three questions, 0 to 100, equal weights)",
      unit: "index",
      method: "Student's t",
      excluded: { missing: 2, outOfRange: 0 },
    });
    expect(result.weights).toEqual({ satisfaction: 1 / 3, confirmation: 1 / 3, ideal: 1 / 3 });
  });

  test("the label never calls it by the name of the index whose weights are not ours", async () => {
    for (const more of [{}, { weights: OHIO }, { weights: OHIO, weightsOf: "standardized" as const }]) {
      const result = await acsiScore(respondents(given), { ...ITEMS, ...more });
      expect(result.label).not.toMatch(/ACSI/i);
      expect(JSON.stringify(satisfactionPlot(result))).not.toMatch(/ACSI/i);
    }
  });

  test("State of Ohio's weights by hand: .3885, .319 and .2925 add up to 1", async () => {
    const result = await acsiScore(respondents([[7, 4, 10]]), { ...ITEMS, weights: OHIO });
    expect(result.overall.estimate).toBeCloseTo((100 / 9) * (0.3885 * 6 + 0.319 * 3 + 0.2925 * 9), 10);
    expect(result.overall).toMatchObject({ lower: null, upper: null, note: "one respondent: no interval" });
  });

  test("weights that do not add up to 1 are divided by their sum, and the note says so", async () => {
    const weights = { satisfaction: 2, confirmation: 1, ideal: 1 };
    const result = await acsiScore(respondents(given), { ...ITEMS, weights });
    expect(result.weights).toEqual({ satisfaction: 0.5, confirmation: 0.25, ideal: 0.25 });
    expect(result.overall.note).toBe("the weights added up to 4 and were divided by it");
  });

  test("with a lower coverage two answers of three are enough", async () => {
    const { overall } = await acsiScore(respondents(given), { ...ITEMS, coverage: 0.6 });
    expect(overall).toMatchObject({ n: 4, partial: 1, dropped: 0 });
    expect(overall.estimate).toBeCloseTo((100 + 100 * (12 / 27) + 0 + 100 * (12 / 18)) / 4, 10);
  });

  test("items stand on 0–100, and their contributions add up to the score", async () => {
    const { overall } = await acsiScore(respondents(given), { ...ITEMS, weights: OHIO });
    expect(overall.items.map(({ name, n, mean }) => [name, n, mean])).toEqual([
      ["satisfaction", 4, 6.5],
      ["confirmation", 3, 5],
      ["ideal", 4, 5.25],
    ]);
    expect(overall.items[1]!.estimate).toBeCloseTo((100 * 4) / 9, 10);
    const added = overall.items.reduce((sum, { contribution }) => sum + contribution!, 0);
    expect(added).toBeCloseTo(overall.estimate!, 10);
  });

  test("what cannot exist is null with a note, by segment too", async () => {
    const table = respondents(given, { segment: ["A", "A", "B", "B", "C"], w: [1, 1, 1, 1, 1] });
    const { rows } = await acsiScore(table, { ...ITEMS, by: "segment" });
    expect(rows.map(({ keys, n, note }) => [keys.segment, n, note])).toEqual([
      ["A", 2, null],
      ["B", 1, "one respondent: no interval"],
      ["C", 0, "no answers"],
    ]);
    expect(rows[2]).toMatchObject({ estimate: null, lower: null, missing: 1 });
    const partial = await acsiScore(respondents([[5, null, 5]]), ITEMS);
    expect(partial.overall).toMatchObject({ estimate: null, n: 0, dropped: 1, note: "nobody answered enough" });
    const spread = { weights: OHIO, weightsOf: "standardized" } as const;
    const nobody = await acsiScore(respondents([[5, null, 5]]), { ...ITEMS, ...spread });
    expect(nobody.overall).toMatchObject({ estimate: null, n: 0, note: "nobody answered enough" });
    const weightless = await acsiScore(
      respondents(
        [
          [5, 5, 5],
          [null, null, null],
        ],
        { w: [0, 1] },
      ),
      { ...ITEMS, weight: "w" },
    );
    expect(weightless.overall).toMatchObject({ estimate: null, note: "all weights are 0" });
  });

  test("the figure has dots alone, and says why a row is empty", async () => {
    const table = respondents(given, { segment: ["A", "A", "B", "B", "C"] });
    const figure = satisfactionPlot(await acsiScore(table, { ...ITEMS, by: "segment" }));
    expect(figure.data.map(({ type }) => type)).toEqual(["scatter"]);
    expect(JSON.stringify(figure.layout.annotations)).toContain("no answers");
    expect(figure.layout.xaxis2).toBeUndefined();
  });
});

describe("acsiScore(table, { by, rolling })", () => {
  const waves = respondents(
    [
      [10, 10, 10],
      [1, 1, 1],
      [7, 4, 4],
      [4, 4, 7],
      [10, 1, 1],
    ],
    { wave: ["q1", "q2", "q3", "q3", null], segment: ["x", "x", "x", "y", "y"] },
  );

  test("by hand: each row is its period and the one before; the first has not enough", async () => {
    const { rows, label, rolling, overall } = await acsiScore(waves, { ...ITEMS, by: "wave", rolling: 2 });
    expect(label).toBe("Satisfaction score (three questions, 0 to 100, equal weights, rolling over 2 periods)");
    expect(rolling).toBe(2);
    expect(rows.map(({ keys, n, estimate, note }) => [keys.wave, n, estimate, note])).toEqual([
      ["q1", 0, null, "fewer than 2 periods so far"],
      ["q2", 2, expect.closeTo(50, 9), null],
      ["q3", 3, expect.closeTo((0 + 2 * 100 * (12 / 27)) / 3, 9), null],
    ]);
    // Who has no period is in no window, but counts for everybody.
    expect(overall.n).toBe(5);
  });

  test("in each segment the windows are of the same periods; where nobody answered there is nothing", async () => {
    const { rows } = await acsiScore(waves, { ...ITEMS, by: ["segment", "wave"], rolling: 2 });
    expect(rows.map(({ keys, n, note }) => [keys.segment, keys.wave, n, note])).toEqual([
      ["x", "q1", 0, "fewer than 2 periods so far"],
      ["x", "q2", 2, null],
      ["x", "q3", 2, null],
      ["y", "q1", 0, "fewer than 2 periods so far"],
      ["y", "q2", 0, "no answers"],
      ["y", "q3", 1, "one respondent: no interval"],
    ]);
  });

  test("a window of the demo company's four quarters is what those rows give alone; of all eight, everybody", async () => {
    const survey = await load("data/survey.csv");
    const columns = { satisfaction: "overall", confirmation: "confirmation", ideal: "ideal", weight: "weight" };
    const { rows } = await acsiScore(survey, { ...columns, by: "wave", rolling: 4 });
    const [third, fourth, first, second] = ["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"].map((wave) =>
      survey.wave.eq(wave),
    );
    const year = survey.query(third!.or(fourth!).or(first!).or(second!));
    const last = (await acsiScore(year, columns)).overall;
    expectSame(rows.at(-1), { keys: { wave: "2026-Q2" }, ...last });
    expect(rows.filter(({ estimate }) => estimate === null)).toHaveLength(3);
    const all = await acsiScore(survey, { ...columns, by: "wave", rolling: 8 });
    expectSame(all.rows.at(-1), { keys: { wave: "2026-Q2" }, ...all.overall });
  });

  test("in DuckDB is the one in memory", async () => {
    await fc.assert(
      fc.asyncProperty(answers(10), async (given) => {
        const columns = columnsOf(given);
        const options = { ...ITEMS, by: "segment", weight: "w", rolling: 2 };
        const expected = await acsiScore(frame(columns), options);
        expectSame(await acsiScore(await inDuckdb(columns), options), expected);
      }),
      { numRuns: 10 },
    );
  });

  test("a window that is none is refused", async () => {
    await expect(acsiScore(waves, { ...ITEMS, by: "wave", rolling: 1 })).rejects.toThrow(
      "acsiScore requires a rolling window of at least 2 whole periods; got 1",
    );
    await expect(acsiScore(waves, { ...ITEMS, rolling: 4 })).rejects.toThrow(
      "acsiScore of a rolling window requires 'by', the last column of which holds the periods; got none",
    );
  });
});

describe("laws", () => {
  test("the score is the performance index of csi over the same three questions", async () => {
    await fc.assert(
      fc.asyncProperty(answers(10), async (given) => {
        const table = frame(columnsOf(given));
        const attributes = [
          { name: "satisfaction", perception: "a", weight: OHIO.satisfaction },
          { name: "confirmation", perception: "b", weight: OHIO.confirmation },
          { name: "ideal", perception: "c", weight: OHIO.ideal },
        ];
        const { overall } = await acsiScore(table, { ...ITEMS, weights: OHIO, by: "segment", weight: "w" });
        const index = await csi(table, { attributes, scale: 10, coverage: 1, by: "segment", weight: "w" });
        for (const field of ["estimate", "lower", "upper", "n", "dropped", "missing"] as const)
          expectSame(overall[field], index.overall[field]);
        if (overall.estimate === null) return;
        expect(overall.estimate).toBeGreaterThanOrEqual(-1e-9);
        expect(overall.estimate).toBeLessThanOrEqual(100 + 1e-9);
      }),
      { numRuns: 15 },
    );
  });

  test("acsiScore(table) is unchanged by the order of rows and by a factor of the survey weights", async () => {
    await fc.assert(
      fc.asyncProperty(answers(10), fc.constantFrom(1, 4), async (given, factor) => {
        const weighted = given.map((row) => ({ ...row, w: factor }));
        const { overall } = await acsiScore(frame(columnsOf(given)), ITEMS);
        expectSame((await acsiScore(frame(columnsOf([...given].reverse())), ITEMS)).overall.estimate, overall.estimate);
        const other = (await acsiScore(frame(columnsOf(weighted)), { ...ITEMS, weight: "w" })).overall;
        for (const field of ["estimate", "lower", "upper", "n"] as const) expectSame(other[field], overall[field]);
      }),
      { numRuns: 20 },
    );
  });

  test("acsiScore in DuckDB is acsiScore in memory", async () => {
    await fc.assert(
      fc.asyncProperty(answers(10), async (given) => {
        const columns = columnsOf(given);
        const options = { ...ITEMS, weights: OHIO, by: "segment", weight: "w" };
        expectSame(await acsiScore(await inDuckdb(columns), options), await acsiScore(frame(columns), options));
      }),
      { numRuns: 15 },
    );
  });
});

describe("errors", () => {
  const call = (
    more: object,
    rows: number[][] = [
      [5, 5, 5],
      [6, 5, 7],
    ],
  ) => acsiScore(respondents(rows, { w: rows.map((_, i) => (i === 0 ? 1 : -1)) }), { ...ITEMS, ...more });

  test("answers, columns and survey weights", async () => {
    await expect(call({}, [[5, 11, 5]])).rejects.toThrow(
      "acsiScore requires ratings from 1 to 10 in 'b'; got 11 (row 1)",
    );
    await expect(call({ ideal: "d" })).rejects.toThrow("acsiScore: no column 'd' in the table");
    await expect(call({ weight: "w" })).rejects.toThrow(
      "acsiScore requires weights of at least 0 in 'w'; got -1 (row 2)",
    );
  });

  test("weights of the questions", async () => {
    await expect(call({ weights: { ...OHIO, ideal: -1 } })).rejects.toThrow(
      "acsiScore requires weights of at least 0; got -1 for 'ideal'",
    );
    await expect(call({ weights: { satisfaction: 0, confirmation: 0, ideal: 0 } })).rejects.toThrow(
      "acsiScore requires weights that add up to more than 0; got 0",
    );
    await expect(call({ weights: { satisfaction: 1, confirmation: 1 } })).rejects.toThrow(
      "acsiScore requires a weight for every attribute or for none; got none for 'ideal'",
    );
    await expect(call({ weightsOf: "standardized" })).rejects.toThrow(
      "acsiScore requires the weights of the standardized answers; got none",
    );
    await expect(call({ weights: OHIO, weightsOf: "pls" })).rejects.toThrow(
      "acsiScore requires weightsOf 'answers' or 'standardized'; got 'pls'",
    );
    await expect(call({ weights: OHIO, weightsOf: "standardized" })).rejects.toThrow(
      "acsiScore requires answers that vary where weights are of standardized ones; got none that do for 'confirmation'",
    );
  });

  test("options", async () => {
    await expect(call({ level: 95 })).rejects.toThrow("acsiScore requires a level between 0 and 1");
    await expect(call({ coverage: 0 })).rejects.toThrow("acsiScore requires a coverage above 0 up to 1; got 0");
    await expect(call({ scale: 1 })).rejects.toThrow("acsiScore requires a scale, its highest answer");
  });
});
