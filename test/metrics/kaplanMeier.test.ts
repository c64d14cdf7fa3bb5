import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kaplanMeier, kaplanMeierFromCounts } from "../../src/metrics/survival/kaplanMeier.js";
import { random } from "../../src/statistics/random.js";
import { stepAt } from "../../src/statistics/survivalCurve.js";
import reference from "../fixtures/survival/survival.json";
import waltons from "../fixtures/survival/waltons.json";
import { caseFrame, cases, caseTable } from "./survivalCases.js";

const watched = { duration: "days", observed: "left" } as const;
const aml = reference.curves.find(({ name }) => name === "aml maintained")!;
const frame = (days: readonly (number | null)[], left: readonly unknown[], more: Record<string, unknown[]> = {}) =>
  new DataFrame({ days: [...days], left: [...left], ...more });

describe("published values", () => {
  test("maintained arm of R's aml: .9091 .8182 .7159 .6136 .4909 .3682 .1841", async () => {
    const { overall } = await kaplanMeier(frame(aml.cases.time, aml.cases.observed), watched);
    const falls = overall.curve.filter(({ events }) => events > 0).map(({ survival }) => survival);
    const published = [0.9091, 0.8182, 0.7159, 0.6136, 0.4909, 0.3682, 0.1841];
    expect(falls.map((x) => Math.round(x * 1e4) / 1e4)).toEqual(published);
    expect(overall).toMatchObject({ n: 11, events: 7, censored: 4, median: { estimate: 31 } });
  });

  test("lifelines' waltons: median 56, of the mutants 26; curves and log-log intervals as lifelines has them", async () => {
    const { time, observed, group } = waltons.flies;
    const table = frame(time, observed, { group });
    const { overall, rows } = await kaplanMeier(table, { ...watched, by: "group", horizon: 30 });
    expect([overall.median.estimate, rows[1]!.median.estimate]).toEqual([56, 26]);
    expect(rows.map(({ keys }) => keys.group)).toEqual(["control", "miR-137"]);
    for (const { keys, median, restrictedMean, curve } of rows) {
      const expected = waltons.curves[keys.group as keyof typeof waltons.curves];
      expect(median.estimate).toBe(expected.median);
      expect(restrictedMean.estimate).toBeCloseTo(expected.restrictedMeanTo30, 9);
      expect(curve.map((point) => point.time)).toEqual(expected.times);
      curve.forEach(({ survival, lower, upper }, i) => {
        expect(survival).toBeCloseTo(expected.survival[i]!, 12);
        // lifelines writes 0 to 0 or 1 to 1 where nothing varies.
        if (lower === null || upper === null) return;
        expect(lower).toBeCloseTo(expected.lower[i]!, 9);
        expect(upper).toBeCloseTo(expected.upper[i]!, 9);
      });
    }
  });
});

describe("by hand", () => {
  test("of 5, one leaves at 1, one is lost from sight at 2, one leaves at 3: S(3) = 4/5 · 2/3", async () => {
    const table = frame([1, 2, 3, 4, 5], [true, false, true, false, false]);
    const { overall, horizon } = await kaplanMeier(table, { ...watched, horizon: 4 });
    expect(horizon).toBe(4);
    expect(overall.estimate).toBeCloseTo(8 / 15, 14);
    expect(overall.standardError).toBeCloseTo((8 / 15) * Math.sqrt(1 / 20 + 1 / 6), 14);
    expect(overall.restrictedMean.estimate).toBeCloseTo(1 + 2 * 0.8 + 8 / 15, 14);
    const [a, b] = [1.6 + 8 / 15, 8 / 15];
    expect(overall.restrictedMean.standardError).toBeCloseTo(Math.sqrt((a * a) / 20 + (b * b) / 6), 14);
    expect(overall.note).toBe("only 2 at risk at the horizon");
  });

  test("kaplanMeierFromCounts(life table) is what the rows give", async () => {
    const lines = [
      { time: 3, events: 1 },
      { time: 1, events: 1 },
      { time: 2, events: 0, censored: 1 },
      { time: 4, events: 0, censored: 1 },
      { time: 5, events: 0, censored: 1 },
    ];
    const rows = await kaplanMeier(frame([1, 2, 3, 4, 5], [true, false, true, false, false]), watched);
    expect(kaplanMeierFromCounts(lines)).toEqual(rows);
  });

  test("who came late counts from then on: without entry the curve is too high", async () => {
    const table = frame([2, 9, 9, 9], [true, true, false, false], { from: [0, 0, 5, 5] });
    const late = await kaplanMeier(table, { ...watched, entry: "from", horizon: 4 });
    expect(late.overall.estimate).toBe(0.5);
    expect((await kaplanMeier(table, { ...watched, horizon: 4 })).overall.estimate).toBe(0.75);
  });
});

