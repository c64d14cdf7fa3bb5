import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { driverWeights } from "../../src/metrics/driverWeights/driverWeights.js";
import {
  type ImportancePerformanceOptions,
  importancePerformance,
} from "../../src/metrics/importancePerformance/importancePerformance.js";
import { quadrantOf } from "../../src/metrics/importancePerformance/importancePerformanceRow.js";
import { unexplained } from "./existing.js";
import { type Columns, expectSame, expectSameInDuckdb } from "./sameInDuckdb.js";
import { frame } from "./satisfactionTables.js";

const survey = await load("data/survey.csv");
const NAMES = ["delivery", "quality", "support", "price", "website", "returns", "range", "packaging"];
const DEMO = {
  outcome: "satisfaction",
  attributes: NAMES.map((name) => ({
    name,
    column: `perception_${name}`,
    stated: `importance_${name}`,
    points: `points_${name}`,
  })),
  scale: 7,
  resamples: 200,
};

// y = 2a + b but for a little: a matters most.
const columns = {
  a: [1, 2, 3, 4, 5, 1, 3, 5, 2, 4],
  b: [5, 3, 4, 5, 4, 4, 5, 3, 5, 4],
  y: [7, 7, 10, 13, 15, 6, 11, 12, 9, 12],
  sa: [3, 4, 3, 4, 3, 4, 3, 4, 3, null],
  sb: [1, 2, 1, 2, 1, 2, 1, 2, 1, 2],
};
const AB: ImportancePerformanceOptions = {
  outcome: "y",
  attributes: [
    { name: "A", column: "a", stated: "sa" },
    { name: "B", column: "b", stated: "sb" },
  ],
  scale: 5,
  resamples: 200,
};
const of = async (given: Columns, options: object = {}) =>
  (await importancePerformance(frame(given), { ...AB, ...options })).overall;

describe("importancePerformance(table, …) of the demo company", () => {
  test("delivery is to concentrate on; packaging, which does nothing, is not", async () => {
    const { overall } = await importancePerformance(survey, DEMO);
    const verdicts = Object.fromEntries(overall.attributes.map(({ name, verdict }) => [name, verdict]));
    expect(verdicts).toMatchObject({
      delivery: "concentrate here",
      packaging: "possible overkill",
      price: "low priority",
    });
  });

  test("importance is what driverWeights says, with its intervals; performance is the mean of the same rows", async () => {
    const { overall } = await importancePerformance(survey, DEMO);
    const drivers = DEMO.attributes.map(({ name, column }) => ({ name, column }));
    const weights = await driverWeights(survey, { outcome: "satisfaction", drivers, resamples: 200 });
    overall.attributes.forEach(({ importance, performance }, j) => {
      const expected = weights.overall.drivers[j]!;
      expect(importance.estimate).toBeCloseTo(expected.share!, 12);
      expect([importance.lower, importance.upper]).toEqual([expected.shareLower, expected.shareUpper]);
      expect(performance.estimate).toBeCloseTo(expected.mean!, 12);
    });
    expect(overall.rSquared).toBeCloseTo(weights.overall.estimate!, 12);
  });

  test("what customers state puts price on top, which moves satisfaction less", async () => {
    for (const importance of ["stated", "constant-sum"] as const) {
      const { overall } = await importancePerformance(survey, { ...DEMO, importance });
      const highest = [...overall.attributes].sort((a, b) => b.importance.estimate! - a.importance.estimate!)[0]!;
      expect(highest.name).toBe("price");
      expect(overall.rSquared).toBeNull();
    }
  });

  test("the spread of resampled means is that of a mean, s²/n", async () => {
    const { overall } = await importancePerformance(survey, { ...DEMO, resamples: 1000, importance: "stated" });
    const ratings = (survey.column("perception_delivery").values as number[]).filter(
      (x) => !Number.isNaN(x) && x !== null,
    );
    const mean = ratings.reduce((sum, x) => sum + x, 0) / ratings.length;
    const variance = ratings.reduce((sum, x) => sum + (x - mean) ** 2, 0) / ratings.length ** 2;
    expect(overall.attributes[0]!.performance.estimate).toBeCloseTo(mean, 9);
    expect(Math.sqrt(overall.attributes[0]!.covariance!.performance / variance)).toBeCloseTo(1, 0);
    expect(Math.abs(Math.sqrt(overall.attributes[0]!.covariance!.performance / variance) - 1)).toBeLessThan(0.12);
  });
});

