import { DataFrame } from "danfojs-node";
import { expect, test } from "vitest";
import { winRate } from "../../src/metrics/caseShares/winRate.js";
import { decomposeChange } from "../../src/metrics/periods/decomposeChange.js";
import { changePlot } from "../../src/plots/decomposeChange.js";

interface Bars {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly error_x: { readonly array: readonly number[] };
}

const split = (outcomes: readonly (string | null)[]) =>
  decomposeChange(
    new DataFrame({
      wave: ["1", "1", "1", "1", "2", "2", "2", "2"],
      segment: ["a", "a", "<b>", "<b>", "a", "<b>", "<b>", "<b>"],
      outcome: outcomes,
    }),
    { metric: winRate, options: { outcome: "outcome" }, by: "segment", period: "wave", from: "1", to: "2" },
  );
const some = ["won", "lost", "won", "won", "lost", "won", "lost", "won"];

test("changePlot(result) draws two bars a row with their intervals, everybody on top; the text has the numbers", async () => {
  const result = await split(some);
  const { data, layout, text } = changePlot(result, { source: "deals.csv" });
  const [within, mix] = data as unknown as [Bars, Bars];
  expect([within.name, mix.name]).toEqual(["within segments", "mix of segments"]);
  expect(within.x).toEqual([result.overall, ...result.rows].map((row) => row.within.estimate));
  expect(mix.x).toEqual([result.overall, ...result.rows].map((row) => row.mix.estimate));
  expect(within.error_x.array[0]).toBeCloseTo(result.overall.within.upper! - result.overall.within.estimate!, 12);
  expect(within.y.map((y) => Math.round(y + 0.2))).toEqual([0, 1, 2]);
  expect(text).toMatch(/^Change of Win rate \(won of closed\) from 1 to 2: All −25\.0 pp \(.+\), within .+ pp.+\.$/);
  expect(JSON.stringify(layout)).toContain("Within and mix add up to the change.");
});

test("changePlot(result) writes segments letter by letter, and why there is nothing", async () => {
  expect(JSON.stringify(changePlot(await split(some)).layout)).toContain("&lt;b&gt;:");
  const { data, layout } = changePlot(await split(["won", "won", "won", "won", null, null, null, null]));
  expect((data[0] as unknown as Bars).x).toEqual([]);
  expect(JSON.stringify(layout)).toContain("no closed deals");
});
