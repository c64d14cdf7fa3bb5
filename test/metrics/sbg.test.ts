import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contractLikelihood } from "../../src/metrics/contractRetention/contractLikelihood.js";
import type { ContractRow } from "../../src/metrics/contractRetention/contractRow.js";
import { remainingLifetime } from "../../src/metrics/contractRetention/remainingLifetime.js";
import { countedRenewals } from "../../src/metrics/contractRetention/renewalTally.js";
import { bdw, bdwFromCounts, sbg, sbgFromCounts } from "../../src/metrics/contractRetention/sbg.js";
import { random } from "../../src/statistics/random.js";
import optimum from "../fixtures/contractRetention/optimum.json";
import { byDifferences } from "../statistics/byDifferences.js";
import { unexplained } from "./existing.js";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394];
const REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173];
const fitted = { sbg: sbgFromCounts, bdw: bdwFromCounts };
const bounded = ({ lower, upper }: { lower: number | null; upper: number | null }) => [lower, upper];

describe("published values", () => {
  test("Fader and Hardie (2007), seven years of 1000: High End α .668 β 3.806, mean churn .15, log-likelihood −1611.2", () => {
    const { overall } = sbgFromCounts(HIGH_END, { fitPeriods: 7 });
    expect(overall.alpha.estimate).toBeCloseTo(0.668, 3);
    expect(overall.beta.estimate).toBeCloseTo(3.806, 3);
    expect(overall.firstChurn.estimate).toBeCloseTo(0.15, 2);
    expect(overall.logLikelihood).toBeCloseTo(-1611.2, 1);
    expect(overall.search).toMatchObject({ status: "converged", bounded: [], starts: 4, agreeing: 4 });
  });

  test("the same, Regular: α .704 β 1.182, mean churn .37; year 12 within 4 % and 2 % of what was seen", () => {
    const regular = sbgFromCounts(REGULAR, { fitPeriods: 7 }).overall;
    expect(regular.alpha.estimate).toBeCloseTo(0.704, 3);
    expect(regular.beta.estimate).toBeCloseTo(1.182, 3);
    expect(regular.firstChurn.estimate).toBeCloseTo(0.37, 2);
    expect(Math.abs(regular.estimate! / 0.173 - 1)).toBeCloseTo(0.02, 2);
    const highEnd = sbgFromCounts(HIGH_END, { fitPeriods: 7 }).overall;
    expect(Math.abs(highEnd.estimate! / 0.394 - 1)).toBeCloseTo(0.04, 2);
  });

  test("Fader and Hardie's four cohorts of 10,000: α 3.80 β 15.19", () => {
    const cohorts = [
      [10000, 8000, 6480, 5307, 4391],
      [10000, 8000, 6480, 5307],
      [10000, 8000, 6480],
      [10000, 8000],
    ];
    const { overall } = sbgFromCounts(cohorts);
    expect(overall.alpha.estimate).toBeCloseTo(3.8, 2);
    expect(overall.beta.estimate).toBeCloseTo(15.19, 2);
    expect(overall.n).toBe(40000);
  });

  test("BdW as R's foretell and Python's retenmod have it, High End to year 4: .2593 1.7226 1.5844, the share after 10 years .4182", () => {
    const { overall } = bdwFromCounts(HIGH_END.slice(0, 5), { horizon: 10 });
    expect(overall.alpha.estimate).toBeCloseTo(0.2593, 4);
    expect(overall.beta.estimate).toBeCloseTo(1.7226, 4);
    expect(overall.c.estimate).toBeCloseTo(1.5844, 4);
    expect(overall.logLikelihood! / 10).toBeCloseTo(-122.27493, 5);
    expect(overall.estimate).toBeCloseTo(0.4182, 4);
  });
});

