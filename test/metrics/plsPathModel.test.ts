import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { type PlsPathModelOptions, plsPathModel } from "../../src/metrics/plsPathModel/plsPathModel.js";
import python from "../fixtures/pls/pls.json";
import r from "../fixtures/pls/plsc.json";
import { unexplained } from "./existing.js";
import { expectAll, rSquared } from "./plsModels.js";
import { type Columns, expectSameInDuckdb } from "./sameInDuckdb.js";

type Paths = readonly (readonly [string, string])[];

const frame = (columns: Record<string, readonly unknown[]>) =>
  new DataFrame(Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values]])));

const answers = frame(python.columns);
const model = { blocks: python.blocks, paths: python.paths as unknown as Paths, resamples: 0 };

describe("plsPathModel agrees with Python's plspm, every scheme and mode", () => {
  test.each(python.cases)("$name", async (given) => {
    const { overall } = await plsPathModel(answers, {
      ...model,
      scheme: given.scheme as "path",
      modes: given.modes as Record<string, "A" | "B">,
      tolerance: 1e-13,
    });
    const { items, paths, blocks, effects } = overall;
    expectAll(
      items.map(({ weight }) => weight.estimate),
      given.weights,
      9,
    );
    expectAll(
      items.map(({ loading }) => loading.estimate),
      given.loadings,
      9,
    );
    for (const [k, item] of items.entries()) expectAll(Object.values(item.crossLoadings), given.crossLoadings[k]!, 9);
    expectAll(
      paths.map(({ estimate }) => estimate),
      given.paths,
      9,
    );
    expectAll(rSquared(overall), given.rSquared, 9);
    expectAll(
      blocks.map(({ communality }) => communality),
      given.communality,
      9,
    );
    expectAll(
      blocks.map(({ redundancy }) => redundancy ?? 0),
      given.redundancy,
      9,
    );
    expect(overall.goodnessOfFit).toBeCloseTo(given.goodnessOfFit, 9);
    expect(effects).toHaveLength(given.effects.length);
    for (const { from, to, indirect, total } of effects) {
      const expected = given.effects.find((effect) => effect.from === from && effect.to === to)!;
      expect(indirect.estimate).toBeCloseTo(expected.indirect, 9);
      expect(total.estimate).toBeCloseTo(expected.total, 9);
    }
    expect(overall.converged).toBe(true);
  });
});

describe("plsPathModel agrees with R: scores of single rows, formulas of the papers, psych's alpha", () => {
  test("reliabilities, HTMT, effect sizes and variance inflation", async () => {
    const { overall } = await plsPathModel(answers, model);
    const { blocks, htmt, paths, items } = overall;
    expectAll(
      blocks.map(({ rhoA }) => rhoA),
      r.rhoA,
      7,
    );
    expectAll(
      blocks.map(({ rhoC }) => rhoC),
      r.rhoC,
      7,
    );
    expectAll(
      blocks.map(({ ave }) => ave),
      r.ave,
      7,
    );
    const alphas = Object.values(r.alpha);
    expectAll(
      blocks.map(({ alpha }) => alpha),
      [...alphas, null],
      9,
    );
    expectAll(
      htmt.map(({ estimate }) => estimate),
      r.htmt,
      9,
    );
    expectAll(
      items.map(({ vif }) => vif),
      r.vif,
      9,
    );
    expectAll(
      paths.map(({ effectSize }) => effectSize),
      r.effectSize,
      7,
    );
    expectAll(
      blocks.slice(1).map(({ adjustedRSquared }) => adjustedRSquared),
      r.adjusted.slice(1) as number[],
      7,
    );
    Object.values(overall.correlations).forEach((row, b) => {
      expectAll(Object.values(row), r.correlations[b]!, 7);
    });
  });

  test("PLSc: correlations, loadings, paths and R² corrected by ρ_A", async () => {
    const { overall, label } = await plsPathModel(answers, { ...model, consistent: "PLSc" });
    expect(label).toBe("PLS path model (path scheme, PLSc)");
    expectAll(
      overall.paths.map(({ estimate }) => estimate),
      r.consistent.map(({ path }) => path),
      7,
    );
    expectAll(
      rSquared(overall).slice(1),
      [r.consistent[0]!, r.consistent[1]!, r.consistent[3]!].map((one) => one.rSquared),
      7,
    );
    expectAll(
      overall.items.map(({ loading }) => loading.estimate),
      r.consistentLoadings,
      7,
    );
    expectAll(
      overall.blocks.map(({ rhoC }) => rhoC),
      r.consistentRhoC,
      7,
    );
    Object.values(overall.correlations).forEach((row, b) => {
      expectAll(Object.values(row), r.corrected[b]!, 7);
    });
  });

  test("blocks of one item: the regressions of the items", async () => {
    const blocks = Object.fromEntries(Object.entries(python.blocks).map(([name, items]) => [name, [items[0]!]]));
    const { overall } = await plsPathModel(answers, { ...model, blocks });
    expectAll(
      overall.paths.map(({ estimate }) => estimate),
      r.single,
      9,
    );
    expect(overall.goodnessOfFit).toBeNull();
    expect(overall.items.map(({ weight, loading }) => [weight.estimate, loading.estimate])).toEqual(
      overall.items.map(() => [expect.closeTo(1, 12), expect.closeTo(1, 12)]),
    );
  });
});

