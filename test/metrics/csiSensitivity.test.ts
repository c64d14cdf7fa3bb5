import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csi } from "../../src/metrics/csi/csi.js";
import { csiAgainstCompetitor } from "../../src/metrics/csi/csiAgainstCompetitor.js";
import {
  type CsiSensitivityOptions,
  csiSensitivity,
  type Weightings,
} from "../../src/metrics/csiSensitivity/csiSensitivity.js";
import { driverWeights } from "../../src/metrics/driverWeights/driverWeights.js";
import { random } from "../../src/statistics/random.js";
import reference from "../fixtures/csi/csi.json";
import { type Respondent, ratingColumns, ratingFrame, respondents } from "./csiRatings.js";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const two = [
  { name: "price", perception: "p", expectation: "e", competitor: "c" },
  { name: "range", perception: "q", expectation: "f", competitor: "d" },
];
const ratings = {
  p: [3, 4, 3, 4],
  e: [6, 6, 5, 6],
  c: [5, 6, 5, 5],
  q: [6, 7, 6, 7],
  f: [5, 5, 5, 5],
  d: [4, 4, 5, 4],
  s: ["A", "A", "B", "B"],
};
const opposite = { "price alone": { price: 1, range: 0 }, "range alone": { price: 0, range: 1 } };
const ask = (weightings: Weightings, more: Partial<CsiSensitivityOptions> = {}) =>
  csiSensitivity(new DataFrame(ratings), { attributes: two, scale: 7, weightings, ...more });

