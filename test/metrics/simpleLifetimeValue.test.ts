import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { remainingLifetimeFromParameters } from "../../src/metrics/contractRetention/remainingLifetime.js";
import {
  type MarginTiming,
  simpleLifetimeValue,
  simpleLifetimeValueFromRates,
} from "../../src/metrics/simpleLifetimeValue/simpleLifetimeValue.js";
import {
  addedMargins,
  NO_MARGINS,
  simpleLifetimeValueRow,
} from "../../src/metrics/simpleLifetimeValue/simpleLifetimeValueRow.js";
import { fiellerRatio } from "../../src/statistics/fieller.js";
import { random } from "../../src/statistics/random.js";
import { unexplained } from "./existing.js";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const NOW = "first margin now";
const LATER = "first margin after a period";
const asked = { margin: "margin", retained: "stayed", discountRate: 0.1, timing: NOW } as const;
const frame = (margin: readonly unknown[], stayed: readonly unknown[], more: object = {}) =>
  new DataFrame({ margin: [...margin], stayed: [...stayed], ...more });

describe("by hand", () => {
  test.each([
    // 100·.8/.3 and 100·1.1/.3
    [100, 0.8, 0.1, LATER, 266.666667],
    [100, 0.8, 0.1, NOW, 366.666667],
    // margin multiples r/(1 + d − r): .6/.5, .9/.2, .9/.26
    [1, 0.6, 0.1, LATER, 1.2],
    [1, 0.9, 0.1, LATER, 4.5],
    [1, 0.9, 0.16, LATER, 3.461538],
    [50, 0, 0.1, LATER, 0],
    [50, 0, 0.1, NOW, 50],
    [50, 0.5, 0, LATER, 50],
    [10, 1, 0.25, NOW, 50],
    [-10, 0.5, 0.5, NOW, -15],
  ])("margin %d, retention %d, discount %d, %s: %d", (margin, retention, discountRate, timing, value) => {
    const found = simpleLifetimeValueFromRates({ margin, retention, discountRate, timing: timing as MarginTiming });
    expect(found.estimate).toBeCloseTo(value, 6);
    expect(found.note).toBeNull();
  });

  test("four customers, three stay: m 25, r .75, value now 25·1.1/.35, bounds of Fieller from their moments", async () => {
    const { overall, unit } = await simpleLifetimeValue(frame([10, 20, 30, 40], [true, false, true, true]), asked);
    expect(overall).toMatchObject({ n: 4, retained: 3, retention: 0.75, margin: 25, missing: 0 });
    expect(overall.estimate).toBeCloseTo((25 * 1.1) / 0.35, 12);
    expect(unit).toBe("currency");
    // Σ(m − 25)² = 500, Σ(r − .75)² = .75, Σ(m − 25)(r − .75) = 5.
    const parts = { numerator: 27.5, denominator: 0.35, degreesOfFreedom: 3 };
    const fieller = fiellerRatio({
      ...parts,
      numeratorVariance: (1.21 * 500) / 12,
      denominatorVariance: 0.75 / 12,
      covariance: (-1.1 * 5) / 12,
    });
    expect(fieller.kind).not.toBe("bounded");
    expect(overall).toMatchObject({ lower: null, upper: null, note: expect.stringMatching(/so near 1/) });
  });

  test("the value is the sum of the margins to come", () => {
    const [margin, retention, discountRate] = [7, 0.85, 0.08];
    let [now, later] = [0, 0];
    for (let t = 0; t < 2000; t++) {
      now += margin * (retention / (1 + discountRate)) ** t;
      later += margin * (retention / (1 + discountRate)) ** (t + 1);
    }
    const rates = { margin, retention, discountRate };
    expect(simpleLifetimeValueFromRates({ ...rates, timing: NOW }).estimate).toBeCloseTo(now, 8);
    expect(simpleLifetimeValueFromRates({ ...rates, timing: LATER }).estimate).toBeCloseTo(later, 8);
  });
});

/** Customers whose margin goes with staying. */
function customers(n: number, retention: number, seed: number) {
  const stream = random(seed);
  const stayed = Array.from({ length: n }, () => stream.next() < retention);
  return { stayed, margin: stayed.map((one) => Math.exp(3 + 0.6 * stream.normal() + (one ? 0.3 : 0))) };
}

