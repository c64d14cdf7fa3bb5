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
import reference from "../fixtures/driverWeights/driverLogistic.json";
import { inMemory, unexplained } from "./existing.js";
import { type Columns, expectSameInDuckdb } from "./sameInDuckdb.js";

type Reference = (typeof reference.cases)[number];
type Ratings = Record<string, Cell[]>;

const solve = (one: Reference, more: Partial<DriverWeightsOptions> = {}) =>
  driverWeights(new DataFrame({ ...(one.columns as unknown as Ratings), w_: one.weights }), {
    outcome: one.outcome,
    drivers: one.drivers,
    fit: "logistic",
    resamples: 0,
    ...(one.always.length === 0 ? {} : { always: one.always }),
    ...(one.weighted ? { weight: "w_" } : {}),
    ...more,
  });

const weightsOf = (row: DriverWeightsRow, name: string) => row.methods.find(({ method }) => method === name)!;

const expectAlike = (found: readonly (number | null)[], expected: readonly (number | null)[], digits = 8) => {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => {
    if (expected[i] === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(expected[i]!, digits);
  });
};

describe("driverWeights(table, { fit: 'logistic' }) agrees with R's glm on every subset", () => {
  test.each(reference.cases)("$name", async (one) => {
    const { overall } = await solve(one);
    expect(overall.estimate).toBeCloseTo(one.rSquared, 9);
    expect(overall.controls).toBeCloseTo(one.controls, 9);
    expect(overall.adjusted).toBeCloseTo(one.adjusted, 9);
    for (const name of ["first", "last", "lmg", "beta"] as const) {
      expectAlike(weightsOf(overall, name).weights!, one[name], 9);
    }
    expectAlike(
      overall.drivers.map(({ slope }) => slope),
      one.slope,
    );
    const johnson = weightsOf(overall, "johnson");
    if (one.johnson === undefined) expect(johnson.weights).toBeNull();
    else {
      expectAlike(johnson.weights!, one.johnson.weights);
      expect(johnson.weights!.reduce((sum, value) => sum + value, 0)).toBeCloseTo(one.johnson.rSquared, 8);
    }
  });
});

/** Of four rows with x = 0 one has y, of four with x = 1 three: log-odds −ln 3 and ln 3. z goes beside x with both. */
const SMALL: Ratings = {
  x: [0, 0, 0, 0, 1, 1, 1, 1],
  y: [1, 0, 0, 0, 1, 1, 1, 0],
  z: [1, 2, 1, 2, 1, 2, 2, 1],
  sure: [2, 1, 1, 1, 2, 2, 2, 1],
  edge: [1, 1, 1, 1, 1, 1, 2, 1],
  three: [0, 1, 2, 0, 1, 2, 0, 1],
  w: [1, 1, 1, 1, 2, 2, 2, 2],
};
const small = (options: Partial<DriverWeightsOptions>, columns: Ratings = SMALL) =>
  driverWeights(new DataFrame(columns), { outcome: "y", drivers: ["x"], fit: "logistic", resamples: 0, ...options });