describe("kaplanMeier(table).overall.at", () => {
  test("says how many are at risk just before each time asked for, late entries included", async () => {
    const table = frame([2, 9, 9, 12], [true, true, false, false], { from: [0, 0, 5, 5] });
    const { overall } = await kaplanMeier(table, { ...watched, entry: "from", times: [13, 0, 4, 6, 9, 9] });
    expect(overall.at.map(({ time, atRisk }) => [time, atRisk])).toEqual([
      [0, 2],
      [4, 1],
      [6, 3],
      [9, 3],
      [13, 0],
    ]);
    const shares = [1, 0.5, 0.5, 1 / 3, null];
    overall.at.forEach(({ survival }, i) => {
      if (shares[i] === null) expect(survival).toBeNull();
      else expect(survival).toBeCloseTo(shares[i]!, 14);
    });
    expect(overall.at[0]).toMatchObject({ lower: null, upper: null });
  });

  test.each([
    [161, [0, 50, 100, 150]],
    [0.9, [0, 0.2, 0.4, 0.6, 0.8]],
    [7, [0, 2, 4, 6]],
    [0, [0]],
  ])("is of even, round times up to %d unless given", (last, times) => {
    const { at } = kaplanMeierFromCounts([{ time: last, events: 1 }]).overall;
    expect(at.map(({ time }) => time)).toEqual(times);
  });
});

describe("laws", () => {
  const options = { ...watched, entry: "from" } as const;
  const few = { numRuns: 60 };

  test("kaplanMeier(cases) is unchanged by the order of cases", () =>
    fc.assert(
      fc.asyncProperty(cases, async (given) => {
        const shuffled = [...given].reverse();
        expect(await kaplanMeier(caseFrame(shuffled), options)).toEqual(await kaplanMeier(caseFrame(given), options));
      }),
      few,
    ));

  test("the curve falls from 1 to no less than 0, inside its interval, with events and censorings that add up to n", () =>
    fc.assert(
      fc.asyncProperty(cases, fc.constantFrom("log-log", "log", "plain"), async (given, method) => {
        const { overall } = await kaplanMeier(caseFrame(given), { ...options, method });
        let before = 1;
        for (const { survival, lower, upper, atRisk, events } of overall.curve) {
          expect(survival).toBeLessThanOrEqual(before);
          expect(survival).toBeGreaterThanOrEqual(0);
          expect(events).toBeLessThanOrEqual(atRisk);
          if (lower !== null) expect(lower).toBeLessThanOrEqual(survival + 1e-12);
          if (upper !== null) expect(upper).toBeGreaterThanOrEqual(survival - 1e-12);
          before = survival;
        }
        expect(overall.events + overall.censored).toBe(overall.n);
        expect(overall.n + overall.neverAtRisk + overall.missing).toBe(given.length);
      }),
      few,
    ));

  test("without censoring and late entry, S(t) is the share that lasted longer and the restricted mean the mean of min(t, horizon)", () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 30 }), async (days) => {
        const table = frame(
          days,
          days.map(() => 1),
        );
        const { overall } = await kaplanMeier(table, { ...watched, horizon: 5 });
        const share = days.filter((day) => day > 5).length / days.length;
        expect(overall.estimate).toBeCloseTo(share, 12);
        const mean = days.reduce((sum, day) => sum + Math.min(day, 5), 0) / days.length;
        expect(overall.restrictedMean.estimate).toBeCloseTo(mean, 12);
        const sorted = [...days].sort((a, b) => a - b);
        expect(overall.median.estimate).toBe(sorted[Math.ceil(days.length / 2) - 1]);
      }),
      few,
    ));

  test("times in hours give the curve of times in days, later by 24", () =>
    fc.assert(
      fc.asyncProperty(cases, async (given) => {
        const hours = given.map((one) => ({
          ...one,
          days: one.days === null ? null : one.days * 24,
          from: one.from === null ? null : one.from * 24,
        }));
        const inDays = (await kaplanMeier(caseFrame(given), options)).overall;
        const inHours = (await kaplanMeier(caseFrame(hours), options)).overall;
        expect(inHours.curve).toEqual(inDays.curve.map((point) => ({ ...point, time: point.time * 24 })));
        expect(inHours.estimate).toBe(inDays.estimate);
        if (inDays.median.estimate !== null) expect(inHours.median.estimate).toBe(inDays.median.estimate * 24);
      }),
      few,
    ));

  test("entry 0 for all is no entry; a segment is the table of its rows alone", () =>
    fc.assert(
      fc.asyncProperty(cases, async (given) => {
        const table = caseFrame(given.map((one) => ({ ...one, from: 0 })));
        expect(await kaplanMeier(table, options)).toEqual(await kaplanMeier(table, watched));
        const bySegment = { ...options, horizon: 4, times: [0, 3, 6] };
        const { rows } = await kaplanMeier(caseFrame(given), { ...bySegment, by: "segment" });
        for (const { keys, ...row } of rows) {
          const own = given.filter(({ segment }) => segment === keys.segment);
          expect(row).toEqual((await kaplanMeier(caseFrame(own), bySegment)).overall);
        }
      }),
      few,
    ));

  test("in DuckDB as in memory", async () => {
    const withSegments = { ...options, by: "segment" };
    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        const found = await kaplanMeier(await caseTable(given), withSegments);
        expect(found).toEqual(await kaplanMeier(caseFrame(given), withSegments));
      }),
      { numRuns: 30 },
    );
  });
});