describe("scipy and mpmath", () => {
  test.each(optimum.fits)("$model of $name: the optimum, and standard errors of the logs", (expected) => {
    const { overall } = fitted[expected.model as "sbg" | "bdw"](expected.members);
    const names = (["alpha", "beta", "c"] as const).slice(0, expected.parameters.length);
    names.forEach((name, j) => {
      const { estimate, lower, upper } = overall[name];
      expect(estimate! / expected.parameters[j]!).toBeCloseTo(1, 6);
      const half = 1.959963984540054 * expected.standardErrors[j]!;
      expect(Math.log(lower! / estimate!)).toBeCloseTo(-half, 5);
      expect(Math.log(upper! / estimate!)).toBeCloseTo(half, 5);
    });
    expect(overall.logLikelihood).toBeGreaterThan(expected.logLikelihood - 1e-9);
    expect(overall.search!.status).toBe("converged");
  });

  test("the Hessian is that of differences", () => {
    const { renewals } = countedRenewals(HIGH_END, "bdwFromCounts");
    const { parameters, search } = bdwFromCounts(HIGH_END).overall;
    const point = Float64Array.of(parameters!.alpha, parameters!.beta, parameters!.c).map(Math.log);
    const { hessian } = byDifferences((at) => contractLikelihood(renewals, "bdw", at).value, 1e-3)(point);
    search!.hessian.flat().forEach((part, j) => {
      expect(Math.abs(part / hessian[j]! - 1)).toBeLessThan(1e-3);
    });
  });
});

describe("by hand", () => {
  test("two renewals have two rates, which sBG meets exactly: ½ and ⅔ are α = β = 1", () => {
    const { overall } = sbgFromCounts([6, 3, 2], { horizon: 3 });
    expect(overall.alpha.estimate).toBeCloseTo(1, 7);
    expect(overall.beta.estimate).toBeCloseTo(1, 7);
    expect(overall.estimate).toBeCloseTo(1 / 4, 7);
    expect(overall.tenure.estimate).toBeCloseTo(1 + 1 / 2 + 1 / 3, 7);
    expect(overall).toMatchObject({ n: 6, left: 4, members: 2 });
    expect(overall.curve.map(({ actual }) => actual)).toEqual([1 / 2, (1 / 2) * (2 / 3), null]);
    expect(overall.curve.map(({ part }) => part)).toEqual(["fitted", "fitted", "projected"]);
  });

  test("one row a member: who left at his second renewal has 2 periods, and so has who renewed then", async () => {
    const members = { years: [1, 1, 1, 2, 2, 2], left: [true, true, true, true, false, false] };
    const { overall } = await sbg(new DataFrame(members), { periods: "years", left: "left" });
    expect(overall).toEqual(sbgFromCounts([6, 3, 2]).overall);
  });

  test("cohorts of different age: what was seen is Kaplan and Meier's", async () => {
    // Of 4, 1 leaves at once; 1 of the others came no further; of the 2 at the second renewal 1 leaves.
    const members = { years: [1, 1, 2, 2, 0], left: ["yes", "no", "yes", "no", "no"] };
    const { overall, excluded } = await sbg(new DataFrame(members), {
      periods: "years",
      left: { column: "left", value: "yes" },
    });
    expect(overall.curve.map(({ n }) => n)).toEqual([4, 2]);
    expect(overall.curve.map(({ actual }) => actual)).toEqual([3 / 4, 3 / 8]);
    expect(overall.curve.map(({ actualRetention }) => actualRetention)).toEqual([3 / 4, 1 / 2]);
    expect(overall.justJoined).toBe(1);
    expect(excluded).toEqual({ missing: 0, outOfRange: 1 });
  });

  test("remainingLifetime is Σ S(n + k)/S(n)/(1 + d)ᵏ⁻¹, with the interval of a Monte Carlo from the covariance", () => {
    const { overall } = sbgFromCounts(HIGH_END);
    const { estimate, lower, upper } = remainingLifetime(overall, { renewals: 4, discountRate: 0.1 });
    const after = sbgFromCounts(HIGH_END, { horizon: 600 }).overall.curve.map((one) => one.estimate!);
    const sum = after.slice(4).reduce((total, share, k) => total + share / after[3]! / 1.1 ** k, 0);
    expect(estimate).toBeCloseTo(sum, 8);
    const [[aa, ab], [, bb]] = overall.search!.covariance as [[number, number], [number, number]];
    const stream = random(5);
    const draws = Array.from({ length: 2000 }, () => {
      const z = [stream.normal(), stream.normal()];
      const x = Math.sqrt(aa!) * z[0]!;
      const y = (ab! / aa!) * x + Math.sqrt(bb! - (ab! * ab!) / aa!) * z[1]!;
      const { model, alpha, beta, c } = overall.parameters!;
      const parameters = { model, alpha: alpha * Math.exp(x), beta: beta * Math.exp(y), c };
      return remainingLifetime({ ...overall, parameters }, { renewals: 4, discountRate: 0.1 }).estimate!;
    }).sort((x, y) => x - y);
    expect(lower! / draws[49]!).toBeCloseTo(1, 1);
    expect(upper! / draws[1949]!).toBeCloseTo(1, 1);
  });
});

