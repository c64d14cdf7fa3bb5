import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { type CsiAttribute, type CsiOptions, csi } from "../../src/metrics/csi/csi.js";
import reference from "../fixtures/csi/csi.json";

type Column = readonly (number | null)[];

interface Reference {
  readonly estimate: number;
  readonly standardError: number;
  readonly n: number;
  readonly lower: number;
  readonly upper: number;
}

interface Estimated {
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

const frame = (columns: Record<string, readonly unknown[]>) =>
  new DataFrame(Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values]])));

/** Attributes 1 to k with the columns p1, e1 and so on. */
const attributes = (weights: readonly (number | undefined)[]): CsiAttribute[] =>
  weights.map((weight, i) => ({
    name: `a${i + 1}`,
    perception: `p${i + 1}`,
    expectation: `e${i + 1}`,
    ...(weight === undefined ? {} : { weight }),
  }));

function expectEstimate(found: Estimated, expected: Reference): void {
  expect(found.estimate).toBeCloseTo(expected.estimate, 9);
  expect(found.lower).toBeCloseTo(expected.lower, 9);
  expect(found.upper).toBeCloseTo(expected.upper, 9);
}

describe("csi agrees with R: svymean of the respondents' scores, psych's alpha", () => {
  test.each(reference.cases)("$name", async (given) => {
    const table = frame({ ...(given.columns as Record<string, Column>), w: given.w });
    const weights = [given.weights].flat();
    const { overall, reliability } = await csi(table, {
      attributes: attributes(weights),
      scale: 7,
      weight: "w",
      coverage: given.coverage,
    });
    expectEstimate(overall, given.csi);
    expect(overall.standardError).toBeCloseTo(given.csi.standardError, 9);
    expect(overall).toMatchObject({ n: given.csi.n, dropped: given.dropped });
    expect(overall.missing).toBe(given.w.length - given.csi.n - given.dropped);
    expectEstimate(overall.performance, given.performance);
    expect(overall.performance.n).toBe(given.performance.n);
    expect(overall.attributes).toHaveLength(weights.length);
    overall.attributes.forEach((attribute, i) => {
      expectEstimate(attribute, given.gaps[i]!);
      expect(attribute.n).toBe(given.gaps[i]!.n);
      const { contribution: estimate, contributionLower: lower, contributionUpper: upper } = attribute;
      expectEstimate({ estimate, lower, upper }, given.contributions[i]!);
      expect(attribute.contributionError).toBeCloseTo(given.contributions[i]!.standardError, 9);
    });
    if (!given.reliability) return;
    expect(reliability.n).toBe(given.reliability.n);
    for (const field of ["first", "second", "correlation", "difference"] as const) {
      expect(reliability[field]).toBeCloseTo(given.reliability[field], 9);
    }
  });
});