describe("by hand: 1 of 4 and 3 of 4", () => {
  // LL₀ = 8 ln ½; LL = 2 (ln ¼ + 3 ln ¾).
  const explained = 1 - (2 * (Math.log(0.25) + 3 * Math.log(0.75))) / (8 * Math.log(0.5));

  test("one driver has all of McFadden's R², by every way that adds to it", async () => {
    const result = await small({});
    const { overall } = result;
    expect(overall.estimate).toBeCloseTo(explained, 12);
    for (const name of ["first", "last", "lmg"])
      expect(weightsOf(overall, name).weights![0]).toBeCloseTo(explained, 12);
    expect(overall.drivers[0]!.slope).toBeCloseTo(2 * Math.log(3), 12);
    // The deviation of x is ½.
    expect(weightsOf(overall, "beta").weights![0]).toBeCloseTo(Math.log(3), 12);
    expect(overall.adjusted).toBeCloseTo(explained - 1 / (8 * Math.log(2)), 12);
    // Outcomes and probabilities of ¼ and ¾ correlate by ½.
    expect(weightsOf(overall, "johnson").weights![0]).toBeCloseTo(0.25, 12);
    expect(result.label).toBe("What drives y: LMG (Shapley), logistic fit (McFadden's R²)");
    expect(result.fit).toBe("logistic");
    expect(overall.note).toBe("no intervals without resamples; a logistic fit: R² is McFadden's");
    expect(overall.drivers[0]!.aboveNoise).toBeNull();
  });

  test("a boolean outcome is 0 and 1, a weight of 2 is two rows", async () => {
    const flags = { ...SMALL, y: SMALL.y!.map((value) => value === 1) };
    expect((await small({}, flags)).overall.estimate).toBeCloseTo(explained, 12);
    const weighted = (await small({ weight: "w" })).overall;
    const twice = Object.fromEntries(
      Object.entries(SMALL).map(([name, cells]) => [name, [...cells, ...cells.slice(4)]]),
    );
    expect(weighted.estimate).toBeCloseTo((await small({}, twice)).overall.estimate!, 12);
    expect(weighted.note).toBe(
      "no intervals without resamples; a logistic fit: R² is McFadden's; weights count as frequencies",
    );
  });

  test("what a logistic fit has not is null and says so", async () => {
    const { overall } = await small({ drivers: ["x", "z"] });
    for (const name of ["pratt", "car", "pls"]) {
      expect(weightsOf(overall, name)).toMatchObject({ weights: null, note: "not defined for a logistic fit" });
    }
    const beside = (await small({ always: ["z"] })).overall;
    expect(weightsOf(beside, "johnson")).toMatchObject({
      weights: null,
      note: "not defined for a logistic fit beside controls",
    });
    expect(weightsOf(overall, "correlation").weights![0]).toBeCloseTo(0.5, 12);
    expect(weightsOf(overall, "equal").weights).toEqual([0.5, 0.5]);
  });

  test("coefficients without end are no numbers: whole and partial separation, of drivers and of controls", async () => {
    const NOTHING = { estimate: null, lower: null, upper: null, drivers: [], methods: [] };
    const told = (who: string) =>
      `separation: ${who} tell some answers of 'y' apart for certain, so that coefficients have no end: leave them out or merge their values, or take fit: 'linear'`;
    const ofDriver = (await small({ drivers: ["x", "sure"] })).overall;
    expect(ofDriver).toMatchObject({ ...NOTHING, note: told("'sure'") });
    // All who have 'edge' at 2 have the outcome; of the others some have it.
    const partly = (await small({ drivers: ["x", "edge"], resamples: 100 })).overall;
    expect(partly).toMatchObject({ ...NOTHING, note: told("'edge'") });
    const controlled = (await small({ always: ["edge"] })).overall;
    expect(controlled).toMatchObject({ ...NOTHING, note: told("the controls") });
    const weighted = (await small({ drivers: ["x", "edge"], weight: "w" })).overall;
    expect(weighted).toMatchObject(NOTHING);
  });

  test("a separated segment does not take the others with it", async () => {
    const both = Object.fromEntries(Object.entries(SMALL).map(([name, cells]) => [name, [...cells, ...cells]]));
    const columns = {
      ...both,
      segment: [...SMALL.y!.map(() => "a"), ...SMALL.y!.map(() => "b")],
      x: [...SMALL.x!, ...SMALL.y!],
    };
    const { rows } = await small({ by: "segment" }, columns);
    expect(rows[0]!.estimate).toBeCloseTo(explained, 12);
    expect(rows[1]).toMatchObject({ estimate: null, note: expect.stringMatching(/^separation: 'x'/) });
  });
});

describe("bad input", () => {
  const many = Array.from({ length: 13 }, (_, j) => `d${j}`);
  test.each<[string, Partial<DriverWeightsOptions>, string]>([
    ["another fit", { fit: "probit" as never }, "driverWeights requires a fit of 'linear', 'logistic'; got 'probit'"],
    [
      "an outcome of three values",
      { outcome: "three" },
      "driverWeights requires an outcome of 0 and 1, or a boolean, for fit: 'logistic'; got 2 in 'three' (2 rows): recode it, or take fit: 'linear'",
    ],
    [
      "a method of linear fits",
      { method: "pratt" },
      "driverWeights requires a method that a logistic fit has; got 'pratt': take 'lmg' or 'johnson', or fit: 'linear'",
    ],
    [
      "pairs",
      { missing: "pairwise" },
      "driverWeights requires missing: 'listwise' for fit: 'logistic'; got 'pairwise': take 'listwise', or fit: 'linear'",
    ],
    [
      "Johnson's weights beside controls",
      { method: "johnson", always: ["z"] },
      "driverWeights requires no controls for method: 'johnson' of a logistic fit; got 1: take 'lmg', or fit: 'linear'",
    ],
    [
      "thirteen drivers",
      { drivers: many },
      "driverWeights requires at most 12 drivers for method: 'lmg' of a logistic fit; got 13: take method: 'johnson', or fit: 'linear'",
    ],
  ])("%s", async (_, options, message) => {
    await expect(small(options)).rejects.toThrow(message);
  });
});

