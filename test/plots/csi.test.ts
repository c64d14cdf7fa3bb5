import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { csi } from "../../src/metrics/csi/csi.js";
import { csiAgainstCompetitor } from "../../src/metrics/csi/csiAgainstCompetitor.js";
import { csiPlot } from "../../src/plots/csi.js";
import { csiAgainstCompetitorPlot } from "../../src/plots/csiAgainstCompetitor.js";
import { csiSegmentsPlot } from "../../src/plots/csiSegments.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';

/** What plotly is told, as text: labels stand in it as they will be read. */
const written = (figure: object) => JSON.stringify(figure);

interface Trace {
  readonly type: string;
  readonly name?: string;
  readonly x: readonly (number | null)[];
  readonly text: readonly string[];
  readonly error_x: { readonly array: readonly number[]; readonly arrayminus: readonly number[] };
  readonly marker: { readonly symbol?: string; readonly color: string | readonly string[] };
}

const answers = () =>
  new DataFrame({
    price: [5, 4, 6, 5, null],
    priceExpected: [6, 6, 7, 5, null],
    range: [6, 6, 5, 4, null],
    rangeExpected: [5, 4, 5, 5, null],
    segment: ["A", "A", "B", "B", HOSTILE],
  });

const attributes = [
  { name: "range", perception: "range", expectation: "rangeExpected", weight: 0.4 },
  { name: "price", perception: "price", expectation: "priceExpected", weight: 0.6 },
];
const index = (more: object = {}) => csi(answers(), { attributes, scale: 7, ...more });
const traces = (figure: { readonly data: readonly object[] }) => figure.data as unknown as Trace[];

describe("csiPlot", () => {
  test("csiPlot(result) is plain JSON: what is drawn is what the result says, the worst on top", async () => {
    const result = await index();
    const figure = csiPlot(result);
    expect(JSON.parse(written(figure))).toEqual(figure);
    const [, perception, expectation, bars] = traces(figure);
    const [range, price] = result.overall.attributes;
    expect(perception!.x).toEqual([price!.perception, range!.perception]);
    expect(expectation!.x).toEqual([price!.expectation, range!.expectation]);
    expect(bars!.x).toEqual([price!.contribution, range!.contribution]);
    expect(written(figure.layout.yaxis?.ticktext ?? [])).toMatch(/price.*weight 60\.0%.*range.*weight 40\.0%/);
  });

  test("csiPlot(result) draws the interval of each contribution", async () => {
    const result = await index();
    const bars = traces(csiPlot(result)).find(({ type }) => type === "bar")!;
    const price = result.overall.attributes[1]!;
    expect(bars.error_x.array[0]).toBeCloseTo(price.contributionUpper! - price.contribution!, 12);
    expect(bars.error_x.arrayminus[0]).toBeCloseTo(price.contribution! - price.contributionLower!, 12);
  });

  test("csiPlot(result) tells perception from expectation by shape, not by colour alone", async () => {
    const [, perception, expectation] = traces(csiPlot(await index()));
    expect([perception!.name, expectation!.name]).toEqual(["perception", "expectation"]);
    expect(perception!.marker.symbol).not.toBe(expectation!.marker.symbol);
  });

  test("csiPlot(result) says its numbers in a sentence, and in the caption what they add up to", async () => {
    const figure = csiPlot(await index(), { source: "survey.csv" });
    // Price −1, −2, −1, 0 and range 1, 2, 0, −1 of four respondents: −.6 + .2.
    expect(figure.text).toContain("CSI (perception − expectation) −0.40");
    expect(figure.text).toContain("price −0.60");
    expect(figure.text).toContain("perception 5.00, expectation 6.00, weight 60.0%");
    expect(figure.text).toContain("range +0.20");
    expect(written(figure.layout)).toContain("add up to −0.40");
    expect(written(figure.layout)).toContain("95% intervals");
    expect(written(figure.layout)).toContain("survey.csv");
    expect(written(figure.layout)).toContain("1 to 7");
  });

  test("csiPlot(performance only) draws perceptions alone, bars from zero", async () => {
    const rated = attributes.map(({ name, perception }) => ({ name, perception }));
    const figure = csiPlot(await csi(answers(), { attributes: rated, scale: 7 }));
    const [dots, bars] = traces(figure);
    expect(dots!.name).toBe("perception");
    expect(bars!.type).toBe("bar");
    expect(figure.layout.showlegend).toBe(false);
    expect((figure.layout as unknown as { xaxis2: { range: number[] } }).xaxis2.range[0]).toBe(0);
    expect(figure.text).not.toContain("expectation");
  });

  test("csiPlot(result) writes names letter by letter, and why an attribute has no number", async () => {
    const table = new DataFrame({ p: [4, 5], e: [5, 5], nobody: [null, null] });
    const named = [
      { name: HOSTILE, perception: "p", expectation: "e", weight: 0.9 },
      { name: "unasked", perception: "nobody", expectation: "e", weight: 0.1 },
    ];
    const figure = csiPlot(await csi(table, { attributes: named, scale: 7 }));
    const { data, layout } = figure;
    expect(written({ data, layout })).not.toContain("<a href");
    expect(written(layout)).toContain("&lt;a");
    expect(written(layout.annotations ?? [])).toContain("no answers");
    expect(figure.text).toContain("unasked – (no answers)");
    expect(traces(figure)[1]!.x).toEqual([4.5, null]);
  });
});

