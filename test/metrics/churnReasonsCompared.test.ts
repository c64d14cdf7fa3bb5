import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChurnReasonsOptions, churnReasons } from "../../src/metrics/churnReasons/churnReasons.js";
import reference from "../fixtures/churnReasons/churnReasonsCompared.json";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const fast = { resamples: 100 } as const;

const byReason = async (columns: Record<string, unknown[]>, more: Partial<ChurnReasonsOptions> = {}) => {
  const options = { reason: "reason", value: "worth", ...more };
  const { overall } = await churnReasons(new DataFrame(columns), options);
  return Object.fromEntries(overall.reasons.map((row) => [row.reason, row]));
};

describe("customers against money agrees with independent software", () => {
  test.each(reference.cases)("numpy's resamples of the same rows: $name", async (given) => {
    const rows = given.named.flatMap((reasons, who) => reasons.map((reason) => ({ who, reason })));
    const isSeveral = rows.length > given.named.length;
    const found = await byReason(
      {
        who: rows.map(({ who }) => who),
        reason: rows.map(({ reason }) => `r${reason}`),
        worth: rows.map(({ who }) => given.values[who]!),
        weight: rows.map(({ who }) => given.weights[who]!),
      },
      {
        resamples: 4000,
        ...(isSeveral && { customer: "who" }),
        ...(given.weights.some((w) => w !== 1) && { weight: "weight" }),
      },
    );
    // A bound between two places may fall to either in another draw: to the next one, and rarely.
    const off = given.rankDifferences.flatMap(([estimate, lower, upper], r) => {
      const rank = found[`r${r}`]!.rankDifference!;
      expect(rank.estimate).toBe(estimate);
      return [Math.abs(rank.lower! - lower!), Math.abs(rank.upper! - upper!)].filter((places) => places > 0);
    });
    expect(off.length).toBeLessThan(2);
    expect(Math.max(0, ...off)).toBeLessThan(2);
    given.shareDifferences.forEach((expected, r) => {
      const { estimate, lower, upper } = found[`r${r}`]!.shareDifference!;
      [estimate, lower, upper].forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i]!, 8);
      });
    });
  });
});

describe("by hand", () => {
  const columns = {
    reason: ["late", "late", "late", "price", "Other", "Don't know"],
    worth: [1, 2, 3, 60, 5, 9],
  };

  test("three customers of 6 and one of 60: price climbs one place, by 60/71 − 1/5", async () => {
    const { late, price, Other, "Don't know": unknown } = await byReason(columns, fast);
    expect(late).toMatchObject({ customersRank: 1, rank: 2, customersShare: 3 / 5 });
    expect(price).toMatchObject({ customersRank: 2, rank: 1, customersShare: 1 / 5 });
    expect([late!.rankDifference!.estimate, price!.rankDifference!.estimate]).toEqual([-1, 1]);
    expect(price!.shareDifference!.estimate).toBeCloseTo(60 / 71 - 1 / 5, 12);
    expect(price!.shareDifference!.n).toBe(5);
    expect(Other).toMatchObject({ customersRank: null, rankDifference: null, customersShare: 1 / 5 });
    expect(Other!.shareDifference!.estimate).toBeCloseTo(5 / 71 - 1 / 5, 12);
    expect(unknown).toMatchObject({ customersShare: null, rankDifference: null, shareDifference: null });
  });

  test("without a value there is nothing to compare", async () => {
    const { late } = await byReason(columns, { value: undefined as never, ...fast });
    expect(late).toMatchObject({
      customersShare: null,
      customersRank: null,
      rankDifference: null,
      shareDifference: null,
    });
  });

  test("both lists are of the customers whose value is known", async () => {
    const found = await byReason({ reason: ["a", "a", "a", "b", "b"], worth: [null, null, 1, 5, 5] }, fast);
    expect(found.a).toMatchObject({ customersRank: 2, customersShare: 1 / 3, rank: 2 });
    expect(found.b!.rankDifference!.estimate).toBe(0);
  });

  test("a few dear customers surely climb; what they pass is not surely lower", async () => {
    const many = (n: number, reason: string, worth: number) =>
      Array.from({ length: n }, (_, i) => ({ reason, worth: worth + (i % 5) }));
    const rows = [...many(300, "late", 10), ...many(200, "price", 10), ...many(60, "contract", 400)];
    const found = await byReason({ reason: rows.map((r) => r.reason), worth: rows.map((r) => r.worth) });
    expect(found.contract!.rankDifference).toMatchObject({ estimate: 2, lower: 2, upper: 2 });
    expect(found.late!.rankDifference).toMatchObject({ estimate: -1, lower: -1, upper: -1 });
    expect(found.contract!.shareDifference!.lower).toBeGreaterThan(0.6);
  });

  test("nothing lost, or one customer: no difference", async () => {
    for (const worth of [
      [0, 0],
      [0, null],
    ]) {
      const found = await byReason({ reason: ["a", "b"], worth }, fast);
      expect(found.a!.rankDifference).toBeNull();
      expect(found.a!.shareDifference).toBeNull();
    }
  });
});