describe("importancePerformance(table, { outcome, attributes, scale })", () => {
  test("by hand: stated importance 31/9 against 1.5, performance 3 and 4.2", async () => {
    const { attributes, crosshair, estimate, n } = await of(columns, { importance: "stated", outcome: undefined });
    const [sa, sb] = [31 / 9, 1.5];
    expect(attributes[0]!.importance.estimate).toBeCloseTo(sa / (sa + sb), 12);
    expect(attributes.map(({ performance }) => performance.estimate)).toEqual([3, expect.closeTo(4.2, 12)]);
    expect(attributes.map(({ performanceIndex }) => performanceIndex.estimate)).toEqual([50, expect.closeTo(80, 12)]);
    expect(crosshair).toEqual({ importance: expect.closeTo(0.5, 12), performance: expect.closeTo(3.6, 12) });
    expect(attributes.map(({ quadrant }) => quadrant)).toEqual(["concentrate here", "possible overkill"]);
    expect(estimate).toBeCloseTo((50 * sa + 80 * sb) / (sa + sb), 9);
    expect(n).toBe(10);
  });

  test("by hand with weights: who counts twice is there twice", async () => {
    const w = [2, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    const twice = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [values[0]!, ...values]]));
    const [weighed, repeated] = [
      await of({ ...columns, w }, { importance: "stated", weight: "w" }),
      await of(twice, { importance: "stated" }),
    ];
    weighed.attributes.forEach(({ importance, performance }, j) => {
      expect(importance.estimate).toBeCloseTo(repeated.attributes[j]!.importance.estimate!, 12);
      expect(performance.estimate).toBeCloseTo(repeated.attributes[j]!.performance.estimate!, 12);
      expect(performance.lower).toBeLessThan(performance.estimate!);
    });
    expect(weighed.attributes[0]!.performance.estimate).toBeCloseTo(31 / 11, 12);
  });

  test("each quadrant, and the crosshair itself counts as high", () => {
    const cross = { importance: 0.2, performance: 5 };
    expect(quadrantOf(0.3, 4, cross)).toBe("concentrate here");
    expect(quadrantOf(0.2, 5, cross)).toBe("keep up the good work");
    expect(quadrantOf(0.1, 4, cross)).toBe("low priority");
    expect(quadrantOf(0.1, 6, cross)).toBe("possible overkill");
  });

  test("a crosshair of one's own stays where it is; medians are those of the attributes", async () => {
    const own = { importance: 1, performance: 5 };
    const { attributes, crosshair } = await of(columns, { crosshair: own });
    expect(crosshair).toEqual(own);
    expect(attributes.map(({ quadrant, probability }) => [quadrant, probability! > 0.9])).toEqual([
      ["low priority", true],
      ["low priority", true],
    ]);
    expect((await of(columns, { crosshair: "medians" })).crosshair!.performance).toBeCloseTo(3.6, 12);
  });

  test("a quadrant below the certainty asked for is cannot tell", async () => {
    const near = { importance: 0.5, performance: 3 };
    const { attributes } = await of(columns, { crosshair: near, certainty: 1 });
    expect(attributes[0]).toMatchObject({ quadrant: "keep up the good work", verdict: "cannot tell" });
    expect(attributes[0]!.probability).toBe(attributes[0]!.probabilities!["keep up the good work"]);
  });

  test("the ellipse lies where the normal with that covariance has its level", async () => {
    const { attributes } = await of(columns);
    for (const { region, covariance, importance, performance } of attributes) {
      const { importance: a, performance: d, both } = covariance!;
      for (const at of region) {
        const [x, y] = [at.importance - importance.estimate!, at.performance - performance.estimate!];
        const distance = (d * x * x - 2 * both * x * y + a * y * y) / (a * d - both * both);
        expect(distance).toBeCloseTo(5.991464547, 6);
      }
      expect(region[0]).toEqual(region.at(-1));
    }
  });

  test("an attribute that never varies has a performance and no importance, with a note", async () => {
    const attributes = [...AB.attributes, { name: "C", column: "c" }];
    const result = await importancePerformance(frame({ ...columns, c: Array(10).fill(4) }), { ...AB, attributes });
    const constant = result.overall.attributes[2]!;
    expect(constant).toMatchObject({ quadrant: null, verdict: null, region: [] });
    expect(constant.importance).toMatchObject({ estimate: null, note: "no importance: the same in every row" });
    expect(constant.performance.estimate).toBe(4);
    expect(unexplained(result)).toEqual([]);
  });

  test("what cannot exist is null with a note", async () => {
    const alike = await importancePerformance(frame({ ...columns, y: Array(10).fill(3) }), AB);
    expect(alike.overall).toMatchObject({ estimate: null, crosshair: null, note: "'y' is the same in every row" });
    const silent = await importancePerformance(
      frame({ ...columns, sa: Array(10).fill(null), sb: [0, ...Array(9).fill(null)] }),
      {
        ...AB,
        importance: "stated",
      },
    );
    expect(silent.overall).toMatchObject({ estimate: null, note: "nobody said how important is 'A'" });
    const nought = await importancePerformance(frame({ ...columns, sa: Array(10).fill(0), sb: Array(10).fill(0) }), {
      ...AB,
      importance: "stated",
    });
    expect(nought.overall.note).toBe("every stated importance is 0");
    const negative = await importancePerformance(
      frame({ ...columns, b: columns.a.map((a, i) => 6 - a - (i === 0 ? 1 : 0)) }),
      {
        ...AB,
        scale: { min: 0, max: 5 },
        importance: "pratt",
      },
    );
    for (const result of [alike, silent, nought, negative]) expect(unexplained(result)).toEqual([]);
  });
});

