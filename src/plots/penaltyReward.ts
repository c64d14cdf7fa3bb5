import type { Data, Layout } from "plotly.js-dist-min";
import { count, number, percent, points } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { PenaltyRewardAttribute, PenaltyRewardResult } from "../metrics/penaltyReward/penaltyReward.js";
import { errorBars, rowAxis, valueRange } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, plain, rowHeight, rowLabel, subtitle } from "./wording.js";

const DIGITS = { digits: 2 };
const PANELS = { effects: [0, 0.6], asymmetry: [0.66, 1] } as const;

/** What moves the outcome most comes first, what has no range last. */
const widestFirst = (attributes: readonly PenaltyRewardAttribute[]) =>
  [...attributes].sort(
    (a, b) => (b.range.estimate ?? Number.NEGATIVE_INFINITY) - (a.range.estimate ?? Number.NEGATIVE_INFINITY),
  );

/** "basic, in 98% of resamples" */
function kindWords({ category, probabilities, note }: PenaltyRewardAttribute): string {
  if (category === null) return word(note ?? "");
  if (category === "cannot tell" || probabilities === null) return word(category);
  return words`${word(category)}, in ${percent(probabilities[category], { digits: 0 })} of resamples`;
}

function bars(rows: readonly PenaltyRewardAttribute[], side: "penalty" | "reward"): Partial<Data> {
  const shown = rows.map((row, y) => ({ row, y, effect: row[side] })).filter(({ effect }) => effect.estimate !== null);
  const isPenalty = side === "penalty";
  return {
    type: "bar",
    orientation: "h",
    y: shown.map(({ y }) => y),
    x: shown.map(({ effect }) => effect.estimate),
    marker: { color: isPenalty ? COLOURS.orange : COLOURS.sky, line: { color: COLOURS.ink, width: 0.5 } },
    error_x: errorBars(shown.map(({ effect }) => effect)),
    customdata: shown.map(({ row, effect }) => {
      const who = isPenalty ? words`rated up to ${plain(row.low)}` : words`rated from ${plain(row.high)} on`;
      return escapeLabel(words`${word(row.name)}, ${who}: ${points(effect, DIGITS)}, n = ${count(effect.n)}`);
    }),
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
}

/** The asymmetries, hollow where the kind cannot be told, and beside each a stroke where a straight line would be. */
function asymmetries(rows: readonly PenaltyRewardAttribute[]): Partial<Data>[] {
  const shown = rows.map((row, y) => ({ row, y })).filter(({ row }) => row.estimate !== null);
  const straight = shown.filter(({ row }) => row.straightLine !== null);
  const panel = { type: "scatter", mode: "markers", xaxis: "x2" };
  return [
    {
      ...panel,
      y: straight.map(({ y }) => y),
      x: straight.map(({ row }) => row.straightLine),
      marker: { symbol: "line-ns", size: 18, line: { color: COLOURS.vermilion, width: 2 } },
      customdata: straight.map(({ row }) =>
        escapeLabel(words`${word(row.name)}: a straight line would give ${number(row.straightLine)}`),
      ),
      hovertemplate: "%{customdata}<extra></extra>",
    } as Partial<Data>,
    {
      ...panel,
      y: shown.map(({ y }) => y),
      x: shown.map(({ row }) => row.estimate),
      marker: {
        size: 9,
        color: shown.map(({ row }) => (row.category === "cannot tell" ? "#ffffff" : COLOURS.ink)),
        line: { color: COLOURS.ink, width: 1.5 },
      },
      error_x: errorBars(shown.map(({ row }) => row)),
      customdata: shown.map(({ row }) =>
        escapeLabel(words`${word(row.name)}: asymmetry ${number(row)}, ${kindWords(row)}`),
      ),
      hovertemplate: "%{customdata}<extra></extra>",
    } as Partial<Data>,
  ];
}

const heading = (text: string, x: number): Partial<Annotation> => ({
  text,
  x,
  y: 1,
  xref: "paper",
  yref: "paper",
  xanchor: "center",
  yanchor: "bottom",
  showarrow: false,
  font: { size: 12, color: COLOURS.faintInk },
});

/** Between these an attribute counts as performance. */
const bandShape = ({ band }: PenaltyRewardResult, rows: number) =>
  ({
    ...{ type: "rect", layer: "below", xref: "x2", yref: "y", x0: -band, x1: band, y0: -0.5, y1: rows - 0.5 },
    ...{ fillcolor: COLOURS.grid, line: { width: 0 } },
  }) as NonNullable<Layout["shapes"]>[number];

function sentence(result: PenaltyRewardResult, rows: readonly PenaltyRewardAttribute[]): string {
  const { overall, label, level } = result;
  const said = rows.map(
    (row) =>
      words`${word(row.name)} ${points(row.penalty, DIGITS)} and ${points(row.reward, DIGITS)}, asymmetry ${number(row)}, ${kindWords(row)}`,
  );
  return words`${word(label)}, with ${percent(level, { digits: 0 })} intervals, n = ${count(overall.n)}: ${said.join(words`; `)}.`;
}

/**
 * What each attribute costs when it is rated low (left of zero) and adds when it is rated high (right), with intervals, what moves
 * the outcome most on top; beside it the asymmetry of the two, and where it would be if the effect were a straight line.
 *
 * @example
 * penaltyRewardPlot(await penaltyReward(answers, { outcome: "satisfaction", attributes, low: 3, high: 7 }));
 */
export function penaltyRewardPlot(result: PenaltyRewardResult, wording: Wording = {}): Figure {
  const rows = widestFirst(result.overall.attributes);
  const labels = rows.map((row) => rowLabel(word(row.name), escapeLabel(kindWords(row))));
  const layout = framed(
    {
      title: wording.title ?? words`What hurts when it is bad, and what delights when it is good`,
      subtitle: subtitle(result, wording, "respondents"),
      caption: caption(
        result,
        wording,
        words`Low: rated up to ${plain(result.low)}; high: from ${plain(result.high)} on; R² ${number(result.overall.estimate)}.`,
        words`Asymmetry: below −${number(result.band, { digits: 1 })} basic, within the grey band performance, above it excitement; stroke: where an effect in a straight line would be with these cuts; hollow: cannot tell.`,
      ),
      labels,
      plotHeight: rows.length * rowHeight(labels),
      aboveHeight: 24,
    },
    {
      barmode: "overlay",
      yaxis: { ...rowAxis(labels), showgrid: true },
      xaxis: {
        domain: [...PANELS.effects],
        range: valueRange(
          rows.flatMap(({ penalty, reward }) => [penalty, reward]),
          { zero: true },
        ),
        title: axisTitle(words`points of the outcome`),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.ink,
      },
      xaxis2: {
        domain: [...PANELS.asymmetry],
        range: [-1.08, 1.08],
        tickvals: [-1, -0.5, 0, 0.5, 1],
        title: axisTitle(words`asymmetry`),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.grey,
      },
      shapes: [bandShape(result, rows.length)],
      annotations: [
        heading(words`penalty when low, reward when high`, 0.3),
        heading(words`hurts more, delights more`, 0.83),
      ],
    },
  );
  return {
    data: [bars(rows, "penalty"), bars(rows, "reward"), ...asymmetries(rows)],
    layout,
    text: sentence(result, rows),
  };
}
