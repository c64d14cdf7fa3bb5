import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SURVEY_TRUTH } from "../../src/datasets/demo/survey-truth.js";
import { load } from "../../src/datasets/load.js";
import { type PenaltyRewardOptions, penaltyReward } from "../../src/metrics/penaltyReward/penaltyReward.js";
import type { RegressionErrors } from "../../src/statistics/weightedLeastSquares.js";
import { fromColumns } from "../../src/tables/memory/from-columns.js";
import reference from "../fixtures/penaltyReward/penaltyReward.json";
import { expectNothing, unexplained } from "./existing.js";
import { type Columns, expectSame, expectSameInDuckdb } from "./sameInDuckdb.js";
import { expectBounds, frame } from "./satisfactionTables.js";

const survey = await load("data/survey.csv");
const DEMO = {
  outcome: "satisfaction",
  attributes: reference.attributes.map((name) => ({ name, column: `perception_${name}` })),
};
const AB = {
  outcome: "y",
  attributes: [
    { name: "A", column: "a" },
    { name: "B", column: "b" },
  ],
  low: 2,
  high: 4,
  resamples: 200,
};
const of = async (columns: Columns, options: Partial<PenaltyRewardOptions> = {}) =>
  (await penaltyReward(frame(columns), { ...AB, ...options })).overall;

describe("penaltyReward(table, …) agrees with R's lm", () => {
  test.each(reference.cases)(
    "low $low, high $high, weighted: $weighted",
    async ({ low, high, weighted, ...expected }) => {
      for (const errors of ["HC3", "HC1", "classical"] satisfies RegressionErrors[]) {
        const weight = weighted ? { weight: "weight" } : {};
        const { overall } = await penaltyReward(survey, { ...DEMO, low, high, errors, resamples: 100, ...weight });
        expect(overall.n).toBe(expected.n);
        expect(overall.estimate).toBeCloseTo(expected.rSquared, 9);
        expect(overall.middle.estimate).toBeCloseTo(expected.coefficients[0]!, 9);
        const effects = overall.attributes.flatMap(({ penalty, reward }) => [penalty, reward]);
        effects.forEach((effect, i) => {
          expect(effect.estimate).toBeCloseTo(expected.coefficients[i + 1]!, 9);
          expect(effect.standardError).toBeCloseTo(expected.errors[errors][i + 1]!, 9);
          if (errors === "HC3") expect(effect.pValue! / expected.pValues[i + 1]!).toBeCloseTo(1, 6);
        });
        overall.attributes.forEach((attribute, j) => {
          expect(attribute.straightLine).toBeCloseTo(expected.straightLine[j]!, 9);
          if (errors !== "HC3") return;
          expectBounds(attribute.range, expected.ranges[j]!.slice(1));
          expect(attribute.test!.statistic / expected.joint[0]![j]!).toBeCloseTo(1, 9);
          expect(attribute.test!.pValue / expected.joint[1]![j]!).toBeCloseTo(1, 6);
        });
      }
    },
  );

  test("Fieller's interval of the asymmetry covers in small samples, the delta method too, percentiles less (R, simulated)", () => {
    for (const { fieller, bootstrap } of reference.coverage) {
      expect(fieller).toBeGreaterThan(0.94);
      expect(fieller).toBeGreaterThan(bootstrap);
    }
  });
});

describe("penaltyReward(table, …) of the demo company", () => {
  test("delivery hurts beyond a straight line, support delights beyond it, as planted", async () => {
    const { overall } = await penaltyReward(survey, { ...DEMO, low: 3, high: 7 });
    const of = (name: string) => overall.attributes.find((one) => one.name === name)!;
    const { penalty, reward } = SURVEY_TRUTH;
    const [hurts, delights] = [of(penalty.attribute), of(reward.attribute)];
    expect(hurts.category).toBe("basic");
    expect(hurts.upper).toBeLessThan(hurts.straightLine!);
    expect(delights.estimate).toBeGreaterThan(delights.straightLine! + 0.1);
    const asymmetries = overall.attributes.map(({ estimate, straightLine }) => estimate! - straightLine!);
    expect(Math.min(...asymmetries)).toBe(hurts.estimate! - hurts.straightLine!);
    expect(Math.max(...asymmetries)).toBe(delights.estimate! - delights.straightLine!);
    expect(hurts.probabilities!.basic).toBeGreaterThan(0.99);
  });
});

