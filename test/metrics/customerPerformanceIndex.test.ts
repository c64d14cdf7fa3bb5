import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CustomerPerformanceOptions,
  type CustomerPerformanceResult,
  type CustomerPerformanceRow,
  customerPerformanceIndex,
  type PerformanceComponent,
} from "../../src/metrics/customerPerformanceIndex/customerPerformanceIndex.js";
import { random } from "../../src/statistics/random.js";
import reference from "../fixtures/customerPerformance/customerPerformance.json";
import { sized } from "../trust/sized.js";
import { expectSame, expectSameInDuckdb } from "./sameInDuckdb.js";

const frame = (columns: object) => new DataFrame(columns as Record<string, unknown[]>);

/** NPS 25, seven in ten kept, satisfied three in four of those who said, hours of 20 on average. */
const eight = () => ({
  recommend: [10, 9, 9, 10, 8, 7, 3, 5],
  kept: [true, true, true, true, true, true, false, false],
  satisfaction: [5, 5, 4, 4, 4, 4, 2, 1],
  hours: [10, 30, 20, 20, 10, 30, 15, 25],
  segment: ["a", "a", "a", "b", "b", "b", "b", "a"],
  w: [1, 2, 1, 2, 1, 2, 1, 2],
});

const COMPONENTS: readonly PerformanceComponent[] = [
  { name: "NPS", nps: "recommend", goal: 50, weight: 0.5 },
  { name: "Kept", share: "kept", floor: 0.5, weight: 0.3 },
  { name: "Hours", mean: "hours", floor: 40, goal: 0, weight: 0.2 },
];

const cpi = (columns: object, more: Partial<CustomerPerformanceOptions> = {}) =>
  customerPerformanceIndex(frame(columns), { components: COMPONENTS, ...more });

const sum = (values: readonly (number | null)[]) => values.reduce<number>((total, value) => total + value!, 0);
const named = ({ components }: CustomerPerformanceRow, name: string) => components.find((one) => one.name === name)!;