describe("csiSensitivity(table, { attributes, scale, weightings })", () => {
  test("by hand: gaps of −2.25 and 1.5, leads of −1.75 and 2.25", async () => {
    const { overall, unit, range, weightings } = await ask({ ...opposite, both: { price: 3, range: 1 } });
    const { csi: gap, competitor: lead } = overall;
    expect(gap.weightings.map(({ estimate }) => estimate)).toEqual([-2.25, 1.5, -1.3125]);
    expect(lead!.weightings.map(({ estimate }) => estimate)).toEqual([-1.75, 2.25, -0.75]);
    expect(gap).toMatchObject({
      lowest: { weighting: "price alone", estimate: -2.25 },
      highest: { weighting: "range alone", estimate: 1.5 },
      spread: 3.75,
    });
    // 50(1 − 2.25/6) and 50(1 − 1.75/6).
    expect(gap.weightings[0]!.index).toBeCloseTo(31.25, 12);
    expect(lead!.weightings[0]!.index).toBeCloseTo(50 * (1 - 1.75 / 6), 12);
    expect(overall).toMatchObject({ estimate: -2.25, n: 4, note: null });
    expect({ unit, range }).toEqual({ unit: "score", range: { min: -6, max: 6 } });
    expect(weightings.both).toEqual({ price: 0.75, range: 0.25 });
  });

  test("the sign is kept, changed, or cannot be told", async () => {
    const keeps = async (weightings: Weightings) => (await ask(weightings)).overall.csi.keepsSign;
    expect(await keeps({ alone: { price: 1, range: 0 }, most: { price: 9, range: 1 } })).toBe("yes");
    expect(await keeps(opposite)).toBe("no");
    // .4·(−2.25) + .6·1.5 = 0.
    expect(await keeps({ none: { price: 0.4, range: 0.6 } })).toBe("cannot tell");
    expect(await keeps({ none: { price: 0.4, range: 0.6 }, alone: { price: 1, range: 0 } })).toBe("cannot tell");
    const { csi: gap, competitor } = (await ask({ ...opposite, none: { price: 0.4, range: 0.6 } })).overall;
    expect(gap.weightings.map(({ side }) => side)).toEqual(["behind", "ahead", "cannot tell"]);
    expect(competitor!.keepsSign).toBe("no");
  });

  test("is csi and csiAgainstCompetitor under each weighting, in every segment", async () => {
    const weighting = { price: 0.3, range: 0.7 };
    const { overall, rows } = await ask({ equal: { price: 1, range: 1 }, other: weighting }, { by: "s", level: 0.9 });
    const shared = { scale: 7, by: "s", level: 0.9 };
    const weighed = two.map(({ competitor, ...one }, i) => ({ ...one, weight: [0.3, 0.7][i]! }));
    const gap = await csi(new DataFrame(ratings), { ...shared, attributes: weighed });
    const lead = await csiAgainstCompetitor(new DataFrame(ratings), {
      ...shared,
      attributes: two.map(({ name, perception, competitor }, i) => ({
        name,
        own: perception,
        competitor,
        weight: [0.3, 0.7][i]!,
      })),
    });
    for (const [found, expected] of [
      [overall.csi, gap.overall],
      [overall.competitor!, lead.overall],
      [rows[1]!.csi, gap.rows[1]!],
      [rows[1]!.competitor!, lead.rows[1]!],
    ] as const) {
      const { estimate, lower, upper, n } = expected;
      expect(found.weightings[1]).toMatchObject({ weighting: "other", estimate, lower, upper, n });
    }
    expect(rows.map(({ keys }) => keys)).toEqual([{ s: "A" }, { s: "B" }]);
  });

  test("agrees with R: svymean of the respondents' differences", async () => {
    const { columns, weights, same } = reference.competitor;
    const attributes = weights.map((_, i) => ({
      name: `a${i + 1}`,
      perception: `o${i + 1}`,
      competitor: `c${i + 1}`,
    }));
    const weighting = Object.fromEntries(weights.map((weight, i) => [`a${i + 1}`, weight]));
    const { overall } = await csiSensitivity(new DataFrame(columns as Record<string, (number | null)[]>), {
      attributes,
      scale: 7,
      weightings: { given: weighting },
    });
    const found = overall.competitor!.weightings[0]!;
    for (const field of ["estimate", "lower", "upper", "n"] as const) expect(found[field]).toBeCloseTo(same[field], 9);
  });

  test("Kendall's τ tells whether two weightings put the attributes in the same order; equal weights put them in none", async () => {
    const { agreement } = await ask({ ...opposite, equal: { price: 2, range: 2 } });
    expect(agreement).toEqual([
      { first: "price alone", second: "range alone", kendall: -1 },
      { first: "price alone", second: "equal", kendall: null },
      { first: "range alone", second: "equal", kendall: null },
    ]);
  });

  test("takes a result of driverWeights: its methods with shares, and says which have none", async () => {
    const drivers = {
      overall: {
        drivers: [{ name: "price" }, { name: "range" }],
        methods: [
          { method: "lmg", shares: [0.25, 0.75] },
          { method: "johnson", label: "Johnson's relative weights", shares: [0.5, 0.5] },
          { method: "pratt", label: "Pratt's measure", shares: null, note: "a weight below 0" },
          { method: "last", shares: null },
        ],
      },
    };
    const { weightings, leftOut, overall } = await ask(drivers);
    expect(weightings).toEqual({
      lmg: { price: 0.25, range: 0.75 },
      "Johnson's relative weights": { price: 0.5, range: 0.5 },
    });
    expect(leftOut).toEqual([
      { weighting: "Pratt's measure", why: "a weight below 0" },
      { weighting: "last", why: "no shares" },
    ]);
    expect(overall.csi.weightings).toHaveLength(2);
  });

  test("under the weights of driverWeights, all methods at once; a driver that does not vary weighs nothing", async () => {
    const stream = random(2);
    const rows = Array.from({ length: 40 }, () => {
      const [p, q] = [1 + stream.integer(7), 1 + stream.integer(7)];
      return { p, e: 5, c: 4, q, f: 5, d: 4, k: 3, satisfaction: p + 0.5 * q + stream.normal() };
    });
    const drivers = [
      { name: "price", column: "p" },
      { name: "range", column: "q" },
      { name: "constant", column: "k" },
    ];
    const LMG = "LMG (Shapley)";
    const table = new DataFrame(rows);
    const given = await driverWeights(table, { outcome: "satisfaction", drivers, resamples: 0 });
    const attributes = [...two, { name: "constant", perception: "k", expectation: "f", competitor: "d" }];
    const { weightings, overall } = await csiSensitivity(table, { attributes, scale: 7, weightings: given });
    expect(Object.keys(weightings)).toEqual(
      expect.arrayContaining(["equal weights", "LMG (Shapley)", "Johnson's relative weights", "R² lost without it"]),
    );
    expect(weightings[LMG]!.constant).toBe(0);
    expect(weightings[LMG]!.price! + weightings[LMG]!.range!).toBeCloseTo(1, 12);
    const gaps = [given.overall.drivers[0]!.mean! - 5, given.overall.drivers[1]!.mean! - 5];
    const lmg = overall.csi.weightings.find(({ weighting }) => weighting === LMG)!;
    expect(lmg.estimate).toBeCloseTo(weightings[LMG]!.price! * gaps[0]! + weightings[LMG]!.range! * gaps[1]!, 10);
  });

  test("performance alone has no zero, and no sign to keep", async () => {
    const attributes = two.map(({ name, perception }) => ({ name, perception }));
    const { overall, unit, label } = await ask(opposite, { attributes });
    expect(overall.competitor).toBeNull();
    expect(overall.csi.keepsSign).toBeNull();
    expect(overall.csi.weightings.map(({ side }) => side)).toEqual([null, null]);
    expect(overall.csi.weightings[0]!.estimate).toBeCloseTo((100 * 2.5) / 6, 12);
    expect({ unit, label }).toEqual({ unit: "index", label: "CSI (performance only) under 2 weightings" });
  });

  test("nobody who answered is null with a note, and so is the interval of one", async () => {
    const alone = { attributes: [two[0]!], weightings: { one: { price: 1 } }, scale: 7 };
    const nobody = await csiSensitivity(new DataFrame({ p: [3, null], e: [null, 2], c: [1, null] }), alone);
    expect(nobody.overall.csi).toMatchObject({ lowest: null, highest: null, spread: null, keepsSign: null });
    expect(nobody.overall.csi.weightings[0]).toMatchObject({ estimate: null, side: null, note: "no answers" });
    expect(nobody.overall.competitor!.weightings[0]).toMatchObject({
      estimate: 2,
      lower: null,
      side: null,
      note: "one respondent: no interval",
    });
  });
});

