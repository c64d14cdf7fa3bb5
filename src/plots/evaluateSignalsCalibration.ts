import type { Data, Layout } from "plotly.js-dist-min";
import { count, fixed, percent } from "../format/numbers.js";
import { words } from "../language/words.js";
import type { EvaluateSignalsResult, ScoreCalibration } from "../metrics/evaluateSignals/signalEvaluation.js";
import { errorBars } from "./axis.js";
import { emptyFigure, hover, judgedSubtitle, signalCaption, wholePercent } from "./evaluateSignalsWords.js";
import type { Figure } from "./figure.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { plain } from "./wording.js";

type Bin = ScoreCalibration["bins"][number];

const inWords = ({ predicted, observed, lower, upper, n }: Bin) =>
  words`told ${percent(predicted)}, left ${percent({ estimate: observed, lower, upper, n, note: null })}, n = ${count(n)}`;

function dots(bins: readonly Bin[]): Partial<Data> {
  return {
    type: "scatter",
    mode: "lines+markers",
    x: bins.map(({ predicted }) => predicted),
    y: bins.map(({ observed }) => observed),
    line: { color: `${COLOURS.blue}66`, width: 1 },
    marker: { size: 8, color: COLOURS.blue },
    error_y: errorBars(bins.map(({ observed, lower, upper }) => ({ estimate: observed, lower, upper }))),
    ...hover(bins.map(inWords)),
  } as Partial<Data>;
}

/** Round shares between ticks, about five of them. */
const tickStep = (most: number) => [0.005, 0.01, 0.02, 0.05, 0.1, 0.2].find((step) => most / step <= 6) ?? 0.2;

const shareAxis = (title: string, most: number) => ({
  range: [0, 1.04 * most] as [number, number],
  dtick: tickStep(most),
  tickformat: most <= 0.03 ? ".1%" : ".0%",
  title: axisTitle(title),
  gridcolor: COLOURS.grid,
  zerolinecolor: COLOURS.grey,
});

/**
 * Whether the risks that were told come true: customers in bins of about equal size, from the least risk to the largest, what they were
 * told across and how many left upwards, with the interval. On the dashed line both are the same; dots below it were told too much.
 *
 * @example
 * signalCalibrationPlot(await evaluateSignals(signals, { until: "2026-06-30" }));
 */
export function signalCalibrationPlot(result: EvaluateSignalsResult, wording: Wording = {}): Figure {
  const { horizon, level } = result;
  const { calibration, judged, note } = result.score;
  const title = wording.title ?? words`Risk of leaving within ${plain(horizon)} days: told and come true`;
  const subtitle = judgedSubtitle(judged, wording);
  if (calibration === null || calibration.bins.length === 0) {
    return emptyFigure(title, { subtitle, caption: signalCaption(result, wording, ""), note });
  }
  const { bins, predicted, observed, brier, uncertainty } = calibration;
  const most = Math.max(0.01, ...bins.flatMap((bin) => [bin.predicted, bin.observed, bin.upper ?? 0]));
  const overall = words`On average told ${percent(predicted)}, left ${percent(observed)}`;
  const score = words`Brier score ${fixed(brier, 4)}, of telling everybody the same ${fixed(uncertainty, 4)}`;
  const line = { type: "line", layer: "below", x0: 0, y0: 0, x1: most, y1: most } as const;
  const layout = framed(
    {
      ...{ title, subtitle, plotHeight: 380, labels: ["100%<br>"] },
      caption: signalCaption(
        result,
        wording,
        "Lines",
        words`${overall}. ${score}.`,
        words`Dashed: what was told came true.`,
      ),
    },
    {
      xaxis: shareAxis(words`risk that was told`, most),
      yaxis: { ...shareAxis(words`share that left`, most), automargin: true },
      shapes: [{ ...line, line: { color: COLOURS.grey, width: 1.2, dash: "dash" } }] as Layout["shapes"],
    },
  );
  const text = words`${title}, with ${wholePercent(level)} intervals: ${bins.map(inWords).join(words`; `)}. ${overall}. ${score}.`;
  return { data: [dots(bins)], layout, text };
}
