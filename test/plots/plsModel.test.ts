import { describe, expect, test } from "vitest";
import type { PlsImportancePerformanceResult } from "../../src/metrics/plsPathModel/plsImportancePerformance.js";
import { plsImportancePerformancePlot } from "../../src/plots/plsImportancePerformance.js";
import { plsLoadingsPlot } from "../../src/plots/plsLoadings.js";
import { MODELS, modelResult } from "./pathModels.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';
const written = (figure: object) => JSON.stringify(figure);
const { boxes, arrows } = MODELS["ECSI of six"]!;
const result = modelResult(boxes, arrows);

interface Trace {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly error_x: { readonly array: readonly number[] };
  readonly error_y: { readonly array: readonly number[] };
  readonly marker: { readonly symbol: readonly string[] };
}

const trace = (figure: { readonly data: readonly object[] }) => figure.data[0] as unknown as Trace;

describe("plsLoadingsPlot", () => {
  test("plsLoadingsPlot(result) is plain JSON: an item a row under its block, with its interval and the line of .7", () => {
    const figure = plsLoadingsPlot(result);
    expect(JSON.parse(written(figure))).toEqual(figure);
    const { x, y, error_x } = trace(figure);
    expect(x).toEqual(result.overall.items.map(({ loading }) => loading.estimate));
    expect([...y]).toEqual([...y].sort((a, b) => a - b));
    // Half a row and more between blocks.
    expect(y[2]! - y[1]!).toBeGreaterThan(1.5);
    expect(error_x.array[0]).toBeCloseTo(0.03, 12);
    expect(figure.layout.shapes).toMatchObject([{ x0: 0.7, x1: 0.7, line: { dash: "dot" } }]);
    expect(written(figure.layout.annotations ?? [])).toContain("<b>Satisfaction</b>");
  });

  test("plsLoadingsPlot(result) tells above .7, below and cannot tell by shape", () => {
    const { overall } = result;
    const items = overall.items.map((item, i) =>
      i === 0 ? { ...item, loading: { ...item.loading, lower: 0.6 } } : item,
    );
    const { marker } = trace(plsLoadingsPlot({ ...result, overall: { ...overall, items } }));
    expect(marker.symbol.slice(0, 3)).toEqual(["circle-open", "x", "circle"]);
  });

  test("plsLoadingsPlot(result) says its numbers in a sentence, and why there is none", () => {
    const { overall } = result;
    const loading = { estimate: null, lower: null, upper: null, n: 0, note: "no answers" };
    const items = overall.items.map((item, i) => (i === 0 ? { ...item, loading } : item));
    const figure = plsLoadingsPlot({ ...result, overall: { ...overall, items } }, { source: "survey" });
    expect(trace(figure).x).toHaveLength(items.length - 1);
    expect(written(figure.layout.annotations ?? [])).toContain("no answers");
    expect(figure.text).toContain("Image Image 1 – (no answers); Image Image 2 0.62 (0.59 to 0.65)");
    expect(written(figure.layout)).toMatch(/Source:( |<br>)survey/);
  });

  test("plsLoadingsPlot(result) escapes and shortens names", () => {
    const figure = plsLoadingsPlot(modelResult([HOSTILE, "Effect"], [[HOSTILE, "Effect"]]));
    expect(written([figure.layout, figure.data])).not.toContain("<a href");
    for (const label of (figure.layout.yaxis?.ticktext ?? []) as string[]) expect(label.length).toBeLessThan(60);
  });
});

const about = (estimate: number, half: number) => ({
  ...{ estimate, lower: estimate - half, upper: estimate + half },
  ...{ n: 250, note: null },
});

const map = (block = "Quality"): PlsImportancePerformanceResult => ({
  metric: "plsImportancePerformance",
  label: "Importance and performance for Loyalty",
  target: "Loyalty",
  performance: about(76, 1),
  overall: [
    { block, importance: about(0.7, 0.04), performance: about(71, 0.5) },
    { block: "Value", importance: about(0.1, 0.02), performance: about(63, 0.4) },
    {
      block: "Expectations",
      importance: { estimate: null, lower: null, upper: null, n: 250, note: "a weight below 0" },
      performance: about(60, 1),
    },
  ],
  ...{ rows: [], by: [], level: 0.95, method: "bootstrap percentiles, 500 resamples", n: 250 },
  excluded: { missing: 0, outOfRange: 0 },
});

describe("plsImportancePerformancePlot", () => {
  test("plsImportancePerformancePlot(result) is plain JSON: a point a block, with both intervals, and the target's own score", () => {
    const figure = plsImportancePerformancePlot(map());
    expect(JSON.parse(written(figure))).toEqual(figure);
    const { x, y, error_x, error_y } = trace(figure);
    expect([x, y]).toEqual([
      [0.7, 0.1],
      [71, 63],
    ]);
    expect(error_x.array[0]).toBeCloseTo(0.04, 12);
    expect(error_y.array[0]).toBeCloseTo(0.5, 12);
    expect(figure.layout.shapes).toMatchObject([{ y0: 76, y1: 76 }]);
  });

  test("plsImportancePerformancePlot(result) names each point, says its numbers, and what is left out and why", () => {
    const figure = plsImportancePerformancePlot(map());
    expect(written(figure.layout.annotations ?? [])).toMatch(/"Quality".*"Value"/);
    expect(written(figure.layout)).toContain("Without Expectations: a weight below 0.");
    expect(figure.text).toContain("Quality importance 0.70 (0.66 to 0.74), performance 71.0 (70.5 to 71.5)");
    expect(figure.text).toContain("Expectations importance – (a weight below 0)");
  });

  test("plsImportancePerformancePlot(result) of nothing says why, and names are escaped", () => {
    const none = { ...map(), overall: map().overall.slice(2) };
    expect(written(plsImportancePerformancePlot(none).layout.annotations ?? [])).toContain("a weight below 0");
    const figure = plsImportancePerformancePlot(map(HOSTILE));
    expect(written([figure.layout, figure.data])).not.toContain("<a href");
  });
});