describe("penaltyReward(table, { outcome, attributes, low, high })", () => {
  // Means of y: 2 where a is low, 5 between, 6 where a is high; b tells nothing that a does not.
  const hand = { a: [1, 2, 3, 3, 3, 5, 4, 4], y: [1, 3, 4, 5, 6, 6, 5, 7] };
  const one = { attributes: [{ name: "A", column: "a" }] };

  test("by hand: −3 when low, +1 when high, asymmetry −.5", async () => {
    const { attributes, middle, estimate, n } = await of(hand, one);
    expect(attributes[0]!.penalty).toMatchObject({ estimate: expect.closeTo(-3, 12), n: 2 });
    expect(attributes[0]!.reward).toMatchObject({ estimate: expect.closeTo(1, 12), n: 3 });
    expect(attributes[0]!.range.estimate).toBeCloseTo(4, 12);
    expect(attributes[0]!.estimate).toBeCloseTo(-0.5, 12);
    expect(attributes[0]!.rangeShare.estimate).toBe(1);
    expect(attributes[0]!.asymmetryClass).toBe("dissatisfier");
    // Mean ratings 1.5, 3 and 13/3.
    expect(attributes[0]!.straightLine).toBeCloseTo((4 / 3 - 1.5) / (13 / 3 - 1.5), 12);
    expect([middle.estimate, n]).toEqual([expect.closeTo(5, 12), 8]);
    // Within groups Σ = 2 + 2 + 2, in all Σ(y − 37/8)² = 197 − 37²/8.
    expect(estimate).toBeCloseTo(1 - 6 / (197 - 37 ** 2 / 8), 12);
  });

  test("HC3 by hand: a group's mean stands on residuals over 1 − 1/size", async () => {
    const { attributes } = await of(hand, one);
    // Low: residuals ±1 of 2, each over ½; between: ±1 and 0 of 3, each over ⅔.
    const [low, between, high] = [(2 * 2 ** 2) / 4, (2 * 1.5 ** 2) / 9, (2 * 1.5 ** 2) / 9];
    expect(attributes[0]!.penalty.standardError).toBeCloseTo(Math.sqrt(low + between), 12);
    expect(attributes[0]!.reward.standardError).toBeCloseTo(Math.sqrt(high + between), 12);
  });

  test("nobody low: no penalty, no asymmetry, and the reward is still told", async () => {
    const result = await penaltyReward(frame({ ...hand, a: [3, 3, 3, 3, 3, 5, 4, 4] }), { ...AB, ...one });
    const [attribute] = result.overall.attributes;
    expect(attribute!.penalty).toMatchObject({ estimate: null, n: 0, note: "nobody answered up to 2" });
    expect(attribute).toMatchObject({
      estimate: null,
      category: null,
      probabilities: null,
      note: "nobody answered up to 2",
    });
    expect(attribute!.reward.estimate).toBeCloseTo(6 - 19 / 5, 12);
    expect(attribute!.reward.lower).not.toBeNull();
    expect(unexplained(result)).toEqual([]);
  });

  test("one with the wrong sign is noted and counts as none", async () => {
    const { attributes } = await of({ ...hand, y: [6, 6.5, 4, 5, 6, 9, 8, 10] }, one);
    expect(attributes[0]!.penalty.estimate).toBeCloseTo(1.25, 12);
    expect(attributes[0]).toMatchObject({
      estimate: 1,
      note: "the penalty is above 0: it counts as none in the asymmetry",
    });
    const worse = await of({ ...hand, y: [9, 9.5, 4, 5, 6, 5, 5, 6] }, one);
    expect(worse.attributes[0]).toMatchObject({ estimate: null, category: null });
    expect(worse.attributes[0]!.note).toMatch(/^high is no better than low: no asymmetry; the penalty is above 0/);
    expect(worse.attributes[0]!.rangeShare).toMatchObject({ estimate: null, note: "no range above 0" });
  });

  test("everybody high: no reward", async () => {
    const { attributes } = await of({ a: hand.a, b: Array(8).fill(5), y: hand.y });
    expect(attributes[1]!.reward).toMatchObject({ estimate: null, n: 8, note: "everybody answered from 4 on" });
    expect(attributes[1]!.note).toBe("nobody answered up to 2; everybody answered from 4 on");
    expect(attributes[0]!.estimate).toBeCloseTo(-0.5, 12);
  });

  test("who alone is low decides the penalty: no interval, and the others keep theirs", async () => {
    const result = await penaltyReward(frame({ ...hand, a: [1, 3, 3, 3, 3, 5, 4, 4] }), { ...AB, ...one });
    const [attribute] = result.overall.attributes;
    expect(attribute!.penalty).toMatchObject({ lower: null, note: "a single answer decides it: no interval", n: 1 });
    expect(attribute!.reward.lower).not.toBeNull();
    expect(attribute!.category).toBe("cannot tell");
    expect(unexplained(result)).toEqual([]);
  });

  test("cuts of an attribute's own take the place of those of all", async () => {
    const scaled = { a: hand.a.map((a) => 10 * a), y: hand.y };
    const attributes = [{ name: "A", column: "a", low: 20, high: 40 }];
    const result = await penaltyReward(frame(scaled), { ...AB, attributes });
    expect(result.overall.attributes[0]!.estimate).toBeCloseTo(-0.5, 12);
    expect(result.label).toBe("Penalties (ratings up to 2) and rewards (from 4 on unless stated)");
  });

  test("the band decides what performance is, and noise is told from nothing", async () => {
    const { attributes } = await of(hand, { ...one, band: 0.6, level: 0.5 });
    expect(attributes[0]!.category).toBe("performance");
    expect((await of(hand, { ...one, level: 0.999999 })).attributes[0]!.category).toBe("cannot tell");
    const { probabilities } = attributes[0]!;
    expect(Object.values(probabilities!).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  });

  test("where the range may be 0 every asymmetry is possible", async () => {
    const { attributes } = await of({ a: hand.a, y: [5, 2, 4, 5, 6, 9, 3, 5] }, one);
    expect(attributes[0]!.range.lower).toBeLessThan(0);
    expect(attributes[0]).toMatchObject({ lower: -1, upper: 1, category: "cannot tell" });
    expect(attributes[0]!.estimate).not.toBeNull();
  });

  test("resamples weigh as the estimate does: those who count for little do not move it", async () => {
    // The heavy ones go down when low; the light ones, three times as many, go up.
    const heavy = { a: [1, 2, 3, 3, 4, 5], y: [1, 2, 4, 5, 5, 6] };
    const light = { a: [1, 2, 3, 3, 4, 5], y: [9, 8, 5, 4, 2, 1] };
    const times = (values: readonly number[], n: number) => Array.from({ length: n }, () => values).flat();
    const columns = {
      a: [...times(heavy.a, 10), ...times(light.a, 30)],
      y: [...times(heavy.y, 10), ...times(light.y, 30)],
      w: [...Array(60).fill(1), ...Array(180).fill(0.001)],
    };
    const { attributes, estimate, lower, upper } = await of(columns, { ...one, weight: "w" });
    expect(attributes[0]!.probabilities!.none).toBe(0);
    expect(attributes[0]!.probabilities!.basic).toBeGreaterThan(0.9);
    expect([lower! < estimate!, upper! > estimate!, lower! > 0.5]).toEqual([true, true, true]);
  });

  test("what cannot exist is null with a note", async () => {
    const call = (table: Parameters<typeof penaltyReward>[0]) => penaltyReward(table, { ...AB, ...one });
    const cases = [
      { why: "nobody whole", columns: { a: [1, null], y: [null, 2] }, note: /^nobody answered everything$/ },
      {
        why: "few",
        columns: { a: [1, 3, 5], y: [1, 2, 3] },
        note: /^3 answers are too few for 2 penalties and rewards$/,
      },
      {
        why: "middle",
        columns: { a: [3, 3, 3, 3], y: [1, 2, 3, 3] },
        note: /^nobody answered low or high, or everybody alike$/,
      },
      { why: "alike", columns: { a: [1, 2, 3, 4, 5], y: [2, 2, 2, 2, 2] }, note: /^all outcomes are alike$/ },
    ];
    for (const each of cases) {
      await expectNothing({ ...each, call });
      await expectNothing({ ...each, call, at: "overall.attributes.0.penalty" });
    }
  });

  test("a segment that cannot tell attributes apart is null with a note; the others are not", async () => {
    const columns = {
      a: [1, 2, 3, 3, 5, 4, 1, 2, 3, 3, 5, 5],
      b: [1, 3, 3, 1, 3, 5, 1, 2, 3, 3, 5, 5],
      y: [1, 2, 3, 4, 5, 5, 1, 2, 3, 3, 5, 4],
      s: [..."ttttttuuuuuu"],
    };
    const { overall, rows } = await penaltyReward(frame({ ...columns }), { ...AB, by: "s" });
    expect(overall.estimate).not.toBeNull();
    expect(rows[1]).toMatchObject({ keys: { s: "u" }, estimate: null });
    expect(rows[1]!.note).toMatch(
      /^'. (up to 2|from 4)' follows from '. (up to 2|from 4)': leave an attribute out or move 'low' and 'high'$/,
    );
  });
});

describe("laws", () => {
  const rating = fc.option(fc.integer({ min: 1, max: 5 }), { freq: 15 });
  const row = fc.record({
    a: rating,
    b: rating,
    y: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 15 }),
    s: fc.option(fc.constantFrom("t", "u"), { freq: 9 }),
    w: fc.option(fc.constantFrom(0.5, 1, 2.5), { freq: 15 }),
  });
  const rows = fc.array(row, { minLength: 25, maxLength: 60 });
  type Row = { a: number | null; b: number | null; y: number | null; s: string | null; w: number | null };
  const columnsOf = (given: readonly Row[]): Columns =>
    Object.fromEntries((["a", "b", "y", "s", "w"] as const).map((name) => [name, given.map((one) => one[name])]));
  const options = { by: "s", weight: "w", seed: 3 };

  /** Few rows may not tell the attributes apart: that is another test's. */
  const unlessSingular = async (law: () => Promise<void>) => {
    try {
      await law();
    } catch (error) {
      fc.pre(!String(error).includes("requires ratings that can be told apart"));
      throw error;
    }
  };

  test("is the same in any order, in DuckDB, and for weights times any number", async () => {
    await fc.assert(
      fc.asyncProperty(rows, (given) =>
        unlessSingular(async () => {
          const columns = columnsOf(given);
          const whole = await penaltyReward(frame(columns), { ...AB, ...options });
          expectSame(await penaltyReward(frame(columnsOf([...given].reverse())), { ...AB, ...options }), whole);
          const scaled = { ...columns, w: given.map(({ w }) => (w === null ? null : 4 * w)) };
          expectSame(
            (await penaltyReward(frame(scaled), { ...AB, ...options })).overall.attributes,
            whole.overall.attributes,
          );
          await expectSameInDuckdb(columns, (table) => penaltyReward(table, { ...AB, ...options }));
        }),
      ),
      { numRuns: 10 },
    );
  });

  test("everything that is null says why, and all stays in its range", async () => {
    await fc.assert(
      fc.asyncProperty(rows, (given) =>
        unlessSingular(async () => {
          const result = await penaltyReward(frame(columnsOf(given)), { ...AB, by: "s" });
          expect(unexplained(result)).toEqual([]);
          for (const { attributes } of [result.overall, ...result.rows]) {
            for (const one of attributes) {
              if (one.estimate === null) continue;
              for (const value of [one.estimate, one.lower ?? -1, one.upper ?? 1])
                expect(Math.abs(value)).toBeLessThanOrEqual(1);
              expect(one.lower ?? -1).toBeLessThanOrEqual(one.estimate);
              expect(one.upper ?? 1).toBeGreaterThanOrEqual(one.estimate);
            }
          }
        }),
      ),
      { numRuns: 25 },
    );
  });

  test("weights of 1 change nothing; points added to the outcome move the middle alone", async () => {
    await fc.assert(
      fc.asyncProperty(rows, (given) =>
        unlessSingular(async () => {
          const columns = columnsOf(given.map((one) => ({ ...one, w: 1 })));
          const plain = await of(columns);
          expectSame(await of(columns, { weight: "w" }), plain);
          const moved = await of({ ...columns, y: given.map(({ y }) => (y === null ? null : y + 10)) });
          expectSame(moved.attributes, plain.attributes);
          if (plain.middle.estimate !== null) expect(moved.middle.estimate).toBeCloseTo(plain.middle.estimate + 10, 9);
        }),
      ),
      { numRuns: 15 },
    );
  });

  test("turning all scales round makes penalties rewards", async () => {
    await fc.assert(
      fc.asyncProperty(rows, (given) =>
        unlessSingular(async () => {
          const turn = (x: number | null) => (x === null ? null : 6 - x);
          const turned = given.map((one) => ({ ...one, a: turn(one.a), b: turn(one.b), y: turn(one.y) }));
          const [one, other] = await Promise.all([of(columnsOf(given)), of(columnsOf(turned))]);
          one.attributes.forEach(({ penalty, estimate }, j) => {
            const { reward, estimate: opposite } = other.attributes[j]!;
            if (penalty.estimate === null) expect(reward.estimate).toBeNull();
            else expect(reward.estimate).toBeCloseTo(-penalty.estimate, 9);
            if (estimate !== null) expect(opposite).toBeCloseTo(-estimate, 6);
          });
        }),
      ),
      { numRuns: 15 },
    );
  });
});