describe("by hand", () => {
  test("scores are (value − floor)/(goal − floor): 125/150, ½ and ½ make 66.67", async () => {
    const { overall } = await cpi(eight());
    expect(overall.components.map(({ estimate }) => estimate)).toEqual([25, 0.75, 20]);
    expect(overall.components.map(({ score }) => score)).toEqual([expect.closeTo(12500 / 150, 10), 50, 50]);
    expect(overall.estimate).toBeCloseTo(0.5 * (12500 / 150) + 0.3 * 50 + 0.2 * 50, 10);
    expect(overall.components.map(({ contribution }) => contribution!)).toEqual([
      expect.closeTo(41.6667, 4),
      expect.closeTo(15, 10),
      expect.closeTo(10, 10),
    ]);
    expect(overall.components.map(({ unit, floor, goal }) => [unit, floor, goal])).toEqual([
      ["points", -100, 50],
      ["share", 0.5, 1],
      ["score", 40, 0],
    ]);
    expect(overall).toMatchObject({ n: 8, coverage: 1, band: null, rank: null });
  });

  test("geometric: (5/6)^.5·½^.3·½^.2 = 64.55, and one component at its floor makes it 0", async () => {
    const { overall, label } = await cpi(eight(), { aggregation: "geometric" });
    expect(overall.estimate).toBeCloseTo(100 * Math.sqrt(5 / 6) * Math.sqrt(0.5), 10);
    expect(overall.components.every(({ contribution }) => contribution === null)).toBe(true);
    expect(label).toBe("Customer performance index (geometric)");
    const lost = { ...eight(), kept: Array(8).fill(false) };
    const none = await cpi(lost, { aggregation: "geometric" });
    expect(none.overall.estimate).toBe(0);
    expect(none.overall.components.map(({ shortfall }) => shortfall)).toEqual([0, 100, 0]);
    expect((await cpi(lost)).overall.estimate).toBeGreaterThan(50);
  });

  test("a share may be a limit on a number, or a value of a column", async () => {
    const { overall } = await cpi(eight(), {
      components: [
        { name: "satisfied", share: { column: "satisfaction", atLeast: 4 } },
        { name: "quick", share: { column: "hours", atMost: 20 } },
        { name: "a", share: { column: "segment", value: "a" } },
      ],
    });
    expect(overall.components.map(({ estimate }) => estimate)).toEqual([0.75, 0.625, 0.5]);
    expect(overall.estimate).toBeCloseTo(62.5, 10);
  });

  test("weights that do not add up to 1 are divided by their sum, and the note says so", async () => {
    const doubled = COMPONENTS.map((one) => ({ ...one, weight: 2 * one.weight! }));
    const { overall } = await cpi(eight(), { components: doubled });
    expect(overall.estimate).toBeCloseTo((await cpi(eight())).overall.estimate!, 10);
    expect(overall.note).toContain("the weights added up to 2 and were divided by it");
    const equal = COMPONENTS.map(({ weight: _, ...one }) => one as PerformanceComponent);
    const { overall: alike } = await cpi(eight(), { components: equal });
    expect(alike.estimate).toBeCloseTo((250 / 3 + 50 + 50) / 3, 10);
    expect(alike.note).not.toContain("weights");
  });

  test("beyond the goal counts as 100, beyond the floor as 0, and both are marked", async () => {
    const components: PerformanceComponent[] = [
      { name: "NPS", nps: "recommend", goal: 20 },
      { name: "Hours", mean: "hours", floor: 15, goal: 10 },
    ];
    const { overall } = await cpi(eight(), { components });
    expect(overall.components.map(({ score, clipped }) => [score, clipped])).toEqual([
      [100, "goal"],
      [0, "floor"],
    ]);
    expect(overall.estimate).toBe(50);
    expect(overall.note).toContain("beyond its goal, counted as 100: 'NPS'; beyond its floor, counted as 0: 'Hours'");
  });

  test("bands name the index; the rank is that of the segment", async () => {
    const { overall, rows } = await cpi(eight(), { by: "segment", bands: { good: 75, weak: 0, fair: 50 } });
    expect(overall.band).toBe("fair");
    expect(rows.map(({ keys, rank }) => [keys.segment, rank])).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
    const below = await cpi(eight(), { bands: { good: 75 } });
    expect(below.overall.band).toBeNull();
  });
});

describe("agrees with R's survey package", () => {
  const [nps, kept, hours] = [reference.scaling.recommend, reference.scaling.retained, reference.scaling.hours];
  const components: PerformanceComponent[] = [
    { name: "NPS", nps: "recommend", floor: nps[0]!, goal: nps[1]!, weight: reference.weights[0]! },
    { name: "Kept", share: "retained", floor: kept[0]!, goal: kept[1]!, weight: reference.weights[1]! },
    { name: "Hours", mean: "hours", floor: hours[0]!, goal: hours[1]!, weight: reference.weights[2]! },
  ];

  test.each(reference.cases)("$name: index, joint variance by the delta method, correlations", async (one) => {
    for (const aggregation of ["arithmetic", "geometric"] as const) {
      const { overall, correlations } = await customerPerformanceIndex(frame(one.rows), {
        components,
        aggregation,
        method: "linearized",
        ...(one.weighted && { weight: "w" }),
      });
      const { estimate, interval } = one[aggregation];
      expect(overall.estimate).toBeCloseTo(estimate, 9);
      expect(overall.lower).toBeCloseTo(Math.max(0, interval[0]!), 7);
      expect(overall.upper).toBeCloseTo(Math.min(100, interval[1]!), 7);
      overall.components.forEach(({ score }, k) => {
        expect(score! / 100).toBeCloseTo(one.scores[k]!, 10);
      });
      correlations.forEach(({ correlation }, k) => {
        expect(correlation).toBeCloseTo(one.correlations[k]!, 9);
      });
    }
  });
});

