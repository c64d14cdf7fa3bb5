import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cartAbandonment } from "../../src/metrics/caseShares/cartAbandonment.js";
import { leadConversion } from "../../src/metrics/caseShares/leadConversion.js";
import { winRate } from "../../src/metrics/caseShares/winRate.js";
import { churn } from "../../src/metrics/churn/churn.js";
import { nps } from "../../src/metrics/nps/nps.js";
import { npsDifference } from "../../src/metrics/nps/npsDifference.js";
import { pagesPerVisit } from "../../src/metrics/pagesPerVisit.js";
import { type ComparePeriodsOptions, comparePeriods } from "../../src/metrics/periods/comparePeriods.js";
import { comparePeriodsFromResult } from "../../src/metrics/periods/comparePeriodsFromResult.js";
import { reasonsBySegment } from "../../src/metrics/reasonsBySegment/reasonsBySegment.js";
import type { Estimate } from "../../src/metrics/result.js";
import { newcombeDifference } from "../../src/statistics/proportion.js";
import { type Columns, expectSameInDuckdb } from "./sameInDuckdb.js";

const frame = (columns: object) => new DataFrame(columns as Record<string, unknown[]>);

/** Deals closed on these days: how many of how many were won. */
function deals(months: readonly (readonly [string, number, number])[], segment = "a") {
  const all = months.flatMap(([day, won, n]) =>
    Array.from({ length: n }, (_, i) => ({ day, outcome: i < won ? "won" : "lost", segment })),
  );
  return {
    day: all.map((one) => one.day),
    outcome: all.map((one) => one.outcome),
    segment: all.map((one) => one.segment),
  };
}
const together = (...parts: ReturnType<typeof deals>[]) => ({
  day: parts.flatMap((part) => part.day),
  outcome: parts.flatMap((part) => part.outcome),
  segment: parts.flatMap((part) => part.segment),
});

const won = { metric: winRate, options: { outcome: "outcome" }, date: "day", each: "month" } as const;
const year = deals([
  ["2025-04-03", 48, 80],
  ["2026-03-31", 3, 10],
  ["2026-04-01", 56, 70],
]);

describe("published values", () => {
  test("56 of 70 after 48 of 80 a year before: Newcombe's .0524 to .3339; after 3 of 10 the month before", async () => {
    const { rows, overall, last } = await comparePeriods(frame(year), { ...won, asOf: "2026-04-30" });
    const april = rows.at(-1)!;
    expect(april.keys).toEqual({ period: "2026-04" });
    expect(april.lastYear).toMatchObject({ period: "2025-04", n: 150, direction: "up", note: null });
    expect(april.lastYear.estimate).toBeCloseTo(0.2, 12);
    expect(april.lastYear.relativeChange).toBeCloseTo(1 / 3, 12);
    expect(april.lastYear.lower).toBeCloseTo(0.0524, 4);
    expect(april.lastYear.upper).toBeCloseTo(0.3339, 4);
    const before = newcombeDifference({ successes: 56, n: 70 }, { successes: 3, n: 10 });
    expect(april.previous).toMatchObject({ period: "2026-03", lower: before.lower, upper: before.upper });
    const { keys: _, ...same } = april;
    expect(overall).toEqual(same);
    expect(last).toBe("2026-04");
  });
});

