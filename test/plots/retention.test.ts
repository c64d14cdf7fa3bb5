import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { retention } from "../../src/metrics/retention/retention.js";
import { retentionPlot } from "../../src/plots/retention.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';

interface Trace {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly text: readonly string[];
  readonly customdata: readonly string[];
  readonly error_x: { readonly array: readonly number[]; readonly arrayminus: readonly number[] };
  readonly marker: { readonly symbol: string; readonly color: string };
}

const written = (figure: object) => JSON.stringify(figure);
const traces = (figure: { readonly data: readonly object[] }) => figure.data as unknown as Trace[];
const shapes = (figure: { readonly layout: object }) =>
  (figure.layout as { shapes: { x0: number; line: { dash?: string } }[] }).shapes;

/** Everybody of segment B makes no profit; nobody of the hostile one says whether they stay. */
const customers = () =>
  new DataFrame({
    retained: [true, true, true, false, true, false, null],
    sales: [100, 80, 60, 300, 50, 50, 10],
    later: [150, 80, 30, 0, 90, 10, 10],
    margin: [30, 20, 20, 40, -5, -5, 1],
    segment: ["A", "A", "A", "A", "B", "B", HOSTILE],
  });

const raw = () => retention(customers(), { kind: "raw", retained: "retained", by: "segment" });
const bySales = (more: object = {}) =>
  retention(customers(), { kind: "sales", retained: "retained", start: "sales", end: "later", by: "segment", ...more });
const byProfit = () => retention(customers(), { kind: "profit", retained: "retained", start: "margin", by: "segment" });

describe("retentionPlot", () => {
  test("retentionPlot(result) is plain JSON: what is drawn is what the result says, everybody on top", async () => {
    const result = await raw();
    const figure = retentionPlot(result);
    expect(JSON.parse(written(figure))).toEqual(figure);
    const [dots] = traces(figure);
    const rows = [result.overall, ...result.rows].filter(({ estimate }) => estimate !== null);
    expect(rows).toHaveLength(3);
    expect(dots!.x).toEqual(rows.map(({ estimate }) => estimate));
    // The segment nobody is known of keeps its place, first by its name, without a dot.
    expect(dots!.y).toEqual([0, 2, 3]);
    expect(dots!.error_x.array).toEqual(rows.map(({ upper, estimate }) => upper! - estimate!));
    expect(dots!.error_x.arrayminus).toEqual(rows.map(({ lower, estimate }) => estimate! - lower!));
    expect(figure.layout.showlegend).toBe(false);
    expect(figure.layout.title).toMatchObject({ text: "Retention (raw) by segment" });
    expect(written(figure.layout.yaxis?.ticktext ?? [])).toMatch(/All.*4 of 6.*A.*3 of 4.*B.*1 of 2/);
  });

  test("retentionPlot([a, b, c]) tells results apart by shape and by place, not by colour alone", async () => {
    const figure = retentionPlot([await raw(), await bySales(), await byProfit()]);
    const drawn = traces(figure);
    expect(drawn.map(({ name }) => name)).toEqual(["raw", "sales-adjusted, base", "profit-adjusted, base"]);
    expect(new Set(drawn.map(({ marker }) => marker.symbol)).size).toBe(3);
    expect(new Set(drawn.map(({ marker }) => marker.color)).size).toBe(3);
    expect(new Set(drawn.map(({ y }) => y[1])).size).toBe(3);
    for (const { y } of drawn) expect(Math.round(y[1]!)).toBe(2);
    expect(figure.layout.showlegend).toBe(true);
    expect(figure.layout.title).toMatchObject({ text: "Retention by segment" });
  });

  test("retentionPlot(result) draws the overall rate through the segments, and the whole where rates exceed it", async () => {
    const [shares, net] = [await bySales(), await bySales({ reading: "end" })];
    expect(shapes(retentionPlot(shares)).map(({ x0, line }) => [x0, line.dash])).toEqual([
      [shares.overall.estimate, "dot"],
    ]);
    expect(shapes(retentionPlot(net)).map(({ x0 }) => x0)).toEqual([1, net.overall.estimate]);
    const alone = await retention(customers(), { kind: "raw", retained: "retained" });
    expect(shapes(retentionPlot(alone))).toEqual([]);
  });

  test("retentionPlot(results) says what has no rate and why, and draws no dot for it", async () => {
    const figure = retentionPlot([await raw(), await byProfit()]);
    const annotations = written(figure.layout.annotations ?? []);
    expect(annotations).toContain("raw: nobody with known values");
    expect(annotations).toContain("profit-adjusted, base: profit at the start is not above 0");
    expect(traces(figure)[1]!.x).toHaveLength(2);
    expect(figure.text).toContain("B – (profit at the start is not above 0), 1 of 2");
    expect(written(retentionPlot(await byProfit()).layout.annotations ?? [])).not.toContain("base: profit");
  });

  test("retentionPlot(results) says its numbers in sentences, and in the caption how they were made", async () => {
    const figure = retentionPlot([await raw(), await byProfit()], { source: "customers.csv", period: "2026" });
    expect(figure.text).toContain("With 95% intervals. Retention (raw): All 66.7% (30.0% to 90.3%), 4 of 6; ");
    expect(figure.text).toContain("A 75.0% (30.1% to 95.4%), 3 of 4; B 50.0%");
    expect(figure.text).toContain("Retention (profit-adjusted, base): All 65.0%");
    const caption = written(figure.layout.annotations ?? []).replaceAll("<br>", " ");
    expect(caption).toContain("95% intervals, raw: Wilson; profit-adjusted, base: ratio of sums");
    expect(caption).toContain("Dotted: everybody.");
    expect(caption).toContain("2 customers with a loss: keeping them lowers the rate");
    expect(caption).toContain("Not counted: 1 missing.");
    expect(caption).toContain("Source: customers.csv.");
    expect(written(figure.layout.title ?? {})).toContain("2026 · n = 6 customers at the start");
  });

  test("retentionPlot(results) writes names letter by letter", async () => {
    const { data, layout } = retentionPlot([await raw(), await bySales()]);
    expect(written({ data, layout })).not.toContain("<a href");
    expect(written(layout)).toContain("&lt;a");
  });

  test("a segment called All is not everybody", async () => {
    const table = new DataFrame({ retained: [true, false, true], segment: ["All", "All", "B"] });
    const figure = retentionPlot(await retention(table, { kind: "raw", retained: "retained", by: "segment" }));
    expect(traces(figure)[0]!.y).toEqual([0, 1, 2]);
  });

  test("results that cannot stand side by side are refused", async () => {
    const other = await retention(customers(), { kind: "raw", retained: "retained" });
    const results = [await raw(), other];
    expect(() => retentionPlot(results)).toThrow(
      "retentionPlot requires results of the same columns and level; got by 'segment' at level 0.95 and by '' at level 0.95",
    );
    expect(() => retentionPlot([])).toThrow("retentionPlot requires one to 6 results; got 0");
  });
});
