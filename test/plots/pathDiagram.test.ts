import { describe, expect, test } from "vitest";
import { pathDiagramPlot } from "../../src/plots/pathDiagram.js";
import { MODELS, modelResult } from "./pathModels.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';
const written = (figure: object) => JSON.stringify(figure);
const { boxes, arrows } = MODELS["ECSI of six"]!;
const result = modelResult(boxes, arrows);

interface Arrow {
  readonly path: string;
  readonly line: { readonly color: string; readonly width: number; readonly dash: string };
}

describe("pathDiagramPlot", () => {
  test("pathDiagramPlot(result) is plain JSON with a line for each path and a box for each block", () => {
    const figure = pathDiagramPlot(result);
    expect(JSON.parse(written(figure))).toEqual(figure);
    expect(figure.layout.shapes).toHaveLength(arrows.length + boxes.length);
    expect((figure.data[0] as { x: unknown[] }).x).toHaveLength(arrows.length);
  });

  test("pathDiagramPlot(result) writes coefficient and interval on arrows, R² and score with interval in boxes", () => {
    const texts = (pathDiagramPlot(result).layout.annotations ?? []).map(({ text }) => text ?? "");
    expect(texts[1]).toContain("<b>−0.30</b>");
    expect(texts[1]).toContain("−0.35 to −0.25");
    const loyalty = texts.find((text) => text.includes("<b>Loyalty</b>"))!;
    expect(loyalty).toContain("R² 0.50");
    expect(loyalty).toContain("65.0 (63.5 to 66.5)");
    expect(texts.find((text) => text.includes("<b>Image</b>"))).not.toContain("R²");
  });

  test("pathDiagramPlot(result) dashes what holds 0, draws wider what is larger, tells signs by colour and minus", () => {
    const [open, below, above] = (pathDiagramPlot(result).layout.shapes ?? []) as unknown as Arrow[];
    expect([open!.line.dash, below!.line.dash]).toEqual(["dash", "solid"]);
    expect(above!.line.width).toBeGreaterThan(below!.line.width);
    expect(new Set([open, below, above].map((arrow) => arrow!.line.color)).size).toBe(3);
  });

  test("pathDiagramPlot(result, items: shown) lists the items with their loadings", () => {
    expect(written(pathDiagramPlot(result).layout)).not.toContain("Quality 1");
    const shown = written(pathDiagramPlot(result, { items: "shown" }).layout);
    expect(shown).toContain("Quality 1 0.91");
    expect(shown).toContain("Items with their loadings.");
  });

  test("pathDiagramPlot(result) says all in a sentence, and in the caption how it was made", () => {
    const figure = pathDiagramPlot(result, { source: "survey", population: "customers" });
    expect(figure.text).toContain("Image → Satisfaction −0.30 (−0.35 to −0.25)");
    expect(figure.text).toContain("Loyalty R² 0.50 (0.46 to 0.54), score 65.0 (63.5 to 66.5)");
    const layout = written(figure.layout);
    expect(layout).toContain("95% intervals, bootstrap percentiles");
    expect(layout).toContain("3 missing.");
    expect(layout).toContain("customers · n = 250 respondents");
    expect(layout).toContain("Source: survey.");
  });

  test("pathDiagramPlot(result without intervals or estimates) draws what there is, and says so", () => {
    const { overall } = result;
    const none = { estimate: null, lower: null, upper: null, n: 250, note: "no answers" };
    const paths = overall.paths.map((path, i) => ({ ...path, ...(i === 0 ? none : { lower: null, upper: null }) }));
    const figure = pathDiagramPlot({ ...result, overall: { ...overall, paths, note: "a note", converged: false } });
    const layout = written(figure.layout);
    expect(layout).toContain("without intervals");
    expect(layout).toContain("did not converge");
    expect(layout).toContain("a note.");
    expect(layout).not.toContain("Dashed");
    expect(figure.text).toContain("Image → Expectations – (no answers)");
  });

  test("pathDiagramPlot(result) escapes names", () => {
    const figure = pathDiagramPlot(modelResult([HOSTILE, "Effect"], [[HOSTILE, "Effect"]]), { items: "shown" });
    expect(written([figure.layout, figure.data])).not.toContain("<a href");
  });
});