describe("laws", () => {
  const attributes = ["delivery", "price", "range"].map((name, i) => ({
    name,
    perception: `p${i + 1}`,
    expectation: `e${i + 1}`,
  }));
  const weighting = fc
    .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }))
    .map(([delivery, price, range]) => ({ delivery, price, range }));
  const options = { attributes, scale: 7, coverage: 0.4 };
  const of = (given: readonly Respondent[], weightings: Weightings) =>
    csiSensitivity(ratingFrame(given), { ...options, weightings });

  test("a weighting times a number is the same weighting", async () => {
    await fc.assert(
      fc.asyncProperty(respondents, weighting, fc.integer({ min: 2, max: 50 }), async (given, weights, times) => {
        const more = Object.fromEntries(Object.entries(weights).map(([name, value]) => [name, times * value]));
        const { overall } = await of(given, { once: weights, more });
        const [a, b] = overall.csi.weightings;
        if (a!.estimate === null) expect(b!.estimate).toBeNull();
        else expect(b!.estimate).toBeCloseTo(a!.estimate, 10);
      }),
      { numRuns: 30 },
    );
  });

  test("the band holds every weighting, and a further one never makes it narrower", async () => {
    await fc.assert(
      fc.asyncProperty(respondents, fc.array(weighting, { minLength: 2, maxLength: 4 }), async (given, several) => {
        const named = Object.fromEntries(several.map((weights, i) => [`w${i}`, weights]));
        const { csi: all } = (await of(given, named)).overall;
        const { csi: fewer } = (await of(given, { w0: several[0]! })).overall;
        for (const { estimate } of all.weightings) {
          if (estimate === null) continue;
          expect(estimate).toBeGreaterThanOrEqual(all.lowest!.estimate);
          expect(estimate).toBeLessThanOrEqual(all.highest!.estimate);
        }
        expect(all.spread ?? 0).toBeGreaterThanOrEqual(fewer.spread ?? 0);
      }),
      { numRuns: 30 },
    );
  });

  test("gives the same numbers in DuckDB", async () => {
    await fc.assert(
      fc.asyncProperty(respondents, async (given) => {
        const weightings = { equal: { delivery: 1, price: 1, range: 1 }, other: { delivery: 5, price: 3, range: 2 } };
        await expectSameInDuckdb(ratingColumns(given), (table) =>
          csiSensitivity(table, { ...options, weightings, by: "segment", weight: "w" }),
        );
      }),
      { numRuns: 10 },
    );
  });
});

