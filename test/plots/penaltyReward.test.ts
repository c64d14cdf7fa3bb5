import { describe, expect, test } from "vitest";
import { penaltyReward } from "../../src/metrics/penaltyReward/penaltyReward.js";
import { penaltyRewardPlot } from "../../src/plots/penaltyReward.js";
import { frame } from "../metrics/satisfactionTables.js";

const columns = {
  a: [1, 2, 3, 3, 3, 5, 4, 4, 1, 3, 5, 3],
  b: [3, 3, 4, 3, 5, 3, 4, 5, 3, 4, 4, 3],
  y: [1, 3, 4, 5, 6, 6, 5, 7, 2, 5, 6, 5],
};
const attributes = [
  { name: "<b>A", column: "a" },
  { name: "B", column: "b" },
];
const result = await penaltyReward(frame(columns), { outcome: "y", attributes, low: 2, high: 4, resamples: 200 });

type Trace = Readonly<Record<string, unknown>> & { readonly x: number[]; readonly y: number[] };

describe("penaltyRewardPlot(result)", () => {
  const figure = penaltyRewardPlot(result, { source: "answers.csv" });
  const [penalties, rewards, straight, asymmetries] = figure.data as unknown as readonly Trace[];
  const [a, b] = result.overall.attributes;

  test("draws penalties and rewards with their intervals, what moves most on top", () => {
    expect([penalties!.x, penalties!.y]).toEqual([[a!.penalty.estimate], [0]]);
    expect(rewards!.x).toEqual([a!.reward.estimate, b!.reward.estimate]);
    const { arrayminus } = penalties!.error_x as { arrayminus: number[] };
    expect(penalties!.x[0]! - arrayminus[0]!).toBeCloseTo(a!.penalty.lower!, 12);
  });

  test("draws the asymmetry and where a straight line would be, only where there is one", () => {
    expect([asymmetries!.x, straight!.x]).toEqual([[a!.estimate], [a!.straightLine]]);
  });

  test("says the kind and how sure it is, or why there is none, beside the name", () => {
    const labels = (figure.layout.yaxis as { ticktext: string[] }).ticktext;
    expect(labels[0]).toMatch(/&lt;b&gt;A.*basic, in \d+% of resamples/);
    expect(labels[1]).toContain("nobody answered up to 2");
    expect(figure.text).toContain("B – (nobody answered up to 2) and ");
  });

  test("prints the cuts, which have no standard, and the method", () => {
    const caption = figure.layout.annotations!.at(-1)!.text!.replaceAll("<br>", " ");
    expect(caption).toContain("Low: rated up to 2; high: from 4 on");
    expect(caption).toContain("Student's t, HC3; Fieller of the asymmetry");
    expect(caption).toContain("Source: answers.csv.");
  });

  test("names from the data are text, never markup", () => {
    expect(JSON.stringify([figure.data, figure.layout])).not.toContain("<b>A");
  });

  test("an attribute that cannot be told is hollow", async () => {
    const strict = await penaltyReward(frame(columns), { outcome: "y", attributes, low: 2, high: 4, level: 0.9999999 });
    const dots = penaltyRewardPlot(strict).data[3] as unknown as { marker: { color: string[] } };
    expect(dots.marker.color).toEqual(["#ffffff"]);
  });

  test("without answers there is nothing to draw, and it says why", async () => {
    const none = await penaltyReward(frame({ a: [1, null], b: [2, 3], y: [null, 2] }), {
      outcome: "y",
      attributes,
      low: 2,
      high: 4,
    });
    expect(penaltyRewardPlot(none).text).toContain("nobody answered everything");
  });
});