interface Row {
  readonly recommend: number | null;
  readonly kept: boolean | null;
  readonly hours: number | null;
  readonly w: number;
  readonly segment: string;
}

const KNOWN: readonly Row[] = [
  { recommend: 9, kept: true, hours: 10, w: 1, segment: "x" },
  { recommend: 6, kept: false, hours: 30, w: 2, segment: "y" },
  { recommend: 8, kept: true, hours: 20.5, w: 1, segment: "x" },
];

const rowsOf: fc.Arbitrary<readonly Row[]> = fc
  .array(
    fc.record({
      recommend: fc.option(fc.integer({ min: 0, max: 10 }), { freq: 8 }),
      kept: fc.option(fc.boolean(), { freq: 8 }),
      hours: fc.option(fc.constantFrom(2.5, 8, 17.25, 39), { freq: 8 }),
      w: fc.constantFrom(0.5, 1, 2.25),
      segment: fc.constantFrom("x", "y", "z"),
    }),
    { maxLength: 25 },
  )
  .map((some) => [...some, ...KNOWN]);

const columnsOf = (rows: readonly Row[]) => ({
  recommend: rows.map(({ recommend }) => recommend),
  kept: rows.map(({ kept }) => kept),
  hours: rows.map(({ hours }) => hours),
  w: rows.map(({ w }) => w),
  segment: rows.map(({ segment }) => segment),
});

const variants = fc.record({
  aggregation: fc.constantFrom("arithmetic" as const, "geometric" as const),
  missing: fc.constantFrom("null" as const, "renormalize" as const),
  weighted: fc.boolean(),
  method: fc.constantFrom("bootstrap" as const, "linearized" as const),
});

type Variant = typeof variants extends fc.Arbitrary<infer T> ? T : never;

const optionsOf = ({ aggregation, missing, weighted, method }: Variant) => ({
  aggregation,
  missing,
  method,
  by: "segment",
  ...(weighted && { weight: "w" }),
});

