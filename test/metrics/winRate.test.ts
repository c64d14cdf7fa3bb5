import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { type WinRateOptions, type WinRateRow, winRate } from "../../src/metrics/caseShares/winRate.js";
import reference from "../fixtures/shares/shares.json";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const frame = (columns: object) => new DataFrame(columns as Record<string, unknown[]>);

/** Two won, one lost, one open, one lead that never was a deal; the large deal is lost. */
const five = () => ({
  outcome: ["won", "won", "lost", null, null],
  opened: ["2025-01-02", "2025-01-03", "2025-01-03", "2025-02-01", null],
  value: [10, 20, 70, 100, null],
  source: ["fair", "web", "web", "web", "web"],
});
const columns = { outcome: "outcome", opened: "opened" } as const;

const outcome = fc.constantFrom("won", "lost", null);
const deals = fc
  .array(
    fc.record({
      outcome,
      isDeal: fc.boolean(),
      value: fc.constantFrom(0.5, 1, 3, 40),
      source: fc.constantFrom("a", "b"),
    }),
    {
      maxLength: 30,
    },
  )
  .map((some) => [...some, { outcome: "won", isDeal: true, value: 2, source: "a" } as const]);

const columnsOf = (given: readonly { outcome: string | null; isDeal: boolean; value: number; source: string }[]) => ({
  outcome: given.map((one) => one.outcome),
  opened: given.map((one) => (one.isDeal || one.outcome !== null ? "2025-01-01" : null)),
  value: given.map((one) => one.value),
  source: given.map((one) => one.source),
});

describe("by hand", () => {
  test("of two won, one lost and one open deal: 2 of 3 closed, 2 of 4 created", async () => {
    const closed = await winRate(frame(five()), { ...columns, by: "source" });
    expect(closed.overall).toMatchObject({
      n: 3,
      deals: 4,
      won: 2,
      lost: 1,
      open: 1,
      ifOpenLost: 0.5,
      ifOpenWon: 0.75,
    });
    expect(closed.overall.estimate).toBeCloseTo(2 / 3, 12);
    expect(closed).toMatchObject({ label: "Win rate (won of closed)", notDeals: 1, of: "closed" });
    expect(closed.rows.map(({ keys, estimate }) => [keys.source, estimate])).toEqual([
      ["fair", 1],
      ["web", 0.5],
    ]);
    const created = await winRate(frame(five()), { ...columns, of: "created" });
    expect(created.overall).toMatchObject({ estimate: 0.5, n: 4 });
    expect(created.overall.note).toBe("1 deal still open, counted as not won: the rate can only rise");
    expect(created.label).toBe("Win rate (won of created)");
  });

  test("by value: 30 of 100 closed", async () => {
    const { overall, label } = await winRate(frame(five()), { ...columns, weight: "value" });
    expect(overall.estimate).toBeCloseTo(0.3, 12);
    expect(overall.ifOpenWon).toBeCloseTo(130 / 200, 12);
    expect(label).toBe("Win rate (won of closed, by value)");
  });

  test("without 'opened' every row is a deal", async () => {
    const { overall } = await winRate(frame(five()), { outcome: "outcome" });
    expect(overall).toMatchObject({ n: 3, deals: 5, open: 2 });
  });

  test("81 won of 263 closed, Newcombe's (1998) example: Wilson .2553 to .3662", async () => {
    const outcomes = Array.from({ length: 300 }, (_, i) => (i < 81 ? 1 : i < 263 ? 0 : null));
    const { overall } = await winRate(frame({ outcomes }), { outcome: "outcomes", won: 1, lost: 0 });
    expect(overall.lower).toBeCloseTo(0.2553, 4);
    expect(overall.upper).toBeCloseTo(0.3662, 4);
    expect(overall.open).toBe(37);
  });
});

test("the demo company won 393 of 1,077 closed deals; each source's made-up rate lies within its interval (five at 99 %)", async () => {
  const leads = await load("data/leads.csv");
  const { overall, rows, notDeals } = await winRate(leads, {
    outcome: "outcome",
    opened: "opportunity_on",
    by: "source",
    level: 0.99,
  });
  expect(overall).toMatchObject({ won: 393, lost: 684, open: 110, n: 1077 });
  expect(notDeals).toBe(4075);
  const truth: Readonly<Record<string, number>> = {
    referral: 0.48,
    fair: 0.36,
    website: 0.33,
    "paid search": 0.24,
    "cold call": 0.2,
  };
  for (const { keys, lower, upper } of rows) {
    const made = truth[String(keys.source)]!;
    expect([keys.source, lower! <= made && made <= upper!]).toEqual([keys.source, true]);
  }
});

