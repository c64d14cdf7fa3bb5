import type { Data, Layout } from "plotly.js-dist-min";
import { number, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { EvaluateSignalsResult } from "../metrics/evaluateSignals/signalEvaluation.js";
import { errorBars, legendAbove } from "./axis.js";
import { escapeLabel } from "./escape.js";
import { type Line, linesOf } from "./evaluateSignalsGainLines.js";
import {
  emptyFigure,
  hover,
  legendHeight,
  signalCaption,
  signalSubtitle,
  wholePercent,
} from "./evaluateSignalsWords.js";
import type { Figure } from "./figure.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { plain } from "./wording.js";

export interface SignalGainWording extends Wording {
  /** The signals to draw beside the score of all, at most five; the four of the largest area under the curve that do not follow leaving, unless given. */
  readonly signals?: readonly string[];
}

/** Up to this share the lift is drawn: beyond it there is little left to see. */
const LIFT_END = 0.3;

/** The interval of the gain as an area: its lower edge forward, its upper edge back. */
function band({ name, foresight, colour }: Line): Partial<Data>[] {
  const known = foresight.curve.filter(({ lower, upper }) => lower !== null && upper !== null);
  const edge = {
    ...{ type: "scatter", mode: "lines", legendgroup: escapeLabel(name), showlegend: false, hoverinfo: "skip" },
    ...{ x: known.map(({ share }) => share), line: { width: 0, color: colour } },
  };
  const [low, high] = [known.map(({ lower }) => lower), known.map(({ upper }) => upper)];
  return [
    { ...edge, y: low },
    { ...edge, y: high, fill: "tonexty", fillcolor: `${colour}1c` },
  ] as Partial<Data>[];
}

function curve({ name, foresight, colour, dash, width }: Line, of: "gain" | "lift"): Partial<Data> {
  const points = foresight.curve.filter(({ share }) => share > 0);
  const from = of === "gain" ? [0] : [];
  return {
    type: "scatter",
    mode: "lines",
    name: escapeLabel(name),
    legendgroup: escapeLabel(name),
    showlegend: of === "gain",
    x: [...from, ...points.map(({ share }) => share)],
    y: [...from, ...points.map((point) => point[of])],
    ...(of === "lift" ? { xaxis: "x2", yaxis: "y2" } : {}),
    line: { color: colour, dash, width },
    ...hover([
      ...from.map(() => name),
      ...points.map(
        ({ share, gain, lift }) =>
          words`${name}: ${percent(share)} contacted reach ${percent(gain)}, ${number(lift, { digits: 1 })} times as many as at random`,
      ),
    ]),
  } as Partial<Data>;
}

/** What the budget reaches, on the curves. */
function atBudget(lines: readonly Line[]): Partial<Data> {
  const known = lines.flatMap(({ name, colour, foresight: { cases, atBudget: reach } }) =>
    reach === null || reach.sensitivity.estimate === null ? [] : [{ name, colour, cases, reach }],
  );
  return {
    type: "scatter",
    mode: "markers",
    showlegend: false,
    x: known.map(({ cases, reach }) => reach.called / cases),
    y: known.map(({ reach }) => reach.sensitivity.estimate),
    marker: { size: 8, color: "#ffffff", line: { width: 2, color: known.map(({ colour }) => colour) } },
    error_y: { ...errorBars(known.map(({ reach }) => reach.sensitivity)), thickness: 1 },
    ...hover(known.map(({ name, reach }) => words`${name}: the budget reaches ${percent(reach.sensitivity)}`)),
  } as Partial<Data>;
}

/** The share of cases that the budget allows; null where nothing says it. */
function budgetShare(lines: readonly Line[]): number | null {
  const [first] = lines.filter(({ foresight }) => foresight.atBudget !== null);
  return first === undefined ? null : first.foresight.atBudget!.called / first.foresight.cases;
}

/** What contacting at random reaches, and the budget, in both panels. */
function shapes(budget: number | null, liftEnd: number, highest: number): Layout["shapes"] {
  const gain = { type: "line", layer: "below", xref: "x", yref: "y" } as const;
  const lift = { ...gain, xref: "x2", yref: "y2" } as const;
  const random = { color: COLOURS.grey, width: 1.2, dash: "dash" } as const;
  const lines = [
    { ...gain, x0: 0, x1: 1, y0: 0, y1: 1, line: random },
    { ...lift, x0: 0, x1: liftEnd, y0: 1, y1: 1, line: random },
  ];
  const upright = {
    layer: "above",
    x0: budget,
    x1: budget,
    y0: 0,
    line: { color: COLOURS.ink, width: 1, dash: "dot" },
  };
  const uprights = [
    { ...gain, ...upright, y1: 1 },
    { ...lift, ...upright, y1: highest },
  ];
  return [...lines, ...(budget === null ? [] : uprights)] as Layout["shapes"];
}

function notes(budget: number | null, asked: number): Partial<Annotation>[] {
  const quiet = { showarrow: false, font: { size: 11, color: COLOURS.faintInk } } as const;
  const random = { ...quiet, x: 0.9, y: 0.88, xanchor: "left", yanchor: "top", text: words`at random` } as const;
  if (budget === null) return [random];
  const said = asked < 1 ? wholePercent(asked) : words`${number(asked, { digits: 0 })} a date`;
  const [xanchor, xshift] = budget > 0.7 ? (["right", -4] as const) : (["left", 4] as const);
  return [random, { ...quiet, x: budget, y: 0, xanchor, yanchor: "bottom", xshift, text: words`budget, ${said}` }];
}

const shareAxis = (anchor: "y" | "y2", end: number) => ({
  anchor,
  range: [0, 1.01 * end] as [number, number],
  tickformat: ".0%",
  title: axisTitle(words`share of customers contacted on a date`),
  gridcolor: COLOURS.grid,
  zeroline: false,
});

function sentence({ name, foresight }: Line): string {
  const { auc, atBudget: reach } = foresight;
  const atIt =
    reach === null
      ? ""
      : words`, the budget reaches ${percent(reach.sensitivity)}, ${number(reach.lift, { digits: 1 })} times as many as at random`;
  return words`${name} area under the curve ${number(auc)}${atIt}`;
}

/**
 * Gain and lift of contacting the most alarming first: which share of those who will leave is among the customers contacted, and how many
 * times as many that is as at random; of all signals together, with its band, and of the best single ones. The dotted line is the budget.
 *
 * @throws a signal that the result does not have, more than five
 * @example
 * signalGainPlot(await evaluateSignals(signals, { until: "2026-06-30" }), { signals: ["late payment"] });
 */
export function signalGainPlot(result: EvaluateSignalsResult, wording: SignalGainWording = {}): Figure {
  const title = wording.title ?? words`Who will leave within ${plain(result.horizon)} days, among customers contacted`;
  const lines = linesOf(result, wording.signals);
  const { judged, note } = result.score;
  const caption = signalCaption(
    result,
    wording,
    lines.length === 0 ? "" : "Band and bars",
    judged === null
      ? ""
      : words`All together: learnt on earlier dates, judged on ${word(judged.from)} to ${word(judged.to)}. Single signals: all dates, customers of whom they are known.`,
    words`Those who tie count in part. Band only of the first.`,
  );
  const subtitle = signalSubtitle(result, wording);
  if (lines.length === 0)
    return emptyFigure(title, { subtitle, caption, note: note ?? "nobody left within the horizon" });
  const budget = budgetShare(lines);
  const highest = Math.max(...lines.flatMap(({ foresight }) => foresight.curve.map(({ lift }) => lift)));
  const liftEnd = budget !== null && budget > LIFT_END ? 1 : LIFT_END;
  const layout = framed(
    {
      ...{ title, subtitle, caption, labels: ["100%<br>"] },
      plotHeight: 500,
      aboveHeight: legendHeight(lines.map(({ name }) => name)),
    },
    {
      showlegend: true,
      legend: legendAbove,
      xaxis: shareAxis("y", 1),
      xaxis2: shareAxis("y2", liftEnd),
      yaxis: {
        domain: [0.45, 1],
        range: [0, 1.03],
        tickformat: ".0%",
        title: axisTitle(words`leavers reached`),
        gridcolor: COLOURS.grid,
        automargin: true,
      },
      yaxis2: {
        anchor: "x2",
        domain: [0, 0.31],
        range: [0, 1.08 * highest],
        title: axisTitle(words`times as at random`),
        gridcolor: COLOURS.grid,
        automargin: true,
      },
      shapes: shapes(budget, liftEnd, highest),
      annotations: notes(budget, result.budget),
    },
  );
  const data = [
    ...band(lines[0]!),
    ...lines.map((line) => curve(line, "gain")),
    ...lines.map((line) => curve(line, "lift")),
    atBudget(lines),
  ];
  const text = words`${title}, with ${wholePercent(result.level)} intervals: ${lines.map(sentence).join(words`; `)}.`;
  return { data, layout, text };
}