describe("laws", () => {
  test("contributions add up to the index and shortfalls to what is missing to 100; from 0 to 100; nothing is NaN", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf, variants, async (rows, variant) => {
        const { overall, rows: segments } = await cpi(columnsOf(rows), optionsOf(variant));
        for (const row of [overall, ...segments]) {
          if (row.estimate === null) {
            expect(row.note).toContain("no value of");
            expect([row.lower, row.upper, row.sensitivity.median]).toEqual([null, null, null]);
            continue;
          }
          const there = row.components.filter(({ score }) => score !== null);
          expect(sum(there.map(({ shortfall }) => shortfall))).toBeCloseTo(100 - row.estimate, 8);
          if (variant.aggregation === "arithmetic") {
            expect(sum(there.map(({ contribution }) => contribution))).toBeCloseTo(row.estimate, 8);
          }
          expect(sum(there.map(({ weight }) => weight))).toBeCloseTo(1, 10);
          expect(row.estimate >= 0 && row.estimate <= 100).toBe(true);
          if (row.lower !== null) expect(row.lower <= row.upper! && row.lower >= 0 && row.upper! <= 100).toBe(true);
        }
      }),
      { numRuns: 15 },
    );
  });

  test("the order of rows changes nothing, and everybody is the same with and without segments", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf, variants, async (rows, variant) => {
        const forth = await cpi(columnsOf(rows), optionsOf(variant));
        expect(await cpi(columnsOf([...rows].reverse()), optionsOf(variant))).toEqual(forth);
        const { by: _, ...whole } = optionsOf(variant);
        const { overall } = await cpi(columnsOf(rows), whole);
        for (const field of ["estimate", "lower", "upper"] as const) {
          if (overall[field] === null) expect(forth.overall[field]).toBeNull();
          else expect(forth.overall[field]).toBeCloseTo(overall[field]!, 8);
        }
      }),
      { numRuns: 12 },
    );
  });

  test("the order of components changes nothing but their order", async () => {
    const forth = await cpi(eight());
    const back = await cpi(eight(), { components: [...COMPONENTS].reverse() });
    expect(back.overall.estimate).toBeCloseTo(forth.overall.estimate!, 10);
    expect(back.overall.lower).toBeCloseTo(forth.overall.lower!, 8);
    expect([...back.overall.components].reverse().map(({ name, score }) => [name, score])).toEqual(
      forth.overall.components.map(({ name, score }) => [name, score]),
    );
  });

  test("weights of 1 equal none; all rows twice keep the index; twice the weights of all rows, too", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf, async (rows) => {
        const ones = columnsOf(rows.map((row) => ({ ...row, w: 1 })));
        const plain = (await cpi(ones, { method: "linearized", missing: "renormalize" })).overall;
        const weighed = await cpi(ones, { method: "linearized", missing: "renormalize", weight: "w" });
        const scaled = columnsOf(rows.map((row) => ({ ...row, w: 7 })));
        const larger = await cpi(scaled, { method: "linearized", missing: "renormalize", weight: "w" });
        for (const { overall } of [weighed, larger]) {
          expect(overall.estimate).toBeCloseTo(plain.estimate!, 9);
          expect(overall.lower).toBeCloseTo(plain.lower!, 7);
        }
        const twice = await cpi(columnsOf([...rows, ...rows]), { method: "linearized", missing: "renormalize" });
        expect(twice.overall.estimate).toBeCloseTo(plain.estimate!, 9);
      }),
      { numRuns: 15 },
    );
  });

  test("rows and moments of rows say the same of all but the interval", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf, variants, async (rows, variant) => {
        const [one, other] = await Promise.all(
          (["bootstrap", "linearized"] as const).map((method) =>
            cpi(columnsOf(rows), { ...optionsOf(variant), method }),
          ),
        );
        const bare = ({ overall, rows: segments, correlations, excluded, orderStays }: CustomerPerformanceResult) => ({
          rows: [overall, ...segments].map(({ lower: _l, upper: _u, note: _n, ...rest }) => rest),
          correlations,
          excluded,
          orderStays,
        });
        expectSame(bare(other!), bare(one!));
      }),
      { numRuns: 12 },
    );
  });

  test("without a goal and a floor the score of an NPS is (NPS + 100)/200, and of a share the share", async () => {
    const components: PerformanceComponent[] = [
      { name: "NPS", nps: "recommend" },
      { name: "Kept", share: "kept" },
    ];
    const { overall } = await cpi(eight(), { components });
    expect(overall.components.map(({ score }) => score)).toEqual([62.5, 75]);
  });

  test("geometric never exceeds arithmetic", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf, async (rows) => {
        const index = async (aggregation: "arithmetic" | "geometric") =>
          (await cpi(columnsOf(rows), { aggregation, missing: "renormalize", method: "linearized" })).overall.estimate!;
        expect(await index("geometric")).toBeLessThanOrEqual((await index("arithmetic")) + 1e-9);
      }),
      { numRuns: 15 },
    );
  });

  test("a goal below the floor is the same as the numbers and the goal turned round", async () => {
    const turned = { ...eight(), hours: eight().hours.map((x) => -x) };
    const [a, b] = COMPONENTS;
    const up = await cpi(turned, {
      components: [a!, b!, { name: "Hours", mean: "hours", floor: -40, goal: 0, weight: 0.2 }],
    });
    const down = await cpi(eight());
    expect(up.overall.estimate).toBeCloseTo(down.overall.estimate!, 10);
    expect(up.overall.lower).toBeCloseTo(down.overall.lower!, 6);
    up.correlations.forEach(({ correlation }, k) => {
      expect(correlation).toBeCloseTo(down.correlations[k]!.correlation!, 10);
    });
  });

  test("in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf, variants, (rows, variant) =>
        expectSameInDuckdb(columnsOf(rows), (table) =>
          customerPerformanceIndex(table, { components: COMPONENTS, ...optionsOf(variant) }),
        ),
      ),
      { numRuns: 8 },
    );
  });
});