describe("plsPathModel(table, { blocks, paths, scale })", () => {
  // Two items that are the same up to a constant: the score is the item, its correlation with y is .8.
  const columns: Columns = { a: [1, 2, 3, 4, 5], b: [2, 3, 4, 5, 6], y: [1, 3, 2, 5, 4], s: ["u", "u", "v", "v", "v"] };
  const options: PlsPathModelOptions = { blocks: { A: ["a", "b"], Y: ["y"] }, paths: [["A", "Y"]], resamples: 0 };

  test("by hand: five rows, r = .8", async () => {
    const { overall } = await plsPathModel(frame(columns), {
      ...options,
      scale: { Y: 5, a: 5, b: { min: 2, max: 6 } },
    });
    expect(overall.paths[0]!.estimate).toBeCloseTo(0.8, 12);
    expect(overall.blocks[1]!.rSquared!.estimate).toBeCloseTo(0.64, 12);
    // 1 − .36·4/3.
    expect(overall.blocks[1]!.adjustedRSquared).toBeCloseTo(0.52, 12);
    expect(overall.paths[0]!.effectSize).toBeCloseTo(0.64 / 0.36, 12);
    expect(overall.items.map(({ weight }) => weight.estimate)).toEqual([0.5, 0.5, 1].map((w) => expect.closeTo(w, 12)));
    // Means 3 of 1–5 and 4 of 2–6: the middle.
    expect(overall.blocks.map(({ score }) => score!.estimate)).toEqual([
      expect.closeTo(50, 10),
      expect.closeTo(50, 10),
    ]);
    // Standard deviations of both scores are alike, so a point is a point.
    expect(overall.effects[0]!.importance!.estimate).toBeCloseTo(0.8, 12);
    expect(overall.items[0]!.vif).toBeNull();
    expect(overall.htmt[0]!.estimate).toBeCloseTo(0.8, 12);
    expect(overall.blocks[0]).toMatchObject({ role: "exogenous", rSquared: null, redundancy: null });
  });

  test("a score of unlike items: weights over standard deviations, divided by their sum", async () => {
    const table = frame({ a: [1, 2, 3, 4], b: [1, 3, 5, 10], y: [1, 2, 4, 3] });
    const { overall } = await plsPathModel(table, { ...options, scale: { min: 0, max: 10 } });
    const [a, b] = overall.items;
    expect(a!.rawWeight! + b!.rawWeight!).toBeCloseTo(1, 12);
    expect(overall.blocks[0]!.score!.estimate).toBeCloseTo(10 * (a!.rawWeight! * 2.5 + b!.rawWeight! * 4.75), 10);
  });

  test("a row with a missing item is left out and counted", async () => {
    const gaps = {
      ...columns,
      a: [1, 2, 3, 4, 5, null],
      b: [2, 3, 4, 5, 6, 7],
      y: [1, 3, 2, 5, 4, 1],
      s: [...columns.s!, "u"],
    };
    const result = await plsPathModel(frame(gaps), options);
    expect(result).toMatchObject({ n: 5, excluded: { missing: 1, outOfRange: 0 } });
    expect(result.overall.paths[0]!.estimate).toBeCloseTo(0.8, 12);
  });

  test("without a scale there are no scores, without resamples no intervals, and notes say so", async () => {
    const result = await plsPathModel(frame(columns), options);
    expect(result.overall.blocks[0]!.score).toBeNull();
    expect(result.overall.paths[0]).toMatchObject({ lower: null, upper: null, note: "not resampled: no interval" });
    expect(result).toMatchObject({ method: "none", label: "PLS path model (path scheme)", scheme: "path" });
    expect(unexplained(result)).toEqual([]);
  });

  test("a segment that cannot be estimated is null with a note; lists are complete", async () => {
    const result = await plsPathModel(frame(columns), { ...options, by: "s" });
    const [u] = result.rows;
    expect(u!.note).toBe(
      "requires at least 3 rows without a missing answer; got 2: take fewer items or paths, or more answers",
    );
    expect(u!.items.map(({ item }) => item)).toEqual(["a", "b", "y"]);
    expect(u!.paths[0]).toMatchObject({ from: "A", to: "Y", estimate: null, note: u!.note });
    expect(result.rows[1]!.paths[0]!.estimate).toBeCloseTo(0.6547, 4);
    expect(unexplained(result)).toEqual([]);
  });

  test("an item that never varies is left out, with a note", async () => {
    const { overall } = await plsPathModel(frame({ ...columns, c: [7, 7, 7, 7, 7] }), {
      ...options,
      blocks: { A: ["a", "c", "b"], Y: ["y"] },
    });
    expect(overall.note).toMatch(/^'c' is the same answer in every row: left out/);
    expect(overall.items[1]).toMatchObject({ item: "c", communality: null, weight: { estimate: null } });
    expect(overall.items[2]!.weight.estimate).toBeCloseTo(0.5, 12);
    expect(overall.paths[0]!.estimate).toBeCloseTo(0.8, 12);
  });

  test("a block with a weight below 0 has no score, and the note names the item", async () => {
    const table = frame({ a: [1, 2, 3, 4, 5], b: [5, 4, 3, 2, 1], c: [1, 2, 3, 5, 4], y: [1, 3, 2, 5, 4] });
    const { overall } = await plsPathModel(table, { ...options, blocks: { A: ["a", "b", "c"], Y: ["y"] }, scale: 5 });
    expect(overall.blocks[0]!.score).toMatchObject({
      estimate: null,
      note: "'b' has a weight that is not above 0: turn its answers round, or leave it out",
    });
    expect(overall.blocks[1]!.score!.estimate).toBeCloseTo(50, 10);
    expect(overall.effects[0]!.importance!.estimate).toBeNull();
  });

  test("two items that mirror each other are one, not none", async () => {
    const { overall } = await plsPathModel(frame({ ...columns, b: [5, 4, 3, 2, 1] }), options);
    expect(overall.paths[0]!.estimate).toBeCloseTo(0.8, 12);
    expect(overall.items.map(({ loading }) => loading.estimate)).toEqual([1, -1, 1].map((r) => expect.closeTo(r, 12)));
  });

  test("PLSc that leaves a correlation above 1 is null with a note", async () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8];
    const table = frame({
      ...{ a: [2, 1, 4, 3, 6, 5, 8, 7], b: [1, 4, 2, 6, 3, 8, 5, 7], c: x, d: [3, 1, 2, 6, 4, 8, 7, 5] },
    });
    const blocks = { A: ["a", "b"], C: ["c", "d"] };
    const result = await plsPathModel(table, { ...options, blocks, paths: [["A", "C"]], consistent: "PLSc" });
    expect(result.overall.note).toMatch(
      /^requires reliabilities and correlations up to 1; got more by the correction of PLSc in 'C'/,
    );
    expect(result.overall.paths[0]!.estimate).toBeNull();
    expect(unexplained(result)).toEqual([]);
  });

  test("is the same in DuckDB, with weights, segments and intervals", async () => {
    const { columns: given } = python;
    const n = given.q1.length;
    const table: Columns = {
      ...given,
      q1: given.q1.map((x, i) => (i % 17 === 0 ? null : x)),
      w: Array.from({ length: n }, (_, i) => 0.5 + (i % 4)),
      s: Array.from({ length: n }, (_, i) => (i % 2 === 0 ? "even" : "odd")),
    };
    for (const consistent of ["none", "PLSc"] as const) {
      await expectSameInDuckdb(table, (rows) =>
        plsPathModel(rows, { ...model, by: "s", weight: "w", scale: 10, resamples: 100, consistent }),
      );
    }
  });
});
