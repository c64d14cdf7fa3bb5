import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { reasonsBySegment } from "../../src/metrics/reasonsBySegment/reasonsBySegment.js";
import { reasonsBySegmentPlot } from "../../src/plots/reasonsBySegment.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';

/** 30 of 40 leave the hostile segment for one reason, 10 of 40 the other; a third reason is as frequent in both. */
function leavers(hostileFirst: number) {
  const of = (segment: string, first: number) => [
    ...new Array(first).fill([segment, "late"]),
    ...new Array(40 - first).fill([segment, HOSTILE]),
    ...new Array(8).fill([segment, "range"]),
  ];
  const rows = [...of(HOSTILE, hostileFirst), ...of("south", 10), ["south", null]];
  return new DataFrame({ segment: rows.map(([s]) => s), reason: rows.map(([, r]) => r) });
}

const figureOf = async (hostileFirst: number, source?: string) => {
  const result = await reasonsBySegment(leavers(hostileFirst), { reason: "reason", segment: "segment" });
  return { result, figure: reasonsBySegmentPlot(result, source === undefined ? {} : { source }) };
};

interface Heat {
  readonly z: readonly (readonly number[])[];
}

const texts = (layout: object) =>
  (layout as { annotations: { text: string; font: { color: string } }[] }).annotations.slice(0, -1);

describe("reasonsBySegmentPlot", () => {
  test("reasonsBySegmentPlot(result) is plain JSON: reasons down, segments across, coloured only what was found", async () => {
    const { figure } = await figureOf(30, "churn.csv");
    const written = JSON.stringify(figure);
    expect(JSON.parse(written)).toEqual(figure);
    expect((figure.data[0] as unknown as Heat).z).toEqual([
      [-1, 1],
      [1, -1],
      [0, 0],
    ]);
    expect(texts(figure.layout).map(({ text }) => text)).toEqual([
      "<b>21%</b><br>▼ less",
      "<b>63%</b><br>▲ more",
      "<b>63%</b><br>▲ more",
      "<b>21%</b><br>▼ less",
      "17%",
      "17%",
    ]);
    expect(JSON.stringify([figure.data, figure.layout])).not.toContain("<a ");
    expect(written).toContain("Source: churn.csv.");
    expect(written).toContain("Not counted: 1 missing.");
    expect(figure.text).toMatch(/south, late: 20\.8% \(.*\), elsewhere 62\.5%, n = 48, less than elsewhere/);
  });

  test("where nothing was found no cell is coloured and the sentence says so", async () => {
    const { figure } = await figureOf(10);
    expect((figure.data[0] as unknown as Heat).z.flat().every((z) => z === 0)).toBe(true);
    expect(figure.text).toMatch(/nothing is told from chance\.$/);
  });

  test("nothing to compare: a figure without cells", async () => {
    const table = new DataFrame({ segment: ["a"], reason: ["Don't know"] });
    const figure = reasonsBySegmentPlot(await reasonsBySegment(table, { reason: "reason", segment: "segment" }));
    expect(figure.data).toEqual([]);
    expect(JSON.stringify(figure)).not.toMatch(/NaN|null,null/);
  });

  test("of many segments an arrow stands for the word", async () => {
    const rows = Array.from({ length: 8 }, (_, s) =>
      Array.from({ length: 30 }, (__, i) => [`s${s}`, s === 0 || i < 3 ? "x" : "y"]),
    ).flat();
    const table = new DataFrame({ segment: rows.map(([s]) => s), reason: rows.map(([, r]) => r) });
    const figure = reasonsBySegmentPlot(await reasonsBySegment(table, { reason: "reason", segment: "segment" }));
    expect(texts(figure.layout).some(({ text }) => text === "<b>100%</b> ▲")).toBe(true);
    expect(texts(figure.layout).some(({ text }) => text.includes("more"))).toBe(false);
  });

  test("of rates each cell is a multiple of the rate elsewhere, and the caption says so", async () => {
    const population = new DataFrame({
      segment: [...new Array(200).fill(HOSTILE), ...new Array(400).fill("south"), ...new Array(100).fill("new")],
    });
    const table = leavers(30);
    const options = { reason: "reason", segment: "segment", population: { table: population, per: 100 } } as const;
    const figure = reasonsBySegmentPlot(await reasonsBySegment(table, { ...options, atLeast: 1.25 }));
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    expect(texts(figure.layout).map(({ text }) => text)).toEqual([
      "0.82×",
      "<b>0.00×</b><br>▼ less",
      "2.3×",
      "<b>7.4×</b><br>▲ more",
      "<b>0.00×</b><br>▼ less",
      "<b>0.26×</b><br>▼ less",
      "2.5×",
      "0.00×",
      "0.77×",
    ]);
    expect(figure.layout.title).toMatchObject({ text: expect.stringContaining("Rates of churn reasons by segment") });
    const written = JSON.stringify(figure.layout).replaceAll("<br>", " ");
    expect(written).toContain("as a multiple of that of all other segments");
    expect(written).toContain("exact test of rates that differ by more than a factor of 1.25");
    expect(written).toContain("Reasons of 98% to 100% of leavers are known, by segment");
    expect(figure.text).toContain("× the rate elsewhere (");
    expect(figure.text).toContain(" per 100, 30 left for it, elsewhere ");
  });

  test("a reason of one segment alone is 'only here'; where nothing is at risk there is a dash", async () => {
    const population = new DataFrame({ segment: [...new Array(60).fill("a"), ...new Array(60).fill("b"), "c", "c"] });
    const table = new DataFrame({
      segment: [...new Array(20).fill("a"), "a", "b", "c"],
      reason: [...new Array(20).fill("x"), "y", "y", null],
    });
    const options = { reason: "reason", segment: "segment", population: { table: population } };
    const figure = reasonsBySegmentPlot(await reasonsBySegment(table, options));
    expect(texts(figure.layout).map(({ text }) => text)).toEqual([
      "<b>only here</b><br>▲ more",
      "<b>0.00×</b><br>▼ less",
      "–",
      "1.0×",
      "1.0×",
      "–",
    ]);
    expect(figure.text).toContain("a, x: nobody elsewhere (at least ");
    expect(JSON.stringify(figure)).not.toMatch(/NaN|Infinity/);
  });
});