describe("laws", () => {
  const rating = fc.option(fc.integer({ min: 1, max: 5 }), { freq: 15 });
  const row = fc.record({
    a: rating,
    b: rating,
    y: rating,
    sa: rating,
    sb: rating,
    s: fc.constantFrom("t", "u"),
    w: fc.constantFrom(0.5, 1, 2),
  });
  const rows = fc.array(row, { minLength: 25, maxLength: 50 });
  const columnsOf = (given: readonly Readonly<Record<string, number | string | null>>[]): Columns =>
    Object.fromEntries(["a", "b", "y", "sa", "sb", "s", "w"].map((name) => [name, given.map((one) => one[name]!)]));

  test("shares add up to 1, probabilities to 1, nothing is unexplained, and DuckDB says the same", async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom("lmg", "johnson", "stated"), async (given, importance) => {
        const options = { ...AB, importance, by: "s", weight: "w", resamples: 100 } as const;
        const result = await importancePerformance(frame(columnsOf(given)), options).catch((error: Error) => {
          fc.pre(!/told apart|at least/.test(error.message));
          throw error;
        });
        expect(unexplained(result)).toEqual([]);
        for (const { attributes } of [result.overall, ...result.rows]) {
          const known = attributes.filter(({ importance: one }) => one.estimate !== null);
          if (known.length > 0) expect(known.reduce((sum, one) => sum + one.importance.estimate!, 0)).toBeCloseTo(1, 9);
          for (const { probabilities } of attributes) {
            if (probabilities !== null) expect(Object.values(probabilities).reduce((a, b) => a + b)).toBeCloseTo(1, 9);
          }
        }
        await expectSameInDuckdb(columnsOf(given), (table) => importancePerformance(table, options));
      }),
      { numRuns: 12 },
    );
  });

  test("another scale of the ratings moves performance alone; weights of 1 change nothing", async () => {
    const plain = await of(columns);
    expectSame(await of({ ...columns, w: Array(10).fill(1) }, { weight: "w" }), plain);
    const wider = await of(
      { ...columns, a: columns.a.map((x) => 2 * x), b: columns.b.map((x) => 2 * x) },
      { scale: { min: 2, max: 10 } },
    );
    wider.attributes.forEach(({ importance, performance, performanceIndex, probabilities }, j) => {
      expect(importance.estimate).toBeCloseTo(plain.attributes[j]!.importance.estimate!, 9);
      expect(performance.estimate).toBeCloseTo(2 * plain.attributes[j]!.performance.estimate!, 9);
      expect(performanceIndex.lower).toBeCloseTo(plain.attributes[j]!.performanceIndex.lower!, 9);
      expect(probabilities).toEqual(plain.attributes[j]!.probabilities);
    });
  });

  test("a segment is the map of its rows", async () => {
    const both = { ...columns, s: Array(10).fill("t") };
    const doubled = Object.fromEntries(Object.entries(both).map(([name, values]) => [name, [...values, ...values]]));
    const split = { ...doubled, s: [...Array(10).fill("t"), ...Array(10).fill("u")] };
    const { rows: segments } = await importancePerformance(frame(split), { ...AB, by: "s" });
    const { keys, ...first } = segments[0]!;
    expect(keys).toEqual({ s: "t" });
    expectSame(first, await of(columns));
  });
});

