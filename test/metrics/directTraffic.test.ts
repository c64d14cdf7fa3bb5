import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { type DirectTrafficOptions, directTraffic } from "../../src/metrics/caseShares/directTraffic.js";
import reference from "../fixtures/shares/shares.json";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const frame = (columns: object) => new DataFrame(columns as Record<string, unknown[]>);

const five = () => ({
  source: ["direct", "organic", "direct", "social", null],
  visitor: ["a", "a", "b", "c", "c"],
  device: ["app", "app", "web", "web", "web"],
});

const visits = fc
  .array(
    fc.record({
      source: fc.constantFrom("direct", "organic", "email", null),
      visitor: fc.constantFrom("a", "b", "c", "d", null),
      device: fc.constantFrom("app", "web"),
      w: fc.constantFrom(1, 2.5, 10, null),
    }),
    { maxLength: 30 },
  )
  .map((some) => [...some, { source: "direct", visitor: "a", device: "app", w: 1 } as const]);

function columnsOf(
  given: readonly { source: string | null; visitor: string | null; device: string; w: number | null }[],
) {
  return {
    source: given.map(({ source }) => source),
    visitor: given.map(({ visitor }) => visitor),
    device: given.map(({ device }) => device),
    w: given.map(({ w }) => w),
  };
}

const variants = fc.constantFrom({}, { visitor: "visitor" }, { weight: "w" }, { visitor: "visitor", weight: "w" });

describe("by hand", () => {
  test("two of four visits with a known source are direct", async () => {
    const found = await directTraffic(frame(five()), { source: "source", by: "device" });
    expect(found.overall).toMatchObject({ estimate: 0.5, n: 4, visits: 4, direct: 2, missing: 1, visitors: null });
    expect(found.rows.map(({ keys, estimate }) => [keys.device, estimate])).toEqual([
      ["app", 0.5],
      ["web", 0.5],
    ]);
    expect(found).toMatchObject({ label: "Direct traffic (source typed in or unknown)", directSources: ["direct"] });
    expect(found.excluded).toEqual({ missing: 1, outOfRange: 0 });
  });

  test("81 of 263 visits, Newcombe's (1998) example: Wilson .2553 to .3662", async () => {
    const source = Array.from({ length: 263 }, (_, i) => (i < 81 ? "(Direct) / (None)" : "google"));
    const { overall, directSources } = await directTraffic(frame({ source }), { source: "source" });
    expect(overall.lower).toBeCloseTo(0.2553, 4);
    expect(overall.upper).toBeCloseTo(0.3662, 4);
    expect(directSources).toEqual(["(Direct) / (None)"]);
  });

  test("sources that mean direct may be named", async () => {
    const table = frame({ source: ["typed", "bookmark", "ad", "direct"] });
    const { overall } = await directTraffic(table, { source: "source", direct: ["typed", "bookmark"] });
    expect(overall.estimate).toBe(0.5);
  });
});

// A table in which nothing is direct is asked what direct visits are called.
test.each(reference.counts.filter(({ counted }) => counted > 0))(
  "agrees with R's prop.test: $counted of $n",
  async ({ counted, n, interval }) => {
    const source = Array.from({ length: n }, (_, i) => (i < counted ? "direct" : "search"));
    const { overall } = await directTraffic(frame({ source }), { source: "source" });
    expect(overall).toMatchObject({ estimate: counted / n, n });
    expect(overall.lower).toBeCloseTo(interval[0]!, 12);
    expect(overall.upper).toBeCloseTo(interval[1]!, 12);
  },
);

test.each(reference.carts)("agrees with R's survey package: $name", async ({ carts, weighted, plain, clustered }) => {
  const source = carts.ordered.map((isOrdered) => (isOrdered ? "organic" : "direct"));
  for (const [expected, more] of [
    [plain.cart, {}],
    [clustered.cart, { visitor: "visitor" }],
  ] as const) {
    const asked = { source: "source", ...more, ...(weighted && { weight: "w" }) };
    const { overall } = await directTraffic(frame({ ...carts, source }), asked);
    expect(overall.estimate).toBeCloseTo(expected.estimate, 12);
    expect(overall.lower).toBeCloseTo(expected.interval[0]!, 9);
    expect(overall.upper).toBeCloseTo(expected.interval[1]!, 9);
  }
});

test("visits of the demo company: who comes again comes directly again, so that visits say less than they count", async () => {
  const sessions = await load("data/sessions.csv");
  const visitsOnly = await directTraffic(sessions, { source: "source" });
  const { overall } = await directTraffic(sessions, { source: "source", visitor: "visitor" });
  expect(overall).toMatchObject({ visits: 48187, direct: 13005, visitors: 14482 });
  expect(overall.estimate).toBe(visitsOnly.overall.estimate);
  expect(overall.upper! - overall.lower!).toBeGreaterThan(visitsOnly.overall.upper! - visitsOnly.overall.lower!);
  // Of the made-up visits of customers 36 % are direct, of strangers' 14 %.
  expect(0.14 < overall.estimate! && overall.estimate! < 0.36).toBe(true);
});

describe("laws", () => {
  test("is the mean of the segments by their visits; holds its interval; is unchanged by order", async () => {
    await fc.assert(
      fc.asyncProperty(visits, variants, async (given, more) => {
        const asked = { source: "source", by: "device", ...more };
        const found = await directTraffic(frame(columnsOf(given)), asked);
        expect(await directTraffic(frame(columnsOf([...given].reverse())), asked)).toEqual(found);
        expect(found.rows.reduce((sum, { direct }) => sum + direct, 0)).toBe(found.overall.direct);
        expect(found.overall.visits + found.overall.missing).toBe(given.length);
        for (const row of [found.overall, ...found.rows]) {
          if (row.estimate === null) expect(row.note).not.toBeNull();
          else
            expect(0 <= row.lower! && row.lower! <= row.estimate && row.estimate <= row.upper! && row.upper! <= 1).toBe(
              true,
            );
        }
      }),
      { numRuns: 30 },
    );
  });

  test("in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(visits, variants, (given, more) =>
        expectSameInDuckdb(columnsOf(given), (table) =>
          directTraffic(table, { source: "source", by: "device", ...more }),
        ),
      ),
      { numRuns: 12 },
    );
  });
});

test("no visit has a source: null with a note, not 0", async () => {
  const table = frame({ source: [null, "direct"], device: ["app", "web"] });
  const { rows } = await directTraffic(table, { source: "source", by: "device" });
  expect(rows[0]).toMatchObject({ estimate: null, lower: null, upper: null, n: 0, missing: 1, note: "no visits" });
});

describe("refuses", () => {
  const refused = (given: Partial<DirectTrafficOptions>, columns: object = five()) =>
    expect(directTraffic(frame(columns), { source: "source", ...given })).rejects;

  test("sources of which none means direct, or one that does not occur", async () => {
    await refused({}, { source: ["typed", "google"] }).toThrow(
      "directTraffic requires a source of direct visits, such as 'direct'; got none (sources: 'google', 'typed'); name it: direct: ['…']",
    );
    await refused({ direct: ["direct", "typed"] }).toThrow(
      "directTraffic requires direct sources that occur; got 'typed' (sources: 'direct', 'organic', 'social'); name it: direct: ['…']",
    );
  });

  test("sources that are numbers, a column that is not there", async () => {
    await refused({}, { source: [1, 2] }).toThrow("directTraffic requires sources as text; got 1");
    await refused({ visitor: "visiter" }).toThrow(
      "directTraffic: no column 'visiter' in the table; nearest: 'visitor'",
    );
  });
});
