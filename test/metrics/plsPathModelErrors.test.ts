import { describe, expect, test } from "vitest";
import { type PlsPathModelOptions, plsPathModel } from "../../src/metrics/plsPathModel/plsPathModel.js";
import {
  type PlsFromCorrelationsOptions,
  plsPathModelFromCorrelations,
} from "../../src/metrics/plsPathModel/plsPathModelFromCorrelations.js";
import { frameOf, MODEL, simulated } from "./plsModels.js";

const columns = simulated(40, 1);
const table = frameOf({
  ...columns,
  copy: columns.i1!.map((x) => 2 * x + 1),
  fixed: columns.i1!.map(() => 3),
  fixed2: columns.i1!.map(() => 4),
  text: columns.i1!.map(() => "good"),
  whole: columns.i1!.map((x) => Math.min(10, Math.max(1, Math.round(x)))),
  w: columns.i1!.map((_, row) => (row === 3 ? -1 : 1)),
});
const two = { Image: ["i1", "i2"], Loyalty: ["l1"] };
const small = { blocks: two, paths: [["Image", "Loyalty"]] } as const;

describe("errors", () => {
  test.each<[string, Partial<PlsPathModelOptions>, string]>([
    ["one block", { blocks: { A: ["i1"] } }, "plsPathModel requires at least two blocks; got 1"],
    [
      "a block without items",
      { blocks: { ...two, Value: [] } },
      "plsPathModel requires items in every block; got none in 'Value': name its columns, or leave it out",
    ],
    [
      "an item twice",
      { ...small, blocks: { ...two, Image: ["i1", "i1"] } },
      "plsPathModel requires an item once in a block; got 'i1' twice in 'Image'",
    ],
    [
      "an item in two blocks",
      { ...small, blocks: { ...two, Loyalty: ["l1", "i2"] } },
      "plsPathModel requires an item in one block only, or the blocks correlate by what they share; got 'i2' in 'Image' and 'Loyalty'",
    ],
    ["no path", { ...small, paths: [] }, "plsPathModel requires at least one path, [from, to]; got none"],
    [
      "a path to an unknown block",
      { ...small, paths: [["Image", "Loyalti"]] },
      "plsPathModel: no block 'Loyalti' for the path 'Image' → 'Loyalti'; nearest: 'Loyalty'",
    ],
    [
      "a path to a block like no other",
      { ...small, paths: [["Image", "Xy"]] },
      "plsPathModel: no block 'Xy' for the path 'Image' → 'Xy'; blocks: 'Image', 'Loyalty'",
    ],
    [
      "a path twice",
      { ...small, paths: [...small.paths, ...small.paths] },
      "plsPathModel requires a path once; got 'Image' → 'Loyalty' twice",
    ],
    [
      "a block in no path",
      { ...small, blocks: { ...two, Value: ["v1"] } },
      "plsPathModel requires every block in a path; got none with 'Value': give it a path, or leave it out",
    ],
    [
      "a cycle",
      { paths: [...MODEL.paths, ["Loyalty", "Value"]] },
      "plsPathModel requires paths that never lead back; got Value → Satisfaction → Loyalty → Value: leave one of them out",
    ],
    [
      "a path to itself",
      {
        ...small,
        paths: [
          ["Image", "Loyalty"],
          ["Loyalty", "Loyalty"],
        ],
      },
      "plsPathModel requires paths that never lead back; got Loyalty → Loyalty: leave one of them out",
    ],
    ["an unknown mode", { modes: { Image: "C" as "A" } }, "plsPathModel requires a mode of 'A', 'B'; got 'C'"],
    [
      "a mode of an unknown block",
      { modes: { Imag: "A" } },
      "plsPathModel: no block 'Imag' for its mode; nearest: 'Image'",
    ],
    [
      "an unknown scheme",
      { scheme: "paths" as "path" },
      "plsPathModel requires a scheme of 'path', 'centroid', 'factorial'; got 'paths'",
    ],
    [
      "an unknown correction",
      { consistent: "yes" as "PLSc" },
      "plsPathModel requires a choice of consistent of 'none', 'PLSc'; got 'yes'",
    ],
    [
      "unknown items",
      { items: "z" as "raw" },
      "plsPathModel requires a choice of items of 'standardized', 'raw'; got 'z'",
    ],
    [
      "PLSc of raw items",
      { consistent: "PLSc", items: "raw" },
      "plsPathModel requires items 'standardized' with consistent 'PLSc'; got 'raw'",
    ],
    ["no tolerance", { tolerance: 0 }, "plsPathModel requires a tolerance above 0 and below 1, such as 1e-10; got 0"],
    ["a level in percent", { level: 95 }, "plsPathModel requires a level between 0 and 1, such as 0.95; got 95"],
    [
      "an unknown interval",
      { interval: "t" as "bca" },
      "plsPathModel requires a kind of interval of 'percentile', 'bca'; got 't'",
    ],
    ["few resamples", { resamples: 20 }, "plsPathModel requires at least 100 resamples, or 0 for no intervals; got 20"],
    [
      "a missing column",
      { blocks: { ...MODEL.blocks, Loyalty: ["l11"] } },
      "plsPathModel: no column 'l11' in the table; nearest: 'l1'",
    ],
    [
      "words",
      { ...small, blocks: { ...two, Loyalty: ["text"] } },
      "plsPathModel requires numbers in 'text'; got text in the table",
    ],
    ["a missing segment", { by: "nowhere" }, "plsPathModel: no column 'nowhere' in the table"],
    ["a negative weight", { weight: "w" }, "plsPathModel requires weights of at least 0 in 'w'; got -1 (row 4)"],
    [
      "a block that does not vary",
      { ...small, blocks: { ...two, Loyalty: ["fixed", "fixed2"] } },
      "plsPathModel requires items that vary in 'Loyalty'; got 'fixed', 'fixed2', which are all the same in every row: leave the block out, or look at their column",
    ],
    [
      "twins in mode B",
      { ...small, blocks: { ...two, Image: ["i1", "i2", "copy"] }, modes: { Image: "B" } },
      "plsPathModel requires items that can be told apart in 'Image', which is of mode B; got 'copy', which follows from 'i1': leave one of them out, or take mode A",
    ],
    [
      "twin blocks",
      {
        blocks: { One: ["i1"], Two: ["copy"], Loyalty: ["l1"] },
        paths: [
          ["One", "Loyalty"],
          ["Two", "Loyalty"],
        ],
      },
      "plsPathModel requires blocks before 'Loyalty' that can be told apart; got 'One', 'Two', of which one follows from the others: leave one out",
    ],
    [
      "a scale of one answer",
      { scale: 1 },
      "plsPathModel requires a scale, its highest answer (10) or { min, max }; got 1",
    ],
    [
      "a scale of an unknown item",
      { scale: { Image: 10, Valu: 5 } },
      "plsPathModel, scale: no column 'Valu' in the model; nearest: 'Value'",
    ],
    [
      "an item without a scale",
      { scale: { Image: 10, Value: 10, s1: 10 } },
      "plsPathModel requires a scale for every item, its own or its block's; got none for 's2' of 'Satisfaction'",
    ],
    [
      "an answer off its scale",
      { ...small, blocks: { Image: ["whole"], Loyalty: ["copy"] }, scale: 10 },
      "items on scales of their own: scale: { block or item: { min, max } }",
    ],
  ])("%s", async (_, wrong, message) => {
    await expect(plsPathModel(table, { ...MODEL, ...wrong })).rejects.toThrow(message);
  });

  test("too few rows", async () => {
    const few = frameOf(Object.fromEntries(Object.entries(columns).map(([name, x]) => [name, x.slice(0, 3)])));
    await expect(plsPathModel(few, MODEL)).rejects.toThrow(
      "plsPathModel requires at least 4 rows without a missing answer; got 3: take fewer items or paths, or more answers",
    );
    await expect(plsPathModel(few, { ...MODEL, modes: { Image: "B" } })).rejects.toThrow("requires at least 5 rows");
  });
});

