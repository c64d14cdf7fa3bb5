import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CsiAgainstCompetitorOptions, csiAgainstCompetitor } from "../../src/metrics/csi/csiAgainstCompetitor.js";
import reference from "../fixtures/csi/csi.json";
import { type Respondent, ratingFrame, respondents } from "./csiRatings.js";

const frame = (columns: Record<string, readonly unknown[]>) =>
  new DataFrame(Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values]])));

const attributes = (weights: readonly number[], own = "o", competitor = "c") =>
  weights.map((weight, i) => ({
    name: `a${i + 1}`,
    own: `${own}${i + 1}`,
    competitor: `${competitor}${i + 1}`,
    weight,
  }));

describe("csiAgainstCompetitor agrees with R", () => {
  const { columns, weights, same, standardized, different, contributions } = reference.competitor;
  const table = frame(columns as Record<string, (number | null)[]>);
  const options = { attributes: attributes(weights), scale: 7 };

  test("the same raters: svymean of their differences, and what each attribute adds", async () => {
    const { overall, method, unit, label } = await csiAgainstCompetitor(table, options);
    for (const field of ["estimate", "lower", "upper", "standardError", "n"] as const) {
      expect(overall[field]).toBeCloseTo(same[field], 9);
    }
    overall.attributes.forEach((attribute, i) => {
      expect(attribute.contribution).toBeCloseTo(contributions[i]!.estimate, 9);
      expect(attribute.contributionLower).toBeCloseTo(contributions[i]!.lower, 9);
      expect(attribute.contributionUpper).toBeCloseTo(contributions[i]!.upper, 9);
    });
    expect({ method, unit, label }).toEqual({
      method: "Student's t, paired",
      unit: "score",
      label: "CSI against the competitor",
    });
  });

  test("standardised within each rater: scale() of her ratings of both", async () => {
    const { overall, scale, label } = await csiAgainstCompetitor(table, { ...options, ratings: "standardized" });
    for (const field of ["estimate", "lower", "upper", "standardError", "n"] as const) {
      expect(overall[field]).toBeCloseTo(standardized[field], 9);
    }
    expect({ scale, label }).toEqual({
      scale: null,
      label: "CSI against the competitor (standardised)",
    });
  });

  test("different raters: Welch's t.test", async () => {
    const { overall, method } = await csiAgainstCompetitor(table, { ...options, raters: "different" });
    for (const field of ["estimate", "lower", "upper", "standardError"] as const) {
      expect(overall[field]).toBeCloseTo(different[field], 9);
    }
    expect(method).toBe("Welch's t");
    expect(overall.note).toMatch(/^\d+ rated both and are counted as different people$/);
  });
});

describe("csiAgainstCompetitor(table, { attributes, scale })", () => {
  const table = frame({
    o1: [5, 6, 4, 7],
    c1: [6, 6, null, 5],
    o2: [4, 5, 6, 6],
    c2: [4, 7, null, 5],
    s: ["A", "A", "B", "B"],
  });

  test("by hand: .75 and .25 on the three who rated both", async () => {
    const { overall, excluded, range } = await csiAgainstCompetitor(table, {
      attributes: attributes([0.75, 0.25]),
      scale: 7,
    });
    expect(overall.estimate).toBeCloseTo((-0.75 - 0.5 + 1.75) / 3, 12);
    expect(overall).toMatchObject({ n: 3, ownN: 3, competitorN: 3, missing: 1, note: null });
    expect(overall.own! - overall.competitor!).toBeCloseTo(overall.estimate!, 12);
    expect(overall.attributes[0]).toMatchObject({ n: 3, own: 6 });
    expect(overall.attributes[0]!.contribution).toBeCloseTo(0.75 * (1 / 3), 12);
    expect(excluded.missing).toBe(1);
    expect(range).toEqual({ min: -6, max: 6 });
  });

  test("different raters: all who rated either, by hand", async () => {
    const { overall } = await csiAgainstCompetitor(table, {
      attributes: attributes([0.75, 0.25]),
      scale: 7,
      raters: "different",
    });
    // Own 4.75, 5.75, 4.5, 6.75; competitor 5.5, 6.25, 5.
    expect(overall.own).toBeCloseTo(21.75 / 4, 12);
    expect(overall.competitor).toBeCloseTo(16.75 / 3, 12);
    expect(overall.estimate).toBeCloseTo(21.75 / 4 - 16.75 / 3, 12);
    expect(overall).toMatchObject({ n: 7, ownN: 4, competitorN: 3, missing: 0 });
    expect(overall.note).toBe("3 rated both and are counted as different people");
  });

  test("a segment in which nobody knows the competitor is null with a note", async () => {
    const unknown = frame({ o1: [5, 6, 4], c1: [6, 5, null], s: ["A", "A", "B"] });
    for (const raters of ["same", "different"] as const) {
      const { rows } = await csiAgainstCompetitor(unknown, { attributes: attributes([1]), scale: 7, by: "s", raters });
      expect(rows[1]).toMatchObject({ keys: { s: "B" }, estimate: null, lower: null, upper: null, note: "no answers" });
      expect(rows[1]!.attributes[0]).toMatchObject({ estimate: null, note: "no answers" });
    }
  });

  test("one rater of each has no interval; groups that are all alike an interval without width", async () => {
    const options = { attributes: attributes([1]), scale: 7, raters: "different" } as const;
    const single = frame({ o1: [5, null], c1: [null, 3] });
    const alike = frame({ o1: [5, 5, null, null], c1: [null, null, 3, 3] });
    expect((await csiAgainstCompetitor(single, options)).overall).toMatchObject({
      estimate: 2,
      lower: null,
      note: "one respondent: no interval",
    });
    expect((await csiAgainstCompetitor(alike, options)).overall).toMatchObject({ estimate: 2, lower: 2, upper: 2 });
  });

  test("standardised, who spreads the ratings widely counts as much as who does not", async () => {
    const wide = frame({ o1: [7, 4], c1: [1, 3], o2: [7, 4], c2: [1, 3] });
    const options = { attributes: attributes([0.5, 0.5]), scale: 7, ratings: "standardized" } as const;
    const { overall, range } = await csiAgainstCompetitor(wide, options);
    // Each rates ±√3/2 standard deviations (n − 1 of four ratings).
    expect(overall.estimate).toBeCloseTo(Math.sqrt(3), 12);
    expect(overall.standardError).toBeCloseTo(0, 7);
    expect(range.max).toBeCloseTo(Math.sqrt(6), 12);
  });

  test("standardised, one rating for everything is no difference", async () => {
    const alike = frame({ o1: [4, 5], c1: [4, 5] });
    const { overall } = await csiAgainstCompetitor(alike, {
      attributes: attributes([1]),
      scale: 7,
      ratings: "standardized",
    });
    expect(overall).toMatchObject({ estimate: 0, n: 2 });
  });
});

