import { fixed } from "../format/numbers.js";
import type { SurvivalBySignalResult } from "../metrics/evaluateSignals/survivalBySignal.js";
import type { Figure } from "./figure.js";
import { survivalPlot } from "./survival.js";
import type { Wording } from "./theme.js";

function testWords({ test, testNote }: SurvivalBySignalResult): string {
  if (test === null) return `no log-rank test: ${testNote ?? "not known"}`;
  const p = test.pValue < 0.001 ? "below 0.001" : fixed(test.pValue, 3);
  return `log-rank test that both are one curve, p ${p}`;
}

/**
 * Survival curves of customers with and without a warning signal on one day, with bands and how many are still there. The log-rank
 * test stands in the caption.
 *
 * @example
 * survivalBySignalPlot(await survivalBySignal(signals, { signal: "late payment", asOf: "2025-07-01", until: "2026-06-30" }));
 */
export function survivalBySignalPlot(result: SurvivalBySignalResult, wording: Wording = {}): Figure {
  const test = testWords(result);
  const { asOf, until, label } = result;
  const figure = survivalPlot(
    { ...result, method: `${result.method}; ${test}` },
    {
      title: label,
      period: `${asOf} to ${until}`,
      ...wording,
      time: `days after ${asOf}`,
      share: "still customers",
      counted: "customers",
    },
  );
  return { ...figure, text: `${figure.text.replace(/\.$/, "")}; ${test}.` };
}
