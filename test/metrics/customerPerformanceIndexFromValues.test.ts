import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { churn } from "../../src/metrics/churn/churn.js";
import { churnFromCounts } from "../../src/metrics/churn/churnFromCounts.js";
import { csat, csatFromCounts } from "../../src/metrics/csat/csat.js";
import { customerPerformanceIndex } from "../../src/metrics/customerPerformanceIndex/customerPerformanceIndex.js";
import {
  type CustomerPerformanceFromValuesOptions,
  customerPerformanceIndexFromValues,
  type KnownComponent,
} from "../../src/metrics/customerPerformanceIndex/customerPerformanceIndexFromValues.js";
import { nps, npsFromCounts } from "../../src/metrics/nps/nps.js";
import { retention } from "../../src/metrics/retention/retention.js";

const fromValues = customerPerformanceIndexFromValues;
const score = npsFromCounts({ promoters: 50, passives: 30, detractors: 20 });
const rate = churnFromCounts({ churned: 80, atStart: 1000 }, { denominator: "start" });
const satisfied = csatFromCounts([10, 20, 70, 200, 100], { rule: "top-2" });

const COMPONENTS: readonly KnownComponent[] = [
  { name: "NPS", result: score, goal: 50, weight: 2 },
  { name: "Churn", result: rate, per: "year", floor: 0.2, goal: 0.05, weight: 1 },
  { name: "CSAT", result: satisfied, rule: "top-2", floor: 0.5, goal: 0.8, weight: 1 },
];

describe("by hand", () => {
  test("an NPS of 30, a churn of 8 % and a CSAT of 75 %: (2·130/150 + 12/15 + 25/30)/4", () => {
    const { overall, metric, method, correlations } = fromValues(COMPONENTS);
    expect(overall.components.map(({ estimate }) => estimate)).toEqual([30, 0.08, 0.75]);
    expect(overall.estimate).toBeCloseTo((100 * (2 * (130 / 150) + 12 / 15 + 25 / 30)) / 4, 10);
    expect(overall.components.map(({ unit }) => unit)).toEqual(["points", "share", "share"]);
    expect(overall.n).toBe(100);
    expect(overall.lower! < overall.estimate! && overall.estimate! < overall.upper!).toBe(true);
    expect(metric).toBe("customerPerformanceIndex");
    expect(method).toBe("percentiles of 10,000 independent draws from the components' intervals");
    expect(correlations).toEqual([]);
  });

  test("one normal component of half-width h: the index is ± h·100/(goal − floor)", () => {
    const value = { estimate: 6, lower: 5, upper: 7, n: 50, note: null };
    const { overall } = fromValues([{ name: "x", value, floor: 0, goal: 10 }]);
    expect(overall.estimate).toBe(60);
    expect(Math.abs(overall.lower! - 50)).toBeLessThan(0.6);
    expect(Math.abs(overall.upper! - 70)).toBeLessThan(0.6);
  });

  test("independent components: half-widths add as squares", () => {
    const value = (half: number) => ({ estimate: 5, lower: 5 - half, upper: 5 + half, n: 50, note: null });
    const { overall } = fromValues([
      { name: "x", value: value(1.5), floor: 0, goal: 10 },
      { name: "y", value: value(2), floor: 0, goal: 10 },
    ]);
    // √(1.5² + 2²)/2 of 10: 12.5 to either side.
    expect(Math.abs(overall.lower! - 37.5)).toBeLessThan(0.7);
    expect(Math.abs(overall.upper! - 62.5)).toBeLessThan(0.7);
  });

  test("the same index as of the rows, where the components are the same means", async () => {
    const table = new DataFrame({
      recommend: [10, 9, 8, 3, 9, 7, 10, 6],
      kept: [true, true, false, true, true, true, false, true],
    });
    const rows = await customerPerformanceIndex(table, {
      components: [
        { name: "NPS", nps: "recommend", goal: 50 },
        { name: "Kept", share: "kept", floor: 0.5 },
      ],
    });
    const known = fromValues([
      { name: "NPS", result: await nps(table, { score: "recommend" }), goal: 50 },
      { name: "Kept", result: await retention(table, { kind: "raw", retained: "kept" }), floor: 0.5 },
    ]);
    expect(known.overall.estimate).toBeCloseTo(rows.overall.estimate!, 10);
  });
});

describe("segments", () => {
  const table = new DataFrame({
    recommend: [10, 9, 9, 3, 9, 2, 3, 6],
    satisfaction: [5, 5, 4, 1, 5, 2, 2, 3],
    segment: ["a", "a", "a", "a", "b", "b", "b", "b"],
  });
  const components = async (): Promise<KnownComponent[]> => [
    { name: "NPS", result: await nps(table, { score: "recommend", by: "segment" }) },
    {
      name: "CSAT",
      result: await csat(table, { score: "satisfaction", rule: "top-2", by: "segment" }),
      rule: "top-2",
    },
  ];

  test("each segment of the results has its index and its rank", async () => {
    const { overall, rows, orderStays, by } = fromValues(await components(), { by: "segment" });
    expect(rows.map(({ keys, estimate, rank }) => [keys.segment, estimate, rank])).toEqual([
      ["a", 75, 1],
      ["b", 25, 2],
    ]);
    expect(overall).toEqual({ ...fromValues(await components()).overall });
    expect(orderStays).toBe(1);
    expect(by).toEqual(["segment"]);
  });

  test("a segment that a result does not know has no index, or one of the others", async () => {
    const other = new DataFrame({ left: [true, false], segment: ["a", "c"] });
    const rateBy = await churn(other, { churned: "left", denominator: "start", by: "segment" });
    const all: KnownComponent[] = [
      ...(await components()),
      { name: "Churn", result: rateBy, per: "year", floor: 1, goal: 0 },
    ];
    const { rows } = fromValues(all, { by: "segment" });
    expect(rows.map(({ keys, estimate }) => [keys.segment, estimate === null])).toEqual([
      ["a", false],
      ["b", true],
      ["c", true],
    ]);
    expect(rows[1]!.note).toContain("no value of 'Churn'");
    const going = fromValues(all, { by: "segment", missing: "renormalize" });
    expect(going.rows[2]).toMatchObject({ estimate: 100, coverage: expect.closeTo(1 / 3, 10) });
  });
});