describe("what importancePerformance refuses", () => {
  test.each([
    [
      { attributes: [AB.attributes[0]] },
      "importancePerformance requires at least two attributes, to hold against each other; got 1",
    ],
    [
      { attributes: [AB.attributes[0], { name: "A", column: "b" }] },
      "requires attributes of different names; got 'A' twice",
    ],
    [
      { attributes: [AB.attributes[0], { name: "B", column: "a" }] },
      "requires attributes of different columns; got 'a' twice",
    ],
    [
      { importance: "equal" },
      "importancePerformance requires a kind of importance of 'stated', 'constant-sum', 'correlation'",
    ],
    [
      { importance: "constant-sum" },
      "requires 'points' of every attribute for the importance 'constant-sum'; got none of 'A'",
    ],
    [
      { outcome: undefined },
      "requires an outcome for the importance 'lmg'; got none: name one, or take importance 'stated'",
    ],
    [{ outcome: "a" }, "importancePerformance requires drivers other than the outcome; got 'a' as both"],
    [{ scale: 4 }, "importancePerformance requires ratings from 1 to 4 in 'a'; got 5 (2 rows, first at row 5)"],
    [
      { scale: undefined },
      "importancePerformance requires a scale, its highest answer (7) or { min, max }; got undefined",
    ],
    [{ crosshair: "middle" }, "requires a crosshair of 'means', 'medians'; got 'middle'"],
    [
      { crosshair: { importance: 20, performance: 3 } },
      "requires a crosshair of importance from 0 to 1, a share; got 20",
    ],
    [{ crosshair: { importance: 0.2, performance: 30 } }, "requires a crosshair of performance from 1 to 5; got 30"],
    [{ certainty: 0.5 }, "requires a certainty above .5 up to 1, such as 0.8; got 0.5"],
    [{ level: 95 }, "importancePerformance requires a level between 0 and 1, such as 0.95; got 95"],
    [{ resamples: 0 }, "importancePerformance requires at least 100 resamples, a whole number; got 0"],
    [{ weight: "v" }, "importancePerformance: no column 'v' in the table"],
  ])("%j", async (options, message) => {
    await expect(of(columns, options)).rejects.toThrow(message);
  });

  test("attributes that cannot be told apart, by name; importance below 0", async () => {
    await expect(of({ ...columns, b: columns.a })).rejects.toThrow(
      /^importancePerformance requires drivers that can be told apart; '[AB]' follows from '[AB]'/,
    );
    await expect(of({ ...columns, sb: [-1, ...columns.sb.slice(1)] }, { importance: "stated" })).rejects.toThrow(
      "importancePerformance requires stated importance of at least 0 in 'sb'; got -1 (row 1)",
    );
  });
});
