import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { bdwFromCounts, sbg, sbgFromCounts } from "../../src/metrics/contractRetention/sbg.js";
import { contractRetentionPlot } from "../../src/plots/contractRetention.js";

const HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394];
const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';

interface Trace {
  readonly mode: string;
  readonly name?: string;
  readonly xaxis: string;
  readonly showlegend: boolean;
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
  readonly fill?: string;
  readonly line: { readonly dash?: string };
  readonly marker: { readonly color: string; readonly symbol: string };
}

const traces = ({ data }: { readonly data: readonly object[] }) => data as unknown as Trace[];
const written = (figure: object) => JSON.stringify(figure);
const rounded = (share: number | null) => (share === null ? null : Math.round(share * 1e5) / 1e5);
const inLegend = (figure: { readonly data: readonly object[] }) =>
  traces(figure).flatMap(({ showlegend, name }) => (showlegend ? [name] : []));

/** Three segments; in B nobody left. */
const bySegment = () =>
  sbg(
    new DataFrame({
      years: [1, 2, 2, 3, 3, 1, 2, 3, 2, 3, 3, 1, 2, 3],
      left: [1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0],
      plan: [...Array(8).fill("A"), ...Array(3).fill("B"), ...Array(3).fill(HOSTILE)],
    }),
    { periods: "years", left: "left", by: "plan", horizon: 5 },
  );

describe("contractRetentionPlot", () => {
  const result = sbgFromCounts(HIGH_END, { fitPeriods: 7, horizon: 14 });
  const figure = contractRetentionPlot(result, { time: "years", population: "High End" });
  const { curve } = result.overall;

  test("is plain JSON: from 1 down along the model to the horizon, and beside it the renewal rates", () => {
    expect(JSON.parse(written(figure))).toEqual(figure);
    const [shares, rates] = traces(figure).filter(({ mode, fill, name }) => mode === "lines" && !fill && name);
    expect(shares!.x).toEqual(Array.from({ length: 15 }, (_, t) => t));
    expect(shares!.y).toEqual([1, ...curve.map(({ estimate }) => rounded(estimate))]);
    expect(rates!.xaxis).toBe("x2");
    expect(rates!.x[0]).toBe(1);
    expect(rates!.y).toEqual(curve.map(({ retention }) => rounded(retention.estimate)));
  });

  test("bands are the intervals of the result", () => {
    const [shares, rates] = traces(figure).filter(({ fill }) => fill === "tonexty");
    expect(shares!.y).toEqual([1, ...curve.map(({ upper }) => rounded(upper))]);
    expect(rates!.y).toEqual(curve.map(({ retention }) => rounded(retention.upper)));
  });

  test("what was seen is points: filled where the fit saw it, hollow where it was held out, none beyond", () => {
    const [seen, heldOut] = traces(figure).filter(({ mode, xaxis }) => mode === "markers" && xaxis === "x");
    expect(seen!.x).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(heldOut!.x).toEqual([8, 9, 10, 11, 12]);
    expect(heldOut!.y).toEqual(HIGH_END.slice(8).map((n) => n / 1000));
    expect([heldOut!.marker.color, seen!.marker.color === "#ffffff"]).toEqual(["#ffffff", false]);
    expect(figure.layout.shapes!.map(({ x0 }) => x0)).toEqual([7.5, 7.5]);
    expect(inLegend(figure)).toEqual(["model", "as seen", "as seen, held out"]);
  });

  test("title, subtitle, caption and sentence say model, n, level, held-out part and both ends", () => {
    const all = written(figure.layout);
    expect(all).toContain("Share still members after 14 renewals (sBG fitted to the first 7)");
    expect(all).toContain("High End · n = 1,000 members");
    expect(all.replaceAll("<br>", " ")).toContain(
      "Bands: 95% intervals, sBG by maximum likelihood from 4 starts, delta method on log-odds. Points: as seen. Hollow: held out; the parameters are those of the first 7 renewals.",
    );
    expect(figure.text).toContain(
      "as seen 39.4% after 12, renewal rate from 85.1% at the first to 96.2% at renewal 14",
    );
  });

  test("segments are told apart by dash, symbol and colour, with names that cannot be markup", async () => {
    const plot = contractRetentionPlot(await bySegment());
    const lines = traces(plot).filter(({ mode, name, xaxis }) => mode === "lines" && name && xaxis === "x");
    expect(new Set(lines.map(({ line }) => line.dash)).size).toBe(3);
    const marks = traces(plot).filter(({ mode, xaxis }) => mode === "markers" && xaxis === "x");
    expect(new Set(marks.map(({ marker }) => marker.symbol)).size).toBe(3);
    expect(inLegend(plot)).toHaveLength(3);
    expect(written(plot.layout) + written(plot.data)).not.toContain("<a href");
    expect(written(plot.layout)).toContain("by plan");
    expect(written(plot.layout).replaceAll("<br>", " ")).toContain("B: nobody left: there is no churn to fit.");
    expect(plot.layout.shapes).toEqual([]);
  });

  test("what cannot be fitted is drawn as it was seen, without line or band, and said", () => {
    const plot = contractRetentionPlot(sbgFromCounts([50, 40]));
    expect(traces(plot).every(({ mode, x }) => mode === "markers" || x.length === 0)).toBe(true);
    expect(plot.text).toContain("All – (one renewal only: how members differ cannot be told), as seen 80.0% after 1");
    expect(contractRetentionPlot(sbgFromCounts([0])).text).toContain("no members");
  });

  test("a fit at a bound has a line and no band", () => {
    const plot = contractRetentionPlot(bdwFromCounts([1000, 900, 810, 729]));
    expect(
      traces(plot)
        .filter(({ fill }) => fill)
        .every(({ x }) => x.length === 0),
    ).toBe(true);
    expect(plot.text).toContain("no intervals");
  });

  test("more than four segments are too many", async () => {
    const plan = ["A", "B", "C", "D", "E"];
    const many = await sbg(new DataFrame({ years: plan.map(() => 2), left: plan.map(() => 1), plan }), {
      periods: "years",
      left: "left",
      by: "plan",
    });
    expect(() => contractRetentionPlot(many)).toThrow("contractRetentionPlot requires up to 4 segments; got 5");
  });
});
