import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isoOf } from "../../src/calendar/days.js";
import { load } from "../../src/datasets/load.js";
import {
  type LeadConversionOptions,
  type LeadConversionRow,
  leadConversion,
} from "../../src/metrics/caseShares/leadConversion.js";
import reference from "../fixtures/shares/shares.json";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const frame = (columns: object) => new DataFrame(columns as Record<string, unknown[]>);
const columns = { created: "created", converted: "converted" } as const;

/** Of January: one in time, one late, one never; of March: one has had 30 days and converted, two have not had them. */
const eight = () => ({
  created: ["2025-01-05", "2025-01-10", "2025-01-31", "2025-03-01", "2025-03-20", "2025-03-21", "2025-05-01", null],
  converted: ["2025-01-05", "2025-03-01", null, "2025-03-31", "2025-03-22", null, null, "2025-01-01"],
  source: ["a", "a", "b", "b", "b", "b", "b", "b"],
});
const asked = { ...columns, within: 30, asOf: "2025-03-31" } as const;

interface Lead {
  readonly created: string | null;
  readonly converted: string | null;
  readonly source: string;
  readonly w: number;
}

const leads = fc
  .array(
    fc.record({
      day: fc.option(fc.integer({ min: 20_000, max: 20_200 }), { freq: 8 }),
      after: fc.option(fc.integer({ min: 0, max: 60 }), { freq: 2 }),
      source: fc.constantFrom("a", "b"),
      w: fc.constantFrom(0.5, 1, 7),
    }),
    { maxLength: 30 },
  )
  .map((some): readonly Lead[] => [
    ...some.map(({ day, after, source, w }) => ({
      created: day === null ? null : isoOf(day),
      converted: day === null || after === null ? null : isoOf(day + after),
      source,
      w,
    })),
    { created: isoOf(20_000), converted: isoOf(20_001), source: "a", w: 1 },
  ]);

const columnsOf = (given: readonly Lead[]) => ({
  created: given.map(({ created }) => created),
  converted: given.map(({ converted }) => converted),
  source: given.map(({ source }) => source),
  w: given.map(({ w }) => w),
});

describe("by hand", () => {
  test("each lead has 30 days; those that have not had them are not counted", async () => {
    const found = await leadConversion(frame(eight()), { ...asked, cohort: "month" });
    expect(found.by).toEqual(["cohort"]);
    expect(found.rows.map(({ keys, estimate, n, mature }) => [keys.cohort, estimate, n, mature])).toEqual([
      ["2025-01", 1 / 3, 3, true],
      ["2025-03", 1, 1, false],
      [null, null, 0, true],
    ]);
    expect(found.rows[0]).toMatchObject({ converted: 1, convertedLater: 1, immature: 0, note: null });
    expect(found.rows[1]).toMatchObject({ converted: 1, immature: 2, immatureConverted: 1 });
    expect(found.rows[1]!.note).toBe(
      "not yet mature: 2 of 3 leads have not had their 30 days by 2025-03-31 and are not counted",
    );
    expect(found.overall).toMatchObject({ estimate: 0.5, n: 4, missing: 1, mature: false });
    expect(found.excluded).toEqual({ missing: 1, outOfRange: 1 });
    expect(found).toMatchObject({ label: "Lead conversion (within 30 days)", within: 30, asOf: "2025-03-31" });
  });

  test("a ratio of the same period would be 3 opportunities of 1 lead", async () => {
    const table = frame({
      created: ["2025-01-01", "2025-01-02", "2025-01-03", "2025-02-01"],
      converted: ["2025-02-01", "2025-02-02", "2025-02-03", null],
    });
    const { rows } = await leadConversion(table, { ...columns, within: 60, asOf: "2025-12-31", cohort: "month" });
    expect(rows.map(({ keys, estimate }) => [keys.cohort, estimate])).toEqual([
      ["2025-01", 1],
      ["2025-02", 0],
    ]);
  });

  test("cohorts of quarters and years, within segments", async () => {
    const keys = async (cohort: "quarter" | "year") =>
      (await leadConversion(frame(eight()), { ...asked, cohort, by: "source" })).rows.map((row) => row.keys);
    expect(await keys("quarter")).toEqual([
      { source: "a", cohort: "2025-Q1" },
      { source: "b", cohort: "2025-Q1" },
      { source: "b", cohort: null },
    ]);
    expect((await keys("year"))[0]).toEqual({ source: "a", cohort: "2025" });
  });

  test("81 of 263, Newcombe's (1998) example: Wilson .2553 to .3662", async () => {
    const created = Array.from({ length: 263 }, () => "2025-01-01T10:00:00");
    const converted = created.map((_, i) => (i < 81 ? "2025-01-02T09:00:00" : null));
    const { overall } = await leadConversion(frame({ created, converted }), asked);
    expect(overall.lower).toBeCloseTo(0.2553, 4);
    expect(overall.upper).toBeCloseTo(0.3662, 4);
  });
});