describe("what penaltyReward refuses", () => {
  const columns = { a: [1, 2, 3, 4, 5, 3], b: [1, 2, 3, 4, 5, 3], y: [1, 2, 3, 4, 5, 3], w: [1, 1, 1, 1, 1, -2] };

  test("attributes that cannot be told apart, by name", async () => {
    const more = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values, ...values]]));
    await expect(of(more)).rejects.toThrow(
      /^penaltyReward requires ratings that can be told apart; '. (up to 2|from 4)' follows from '. (up to 2|from 4)': leave an attribute out or move 'low' and 'high'$/,
    );
    const never = { ...more, a: [1, 5, 1, 5, 1, 5, 1, 5, 1, 5, 1, 5] };
    await expect(of(never, { attributes: [{ name: "A", column: "a" }] })).rejects.toThrow(
      /'A (up to 2|from 4)' follows from 'A (up to 2|from 4)'/,
    );
  });

  test("the outcome among the attributes, names and columns twice, no attributes", async () => {
    await expect(of(columns, { outcome: "a" })).rejects.toThrow(
      "penaltyReward requires an outcome that is no attribute; got 'a' as outcome and as 'A'",
    );
    const twice = [
      { name: "A", column: "a" },
      { name: "A", column: "b" },
    ];
    await expect(of(columns, { attributes: twice })).rejects.toThrow(
      "requires attributes of different names; got 'A' twice",
    );
    const same = [
      { name: "A", column: "a" },
      { name: "B", column: "a" },
    ];
    await expect(of(columns, { attributes: same })).rejects.toThrow(
      "requires attributes of different columns; got 'a' twice",
    );
    await expect(of(columns, { attributes: [] })).rejects.toThrow(
      "penaltyReward requires at least one attribute; got none",
    );
  });

  test("cuts, levels, bands, resamples and errors that are none", async () => {
    await expect(of(columns, { low: 4 })).rejects.toThrow(
      "penaltyReward requires 'low' below 'high' (ratings up to low are low, from high on high); got 4 and 4 for 'A'",
    );
    const { low: _, ...without } = AB;
    await expect(penaltyReward(frame(columns), without as typeof AB)).rejects.toThrow("got undefined and 4 for 'A'");
    await expect(of(columns, { level: 95 })).rejects.toThrow("requires a level between 0 and 1, such as 0.95; got 95");
    await expect(of(columns, { band: 1 })).rejects.toThrow("requires a band from 0, below 1, such as 0.1; got 1");
    await expect(of(columns, { resamples: 9.5 })).rejects.toThrow(
      "requires at least 100 resamples, a whole number; got 9.5",
    );
    await expect(of(columns, { errors: "HC2" as "HC3" })).rejects.toThrow(
      "penaltyReward requires a kind of errors of 'HC3', 'HC1', 'classical'; got 'HC2'",
    );
  });

  test("columns that are not there or hold no numbers, weights below 0, numbers without an end", async () => {
    await expect(of(columns, { outcome: "yy" })).rejects.toThrow(
      "penaltyReward: no column 'yy' in the table; nearest: 'y'",
    );
    await expect(of({ ...columns, y: [..."abcdef"] })).rejects.toThrow(
      "penaltyReward requires numbers in 'y'; got text",
    );
    await expect(of(columns, { weight: "w" })).rejects.toThrow(
      "penaltyReward requires weights of at least 0 in 'w'; got -2 (row 6)",
    );
    const numbers = (values: number[]) => ({ type: "number", values: Float64Array.from(values) }) as const;
    const endless = await fromColumns([
      ["a", numbers(columns.a)],
      ["b", numbers(columns.b)],
      ["y", numbers([1, 2, Number.POSITIVE_INFINITY, 4, 5, 3])],
    ]);
    await expect(penaltyReward(endless, AB)).rejects.toThrow(
      "penaltyReward requires finite numbers in 'y'; got Infinity (row 3)",
    );
  });
});
