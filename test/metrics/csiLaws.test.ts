import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CsiOptions, type CsiResult, type CsiRow, csi } from "../../src/metrics/csi/csi.js";
import { ATTRIBUTES, completeRespondents, type Respondent, ratingFrame, respondents } from "./csiRatings.js";

const options: CsiOptions = { attributes: ATTRIBUTES, scale: 7 };
const index = (given: readonly Respondent[], more: Partial<CsiOptions> = {}): Promise<CsiResult> =>
  csi(ratingFrame(given), { ...options, ...more });

/** Every number of a row, by name. */
const FIELDS = ["estimate", "lower", "upper", "standardError", "effectiveN", "perception", "expectation"] as const;

function expectAlike(found: CsiRow, expected: CsiRow): void {
  const pairs = FIELDS.map((field) => [found[field], expected[field]] as const);
  found.attributes.forEach((attribute, i) => {
    for (const field of ["estimate", "lower", "upper", "contribution", "contributionLower"] as const) {
      pairs.push([attribute[field], expected.attributes[i]![field]]);
    }
  });
  for (const [a, b] of pairs) {
    if (b === null) expect(a).toBeNull();
    else expect(a).toBeCloseTo(b, 8);
  }
}

describe("laws", () => {
  test("csi(answers) is unchanged by the order of answers", async () => {
    const shuffled = respondents.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([given, other]) => {
        const weighted = { weight: "w", by: "segment" };
        const [one, two] = [await index(given, weighted), await index(other, weighted)];
        expectAlike(two.overall, one.overall);
        expect(two.rows.map(({ keys, n, dropped }) => [keys, n, dropped])).toEqual(
          one.rows.map(({ keys, n, dropped }) => [keys, n, dropped]),
        );
      }),
      { numRuns: 30 },
    );
  });

  test("weights of 1 equal none, and the scale of the weights says nothing", async () => {
    const factor = fc.constantFrom(0.001, 3, 1000);
    await fc.assert(
      fc.asyncProperty(respondents, factor, async (given, scale) => {
        const ones = await index(
          given.map((one) => ({ ...one, w: 1 })),
          { weight: "w" },
        );
        const scaled = given.map((one) => ({ ...one, w: one.w * scale }));
        expectAlike(ones.overall, (await index(given)).overall);
        expectAlike((await index(scaled, { weight: "w" })).overall, (await index(given, { weight: "w" })).overall);
      }),
      { numRuns: 30 },
    );
  });

  test("the scale of the attributes' weights says nothing", async () => {
    await fc.assert(
      fc.asyncProperty(respondents, fc.integer({ min: 2, max: 1000 }), async (given, factor) => {
        const attributes = ATTRIBUTES.map((one) => ({ ...one, weight: (one.weight as number) * factor }));
        expectAlike((await index(given, { attributes })).overall, (await index(given)).overall);
      }),
      { numRuns: 20 },
    );
  });

  test("contributions add up to the index, whatever is missing, at every coverage and in every segment", async () => {
    await fc.assert(
      fc.asyncProperty(respondents, fc.constantFrom(0.01, 0.4, 0.67, 1), async (given, coverage) => {
        const { overall, rows } = await index(given, { coverage, by: "segment", weight: "w" });
        for (const row of [overall, ...rows]) {
          if (row.estimate === null) continue;
          const sum = row.attributes.reduce((total, { contribution }) => total + contribution!, 0);
          expect(sum).toBeCloseTo(row.estimate, 10);
          expect(row.perception! - row.expectation!).toBeCloseTo(row.estimate, 10);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("every row is used, partial, dropped or missing; segments add up to the whole", async () => {
    await fc.assert(
      fc.asyncProperty(respondents, async (given) => {
        const { overall, rows, excluded } = await index(given, { by: "segment" });
        expect(overall.n + overall.dropped + overall.missing).toBe(given.length);
        expect(excluded.missing).toBe(given.length - overall.n);
        expect(overall.partial).toBeLessThanOrEqual(overall.n);
        for (const field of ["n", "partial", "dropped", "missing"] as const) {
          expect(rows.reduce((sum, row) => sum + row[field], 0)).toBe(overall[field]);
        }
        const mixed = rows.reduce((sum, row) => sum + row.n * (row.estimate ?? 0), 0);
        if (overall.n > 0) expect(mixed / overall.n).toBeCloseTo(overall.estimate!, 10);
      }),
      { numRuns: 30 },
    );
  });

  test("of complete answers is the weighted gap of the means, Σ W(P̄ − Ē)", async () => {
    await fc.assert(
      fc.asyncProperty(completeRespondents, async (given) => {
        const { overall } = await index(given, { weight: "w" });
        const weight = given.reduce((sum, { w }) => sum + w, 0);
        const mean = (ratings: (one: Respondent) => number) =>
          given.reduce((sum, one) => sum + one.w * ratings(one), 0) / weight;
        const aggregated = [0.5, 0.3, 0.2].map((w, i) => w * mean(({ p, e }) => p[i]! - e[i]!));
        expect(overall.estimate).toBeCloseTo(
          aggregated.reduce((sum, value) => sum + value, 0),
          10,
        );
        expect(overall).toMatchObject({ partial: 0, dropped: 0, missing: 0 });
      }),
      { numRuns: 30 },
    );
  });

  test("with missing answers is not: a respondent counts once, however much was answered", async () => {
    const given = [
      { p: [7, 7, 7], e: [4, 4, 4], w: 1, segment: null },
      { p: [1, 1, null], e: [4, 4, 4], w: 1, segment: null },
    ];
    const { overall } = await index(given);
    expect(overall.estimate).toBeCloseTo(0, 12);
    const aggregated = 0.5 * 0 + 0.3 * 0 + 0.2 * 3;
    expect(Math.abs(overall.estimate! - aggregated)).toBeGreaterThan(0.5);
  });

  test("perceptions and expectations exchanged turn the sign", async () => {
    await fc.assert(
      fc.asyncProperty(respondents, async (given) => {
        const turned = given.map(({ p, e, ...one }) => ({ ...one, p: e, e: p }));
        const [one, other] = [(await index(given)).overall, (await index(turned)).overall];
        expect(other.estimate === null).toBe(one.estimate === null);
        if (one.estimate === null) return;
        expect(other.estimate).toBeCloseTo(-one.estimate, 10);
        if (one.lower !== null) expect(other.upper).toBeCloseTo(-one.lower, 8);
      }),
      { numRuns: 20 },
    );
  });

  test("estimate and bounds stay in the range, lower ≤ estimate ≤ upper, on both forms", async () => {
    await fc.assert(
      fc.asyncProperty(respondents, async (given) => {
        const { overall, range } = await index(given);
        const { estimate, lower, upper, index: form, performance } = overall;
        if (estimate === null || lower === null || upper === null) return;
        expect(lower).toBeGreaterThanOrEqual(range.min);
        expect(upper).toBeLessThanOrEqual(range.max);
        expect(lower).toBeLessThanOrEqual(estimate + 1e-12);
        expect(upper).toBeGreaterThanOrEqual(estimate - 1e-12);
        expect(form).toBeCloseTo(50 * (1 + estimate / 6), 10);
        expect(performance.lower).toBeGreaterThanOrEqual(0);
        expect(performance.upper).toBeLessThanOrEqual(100);
      }),
      { numRuns: 30 },
    );
  });
});