describe("edges", () => {
  test("plain numbers are taken as known; of nothing else there is no interval", () => {
    const bare = fromValues([{ name: "x", value: 5, floor: 0, goal: 10 }]).overall;
    expect(bare).toMatchObject({ estimate: 50, lower: null, upper: null, n: 0, note: "no component has an interval" });
    const mixed = fromValues([...COMPONENTS, { name: "x", value: 5, floor: 0, goal: 10, weight: 1 }]).overall;
    expect(mixed.note).toContain("taken as known, for want of an interval: 'x'");
    expect(mixed.lower).not.toBeNull();
  });

  test("an open side of an interval is taken as long as the other", () => {
    const value = { estimate: 5, lower: 4, upper: null, n: 9, note: null };
    const { overall } = fromValues([{ name: "x", value, floor: 0, goal: 10 }]);
    expect(Math.abs(overall.upper! - 60)).toBeLessThan(0.6);
  });

  test("a result without an estimate is missing", () => {
    const none = npsFromCounts({ promoters: 0, passives: 0, detractors: 0 });
    const all: KnownComponent[] = [{ name: "NPS", result: none, weight: 1 }, COMPONENTS[1]!];
    expect(fromValues(all).overall).toMatchObject({ estimate: null, coverage: 0.5 });
    expect(fromValues(all, { missing: "renormalize" }).overall.estimate).toBeCloseTo(80, 10);
  });

  test("indicators that measure alike are named", () => {
    const kept = { name: "Kept", result: { ...rate, metric: "retention" }, weight: 1 } as KnownComponent;
    expect(fromValues([...COMPONENTS, kept]).overall.note).toContain(
      "counted twice in part, because they measure alike: 'Churn' and 'Kept'",
    );
    expect(fromValues(COMPONENTS).overall.note).not.toContain("twice");
  });

  test("the same for the same seed; the level is of the index, and that of each result its own", () => {
    expect(fromValues(COMPONENTS, { seed: 3 })).toEqual(fromValues(COMPONENTS, { seed: 3 }));
    const narrow = fromValues(COMPONENTS, { level: 0.5 }).overall;
    const wide = fromValues(COMPONENTS).overall;
    expect(narrow.upper! - narrow.lower!).toBeLessThan(0.5 * (wide.upper! - wide.lower!));
  });
});

describe("refuses", () => {
  const refused = (component: object, options: CustomerPerformanceFromValuesOptions = {}) =>
    expect(() => fromValues([component as KnownComponent], options));
  const caller = "customerPerformanceIndexFromValues";

  test("neither or both of value and result; a value that is no number", () => {
    refused({ name: "x", floor: 0, goal: 1 }).toThrow(`${caller} requires 'result' or 'value' for 'x'; got neither`);
    refused({ name: "x", value: 1, result: score }).toThrow("got both");
    refused({ name: "x", value: Number.NaN, floor: 0, goal: 1 }).toThrow("a value that is a number for 'x'; got NaN");
  });

  test("a goal on the bad side, out of reach, or missing where the unit has no ends", () => {
    refused({ name: "NPS", result: score, floor: 50, goal: 0 }).toThrow(
      `${caller} requires a goal above the floor of 'NPS', of which more is better; got goal 0 and floor 50`,
    );
    refused({ name: "Churn", result: rate, per: "year", floor: 0, goal: 0.05 }).toThrow(
      "a goal below the floor of 'Churn'",
    );
    refused({ name: "Churn", result: rate, per: "year", goal: 0.05 }).toThrow("requires a floor for 'Churn'; got none");
    refused({ name: "NPS", result: score, goal: 500 }).toThrow("a goal of 'NPS' from -100 to 100; got 500");
    refused({ name: "x", value: 3, goal: 5 }).toThrow("requires a floor for 'x'; got none");
  });

  test("a churn without its period, a satisfaction under another rule", () => {
    refused({ name: "Churn", result: rate, floor: 0.2, goal: 0.05 }).toThrow(`${caller} requires the period`);
    refused({ name: "CSAT", result: satisfied, rule: "top-box", floor: 0.5, goal: 0.8 }).toThrow(
      "by its own rule 'top-2'; got 'top-box'",
    );
  });

  test("segments of a number, or of results that are not split so", () => {
    refused({ name: "x", value: 3, floor: 0, goal: 5 }, { by: "segment" }).toThrow(
      `${caller} by segment requires a result for every component; 'x' is one number`,
    );
    refused({ name: "NPS", result: score }, { by: "segment" }).toThrow("'NPS' is by none");
  });
});