describe("laws", () => {
  const cohort = fc
    .tuple(fc.integer({ min: 1, max: 3000 }), fc.array(fc.double({ min: 0.3, max: 1, noNaN: true }), { maxLength: 9 }))
    .map(([start, rates]) => {
      const members = [start];
      for (const rate of rates) members.push(Math.round(members.at(-1)! * rate));
      return members;
    });

  test("intervals hold their estimates, shares stay within 0 and 1 and fall, nothing is NaN, the search never stalls", () =>
    fc.assert(
      fc.property(cohort, fc.constantFrom("sbg", "bdw"), (members, model) => {
        const result = fitted[model as "sbg"](members);
        expect(unexplained(result)).toEqual([]);
        const { overall } = result;
        expect(overall.search?.status ?? "none").not.toBe("stalled");
        const { alpha, beta, c, firstChurn, tenure, curve } = overall;
        for (const one of [overall, alpha, beta, c, firstChurn, tenure, ...curve]) {
          if (one.lower === null) continue;
          expect(one.lower).toBeLessThanOrEqual(one.estimate!);
          expect(one.upper!).toBeGreaterThanOrEqual(one.estimate!);
        }
        let before = 1;
        for (const { estimate } of curve) {
          expect(estimate ?? 0).toBeLessThanOrEqual(before);
          before = estimate ?? 1;
        }
      }),
      { numRuns: 150 },
    ));

  test("bdw is never less likely than sbg, of which it is a generalisation", () =>
    fc.assert(
      fc.property(cohort, (members) => {
        const [simple, wide] = [sbgFromCounts(members).overall, bdwFromCounts(members).overall];
        if (simple.logLikelihood === null || wide.logLikelihood === null) return;
        expect(wide.logLikelihood).toBeGreaterThan(simple.logLikelihood - 1e-4);
      }),
      { numRuns: 60 },
    ));

  test("cohorts in another order, or each twice: the same parameters, intervals narrower by √2", () => {
    const cohorts = [HIGH_END, REGULAR.slice(0, 6), HIGH_END.slice(0, 3)];
    const { overall } = sbgFromCounts(cohorts);
    expect(sbgFromCounts([...cohorts].reverse()).overall).toEqual(overall);
    const twice = sbgFromCounts([...cohorts, ...cohorts]).overall;
    for (const name of ["alpha", "beta"] as const) {
      expect(twice[name].estimate! / overall[name].estimate!).toBeCloseTo(1, 8);
      const width = (row: ContractRow) => Math.log(row[name].upper! / row[name].lower!);
      expect(width(overall) / width(twice)).toBeCloseTo(Math.SQRT2, 6);
    }
  });

  test("fitPeriods holds out the rest: the parameters are those of the shorter cohort, what was seen stays", () => {
    const whole = sbgFromCounts(HIGH_END, { fitPeriods: 7 }).overall;
    const short = sbgFromCounts(HIGH_END.slice(0, 8), { horizon: 12 }).overall;
    expect(whole.parameters).toEqual(short.parameters);
    expect(bounded(whole)).toEqual(bounded(short));
    expect(whole.curve.map(({ part }) => part === "held out")).toEqual(HIGH_END.slice(1).map((_, i) => i >= 7));
    expect(whole.curve.map(({ actual }) => actual)).toEqual(HIGH_END.slice(1).map((n) => expect.closeTo(n / 1000, 12)));
    expect(short.curve[9]).toMatchObject({ part: "projected", actual: null, actualRetention: null, n: 0 });
  });

  test("another seed, more starts: the same top", () => {
    const one = bdwFromCounts(HIGH_END, { starts: 1 }).overall;
    const other = bdwFromCounts(HIGH_END, { starts: 9, seed: 77 }).overall;
    for (const name of ["alpha", "beta", "c"] as const) {
      expect(other[name].estimate! / one[name].estimate!).toBeCloseTo(1, 7);
    }
  });

  const rows = {
    years: [1, 1, 2, 3, 3, 1, 2, 2, 3, 3, 1, 2, 3, 3, 3, 1, null, 0, 2],
    left: [1, 1, 1, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, null],
    plan: [...Array.from({ length: 17 }, (_, i) => (i % 2 === 0 ? "A" : "B")), "A", null],
  };

  test("a segment is the table of its rows alone", async () => {
    const asked = { periods: "years", left: "left", horizon: 3 };
    const { overall, rows: segments, excluded } = await sbg(new DataFrame(rows), { ...asked, by: "plan" });
    expect(segments.map(({ keys }) => keys.plan)).toEqual(["A", "B", null]);
    const only = (plan: string) => rows.plan.flatMap((one, i) => (one === plan ? [i] : []));
    for (const { keys, ...row } of segments.slice(0, 2)) {
      const own = only(keys.plan as string);
      const table = new DataFrame({ years: own.map((i) => rows.years[i]), left: own.map((i) => rows.left[i]) });
      expect(row).toEqual((await sbg(table, asked)).overall);
    }
    expect(overall).toEqual((await sbg(new DataFrame(rows), asked)).overall);
    expect(excluded).toEqual({ missing: 2, outOfRange: 1 });
  });

  test.each([sbg, bdw])("%o in DuckDB as in memory", (model) =>
    expectSameInDuckdb(rows as never, (table) => model(table, { periods: "years", left: "left", by: "plan" })),
  );
});