describe("csi(table, { attributes, scale })", () => {
  const answers = frame({
    p1: [5, 6, 4, null, 7],
    e1: [6, 6, 6, 5, 7],
    p2: [4, 5, null, 3, null],
    e2: [4, 7, 5, 5, 6],
    segment: ["A", "A", "B", "B", "C"],
  });

  test("by hand: .75 and .25 on five respondents, one without enough", async () => {
    const { overall, range, unit, label, method } = await csi(answers, {
      attributes: attributes([0.75, 0.25]),
      scale: 7,
    });
    // −.75, 0·.75 − 2·.25, −2 (attribute 1 alone covers .75), dropped (.25 < .67), 0.
    expect(overall.estimate).toBeCloseTo((-0.75 - 0.5 - 2 + 0) / 4, 12);
    expect(overall).toMatchObject({ n: 4, partial: 2, dropped: 1, missing: 0, note: null });
    expect(overall.index).toBeCloseTo(50 * (1 - 0.8125 / 6), 12);
    const [first, second] = overall.attributes;
    expect(first).toMatchObject({
      name: "a1",
      weight: 0.75,
      n: 4,
      estimate: -0.75,
      perception: 5.5,
      expectation: 6.25,
    });
    expect(first!.contribution).toBeCloseTo((-0.75 + 0 - 2 + 0) / 4, 12);
    expect(second).toMatchObject({ n: 3, contribution: -0.125 });
    expect({ range, unit, label, method }).toEqual({
      range: { min: -6, max: 6 },
      unit: "score",
      label: "CSI (perception − expectation)",
      method: "Student's t",
    });
  });

  test("performance counts a perception without an expectation", async () => {
    const table = frame({ p1: [5, 3], e1: [5, null] });
    const { overall } = await csi(table, { attributes: attributes([1]), scale: 7 });
    expect(overall.performance).toMatchObject({ n: 2, estimate: 50 });
    expect(overall).toMatchObject({ n: 1, estimate: 0, index: 50, missing: 1 });
  });

  test("of all perceptions at one end is ±(K − 1), and 100 or 0 on the other form", async () => {
    const table = frame({ p1: [7, 7], e1: [1, 1] });
    const best = (await csi(table, { attributes: attributes([1]), scale: 7 })).overall;
    expect(best).toMatchObject({ estimate: 6, lower: 6, upper: 6, index: 100 });
    const turned = [{ name: "a", perception: "e1", expectation: "p1" }];
    expect((await csi(table, { attributes: turned, scale: { min: 1, max: 7 } })).overall).toMatchObject({
      estimate: -6,
      index: 0,
    });
  });

  test("without expectations is the performance index on 0–100", async () => {
    const rated = ["p1", "p2"].map((perception) => ({ name: perception, perception }));
    const { overall, label, unit, range, reliability } = await csi(answers, {
      attributes: rated,
      scale: 7,
      coverage: 0.5,
    });
    // (4 + 3)/2, (5 + 4)/2, 3, 2 and 6 of 6.
    expect(overall.estimate).toBeCloseTo((100 * (3.5 + 4.5 + 3 + 2 + 6)) / 5 / 6, 12);
    expect(overall.performance.estimate).toBe(overall.estimate);
    expect(overall.index).toBe(overall.estimate);
    expect(overall).toMatchObject({ expectation: null });
    expect(reliability).toMatchObject({ second: null, difference: null });
    expect({ label, unit, range }).toEqual({
      label: "CSI (performance only)",
      unit: "index",
      range: { min: 0, max: 100 },
    });
  });

  test("a segment where nobody answered enough is null with a note, never 0", async () => {
    const { rows } = await csi(answers, { attributes: attributes([0.25, 0.75]), scale: 7, by: "segment" });
    expect(rows.map(({ keys, n, dropped }) => [keys.segment, n, dropped])).toEqual([
      ["A", 2, 0],
      ["B", 1, 1],
      ["C", 0, 1],
    ]);
    expect(rows[1]).toMatchObject({ lower: null, upper: null, note: "one respondent: no interval" });
    expect(rows[2]).toMatchObject({ estimate: null, index: null, lower: null, note: "nobody answered enough" });
  });

  test("one set of weights holds for all segments: importances are those of everybody", async () => {
    const table = frame({ p1: [5, 7], e1: [6, 6], p2: [4, 6], e2: [4, 6], i1: [6, 2], i2: [1, 7], s: ["A", "B"] });
    const stated = attributes([undefined, undefined]).map((one, i) => ({ ...one, weight: `i${i + 1}` }));
    const { rows, weights, weighting } = await csi(table, { attributes: stated, scale: 7, by: "s" });
    expect(weighting).toBe("stated importance");
    expect(weights).toEqual({ a1: 0.5, a2: 0.5 });
    expect(rows.map((row) => row.estimate)).toEqual([-0.5, 0.5]);
  });

  test("stated importances are means over those who stated them, weighted as the respondents are", async () => {
    const table = frame({ p1: [5, 5], e1: [5, 5], p2: [5, 5], e2: [5, 5], i1: [6, 2], i2: [4, null], w: [3, 1] });
    const stated = attributes([undefined, undefined]).map((one, i) => ({ ...one, weight: `i${i + 1}` }));
    const { weights } = await csi(table, { attributes: stated, scale: 7, weight: "w" });
    expect(weights.a1).toBeCloseTo(5 / 9, 12);
    expect(weights.a2).toBeCloseTo(4 / 9, 12);
  });

  test("weights that do not add up to 1 are divided by their sum, and a note says so", async () => {
    const { overall, weights, weighting } = await csi(answers, { attributes: attributes([3, 1]), scale: 7 });
    expect(weights).toEqual({ a1: 0.75, a2: 0.25 });
    expect(weighting).toBe("given");
    expect(overall.note).toBe("the weights added up to 4 and were divided by it");
    expect((await csi(answers, { attributes: attributes([0.1 + 0.2, 0.7]), scale: 7 })).overall.note).toBeNull();
  });

  test("the reliability of a gap follows from those of its two items", async () => {
    const table = frame({ p1: [1, 2, 3, 4], e1: [2, 1, 4, 3] });
    const known = [{ ...attributes([1])[0]!, reliability: { perception: 0.9, expectation: 0.7 } }];
    const { gapReliability, reliability } = await csi(table, { attributes: known, scale: 7 });
    // Variances 1.25 each, covariance .75: (1.125 + .875 − 1.5)/(2.5 − 1.5).
    expect(gapReliability.a1).toBeCloseTo(0.5, 12);
    expect(reliability).toMatchObject({ first: null, difference: null, n: 4 });
    expect(reliability.correlation).toBeCloseTo(0.6, 12);
  });
});