test("leads of the demo company: the last cohort is null, not low; referrals are best and cold calls worst, as made up", async () => {
  const table = await load("data/leads.csv");
  const given = { created: "created_on", converted: "opportunity_on", within: 35, asOf: "2026-06-30" } as const;
  const { overall, rows } = await leadConversion(table, { ...given, cohort: "month" });
  expect(overall).toMatchObject({ n: 4921, converted: 1155, convertedLater: 0, missing: 0, immature: 341 });
  expect(rows.at(-1)).toMatchObject({ keys: { cohort: "2026-06" }, estimate: null, n: 0, mature: false });
  expect(rows.at(-2)).toMatchObject({ keys: { cohort: "2026-05" }, mature: false });
  const bySource = await leadConversion(table, { ...given, by: "source", level: 0.99 });
  // Made up: 50 % of referrals, 12 % of cold calls; leads come in clusters around the deals won, so that others stray further.
  const rate = (source: string) => bySource.rows.find(({ keys }) => keys.source === source)!;
  for (const [source, made] of [
    ["referral", 0.5],
    ["cold call", 0.12],
  ] as const) {
    expect([source, rate(source).lower! <= made && made <= rate(source).upper!]).toEqual([source, true]);
  }
  const sorted = [...bySource.rows].sort((a, b) => a.estimate! - b.estimate!).map(({ keys }) => keys.source);
  expect([sorted[0], sorted.at(-1)]).toEqual(["cold call", "referral"]);
});

describe("agrees with R", () => {
  interface Share {
    readonly n: number;
    readonly counted: number;
    readonly interval: readonly number[];
  }

  const expectShare = (row: LeadConversionRow, { n, counted, interval }: Share) => {
    expect(row).toMatchObject({ n, converted: counted, estimate: counted / n });
    expect(row.lower).toBeCloseTo(interval[0]!, 12);
    expect(row.upper).toBeCloseTo(interval[1]!, 12);
  };

  test.each(reference.counts)("prop.test, $counted of $n", async (expected) => {
    const created = new Array<string>(expected.n).fill("2025-01-01");
    const converted = created.map((day, i) => (i < expected.counted ? day : null));
    expectShare((await leadConversion(frame({ created, converted }), asked)).overall, expected);
  });

  test.each(reference.leads)("counts, months and survey's weighted share: $name", async (expected) => {
    const { within, asOf } = expected;
    const options = { ...columns, within, asOf, cohort: "month" } as const;
    const { overall, rows } = await leadConversion(frame(expected.leads), options);
    const { immature, afterwards, late } = expected;
    expectShare(overall, expected.mature);
    expect([overall.immature, overall.convertedLater]).toEqual([immature, late]);
    expect(overall.n + immature + afterwards).toBe(expected.leads.created.length);
    const known = rows.filter(({ n }) => n > 0);
    expect(known.map(({ keys }) => keys.cohort)).toEqual(expected.months.map(({ month }) => month));
    for (const [i, month] of expected.months.entries()) expectShare(known[i]!, month);
    const weighed = (await leadConversion(frame(expected.leads), { ...options, weight: "w" })).overall;
    expect(weighed.estimate).toBeCloseTo(expected.weighed.estimate, 12);
    expect(weighed.lower).toBeCloseTo(expected.weighed.interval[0]!, 9);
    expect(weighed.upper).toBeCloseTo(expected.weighed.interval[1]!, 9);
  });
});

