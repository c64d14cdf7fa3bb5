import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { type CampaignRoiOptions, campaignRoi } from "../../src/metrics/campaignRoi/campaignRoi.js";
import { asTable } from "../../src/tables/table-like.js";
import reference from "../fixtures/shares/shares.json";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const frame = (columns: object) => new DataFrame(columns as Record<string, unknown[]>);

/** A: four got it and brought 10 each on average, two held out 4; B: two got it and brought 1, two held out 2. */
const ten = () => ({
  campaign: ["A", "A", "A", "A", "A", "A", "B", "B", "B", "B"],
  sent: [true, true, true, true, false, false, true, true, false, false],
  margin: [8, 12, 6, 14, 3, 5, 0, 2, 1, 3],
  spent: [2, 2, 2, 2, 0, 0, 1, 1, 0, 0],
});
const trial = { value: "margin", basis: "margin", treated: "sent" } as const;
const costs = { A: 12, B: 4 };

const customers = fc
  .array(
    fc.record({
      campaign: fc.constantFrom("A", "B", "C"),
      sent: fc.option(fc.boolean(), { freq: 10 }),
      margin: fc.option(fc.integer({ min: -20, max: 90 }), { freq: 10 }),
    }),
    { maxLength: 30 },
  )
  .map((some) => [
    ...some,
    ...["A", "B", "C"].flatMap((campaign) => [
      { campaign, sent: true, margin: 7 },
      { campaign, sent: false, margin: 1 },
    ]),
  ]);

const columnsOf = (given: readonly { campaign: string; sent: boolean | null; margin: number | null }[]) => ({
  campaign: given.map(({ campaign }) => campaign),
  sent: given.map(({ sent }) => sent),
  margin: given.map(({ margin }) => margin),
});

describe("by hand", () => {
  test("A adds 4 × (10 − 4) = 24 for 12, B adds 2 × (1 − 2) = −2 for 4; together 22 for 16", async () => {
    const found = await campaignRoi(frame(ten()), { ...trial, cost: costs, by: "campaign" });
    expect(
      found.rows.map(({ keys, estimate, incremental }) => [keys.campaign, estimate, incremental!.estimate]),
    ).toEqual([
      ["A", 1, 24],
      ["B", -1.5, -2],
    ]);
    expect(found.overall).toMatchObject({
      estimate: 22 / 16 - 1,
      cost: 16,
      treated: 6,
      heldOut: 4,
      n: 10,
      attributed: 42,
    });
    expect(found.overall.attributedRoi).toBeCloseTo(42 / 16 - 1, 12);
    expect(found.rows[0]).toMatchObject({ treatedMean: 10, heldOutMean: 4, attributed: 40 });
    expect(found).toMatchObject({ label: "Campaign ROI (incremental margin)", kind: "incremental", unit: "share" });
  });

  test("the same of costs in a column", async () => {
    const { rows } = await campaignRoi(frame(ten()), { ...trial, cost: "spent", by: "campaign" });
    expect(rows.map(({ cost, estimate }) => [cost, estimate])).toEqual([
      [8, 2],
      [2, -2],
    ]);
  });

  test("attributed: 30 back for 20 is .5, without an interval, and says that it is not incremental", async () => {
    const table = frame({ campaign: ["A", "B"], revenue: [20, 10], spent: [8, 12] });
    const found = await campaignRoi(table, { value: "revenue", basis: "revenue", cost: "spent", by: "campaign" });
    expect(found.overall).toMatchObject({ estimate: 0.5, lower: null, upper: null, heldOut: null, incremental: null });
    expect(found.overall.note).toBe("attributed, not incremental: part of it would have come anyway");
    expect(found.rows[0]!.estimate).toBeCloseTo(1.5, 12);
    expect(found.rows[1]!.estimate).toBeCloseTo(-1 / 6, 12);
    expect(found).toMatchObject({ label: "Campaign ROI (attributed revenue)", kind: "attributed" });
  });
});

test.each(reference.campaigns)("agrees with R's t.test: $name", async ({ customers: rows, cost, ...expected }) => {
  const { overall } = await campaignRoi(frame(rows), { ...trial, cost });
  expect(overall.estimate).toBeCloseTo(expected.roi, 10);
  expect(overall.lower).toBeCloseTo(expected.interval[0]!, 9);
  expect(overall.upper).toBeCloseTo(expected.interval[1]!, 9);
  expect(overall.incremental!.estimate).toBeCloseTo(expected.incremental, 8);
});