describe("what cannot exist", () => {
  const only = async (days: readonly (number | null)[], left: readonly unknown[], more: object = {}) =>
    (await kaplanMeier(frame(days, left), { ...watched, ...more })).overall;

  test("no rows, no known row", async () => {
    const none = await only([null, 3], [true, null]);
    expect(none).toMatchObject({ estimate: null, lower: null, n: 0, missing: 2, note: "no cases with known times" });
    expect(none.median).toMatchObject({ estimate: null, note: "no cases" });
    expect(none.restrictedMean.estimate).toBeNull();
    expect(kaplanMeierFromCounts([]).overall).toMatchObject({ estimate: null, horizon: null, note: "no cases" });
  });

  test("no event: 1 without an interval, and no median", async () => {
    const row = await only([3, 5], [false, false], { horizon: 4 });
    expect(row).toMatchObject({ estimate: 1, lower: null, upper: null, note: "no events by the horizon: no interval" });
    expect(row.median).toMatchObject({ estimate: null, note: "more than half had no event by 5" });
    expect(row.restrictedMean).toMatchObject({ estimate: 4, lower: null, standardError: null });
  });

  test("a horizon nobody was followed to: null, not the last share that was seen", async () => {
    const row = await only([3, 5], [true, false], { horizon: 6 });
    expect(row).toMatchObject({ estimate: null, note: "followed only to 5" });
    expect(row.restrictedMean).toMatchObject({ estimate: null, note: "followed only to 5" });
    expect(row.curve).toHaveLength(2);
  });

  test("nobody left: 0 is known at every later time, without an interval", async () => {
    const row = await only([3], [true], { horizon: 6 });
    expect(row).toMatchObject({
      estimate: 0,
      lower: null,
      standardError: null,
      note: "nobody left by the horizon: no interval",
    });
    expect(row.median).toMatchObject({ estimate: 3, lower: null, upper: null, note: "no lower and no upper bound" });
  });

  test("observation that begins as it ends is never at risk", async () => {
    const table = frame([4, 4], [true, true], { from: [4, 1] });
    const { overall, excluded } = await kaplanMeier(table, { ...watched, entry: "from" });
    expect(overall).toMatchObject({ n: 1, neverAtRisk: 1 });
    expect(excluded).toEqual({ missing: 0, outOfRange: 1 });
    const nobody = await kaplanMeier(frame([4], [true], { from: [4] }), { ...watched, entry: "from" });
    expect(nobody.overall.note).toBe("nobody was ever at risk");
  });

  test("all at risk leave before others come: the note says what the curve lost", async () => {
    const table = frame([2, 9, 9], [true, false, false], { from: [0, 5, 5] });
    const { overall } = await kaplanMeier(table, { ...watched, entry: "from" });
    expect(overall.estimate).toBe(0);
    expect(overall.note).toMatch(/^all 1 at risk had the event at 2, and 2 came or stayed under observation after/);
  });

  test("without a horizon it is the longest that all segments are known for", async () => {
    const table = frame([3, 5, 8, 9], [true, false, true, false], { segment: ["A", "A", "B", "B"] });
    const { horizon, label, rows } = await kaplanMeier(table, { ...watched, by: "segment" });
    expect([horizon, label]).toEqual([5, "Survival to 5"]);
    expect(rows.every(({ estimate }) => estimate !== null)).toBe(true);
  });
});

