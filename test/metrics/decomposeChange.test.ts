import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demoSchemas } from "../../src/datasets/demo/schemas.js";
import { load } from "../../src/datasets/load.js";
import { winRate } from "../../src/metrics/caseShares/winRate.js";
import { nps } from "../../src/metrics/nps/nps.js";
import { pagesPerVisit } from "../../src/metrics/pagesPerVisit.js";
import { type DecomposeChangeOptions, decomposeChange } from "../../src/metrics/periods/decomposeChange.js";
import { resolutionTime } from "../../src/metrics/resolutionTime/resolutionTime.js";
import { retention } from "../../src/metrics/retention/retention.js";
import { type Columns, expectSameInDuckdb } from "./sameInDuckdb.js";

const frame = (columns: object) => new DataFrame(columns as Record<string, unknown[]>);

type Cell = readonly [wave: string, segment: string, won: number, n: number];

const deals = (cells: readonly Cell[]) => {
  const all = cells.flatMap(([wave, segment, won, n]) =>
    Array.from({ length: n }, (_, i) => ({ wave, segment, outcome: i < won ? "won" : "lost" })),
  );
  return Object.fromEntries(
    (["wave", "segment", "outcome"] as const).map((name) => [name, all.map((one) => one[name])]),
  );
};

/** Each segment falls and the whole rises: more of them are large. */
const simpson = deals([
  ["2025-Q1", "large", 18, 20],
  ["2025-Q1", "small", 10, 100],
  ["2025-Q2", "large", 80, 95],
  ["2025-Q2", "small", 2, 25],
]);
const asked = {
  metric: winRate,
  options: { outcome: "outcome" },
  by: "segment",
  period: "wave",
  from: "2025-Q1",
  to: "2025-Q2",
} as const;

describe("by hand", () => {
  test("Simpson: both segments fall, the whole rises; within is below 0 and mix is more than all of it", async () => {
    const { overall, rows, label, of, unit } = await decomposeChange(frame(simpson), asked);
    expect({ label, of, unit }).toEqual({ label: "Change of Win rate (won of closed)", of: "winRate", unit: "share" });
    const [before, after] = [28 / 120, 82 / 120];
    expect(overall).toMatchObject({ shareFrom: 1, shareTo: 1, rateFrom: before, rateTo: after, n: 240, note: null });
    expect(overall.estimate).toBeCloseTo(after - before, 12);
    const within = ((20 / 120 + 95 / 120) / 2) * (80 / 95 - 0.9) + ((100 / 120 + 25 / 120) / 2) * (0.08 - 0.1);
    expect(overall.within.estimate).toBeCloseTo(within, 12);
    expect(overall.mix.estimate).toBeCloseTo(after - before - within, 12);
    expect(overall.mix.lower).toBeGreaterThan(0);
    expect(rows.map(({ keys, within: one }) => [keys.segment, one.estimate! < 0])).toEqual([
      ["large", true],
      ["small", true],
    ]);
    const large = rows[0]!;
    expect(large).toMatchObject({ shareFrom: 20 / 120, shareTo: 95 / 120, rateFrom: 0.9, rateTo: 80 / 95, n: 115 });
    const centre = (before + after) / 2;
    expect(large.mix.estimate).toBeCloseTo(((0.9 + 80 / 95) / 2 - centre) * (75 / 120), 12);
    expect(large.estimate).toBeCloseTo(large.within.estimate! + large.mix.estimate!, 12);
  });

  test("a segment on one side only is taken to have had the same rate on the other, and says so", async () => {
    const table = frame(
      deals([
        ["2025-Q1", "a", 5, 10],
        ["2025-Q2", "a", 6, 10],
        ["2025-Q2", "b", 9, 10],
      ]),
    );
    const { overall, rows } = await decomposeChange(table, asked);
    expect(rows[1]).toMatchObject({ shareFrom: 0, shareTo: 0.5, rateFrom: null, rateTo: 0.9 });
    expect(rows[1]!.within.estimate).toBe(0);
    expect(rows[1]!.note).toBe(
      "only in 2025-Q2: taken to have had the same rate in 2025-Q1, so that it changes the mix alone",
    );
    expect(overall.within.estimate).toBeCloseTo(0.75 * 0.1, 12);
    expect(overall.estimate).toBeCloseTo(0.25, 12);
  });

  test("by days: quarters of a calendar, Jalali ones too", async () => {
    const day = (simpson.wave as string[]).map((wave) => (wave === "2025-Q1" ? "2025-03-21" : "2025-06-22"));
    const table = frame({ ...simpson, day });
    const days = { metric: winRate, options: { outcome: "outcome" }, by: "segment", date: "day" } as const;
    const { overall } = await decomposeChange(frame(simpson), asked);
    expect((await decomposeChange(table, { ...days, from: "2025-Q1", to: "2025-Q2" })).overall).toEqual(overall);
    const jalali = await decomposeChange(table, { ...days, calendar: "jalali", from: "1404-Q1", to: "1404-Q2" });
    expect(jalali.overall).toEqual(overall);
    const back = await decomposeChange(table, { ...days, from: "2025-Q2", to: "2025-Q1" });
    expect(back.overall.estimate).toBeCloseTo(-overall.estimate!, 12);
  });

  test("a rate weighed by value needs the field that weighs it", async () => {
    const customers = frame({
      wave: ["1", "1", "1", "2", "2", "2"],
      segment: ["a", "a", "b", "a", "b", "b"],
      stayed: [true, false, true, true, false, true],
      sales: [10, 30, 60, 20, 40, 40],
    });
    const given = {
      metric: retention,
      options: { kind: "sales", retained: "stayed", start: "sales" },
      by: "segment",
      period: "wave",
      from: "1",
      to: "2",
    } as const;
    const { overall, rows } = await decomposeChange(customers, { ...given, size: "startValue" });
    expect(overall.estimate).toBeCloseTo(0.6 - 0.7, 12);
    expect(rows.map(({ shareFrom, shareTo }) => [shareFrom, shareTo])).toEqual([
      [0.4, 0.2],
      [0.6, 0.8],
    ]);
    await expect(decomposeChange(customers, given)).rejects.toThrow(
      "decomposeChange requires a metric that is the mean of its segments weighed by 'n'; in 1 retention of all is 0.7, and the segments give 0.5",
    );
  });
});