test("offers of the demo company: what the held-out tenth says holds the margin of the orders truly brought", async () => {
  const [offers, campaigns, orders] = [
    await load("data/offers.csv"),
    await load("data/campaigns.csv"),
    await load("data/orders.csv"),
  ];
  const spent = (await asTable(campaigns).crosstab(["kind", "campaign", "cost"])).filter(
    ({ keys }) => keys[0] === "offer",
  );
  const cost = Object.fromEntries(spent.map(({ keys }) => [String(keys[1]), Number(keys[2])]));
  const found = await campaignRoi(offers, {
    value: "margin_14d",
    basis: "margin",
    treated: { column: "group", value: "sent" },
    cost,
    by: "campaign",
    level: 0.996,
  });
  const brought = await asTable(orders).crosstab(["campaign"], ["margin"]);
  const truth = new Map(brought.map(({ keys, sums }) => [keys[0], sums[0]!]));
  expect(found.rows).toHaveLength(12);
  for (const { keys, incremental } of found.rows) {
    const made = truth.get(keys.campaign!)!;
    expect([keys.campaign, incremental!.lower! <= made && made <= incremental!.upper!]).toEqual([keys.campaign, true]);
  }
  expect(found.overall.attributedRoi! > found.overall.estimate!).toBe(true);
});