/** Rows of a company whose components go together. */
const many = (n: number) => {
  const at = Array.from({ length: n }, (_, i) => (i * 7919) % n);
  return {
    recommend: at.map((i) => Math.min(10, 4 + Math.floor((7 * i) / n))),
    kept: at.map((i) => i % 5 !== 0 && i > n / 10),
    hours: at.map((i) => 30 - (20 * i) / n + (i % 7)),
  };
};

describe("the interval", () => {
  test("by bootstrap and by linearisation agree where there are many rows and no goal cuts", async () => {
    const boot = (await cpi(many(1500))).overall;
    const linear = (await cpi(many(1500), { method: "linearized" })).overall;
    expect(boot.estimate).toBeCloseTo(linear.estimate!, 10);
    const width = linear.upper! - linear.lower!;
    expect(Math.abs(boot.lower! - linear.lower!)).toBeLessThan(0.06 * width);
    expect(Math.abs(boot.upper! - linear.upper!)).toBeLessThan(0.06 * width);
  });

  test.each([
    ["linearized", sized(200, 600)],
    ["bootstrap", sized(40, 150)],
  ] as const)(
    "covers about its level: %s, %d samples of 120 rows whose components go together",
    async (method, times) => {
      const stream = random(17);
      const draw = () =>
        Array.from({ length: 120 }, () => {
          const mood = stream.normal();
          return {
            recommend: Math.max(0, Math.min(10, Math.round(7.4 + 2 * mood))),
            kept: mood + stream.normal() > -1,
            hours: 20 - 4 * mood + 3 * stream.normal(),
          };
        });
      const columns = (rows: ReturnType<typeof draw>) => ({
        recommend: rows.map(({ recommend }) => recommend),
        kept: rows.map(({ kept }) => kept),
        hours: rows.map(({ hours }) => hours),
      });
      const truth = (await cpi(columns(Array.from({ length: 600 }, draw).flat()), { method: "linearized" })).overall;
      let covered = 0;
      for (let i = 0; i < times; i++) {
        const { lower, upper } = (await cpi(columns(draw()), { method })).overall;
        if (lower! <= truth.estimate! && truth.estimate! <= upper!) covered++;
      }
      expect(covered / times).toBeGreaterThan(0.91);
      expect(covered / times).toBeLessThan(0.99);
    },
  );

  test("knows that components go together: wider than that of components of other rows each", async () => {
    const together = (await cpi(many(1500), { method: "linearized" })).overall;
    const shuffled = many(1500);
    const apart = {
      ...shuffled,
      hours: shuffled.hours.map((_, i, all) => all[(i * 601 + 77) % all.length]!),
      kept: shuffled.kept.map((_, i, all) => all[(i * 367 + 11) % all.length]!),
    };
    const { overall } = await cpi(apart, { method: "linearized" });
    expect(overall.estimate).toBeCloseTo(together.estimate!, 9);
    expect(together.upper! - together.lower!).toBeGreaterThan(1.1 * (overall.upper! - overall.lower!));
  });

  test("is the same for the same seed, another for another, and linearised above 5,000 rows", async () => {
    const [one, same, other] = await Promise.all([1, 1, 2].map((seed) => cpi(many(200), { seed })));
    expect(one).toEqual(same);
    expect(other!.overall.lower).not.toBe(one!.overall.lower);
    expect(one!.method).toBe("bootstrap of rows, percentile, 2,000 resamples");
    const large = await cpi(many(5001));
    expect(large.method).toBe("Student's t, joint linearised variance of the components");
  });
});

