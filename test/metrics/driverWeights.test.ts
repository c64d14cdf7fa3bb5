import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import type { DriverMethod } from "../../src/metrics/driverWeights/driverMethod.js";
import { type DriverWeightsOptions, driverWeights } from "../../src/metrics/driverWeights/driverWeights.js";
import { fromColumns } from "../../src/tables/memory/from-columns.js";
import reference from "../fixtures/driverWeights/driverWeights.json";
import { inMemory } from "./existing.js";

type Reference = (typeof reference.cases)[number];

const columnsOf = (one: Reference) => ({
  ...(one.columns as unknown as Record<string, (number | string)[]>),
  w_: one.weights,
});

/** The question of a reference case. */
const asked = (one: Reference, more: Partial<DriverWeightsOptions> = {}): DriverWeightsOptions => ({
  outcome: one.outcome,
  drivers: one.drivers,
  resamples: 0,
  ...(one.always.length === 0 ? {} : { always: one.always }),
  ...(one.weighted ? { weight: "w_" } : {}),
  ...more,
});

const solve = (one: Reference, more: Partial<DriverWeightsOptions> = {}) =>
  driverWeights(new DataFrame(columnsOf(one)), asked(one, more));

const caseOf = (name: string) => reference.cases.find((one) => one.name === name)!;

/** Weights of a method by the name it has in the fixtures; β there has a sign, and is put on deviations beside the controls. */
const SAME: readonly DriverMethod[] = ["first", "last", "lmg", "johnson", "pratt", "car"];

describe("driverWeights(table, { outcome, drivers, method })", () => {
  test.each(reference.cases)("agrees with R's lm on every subset: $name", async (one) => {
    const { overall } = await solve(one);
    expect(overall.estimate).toBeCloseTo(one.rSquared, 10);
    expect(overall.controls).toBeCloseTo(one.controls, 10);
    expect(overall.adjusted).toBeCloseTo(one.adjusted, 10);
    for (const name of SAME) {
      const { weights } = overall.methods.find(({ method }) => method === name)!;
      weights!.forEach((weight, j) => {
        expect(weight, name).toBeCloseTo((one as unknown as Record<string, number[]>)[name]![j]!, 10);
      });
    }
    overall.drivers.forEach((driver, j) => {
      expect(driver.name).toBe(one.drivers[j]);
      expect(driver.estimate).toBeCloseTo(one.lmg[j]!, 10);
      expect(driver.slope! / one.slope[j]!).toBeCloseTo(1, 9);
      expect(driver.vif! / one.vif[j]!).toBeCloseTo(1, 9);
      expect(driver.correlation).toBeCloseTo(one.r[j]!, 10);
    });
  });
});

/** Digits as the sources print them. */
describe("published", () => {
  const published = {
    swiss: {
      rSquared: 0.706735,
      names: ["Agriculture", "Examination", "Education", "Catholic", "Infant.Mortality"],
      lmg: [0.05709, 0.17117, 0.26013, 0.10557, 0.11277],
      last: [0.04287, 0.00739, 0.16196, 0.06237, 0.05695],
      first: [0.12466, 0.41716, 0.44062, 0.215, 0.17352],
      pratt: [-0.11049, 0.10643, 0.445, 0.16118, 0.10461],
      johnson: [0.04842, 0.15471, 0.27196, 0.11468, 0.11697],
      car: [0.00057, 0.15113, 0.32327, 0.11507, 0.11669],
    },
    mtcars: {
      rSquared: 0.7791896,
      names: ["cyl", "disp", "hp", "gear"],
      johnson: [0.2284797, 0.2221469, 0.2321744, 0.0963886],
    },
    attitude: {
      rSquared: 0.732602,
      names: ["complaints", "learning", "raises", "privileges", "advance", "critical"],
      lmg: [0.371, 0.156, 0.12, 0.051, 0.028, 0.007],
    },
  } as const;

  test.each(Object.entries(published))("R's %s", async (name, { rSquared, names, ...weights }) => {
    const { overall } = await solve(caseOf(name), { drivers: names });
    expect(Math.abs(overall.estimate! - rSquared)).toBeLessThan(5.01e-7);
    for (const [method, expected] of Object.entries(weights)) {
      const found = overall.methods.find((one) => one.method === method)!.weights!;
      (expected as readonly number[]).forEach((value, j) => {
        const digits = method === "johnson" && name === "mtcars" ? 7 : name === "attitude" ? 3 : 5;
        expect(Math.abs(found[j]! - value), `${method} of ${names[j]}`).toBeLessThan(0.5001 * 10 ** -digits);
      });
    }
  });

  test("shares of mtcars: 29.32274, 28.50999, 29.79691, 12.37037 of 100", async () => {
    const { overall } = await solve(caseOf("mtcars"), { method: "johnson" });
    const shares = overall.drivers.map(({ share }) => 100 * share!);
    [29.32274, 28.50999, 29.79691, 12.37037].forEach((expected, j) => {
      expect(shares[j]).toBeCloseTo(expected, 4);
    });
    expect(overall.drivers.map(({ sign }) => sign)).toEqual([-1, -1, -1, 1]);
    expect(overall.drivers.map(({ rank }) => rank)).toEqual([2, 3, 1, 4]);
  });
});

