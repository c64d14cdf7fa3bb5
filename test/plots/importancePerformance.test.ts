import { describe, expect, test } from "vitest";
import { importancePerformance } from "../../src/metrics/importancePerformance/importancePerformance.js";
import { importancePerformancePlot } from "../../src/plots/importancePerformance.js";
import { frame } from "../metrics/satisfactionTables.js";

const columns = {
  a: [1, 2, 3, 4, 5, 1, 3, 5, 2, 4],
  b: [5, 3, 4, 5, 4, 4, 5, 3, 5, 4],
  c: [3, 3, 3, 3, 3, 3, 3, 3, 3, 3],
  y: [7, 7, 10, 13, 15, 6, 11, 12, 9, 12],
};
const attributes = [
  { name: "<b>A", column: "a" },
  { name: "B", column: "b" },
  { name: "C", column: "c" },
];
const options = { outcome: "y", attributes, scale: 5, resamples: 200 };
const result = await importancePerformance(frame(columns), options);

type Trace = Readonly<Record<string, unknown>> & { readonly x: number[]; readonly y: number[]; readonly name?: string };

describe("importancePerformancePlot(result)", () => {
  const figure = importancePerformancePlot(result, { source: "answers.csv" });
  const traces = figure.data as unknown as readonly Trace[];
  const [a, b] = result.overall.attributes;

  test("draws an ellipse and a point an attribute, by quadrant", () => {
    const [first, second, ...points] = traces;
    expect(first!.x).toEqual(a!.region.map(({ performance }) => performance));
    expect(second!.y).toEqual(b!.region.map(({ importance }) => importance));
    expect(points.map(({ name }) => name)).toEqual(["concentrate here", "possible overkill"]);
    expect([points[0]!.x, points[0]!.y]).toEqual([[a!.performance.estimate], [a!.importance.estimate]]);
  });

  test("the crosshair runs through the whole map where the result has it", () => {
    const [upright, level] = figure.layout.shapes!;
    expect([upright!.x0, upright!.x1]).toEqual([
      result.overall.crosshair!.performance,
      result.overall.crosshair!.performance,
    ]);
    expect(level!.y0).toBe(result.overall.crosshair!.importance);
    const { range } = figure.layout.xaxis as { range: number[] };
    expect([level!.x0, level!.x1]).toEqual(range);
    for (const { region } of [a!, b!]) {
      for (const { performance } of region) expect(performance > range[0]! && performance < range[1]!).toBe(true);
    }
  });

  test("is hollow where the quadrant cannot be told", async () => {
    const near = { importance: a!.importance.estimate!, performance: a!.performance.estimate! };
    const unsure = await importancePerformance(frame(columns), { ...options, crosshair: near, certainty: 1 });
    const drawn = importancePerformancePlot(unsure).data as unknown as readonly { marker?: { color: string[] } }[];
    expect(drawn.at(-2)!.marker!.color).toEqual(["#ffffff"]);
    expect(importancePerformancePlot(unsure).text).toContain("cannot tell (keep up the good work in");
  });

  test("says what is not drawn, what the ellipses are, and where the crosshair comes from", () => {
    const caption = figure.layout.annotations!.at(-1)!.text!.replaceAll("<br>", " ");
    expect(caption).toContain("Not drawn: C (no importance: the same in every row).");
    expect(caption).toContain("Ellipses: importance and performance together at 95%, from 200 resamples.");
    expect(caption).toContain("Crosshair at the means of the attributes, worked out anew in each resample.");
    expect(figure.text).toMatch(
      /<b>A: importance \d+\.\d% \(.*\), performance 3\.00 \(.*\), concentrate here in \d+% of resamples/,
    );
  });

  test("names from the data are text, never markup", () => {
    expect(JSON.stringify([figure.data, figure.layout])).not.toContain("<b>A");
  });

  test("without anything to draw there is an empty map, and it says why", async () => {
    const none = await importancePerformance(frame({ ...columns, y: Array(10).fill(1) }), options);
    const empty = importancePerformancePlot(none);
    expect(empty.data).toEqual([]);
    expect(empty.text).toContain("'y' is the same in every row");
  });
});