describe("what other weights would make of it", () => {
  test("one component has nothing to weigh; components alike neither", async () => {
    const { overall } = await cpi(eight(), { components: [COMPONENTS[0]!] });
    expect(overall.sensitivity.lower).toBeCloseTo(overall.estimate!, 9);
    expect(overall.sensitivity.upper).toBeCloseTo(overall.estimate!, 9);
  });

  test("two components of scores s and t: mean and spread of a beta distribution", async () => {
    const components: PerformanceComponent[] = [
      { name: "Kept", share: "kept", floor: 0.5, weight: 0.7 },
      { name: "NPS", nps: "recommend", goal: 25, weight: 0.3 },
    ];
    // 50 + 50·Beta(.3·20, .7·20): its 5 %, 50 % and 95 % points are qbeta(c(.05, .5, .95), 6, 14) of R.
    const { overall } = await cpi(eight(), { components, concentration: 20 });
    expect(Math.abs(overall.sensitivity.lower! - (50 + 50 * reference.beta[0]!))).toBeLessThan(0.8);
    expect(Math.abs(overall.sensitivity.median! - (50 + 50 * reference.beta[1]!))).toBeLessThan(0.6);
    expect(Math.abs(overall.sensitivity.upper! - (50 + 50 * reference.beta[2]!))).toBeLessThan(0.9);
  });

  test("a segment better in everything keeps its rank under all weights; one better in one only does not", async () => {
    const better = {
      recommend: [10, 10, 9, 2, 7, 3],
      kept: [true, true, true, false, true, false],
      hours: [5, 6, 7, 30, 31, 32],
      segment: ["a", "a", "a", "b", "b", "b"],
    };
    const sure = await cpi(better, { by: "segment" });
    expect(sure.orderStays).toBe(1);
    expect(sure.rows.map(({ sensitivity }) => sensitivity.rankStays)).toEqual([1, 1]);
    const mixed = await cpi({ ...better, hours: [31, 32, 33, 5, 6, 7] }, { by: "segment", concentration: 2 });
    expect(mixed.orderStays).toBeGreaterThan(0.5);
    expect(mixed.orderStays).toBeLessThan(1);
    expect(mixed.overall.sensitivity.rankStays).toBeNull();
  });

  test("a larger concentration stays nearer; a band far away stays", async () => {
    const width = async (concentration: number) => {
      const { sensitivity } = (await cpi(eight(), { concentration })).overall;
      return sensitivity.upper! - sensitivity.lower!;
    };
    expect(await width(200)).toBeLessThan(0.6 * (await width(20)));
    const { sensitivity } = (await cpi(eight(), { bands: { weak: 0, good: 99 } })).overall;
    expect(sensitivity.bandStays).toBe(1);
    const near = (await cpi(eight(), { bands: { weak: 0, fair: 66.5 } })).overall;
    expect(near.sensitivity.bandStays).toBeLessThan(0.9);
  });
});

describe("double counting", () => {
  test("components that go together are named with how much", async () => {
    const components: PerformanceComponent[] = [
      { name: "NPS", nps: "recommend", goal: 50 },
      { name: "Promoters", share: { column: "recommend", atLeast: 9 } },
      { name: "Hours", mean: "hours", floor: 40, goal: 0 },
    ];
    const { overall, correlations } = await cpi(eight(), { components });
    expect(correlations.map(({ first, second, n }) => [first, second, n])).toEqual([
      ["NPS", "Promoters", 8],
      ["NPS", "Hours", 8],
      ["Promoters", "Hours", 8],
    ]);
    expect(overall.note).toContain("counted twice in part, because they go together: 'NPS' and 'Promoters' (r = 0.9");
  });

  test("what does not vary has no correlation", async () => {
    const { correlations } = await cpi({ ...eight(), kept: Array(8).fill(true) });
    expect(correlations.map(({ correlation }) => correlation === null)).toEqual([true, false, true]);
  });
});

