import { expect, test } from "vitest";
import { type SurvivalBySignalResult, survivalBySignal } from "../../src/metrics/evaluateSignals/survivalBySignal.js";
import { survivalBySignalPlot } from "../../src/plots/survivalBySignal.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';

const curves = (fires: readonly number[]): Promise<SurvivalBySignalResult> =>
  survivalBySignal(
    {
      panel: {
        customers: ["A", "B", "C", "D"],
        since: [null, null, null, null],
        left: ["2025-07-11", "2025-07-21", null, "2025-08-10"],
        dates: ["2025-07-01"],
        customer: Int32Array.of(0, 1, 2, 3),
        date: new Int32Array(4),
        signals: [
          {
            name: HOSTILE,
            fires: Uint8Array.from(fires),
            strength: new Float64Array(4),
            later: 0,
            onlyAfterLeaving: null,
          },
        ],
      },
    },
    { signal: HOSTILE, asOf: "2025-07-01", until: "2025-08-31" },
  );

test("survivalBySignalPlot(result) draws both curves from the day, with the test in caption and sentence", async () => {
  const result = await curves([1, 1, 0, 0]);
  const figure = survivalBySignalPlot(result, { population: "all" });
  const written = JSON.stringify(figure);
  expect(JSON.parse(written)).toEqual(figure);
  expect(JSON.stringify([figure.data, figure.layout])).not.toContain("<a ");
  const lines = (figure.data as { name?: string; x: number[] }[]).filter(({ name }) => name !== undefined);
  expect(lines.map(({ name }) => name)).toEqual(["with", "without"]);
  expect(lines[0]!.x).toEqual([0, 10, 20]);
  const p = result.test!.pValue.toFixed(3);
  expect(written.replaceAll("<br>", " ")).toContain(`log-log; log-rank test that both are one curve, p ${p}.`);
  expect(figure.text).toContain(`; log-rank test that both are one curve, p ${p}.`);
  expect(written).toContain("all · 2025-07-01 to 2025-08-31 · n = 4 customers");
  expect(written).toContain("days after 2025-07-01");
});

test("without a test it says why there is none", async () => {
  expect(survivalBySignalPlot(await curves([0, 0, 0, 0])).text).toContain("no log-rank test: only one group");
});