const NAMES = ["a", "b", "c"];

interface World {
  readonly seed: number;
  readonly rows: number;
}

/** Ratings 1–7 that go together, an outcome of 0 and 1, weights, a category and a number beside them. */
function ratings({ seed, rows }: World, names: readonly string[] = NAMES): Ratings {
  const stream = random(seed);
  const columns: Ratings = { y: [], w: [], age: [], shop: [] };
  for (const name of names) columns[name] = [];
  for (let row = 0; row < rows; row++) {
    const halo = stream.normal();
    const own = names.map(() => Math.min(7, Math.max(1, Math.round(4 + halo + stream.normal()))));
    names.forEach((name, j) => {
      columns[name]!.push(stream.next() < 0.02 ? null : own[j]!);
    });
    const logit = 0.5 * (own[0]! - 4) + 0.25 * ((own[1] ?? 4) - 4);
    columns.y!.push(stream.next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0);
    columns.w!.push(Math.round(10 * (0.2 + stream.next())) / 10);
    columns.age!.push(Math.round(20 + 50 * stream.next()));
    columns.shop!.push(["app", "web"][stream.integer(2)]!);
  }
  return columns;
}

const worlds = fc.record({ seed: fc.integer({ min: 1, max: 1e6 }), rows: fc.integer({ min: 80, max: 160 }) });

const weigh = async (columns: Ratings, more: Partial<DriverWeightsOptions> = {}) =>
  (
    await driverWeights(new DataFrame(columns), {
      outcome: "y",
      drivers: NAMES,
      fit: "logistic",
      resamples: 0,
      ...more,
    })
  ).overall;

const numbersOf = ({ estimate, methods }: DriverWeightsRow) => [
  estimate,
  ...methods.flatMap(({ weights, shares }) => [...(weights ?? []), ...(shares ?? [])]),
];

