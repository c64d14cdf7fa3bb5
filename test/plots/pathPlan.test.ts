import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labelOf } from "../../src/plots/pathArrows.js";
import { crossings, pathLayers } from "../../src/plots/pathLayers.js";
import { pathPlaces } from "../../src/plots/pathPlaces.js";
import { type PathPlan, pathPlan } from "../../src/plots/pathPlan.js";
import { along, STILL_WIDTH } from "../../src/plots/pathRoutes.js";
import { MODELS, modelResult } from "./pathModels.js";

const near = 1e-9;

/** Boxes that cover each other, by name. */
function overlapping({ boxes }: PathPlan): string[] {
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter(
        (b) => Math.abs(a.at.x - b.at.x) < 1 - near && Math.abs(a.at.y - b.at.y) < (a.height + b.height) / 2 - near,
      )
      .map((b) => `${a.block.name} and ${b.block.name}`),
  );
}

/** Points of each arrow: along its curves, and down through the rows it passes. */
const pointsOf = (plan: PathPlan, i: number) =>
  plan.routes[i]!.flatMap((stretch, step, route) => {
    const next = route[step + 1];
    const curve = Array.from({ length: 41 }, (_, k) => along(stretch, k / 40));
    const down =
      next === undefined
        ? []
        : [0.25, 0.5, 0.75].map((t) => ({ x: stretch.to.x, y: stretch.to.y + t * (next.from.y - stretch.to.y) }));
    return [...curve, ...down];
  });

/** Arrows that pass through a box. */
function through(plan: PathPlan): string[] {
  return plan.routes.flatMap((_, i) =>
    plan.boxes
      .filter(({ at, height }) =>
        pointsOf(plan, i).some(({ x, y }) => Math.abs(x - at.x) < 0.5 - near && Math.abs(y - at.y) < height / 2 - near),
      )
      .map(({ block }) => `arrow ${i} through ${block.name}`),
  );
}

function expectGood(plan: PathPlan): void {
  expect(overlapping(plan)).toEqual([]);
  expect(through(plan)).toEqual([]);
  for (let i = 0; i < plan.routes.length; i++) {
    const downwards = pointsOf(plan, i).map(({ y }) => y);
    expect(downwards).toEqual([...downwards].sort((a, b) => a - b));
  }
  for (const { at } of plan.boxes) {
    expect(at.x).toBeGreaterThanOrEqual(0.5 - near);
    expect(at.x).toBeLessThanOrEqual(plan.width - 0.5 + near);
  }
}

describe.each(Object.entries(MODELS))("pathPlan of %s", (_, { boxes, arrows }) => {
  const result = modelResult(boxes, arrows);
  const plan = pathPlan(result, false);

  test("no two boxes cover each other, every arrow leads down and passes through none", () => {
    expectGood(plan);
    expectGood(pathPlan(result, true));
  });

  test("labels stand on their own arrows, and cover neither each other nor boxes", () => {
    const sizes = result.overall.paths.map(labelOf);
    const unit = STILL_WIDTH / plan.shown;
    plan.labels.forEach((at, i) => {
      expect(pointsOf(plan, i).some(({ x, y }) => Math.abs(x - at.x) < 0.02 && Math.abs(y - at.y) < 8)).toBe(true);
      for (let j = 0; j < i; j++) {
        const other = plan.labels[j]!;
        const clear =
          unit * Math.abs(at.x - other.x) >= (sizes[i]!.width + sizes[j]!.width) / 2 ||
          Math.abs(at.y - other.y) >= (sizes[i]!.height + sizes[j]!.height) / 2;
        expect([i, j, clear]).toEqual([i, j, true]);
      }
      for (const box of plan.boxes) {
        const clear =
          unit * Math.abs(at.x - box.at.x) >= (sizes[i]!.width + unit) / 2 ||
          Math.abs(at.y - box.at.y) >= (sizes[i]!.height + box.height) / 2;
        expect([i, box.block.name, clear]).toEqual([i, box.block.name, true]);
      }
    });
  });
});

describe("pathLayers(boxes, arrows)", () => {
  test("puts each box after all that lead to it, by the longest way", () => {
    const { boxes, arrows } = MODELS["ECSI of six"]!;
    const { places } = pathLayers(boxes, arrows);
    expect(boxes.map((_, i) => places[i]!.layer)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("the European index can be drawn, and is, without a crossing", () => {
    for (const name of ["ECSI of six", "ECSI of seven"]) {
      const { boxes, arrows } = MODELS[name]!;
      expect(crossings(pathLayers(boxes, arrows))).toBe(0);
    }
  });

  test("two causes that each lead to both effects cross once, and two that are given crosswise not at all", () => {
    const both = [
      ["a", "x"],
      ["a", "y"],
      ["b", "x"],
      ["b", "y"],
    ] as const;
    expect(crossings(pathLayers(["a", "b", "x", "y"], both))).toBe(1);
    expect(
      crossings(
        pathLayers(
          ["a", "b", "x", "y"],
          [
            ["a", "y"],
            ["b", "x"],
          ],
        ),
      ),
    ).toBe(0);
  });

  test("puts at most three boxes beside each other", () => {
    const { boxes, arrows } = MODELS["ten causes of one thing"]!;
    const { places, layers } = pathLayers(boxes, arrows);
    for (const layer of layers)
      expect(layer.filter((place) => places[place]!.box !== null).length).toBeLessThanOrEqual(3);
  });

  test("refuses a cycle", () => {
    expect(() =>
      pathLayers(
        ["a", "b"],
        [
          ["a", "b"],
          ["b", "a"],
        ],
      ),
    ).toThrow("lead nowhere back; got a cycle");
  });
});

const NAMES = ["A", "B", "C", "D", "E", "F", "G", "H", "I"];

describe("laws", () => {
  const model = fc
    .tuple(fc.integer({ min: 2, max: 9 }), fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { minLength: 1, maxLength: 16 }))
    .map(([size, pairs]) => {
      const boxes = NAMES.slice(0, size);
      const keys = pairs.map(([a, b]) => [a % size, b % size].sort((x, y) => x - y)).filter(([a, b]) => a !== b);
      const arrows = [...new Set(keys.map(([a, b]) => `${boxes[a!]} ${boxes[b!]}`))].map(
        (key) => key.split(" ") as unknown as readonly [string, string],
      );
      return { boxes, arrows };
    });

  test("whatever the model: boxes stand apart, arrows lead down and through no box", () => {
    fc.assert(
      fc.property(model, ({ boxes, arrows }) => {
        expectGood(pathPlan(modelResult(boxes, arrows), false));
      }),
      { numRuns: 60 },
    );
  });

  test("what stands in a layer keeps its order and its distances", () => {
    fc.assert(
      fc.property(model, ({ boxes, arrows }) => {
        const found = pathLayers(boxes, arrows);
        const { across, width } = pathPlaces(found);
        for (const layer of found.layers) {
          layer.slice(1).forEach((place, i) => {
            const half = (number: number) => (found.places[number]!.box === null ? 0.15 : 0.5);
            expect(across[place]! - across[layer[i]!]!).toBeGreaterThanOrEqual(half(place) + half(layer[i]!) - near);
          });
        }
        expect(Math.max(...across)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 60 },
    );
  });
});