describe("laws", () => {
  const index = (given: readonly Respondent[], more: Partial<CsiAgainstCompetitorOptions> = {}, swapped = false) => {
    const named = attributes([0.5, 0.3, 0.2], ...((swapped ? ["e", "p"] : ["p", "e"]) as [string, string]));
    return csiAgainstCompetitor(ratingFrame(given), { attributes: named, scale: 7, coverage: 0.4, ...more });
  };
  const variants: readonly Partial<CsiAgainstCompetitorOptions>[] = [
    {},
    { raters: "different" },
    { ratings: "standardized" },
  ];

  test.each(variants)("%o: contributions add up to the estimate, bounds stay in the range", async (variant) => {
    await fc.assert(
      fc.asyncProperty(respondents, async (given) => {
        const { overall, rows, range } = await index(given, { ...variant, by: "segment", weight: "w" });
        for (const row of [overall, ...rows]) {
          if (row.estimate === null) continue;
          const sum = row.attributes.reduce((total, { contribution }) => total + contribution!, 0);
          expect(sum).toBeCloseTo(row.estimate, 9);
          expect(Math.abs(row.estimate)).toBeLessThanOrEqual(range.max + 1e-12);
          if (row.lower === null) continue;
          expect(row.lower).toBeGreaterThanOrEqual(range.min);
          expect(row.upper).toBeLessThanOrEqual(range.max);
        }
      }),
      { numRuns: 25 },
    );
  });

  test.each(variants)("%o: exchanging the two companies turns the sign", async (variant) => {
    await fc.assert(
      fc.asyncProperty(respondents, async (given) => {
        const [one, other] = [await index(given, variant), await index(given, variant, true)];
        expect(other.overall.estimate === null).toBe(one.overall.estimate === null);
        if (one.overall.estimate === null) return;
        expect(other.overall.estimate).toBeCloseTo(-one.overall.estimate, 9);
        if (one.overall.lower !== null) expect(other.overall.upper).toBeCloseTo(-one.overall.lower, 7);
      }),
      { numRuns: 20 },
    );
  });
});

describe("errors", () => {
  const table = frame({ o1: [4, 5], c1: [5, 8], text: ["n/a", "6"] });
  const fine = attributes([1]);

  test.each<[string, Partial<CsiAgainstCompetitorOptions>, string]>([
    ["a rating off the scale", {}, "csiAgainstCompetitor requires ratings from 1 to 7 in 'c1'; got 8 (row 2)"],
    [
      "words",
      { attributes: [{ name: "a", own: "o1", competitor: "text" }] },
      "csiAgainstCompetitor requires ratings in 'text' from 1 to 7; got 'n/a' (row 1)",
    ],
    [
      "a missing column",
      { attributes: [{ name: "a", own: "o1", competitor: "c2" }] },
      "csiAgainstCompetitor: no column 'c2' in the table; nearest: 'c1'",
    ],
    ["raters", { raters: "both" as "same" }, "csiAgainstCompetitor requires raters of 'same', 'different'; got 'both'"],
    ["ratings", { ratings: "z" as "raw" }, "csiAgainstCompetitor requires ratings of 'raw', 'standardized'; got 'z'"],
    [
      "standardised different raters",
      { ratings: "standardized", raters: "different" },
      "csiAgainstCompetitor standardizes ratings of the same raters only; got raters 'different'",
    ],
  ])("%s", async (_, options, message) => {
    await expect(csiAgainstCompetitor(table, { attributes: fine, scale: 7, ...options })).rejects.toThrow(message);
  });
});