describe("errors of plsPathModelFromCorrelations", () => {
  const fine: PlsFromCorrelationsOptions = {
    ...{
      correlations: [
        [1, 0.5],
        [0.5, 1],
      ],
      names: ["a", "b"],
      n: 50,
    },
    ...{ blocks: { A: ["a"], B: ["b"] }, paths: [["A", "B"]] },
  };

  test.each<[string, Partial<PlsFromCorrelationsOptions>, string]>([
    ["no n", { n: 0 }, "plsPathModelFromCorrelations requires n, a whole number from 1; got 0"],
    ["a name twice", { names: ["a", "a"] }, "plsPathModelFromCorrelations requires names that differ; got 'a' twice"],
    [
      "a row too few",
      { correlations: [[1, 0.5]] },
      "plsPathModelFromCorrelations requires 2 × 2 correlations, one row and one column a name",
    ],
    [
      "covariances",
      {
        correlations: [
          [4, 0.5],
          [0.5, 1],
        ],
      },
      "plsPathModelFromCorrelations requires correlations of 1 with oneself; got 4 for 'a'",
    ],
    [
      "above 1",
      {
        correlations: [
          [1, 1.5],
          [1.5, 1],
        ],
      },
      "plsPathModelFromCorrelations requires correlations from -1 to 1; got 1.5 of 'b' and 'a'",
    ],
    [
      "two sides",
      {
        correlations: [
          [1, 0.5],
          [0.4, 1],
        ],
      },
      "plsPathModelFromCorrelations requires the same correlation on either side; got 0.4 and 0.5 of 'b' and 'a'",
    ],
    [
      "an unknown item",
      { blocks: { A: ["a"], B: ["c"] } },
      "plsPathModelFromCorrelations: no item 'c' among the names of the correlations",
    ],
    [
      "raw items alone",
      { items: "raw" },
      "plsPathModelFromCorrelations requires standardDeviations with items 'raw'; got none",
    ],
    [
      "a deviation of 0",
      { standardDeviations: [1, 0] },
      "plsPathModelFromCorrelations requires a standard deviation above 0 for each of the 2 names",
    ],
    ["two rows", { n: 2 }, "plsPathModelFromCorrelations requires at least 3 rows"],
  ])("%s", (_, wrong, message) => {
    expect(() => plsPathModelFromCorrelations({ ...fine, ...wrong })).toThrow(message);
  });
});