const rows = fc.array(
  fc.record({
    reason: fc.constantFrom("a", "b", "c", "Other"),
    worth: fc.integer({ min: 0, max: 300 }),
    weight: fc.constantFrom(0.5, 1, 3),
    who: fc.constant(0),
  }),
  { minLength: 2, maxLength: 40 },
);
type Rows = readonly { reason: string; worth: number; weight: number }[];
const columnsOf = (given: Rows) => ({
  reason: given.map(({ reason }) => reason),
  worth: given.map(({ worth }) => worth),
  weight: given.map(({ weight }) => weight),
  who: given.map((_, i) => `C${i}`),
});

describe("laws", () => {
  test("places gained and lost add up to 0, shares too, and each lies in its interval", async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const found = Object.values(await byReason(columnsOf(given), fast));
        const ranks = found.flatMap(({ rankDifference }) => rankDifference ?? []);
        const shares = found.flatMap(({ shareDifference }) => shareDifference ?? []);
        expect(ranks.reduce((sum, { estimate }) => sum + estimate!, 0)).toBe(0);
        expect(shares.reduce((sum, { estimate }) => sum + estimate!, 0)).toBeCloseTo(0, 10);
        for (const { estimate, lower, upper } of [...ranks, ...shares]) {
          expect(lower!).toBeLessThanOrEqual(estimate!);
          expect(upper!).toBeGreaterThanOrEqual(estimate!);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("the share difference is the difference of the two lists, and so is the rank difference", async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const columns = columnsOf(given);
        const [byValue, byCustomers] = [
          await byReason(columns, { weight: "weight", ...fast }),
          await byReason(columns, { value: undefined as never, weight: "weight", ...fast }),
        ];
        for (const [reason, row] of Object.entries(byValue)) {
          if (row.shareDifference === null) continue;
          const other = byCustomers[reason]!;
          expect(row.shareDifference.estimate).toBeCloseTo(row.estimate! - other.estimate!, 10);
          if (row.rank !== null) expect(row.rankDifference!.estimate).toBe(other.rank! - row.rank);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("customers worth all the same stand in one order: no difference, no doubt", async () => {
    const found = await byReason(
      columnsOf(Array.from({ length: 30 }, (_, i) => ({ reason: "abc"[i % 3]!, worth: 7, weight: 1 }))),
    );
    for (const { rankDifference, shareDifference } of Object.values(found)) {
      expect(rankDifference).toMatchObject({ estimate: 0, lower: 0, upper: 0 });
      expect(shareDifference!.lower).toBeCloseTo(0, 12);
      expect(shareDifference!.upper).toBeCloseTo(0, 12);
    }
  });

  test("is the same in memory and in DuckDB, with and without weights, and by customer", async () => {
    const columns = columnsOf(
      Array.from({ length: 80 }, (_, i) => ({
        reason: "aabbc"[(i * 7) % 5]!,
        worth: (i * 37) % 50,
        weight: [0.5, 2][i % 2]!,
      })),
    );
    for (const more of [{}, { weight: "weight" }, { customer: "who", weight: "weight" }]) {
      await expectSameInDuckdb(columns, (table) =>
        churnReasons(table, { reason: "reason", value: "worth", ...fast, ...more }),
      );
    }
  });

  test("beyond 20,000 customers, where sums stand for single ones, the intervals stay the same", async () => {
    const given = Array.from({ length: 20_000 }, (_, i) => ({
      reason: "aaaabbbccd"[(i * 7) % 10]!,
      worth: ((i * 7919) % 1000) / 10 + [0, 8, 20, 260][["a", "b", "c", "d"].indexOf("aaaabbbccd"[(i * 7) % 10]!)]!,
      weight: [0.5, 1, 2][i % 3]!,
    }));
    const of = (list: typeof given) => byReason(columnsOf(list), { weight: "weight", resamples: 400 });
    const [one, other] = [await of(given), await of([...given, { reason: "a", worth: 0, weight: 0.0001 }])];
    for (const [reason, row] of Object.entries(one)) {
      expect(other[reason]!.rankDifference).toMatchObject({
        estimate: row.rankDifference!.estimate,
        lower: row.rankDifference!.lower,
        upper: row.rankDifference!.upper,
      });
      expect(other[reason]!.shareDifference!.upper).toBeCloseTo(row.shareDifference!.upper!, 4);
    }
  });
});