describe("edges", () => {
  const gap = () => ({ ...eight(), hours: [null, 30, 20, 20, null, null, null, 25] });

  test("a segment without a component is null with a note, or goes on with the others", async () => {
    const nobody = { ...eight(), hours: [10, 30, 20, null, null, null, null, 25] };
    const { rows } = await cpi(nobody, { by: "segment" });
    expect(rows[1]).toMatchObject({
      estimate: null,
      lower: null,
      coverage: 0.8,
      rank: null,
      note: "no value of 'Hours' (80 % of the weights are there)",
    });
    expect(named(rows[1]!, "Hours")).toMatchObject({ estimate: null, weight: null, score: null, note: "no values" });
    const { rows: others } = await cpi(nobody, { by: "segment", missing: "renormalize" });
    expect(others[1]!.note).toContain("without 'Hours' (80 % of the weights are there)");
    expect(named(others[1]!, "NPS").weight).toBeCloseTo(0.5 / 0.8, 12);
    expect(others[1]!.rank).toBe(2);
  });

  test("each component is a mean over the rows that have it", async () => {
    const { overall } = await cpi(gap());
    expect(named(overall, "Hours")).toMatchObject({ estimate: 23.75, n: 4 });
    expect(overall.n).toBe(8);
  });

  test("one row has an index and no interval; no rows have none", async () => {
    const one = { recommend: [9], kept: [true], hours: [20] };
    const { overall } = await cpi(one);
    expect(overall).toMatchObject({ estimate: expect.closeTo(90, 9), lower: null, upper: null, n: 1 });
    expect(overall.note).toContain("one row: no interval");
    const none = await cpi({ recommend: [null], kept: [null], hours: [null] } as object, {
      components: COMPONENTS.slice(0, 1),
    }).catch((error: Error) => error.message);
    expect(none).toMatchObject({ overall: { estimate: null, n: 0, coverage: 0 }, excluded: { missing: 1 } });
  });

  test("rows that are all alike: the interval has no width, and the note says so", async () => {
    const { overall } = await cpi({ recommend: [9, 9], kept: [true, true], hours: [20, 20] });
    expect(overall.lower).toBe(overall.upper);
    expect(overall.note).toContain("the interval has no width");
  });

  test("a component of weight 0 is shown, and neither counts nor is missed", async () => {
    const components = [
      ...COMPONENTS.map((one) => ({ ...one })),
      { name: "Extra", mean: "extra", floor: 0, goal: 1, weight: 0 },
    ];
    const { overall } = await cpi({ ...eight(), extra: Array(8).fill(null) }, { components });
    expect(overall.estimate).toBeCloseTo((await cpi(eight())).overall.estimate!, 10);
    expect(overall.coverage).toBe(1);
  });

  test("a component too rare for the bootstrap has no interval, and says why", async () => {
    const rare = { ...many(60), hours: [20, ...Array(59).fill(null)] };
    const { overall } = await cpi(rare);
    expect(overall.lower).toBeNull();
    expect(overall.note).toContain("in too many resamples a component has no rows: no interval");
  });

  test("a segment whose weights are all 0 has nothing", async () => {
    const w = eight().segment.map((name) => (name === "b" ? 0 : 1));
    const { rows } = await cpi({ ...eight(), w }, { weight: "w", by: "segment" });
    expect(rows[0]!.estimate).not.toBeNull();
    expect(rows[1]!.estimate).toBeNull();
    expect(named(rows[1]!, "NPS").note).toBe("all weights are 0");
  });
});