describe("edges", () => {
  const options: CsiOptions = { attributes: attributes([0.5, 0.5]), scale: 7 };
  const two = (p: Column, e: Column) => frame({ p1: p, p2: p, e1: e, e2: e });

  test("nobody answered: null with a note", async () => {
    const { overall, rows, excluded } = await csi(two([null, null], [5, 5]), options);
    expect(overall).toMatchObject({ estimate: null, lower: null, index: null, n: 0, missing: 2, note: "no answers" });
    expect(overall.performance).toMatchObject({ estimate: null, n: 0 });
    expect(overall.attributes[0]).toMatchObject({ estimate: null, contribution: null, n: 0, note: "no answers" });
    expect(rows).toEqual([]);
    expect(excluded).toEqual({ missing: 2, outOfRange: 0 });
  });

  test("one respondent: an estimate without an interval", async () => {
    const { overall, reliability } = await csi(two([4], [5]), options);
    expect(overall).toMatchObject({ estimate: -1, lower: null, upper: null, note: "one respondent: no interval" });
    expect(reliability).toEqual({ first: null, second: null, correlation: null, difference: null, n: 1 });
  });

  test("all weights 0: null with a note; a missing weight is a missing row", async () => {
    const table = frame({
      ...{ p1: [4, 5, null], p2: [4, 5, null], e1: [5, 5, null], e2: [5, 5, null] },
      ...{ zero: [0, 0, 1], some: [1, null, null] },
    });
    expect((await csi(table, { ...options, weight: "zero" })).overall).toMatchObject({
      estimate: null,
      n: 2,
      note: "all weights are 0",
    });
    expect((await csi(table, { ...options, weight: "some" })).overall).toMatchObject({
      estimate: -1,
      n: 1,
      missing: 2,
    });
  });

  test("everybody alike: an interval without width, reliabilities that do not exist", async () => {
    const { overall, reliability } = await csi(two([4, 4, 4, 4], [6, 6, 6, 6]), options);
    expect(overall).toMatchObject({ estimate: -2, lower: -2, upper: -2, standardError: 0 });
    expect(reliability).toEqual({ first: null, second: null, correlation: null, difference: null, n: 4 });
  });

  test("an attribute of weight 0 is shown and adds nothing, nor does it make an answer partial", async () => {
    const table = frame({ p1: [4, 5], e1: [5, 5], p2: [null, 2], e2: [5, 5] });
    const { overall } = await csi(table, { ...options, attributes: attributes([1, 0]) });
    expect(overall).toMatchObject({ estimate: -0.5, n: 2, partial: 0 });
    expect(overall.attributes[1]).toMatchObject({ estimate: -3, contribution: 0, n: 1 });
  });

  test("nobody stated an importance: equal weights, and a note", async () => {
    const table = frame({ p1: [4, 5], e1: [5, 5], i1: [null, null] });
    const stated = [{ ...attributes([1])[0]!, weight: "i1" }];
    const { overall, weighting } = await csi(table, { attributes: stated, scale: 7 });
    expect(weighting).toBe("equal");
    expect(overall).toMatchObject({ estimate: -0.5, note: "nobody stated an importance: equal weights" });
  });
});

