import type { Data, Layout } from "plotly.js-dist-min";
import { count, number } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { EvaluateSignalsResult } from "../metrics/evaluateSignals/signalEvaluation.js";
import type { Estimate } from "../metrics/result.js";
import { errorBars, legendAbove, rowAxis } from "./axis.js";
import {
  hover,
  inOrder,
  type OfSignal,
  signalCaption,
  signalName,
  signalSubtitle,
  wholePercent,
  whyNoMark,
} from "./evaluateSignalsWords.js";
import type { Figure } from "./figure.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { plain, rowHeight, rowLabel } from "./wording.js";

interface Side {
  readonly of: (row: OfSignal) => Estimate;
  readonly isFilled: (row: OfSignal) => boolean;
  readonly name: string;
  readonly sign: string;
  readonly symbol: string;
  readonly colour: string;
  readonly offset: number;
}

const isTold = ({ finding }: OfSignal) => finding === "warns" || finding === "weak" || finding === "calms";

const excludesOne = ({ adjusted: { lower, upper } }: OfSignal) => (lower ?? 0) > 1 || (upper ?? 1) < 1;

/** Told apart by height, shape and colour. */
const SIDES: readonly Side[] = [
  {
    ...{ of: (row) => row, isFilled: isTold, name: "alone" },
    ...{ sign: "●", symbol: "circle", colour: COLOURS.blue, offset: -0.17 },
  },
  {
    ...{ of: ({ adjusted }) => adjusted, isFilled: excludesOne, name: "beyond all other signals" },
    ...{ sign: "◆", symbol: "diamond", colour: COLOURS.vermilion, offset: 0.17 },
  },
];

const TICKS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
/** So many times beyond all estimates the axis goes for the sake of an interval, and no further. */
const REACH = 4;

/** The ends of the axis, and whether an interval runs beyond them. */
function axisEnds(rows: readonly OfSignal[], atLeast: number) {
  const all = rows.flatMap((row) => SIDES.map(({ of }) => of(row))).filter(({ estimate }) => (estimate ?? 0) > 0);
  const marks = [1, atLeast, ...all.map(({ estimate }) => estimate!)];
  const [least, most] = [Math.min(...marks) / REACH, Math.max(...marks) * REACH];
  const bounds = all.flatMap(({ lower, upper }) => [lower ?? 1, upper ?? 1]);
  const drawn = [...marks, ...bounds.map((bound) => Math.min(most, Math.max(least, bound)))];
  return {
    range: [Math.log10(Math.min(...drawn)) - 0.06, Math.log10(Math.max(...drawn)) + 0.06] as [number, number],
    isCut: bounds.some((bound) => bound < least || bound > most),
  };
}

function marks(rows: readonly OfSignal[], { of, isFilled, name, symbol, colour, offset }: Side): Partial<Data> {
  const shown = rows.map((row, i) => ({ row, value: of(row), y: i + offset })).filter(({ value }) => value.estimate);
  return {
    type: "scatter",
    mode: "markers",
    name: word(name),
    x: shown.map(({ value }) => value.estimate),
    y: shown.map(({ y }) => y),
    marker: {
      symbol,
      size: 9,
      color: shown.map(({ row }) => (isFilled(row) ? colour : "#ffffff")),
      line: { color: colour, width: 2 },
    },
    error_x: errorBars(
      shown.map(({ value }) => value),
      colour,
    ),
    ...hover(
      shown.map(({ row, value }) => words`${signalName(row)}, ${word(name)}: ${number(value)}, ${word(row.finding)}`),
    ),
  } as Partial<Data>;
}

/** The numbers in a column at the right, or why there are none. */
const numbers = (rows: readonly OfSignal[]): Partial<Annotation>[] =>
  rows.flatMap((row, y) => {
    if (row.estimate === null) return [whyNoMark(row.note, y)];
    return SIDES.map(({ of, sign, colour, offset }) => ({
      text: `<span style="color:${colour}">${sign}</span> ${of(row).estimate === null ? "–" : number(of(row))}`,
      ...({ xref: "paper", x: 1, xanchor: "right", y: y + offset, showarrow: false } as const),
      font: { size: 11 },
    }));
  });

const upright = (x: number, dash: string, color: string) =>
  ({
    type: "line",
    layer: "below",
    yref: "paper",
    x0: x,
    x1: x,
    y0: 0,
    y1: 1,
    line: { color, dash, width: 1.2 },
  }) as const;

function said(row: OfSignal): string {
  const after =
    row.onlyAfterLeaving === null || row.finding !== "follows"
      ? ""
      : words` (${count(row.onlyAfterLeaving)} only after leaving)`;
  const fired = words`it fired just before for ${count(row.leftFiring)} of ${count(row.left)} who left`;
  const beyond = row.adjusted.estimate === null ? "" : words`, beyond all others ${number(row.adjusted)}`;
  return words`${signalName(row)} ${number(row)}${beyond}, ${word(row.finding)}${after}, ${fired}`;
}

/**
 * Hazard ratios of warning signals, what warns on top: by how much leaving is more frequent while a signal fires, alone and beyond all other
 * signals, each with its interval, on a scale on which twice and half are as far from 1. Filled where it is told from chance
 * over all signals; the finding stands under each name.
 *
 * @example
 * signalsPlot(await evaluateSignals(signals, { until: "2026-06-30" }));
 */
export function signalsPlot(result: EvaluateSignalsResult, wording: Wording = {}): Figure {
  const { atLeast, falseShare } = result;
  const title = wording.title ?? words`Hazard ratio of leaving while a signal fires`;
  const rows = inOrder(result.rows);
  const labels = rows.map((row) => rowLabel(signalName(row), word(row.finding), { bold: row.finding === "warns" }));
  const { range, isCut } = axisEnds(rows, atLeast);
  const lines = [upright(1, "solid", COLOURS.ink), ...(atLeast === 1 ? [] : [upright(atLeast, "dash", COLOURS.grey)])];
  const layout = framed(
    {
      title,
      subtitle: signalSubtitle(result, wording),
      caption: signalCaption(
        result,
        wording,
        "",
        words`Lines: ${wholePercent(result.level)} intervals, ${word(result.method)}.`,
        words`Filled: circles, told from chance (Benjamini–Hochberg over ${count(result.comparisons)} signals, ${wholePercent(falseShare)} of findings false); diamonds, 1 lies outside the interval.`,
        atLeast === 1 ? "" : words`Dashed: ${number(atLeast)}, the least that counts as a warning.`,
        rows.some(({ finding }) => finding === "follows")
          ? words`Follows: it comes after leaving, hardly ever before.`
          : "",
        isCut ? words`Intervals that end at the edge go on beyond it.` : "",
      ),
      labels,
      plotHeight: Math.max(1, rows.length) * rowHeight(labels, 44),
      aboveHeight: 28,
    },
    {
      showlegend: true,
      legend: legendAbove,
      yaxis: { ...rowAxis(labels), showgrid: true },
      xaxis: {
        type: "log",
        domain: [0, 0.7],
        range,
        tickvals: TICKS,
        ticktext: TICKS.map(plain),
        title: axisTitle(words`hazard ratio of leaving, log scale`),
        gridcolor: COLOURS.grid,
        zeroline: false,
      },
      shapes: lines as Layout["shapes"],
      annotations: numbers(rows),
    },
  );
  const all = rows.map(said).join(words`; `) || words`no signals`;
  const text = words`${title}, with ${wholePercent(result.level)} intervals: ${all}.`;
  return { data: SIDES.map((side) => marks(rows, side)), layout, text };
}