describe("laws", () => {
  const variants = fc.record({
    within: fc.integer({ min: 0, max: 70 }),
    asOf: fc.integer({ min: 20_000, max: 20_260 }).map(isoOf),
    cohort: fc.constantFrom(undefined, "month", "quarter", "year"),
    weight: fc.constantFrom(undefined, "w"),
  });
  const options = ({
    cohort,
    weight,
    within,
    asOf,
  }: {
    cohort: "month" | "quarter" | "year" | undefined;
    weight: string | undefined;
    within: number;
    asOf: string;
  }) => ({
    ...columns,
    within,
    asOf,
    by: "source",
    ...(cohort && { cohort }),
    ...(weight && { weight }),
  });

  test("every lead is counted once; cohorts add up to the whole; no rate passes 1", async () => {
    await fc.assert(
      fc.asyncProperty(leads, variants, async (given, variant) => {
        const found = await leadConversion(frame(columnsOf(given)), options(variant));
        const { overall, rows, excluded } = found;
        expect(overall.n + overall.immature + overall.missing + excluded.outOfRange).toBe(given.length);
        for (const field of ["n", "converted", "convertedLater", "immature", "immatureConverted", "missing"] as const) {
          expect(rows.reduce((sum, row) => sum + row[field], 0)).toBe(overall[field]);
        }
        for (const row of [overall, ...rows]) {
          if (row.estimate === null) expect(row.note).not.toBeNull();
          else
            expect(0 <= row.lower! && row.lower! <= row.estimate && row.estimate <= row.upper! && row.upper! <= 1).toBe(
              true,
            );
        }
        expect(await leadConversion(frame(columnsOf([...given].reverse())), options(variant))).toEqual(found);
      }),
      { numRuns: 40 },
    );
  });

  test("what has become of a mature lead does not change when more time passes", async () => {
    await fc.assert(
      fc.asyncProperty(leads, fc.integer({ min: 0, max: 40 }), async (given, within) => {
        const later = async (asOf: number) =>
          (await leadConversion(frame(columnsOf(given)), { ...columns, within, asOf: isoOf(asOf), cohort: "month" }))
            .rows;
        const [now, then] = [await later(20_110), await later(20_400)];
        for (const row of now.filter(({ mature, n }) => mature && n > 0)) {
          const same = then.find(({ keys }) => keys.cohort === row.keys.cohort)!;
          // The cohort of a month that is not over may still get leads.
          if (same.n === row.n) expect(same.converted).toBe(row.converted);
        }
      }),
      { numRuns: 20 },
    );
  });

  test("in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(leads, variants, (given, variant) =>
        expectSameInDuckdb(columnsOf(given), (table) => leadConversion(table, options(variant))),
      ),
      { numRuns: 12 },
    );
  });
});

describe("edges", () => {
  test("a cohort of which no lead has had its days is null with a note, not 0", async () => {
    const table = frame({ created: ["2025-03-30", "2025-03-31"], converted: ["2025-03-30", null] });
    const { overall } = await leadConversion(table, { ...asked, within: 7 });
    expect(overall).toMatchObject({
      estimate: null,
      lower: null,
      upper: null,
      n: 0,
      immature: 2,
      immatureConverted: 1,
    });
    expect(overall.note).toBe("cohort not yet mature: 2 of 2 leads have not had their 7 days by 2025-03-31");
  });

  test("within 0 days: those of the same day", async () => {
    const { overall } = await leadConversion(frame(eight()), { ...asked, within: 0 });
    expect(overall).toMatchObject({ n: 6, converted: 1, immature: 0 });
  });

  test("what converted after asOf had not converted then", async () => {
    const { overall } = await leadConversion(frame(eight()), { ...asked, asOf: "2025-02-28" });
    expect(overall).toMatchObject({ n: 2, converted: 1, convertedLater: 0, immature: 1, immatureConverted: 0 });
  });
});

describe("refuses", () => {
  const refused = (given: Partial<LeadConversionOptions>, table: object = eight()) =>
    expect(leadConversion(frame(table), { ...asked, ...given })).rejects;

  test("a conversion before the creation, with its row", () =>
    refused({}, { created: ["2025-01-01", "2025-01-05"], converted: [null, "2025-01-04"] }).toThrow(
      "leadConversion requires conversions on or after the creation; got '2025-01-04' before '2025-01-05' (row 2)",
    ));

  test("days that are none", async () => {
    await refused({}, { created: ["2025-02-30"], converted: ["2025-03-01"] }).toThrow(
      "leadConversion requires dates such as 2025-07-01 in 'created'; got '2025-02-30' (row 1)",
    );
    await refused({}, { created: ["2025-02-20"], converted: ["soon"] }).toThrow(
      "leadConversion requires dates such as 2025-07-01 in 'converted'; got 'soon' (row 1)",
    );
    await refused({ asOf: "today" }).toThrow(
      "leadConversion requires asOf as a day, such as '2026-06-30'; got 'today'",
    );
  });

  test("a window that is none, an unknown cohort, a column called cohort, a column that is not there", async () => {
    await refused({ within: 1.5 }).toThrow("leadConversion requires within as a whole number of days from 0; got 1.5");
    await refused({ cohort: "week" as "month" }).toThrow(
      "leadConversion requires a cohort of 'month', 'quarter', 'year'; got 'week'",
    );
    await refused({ cohort: "month", by: "cohort" }).toThrow(
      "leadConversion names its cohorts 'cohort'; got a column of that name in by",
    );
    await refused({ converted: "opened" }).toThrow("leadConversion: no column 'opened' in the table");
  });
});