describe("csiSegmentsPlot", () => {
  test("csiSegmentsPlot(result) draws everybody and each segment, both forms with their intervals", async () => {
    const result = await index({ by: "segment" });
    const figure = csiSegmentsPlot(result);
    expect(JSON.parse(written(figure))).toEqual(figure);
    const [gaps, performances] = traces(figure);
    const rows = [result.overall, ...result.rows].filter(({ estimate }) => estimate !== null);
    expect(rows).toHaveLength(3);
    expect(gaps!.x).toEqual(rows.map(({ estimate }) => estimate));
    expect(gaps!.error_x.array).toEqual(rows.map(({ upper, estimate }) => upper! - estimate!));
    expect(performances!.x).toEqual(rows.map(({ performance }) => performance.estimate));
    expect(performances!.error_x.arrayminus).toEqual(
      rows.map(({ performance }) => performance.estimate! - performance.lower!),
    );
  });

  test("csiSegmentsPlot(result) notes a segment without answers, escapes its name, says all in a sentence", async () => {
    const figure = csiSegmentsPlot(await index({ by: "segment" }));
    expect(written(figure.layout.annotations ?? [])).toContain("no answers");
    expect(written(figure.layout)).not.toContain("<a href");
    expect(written(figure.layout)).toContain("&lt;a");
    expect(figure.text).toContain("All −0.40");
    expect(figure.text).toContain("A −0.30");
    expect(figure.text).toContain("– (no answers)");
    expect(figure.text).toMatch(/perception alone \d+\.\d/);
    expect(figure.text).toContain("n = 4");
  });

  test("csiSegmentsPlot(performance only) has one panel", async () => {
    const rated = attributes.map(({ name, perception }) => ({ name, perception }));
    const figure = csiSegmentsPlot(await csi(answers(), { attributes: rated, scale: 7, by: "segment" }));
    expect(figure.data).toHaveLength(1);
    expect(figure.layout).not.toHaveProperty("xaxis2");
  });
});

describe("csiAgainstCompetitorPlot", () => {
  const compared = attributes.map(({ name, perception, expectation, weight }) => ({
    name,
    own: perception,
    competitor: expectation,
    weight,
  }));

  test("csiAgainstCompetitorPlot(result) draws both companies and what each attribute adds", async () => {
    const result = await csiAgainstCompetitor(answers(), { attributes: compared, scale: 7 });
    const figure = csiAgainstCompetitorPlot(result);
    expect(JSON.parse(written(figure))).toEqual(figure);
    const [, own, competitor, bars] = traces(figure);
    const [range, price] = result.overall.attributes;
    expect([own!.name, competitor!.name]).toEqual(["own company", "competitor"]);
    expect(own!.x).toEqual([price!.own, range!.own]);
    expect(competitor!.x).toEqual([price!.competitor, range!.competitor]);
    expect(bars!.x).toEqual([price!.contribution, range!.contribution]);
    expect(figure.text).toContain("own company 5.00, competitor 6.00");
  });

  test("csiAgainstCompetitorPlot(standardized) does not claim a scale", async () => {
    const options = { attributes: compared, scale: 7, ratings: "standardized" } as const;
    const figure = csiAgainstCompetitorPlot(await csiAgainstCompetitor(answers(), options));
    expect(written(figure.layout)).toContain("standardised");
    expect(written(figure.layout)).not.toContain("1 to 7");
  });
});
