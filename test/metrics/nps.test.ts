import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type NpsMethod, type NpsRow, nps, npsFromCounts } from "../../src/metrics/nps/nps.js";
import reference from "../fixtures/nps/nps.json";
import survey from "../fixtures/nps/survey.json";

const METHODS: readonly NpsMethod[] = [
  "adjusted-wald",
  "wald",
  "score",
  "goodman",
  "t",
  "bootstrap",
  "bootstrap-bca",
  "dirichlet",
];

/** In shares, as the literature prints them. */
const shares = ({ lower, upper }: NpsRow) => [lower! / 100, upper! / 100] as const;

function expectShares(row: NpsRow, [lower, upper]: readonly number[], digits: number): void {
  const bounds = shares(row);
  expect(bounds[0]).toBeCloseTo(lower!, digits);
  expect(bounds[1]).toBeCloseTo(upper!, digits);
}

const frame = (scores: readonly (number | null)[], more: Record<string, unknown[]> = {}) =>
  new DataFrame({ score: [...scores], ...more });

describe("published values", () => {
  test("promoters, passives, detractors 1, 2, 3: −1/3, variance 5/9, standard error .3043", () => {
    const { overall } = npsFromCounts({ promoters: 1, passives: 2, detractors: 3 });
    expect(overall.estimate).toBeCloseTo(-100 / 3, 12);
    expect(overall.standardError).toBeCloseTo(30.43, 2);
    const { standardError } = npsFromCounts({ promoters: 3, passives: 2, detractors: 1 }).overall;
    expect((standardError! / 100) ** 2 * 6).toBeCloseTo(5 / 9, 12);
  });

  test("(1, 0, 1) has variance 1 and (0, 1, 1) .25", () => {
    const variance = (promoters: number, passives: number, detractors: number) =>
      (npsFromCounts({ promoters, passives, detractors }).overall.standardError! / 100) ** 2 * 2;
    expect(variance(1, 0, 1)).toBeCloseTo(1, 12);
    expect(variance(0, 1, 1)).toBeCloseTo(0.25, 12);
  });

  test("half detractors, a third passives, a sixth promoters, n 324: standard error about 4.1 points", () => {
    const { overall } = npsFromCounts({ promoters: 54, passives: 108, detractors: 162 });
    expect(overall.standardError).toBeCloseTo(4.1, 1);
  });

  test.each([
    ["wald", -0.0588, 0.4477],
    ["adjusted-wald", -0.0628, 0.4218],
    ["score", -0.0677, 0.4287],
    ["t", -0.0716, 0.4605],
  ] as const)("15 promoters, 13 passives, 8 detractors: %s %f to %f", (method, lower, upper) => {
    const { overall } = npsFromCounts({ promoters: 15, passives: 13, detractors: 8 }, { method });
    expect(overall.estimate).toBeCloseTo(19.44, 2);
    expectShares(overall, [lower, upper], 4);
  });

  test("40 % promoters, 20 % detractors, n 500: 20 ± 6.56 points", () => {
    const { overall } = npsFromCounts({ promoters: 200, passives: 200, detractors: 100 }, { method: "wald" });
    expect(overall.estimate).toBeCloseTo(20, 12);
    expect(overall.upper! - 20).toBeCloseTo(6.56, 2);
  });

  test("ten promoters: Wald has no width, adjusted Wald .475 to 1, Tango .445 to 1", () => {
    const bounds = (method: NpsMethod) =>
      npsFromCounts({ promoters: 10, passives: 0, detractors: 0 }, { method }).overall;
    expectShares(bounds("wald"), [1, 1], 12);
    expectShares(bounds("adjusted-wald"), [0.475, 1], 3);
    expectShares(bounds("score"), [0.445, 1], 3);
  });
});

describe("intervals agree with scipy and statsmodels", () => {
  const digits: Partial<Record<NpsMethod, number>> = { dirichlet: 6, score: 7 };
  test.each(["wald", "adjusted-wald", "goodman", "score", "t", "dirichlet"] as const)("%s", (method) => {
    let compared = 0;
    for (const { promoters, passives, detractors, estimate, ...expected } of reference.cases) {
      const bounds = (expected as Partial<Record<NpsMethod, number[]>>)[method];
      if (bounds === undefined) continue;
      compared++;
      const { overall } = npsFromCounts({ promoters, passives, detractors }, { method });
      expect(overall.estimate! / 100).toBeCloseTo(estimate, 12);
      const clipped = bounds.map((bound) => Math.min(1, Math.max(-1, bound)));
      expectShares(overall, clipped, digits[method] ?? 11);
    }
    expect(compared).toBeGreaterThanOrEqual(16);
  });
});