describe("laws", () => {
  const options = { ...trial, cost: { A: 12, B: 4, C: 9 }, by: "campaign" };

  test("what the campaigns add sums to the whole, whoever was held out; order does not matter; nothing is NaN", async () => {
    await fc.assert(
      fc.asyncProperty(customers, async (given) => {
        const found = await campaignRoi(frame(columnsOf(given)), options);
        const { overall, rows } = found;
        const added = rows.reduce((sum, { incremental }) => sum + incremental!.estimate!, 0);
        expect(overall.incremental!.estimate).toBeCloseTo(added, 8);
        expect(overall.estimate).toBeCloseTo(added / 25 - 1, 8);
        for (const field of ["treated", "heldOut", "n", "cost", "missing"] as const) {
          expect(rows.reduce((sum, row) => sum + row[field]!, 0)).toBe(overall[field]);
        }
        expect(overall.n + overall.missing).toBe(given.length);
        const again = await campaignRoi(frame(columnsOf([...given].reverse())), options);
        expect(again.overall.estimate).toBeCloseTo(overall.estimate!, 9);
        for (const row of [overall, ...rows]) {
          if (row.lower === null) expect(row.note).not.toBeNull();
          else expect(row.lower <= row.estimate! && row.estimate! <= row.upper!).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("is unchanged by the currency, and without a difference of means is −1", async () => {
    await fc.assert(
      fc.asyncProperty(customers, fc.constantFrom(0.1, 1000), async (given, rate) => {
        const one = (await campaignRoi(frame(columnsOf(given)), { ...trial, cost: 20 })).overall;
        const converted = given.map((row) => ({ ...row, margin: row.margin === null ? null : row.margin * rate }));
        const other = (await campaignRoi(frame(columnsOf(converted)), { ...trial, cost: 20 * rate })).overall;
        expect(other.estimate).toBeCloseTo(one.estimate!, 8);
        if (one.lower !== null) expect(other.lower).toBeCloseTo(one.lower, 7);
        const same = given.map((row) => ({ ...row, margin: 5 }));
        const nothing = (await campaignRoi(frame(columnsOf(same)), { ...trial, cost: 20 })).overall;
        expect(nothing).toMatchObject({ estimate: -1, lower: null, note: "all customers alike: no interval" });
      }),
      { numRuns: 20 },
    );
  });

  test("in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(customers, (given) =>
        expectSameInDuckdb(columnsOf(given), (table) => campaignRoi(table, options)),
      ),
      { numRuns: 12 },
    );
  });
});

describe("edges", () => {
  test("nothing was spent: null with a note, and what it added is still said", async () => {
    const { rows } = await campaignRoi(frame(ten()), { ...trial, cost: { A: 0, B: 4 }, by: "campaign" });
    expect(rows[0]).toMatchObject({ estimate: null, lower: null, upper: null, note: "nothing was spent: no ROI" });
    expect(rows[0]!.incremental!.estimate).toBe(24);
    const free = await campaignRoi(frame({ v: [3], c: [0] }), { value: "v", basis: "margin", cost: "c" });
    expect(free.overall).toMatchObject({ estimate: null, attributedRoi: null, note: "nothing was spent: no ROI" });
  });

  test("nobody held out: nothing to compare, there and overall", async () => {
    const table = frame({ ...ten(), sent: [true, true, true, true, true, true, true, true, false, false] });
    const { rows, overall } = await campaignRoi(table, { ...trial, cost: costs, by: "campaign" });
    const note = "nobody in one of the groups: nothing to compare";
    expect(rows[0]).toMatchObject({ estimate: null, incremental: null, heldOut: 0, heldOutMean: null, note });
    expect(overall).toMatchObject({ estimate: null, incremental: null, note });
  });

  test("one customer held out: an estimate without an interval; few: the note says so", async () => {
    const one = frame({ sent: [true, true, false], margin: [4, 6, 1] });
    const { overall } = await campaignRoi(one, { ...trial, cost: 4 });
    expect(overall).toMatchObject({
      estimate: 1,
      lower: null,
      upper: null,
      note: "one customer in a group: no interval",
    });
    expect((await campaignRoi(frame(ten()), { ...trial, cost: 4 })).overall.note).toBe(
      "4 held out: the interval is rough",
    );
  });

  test("no value is known: null with a note", async () => {
    const table = frame({ v: [null, 3], c: [2, 2], k: ["a", "b"] });
    const { rows } = await campaignRoi(table, { value: "v", basis: "margin", cost: "c", by: "k" });
    expect(rows[0]).toMatchObject({ estimate: null, n: 0, missing: 1, note: "no values" });
  });
});

describe("refuses", () => {
  const refused = (given: object, columns: object = ten()) =>
    expect(campaignRoi(frame(columns), { ...trial, cost: costs, by: "campaign", ...given } as CampaignRoiOptions))
      .rejects;

  test("a basis that is not given", () =>
    refused({ basis: undefined }).toThrow("campaignRoi requires a basis of 'margin', 'revenue'; got none"));

  test("costs below 0, of no segment, of some only, as one number for several, by name without segments", async () => {
    await refused({ cost: { A: -1, B: 1 } }).toThrow("campaignRoi requires costs of at least 0; got -1 for 'A'");
    await refused({ cost: { ...costs, C: 1 } }).toThrow(
      "campaignRoi requires costs of segments that occur; got 'C' (there are 'A', 'B')",
    );
    await refused({ cost: { A: 1 } }).toThrow("campaignRoi requires the cost of each segment; got none for 'B'");
    await refused({ cost: 5 }).toThrow(
      "campaignRoi by segment requires the cost of each, by its name; got the one number 5",
    );
    await refused({ by: [] }).toThrow("campaignRoi requires 'by' where costs are given by name; got none");
  });

  test("a cost column with a blank or a number below 0, with its row", async () => {
    const spent = [2, 2, null, 2, null, null, 1, 1, null, null];
    await refused({ cost: "spent" }, { ...ten(), spent }).toThrow(
      "campaignRoi requires the cost of each row that got the campaign in 'spent'; got none (row 3)",
    );
    await refused({ cost: "spent" }, { ...ten(), spent: spent.map(() => -1) }).toThrow(
      "campaignRoi requires costs of at least 0 in 'spent'; got -1 (10 rows, first at row 1)",
    );
    await refused({ cost: "spent", treated: undefined }, { ...ten(), spent }).toThrow(
      "campaignRoi requires the cost of each row in 'spent'; got none (5 rows, first at row 3)",
    );
  });

  test("groups it cannot tell, a column that is not there", async () => {
    await refused({ treated: "campaign" }).toThrow("campaignRoi requires true and false, or 1 and 0, in 'campaign'");
    await refused({ treated: { column: "campaign", value: "Z" } }).toThrow(
      "campaignRoi requires a value of 'campaign' that means treated; got 'Z', which occurs in no row",
    );
    await refused({ value: "margins" }).toThrow("campaignRoi: no column 'margins' in the table; nearest: 'margin'");
  });
});