describe("what cannot exist", () => {
  const note = (members: readonly number[], model: "sbg" | "bdw" = "sbg") => {
    const result = fitted[model](members);
    expect(unexplained(result)).toEqual([]);
    expect(result.overall.estimate).toBeNull();
    expect(remainingLifetime(result.overall, { renewals: 1, discountRate: 0.1 }).note).toBe(result.overall.note);
    return result.overall.note;
  };

  test("nobody, nobody at a renewal, one renewal only, nobody or everybody left", async () => {
    expect(note([0])).toBe("no members");
    expect(note([0, 0, 0])).toBe("no members");
    expect(note([50])).toBe("nobody came to a renewal yet");
    expect(note([50, 40])).toBe("one renewal only: how members differ cannot be told");
    expect(note([50, 40, 35], "bdw")).toBe("two renewals only: they do not determine three parameters (see sbg)");
    expect(note([50, 50, 50])).toBe("nobody left: there is no churn to fit");
    expect(note([50, 0, 0])).toBe("everybody left at the first renewal: how members differ cannot be told");
    const unknown = await sbg(new DataFrame({ years: [null, 2], left: [true, null] }), {
      periods: "years",
      left: "left",
    });
    expect(unknown.overall).toMatchObject({ estimate: null, note: "no members with known periods", missing: 2 });
    expect(unknown.horizon).toBeNull();
  });

  test("what was seen is shown where nothing can be fitted", () => {
    const { curve } = sbgFromCounts([50, 40]).overall;
    expect(curve).toEqual([
      expect.objectContaining({ period: 1, estimate: null, actual: 0.8, actualRetention: 0.8, left: 10, n: 50 }),
    ]);
  });

  test.each([
    ["retention that stays the same", [1000, 900, 810, 729]],
    ["retention that falls", [1000, 900, 700, 400]],
  ])("%s is that of members all alike: named, with the share but without intervals", (_, members) => {
    const { overall } = sbgFromCounts(members);
    expect(overall.search!.status).not.toBe("converged");
    expect(overall.note).toMatch(/^members leave as if all had the same probability/);
    const rate = 1 - (1000 - members.at(-1)!) / (members[0]! + members[1]! + members[2]!);
    expect(overall.estimate).toBeCloseTo(rate ** 3, 4);
    expect([...bounded(overall), ...bounded(overall.alpha), ...bounded(overall.tenure)]).toEqual(Array(6).fill(null));
  });

  test("some leave at once and then nobody: at a bound, named", () => {
    const { overall } = sbgFromCounts([10, 5, 5, 5]);
    expect(overall.search).toMatchObject({ status: "at a bound", bounded: ["alpha"] });
    expect(overall.note).toBe(
      "the likelihood still rises at the bound of alpha: these customers do not determine the parameters; no intervals",
    );
  });
});

