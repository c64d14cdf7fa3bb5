import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type DriverWeightsOptions,
  type DriverWeightsRow,
  driverWeights,
} from "../../src/metrics/driverWeights/driverWeights.js";
import { random } from "../../src/statistics/random.js";
import type { Cell } from "../../src/tables/table.js";
import { unexplained } from "./existing.js";
import { type Columns, expectSameInDuckdb } from "./sameInDuckdb.js";

type Ratings = Record<string, Cell[]>;

interface World {
  readonly seed: number;
  readonly rows: number;
  readonly missing: number;
}

const NAMES = ["a", "b", "c", "d"];

/** Ratings 1–7 of four drivers that go together, an outcome 1–5, weights, a category and a number beside them. */
function ratings({ seed, rows, missing }: World): Ratings {
  const stream = random(seed);
  const columns: Ratings = { a: [], b: [], c: [], d: [], y: [], w: [], age: [], shop: [], segment: [] };
  const maybe = (value: Cell) => (stream.next() < missing ? null : value);
  for (let row = 0; row < rows; row++) {
    const halo = stream.normal();
    const own = NAMES.map(() => Math.min(7, Math.max(1, Math.round(4.5 + halo + stream.normal()))));
    const score = 3 + 0.4 * (own[0]! - 4) + 0.2 * (own[1]! - 4) + 0.1 * (own[2]! - 4) + 0.6 * stream.normal();
    NAMES.forEach((name, j) => {
      columns[name]!.push(maybe(own[j]!));
    });
    columns.y!.push(maybe(Math.min(5, Math.max(1, Math.round(score)))));
    columns.w!.push(Math.round(10 * (0.2 + stream.next())) / 10);
    columns.age!.push(maybe(Math.round(20 + 50 * stream.next())));
    columns.shop!.push(maybe(["app", "web", "shop"][stream.integer(3)]!));
    columns.segment!.push(["x", "y"][stream.integer(2)]!);
  }
  return columns;
}

const worlds = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  rows: fc.integer({ min: 30, max: 90 }),
  missing: fc.constantFrom(0, 0.05),
});

const weigh = async (columns: Ratings, more: Partial<DriverWeightsOptions> = {}) =>
  (await driverWeights(new DataFrame(columns), { outcome: "y", drivers: NAMES, resamples: 0, ...more })).overall;

/** Everything a row says of weights, in one list. */
const numbersOf = ({ estimate, adjusted, methods }: DriverWeightsRow) => [
  estimate,
  adjusted,
  ...methods.flatMap(({ weights, shares }) => [...(weights ?? []), ...(shares ?? [])]),
];