describe("what is refused", () => {
  const cases: readonly [string, Weightings, Partial<CsiSensitivityOptions>, string][] = [
    [
      "an attribute without a weight",
      { stated: { price: 1 } },
      {},
      "csiSensitivity requires a weight for every attribute; got none for 'range' in 'stated': weigh it there, or leave the attribute out",
    ],
    [
      "a weight of what is no attribute",
      { stated: { price: 1, range: 1, prise: 1 } },
      {},
      "csiSensitivity: 'stated' weighs 'prise', which is no attribute; nearest: 'price'",
    ],
    [
      "a weight of something else",
      { stated: { price: 1, range: 1, zzz: 1 } },
      {},
      "csiSensitivity: 'stated' weighs 'zzz', which is no attribute; attributes: 'price', 'range'",
    ],
    [
      "a weight below 0, as Pratt's can be",
      { pratt: { price: 1.1, range: -0.1 } },
      {},
      "csiSensitivity requires weights of at least 0; got -0.1 for 'range' in 'pratt': leave this weighting out",
    ],
    [
      "weights of 0",
      { none: { price: 0, range: 0 } },
      {},
      "csiSensitivity requires weights of which some are above 0; got only 0 in 'none'",
    ],
    ["no weighting", {}, {}, "csiSensitivity requires at least one weighting; got none"],
    [
      "drivers without shares",
      { overall: { drivers: [{ name: "price" }], methods: [{ method: "pratt", shares: null, note: "below 0" }] } },
      {},
      "csiSensitivity requires at least one weighting; got none but without shares: 'pratt' (below 0)",
    ],
    [
      "expectations for some only",
      opposite,
      { attributes: [two[0]!, { name: "range", perception: "q", competitor: "d" }] },
      "csiSensitivity requires an expectation for every attribute or for none; got none for 'range'",
    ],
    [
      "competitors for some only",
      opposite,
      { attributes: [two[0]!, { name: "range", perception: "q", expectation: "f" }] },
      "csiSensitivity requires a competitor for every attribute or for none; got none for 'range'",
    ],
    ["a rating off the scale", opposite, { scale: 5 }, "csiSensitivity requires ratings from 1 to 5 in 'e'; got 6"],
    [
      "a level of percent",
      opposite,
      { level: 95 },
      "csiSensitivity requires a level between 0 and 1, such as 0.95; got 95",
    ],
    ["a coverage of 0", opposite, { coverage: 0 }, "csiSensitivity requires a coverage above 0 up to 1; got 0"],
    ["a column that is not there", opposite, { by: "t" }, "csiSensitivity: no column 't' in the table; nearest: "],
  ];

  test.each(cases)("%s", async (_, weightings, more, says) => {
    await expect(ask(weightings, more)).rejects.toThrow(says);
  });
});
