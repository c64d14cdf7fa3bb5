import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type PlsModelRow,
  type PlsPathModelOptions,
  plsPathModel,
} from "../../src/metrics/plsPathModel/plsPathModel.js";
import { type Answers, frameOf, ITEMS, MODEL, samples, simulated, standardized } from "./plsModels.js";

const estimated = async (columns: Answers, more: Partial<PlsPathModelOptions> = {}): Promise<PlsModelRow> =>
  (await plsPathModel(frameOf(columns), { ...MODEL, ...more })).overall;

function expectAlike(found: Record<string, number | null>, expected: Record<string, number | null>): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected)) {
    if (value === null) expect(found[name], name).toBeNull();
    else expect(found[name], name).toBeCloseTo(value, 7);
  }
}

const ways = fc.record({
  scheme: fc.constantFrom("path", "centroid", "factorial"),
  modes: fc.constantFrom({}, { Image: "B" }, { Image: "B", Satisfaction: "B" }),
  consistent: fc.constantFrom("none", "PLSc"),
}) as fc.Arbitrary<Partial<PlsPathModelOptions>>;

const runs = { numRuns: 25 };

describe("plsPathModel(answers)", () => {
  test("is unchanged by the unit and the zero of an item", async () => {
    const moved = fc.record({ factor: fc.constantFrom(0.01, 3, 1000), shift: fc.constantFrom(-1000, 0, 7) });
    await fc.assert(
      fc.asyncProperty(samples, ways, moved, async (columns, way, { factor, shift }) => {
        const other = { ...columns, i2: columns.i2!.map((x) => factor * x + shift) };
        expectAlike(standardized(await estimated(other, way)), standardized(await estimated(columns, way)));
      }),
      runs,
    );
  });

  test("is unchanged by counting every row twice, but for adjusted R² and intervals", async () => {
    await fc.assert(
      fc.asyncProperty(samples, ways, async (columns, way) => {
        const twice = Object.fromEntries(Object.entries(columns).map(([name, x]) => [name, [...x, ...x]]));
        const doubled = { ...columns, w: columns.i1!.map(() => 2) };
        const expected = standardized(await estimated(columns, way));
        expectAlike(standardized(await estimated(twice, way)), expected);
        expectAlike(standardized(await estimated(doubled, { ...way, weight: "w" })), expected);
      }),
      runs,
    );
  });

  test("a weight of 2 equals a row twice", async () => {
    const columns = simulated(40, 5);
    const weights = columns.i1!.map((_, row) => (row < 10 ? 2 : 1));
    const twice = Object.fromEntries(Object.entries(columns).map(([name, x]) => [name, [...x, ...x.slice(0, 10)]]));
    const weighted = await estimated({ ...columns, w: weights }, { weight: "w" });
    expectAlike(standardized(weighted), standardized(await estimated(twice)));
  });

  test("is unchanged by the order of rows, items, blocks and paths; so are the intervals by the order of rows", async () => {
    const columns = simulated(60, 11);
    const order = columns.i1!.map((_, row) => (row * 7) % 60);
    const shuffled = Object.fromEntries(
      Object.entries(columns).map(([name, x]) => [name, order.map((row) => x[row]!)]),
    );
    const drawn = { resamples: 100, scale: { min: 0, max: 12 } };
    expect((await estimated(shuffled, drawn)).paths.map(({ lower, upper }) => [lower, upper])).toEqual(
      (await estimated(columns, drawn)).paths.map(({ lower, upper }) => [
        expect.closeTo(lower!, 9),
        expect.closeTo(upper!, 9),
      ]),
    );
    for (const scheme of ["path", "centroid"] as const) {
      const turned = {
        blocks: Object.fromEntries(
          Object.entries(ITEMS)
            .reverse()
            .map(([name, items]) => [name, [...items].reverse()]),
        ),
        paths: [...MODEL.paths].reverse(),
        scheme,
      };
      expectAlike(standardized(await estimated(columns, turned)), standardized(await estimated(columns, { scheme })));
    }
  });

  test("an item on a turned scale turns its own weight and loading, and nothing else", async () => {
    const item = fc.constantFrom("i1", "i3", "s2");
    await fc.assert(
      fc.asyncProperty(samples, ways, item, async (columns, way, name) => {
        const other = { ...columns, [name]: columns[name]!.map((x) => -x) };
        const expected = standardized(await estimated(columns, way));
        const found = standardized(await estimated(other, way));
        for (const kind of ["weight", "loading"]) {
          const value = found[`${kind} ${name}`];
          found[`${kind} ${name}`] = value === null || value === undefined ? null : -value;
        }
        expectAlike(found, expected);
      }),
      runs,
    );
  });

  test("R² is between 0 and 1, scores of variance 1, and total effects are direct and indirect ones", async () => {
    await fc.assert(
      fc.asyncProperty(samples, ways, async (columns, way) => {
        const { blocks, effects, items, converged } = await estimated(columns, way);
        for (const { rSquared } of blocks) {
          if (rSquared?.estimate == null) continue;
          expect(rSquared.estimate).toBeGreaterThanOrEqual(0);
          expect(rSquared.estimate).toBeLessThanOrEqual(1);
        }
        for (const { direct, indirect, total } of effects) {
          if (total.estimate !== null) expect((direct ?? 0) + indirect.estimate!).toBeCloseTo(total.estimate, 10);
        }
        if (!converged) return;
        // Weight · correlation with the own score adds up to its variance.
        for (const [name, names] of Object.entries(ITEMS)) {
          const own = items.filter(({ item }) => names.includes(item));
          const variance = own.reduce(
            (sum, { weight, crossLoadings }) => sum + weight.estimate! * crossLoadings[name]!,
            0,
          );
          expect(variance).toBeCloseTo(1, 9);
        }
      }),
      runs,
    );
  });

  test("mode A and mode B are one for blocks of one item", async () => {
    const columns = simulated(50, 3);
    const blocks = Object.fromEntries(Object.entries(ITEMS).map(([name, items]) => [name, [items[0]!]]));
    const modes = Object.fromEntries(Object.keys(ITEMS).map((name) => [name, "B" as const]));
    const [a, b] = [await estimated(columns, { blocks }), await estimated(columns, { blocks, modes })];
    expect(b.paths.map(({ estimate }) => estimate)).toEqual(
      a.paths.map(({ estimate }) => expect.closeTo(estimate!, 12)),
    );
  });

  test("by segment is the model of the segment's rows alone", async () => {
    const columns = simulated(90, 8);
    const isFirst = columns.i1!.map((_, row) => row % 3 === 0);
    const options = { ...MODEL, by: "s", resamples: 100, scale: { min: 0, max: 12 } };
    const { rows } = await plsPathModel(frameOf({ ...columns, s: isFirst.map((is) => (is ? "a" : "b")) }), options);
    const alone = Object.fromEntries(
      Object.entries(columns).map(([name, x]) => [name, x.filter((_, row) => isFirst[row])]),
    );
    const { overall } = await plsPathModel(frameOf(alone), { ...options, by: [] });
    const { keys, ...row } = rows[0]!;
    expect(keys).toEqual({ s: "a" });
    expectAlike(standardized(row), standardized(overall));
    expect(row.paths[0]!.lower).toBeCloseTo(overall.paths[0]!.lower!, 9);
  });
});