describe("laws", () => {
  test("LMG adds up to McFadden's R² of all, beside controls and weighted too", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, fc.constantFrom(undefined, "w"), async (world, weight) => {
        for (const always of [[], ["age", "shop"]]) {
          const row = await weigh(ratings(world), { always, ...(weight === undefined ? {} : { weight }) });
          const { weights } = weightsOf(row, "lmg");
          expect(weights!.reduce((sum, value) => sum + value, 0)).toBeCloseTo(row.estimate!, 10);
        }
      }),
      { numRuns: 15 },
    );
  });

  test("rows given twice, in another order, or with weights on another scale change no weight", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, fc.constantFrom([], ["age", "shop"]), async (world, always) => {
        const columns = ratings(world);
        const before = numbersOf(await weigh(columns, { weight: "w", always }));
        const map = (change: (cells: Cell[], name: string) => Cell[]) =>
          Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, change(cells, name)]));
        const others = [
          map((cells) => [...cells, ...cells]),
          map((cells) => [...cells].reverse()),
          map((cells, name) => (name === "w" ? cells.map((w) => 7 * (w as number)) : cells)),
        ];
        for (const other of others) expectAlike(numbersOf(await weigh(other, { weight: "w", always })), before, 9);
        const ones = map((cells, name) => (name === "w" ? cells.map(() => 1) : cells));
        expectAlike(numbersOf(await weigh(ones, { weight: "w" })), numbersOf(await weigh(columns)), 9);
      }),
      { numRuns: 10 },
    );
  });

  test("drivers in another order, or on another scale, keep their weights", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, fc.shuffledSubarray(NAMES, { minLength: 3 }), async (world, order) => {
        const columns = ratings(world);
        const before = await weigh(columns);
        const moved = { ...columns, b: columns.b!.map((cell) => (cell === null ? null : 50 - 10 * (cell as number))) };
        const after = await weigh(moved, { drivers: order });
        for (const { method, weights } of after.methods) {
          if (weights === null) continue;
          const known = weightsOf(before, method).weights!;
          expectAlike(
            weights,
            order.map((name) => known[NAMES.indexOf(name)]!),
            9,
          );
        }
      }),
      { numRuns: 10 },
    );
  });

  test("the outcome turned over keeps every weight", async () => {
    const columns = ratings({ seed: 5, rows: 120 });
    const turned = { ...columns, y: columns.y!.map((value) => 1 - (value as number)) };
    expectAlike(numbersOf(await weigh(turned)), numbersOf(await weigh(columns)), 9);
  });

  test("resamples are those of the seed, hold the estimate, and leave nothing unaccounted for", async () => {
    await fc.assert(
      fc.asyncProperty(
        worlds,
        fc.constantFrom("lmg", "johnson", "first", "last", "beta", "correlation", "equal"),
        async (world, method) => {
          const columns = ratings(world);
          const options: DriverWeightsOptions = {
            ...{ outcome: "y", drivers: NAMES, fit: "logistic", method, resamples: 100, by: "shop" },
          };
          const result = await driverWeights(new DataFrame(columns), options);
          expect(await driverWeights(new DataFrame(columns), options)).toEqual(result);
          expect(unexplained({ ...result, overall: { ...result.overall, methods: [] } })).toEqual([]);
          const { drivers, lower, upper, estimate } = result.overall;
          expect(lower!).toBeLessThan(estimate!);
          expect(upper!).toBeGreaterThan(lower!);
          for (const driver of drivers) {
            if (method === "equal") continue;
            expect(driver.lower!).toBeLessThanOrEqual(driver.upper!);
            expect(driver.rankProbabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  test("twice the rows narrow intervals by √2, whether every fit is searched for or steps from the sample's", async () => {
    for (const always of [[], ["age", "shop"]]) {
      const columns = ratings({ seed: 6, rows: always.length > 0 ? 700 : 450 });
      const twice = Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, [...cells, ...cells]]));
      // 200 rows for each of 3 drivers and 2 controls: the first is searched for, the second steps.
      const [once, both] = await Promise.all(
        [columns, twice].map((given) => weigh(given, { always, weight: "w", resamples: 400 })),
      );
      for (const k of [0, 1]) {
        const width = (row: DriverWeightsRow) => row.drivers[k]!.upper! - row.drivers[k]!.lower!;
        expect(width(once!) / width(both!) / Math.SQRT2).toBeGreaterThan(0.85);
        expect(width(once!) / width(both!) / Math.SQRT2).toBeLessThan(1.18);
      }
    }
  });

  test("thirteen drivers have Johnson's weights, and no LMG", async () => {
    const names = Array.from({ length: 13 }, (_, j) => `d${j}`);
    const row = await weigh(ratings({ seed: 3, rows: 400 }, names), { drivers: names, method: "johnson" });
    expect(row.drivers[0]!.rank).toBe(1);
    expect(weightsOf(row, "lmg")).toMatchObject({
      weights: null,
      note: "needs a logistic regression for every subset: at most 12 drivers",
    });
    expect(row.dominance).toEqual([]);
  });
});

describe("in DuckDB as in memory", () => {
  test("driverWeights, logistic, by segment, weighted, beside controls", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const options: DriverWeightsOptions = {
          ...{ outcome: "y", drivers: NAMES, fit: "logistic", weight: "w", always: ["age", "shop"], resamples: 100 },
        };
        await expectSameInDuckdb(ratings(world) as Columns, (table) => driverWeights(table, options));
      }),
      { numRuns: 4 },
    );
  });

  test("a boolean outcome", async () => {
    const columns = ratings({ seed: 9, rows: 100 });
    const flags = { ...columns, y: columns.y!.map((value) => value === 1) };
    await expectSameInDuckdb(flags as Columns, (table) =>
      driverWeights(table, { outcome: "y", drivers: NAMES, fit: "logistic", resamples: 0 }),
    );
    const { overall } = await driverWeights(await inMemory(flags as Columns), {
      ...{ outcome: "y", drivers: NAMES, fit: "logistic", resamples: 0 },
    });
    expectAlike(numbersOf(overall), numbersOf(await weigh(columns)), 12);
  });
});
