import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { type PagesPerVisitOptions, pagesPerVisit } from "../../src/metrics/pagesPerVisit.js";
import reference from "../fixtures/shares/shares.json";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const frame = (columns: object) => new DataFrame(columns as Record<string, unknown[]>);
const columns = { pages: "pages", visitor: "visitor" } as const;

/** a comes three times, b once; one visit has no pages, one no visitor. */
const six = () => ({
  pages: [2, 3, 4, 11, null, 9],
  visitor: ["a", "a", "a", "b", "b", null],
  source: ["ad", "ad", "mail", "mail", "mail", "mail"],
});

interface Visit {
  readonly pages: number | null;
  readonly visitor: string | null;
  readonly source: string;
}

const visits = fc
  .array(
    fc.record({
      pages: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 8 }),
      visitor: fc.option(fc.constantFrom("a", "b", "c", "d", "e"), { freq: 8 }),
      source: fc.constantFrom("ad", "mail", "web"),
    }),
    { maxLength: 30 },
  )
  .map((some): readonly Visit[] => [...some, { pages: 3, visitor: "a", source: "ad" }]);

const columnsOf = (given: readonly Visit[]) => ({
  pages: given.map(({ pages }) => pages),
  visitor: given.map(({ visitor }) => visitor),
  source: given.map(({ source }) => source),
});

test("by hand: 20 pages in 4 visits are 5; the mean of 3 and 11 is 7", async () => {
  const { overall, rows, excluded, unit } = await pagesPerVisit(frame(six()), { ...columns, by: "source" });
  expect(overall).toMatchObject({
    estimate: 5,
    meanOfVisitors: 7,
    n: 4,
    visits: 4,
    pages: 20,
    visitors: 2,
    missing: 2,
  });
  // Residuals 9 − 3·5 and 11 − 5: √(2/1·(36 + 36))/4 = 3.
  expect(overall.standardError).toBeCloseTo(3, 12);
  expect(rows.map(({ keys, estimate, visitors }) => [keys.source, estimate, visitors])).toEqual([
    ["ad", 2.5, 1],
    ["mail", 7.5, 2],
  ]);
  expect([excluded, unit]).toEqual([{ missing: 2, outOfRange: 0 }, "pages"]);
});

test.each(reference.visits)("agrees with R's survey package: $name", async ({ visits: rows, ...expected }) => {
  const { overall } = await pagesPerVisit(frame(rows), columns);
  const size = expected.estimate + expected.standardError;
  const close = (found: number | null, value: number) =>
    expect((found ?? Number.NaN) / size).toBeCloseTo(value / size, 11);
  close(overall.estimate, expected.estimate);
  close(overall.standardError, expected.standardError);
  // There are no fewer pages than 0.
  close(overall.lower, Math.max(0, expected.interval[0]!));
  close(overall.upper, expected.interval[1]!);
  close(overall.meanOfVisitors, expected.meanOfVisitors);
  expect(overall.visitors).toBe(expected.visitors);
});

test("the demo company's sources come in the order they were made up in; a cart adds two pages, an order two more", async () => {
  const sessions = await load("data/sessions.csv");
  const { rows } = await pagesPerVisit(sessions, { ...columns, by: "source" });
  const truth = { direct: 6, email: 5, organic: 4.5, referral: 4, "paid search": 3, social: 2.6 };
  const found = [...rows].sort((a, b) => b.estimate! - a.estimate!).map(({ keys }) => keys.source);
  expect(found).toEqual(Object.keys(truth));
  for (const { keys, estimate } of rows) {
    const added = estimate! - truth[keys.source as keyof typeof truth];
    expect([keys.source, 0.6 < added && added < 1.3]).toEqual([keys.source, true]);
  }
});

describe("laws", () => {
  test("is the segments' mean by visits; is unchanged by order; holds its interval; nothing is NaN", async () => {
    await fc.assert(
      fc.asyncProperty(visits, async (given) => {
        const found = await pagesPerVisit(frame(columnsOf(given)), { ...columns, by: "source" });
        const { overall, rows } = found;
        const reversed = columnsOf([...given].reverse());
        expect(await pagesPerVisit(frame(reversed), { ...columns, by: "source" })).toEqual(found);
        for (const field of ["visits", "pages", "missing"] as const) {
          expect(rows.reduce((sum, row) => sum + row[field], 0)).toBe(overall[field]);
        }
        const mixed = rows.reduce((sum, { visits: n, estimate }) => sum + n * (estimate ?? 0), 0);
        expect(mixed / overall.visits).toBeCloseTo(overall.estimate!, 10);
        expect(overall.visits + overall.missing).toBe(given.length);
        for (const { estimate, lower, upper, note } of [overall, ...rows]) {
          if (lower === null) expect([estimate === null, note]).not.toEqual([false, null]);
          else expect(0 <= lower && lower <= estimate! && estimate! <= upper!).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("of one visit a visitor, the ratio of sums is the mean of ratios", async () => {
    await fc.assert(
      fc.asyncProperty(visits, async (given) => {
        const once = given.map((visit, i) => ({ ...visit, visitor: `V${i}` }));
        const { overall } = await pagesPerVisit(frame(columnsOf(once)), columns);
        expect(overall.meanOfVisitors).toBeCloseTo(overall.estimate!, 12);
        expect(overall.visitors).toBe(overall.visits);
      }),
      { numRuns: 20 },
    );
  });

  test("in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(visits, (given) =>
        expectSameInDuckdb(columnsOf(given), (table) => pagesPerVisit(table, { ...columns, by: "source" })),
      ),
      { numRuns: 15 },
    );
  });
});

describe("edges", () => {
  test("no visit: null with a note; one visitor, or all alike: no interval", async () => {
    const table = frame({ ...six(), pages: [2, 3, 4, null, null, 9] });
    const { rows, overall } = await pagesPerVisit(table, { ...columns, by: ["visitor"] });
    expect(rows.map(({ keys, note }) => [keys.visitor, note])).toEqual([
      ["a", "one visitor: no interval"],
      ["b", "no visits"],
      [null, "no visits"],
    ]);
    expect(rows[1]).toMatchObject({ estimate: null, meanOfVisitors: null, lower: null, visits: 0 });
    expect(overall).toMatchObject({ estimate: 3, lower: null, upper: null, note: "one visitor: no interval" });
    const alike = frame({ pages: [2, 2, 2], visitor: ["a", "a", "b"] });
    expect((await pagesPerVisit(alike, columns)).overall).toMatchObject({
      estimate: 2,
      lower: null,
      note: "all visitors alike: no interval",
    });
  });
});

describe("refuses", () => {
  const refused = (given: Partial<PagesPerVisitOptions>, table: object = six()) =>
    expect(pagesPerVisit(frame(table), { ...columns, ...given })).rejects;

  test("pages below 0, with the row", () =>
    refused({}, { pages: [1, -2], visitor: ["a", "b"] }).toThrow(
      "pagesPerVisit requires pages of at least 0 in 'pages'; got -2 (row 2)",
    ));

  test("pages that are text, columns that are not there, a level of 95", async () => {
    await refused({ pages: "source" }).toThrow("pagesPerVisit requires numbers in 'source'; got text in the table");
    await refused({ visitor: "user" }).toThrow(
      "pagesPerVisit: no column 'user' in the table; columns: 'pages', 'visitor', 'source'",
    );
    await refused({ level: 95 }).toThrow("pagesPerVisit requires a level between 0 and 1, such as 0.95; got 95");
  });
});