/** x and z have nothing in common; y = 2x + z + what neither explains. */
const SMALL = {
  x: [-1, -1, 1, 1, -1, -1, 1, 1],
  z: [-1, 1, -1, 1, -1, 1, -1, 1],
  y: [-4, -2, 0, 2, -2, 0, 2, 4],
  five: [5, 5, 5, 5, 5, 5, 5, 5],
  half: [1, 1, 1, 1, 2, 2, 2, 2],
  words: ["a", "a", "a", "a", "b", "b", "b", "b"],
  w: [1, 1, 1, 1, 0, 0, 0, 0],
  date: Array.from({ length: 8 }, (_, day) => `2026-03-0${day + 1}`),
};
const small = (options: Partial<DriverWeightsOptions>, columns: Record<string, (number | string | null)[]> = SMALL) =>
  driverWeights(new DataFrame(columns), { outcome: "y", drivers: ["x", "z"], resamples: 0, ...options });

describe("by hand: y = 2x + z + u, all of variance 1 and apart", () => {
  // var y = 4 + 1 + 1, so R² = 5/6, of which x has 4/6 and z 1/6.
  test("each method gives the parts", async () => {
    const { overall } = await small({});
    expect(overall.estimate).toBeCloseTo(5 / 6, 14);
    expect(overall.adjusted).toBeCloseTo(1 - (1 / 6) * (7 / 5), 14);
    const of = (name: string) => overall.methods.find(({ method }) => method === name)!;
    for (const name of ["first", "last", "lmg", "johnson", "pratt", "car"]) {
      expect(of(name).weights![0], name).toBeCloseTo(4 / 6, 14);
      expect(of(name).shares![1], name).toBeCloseTo(1 / 5, 14);
    }
    expect(of("equal").weights).toEqual([0.5, 0.5]);
    for (const name of ["correlation", "beta", "pls"]) expect(of(name).weights![0], name).toBeCloseTo(2 / 6 ** 0.5, 14);
    expect(of("stated")).toMatchObject({ weights: null, shares: null, note: "needs 'stated' of every driver" });
    expect(overall.drivers[0]).toMatchObject({ rank: 1, sign: 1, suppressor: false, mean: 0, deviation: 1 });
    expect(overall.drivers[0]!.slope).toBeCloseTo(2, 14);
    expect(overall.drivers[0]!.vif).toBeCloseTo(1, 14);
    expect(overall.dominance).toEqual([
      { first: "x", second: "z", complete: "x", conditional: "x", general: "x", probability: null },
    ]);
    const agreed = overall.agreement.find(({ first, second }) => first === "lmg" && second === "johnson");
    expect(agreed!.kendall).toBe(1);
    expect(overall.agreement.find(({ first }) => first === "equal")!.kendall).toBeNull();
  });

  test("a control takes its part first, as a number or as a category", async () => {
    for (const always of [["half"], ["words"]]) {
      const { overall } = await small({ always });
      // u is half of the two: nothing is left.
      expect(overall.controls).toBeCloseTo(1 / 6, 14);
      expect(overall.estimate).toBeCloseTo(5 / 6, 14);
    }
    const { overall } = await small({ drivers: ["x"], always: ["z"] });
    expect([overall.controls, overall.estimate]).toEqual([expect.closeTo(1 / 6, 12), expect.closeTo(4 / 6, 12)]);
  });

  test("stated importances and points are means of those who gave them", async () => {
    const drivers = [
      { name: "speed", column: "x", stated: "s", points: "p" },
      { name: "price", column: "z", stated: "t", points: "q" },
    ];
    const columns = {
      ...SMALL,
      s: [4, 4, 4, 4, 4, 4, null, null],
      t: [1, 3, 1, 3, 1, 3, 1, 3],
      p: SMALL.half,
      q: SMALL.five,
    };
    const { overall } = await small({ drivers, method: "stated" }, columns);
    expect(overall.drivers.map(({ name, estimate, n }) => [name, estimate, n])).toEqual([
      ["speed", 4, 6],
      ["price", 2, 8],
    ]);
    expect(overall.drivers.map(({ share }) => share)).toEqual([4 / 6, 2 / 6]);
    // Student's t: 2 ± t(7)·√(8/7)/√8.
    expect(overall.drivers[1]!.lower).toBeCloseTo(2 - 2.364624 / Math.sqrt(7), 5);
    expect(overall.methods[2]!.weights).toEqual([1.5, 5]);
  });

  test("a constant driver is dropped and named", async () => {
    const { overall } = await small({ drivers: ["five", "x", "z"] });
    expect(overall.dropped).toEqual([{ name: "five", why: "the same in every row" }]);
    expect(overall.drivers[0]).toMatchObject({ estimate: null, share: null, note: "dropped: the same in every row" });
    expect(overall.drivers[1]!.estimate).toBeCloseTo(4 / 6, 14);
    expect(overall.methods.find(({ method }) => method === "lmg")!.weights![0]).toBe(0);
  });

  test("an outcome of 0 and 1 is told to be Tjur's coefficient", async () => {
    const bought = SMALL.y.map((y) => (y > 0 ? 1 : 0));
    const { overall } = await small({ outcome: "bought" }, { ...SMALL, bought });
    // Tjur: the mean fitted value of those with 1, less that of those with 0.
    expect(overall.note).toMatch(/Tjur's coefficient of discrimination$/);
    const fitted = SMALL.x.map(
      (x, row) => 3 / 8 + x * overall.drivers[0]!.slope! + SMALL.z[row]! * overall.drivers[1]!.slope!,
    );
    const meanWhere = (value: number) => {
      const rows = bought.flatMap((one, row) => (one === value ? [fitted[row]!] : []));
      return rows.reduce((sum, one) => sum + one, 0) / rows.length;
    };
    expect(overall.estimate).toBeCloseTo(meanWhere(1) - meanWhere(0), 12);
  });
});

describe("what cannot be told", () => {
  const NOTHING = { estimate: null, lower: null, upper: null, drivers: [], methods: [] };
  const columns = (y: (number | null)[], x: (number | null)[] = SMALL.x) => ({ ...SMALL, x, y });

  test.each([
    ["no complete rows", columns(SMALL.y.map(() => null)), "no complete rows"],
    ["an outcome without spread", columns(SMALL.five), "'y' is the same in every row"],
  ])("%s is null with a note", async (_, given, note) => {
    // Danfo types a column by its values: of none it would make text.
    const table = await inMemory(given);
    const { overall } = await driverWeights(table, { outcome: "y", drivers: ["x", "z"] });
    expect(overall).toMatchObject({ ...NOTHING, note });
  });

  test("drivers without spread are null with a note", async () => {
    expect((await small({ drivers: ["five"] })).overall).toMatchObject({
      ...NOTHING,
      note: "every driver is the same in every row",
    });
  });

  test("a segment that is too small or singular says so, and the others are told", async () => {
    const twelve = {
      segment: ["a", ...SMALL.words.map(() => "b"), "a"],
      x: [1, ...SMALL.x, 2],
      z: [2, ...SMALL.z, 1],
      y: [1, ...SMALL.y, 3],
    };
    const { rows } = await small({ by: "segment" }, twelve);
    expect(rows[0]).toMatchObject({ keys: { segment: "a" }, ...NOTHING, n: 2 });
    expect(rows[0]!.note).toMatch(/^requires at least 4 complete rows for 2 drivers; got 2/);
    expect(rows[1]!.estimate).toBeCloseTo(5 / 6, 12);
  });

  test("a negative weight leaves no shares", async () => {
    const { overall } = await solve(caseOf("swiss"), { method: "pratt" });
    expect(overall.drivers.map(({ share }) => share)).toEqual([null, null, null, null, null]);
    const { weights, shares, note } = overall.methods.find(({ method }) => method === "pratt")!;
    expect([weights![0]! < 0, shares, note]).toEqual([true, null, "a negative weight: shares would say nothing"]);
  });
});

describe("bad input", () => {
  test.each<[string, Partial<DriverWeightsOptions>, string]>([
    ["no drivers", { drivers: [] }, "driverWeights requires at least one driver; got none"],
    ["a driver twice", { drivers: ["x", "x"] }, "driverWeights requires each driver once; got 'x' twice"],
    [
      "the outcome among the drivers",
      { drivers: ["x", "y"] },
      "driverWeights requires drivers other than the outcome; got 'y' as both: take it from the drivers",
    ],
    ["a control twice", { always: ["half", "half"] }, "driverWeights requires each control once; got 'half' twice"],
    [
      "a driver as a control",
      { always: ["x"] },
      "driverWeights requires controls that are not drivers or outcome; got 'x', which is a driver",
    ],
    [
      "a column that is not there",
      { drivers: ["xx", "z"] },
      "driverWeights: no column 'xx' in the table; nearest: 'x'",
    ],
    ["words as a driver", { drivers: ["words"] }, "driverWeights requires numbers in 'words'; got text in the table"],
    ["words as an outcome", { outcome: "words" }, "driverWeights requires numbers in 'words'; got text in the table"],
    [
      "another method",
      { method: "shapley" as never },
      "driverWeights requires a method of 'equal', 'stated', 'constant-sum', 'correlation', 'first', 'last', 'beta', 'lmg', 'johnson', 'pratt', 'car', 'pls'; got 'shapley'",
    ],
    [
      "another way with missing answers",
      { missing: "mean" as never },
      "driverWeights requires a way with missing answers of 'listwise', 'pairwise'; got 'mean'",
    ],
    [
      "a stated method without columns",
      { method: "constant-sum" },
      "driverWeights requires 'points' of every driver for the method 'constant-sum'; got none of 'x'",
    ],
    [
      "few resamples",
      { resamples: 50 },
      "driverWeights requires a whole number of resamples from 100, or 0 for no intervals; got 50",
    ],
    ["a level in percent", { level: 95 }, "driverWeights requires a level between 0 and 1, such as 0.95; got 95"],
    [
      "categories pair by pair",
      { always: ["words"], missing: "pairwise" },
      "driverWeights requires number controls for missing: 'pairwise'; got categories in 'words': take 'listwise'",
    ],
    [
      "a driver that controls explain",
      { always: ["words"], drivers: ["half", "x"] },
      "driverWeights requires drivers and an outcome that vary beside the controls; 'half' follows from them: leave it out, or take controls out",
    ],
    [
      "one driver that follows from another",
      { drivers: ["x", "z", { name: "again", column: "copy" }] },
      "driverWeights requires drivers that can be told apart; 'again' follows from 'x' (condition infinite): leave one of them out",
    ],
    [
      "more drivers than rows",
      { drivers: ["x", "z", "few"] },
      "driverWeights requires at least 5 complete rows for 3 drivers; got 4: leave drivers out, or add rows",
    ],
  ])("%s", async (_, options, message) => {
    const columns = {
      ...SMALL,
      copy: SMALL.x.map((x) => 3 - 2 * x),
      few: [1, 2, 4, 3, null, null, null, null],
    };
    await expect(small(options, columns as never)).rejects.toThrow(message);
  });

  test("more than 50 drivers", async () => {
    const drivers = Array.from({ length: 51 }, (_, j) => `d${j}`);
    await expect(small({ drivers })).rejects.toThrow("driverWeights requires at most 50 drivers; got 51");
  });

  test("pairs that contradict each other", async () => {
    // Each pair is known from rows of its own: p goes with q, q with o, and o against p.
    const [up, near, none] = [[1, 2, 3, 4, 5], [1, 2, 3, 5, 4], Array.from({ length: 5 }, () => null)];
    const columns = {
      p: [...up, ...none, ...up],
      q: [...near, ...up, ...none],
      o: [...none, ...near, ...[...near].reverse()],
    };
    await expect(small({ drivers: ["p", "q"], outcome: "o", missing: "pairwise" }, columns)).rejects.toThrow(
      "driverWeights requires pairwise correlations that can belong together (positive definite); these cannot: take missing: 'listwise'",
    );
  });

  test("dates as a control", async () => {
    const date = { type: "date", codes: Int32Array.from(SMALL.x, (_, row) => row), dictionary: SMALL.date } as const;
    const number = (values: readonly number[]) => ({ type: "number", values: Float64Array.from(values) }) as const;
    const table = fromColumns([
      ["x", number(SMALL.x)],
      ["y", number(SMALL.y)],
      ["date", date],
    ]);
    await expect(driverWeights(await table, { outcome: "y", drivers: ["x"], always: ["date"] })).rejects.toThrow(
      "driverWeights requires controls that are numbers or categories; got date in 'date'",
    );
  });
});
