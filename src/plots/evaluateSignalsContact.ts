import type { Data } from "plotly.js-dist-min";
import { amount, count, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { BreakEven, ContactPolicy, EvaluateSignalsResult } from "../metrics/evaluateSignals/signalEvaluation.js";
import { errorBars, rowAxis, valueRange } from "./axis.js";
import { escapeLabel } from "./escape.js";
import { emptyFigure, hover, judgedSubtitle, signalCaption, wholePercent, whyNoMark } from "./evaluateSignalsWords.js";
import type { Figure } from "./figure.js";
import type { TacticWording } from "./tacticEffect.js";
import { axisTitle, COLOURS, framed } from "./theme.js";
import { rowHeight, rowLabel } from "./wording.js";

const NAMES: Readonly<Record<ContactPolicy["policy"], string>> = {
  "above break-even": "Above their break-even",
  budget: "Most at risk, as the budget allows",
  everybody: "Everybody",
  nobody: "Nobody",
};

const excludesZero = ({ lower, upper }: ContactPolicy["netBenefit"]) => (lower ?? 0) > 0 || (upper ?? 0) < 0;

function below({ perDate, precision, netBenefit }: ContactPolicy, money: object): string {
  const leaving = precision === null ? "" : words`, ${percent(precision)} of them leave`;
  const benefit = netBenefit.estimate === null ? "–" : escapeLabel(amount(netBenefit, money));
  return `${benefit}<br>${words`${count(perDate)} a date${leaving}`}`;
}

function dots(policies: readonly ContactPolicy[], money: object): Partial<Data> {
  const known = policies.map((one, y) => ({ one, y })).filter(({ one }) => one.netBenefit.estimate !== null);
  return {
    ...{ type: "scatter", mode: "markers" },
    x: known.map(({ one }) => one.netBenefit.estimate),
    y: known.map(({ y }) => y),
    marker: {
      size: 9,
      color: known.map(({ one }) => (excludesZero(one.netBenefit) ? COLOURS.blue : "#ffffff")),
      line: { color: COLOURS.blue, width: 2 },
    },
    error_x: errorBars(known.map(({ one }) => one.netBenefit)),
    ...hover(known.map(({ one }) => said(one, money))),
  } as Partial<Data>;
}

function said({ policy, netBenefit, perDate, precision }: ContactPolicy, money: object): string {
  const leaving = precision === null ? "" : words`, ${percent(precision)} of them leave`;
  return words`${word(NAMES[policy])} ${amount(netBenefit, money)}, ${count(perDate)} contacted${leaving}`;
}

/** From which risk on contacting pays, in words. */
function breakEvenWords({ risk, note, meanValue, above, valued }: BreakEven, money: object): string {
  if (risk === null) return words`No break-even: ${word(note ?? "contacting never pays")}.`;
  const whose = meanValue === null ? "" : words` of one of mean value, ${amount(meanValue, money)}`;
  return words`Contacting pays above a risk of ${percent(risk)}${whose}; ${count(above)} of ${count(valued)} customers are above their own.`;
}

/**
 * What ways of choosing whom to contact bring on one date, beyond contacting nobody, judged by who really left: those above their own
 * break-even, the most at risk as far as the budget goes, everybody, nobody. Filled where the interval leaves zero out; the risk above
 * which contacting pays stands in the caption.
 *
 * @example
 * contactPlot(await evaluateSignals(signals, { until: "2026-06-30", contact }), { currency: "€" });
 */
export function contactPlot(result: EvaluateSignalsResult, wording: TacticWording = {}): Figure {
  const { breakEven, judged, note } = result.score;
  const title = wording.title ?? words`Net benefit of contacting customers on one date`;
  const subtitle = judgedSubtitle(judged, wording);
  if (breakEven === null || breakEven.policies.length === 0) {
    const why = breakEven?.note ?? note ?? "nothing is known of what contacting costs and brings";
    return emptyFigure(title, { subtitle, caption: signalCaption(result, wording, ""), note: why });
  }
  const money = wording.currency === undefined || wording.currency === "" ? {} : { currency: wording.currency };
  const { policies } = breakEven;
  const labels = policies.map((one) => rowLabel(word(NAMES[one.policy]), below(one, money)));
  const paying = breakEvenWords(breakEven, money);
  const silent = policies.flatMap(({ netBenefit }, y) => {
    if (netBenefit.estimate !== null) return [];
    return [whyNoMark(netBenefit.note, y)];
  });
  const layout = framed(
    {
      ...{ title, subtitle, labels },
      caption: signalCaption(result, wording, "Lines", words`Filled: zero lies outside.`, paying),
      plotHeight: policies.length * rowHeight(labels, 50),
    },
    {
      yaxis: rowAxis(labels),
      xaxis: {
        range: valueRange(
          policies.map(({ netBenefit }) => netBenefit),
          { zero: true },
        ),
        tickformat: ",",
        title: axisTitle(
          wording.currency ? words`net benefit of one date, ${word(wording.currency)}` : words`net benefit of one date`,
        ),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.ink,
      },
      annotations: silent,
    },
  );
  const told = policies.map((one) => said(one, money)).join(words`; `);
  const text = words`${title}, with ${wholePercent(result.level)} intervals: ${told}. ${paying}`;
  return { data: [dots(policies, money)], layout, text };
}