describe("by hand", () => {
  test("every month from the first to the last has a row, those without deals null with a note", async () => {
    const { rows } = await comparePeriods(frame(year), { ...won, asOf: "2026-04-30" });
    expect(rows).toHaveLength(13);
    expect(rows[1]).toMatchObject({ estimate: null, n: 0, from: "2025-05-01", to: "2025-05-31", days: 31 });
    expect(rows[1]).toMatchObject({ note: "no rows", isMature: true });
    expect(rows[1]!.previous).toMatchObject({ estimate: null, direction: null, note: "2025-05: no rows" });
    expect(rows[0]!.previous.note).toBe("no period before in the table");
    expect(rows[0]!.lastYear.note).toBe("no 2024-04 in the table");
  });

  test("p-values are Holm's over the rows of one kind", async () => {
    const months = [40, 55, 70, 62].map((x, i) => [`2025-0${i + 1}-10`, x, 100] as const);
    const { rows } = await comparePeriods(frame(deals(months)), { ...won, asOf: "2025-04-30" });
    const raw = rows.slice(1).map(({ previous }) => previous.pValue!);
    const sorted = [...raw].sort((a, b) => a - b);
    const smallest = rows.find(({ previous }) => previous.pValue === sorted[0])!;
    expect(smallest.previous.adjustedPValue).toBeCloseTo(3 * sorted[0]!, 12);
    expect(rows.every(({ lastYear }) => lastYear.adjustedPValue === null)).toBe(true);
  });

  test("a running month is shown, flagged and not compared; overall is the last complete one", async () => {
    const { rows, overall, last } = await comparePeriods(frame(year), { ...won, asOf: "2026-04-10" });
    const april = rows.at(-1)!;
    expect(april).toMatchObject({ estimate: 0.8, isMature: false, note: "running: 10 of its 30 days by 2026-04-10" });
    const note = "2026-04 is not compared: running: 10 of its 30 days by 2026-04-10";
    expect(april.previous).toMatchObject({ estimate: null, lower: null, pValue: null, note });
    expect(april.lastYear).toMatchObject({ estimate: null, note });
    expect(last).toBe("2026-03");
    expect(overall.estimate).toBe(0.3);
    const asked = await comparePeriods(frame(year), { ...won, asOf: "2026-04-10", immature: "compare" });
    expect(asked.rows.at(-1)).toMatchObject({ isMature: false });
    expect(asked.rows.at(-1)!.lastYear.estimate).toBeCloseTo(0.2, 12);
  });

  test("without asOf the last day of the table is the last of which all is known", async () => {
    const { asOf, rows } = await comparePeriods(frame(year), won);
    expect(asOf).toBe("2026-04-01");
    expect(rows.at(-1)!.note).toBe("running: 1 of its 30 days by 2026-04-01");
  });

  test("followUpDays: a month is known so many days after its end", async () => {
    const { rows } = await comparePeriods(frame(year), { ...won, asOf: "2026-05-29", followUpDays: 30 });
    expect(rows.slice(-2).map(({ keys, isMature }) => [keys.period, isMature])).toEqual([
      ["2026-04", false],
      ["2026-05", false],
    ]);
    expect(rows.at(-2)!.note).toBe(
      "not yet mature: its 30 days of follow-up end on 2026-05-30, and the table is of 2026-05-29",
    );
    const later = await comparePeriods(frame(year), { ...won, asOf: "2026-05-30", followUpDays: 30 });
    expect(later.last).toBe("2026-04");
  });

  test("from and to leave days out, also in the middle of a month", async () => {
    const { rows, excluded } = await comparePeriods(frame(year), {
      ...won,
      from: "2026-03-31",
      to: "2026-04-30",
      asOf: "2026-06-30",
    });
    expect(rows.map(({ keys, n, note }) => [keys.period, n, note])).toEqual([
      ["2026-03", 10, "only 1 of its 31 days are within the dates asked for"],
      ["2026-04", 70, null],
    ]);
    expect(rows[1]!.previous.note).toBe(
      "2026-03 is not compared: only 1 of its 31 days are within the dates asked for",
    );
    expect(excluded).toEqual({ missing: 0, outOfRange: 0 });
  });

  test("what comes after the last day is in no period, though its month is", async () => {
    const columns = deals([
      ["2026-04-10", 1, 2],
      ["2026-04-20", 5, 5],
    ]);
    for (const last of [{ to: "2026-04-19", asOf: "2026-06-30" }, { asOf: "2026-04-19" }]) {
      const { rows } = await comparePeriods(frame(columns), { ...won, ...last });
      expect(rows.map(({ keys, estimate, n }) => [keys.period, estimate, n])).toEqual([["2026-04", 0.5, 2]]);
    }
  });

  test("the same month last year of the Solar Hijri calendar: Farvardin 1404 against Farvardin 1403", async () => {
    const rows = deals([
      ["2024-03-20", 5, 10],
      ["2025-03-20", 9, 10],
      ["2025-03-21", 8, 10],
      ["2025-04-20", 8, 10],
    ]);
    const found = await comparePeriods(frame(rows), { ...won, calendar: "jalali", asOf: "2025-04-20" });
    expect(found.last).toBe("1404-01");
    expect(found.overall).toMatchObject({ n: 20, from: "2025-03-21", to: "2025-04-20", days: 31, isMature: true });
    expect(found.overall.previous).toMatchObject({ period: "1403-12" });
    expect(found.overall.previous.estimate).toBeCloseTo(-0.1, 12);
    expect(found.overall.lastYear).toMatchObject({ period: "1403-01" });
    expect(found.overall.lastYear.estimate).toBeCloseTo(0.3, 12);
  });

  test("by segment: overall is of everybody; a segment without deals in a month has a row", async () => {
    const both = together(
      deals([
        ["2025-01-05", 1, 4],
        ["2025-02-05", 3, 4],
      ]),
      deals([["2025-02-06", 2, 6]], "b"),
    );
    const found = await comparePeriods(frame(both), { ...won, by: "segment", asOf: "2025-02-28" });
    expect(found.by).toEqual(["segment", "period"]);
    expect(found.rows.map(({ keys, estimate }) => [keys.segment, keys.period, estimate])).toEqual([
      ["a", "2025-01", 0.25],
      ["a", "2025-02", 0.75],
      ["b", "2025-01", null],
      ["b", "2025-02", 1 / 3],
    ]);
    expect(found.overall).toMatchObject({ estimate: 0.5, n: 10 });
    expect(found.overall.previous.estimate).toBeCloseTo(0.25, 12);
    expect(found.rows[3]!.previous.note).toBe("2025-01: no rows");
  });

  test("what a metric leaves out is counted, and rows without a date", async () => {
    const columns = { day: ["2025-01-05", "2025-01-06", null, "2024-01-01"], score: [10, null, 9, null] };
    const found = await comparePeriods(frame(columns), {
      metric: nps,
      options: { score: "score" },
      date: "day",
      each: "month",
      from: "2025-01-01",
      asOf: "2025-01-31",
    });
    expect(found.overall).toMatchObject({ estimate: 100, n: 1 });
    expect(found.excluded).toEqual({ missing: 2, outOfRange: 0 });
  });

  test("a base that is not above 0 has no relative change", async () => {
    const columns = { day: ["2025-01-05", "2025-01-06", "2025-02-03", "2025-02-04"], score: [0, 5, 10, 9] };
    const score = { metric: nps, options: { score: "score" }, date: "day", each: "month", asOf: "2025-02-28" } as const;
    const { previous } = (await comparePeriods(frame(columns), score)).overall;
    expect(previous).toMatchObject({ estimate: 200, relativeChange: null });
    expect(previous.note).toBe("no relative change: the earlier one is not above 0");
  });

  test("an estimate without an interval has a difference without one", async () => {
    const columns = { day: ["2025-01-05", "2025-02-03", "2025-02-04"], pages: [3, 4, 6], visitor: ["a", "a", "b"] };
    const pages = { metric: pagesPerVisit, options: { pages: "pages", visitor: "visitor" }, date: "day" } as const;
    const { previous } = (await comparePeriods(frame(columns), { ...pages, each: "month", asOf: "2025-02-28" }))
      .overall;
    expect(previous).toMatchObject({ estimate: 2, lower: null, pValue: null, note: "no interval of 2025-01" });
  });

  test("what a row itself calls not mature is not compared: leads that have not had their days", async () => {
    const columns = { on: ["2025-01-05", "2025-02-03", "2025-02-27"], to: ["2025-01-06", null, null] };
    const found = await comparePeriods(frame(columns), {
      metric: leadConversion,
      options: { created: "on", converted: "to", within: 10, asOf: "2025-02-28" },
      date: "on",
      each: "month",
      asOf: "2025-02-28",
    });
    expect(found.rows.map(({ isMature }) => isMature)).toEqual([true, false]);
    expect(found.rows[1]!.previous.note).toContain("2025-02 is not compared: not yet mature: 1 of 2 leads");
  });
});