describe("wrong calls", () => {
  test.each([
    [[], "requires members at the start; got none"],
    [
      [1000, 86.9],
      "requires whole counts of members from 0 (of shares, the members they are of); got 86.9 after 1 renewals",
    ],
    [[1000, -3], "requires whole counts of members from 0 (of shares, the members they are of); got -3"],
    [[1000, Number.NaN], "requires whole counts of members from 0 (of shares, the members they are of); got NaN"],
    [[1000, 653, 743], "requires members who never become more; got 743 after 653, at renewal 2"],
    [
      [
        [9, 5],
        [7, 8],
      ],
      "requires members who never become more; got 8 after 7, at renewal 1 in cohort 2",
    ],
    [[[9, 5], []], "requires members at the start in cohort 2; got none"],
  ])("sbgFromCounts(%j)", (counts, message) => {
    expect(() => sbgFromCounts(counts as number[])).toThrow(`sbgFromCounts ${message}`);
    expect(() => bdwFromCounts(counts as number[])).toThrow(`bdwFromCounts ${message}`);
  });

  test.each([
    [{ periods: "yeers" }, "sbg: no column 'yeers' in the table; nearest: 'years'"],
    [{ periods: "plan" }, "sbg requires numbers in 'plan'; got text in the table"],
    [{ periods: "half" }, "sbg requires whole periods in 'half'; got 1.5 (row 2)"],
    [{ periods: "below" }, "sbg requires periods of at least 0 in 'below'; got -1 (row 3)"],
    [
      { periods: "early" },
      "sbg requires who left to have come to a renewal (leaving at the first one is 1 period); got 0 in 'early' (row 1)",
    ],
    [{ left: "plan" }, "sbg requires true and false, or 1 and 0, in 'plan'; got 'A', 'B'"],
    [{ left: { column: "plan", value: "C" } }, "sbg requires a value of 'plan' that means left; got 'C'"],
    [{ by: "area" }, "sbg: no column 'area' in the table"],
    [{ level: 95 }, "sbg requires a level between 0 and 1, such as 0.95; got 95"],
    [{ horizon: 2.5 }, "sbg requires a whole number of renewals as the horizon from 1; got 2.5"],
    [{ fitPeriods: 0 }, "sbg requires a whole number of fitPeriods from 1; got 0"],
    [{ starts: 0 }, "sbg requires a whole number of starts from 1; got 0"],
    [{ seed: -1 }, "requires a seed that is a whole number"],
  ])("sbg(table, %j)", async (wrong, message) => {
    const table = new DataFrame({
      years: [1, 2, 3],
      left: [true, true, false],
      plan: ["A", "B", "A"],
      half: [1, 1.5, 2],
      below: [1, 1, -1],
      early: [0, 1, 2],
    });
    const asked = { periods: "years", left: "left", ...(wrong as object) };
    await expect(sbg(table, asked)).rejects.toThrow(message);
  });

  test("remainingLifetime", () => {
    const { overall } = sbgFromCounts(HIGH_END);
    expect(() => remainingLifetime(overall, { renewals: -1, discountRate: 0.1 })).toThrow(
      "remainingLifetime requires a whole number of renewals from 0; got -1",
    );
    expect(() => remainingLifetime(overall, { renewals: 1, discountRate: 0 })).toThrow("at least 0.00001");
    expect(() => remainingLifetime(overall, { renewals: 1, discountRate: 0.1, level: 2 })).toThrow(
      "such as 0.95; got 2",
    );
  });
});