describe("refuses", () => {
  const refused = (more: object, columns: object = eight()) => expect(cpi(columns, more)).rejects;
  const one = (component: object) => ({ components: [component as PerformanceComponent] });

  test("components that are none, nameless, twice, or measure nothing or two things", async () => {
    await refused({ components: [] }).toThrow("customerPerformanceIndex requires at least one component; got none");
    await refused(one({ nps: "recommend" })).toThrow("requires a name for every component; got undefined");
    await refused({ components: [COMPONENTS[0], COMPONENTS[0]] }).toThrow(
      "customerPerformanceIndex requires components of different names; got 'NPS' twice",
    );
    await refused(one({ name: "x", goal: 1 })).toThrow(
      "customerPerformanceIndex requires one of 'nps', 'share', 'mean' for 'x'; got none",
    );
    await refused(one({ name: "x", nps: "recommend", mean: "hours" })).toThrow("for 'x'; got nps and mean");
  });

  test("a floor or a goal that is missing, the same, no number, or out of reach", async () => {
    await refused(one({ name: "h", mean: "hours", goal: 5 })).toThrow("requires a floor for 'h'; got none");
    await refused(one({ name: "h", mean: "hours", floor: 5 })).toThrow("requires a goal for 'h'; got none");
    await refused(one({ name: "h", mean: "hours", floor: 5, goal: 5 })).toThrow(
      "customerPerformanceIndex requires a goal apart from the floor for 'h'; got 5 for both",
    );
    await refused(one({ name: "h", mean: "hours", floor: Number.NaN, goal: 5 })).toThrow("numbers for 'h'; got NaN");
    await refused(one({ name: "n", nps: "recommend", goal: 150 })).toThrow("from -100 to 100 for 'n'; got 150");
    await refused(one({ name: "k", share: "kept", goal: 80 })).toThrow("from 0 to 1 for 'k'; got 80");
    await refused(one({ name: "left", share: "kept", goal: 0.05 })).toThrow(
      "customerPerformanceIndex requires a floor for 'left' beside its low goal 0.05: 0 if more is better, the worst value if less is; got none",
    );
  });

  test("weights below 0, of some only, or adding up to 0", async () => {
    const [a, b] = COMPONENTS;
    await refused({ components: [a, { ...b!, weight: -1 }] }).toThrow("weights of at least 0; got -1 for 'Kept'");
    await refused({ components: [a, { ...b!, weight: undefined }] }).toThrow(
      "customerPerformanceIndex requires a weight for every component or for none; got none for 'Kept'",
    );
    await refused({ components: [{ ...a!, weight: 0 }] }).toThrow("weights that add up to more than 0; got 0");
  });

  test("options that are not ones there are", async () => {
    await refused({ aggregation: "mean" }).toThrow("a kind of aggregation of 'arithmetic', 'geometric'; got 'mean'");
    await refused({ missing: "zero" }).toThrow("'null', 'renormalize'; got 'zero'");
    await refused({ method: "normal" }).toThrow("a method of 'bootstrap', 'linearized'; got 'normal'");
    await refused({ level: 95 }).toThrow("a level between 0 and 1, such as 0.95; got 95");
    await refused({ concentration: 0 }).toThrow("a concentration above 0; got 0");
    await refused({ bands: { weak: -5 } }).toThrow("bands that begin from 0 to 100; got -5 for 'weak'");
    await refused({ bands: { weak: 0, poor: 0 } }).toThrow("bands that begin apart; got 0 twice");
    await refused({ seed: -1 }).toThrow("random requires a seed");
  });

  test("columns that are not there, and cells that cannot be", async () => {
    await refused(one({ name: "n", nps: "recomend" })).toThrow(
      "no column 'recomend' in the table; nearest: 'recommend'",
    );
    await refused({}, { ...eight(), recommend: [11, 9, 9, 10, 8, 7, 3, 5] }).toThrow(
      "customerPerformanceIndex requires scores from 0 to 10; got 11 (row 1)",
    );
    await refused({}, { ...eight(), kept: Array(8).fill("yes") }).toThrow(
      "customerPerformanceIndex requires true and false, or 1 and 0, in 'kept'; got 'yes'",
    );
    await refused(one({ name: "s", mean: "segment", floor: 0, goal: 1 })).toThrow(
      "requires numbers in 'segment'; got text",
    );
    await refused({ weight: "w" }, { ...eight(), w: eight().w.map((x) => x - 2) }).toThrow(
      "requires weights of at least 0 in 'w'; got -1",
    );
  });
});