describe("errors", () => {
  const table = frame({
    p1: [4, 5, 6],
    e1: [5, 8, 9],
    p2: [4, 5, 6],
    e2: [5, 5, 5],
    text: ["5", "n/a", "6"],
    w: [1, -1, 1],
    i1: [1, 2, 3],
    i2: [null, null, null],
  });
  const one = attributes([1])[0]!;
  const fine = { name: "a2", perception: "p2", expectation: "e2" };

  test.each<[string, Partial<CsiOptions>, string]>([
    [
      "a missing column",
      { attributes: [{ ...fine, perception: "p22" }] },
      "csi: no column 'p22' in the table; nearest: 'p2'",
    ],
    ["a rating off the scale", { attributes: [one] }, "csi requires ratings from 1 to 7 in 'e1'; got 9 (row 3)"],
    [
      "words",
      { attributes: [{ name: "t", perception: "text" }] },
      "csi requires ratings in 'text' from 1 to 7; got 'n/a' (row 2)",
    ],
    ["a missing segment", { by: "segmnt" }, "csi: no column 'segmnt' in the table"],
    ["a negative weight", { weight: "w" }, "csi requires weights of at least 0 in 'w'; got -1 (row 2)"],
    ["a weight of text", { weight: "text" }, "csi requires numbers in 'text'; got text"],
    ["no attribute", { attributes: [] }, "csi requires at least one attribute; got none"],
    ["one twice", { attributes: [fine, fine] }, "csi requires attributes of different names; got 'a2' twice"],
    [
      "some expectations",
      { attributes: [fine, { name: "x", perception: "p2" }] },
      "csi requires an expectation for every attribute or for none; got none for 'x'",
    ],
    [
      "some weights",
      {
        attributes: [
          { ...fine, weight: 1 },
          { ...fine, name: "x" },
        ],
      },
      "csi requires a weight for every attribute or for none; got none for 'x'",
    ],
    [
      "mixed weights",
      {
        attributes: [
          { ...fine, weight: 1 },
          { ...fine, name: "x", weight: "i1" },
        ],
      },
      "csi requires weights that are all numbers or all columns; got 1 numbers and 1 columns",
    ],
    [
      "a weight below 0",
      { attributes: [{ ...fine, weight: -0.5 }] },
      "csi requires weights of at least 0; got -0.5 for 'a2'",
    ],
    [
      "weights of 0",
      { attributes: [{ ...fine, weight: 0 }] },
      "csi requires weights that add up to more than 0; got 0",
    ],
    [
      "an importance nobody stated",
      {
        attributes: [
          { ...fine, weight: "i1" },
          { ...fine, name: "x", weight: "i2" },
        ],
      },
      "csi requires stated importances; got none in 'i2'",
    ],
    [
      "an importance below 0",
      { attributes: [{ ...fine, weight: "w" }] },
      "csi requires importances of at least 0 in 'w'; got -1 (row 2)",
    ],
    [
      "a reliability above 1",
      { attributes: [{ ...fine, reliability: { perception: 1.2, expectation: 0.8 } }] },
      "csi requires reliabilities from 0 to 1; got 1.2 for 'a2'",
    ],
    ["a scale of one answer", { scale: 1 }, "csi requires a scale, its highest answer (7) or { min, max }; got 1"],
    [
      "a scale turned round",
      { scale: { min: 7, max: 1 } },
      'csi requires a scale, its highest answer (7) or { min, max }; got {"min":7,"max":1}',
    ],
    ["a coverage in percent", { coverage: 67 }, "csi requires a coverage above 0 up to 1; got 67"],
    ["a level in percent", { level: 95 }, "csi requires a level between 0 and 1"],
  ])("%s", async (_, options, message) => {
    await expect(csi(table, { attributes: [fine], scale: 7, ...options })).rejects.toThrow(message);
  });
});