describe("laws", () => {
  const rows = fc
    .array(
      fc.record({
        day: fc.option(fc.constantFrom("2024-12-31", "2025-01-01T10:00:00", "2025-03-20", "2025-03-21", "2026-01-15"), {
          freq: 10,
        }),
        ordered: fc.option(fc.boolean(), { freq: 10 }),
        source: fc.constantFrom("x", "y"),
      }),
      { maxLength: 40 },
    )
    .map((some) => [...some, { day: "2025-01-31", ordered: true, source: "x" }]);
  const columnsOf = (some: readonly { day: string | null; ordered: boolean | null; source: string }[]) => ({
    day: some.map(({ day }) => day),
    ordered: some.map(({ ordered }) => ordered),
    source: some.map(({ source }) => source),
  });
  const asked = fc.record({
    each: fc.constantFrom("month", "quarter", "year"),
    calendar: fc.constantFrom("gregorian", "jalali"),
    by: fc.constantFrom(undefined, "source"),
  });
  const compare = (
    table: Parameters<typeof comparePeriods>[0],
    { each, calendar, by }: { each: string; calendar: string; by: string | undefined },
  ) =>
    comparePeriods(table, {
      metric: cartAbandonment,
      options: { kind: "cart", ordered: "ordered" },
      date: "day",
      each: each as "month",
      calendar: calendar as "jalali",
      ...(by !== undefined && { by }),
    });

  test("each row is what the metric says of the rows of that period alone; n adds up", async () => {
    await fc.assert(
      fc.asyncProperty(rows, asked, async (some, options) => {
        const found = await compare(frame(columnsOf(some)), options);
        const dated = some.filter(({ day, ordered }) => day !== null && ordered !== null);
        expect(found.rows.reduce((sum, { n }) => sum + n, 0)).toBe(dated.length);
        expect(found.excluded.missing).toBe(some.length - dated.length);
        for (const { keys, from, to, estimate, lower, upper } of found.rows.filter(({ n }) => n > 0)) {
          const within = some.filter(
            ({ day, source }) =>
              day !== null &&
              from! <= day.slice(0, 10) &&
              day.slice(0, 10) <= to! &&
              (keys.source ?? source) === source,
          );
          const alone = await cartAbandonment(frame(columnsOf(within)), { kind: "cart", ordered: "ordered" });
          expect({ estimate, lower, upper }).toEqual({
            estimate: alone.overall.estimate,
            lower: alone.overall.lower,
            upper: alone.overall.upper,
          });
        }
      }),
      { numRuns: 15 },
    );
  });

  test("a change is the difference of the two rows, and its direction follows from its interval", async () => {
    await fc.assert(
      fc.asyncProperty(rows, asked, async (some, options) => {
        const found = await compare(frame(columnsOf(some)), { ...options, by: undefined });
        const of = (period: string) => found.rows.find(({ keys }) => keys.period === period)!;
        for (const { estimate, previous, lastYear } of found.rows) {
          for (const change of [previous, lastYear]) {
            if (change.estimate === null) expect(change.note).not.toBeNull();
            else {
              expect(change.estimate).toBeCloseTo(estimate! - of(change.period).estimate!, 12);
              expect(change.direction === "cannot tell").toBe(change.pValue! >= 0.05);
              expect(change.adjustedPValue).toBeGreaterThanOrEqual(change.pValue!);
            }
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  test("in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(rows, asked, (some, options) =>
        expectSameInDuckdb(columnsOf(some) as Columns, (table) => compare(table, options)),
      ),
      { numRuns: 12 },
    );
  });
});

describe("comparePeriodsFromResult", () => {
  const customers = frame({
    came: Array.from({ length: 40 }, () => "2023-01-01"),
    left: Array.from({ length: 40 }, (_, i) =>
      i < 4 ? "2024-01-10" : i < 6 ? "2024-12-05" : i < 14 ? "2025-01-20" : null,
    ),
  });
  const period = { from: "2024-01-01", to: "2025-01-31", each: "month" } as const;
  const leaving = churn(customers, { churned: "left", joined: "came", denominator: "start", period });

  test("churn by month: January against December and against January of last year", async () => {
    const found = comparePeriodsFromResult(await leaving, { period: "period" });
    expect(found).toMatchObject({ of: "churn", last: "2025-01", unit: "share", each: null });
    expect(found.overall).toMatchObject({ estimate: 8 / 34, from: "2025-01-01", days: 31 });
    expect(found.overall.previous.estimate).toBeCloseTo(8 / 34 - 2 / 36, 12);
    expect(found.overall.lastYear.estimate).toBeCloseTo(8 / 34 - 4 / 40, 12);
    const { lower } = newcombeDifference({ successes: 8, n: 34 }, { successes: 4, n: 40 });
    expect(found.overall.lastYear.lower).toBeCloseTo(lower, 12);
  });

  test("asOf flags what still runs", async () => {
    const found = comparePeriodsFromResult(await leaving, { period: "period", asOf: "2025-01-30" });
    expect(found.last).toBe("2024-12");
    expect(found.rows.at(-1)!.note).toBe("running: 30 of its 31 days by 2025-01-30");
  });

  test("the same as comparePeriods of a column of the labels", async () => {
    const wave = year.day.map((day) => day.slice(0, 7));
    const labelled = await winRate(frame({ ...year, wave }), { outcome: "outcome", by: "wave" });
    const found = comparePeriodsFromResult(labelled, { period: "wave" });
    const cut = await comparePeriods(frame(year), { ...won, asOf: "2026-04-30" });
    expect(found.overall.lastYear.lower).toBe(cut.overall.lastYear.lower);
    expect(found.overall.previous.estimate).toBe(cut.overall.previous.estimate);
  });

  test("first days of months have the same day last year, those of weeks the week 52 weeks earlier; names have none", async () => {
    const labelled = async (labels: readonly string[]) => {
      const rows = { wave: labels.flatMap((label) => [label, label]), outcome: labels.flatMap(() => ["won", "lost"]) };
      const result = await winRate(frame(rows), { outcome: "outcome", by: "wave" });
      return comparePeriodsFromResult(result, { period: "wave" }).rows.map(({ lastYear }) => lastYear.period);
    };
    expect(await labelled(["2024-07-15", "2025-07-15"])).toEqual(["2023-07-15", "2024-07-15"]);
    expect(await labelled(["2024-03-18", "2025-03-17"])).toEqual(["2023-03-18", "2024-03-18"]);
    expect(await labelled(["1403-Q1", "1404-Q1"])).toEqual(["1402-Q1", "1403-Q1"]);
    expect(await labelled(["wave 1", "wave 2"])).toEqual(["period a year earlier", "period a year earlier"]);
  });

  test("split by segment, nothing of everybody is known", async () => {
    const split = await winRate(frame(year), { outcome: "outcome", by: ["segment", "day"] });
    const found = comparePeriodsFromResult(split, { period: "day" });
    expect(found.by).toEqual(["segment", "day"]);
    expect(found.overall).toMatchObject({ estimate: null, note: "split by segment: nothing of everybody is known" });
    expect(found.last).toBeNull();
  });

  test("refuses a key that is not there, and labels that asOf cannot be held against", async () => {
    const result = await winRate(frame(year), { outcome: "outcome", by: "segment" });
    expect(() => comparePeriodsFromResult(result, { period: "perod" })).toThrow(
      "comparePeriodsFromResult: no key 'perod' in the result; keys: 'segment'",
    );
    expect(() => comparePeriodsFromResult(result, { period: "segment", asOf: "2025-01-01" })).toThrow(
      "comparePeriodsFromResult with asOf requires periods such as '2025-07', '2025-Q3' or '2025'; got 'a'",
    );
  });
});

describe("edges", () => {
  test("a table without dates: null with a note, no rows", async () => {
    const none = frame({ day: [null, null], outcome: ["won", "lost"] });
    const found = await comparePeriods(none, won);
    expect(found.overall).toMatchObject({ estimate: null, n: 0, isMature: false, note: "no dates" });
    expect(found).toMatchObject({ rows: [], last: null, asOf: null, unit: "share", excluded: { missing: 2 } });
  });

  test("one period: nothing to compare with", async () => {
    const { overall } = await comparePeriods(frame(deals([["2025-01-05", 1, 2]])), { ...won, asOf: "2025-01-31" });
    expect(overall.previous).toMatchObject({ estimate: null, note: "no period before in the table" });
  });

  test("an indicator that does not move at all: direction cannot tell, p 1", async () => {
    const same = deals([
      ["2025-01-05", 5, 10],
      ["2025-02-05", 5, 10],
    ]);
    const { previous } = (await comparePeriods(frame(same), { ...won, asOf: "2025-02-28" })).overall;
    expect(previous).toMatchObject({ estimate: 0, relativeChange: 0, direction: "cannot tell", pValue: 1 });
  });
});

describe("refuses", () => {
  const refused = (given: object, columns: object = year) =>
    expect(comparePeriods(frame(columns), { ...won, ...given } as unknown as ComparePeriodsOptions<never, never>))
      .rejects;

  test("a column of dates that is not there", () =>
    refused({ date: "dy" }).toThrow("comparePeriods: no column 'dy' in the table; nearest: 'day'"));

  test("a metric whose rows are not one a period: reasons, differences", async () => {
    const left = new DataFrame({
      why: ["a", "b", "a", "b"],
      who: ["x", "y", "y", "x"],
      on: ["2025-01-01", "2025-01-09", "2025-02-01", "2025-02-09"],
    });
    type Asked = ComparePeriodsOptions<object, Estimate>;
    const asked = (metric: unknown, options: object) =>
      comparePeriods(left, { metric, options, date: "on", each: "month" } as unknown as Asked);
    await expect(asked(reasonsBySegment, { reason: "why", segment: "who" })).rejects.toThrow(
      "comparePeriods requires a metric with one row by period, such as nps; got reasonsBySegment, with rows by who, why",
    );
    await expect(asked(npsDifference, { score: "why" })).rejects.toThrow(
      "npsDifference requires one column in 'by'; got 1: period",
    );
  });

  test("a date that is none, with its row", async () => {
    await refused({}, { day: ["2025-01-01", "2025-02-30"], outcome: ["won", "won"] }).toThrow(
      "comparePeriods requires dates such as 2025-07-01 in 'day'; got '2025-02-30' (row 2)",
    );
    await refused({ date: "n" }, { ...year, n: year.day.map((_, i) => i) }).toThrow(
      "comparePeriods requires dates such as 2025-07-01 in 'n'; got 0, 159",
    );
  });

  test("a unit or a calendar there is not", async () => {
    await refused({ each: "day" }).toThrow(
      "comparePeriods requires a unit 'each' of 'week', 'month', 'quarter', 'year'; got 'day'",
    );
    await refused({ calendar: "lunar" }).toThrow(
      "comparePeriods requires a calendar of 'gregorian', 'jalali'; got 'lunar'",
    );
    await refused({ each: "week", weekStart: "friday" }).toThrow(
      "comparePeriods requires a weekStart of 'monday', 'sunday', 'saturday'; got 'friday'",
    );
    await refused({ immature: "hide" }).toThrow(
      "comparePeriods requires a policy 'immature' of 'note', 'compare'; got 'hide'",
    );
  });

  test("'period' in by, or as a column that is there; by and level in the options of the metric", async () => {
    await refused({ by: ["segment", "period"] }).toThrow(
      "comparePeriods names its periods 'period'; got a column of that name in by",
    );
    await refused({}, { ...year, period: year.day }).toThrow("cut requires a name that no column has; got 'period'");
    await refused({ options: { outcome: "outcome", by: "segment" } }).toThrow(
      "comparePeriods takes by beside the options of the metric, not in them; got it in options",
    );
  });

  test("an end before the start, and what is no day", async () => {
    await refused({ from: "2026-05-01", to: "2026-04-01" }).toThrow(
      "comparePeriods requires an end after the start; got 2026-05-01 to 2026-04-01",
    );
    await refused({ asOf: "1404-04-10-" }).toThrow(
      "comparePeriods requires 'asOf' as a date such as '2025-07-01'; got '1404-04-10-'",
    );
    await refused({ followUpDays: -1 }).toThrow("comparePeriods requires followUpDays as whole days from 0; got -1");
  });

  test("more periods than anybody would read: a slip in a date", () =>
    refused({}, { day: ["1025-01-01", "2025-01-01"], outcome: ["won", "won"] }).toThrow(
      "comparePeriods requires at most 1000 periods; got months from 1025-01-01 to 2025-01-01",
    ));

  test("what the metric refuses, with the row of the table", () =>
    refused({}, { day: ["2024-01-01", "2025-01-01"], outcome: ["won", "maybe"] }).toThrow("'maybe' (row 2)"));
});