describe("laws", () => {
  const rates = fc.record({
    margin: fc.double({ min: -100, max: 100, noNaN: true }),
    retention: fc.double({ min: 0, max: 1, noNaN: true }),
    discountRate: fc.double({ min: 0.001, max: 0.9, noNaN: true }),
  });

  test("the first margin now is worth one margin more than after a period", () =>
    fc.assert(
      fc.property(rates, (given) => {
        const [now, later] = [NOW, LATER].map(
          (timing) => simpleLifetimeValueFromRates({ ...given, timing: timing as MarginTiming }).estimate!,
        );
        expect(Math.abs(now! - later! - given.margin)).toBeLessThan(1e-9 * (1 + Math.abs(now!)));
      }),
    ));

  test("of members who are all alike it is what their remaining lifetime says", () => {
    const alike = { model: "sbg", alpha: 2e6, beta: 8e6, c: 1 } as const;
    const remaining = remainingLifetimeFromParameters(alike, { renewals: 0, discountRate: 0.1 });
    const simple = simpleLifetimeValueFromRates({ margin: 1, retention: 0.8, discountRate: 0.1, timing: LATER });
    // Of who renews at once, and pays then: a period sooner.
    expect(remaining).toBeCloseTo(simple.estimate! * 1.1, 4);
  });

  test("of members who differ it is too low: one rate, that of the first renewal, for all", () => {
    const differing = { model: "sbg", alpha: 1, beta: 4, c: 1 } as const;
    const remaining = remainingLifetimeFromParameters(differing, { renewals: 0, discountRate: 0.1 });
    const simple = simpleLifetimeValueFromRates({ margin: 1, retention: 0.8, discountRate: 0.1, timing: LATER });
    expect(remaining).toBeGreaterThan(simple.estimate! * 1.1 * 1.2);
  });

  test.each([NOW, LATER] as const)(
    "%s: order and unit do not matter; a segment is its rows alone; FromRates is the estimate",
    async (timing) => {
      const { margin, stayed } = customers(120, 0.7, 3);
      const plan = margin.map((_, i) => (i % 3 === 0 ? "A" : "B"));
      const options = { ...asked, timing };
      const { overall, rows } = await simpleLifetimeValue(frame(margin, stayed, { plan }), { ...options, by: "plan" });
      const reversed = await simpleLifetimeValue(frame([...margin].reverse(), [...stayed].reverse()), options);
      expect(reversed.overall.estimate).toBeCloseTo(overall.estimate!, 10);
      expect(reversed.overall.upper).toBeCloseTo(overall.upper!, 9);
      const cents = await simpleLifetimeValue(
        frame(
          margin.map((m) => 100 * m),
          stayed,
        ),
        options,
      );
      expect(cents.overall.lower! / overall.lower!).toBeCloseTo(100, 8);
      const own = plan.flatMap((one, i) => (one === "A" ? [i] : []));
      const alone = await simpleLifetimeValue(
        frame(
          own.map((i) => margin[i]),
          own.map((i) => stayed[i]),
        ),
        options,
      );
      expect(rows[0]!.keys).toEqual({ plan: "A" });
      expect(rows[0]!.estimate).toBeCloseTo(alone.overall.estimate!, 10);
      expect(rows[0]!.upper).toBeCloseTo(alone.overall.upper!, 9);
      const same = { margin: overall.margin!, retention: overall.retention!, discountRate: 0.1, timing };
      expect(overall.estimate).toBeCloseTo(simpleLifetimeValueFromRates(same).estimate!, 12);
    },
  );

  test("whatever the rows, bounds hold the estimate and nothing is NaN, a margin that staying decides too", () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.boolean()), { minLength: 1, maxLength: 30 });
    const decided = [0, 2, 0, 2, 0, 2].map((m, i): [number, boolean] => [m, i % 2 === 0]);
    fc.assert(
      fc.property(rows, fc.boolean(), fc.constantFrom(0, 0.1), (all, isNow, discountRate) => {
        const parts = all.map(([m, isKept]) => {
          const one = { n: 1, sum: m, squares: m * m };
          return { ...NO_MARGINS, [isKept ? "kept" : "lost"]: one };
        });
        const found = simpleLifetimeValueRow(addedMargins(parts), { level: 0.9, isNow, discountRate });
        expect(unexplained(found)).toEqual([]);
        if (found.lower === null) return;
        expect(found.lower).toBeLessThanOrEqual(found.estimate! + 1e-9);
        expect(found.upper).toBeGreaterThanOrEqual(found.estimate! - 1e-9);
      }),
      {
        examples: [
          [decided, false, 0.1],
          [decided, true, 0.1],
        ],
        numRuns: 500,
      },
    );
  });

  test("an answer may be a value of a column; missing margins and answers are counted and left out; in DuckDB as in memory", async () => {
    const rows = {
      margin: [10, 12, null, 8, 15, 9, 11, 10, 14, 13],
      state: ["in", "out", "in", null, "in", "in", "out", "in", "in", "in"],
      plan: ["A", "A", "A", "B", "B", "B", "B", "A", null, "B"],
    };
    const options = {
      margin: "margin",
      retained: { column: "state", value: "in" },
      discountRate: 0.2,
      timing: LATER,
    } as const;
    const { overall, excluded } = await simpleLifetimeValue(new DataFrame(rows), options);
    expect(overall).toMatchObject({ n: 8, retained: 6, missing: 2, margin: 94 / 8 });
    expect(excluded).toEqual({ missing: 2, outOfRange: 0 });
    await expectSameInDuckdb(rows, (table) => simpleLifetimeValue(table, { ...options, by: "plan" }));
  });
});

