import { describe, expect, test } from "vitest";
import type { SignalReasonRow, SignalsByReasonResult } from "../../src/metrics/evaluateSignals/signalsByReason.js";
import { signalsByReasonPlot } from "../../src/plots/signalsByReason.js";

const cell = (signal: string, reason: string, some: Partial<SignalReasonRow>) => ({
  keys: { signal, reason },
  ...{ signal, reason, kind: "actionable" as const, finding: "not told from chance" as const },
  ...{ estimate: 1.1, lower: 0.7, upper: 1.7, n: 40, note: null, pValue: 0.5, adjustedPValue: 0.7 },
  ...{ left: 40, leftFiring: 5, expected: 4.6 },
  ...some,
});

const result: SignalsByReasonResult = {
  metric: "signalsByReason",
  label: "Warning signals by the reason for leaving",
  overall: { ...cell("", "", { estimate: null, lower: null, upper: null, n: 60 }), signal: null, reason: null },
  rows: [
    cell("address <b>", "Late & slow", { finding: "weak", estimate: 1.4, lower: 1.1, upper: 1.8 }),
    cell("address <b>", "Moved", { finding: "warns", estimate: 53, lower: 25, upper: 120, leftFiring: 11, left: 12 }),
    cell("reset", "Late & slow", { finding: "calms", estimate: 0.5, lower: 0.3, upper: 0.8 }),
    cell("reset", "Moved", {
      finding: "cannot tell",
      estimate: null,
      lower: null,
      upper: null,
      note: "it never fires",
    }),
  ],
  ...{ by: ["signal", "reason"], level: 0.95, method: "Cox", unit: "index" },
  excluded: { missing: 8, outOfRange: 0 },
  signals: ["address <b>", "reset"],
  reasons: [
    { reason: "Late & slow", kind: "actionable", left: 40 },
    { reason: "Moved", kind: "involuntary", left: 12 },
  ],
  ...{ leavers: 60, unknown: 8, period: { from: "2025-01-01", to: "2025-12-31" } },
  ...{ atLeast: 1.25, falseShare: 0.05, comparisons: 3, found: 1 },
};

describe("signalsByReasonPlot(result)", () => {
  const figure = signalsByReasonPlot(result, { source: "churn.csv" });

  test("colours what warns and what calms, and nothing else", () => {
    expect((figure.data[0] as unknown as { z: number[][] }).z).toEqual([
      [0.4, 1],
      [-1, 0],
    ]);
    const texts = figure.layout.annotations!.map(({ text }) => text);
    for (const text of ["1.4× △", "<b>53×</b> ▲", "<b>0.5×</b> ▼", "–"]) expect(texts).toContain(text);
  });

  test("the sentence names what warns, with interval and counts", () => {
    expect(figure.text).toBe(
      "Warning signals by the reason for leaving: address <b>, Moved: 53× the hazard (25× to 120×), warns; it fired for 11 of 12 who left for it, by chance 4.6.",
    );
  });

  test("names from the data are text, never markup", () => {
    const drawn = JSON.stringify([figure.layout.yaxis, figure.layout.xaxis, figure.data]);
    expect(drawn).not.toContain("address <b>");
    expect(drawn).toContain("address &lt;b&gt;");
  });

  test("without reasons there is nothing to draw, and it says so", () => {
    const none = signalsByReasonPlot({ ...result, rows: [], reasons: [], found: 0 });
    expect(none.data).toEqual([]);
    expect(none.text).toBe("Warning signals by the reason for leaving: no signal warns of any reason.");
  });
});
