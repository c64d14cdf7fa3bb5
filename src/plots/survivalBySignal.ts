import { fixed } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { SurvivalBySignalResult } from "../metrics/evaluateSignals/survivalBySignal.js";
import type { Figure } from "./figure.js";
import { survivalPlot } from "./survival.js";
import type { Wording } from "./theme.js";

function testWords({ test, testNote }: SurvivalBySignalResult): string {
  if (test === null) return words`no log-rank test: ${word(testNote ?? "not known")}`;
  const p = test.pValue < 0.001 ? words`below 0.001` : fixed(test.pValue, 3);
  return words`log-rank test that both are one curve, p ${p}`;
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
    { ...result, method: `${word(result.method)}${words`; `}${test}` },
    {
      title: word(label),
      period: words`${word(asOf)} to ${word(until)}`,
      ...wording,
      time: words`days after ${word(asOf)}`,
      share: words`still customers`,
      counted: "customers",
    },
  );
  return { ...figure, text: `${figure.text.replace(/\.$/, "")}${words`; `}${test}.` };
}