describe("coverage", () => {
  test.each([
    [NOW, 400, 0.8],
    [LATER, 400, 0.8],
    [LATER, 100, 0.6],
  ] as const)(
    "%s, %d customers, retention %d: 95 %% intervals hold the value in 93 to 97 of 100 samples",
    (timing, n, retention) => {
      const runs = 2000;
      const settings = { discountRate: 0.1, isNow: timing === NOW, level: 0.95 };
      const mean = Math.exp(3 + 0.18) * (1 + retention * (Math.exp(0.3) - 1));
      const truth = simpleLifetimeValueFromRates({ margin: mean, retention, discountRate: 0.1, timing }).estimate!;
      let holds = 0;
      for (let run = 0; run < runs; run++) {
        const { stayed, margin } = customers(n, retention, 1000 + run);
        const parts = margin.map((m, i) => {
          const one = { n: 1, sum: m, squares: m * m };
          return { ...NO_MARGINS, [stayed[i] ? "kept" : "lost"]: one };
        });
        const { lower, upper } = simpleLifetimeValueRow(addedMargins(parts), settings);
        if (lower! <= truth && truth <= upper!) holds++;
      }
      expect(holds / runs).toBeGreaterThan(0.93);
      expect(holds / runs).toBeLessThan(0.97);
    },
  );
});

describe("what cannot exist", () => {
  const row = async (margin: unknown[], stayed: unknown[], more: object = {}) => {
    const result = await simpleLifetimeValue(frame(margin, stayed), { ...asked, ...more });
    expect(unexplained(result)).toEqual([]);
    return result.overall;
  };

  test("everybody retained, nothing discounted: a value without end", async () => {
    const note = "everybody is retained and nothing is discounted: the value has no end";
    expect(await row([1, 2], [true, true], { discountRate: 0 })).toMatchObject({ estimate: null, note });
    expect(simpleLifetimeValueFromRates({ margin: 1, retention: 1, discountRate: 0, timing: NOW })).toEqual({
      estimate: null,
      note,
    });
  });

  test("everybody or nobody retained, one customer: a value without interval", async () => {
    const why = "was retained: how far retention may be from that is not told; no interval";
    expect(await row([1, 2], [true, true])).toMatchObject({ lower: null, upper: null, note: `everybody ${why}` });
    expect((await row([1, 2], [true, true])).estimate).toBeCloseTo((1.5 * 1.1) / 0.1, 10);
    expect(await row([1, 3], [false, false])).toMatchObject({ estimate: 2, lower: null, note: `nobody ${why}` });
    expect(await row([5], [1], {})).toMatchObject({ n: 1, upper: null, note: `everybody ${why}` });
  });

  test("nobody known", async () => {
    expect(await row([null, 1], [true, null])).toMatchObject({
      estimate: null,
      margin: null,
      retention: null,
      missing: 2,
      note: "no customers with known margin and retention",
    });
  });

  test("margins all alike leave only retention uncertain", async () => {
    const { lower, upper, estimate } = await row(
      Array(40).fill(0.1),
      Array.from({ length: 40 }, (_, i) => i % 2),
    );
    expect(lower).toBeLessThan(estimate!);
    expect(upper).toBeGreaterThan(estimate!);
  });
});

describe("wrong calls", () => {
  test.each([
    [{ margin: "margn" }, "simpleLifetimeValue: no column 'margn' in the table; nearest: 'margin'"],
    [{ margin: "plan" }, "simpleLifetimeValue requires numbers in 'plan'; got text in the table"],
    [{ retained: "plan" }, "simpleLifetimeValue requires true and false, or 1 and 0, in 'plan'; got 'A', 'B'"],
    [{ by: "area" }, "simpleLifetimeValue: no column 'area' in the table"],
    [{ level: 95 }, "simpleLifetimeValue requires a level between 0 and 1, such as 0.95; got 95"],
    [
      { timing: "now" },
      "simpleLifetimeValue requires a timing of 'first margin now', 'first margin after a period'; got 'now'",
    ],
    [{ timing: undefined }, "requires a timing of 'first margin now', 'first margin after a period'; got none"],
    [
      { discountRate: 10 },
      "simpleLifetimeValue requires a discountRate a period from 0 and below 1, such as 0.1 for 10 %; got 10",
    ],
    [{ discountRate: -0.1 }, "got -0.1"],
  ])("simpleLifetimeValue(table, %j)", async (wrong, message) => {
    const table = frame([1, 2], [true, false], { plan: ["A", "B"] });
    await expect(simpleLifetimeValue(table, { ...asked, ...(wrong as object) })).rejects.toThrow(message);
  });

  test.each([
    [{ retention: 80 }, "simpleLifetimeValueFromRates requires a retention from 0 to 1, such as 0.8; got 80"],
    [{ retention: Number.NaN }, "got NaN"],
    [{ margin: Number.POSITIVE_INFINITY }, "simpleLifetimeValueFromRates requires a margin; got Infinity"],
    [{ discountRate: Number.NaN }, "simpleLifetimeValueFromRates requires a discountRate a period from 0"],
  ])("simpleLifetimeValueFromRates(%j)", (wrong, message) => {
    const rates = { margin: 1, retention: 0.8, discountRate: 0.1, timing: NOW } as const;
    expect(() => simpleLifetimeValueFromRates({ ...rates, ...wrong })).toThrow(message);
  });
});