describe("the demo company, where marketplace customers are mostly businesses", () => {
  test("the marketplace keeps more customers than the website by its mix alone", async () => {
    const customers = await load("data/retention.csv", demoSchemas.retention);
    const { overall } = await decomposeChange(customers, {
      metric: retention,
      options: { kind: "raw", retained: "retained" },
      by: "segment",
      period: "channel",
      from: "Website",
      to: "Marketplace",
    });
    expect(overall.lower).toBeGreaterThan(0);
    expect(overall.mix.lower).toBeGreaterThan(0);
    expect(overall.within.estimate).toBeLessThan(0);
  });
});

describe("laws", () => {
  const answer = fc.record({
    wave: fc.constantFrom("1", "2"),
    segment: fc.constantFrom("a", "b", null),
    score: fc.option(fc.integer({ min: 0, max: 10 }), { freq: 8 }),
    pages: fc.integer({ min: 0, max: 9 }),
    who: fc.constantFrom("x", "y", "z"),
  });
  const both = ["1", "2"].map((wave) => ({ wave, segment: "a", score: 9, pages: 1, who: "x" }));
  const answers = fc.array(answer, { maxLength: 30 }).map((some) => [...some, ...both]);
  const columnsOf = (some: readonly object[]) =>
    Object.fromEntries(
      Object.keys(both[0]!).map((name) => [name, some.map((one) => (one as Record<string, unknown>)[name])]),
    );
  const scored = {
    metric: nps,
    options: { score: "score" },
    by: "segment",
    period: "wave",
    from: "1",
    to: "2",
  } as const;

  test("within + mix is the change, of all and of each segment, and the segments add up", async () => {
    await fc.assert(
      fc.asyncProperty(answers, async (some) => {
        const table = frame(columnsOf(some));
        const { overall, rows } = await decomposeChange(table, scored);
        const waves = (await nps(table, { score: "score", by: "wave" })).rows;
        expect(overall.estimate).toBeCloseTo(waves[1]!.estimate! - waves[0]!.estimate!, 9);
        for (const one of [overall, ...rows])
          expect(one.within.estimate! + one.mix.estimate!).toBeCloseTo(one.estimate!, 9);
        for (const part of ["within", "mix"] as const)
          expect(rows.reduce((sum, one) => sum + one[part].estimate!, 0)).toBeCloseTo(overall[part].estimate!, 9);
        for (const { lower, estimate, upper } of [overall, overall.within, overall.mix])
          expect(lower! <= estimate! && estimate! <= upper!).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test("a ratio of sums is a mean by its visits", async () => {
    await fc.assert(
      fc.asyncProperty(answers, async (some) => {
        const pages = { metric: pagesPerVisit, options: { pages: "pages", visitor: "who" } } as const;
        const { overall } = await decomposeChange(frame(columnsOf(some)), { ...scored, ...pages, size: "visits" });
        expect(overall.within.estimate! + overall.mix.estimate!).toBeCloseTo(overall.rateTo! - overall.rateFrom!, 9);
      }),
      { numRuns: 15 },
    );
  });

  test("in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(answers, (some) =>
        expectSameInDuckdb(columnsOf(some) as Columns, (table) => decomposeChange(table, scored)),
      ),
      { numRuns: 12 },
    );
  });
});

describe("edges", () => {
  test("nothing on one side: null with a note, no rows", async () => {
    const table = frame({ wave: ["1", "2"], segment: ["a", "a"], outcome: ["won", null] });
    const { overall, rows } = await decomposeChange(table, { ...asked, from: "1", to: "2" });
    expect(overall).toMatchObject({ estimate: null, lower: null, rateFrom: 1, rateTo: null, n: 1 });
    expect(overall.mix.note).toBe(overall.note);
    expect(overall.note).toContain("2: no closed deals");
    expect(rows).toEqual([]);
  });

  test("an estimate without an interval: a change without one, and whose it is", async () => {
    const table = frame({ wave: ["1", "1", "2"], segment: ["a", "b", "a"], pages: [2, 4, 5], who: ["x", "y", "x"] });
    const pages = { metric: pagesPerVisit, options: { pages: "pages", visitor: "who" } } as const;
    const { overall } = await decomposeChange(table, { ...asked, ...pages, from: "1", to: "2" });
    expect(overall).toMatchObject({ estimate: 2, lower: null, upper: null, note: "no interval of 'a' in 1" });
  });
});

describe("refuses", () => {
  const refused = (given: object, columns: object = simpson) =>
    expect(decomposeChange(frame(columns), { ...asked, ...given } as unknown as DecomposeChangeOptions<never, never>))
      .rejects;

  test("a metric that is no mean of its segments", async () => {
    const hour = (h: number) => `2025-01-01T${String(h).padStart(2, "0")}:00:00`;
    const tickets = {
      wave: ["1", "1", "1", "1", "2", "2", "2", "2"],
      segment: ["a", "a", "b", "b", "a", "a", "b", "b"],
      opened: Array.from({ length: 8 }, () => hour(0)),
      resolved: [hour(1), null, hour(5), hour(9), hour(2), hour(7), hour(3), hour(4)],
    };
    const given = {
      metric: resolutionTime,
      options: { opened: "opened", resolved: "resolved", asOf: hour(20), horizon: 20 },
    };
    await refused({ ...given, from: "1", to: "2", size: "resolved" }, tickets).toThrow(
      "decomposeChange requires a metric that is the mean of its segments weighed by 'resolved'; in 1 resolutionTime of all is",
    );
  });

  test("a size that is no field of the rows", () =>
    refused({ size: "weight" }).toThrow(
      "decomposeChange requires a field of the metric's rows as size; got 'weight' (there are estimate, lower, upper, n,",
    ));

  test("a period that is not there, naming the nearest; one twice; what is no period of the calendar", async () => {
    await refused({ to: "2025-Q3" }).toThrow(
      "decomposeChange: nothing of '2025-Q3' in 'wave'; nearest: 2025-Q1, 2025-Q2",
    );
    await refused({ to: "2025-Q1" }).toThrow("decomposeChange requires two periods; got '2025-Q1' twice");
    await refused({ period: undefined, date: "wave", from: "spring" }).toThrow(
      "decomposeChange requires periods such as '2025-07', '2025-Q3' or '2025'; got 'spring'",
    );
  });

  test("neither or both of period and date; no segments; the periods as segments", async () => {
    await refused({ period: undefined }).toThrow(
      "decomposeChange requires 'period', the column of the periods, or 'date'; got neither",
    );
    await refused({ date: "wave" }).toThrow("or 'date'; got both");
    await refused({ by: [] }).toThrow("decomposeChange requires 'by', the column of the segments; got none");
    await refused({ by: "wave" }).toThrow(
      "decomposeChange requires other segments than the column of the periods; got 'wave' in both",
    );
    await refused({ period: "wav" }).toThrow("decomposeChange: no column 'wav' in the table; nearest: 'wave'");
  });
});