function expectAlike(found: readonly (number | null)[], expected: readonly (number | null)[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => {
    if (expected[i] === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(expected[i]!, 9);
  });
}

const repeated = (columns: Ratings, times: number): Ratings =>
  Object.fromEntries(
    Object.entries(columns).map(([name, cells]) => [name, Array.from({ length: times }, () => cells).flat()]),
  );

const changed = (columns: Ratings, name: string, change: (value: number) => number): Ratings => ({
  ...columns,
  [name]: columns[name]!.map((cell) => (cell === null ? null : change(cell as number))),
});

describe("laws", () => {
  test("LMG, Johnson's, Pratt's and CAR add up to the R² of the drivers, beside controls too", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, fc.constantFrom(undefined, "w"), async (world, weight) => {
        for (const always of [[], ["age", "shop"]]) {
          const row = await weigh(ratings(world), { always, ...(weight === undefined ? {} : { weight }) });
          for (const name of ["lmg", "johnson", "pratt", "car"] as const) {
            const { weights } = row.methods.find(({ method }) => method === name)!;
            expect(weights!.reduce((sum, value) => sum + value, 0)).toBeCloseTo(row.estimate!, 9);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  test("driverWeights(answers) is unchanged by the order of answers, and every answer given twice changes no weight", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const columns = ratings(world);
        const before = numbersOf(await weigh(columns, { weight: "w" }));
        const turned = Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, [...cells].reverse()]));
        expectAlike(numbersOf(await weigh(turned, { weight: "w" })), before);
        const twice = await weigh(repeated(columns, 2), { weight: "w" });
        // All but the correction for chance, which knows how many answers there are.
        const butAdjusted = (values: readonly (number | null)[]) => values.filter((_, i) => i !== 1);
        expectAlike(butAdjusted(numbersOf(twice)), butAdjusted(before));
      }),
      { numRuns: 20 },
    );
  });

  test("weights of 1 equal none, and the scale of the weights says nothing", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, fc.constantFrom(0.001, 7), async (world, factor) => {
        const columns = ratings(world);
        const ones = await weigh(
          changed(columns, "w", () => 1),
          { weight: "w" },
        );
        expectAlike(numbersOf(ones), numbersOf(await weigh(columns)));
        const scaled = await weigh(
          changed(columns, "w", (w) => w * factor),
          { weight: "w" },
        );
        expectAlike(numbersOf(scaled), numbersOf(await weigh(columns, { weight: "w" })));
      }),
      { numRuns: 20 },
    );
  });

  test("a driver on another scale keeps every weight but PLS', which are of its units; turned over, its sign turns", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const columns = ratings(world);
        const [before, after] = [await weigh(columns), await weigh(changed(columns, "b", (x) => 50 - 10 * x))];
        for (const { method, weights } of after.methods) {
          if (method === "pls" || weights === null) continue;
          expectAlike(weights, before.methods.find((one) => one.method === method)!.weights!);
        }
        const pls = (row: DriverWeightsRow) => row.methods.find(({ method }) => method === "pls")!.weights!;
        expect(pls(after)[1]).toBeCloseTo(-pls(before)[1]! / 10, 9);
        expect(after.drivers[1]!.sign).toBe(-before.drivers[1]!.sign! + 0);
        expect(after.drivers[1]!.slope).toBeCloseTo(-before.drivers[1]!.slope! / 10, 9);
      }),
      { numRuns: 20 },
    );
  });

  test("drivers in another order keep their weights", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, fc.shuffledSubarray(NAMES, { minLength: 4 }), async (world, order) => {
        const columns = ratings(world);
        const [before, after] = [await weigh(columns), await weigh(columns, { drivers: order })];
        for (const { method, weights } of after.methods) {
          const known = before.methods.find((one) => one.method === method)!.weights;
          if (weights !== null)
            expectAlike(
              weights,
              order.map((name) => known![NAMES.indexOf(name)]!),
            );
        }
      }),
      { numRuns: 20 },
    );
  });

  test("a driver measured twice, with errors of its own each time, shares its LMG and Johnson weight in two alike parts", async () => {
    // Rows in pairs with the two errors exchanged: the two measures are alike in everything.
    const stream = random(4);
    const columns: Ratings = { one: [], two: [], other: [], y: [] };
    for (let pair = 0; pair < 100; pair++) {
      const [x, z] = [stream.normal(), stream.normal()];
      const [e, f] = [0.3 * stream.normal(), 0.3 * stream.normal()];
      const y = x + 0.5 * z + stream.normal();
      for (const [a, b] of [
        [e, f],
        [f, e],
      ] as const) {
        columns.one!.push(x + a);
        columns.two!.push(x + b);
        columns.other!.push(z);
        columns.y!.push(y);
      }
    }
    const whole = changed(columns, "one", (value) => value);
    whole.one = columns.one!.map((value, row) => ((value as number) + (columns.two![row] as number)) / 2);
    const [apart, together] = [
      await weigh(columns, { drivers: ["one", "two", "other"] }),
      await weigh(whole, { drivers: ["one", "other"] }),
    ];
    for (const name of ["lmg", "johnson"] as const) {
      const [one, two] = apart.methods.find(({ method }) => method === name)!.weights!;
      const [sum] = together.methods.find(({ method }) => method === name)!.weights!;
      expect(one).toBeCloseTo(two!, 12);
      // Of the whole that the better measure of both would have they keep almost everything.
      expect((one! + two!) / sum!).toBeGreaterThan(0.95);
      expect((one! + two!) / sum!).toBeLessThan(1.15);
    }
    expect(apart.estimate).toBeCloseTo(together.estimate!, 10);
  });

  test("missing: 'pairwise' equals 'listwise' where nothing is missing", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const columns = ratings({ ...world, missing: 0 });
        const options = { weight: "w", always: ["age"] };
        const pairwise = await weigh(columns, { ...options, missing: "pairwise" });
        expectAlike(numbersOf(pairwise), numbersOf(await weigh(columns, options)));
      }),
      { numRuns: 10 },
    );
  });

  test("resamples are those of the seed; ranks and intervals hold together; nothing is unaccounted for", async () => {
    await fc.assert(
      fc.asyncProperty(
        worlds,
        fc.constantFrom("lmg", "johnson", "pratt", "pls", "beta", "stated", "equal"),
        async (world, method) => {
          const columns = ratings(world);
          const options: DriverWeightsOptions = {
            outcome: "y",
            drivers: NAMES.map((name) => ({ name, column: name, stated: "age", points: "w" })),
            resamples: 100,
            method,
            by: "segment",
          };
          const result = await driverWeights(new DataFrame(columns), options);
          expect(await driverWeights(new DataFrame(columns), options)).toEqual(result);
          expect(unexplained({ ...result, overall: { ...result.overall, methods: [] } })).toEqual([]);
          for (const { drivers, lower, upper, estimate } of [result.overall, ...result.rows]) {
            expect(lower!).toBeLessThanOrEqual(upper!);
            expect(estimate).toBeGreaterThan(0);
            for (const driver of drivers) {
              if (driver.rankProbabilities.length === 0) continue;
              expect(driver.rankProbabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
              expect(driver.rankLower!).toBeLessThanOrEqual(driver.rankUpper!);
              expect(driver.lower!).toBeLessThanOrEqual(driver.upper!);
              if (driver.share !== null) expect(driver.shareLower!).toBeLessThanOrEqual(driver.shareUpper!);
            }
          }
        },
      ),
      { numRuns: 14 },
    );
  });
});

describe("in DuckDB as in memory", () => {
  test.each([
    ["by segment, weighted, beside controls", { by: "segment", weight: "w", always: ["age", "shop"], resamples: 100 }],
    ["pairwise", { missing: "pairwise", weight: "w", always: ["age"], resamples: 100 }],
    ["stated", { method: "stated", resamples: 0 }],
  ] as const)("driverWeights, %s", async (_, more) => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const drivers = NAMES.map((name) => ({ name, column: name, stated: "age" }));
        const options = { outcome: "y", drivers, ...more } as DriverWeightsOptions;
        await expectSameInDuckdb(ratings(world) as Columns, (table) => driverWeights(table, options));
      }),
      { numRuns: 6 },
    );
  });
});
