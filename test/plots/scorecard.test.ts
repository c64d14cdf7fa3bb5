import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { nps, npsFromCounts } from "../../src/metrics/nps/nps.js";
import { type ScorecardEntry, scorecard } from "../../src/metrics/scorecard/scorecard.js";
import { scorecardPlot } from "../../src/plots/scorecard.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';

interface Trace {
  readonly name?: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly text?: readonly string[];
  readonly customdata: readonly string[];
  readonly marker: { readonly symbol: string | readonly string[] };
  readonly error_x: { readonly array: readonly number[]; readonly arrayminus: readonly number[] };
}

const written = (value: unknown) => JSON.stringify(value);
const traces = (figure: { readonly data: readonly object[] }) => figure.data as unknown as readonly Trace[];

const published = (label: string, estimate: number, lower: number, upper: number) => ({
  label,
  unit: "share" as const,
  estimate,
  lower,
  upper,
  n: 100,
});

const entries = (): ScorecardEntry[] => [
  { result: published("Kept", 0.9, 0.86, 0.94), target: { atLeast: 0.8 } },
  { result: published("Abandoned", 0.3, 0.25, 0.36), target: { atMost: 0.2 } },
  { result: npsFromCounts({ promoters: 70, passives: 20, detractors: 10 }), target: { usual: "nps" } },
  {
    result: { ...published(HOSTILE, 0, 0, 0), estimate: null, lower: null, upper: null, note: "nobody asked" },
    target: { atLeast: 0.5 },
  },
];

describe("scorecardPlot", () => {
  test("scorecardPlot(result) is plain JSON: better is to the right of the target, whichever way is better", () => {
    const figure = scorecardPlot(scorecard(entries()), { period: "2026", source: "shop.csv" });
    expect(JSON.parse(written(figure))).toEqual(figure);
    const [{ x, y, marker, error_x }] = traces(figure) as [Trace];
    expect(y).toEqual([0, 1, 2]);
    expect(marker.symbol).toEqual(["circle", "diamond", "circle-open"]);
    // 0.9 (0.86 to 0.94) about 0.8 reaches 0.14; 0.3 (0.25 to 0.36) about 0.2 reaches 0.16, and more is worse.
    expect(x[0]).toBeCloseTo(0.1 / 0.14, 10);
    expect(error_x.arrayminus[0]).toBeCloseTo(0.04 / 0.14, 10);
    expect(x[1]).toBeCloseTo(-0.1 / 0.16, 10);
    expect(error_x.arrayminus[1]).toBeCloseTo(0.06 / 0.16, 10);
    expect(error_x.array[1]).toBeCloseTo(0.05 / 0.16, 10);
    expect(x[2]! > 0 && x[2]! - error_x.arrayminus[2]! < 0).toBe(true);
  });

  test("scorecardPlot(result) says each verdict in words, with the target and what would tell", () => {
    const figure = scorecardPlot(scorecard(entries()), { period: "2026", source: "shop.csv" });
    const annotations = written(figure.layout.annotations).replaceAll("<br>", " ");
    for (const word of ["<b>met</b>", "<b>missed</b>", "<b>cannot tell yet</b>", "<i>nobody asked</i>"])
      expect(annotations).toContain(word);
    expect(written(figure.layout.title)).toContain("2026 · 1 met, 1 missed, 2 cannot tell yet");
    expect(annotations).toContain("Lines: 95% intervals, each indicator's own.");
    expect(annotations).toContain("Usual: a target of the literature, not of this company. Source: shop.csv.");
    const labels = written(figure.layout.yaxis);
    expect(labels).toContain("target at most 20.0%");
    expect(labels).toContain("target at least +50 (usual)");
    expect(labels).toMatch(/n = 100; about [\d,]+ more would tell/);
    expect(figure.text).toContain(
      "Scorecard: 1 of 4 targets met. Kept 90.0% (86.0% to 94.0%), target at least 80.0%: met; ",
    );
    expect(figure.text).toMatch(/cannot tell yet, about [\d,]+ more would tell/);
  });

  test("scorecardPlot(result) writes names letter by letter, and a period beside its rate", () => {
    const churn = { ...published("Churn", 0.1, 0.08, 0.13), metric: "churn" };
    const figure = scorecardPlot(
      scorecard([...entries(), { result: churn, target: { atMost: 0.05, per: "quarter" } }]),
    );
    expect(written({ data: figure.data, layout: figure.layout })).not.toContain("<a href");
    expect(written(figure.layout.yaxis)).toContain("&lt;a");
    expect(figure.text).toContain("target at most 5.0% a quarter: missed");
    expect(written(scorecardPlot(scorecard(entries().slice(0, 2))))).not.toContain("Usual");
    const days = scorecard([{ result: churn, target: { atMost: 0.05, per: 30 } }]);
    expect(scorecardPlot(days).text).toContain("at most 5.0% in 30 days");
  });

  test("by segment: a mark for each indicator in each segment, a dash where there is no number", async () => {
    const table = new DataFrame({
      recommend: [...Array(20).fill(10), ...Array(20).fill(2), null],
      trial: [...Array(20).fill(9), ...Array(20).fill(null), null],
      segment: [...Array(20).fill("A"), ...Array(20).fill(HOSTILE), "C"],
    });
    const both: ScorecardEntry[] = await Promise.all(
      ["recommend", "trial"].map(async (score) => ({
        result: await nps(table, { score, by: "segment" }),
        label: score,
        target: { atLeast: 0 },
      })),
    );
    const figure = scorecardPlot(scorecard(both, { by: "segment" }), { source: "x.csv" });
    expect(JSON.parse(written(figure))).toEqual(figure);
    expect(traces(figure).map(({ name, x, y, text }) => [name, x, y, text])).toEqual([
      ["met", [1, 1], [0, 1], ["+100", "+100"]],
      ["missed", [0], [0], ["−100"]],
    ]);
    const dashes = figure.layout.annotations!.filter(({ text }) => text === "–");
    expect(dashes.map(({ x, y }) => [x, y])).toEqual([
      [0, 1],
      [2, 0],
      [2, 1],
    ]);
    expect(written(figure.layout.title)).toContain("Indicators against their targets by segment");
    expect(written({ data: figure.data, layout: figure.layout })).not.toContain("<a href");
    expect(figure.text).toContain("A: 2 of 2 met (recommend +100");
  });
});
