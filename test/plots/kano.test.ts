import { describe, expect, test } from "vitest";
import { kanoFromCounts } from "../../src/metrics/kano/kano.js";
import { kanoPlot } from "../../src/plots/kano.js";
import { kanoSharesPlot } from "../../src/plots/kanoShares.js";

const result = kanoFromCounts({
  "Gift <b>wrap": { attractive: 70, oneDimensional: 10, mustBe: 8, indifferent: 12 },
  "On time": { attractive: 5, oneDimensional: 20, mustBe: 70, indifferent: 5, reverse: 2, questionable: 3 },
  Colour: { attractive: 20, oneDimensional: 12, mustBe: 12, indifferent: 24 },
  Opposite: { attractive: 0, oneDimensional: 0, mustBe: 0, indifferent: 0, reverse: 9, questionable: 2 },
});

type Trace = Readonly<Record<string, unknown>> & { readonly name: string; readonly x: number[]; readonly y: number[] };
const traces = (figure: { readonly data: readonly unknown[] }) => figure.data as readonly Trace[];

describe("kanoPlot(result)", () => {
  const figure = kanoPlot(result, { source: "counts" });

  test("draws CS− and CS+ of each feature with their intervals, by category", () => {
    expect(traces(figure).map(({ name }) => name)).toEqual(["must-be", "attractive", "indifferent"]);
    const [mustBe] = traces(figure);
    expect([mustBe!.x[0], mustBe!.y[0]]).toEqual([-0.9, 0.25]);
    const { worse, better } = result.overall.features[1]!;
    const across = mustBe!.error_x as { array: number[]; arrayminus: number[] };
    expect(mustBe!.x[0]! + across.array[0]!).toBeCloseTo(worse.upper!, 12);
    expect(mustBe!.x[0]! - across.arrayminus[0]!).toBeCloseTo(worse.lower!, 12);
    const along = mustBe!.error_y as { array: number[] };
    expect(mustBe!.y[0]! + along.array[0]!).toBeCloseTo(better.upper!, 12);
  });

  test("is hollow where the category cannot be told, and says so", () => {
    const colours = traces(figure).map(({ marker }) => (marker as { color: string[] }).color[0]);
    expect(colours.map((colour) => colour === "#ffffff")).toEqual([false, false, true]);
    const caption = figure.layout.annotations!.at(-1)!.text!;
    expect(caption).toContain("hollow: cannot tell");
    expect(figure.text).toContain("Colour: cannot tell (indifferent or attractive), 35% of 68");
  });

  test("names what it cannot draw, with the reason", () => {
    const caption = figure.layout.annotations!.at(-1)!.text!.replaceAll("<br>", " ");
    expect(caption).toContain("Not drawn: Opposite (all answers are reverse or questionable).");
    expect(figure.text).toContain("Opposite: cannot tell (reverse or questionable)");
  });

  test("names from the data are text, never markup", () => {
    expect(JSON.stringify([figure.data, figure.layout])).not.toContain("<b>wrap");
    expect(JSON.stringify(figure.layout)).toContain("Gift &lt;b&gt;wrap");
  });

  test("without features there is an empty map, and it says so", () => {
    const none = kanoPlot(kanoFromCounts({}));
    expect(none.data).toEqual([]);
    expect(none.text).toBe("Kano categories: no features.");
  });
});

describe("kanoSharesPlot(result)", () => {
  const figure = kanoSharesPlot(result);

  test("stacks all six categories, features by category and from the clearest", () => {
    expect(traces(figure)).toHaveLength(6);
    const labels = (figure.layout.yaxis as { ticktext: string[] }).ticktext;
    expect(labels.map((label) => label.split("<br>")[0])).toEqual([
      "On time",
      "Gift &lt;b&gt;wrap",
      "Colour",
      "Opposite",
    ]);
    for (let row = 0; row < 4; row++) {
      expect(traces(figure).reduce((sum, { x }) => sum + x[row]!, 0)).toBeCloseTo(1, 12);
    }
  });

  test("says category, share and interval beside the name", () => {
    const labels = (figure.layout.yaxis as { ticktext: string[] }).ticktext;
    expect(labels[0]).toMatch(/must-be<br>67% \(54% to 77%\), n = 105/);
    expect(labels[2]).toContain("cannot tell: indifferent or attractive");
    expect(figure.text).toMatch(/On time must-be, 67% \(54% to 77%\), n = 105; Gift <b>wrap attractive/);
  });

  test("a feature without answers has no bar and says why", () => {
    const none = kanoSharesPlot(kanoFromCounts({ x: { attractive: 0, oneDimensional: 0, mustBe: 0, indifferent: 0 } }));
    expect(traces(none).map(({ x }) => x[0])).toEqual(Array(6).fill(null));
    expect((none.layout.yaxis as { ticktext: string[] }).ticktext[0]).toContain("nobody gave both answers");
  });
});
