import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { winRate } from "../../src/metrics/caseShares/winRate.js";
import { comparePeriods } from "../../src/metrics/periods/comparePeriods.js";
import { conversionIndex } from "../../src/metrics/periods/conversionIndex.js";
import { trendPlot } from "../../src/plots/trend.js";

interface Line {
  readonly name: string;
  readonly x: readonly string[];
  readonly y: readonly (number | null)[];
  readonly line: { readonly dash?: string };
  readonly marker: { readonly symbol: string; readonly color: string };
}

/** Every month a rate of its own; March 2025 runs. */
function deals() {
  const months = ["2024-01", "2024-02", "2025-01", "2025-02", "2025-03"];
  const rows = months.flatMap((month, i) =>
    Array.from({ length: 10 }, (_, k) => ({
      day: `${month}-05`,
      outcome: k < i + 2 ? "won" : "lost",
      kind: k % 2 === 0 ? "a" : "b",
    })),
  );
  return new DataFrame({
    day: rows.map(({ day }) => day),
    outcome: rows.map(({ outcome }) => outcome),
    won: rows.map(({ outcome }) => outcome === "won"),
    kind: rows.map(({ kind }) => kind),
  });
}
const asked = {
  metric: winRate,
  options: { outcome: "outcome" },
  date: "day",
  each: "month",
  asOf: "2025-03-10",
} as const;
const lines = (data: unknown) => data as Line[];

describe("trendPlot of comparePeriods", () => {
  test("draws last year's values dashed, and periods that run hollow", async () => {
    const { data, layout } = trendPlot(await comparePeriods(deals(), asked), { counted: "deals" });
    const [before, now, hollow] = lines(data);
    expect(now!.x).toHaveLength(15);
    expect([0, 1, 2, 12, 13, 14].map((i) => now!.y[i])).toEqual([0.2, 0.3, null, 0.4, 0.5, 0.6]);
    expect(before!.line.dash).toBe("dash");
    expect([0, 12, 13, 14].map((i) => before!.y[i])).toEqual([null, 0.2, 0.3, null]);
    expect([hollow!.x, hollow!.y, hollow!.marker.color]).toEqual([["2025-03"], [0.6], "#ffffff"]);
    const written = JSON.stringify(layout);
    expect(written).toContain("Hollow: not complete. Dashed: a year before.");
    expect(written).toContain("n = 50 deals");
    expect(written).toContain("Win rate (won of closed) by month");
    expect(layout.showlegend).toBe(true);
  });

  test("names every second month where all would run into each other", async () => {
    const { layout } = trendPlot(await comparePeriods(deals(), asked));
    expect((layout.xaxis as { tickvals: string[] }).tickvals.slice(0, 3)).toEqual(["2024-01", "2024-03", "2024-05"]);
    const few = trendPlot(await comparePeriods(deals(), { ...asked, each: "year" }));
    expect(few.layout.xaxis).not.toHaveProperty("tickvals");
  });

  test("draws a line a segment, each with a look of its own, and none of last year", async () => {
    const { data, layout } = trendPlot(
      await comparePeriods(deals(), { ...asked, by: "kind", each: "year", asOf: "2025-12-31" }),
    );
    expect(lines(data).map(({ name, x }) => [name, x])).toEqual([
      ["a", ["2024", "2025"]],
      ["b", ["2024", "2025"]],
    ]);
    expect(lines(data).map(({ marker }) => marker.symbol)).toEqual(["circle", "square"]);
    expect(layout.showlegend).toBe(true);
  });

  test("draws the target it is held against, within the axis", async () => {
    const target = { value: 0.95, name: "target <95 %>" };
    const { layout } = trendPlot(await comparePeriods(deals(), { ...asked, each: "year" }), { target });
    expect(layout.shapes).toEqual([expect.objectContaining({ y0: 0.95, y1: 0.95 })]);
    expect((layout.yaxis!.range as number[])[1]).toBeGreaterThan(0.95);
    expect(JSON.stringify(layout.annotations)).toContain("target &lt;95 %&gt;");
  });
});

test("trendPlot of an index is read from 100", async () => {
  const index = await conversionIndex(deals(), { converted: "won", date: "day", each: "year", asOf: "2025-12-31" });
  const { layout } = trendPlot(index);
  expect(layout.shapes).toEqual([expect.objectContaining({ y0: 100, y1: 100 })]);
  expect(JSON.stringify(layout.yaxis!.title)).toContain("index, 2024 = 100");
  expect((layout.yaxis!.range as number[])[0]).toBeGreaterThan(0);
});
