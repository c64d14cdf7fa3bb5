import type { Data, Shape } from "plotly.js-dist-min";
import { count, number, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type {
  ImportancePerformanceRow,
  PlsImportancePerformanceResult,
} from "../metrics/plsPathModel/plsImportancePerformance.js";
import { errorBars, valueRange, whyEmpty } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { mapLabels } from "./mapLabels.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { exclusions, sourceNote } from "./wording.js";

const HEIGHT = 380;
/** Of the plotting area in a still picture, px: labels keep out of each other's way at this width. */
const WIDTH = 640;
const ONE = { digits: 1 };

const isKnown = ({ importance, performance }: ImportancePerformanceRow) =>
  importance.estimate !== null && performance.estimate !== null;

const bounds = ({ lower, upper }: ImportancePerformanceRow["importance"]) =>
  lower === null || upper === null ? null : ([lower, upper] as const);

function dots(rows: readonly ImportancePerformanceRow[]): Partial<Data> {
  return {
    type: "scatter",
    mode: "markers",
    x: rows.map(({ importance }) => importance.estimate),
    y: rows.map(({ performance }) => performance.estimate),
    error_x: errorBars(
      rows.map(({ importance }) => importance),
      COLOURS.grey,
    ),
    error_y: errorBars(
      rows.map(({ performance }) => performance),
      COLOURS.grey,
    ),
    marker: { size: 10, color: COLOURS.blue },
    customdata: rows.map(({ block, importance, performance }) =>
      escapeLabel(words`${word(block)}: importance ${number(importance)}, performance ${number(performance, ONE)}`),
    ),
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
}

/** The target's own score: blocks below it do worse than what they lead to. */
const ownScore = (score: number): Partial<Shape> => ({
  type: "line",
  layer: "below",
  ...{ xref: "paper", yref: "y", x0: 0, x1: 1, y0: score, y1: score },
  line: { color: COLOURS.grey, width: 1.5, dash: "dot" },
});

const corner = (): Partial<Annotation> => ({
  ...{ x: 1, y: 0, xref: "paper", yref: "paper", xanchor: "right", yanchor: "bottom", showarrow: false },
  text: `<i>${words`look here first`}</i>`,
  font: { size: 11, color: COLOURS.faintInk },
});

function captionOf(result: PlsImportancePerformanceResult, { source }: Wording): string {
  const hasBounds = result.overall.some(({ importance }) => importance.lower !== null);
  return [
    hasBounds
      ? words`Lines: ${percent(result.level, { digits: 0 })} intervals, ${word(result.method)}.`
      : words`Without intervals.`,
    words`Importance: points of ${word(result.target)} for one point of the block, along all paths, both on 0 to 100; paths are associations.`,
    result.performance.estimate === null
      ? ""
      : words`Dotted: ${word(result.target)} itself, ${number(result.performance, ONE)}.`,
    ...result.overall
      .filter((row) => !isKnown(row))
      .map(({ block, importance, performance }) => {
        return words`Without ${word(block)}: ${word(importance.note ?? performance.note ?? "no number")}.`;
      }),
    exclusions(result.excluded),
    sourceNote({ source }),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/**
 * Importance against performance: to the right what brings more, further down what does worse. Blocks whose intervals overlap are not
 * told apart by their place.
 *
 * @example
 * plsImportancePerformancePlot(plsImportancePerformance(model, { target: "Loyalty" }));
 */
export function plsImportancePerformancePlot(result: PlsImportancePerformanceResult, wording: Wording = {}): Figure {
  const rows = result.overall.filter(isKnown);
  const xRange = valueRange(
    rows.map(({ importance }) => importance),
    { zero: true },
  );
  const own = result.performance.estimate;
  const yRange = valueRange([...rows.map(({ performance }) => performance), result.performance], { zero: false });
  const points = rows.map(({ block, importance, performance }) => ({
    name: word(block),
    x: importance.estimate!,
    y: performance.estimate!,
    xs: bounds(importance),
    ys: bounds(performance),
  }));
  const { population, period } = wording;
  const said = [population, period, words`n = ${count(result.n)} respondents`].filter(
    (part) => part !== undefined && part !== "",
  );
  const layout = framed(
    {
      title: wording.title ?? word(result.label),
      subtitle: wording.subtitle ?? said.join(" · "),
      caption: captionOf(result, wording),
      labels: ["100.0"],
      plotHeight: HEIGHT,
    },
    {
      xaxis: {
        range: xRange,
        title: axisTitle(words`importance for ${word(result.target)}`),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.ink,
      },
      yaxis: {
        range: yRange,
        title: axisTitle(words`performance, 0 to 100`),
        gridcolor: COLOURS.grid,
        zeroline: false,
      },
      shapes: own === null ? [] : [ownScore(own)],
      annotations: [
        ...(rows.length === 0 ? whyEmpty(result.overall.slice(0, 1).map(({ importance }) => importance)) : [corner()]),
        ...mapLabels(points, { width: WIDTH, height: HEIGHT, x: xRange, y: yRange }),
      ],
    },
  );
  const read = result.overall.map(
    ({ block, importance, performance }) =>
      words`${word(block)} importance ${number(importance)}, performance ${number(performance, ONE)}`,
  );
  return { data: [dots(rows)], layout, text: words`${word(result.label)}: ${read.join(words`; `)}.` };
}