describe("weighted scores agree with numpy and with R's survey package", () => {
  test.each(reference.weighted.map((answers, i) => ({ ...answers, r: survey.weighted[i]! })))(
    "$scores.length answers",
    async ({ scores, weights, estimate, standardError, effectiveN, mean, r }) => {
      const { overall } = await nps(frame(scores, { w: weights }), { score: "score", weight: "w", method: "wald" });
      expect(overall.estimate! / 100).toBeCloseTo(estimate, 12);
      expect(overall.standardError! / 100).toBeCloseTo(standardError, 12);
      expect(overall.estimate! / 100).toBeCloseTo(r.estimate, 12);
      expect(overall.standardError! / 100).toBeCloseTo(r.standardError, 12);
      expect(overall.effectiveN).toBeCloseTo(effectiveN, 9);
      expect(overall.mean).toBeCloseTo(mean, 12);
      expectShares(
        overall,
        [estimate - 1.959964 * standardError, estimate + 1.959964 * standardError].map((x) => Math.max(-1, x)),
        6,
      );
    },
  );
});

describe("nps(table, { score, by })", () => {
  const answers = frame([10, 9, 8, 7, 6, 0, null, 10, 3, null], {
    segment: ["B", "B", "A", "A", "A", "B", "B", null, "A", "C"],
  });

  test("counts classes, answers and what is missing by hand", async () => {
    const { overall, rows, excluded, label, unit, method } = await nps(answers, { score: "score", by: "segment" });
    expect({ label, unit, method }).toEqual({ label: "NPS", unit: "points", method: "adjusted Wald" });
    expect(overall).toMatchObject({ estimate: 0, n: 8, promoters: 3, passives: 2, detractors: 3, missing: 2 });
    expect(overall.mean).toBeCloseTo(53 / 8, 12);
    expect(overall.distribution).toEqual([1, 0, 0, 1, 0, 0, 1, 1, 1, 1, 2]);
    expect(excluded).toEqual({ missing: 2, outOfRange: 0 });
    expect(rows.map(({ keys, n, estimate, missing }) => [keys.segment, n, estimate, missing])).toEqual([
      ["A", 4, -50, 0],
      ["B", 3, expect.closeTo(100 / 3, 10), 1],
      ["C", 0, null, 1],
      [null, 1, 100, 0],
    ]);
  });

  test("a segment without answers is null with a note, never 0", async () => {
    const { rows } = await nps(answers, { score: "score", by: ["segment"] });
    expect(rows[2]).toMatchObject({ estimate: null, lower: null, upper: null, mean: null, n: 0, note: "no answers" });
  });

  test("a table without a single answer is null with a note", async () => {
    const { overall, rows } = await nps(frame([null, null]), { score: "score" });
    expect(overall).toMatchObject({ estimate: null, n: 0, missing: 2, note: "no answers" });
    expect(rows).toEqual([]);
  });

  test("answers without a weight are missing, answers of weight 0 count for nothing", async () => {
    const weighted = frame([10, 0, 9, 8], { w: [1, null, 0, 1] });
    const { overall } = await nps(weighted, { score: "score", weight: "w" });
    expect(overall).toMatchObject({ estimate: 50, n: 3, missing: 1, weightedPromoters: 1, weightedPassives: 1 });
    const nothing = await nps(frame([10, 0, null], { w: [0, 0, 1] }), { score: "score", weight: "w" });
    expect(nothing.overall).toMatchObject({ estimate: null, n: 2, note: "all weights are 0" });
  });
});

const scores = fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 60 });
const quick: readonly NpsMethod[] = ["adjusted-wald", "wald", "score", "goodman", "t"];