describe("wrong calls", () => {
  const days = [3, 5, 2];
  const left = [true, false, true];

  test.each([
    [{ duration: "dayz" }, "kaplanMeier: no column 'dayz' in the table; nearest: 'days'"],
    [{ duration: "segment" }, "kaplanMeier requires numbers in 'segment'; got text in the table"],
    [
      { observed: "days" },
      "kaplanMeier requires true and false, or 1 and 0, in 'days'; got 2, 3, 5 (3 rows, first at row 1)",
    ],
    [
      { observed: { column: "segment", value: "Z" } },
      "kaplanMeier requires a value of 'segment' that means observed; got 'Z'",
    ],
    [{ entry: "late" }, "kaplanMeier requires 'late' up to 'days'; got entry 6 after 5 (2 rows, first at row 2)"],
    [{ entry: "below" }, "kaplanMeier requires entries of at least 0 in 'below'; got -1 (row 3)"],
    [{ duration: "below" }, "kaplanMeier requires durations of at least 0 in 'below'; got -1 (row 3)"],
    [{ level: 95 }, "kaplanMeier requires a level between 0 and 1, such as 0.95; got 95"],
    [{ method: "arcsine" }, "kaplanMeier requires a method of 'log-log', 'log', 'plain'; got 'arcsine'"],
    [{ times: [1, -1] }, "kaplanMeier requires times of at least 0; got -1"],
    [{ horizon: 0 }, "kaplanMeier requires a horizon above 0; got 0"],
  ])("%j", async (wrong, message) => {
    const table = frame(days, left, { segment: ["A", "B", "A"], late: [0, 6, 3], below: [0, 0, -1] });
    await expect(kaplanMeier(table, { ...watched, ...(wrong as object) })).rejects.toThrow(message);
  });

  test("kaplanMeierFromCounts(counts that are none)", () => {
    expect(() => kaplanMeierFromCounts([{ time: 1, events: 1.5 }])).toThrow("got 1.5 events at 1");
    expect(() => kaplanMeierFromCounts([{ time: -1, events: 1 }])).toThrow("requires times of at least 0; got -1");
  });
});

test("log-log intervals at 100 cases hold the true share in 93 to 97 of 100 samples", () => {
  const draw = random(1403);
  const RUNS = 10_000;
  const exponential = (rate: number) => -Math.log(1 - draw.next()) / rate;
  const truths = [0.5, 1, 2].map((time) => ({ time, truth: Math.exp(-time), holds: 0 }));
  for (let run = 0; run < RUNS; run++) {
    const lines = Array.from({ length: 100 }, () => {
      const [leaves, lost] = [exponential(1), exponential(0.3)];
      return leaves <= lost ? { time: leaves, events: 1 } : { time: lost, events: 0, censored: 1 };
    });
    const { curve } = kaplanMeierFromCounts(lines, { times: [] }).overall;
    for (const one of truths) {
      const at = stepAt(curve, one.time);
      if (at !== null && at.lower !== null && at.lower <= one.truth && one.truth <= at.upper!) one.holds++;
    }
  }
  for (const { holds } of truths) {
    expect(holds / RUNS).toBeGreaterThan(0.93);
    expect(holds / RUNS).toBeLessThan(0.97);
  }
});
