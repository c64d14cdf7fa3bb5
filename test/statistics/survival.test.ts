import { describe, expect, test } from "vitest";
import { logRank } from "../../src/statistics/logRank.js";
import { type Spell, stepAt, survivalCurve } from "../../src/statistics/survivalCurve.js";
import { survivalError, survivalInterval } from "../../src/statistics/survivalInterval.js";
import { restrictedMean, survivalQuantile } from "../../src/statistics/survivalTimes.js";
import reference from "../fixtures/survival/survival.json";

interface Cases {
  readonly time: readonly number[];
  readonly observed: readonly number[];
  readonly entry?: readonly number[];
  readonly group?: readonly number[];
}

const spellsOf = ({ time, observed, entry }: Cases): Spell[] =>
  time.map((duration, i) => ({ duration, observed: observed[i] === 1, entry: entry?.[i] || null, n: 1 }));

const groupsOf = (cases: Cases): Spell[][] => {
  const spells = spellsOf(cases);
  const names = [...new Set(cases.group)].sort((a, b) => a - b);
  return names.map((name) => spells.filter((_, i) => cases.group![i] === name));
};

function expectAll(found: readonly (number | null)[], expected: readonly (number | null)[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((x, i) => {
    const wanted = expected[i]!;
    if (wanted === null || x === null) expect(x, `at ${i}`).toBe(wanted);
    else expect(Math.abs(x - wanted), `at ${i}: ${x}, not ${wanted}`).toBeLessThan(1e-9 * (1 + Math.abs(wanted)));
  });
}

describe("survivalCurve as R's survfit has it", () => {
  test.each(reference.curves)("$name", ({ cases, level, horizon, curves, median, restrictedMean: mean }) => {
    const curve = survivalCurve(spellsOf(cases));
    const expected = curves["log-log"];
    expect(curve.map(({ time }) => time)).toEqual(expected.time);
    expect(curve.map(({ atRisk }) => atRisk)).toEqual(expected.atRisk);
    expect(curve.map(({ events }) => events)).toEqual(expected.events);
    expect(curve.map(({ censored }) => censored)).toEqual(expected.censored);
    expectAll(
      curve.map(({ survival }) => survival),
      expected.survival,
    );
    expectAll(curve.map(survivalError), expected.standardError);

    for (const scale of ["log-log", "log", "plain"] as const) {
      const bounds = curve.map((step) => survivalInterval(step, level, scale));
      // Before the first event R has 1 to 1 on the other scales: nothing varies, and there is no interval.
      const known = (list: readonly (number | null)[]) =>
        list.map((x, i) => (curve[i]!.survival < 1 && curve[i]!.survival > 0 ? x : null));
      expectAll(
        bounds.map((bound) => bound?.lower ?? null),
        known(curves[scale].lower),
      );
      expectAll(
        bounds.map((bound) => bound?.upper ?? null),
        known(curves[scale].upper),
      );
    }

    const { time, lower, upper } = survivalQuantile(curve, 0.5, level, "log-log");
    expectAll([time, lower, upper], [median.time, median.lower, median.upper]);
    const found = restrictedMean(curve, horizon);
    expectAll([found.mean, found.standardError], [mean.mean, mean.standardError]);
  });

  test("there are at least 20 hard cases", () => {
    expect(reference.curves.length).toBeGreaterThanOrEqual(24);
  });
});

describe("logRank as R has it", () => {
  test.each(reference.tests)(
    "survdiff: $name",
    ({ cases, statistic, degreesOfFreedom, pValue, observed, expected }) => {
      const { groups, test } = logRank(groupsOf(cases));
      expectAll(
        groups.map((group) => group.observed),
        observed,
      );
      expectAll(
        groups.map((group) => group.expected),
        expected,
      );
      expectAll([test!.statistic, test!.degreesOfFreedom], [statistic, degreesOfFreedom]);
      expect(test!.pValue / pValue).toBeCloseTo(1, 8);
    },
  );

  test.each(reference.lateTests)(
    "score test of coxph, late entries: $name",
    ({ cases, statistic, degreesOfFreedom }) => {
      const { test } = logRank(groupsOf(cases));
      expectAll([test!.statistic, test!.degreesOfFreedom], [statistic, degreesOfFreedom]);
    },
  );

  test("nothing to test: no events, one group, no group", () => {
    const one = [{ duration: 3, observed: false, entry: null, n: 4 }];
    expect(logRank([one, one]).test).toBeNull();
    expect(logRank([[{ ...one[0]!, observed: true }]]).test).toBeNull();
    expect(logRank([])).toEqual({ groups: [], test: null });
  });
});

describe("by hand", () => {
  const spells: Spell[] = [
    { duration: 2, observed: true, entry: null, n: 1 },
    { duration: 4, observed: false, entry: null, n: 1 },
    { duration: 6, observed: true, entry: 3, n: 2 },
  ];

  test("who entered at 3 is not at risk at 2, is at 4; S(6) = ½ · 0", () => {
    const curve = survivalCurve(spells);
    expect(curve.map(({ atRisk }) => atRisk)).toEqual([2, 3, 2]);
    expect(curve.map(({ survival }) => survival)).toEqual([0.5, 0.5, 0]);
    expect(restrictedMean(curve, 5).mean).toBe(2 + 0.5 * 3);
  });

  test("stepAt(curve, time) is the last step at or before it", () => {
    const curve = survivalCurve(spells);
    expect([1.9, 2, 3, 6, 9].map((time) => stepAt(curve, time)?.time ?? null)).toEqual([null, 2, 2, 6, 6]);
    expect(stepAt([], 3)).toBeNull();
  });
});