describe("laws", () => {
  test("nps(scores) is unchanged by the order of scores", async () => {
    await fc.assert(
      fc.asyncProperty(scores, async (given) => {
        const [one, other] = [
          await nps(frame(given), { score: "score" }),
          await nps(frame([...given].reverse()), { score: "score" }),
        ];
        expect(other).toEqual(one);
      }),
      { numRuns: 30 },
    );
  });

  test("weights of 1 equal none, and a common factor of the weights changes nothing but their sums", async () => {
    await fc.assert(
      fc.asyncProperty(
        scores,
        fc.constantFrom(...quick),
        fc.constantFrom(2, 0.25, 7),
        async (given, method, factor) => {
          const weighted = async (weight: number) =>
            (await nps(frame(given, { w: given.map(() => weight) }), { score: "score", weight: "w", method })).overall;
          const plain = (await nps(frame(given), { score: "score", method })).overall;
          const [ones, scaled] = [await weighted(1), await weighted(factor)];
          for (const field of ["estimate", "lower", "upper", "standardError", "effectiveN", "mean"] as const) {
            expect(ones[field]).toBe(plain[field]);
            if (plain[field] !== null) expect(scaled[field]).toBeCloseTo(plain[field]!, 8);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test("segments add up to the whole: counts exactly, scores by their shares", async () => {
    const rows = fc.array(
      fc.record({ score: fc.option(fc.integer({ min: 0, max: 10 })), segment: fc.constantFrom("a", "b", "c") }),
      {
        minLength: 1,
        maxLength: 80,
      },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const table = frame(
          given.map((row) => row.score),
          { segment: given.map((row) => row.segment) },
        );
        if (given.every((row) => row.score === null)) return;
        const { overall, rows: segments } = await nps(table, { score: "score", by: "segment" });
        for (const field of ["n", "promoters", "passives", "detractors", "missing"] as const) {
          expect(segments.reduce((sum, row) => sum + row[field], 0)).toBe(overall[field]);
        }
        const mixed = segments.reduce((sum, row) => sum + (row.n / overall.n) * (row.estimate ?? 0), 0);
        expect(mixed).toBeCloseTo(overall.estimate!, 9);
      }),
      { numRuns: 30 },
    );
  });

  test("estimate and bounds stay within −100…100, lower ≤ estimate ≤ upper, whatever the counts and the method", () => {
    const count = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(
        count,
        count,
        count,
        fc.constantFrom(...quick, "dirichlet" as const),
        (promoters, passives, detractors, method) => {
          const { overall } = npsFromCounts({ promoters, passives, detractors }, { method });
          if (promoters + passives + detractors === 0) expect(overall.note).toBe("no answers");
          if (overall.lower === null) return;
          expect(overall.lower).toBeGreaterThanOrEqual(-100);
          expect(overall.upper).toBeLessThanOrEqual(100);
          if (method !== "dirichlet") {
            expect(overall.lower).toBeLessThanOrEqual(overall.estimate! + 1e-9);
            expect(overall.upper).toBeGreaterThanOrEqual(overall.estimate! - 1e-9);
          }
        },
      ),
    );
  });

  test("swapping promoters and detractors mirrors the score and its interval", () => {
    const count = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(count, count, count, fc.constantFrom(...quick), (a, b, c, method) => {
        const one = npsFromCounts({ promoters: a, passives: b, detractors: c + 1 }, { method }).overall;
        const other = npsFromCounts({ promoters: c + 1, passives: b, detractors: a }, { method }).overall;
        expect(other.estimate).toBeCloseTo(-one.estimate!, 9);
        if (one.lower !== null) expect(other.upper).toBeCloseTo(-one.lower, 7);
      }),
    );
  });
});

describe("bootstrap", () => {
  const counts = { promoters: 250, passives: 160, detractors: 90 };

  test("the same seed gives the same interval, another seed nearly the same", () => {
    const [a, b, c] = [1, 1, 2].map((seed) => npsFromCounts(counts, { method: "bootstrap", seed }).overall);
    expect(b).toEqual(a);
    expect(c).not.toEqual(a);
    expect(Math.abs(c!.lower! - a!.lower!)).toBeLessThan(0.6);
  });

  test.each(["bootstrap", "bootstrap-bca"] as const)(
    "%s of 500 answers is Wald's interval within its noise",
    (method) => {
      const resampled = npsFromCounts(counts, { method }).overall;
      const wald = npsFromCounts(counts, { method: "wald" }).overall;
      expect(Math.abs(resampled.lower! - wald.lower!)).toBeLessThan(0.6);
      expect(Math.abs(resampled.upper! - wald.upper!)).toBeLessThan(0.6);
    },
  );

  test("of weighted answers follows their linearised standard error, not their number", async () => {
    const given = Array.from({ length: 600 }, (_, i) => [10, 10, 8, 7, 3, 9][i % 6]!);
    const w = given.map((_, i) => (i % 5 === 0 ? 6 : 0.5));
    const options = { score: "score", weight: "w" } as const;
    const resampled = (await nps(frame(given, { w }), { ...options, method: "bootstrap" })).overall;
    const wald = (await nps(frame(given, { w }), { ...options, method: "wald" })).overall;
    expect(resampled.upper! - resampled.lower!).toBeGreaterThan(0.95 * (wald.upper! - wald.lower!));
    expect(resampled.upper! - resampled.lower!).toBeLessThan(1.05 * (wald.upper! - wald.lower!));
  });
});

describe("population", () => {
  const counts = { promoters: 15, passives: 13, detractors: 8 };

  test.each(METHODS)("%s shrinks to the estimate when everybody has answered", (method) => {
    const { overall } = npsFromCounts(counts, { method, population: 36 });
    expect(overall.lower).toBeCloseTo(overall.estimate!, 10);
    expect(overall.upper).toBeCloseTo(overall.estimate!, 10);
    expect(overall.note).toBe("everybody answered: no sampling error");
  });

  test.each(METHODS)("%s of 36 out of 60 is narrower, out of 10 million the same as without", (method) => {
    const width = (population?: number) => {
      const { upper, lower } = npsFromCounts(
        counts,
        population === undefined ? { method } : { method, population },
      ).overall;
      return upper! - lower!;
    };
    expect(width(60)).toBeLessThan(0.75 * width());
    expect(width(1e7)).toBeCloseTo(width(), 2);
  });

  test("the standard error shrinks by √((N − n)/(N − 1))", () => {
    const whole = npsFromCounts(counts).overall.standardError!;
    expect(npsFromCounts(counts, { population: 100 }).overall.standardError).toBeCloseTo(
      whole * Math.sqrt(64 / 99),
      12,
    );
  });

  test("by segment it is asked for each", async () => {
    const table = frame([10, 9, 2], { segment: ["a", "a", "b"] });
    const { rows } = await nps(table, { score: "score", by: "segment", population: { a: 2, b: 50 } });
    expect(rows.map((row) => row.note)).toEqual(["everybody answered: no sampling error", null]);
    const by = { score: "score", by: "segment" } as const;
    await expect(nps(table, { ...by, population: 50 })).rejects.toThrow(
      "nps by segment requires the population of each, by its name; got the one number 50",
    );
    await expect(nps(table, { ...by, population: { a: 2 } })).rejects.toThrow(
      "nps requires the population of each segment; got none for 'b'",
    );
    await expect(nps(table, { ...by, population: { a: 1, b: 3 } })).rejects.toThrow(
      "nps requires a population of at least the 2 who answered; got 1",
    );
  });
});

describe("notes", () => {
  test.each([
    ["wald", { promoters: 20, passives: 10, detractors: 10 }, "fewer than 50 answers: the Wald interval is too narrow"],
    [
      "t",
      { promoters: 90, passives: 10, detractors: 4 },
      "fewer than 5 answers in a class: the Student's t interval is too narrow",
    ],
    [
      "goodman",
      { promoters: 9, passives: 0, detractors: 0 },
      "all answers in one class: the Goodman, simultaneous interval has no width",
    ],
    ["t", { promoters: 1, passives: 0, detractors: 0 }, "one answer: no Student's t interval"],
    ["adjusted-wald", { promoters: 9, passives: 0, detractors: 0 }, null],
    ["wald", { promoters: 30, passives: 10, detractors: 10 }, null],
  ] as const)("%s of %o: %s", (method, counts, note) => {
    expect(npsFromCounts(counts, { method }).overall.note).toBe(note);
  });
});

describe("errors", () => {
  test.each([
    [[9, 11, 11, 4, 11], "nps requires scores from 0 to 10; got 11 (3 rows, first at row 2)"],
    [[9, -1], "nps requires scores from 0 to 10; got -1 (row 2)"],
    [[9, 7.5, 3], "nps requires whole scores from 0 to 10; got 7.5 (row 2)"],
    [["9", "n/a", "10"], "nps requires scores from 0 to 10; got 'n/a' (row 2)"],
    [["9", "8"], "nps requires scores from 0 to 10; got '8', '9' (2 rows, first at row 1)"],
    [[true, false], "nps requires scores from 0 to 10; got false, true (2 rows, first at row 1)"],
  ])("scores %j", async (given, message) => {
    await expect(nps(frame(given as number[]), { score: "score" })).rejects.toThrow(message);
  });

  test("a negative weight, a weight that is text", async () => {
    const table = frame([9, 9, 9], { w: [1, -2, 1], t: ["1", "1", "1"] });
    await expect(nps(table, { score: "score", weight: "w" })).rejects.toThrow(
      "nps requires weights of at least 0 in 'w'; got -2 (row 2)",
    );
    await expect(nps(table, { score: "score", weight: "t" })).rejects.toThrow("nps requires numbers in 't'; got text");
  });

  test("a missing column names the nearest", async () => {
    await expect(nps(frame([9]), { score: "scor" })).rejects.toThrow(
      "nps: no column 'scor' in the table; nearest: 'score'",
    );
  });

  test("options", async () => {
    await expect(nps(frame([9]), { score: "score", level: 95 })).rejects.toThrow(
      "nps requires a level between 0 and 1",
    );
    expect(() =>
      npsFromCounts({ promoters: 1, passives: 0, detractors: 0 }, { method: "agresti" as NpsMethod }),
    ).toThrow("npsFromCounts requires a method of 'adjusted-wald', 'wald', 'score'");
    expect(() => npsFromCounts({ promoters: 1.5, passives: 0, detractors: 0 })).toThrow(
      "npsFromCounts requires counts that are whole numbers from 0; got 1.5 promoters",
    );
  });
});
