import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { csiSensitivity } from "../../src/metrics/csiSensitivity/csiSensitivity.js";
import { csiSensitivityPlot } from "../../src/plots/csiSensitivity.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';
const written = (figure: object) => JSON.stringify(figure);

interface Trace {
  readonly xaxis: string;
  readonly x: readonly number[];
  readonly text: readonly string[];
  readonly error_x: { readonly array: readonly number[] };
  readonly marker: { readonly symbol: readonly string[]; readonly color: readonly string[] };
}

const answers = () =>
  new DataFrame({
    p: [3, 4, 3, 4],
    e: [6, 6, 5, 6],
    c: [5, 6, 5, 5],
    q: [6, 7, 6, 7],
    f: [5, 5, 5, 5],
    d: [4, 4, 5, 4],
  });
const attributes = [
  { name: "price", perception: "p", expectation: "e", competitor: "c" },
  { name: "range", perception: "q", expectation: "f", competitor: "d" },
];
const weightings = {
  "price alone": { price: 1, range: 0 },
  "range alone": { price: 0, range: 1 },
  none: { price: 0.4, range: 0.6 },
};
const sensitivity = (more: object = {}) => csiSensitivity(answers(), { attributes, scale: 7, weightings, ...more });
const traces = (figure: { readonly data: readonly object[] }) => figure.data as unknown as Trace[];

describe("csiSensitivityPlot", () => {
  test("csiSensitivityPlot(result) is plain JSON: a row a weighting, a panel for each comparison, with intervals", async () => {
    const result = await sensitivity();
    const figure = csiSensitivityPlot(result);
    expect(JSON.parse(written(figure))).toEqual(figure);
    const [gap, lead] = traces(figure);
    const { csi, competitor } = result.overall;
    expect(gap!.x).toEqual(csi.weightings.map(({ estimate }) => estimate));
    expect(lead!.x).toEqual(competitor!.weightings.map(({ estimate }) => estimate));
    expect([gap!.xaxis, lead!.xaxis]).toEqual(["x", "x2"]);
    expect(gap!.error_x.array[0]).toBeCloseTo(csi.weightings[0]!.upper! - csi.weightings[0]!.estimate!, 12);
    expect(figure.layout.yaxis?.ticktext).toEqual(["price alone", "range alone", "none"]);
  });

  test("csiSensitivityPlot(result) tells the sides apart by shape, not by colour alone", async () => {
    const [gap] = traces(csiSensitivityPlot(await sensitivity()));
    expect(gap!.marker.symbol).toEqual(["triangle-left", "triangle-right", "circle-open"]);
    expect(new Set(gap!.marker.color).size).toBe(3);
  });

  test("csiSensitivityPlot(result) shades from the lowest to the highest estimate and draws zero", async () => {
    const result = await sensitivity();
    const { layout } = csiSensitivityPlot(result);
    expect(layout.shapes).toMatchObject([
      { xref: "x", x0: -2.25, x1: 1.5, layer: "below" },
      { xref: "x2", x0: -1.75, x1: 2.25, layer: "below" },
    ]);
    expect(layout).toMatchObject({ xaxis: { zeroline: true }, xaxis2: { zeroline: true } });
  });

  test("csiSensitivityPlot(result) says its numbers in a sentence, and in the caption what was left out", async () => {
    const drivers = {
      overall: {
        drivers: [{ name: "price" }, { name: "range" }],
        methods: [
          { method: "lmg", shares: [0.4, 0.6] },
          { method: "pratt", shares: null, note: "a weight below 0" },
        ],
      },
    };
    const figure = csiSensitivityPlot(await sensitivity({ weightings: drivers }), { source: "survey" });
    expect(figure.text).toMatch(
      /with 95% intervals\. CSI: lmg 0\.00 \(−0\.\d\d to \+0\.\d\d\); sign: cannot tell\. Own/,
    );
    expect(written(figure.layout)).toContain("Without pratt: a weight below 0.");
    expect(written(figure.layout)).toContain("Source: survey.");
  });

  test("csiSensitivityPlot(performance only) has one panel and no zero", async () => {
    const rated = attributes.map(({ name, perception }) => ({ name, perception }));
    const figure = csiSensitivityPlot(await sensitivity({ attributes: rated }));
    expect(figure.data).toHaveLength(1);
    expect(figure.layout).not.toHaveProperty("xaxis2");
    expect(figure.layout).toMatchObject({ xaxis: { zeroline: false } });
    expect(written(figure.layout)).not.toContain("Triangles");
  });

  test("csiSensitivityPlot(result) escapes names, and says why there is no number", async () => {
    const nobody = await csiSensitivity(new DataFrame({ p: [3, null], e: [null, 2] }), {
      attributes: [{ name: "price", perception: "p", expectation: "e" }],
      scale: 7,
      weightings: { [HOSTILE]: { price: 1 } },
    });
    const figure = csiSensitivityPlot(nobody);
    expect(written(figure.layout)).not.toContain("<a href");
    expect(written(figure.layout.annotations ?? [])).toContain("no answers");
    expect(figure.layout.shapes).toEqual([]);
  });
});