describe("agrees with R", () => {
  const expectRate = (row: WinRateRow, { n, interval }: { n: number; interval: number[] }) => {
    expect(row.n).toBe(n);
    expect(row.lower).toBeCloseTo(interval[0]!, 9);
    expect(row.upper).toBeCloseTo(interval[1]!, 9);
  };

  test.each(reference.counts)("prop.test, $counted of $n", async ({ counted, ...expected }) => {
    const results = Array.from({ length: expected.n }, (_, i) => (i < counted ? "won" : "lost"));
    const { overall } = await winRate(frame({ outcome: results }), { outcome: "outcome" });
    expect(overall.won).toBe(counted);
    expectRate(overall, expected);
  });

  test.each(reference.deals)("prop.test, and survey by value: $name", async ({ deals: rows, ...expected }) => {
    const table = frame(rows);
    const closed = (await winRate(table, { outcome: "outcome" })).overall;
    expect(closed).toMatchObject({ won: expected.closed.counted, open: expected.open });
    expectRate(closed, expected.closed);
    expectRate((await winRate(table, { outcome: "outcome", of: "created" })).overall, expected.created);
    const byValue = (await winRate(table, { outcome: "outcome", weight: "w" })).overall;
    expect(byValue.estimate).toBeCloseTo(expected.weighed.estimate, 12);
    expectRate(byValue, { n: expected.closed.n, interval: expected.weighed.interval });
  });
});

describe("laws", () => {
  test("won + lost + open are the deals; the rate of closed ones lies between what the open ones can make of it", async () => {
    await fc.assert(
      fc.asyncProperty(deals, fc.constantFrom(undefined, "value"), async (given, weight) => {
        const asked = { ...columns, ...(weight && { weight }), by: "source" };
        const { overall, rows, notDeals } = await winRate(frame(columnsOf(given)), asked);
        expect(overall.won + overall.lost + overall.open).toBe(overall.deals);
        expect(overall.deals + notDeals + overall.missing).toBe(given.length);
        expect(
          overall.ifOpenLost! - 1e-12 <= overall.estimate! && overall.estimate! <= overall.ifOpenWon! + 1e-12,
        ).toBe(true);
        const created = await winRate(frame(columnsOf(given)), { ...asked, of: "created" });
        expect(created.overall.estimate).toBeCloseTo(overall.ifOpenLost!, 12);
        for (const row of [...rows, ...created.rows]) {
          if (row.estimate === null) expect(row.note).not.toBeNull();
          else
            expect(0 <= row.lower! && row.lower! <= row.estimate && row.estimate <= row.upper! && row.upper! <= 1).toBe(
              true,
            );
        }
        for (const field of ["won", "lost", "open", "n"] as const) {
          expect(rows.reduce((sum, row) => sum + row[field], 0)).toBe(overall[field]);
        }
        expect((await winRate(frame(columnsOf([...given].reverse())), asked)).overall).toEqual(overall);
      }),
      { numRuns: 30 },
    );
  });

  test("in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(
        deals,
        fc.constantFrom("closed", "created"),
        fc.constantFrom(undefined, "value"),
        (given, of, weight) =>
          expectSameInDuckdb(columnsOf(given), (table) =>
            winRate(table, { ...columns, of, by: "source", ...(weight && { weight }) }),
          ),
      ),
      { numRuns: 12 },
    );
  });
});

describe("edges", () => {
  test("deals without a segment are a segment of their own; it used to ask for the day they were opened", async () => {
    const { rows } = await winRate(frame({ outcome: ["won", "lost"], source: ["a", null] }), {
      outcome: "outcome",
      by: "source",
    });
    expect(rows.map(({ keys, estimate }) => [keys.source, estimate])).toEqual([
      ["a", 1],
      [null, 0],
    ]);
  });

  test("no deal is closed: null with a note, not 0", async () => {
    const table = frame({ outcome: [null, null, "won"], source: ["a", "a", "b"] });
    const { rows } = await winRate(table, { outcome: "outcome", by: "source" });
    expect(rows[0]).toMatchObject({ estimate: null, lower: null, upper: null, n: 0, open: 2 });
    expect(rows[0]!.note).toBe("no closed deals");
  });

  test("no deal at all: null, and so are the two rates of the open ones", async () => {
    const table = frame({ outcome: [null, "won"], opened: [null, "2025-01-01"], source: ["a", "b"] });
    const { rows } = await winRate(table, { ...columns, of: "created", by: "source" });
    expect(rows[0]).toMatchObject({ estimate: null, note: "no deals", ifOpenLost: null, ifOpenWon: null });
  });
});

describe("refuses", () => {
  const refused = (given: Partial<WinRateOptions> & object, table: object = five()) =>
    expect(winRate(frame(table), { ...columns, ...given } as WinRateOptions)).rejects;

  test("an outcome it does not know, with its row", () =>
    refused({}, { ...five(), outcome: ["won", "lost", "WON", "stalled", null] }).toThrow(
      "winRate requires outcomes of 'won' (won), 'lost' (lost), or blank, in 'outcome'; got 'WON', 'stalled' (2 rows, first at row 3)",
    ));

  test("but takes those that are named", async () => {
    const table = frame({ outcome: ["won", "lost", "stalled"] });
    const { overall } = await winRate(table, { outcome: "outcome", open: ["stalled"] });
    expect(overall).toMatchObject({ n: 2, open: 1 });
  });

  test("one value with two meanings, an outcome of what was no deal, another base", async () => {
    await refused({ lost: "won" }).toThrow("winRate requires one meaning a value; got 'won' as won and as lost");
    await refused({}, { ...five(), opened: [null, "2025-01-03", null, null, null] }).toThrow(
      "winRate requires 'opened' of each deal with an outcome; got none (2 rows, first at row 1)",
    );
    await refused({ of: "all" as "closed" }).toThrow("winRate requires a base 'of' of 'closed', 'created'; got 'all'");
    await refused({ outcome: "outcom" }).toThrow("winRate: no column 'outcom' in the table; nearest: 'outcome'");
  });
});
