import { describe, expect, test } from "vitest";
import { compareIndices } from "../../src/metrics/compareIndices/compareIndices.js";
import { csat } from "../../src/metrics/csat/csat.js";
import { nps } from "../../src/metrics/nps/nps.js";
import { indicesPlot } from "../../src/plots/compareIndices.js";
import { frame } from "../metrics/satisfactionTables.js";

const table = frame({
  recommend: [10, 9, 3, 0, 7, 9, null],
  five: [5, 4, 2, 1, 3, 5, 4],
  segment: ["a", "a", "<b>", "<b>", "c", "c", "d"],
});
const results = async (by: string) =>
  compareIndices({
    NPS: await nps(table, { score: "recommend", by }),
    CSAT: await csat(table, { score: "five", rule: "top-2", by }),
  });

describe("indicesPlot(result)", () => {
  test("one row an index, one shape a segment, those without an estimate left out", async () => {
    const figure = indicesPlot(await results("segment"), { population: "customers", source: "survey.csv" });
    const series = figure.data as { name: string; x: number[]; y: number[]; marker: { symbol: string } }[];
    expect(series.map(({ name }) => name)).toEqual(["&lt;b&gt;", "a", "c", "d"]);
    expect(new Set(series.map(({ marker }) => marker.symbol)).size).toBe(4);
    expect(series.map(({ x }) => x.length)).toEqual([2, 2, 2, 1]);
    expect(series[1]!.y[1]! - series[1]!.y[0]!).toBeCloseTo(1, 9);
    const lines = figure.layout.shapes as { x0: number }[];
    expect(lines).toHaveLength(2);
    expect(figure.text).toMatch(/^Indices on 0 to 100 with 95% intervals and ranks\. NPS .*CSAT .*\.$/);
    expect(JSON.stringify(figure.layout.annotations)).toMatch(/Compare(<br>| )within(<br>| )a(<br>| )row\./);
  });

  test("its axis stays within 0 to 100, and more segments than shapes are refused", async () => {
    const { layout } = indicesPlot(await results("segment"));
    const [low, high] = layout.xaxis!.range as [number, number];
    expect(low).toBeGreaterThanOrEqual(-2);
    expect(high).toBeLessThanOrEqual(102);
    const many = frame({ s: [1, 2, 3, 4, 5, 4, 3], w: [1, 2, 3, 4, 5, 6, 7] });
    const one = await csat(many, { score: "s", rule: "mean", by: "w" });
    expect(() => indicesPlot(compareIndices({ one, two: one }))).toThrow(
      "indicesPlot requires up to 6 segments; got 7",
    );
  });
});
