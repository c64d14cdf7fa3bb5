import type { Data } from "plotly.js-dist-min";
import { number, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { EvaluateSignalsResult, LeadDays } from "../metrics/evaluateSignals/signalEvaluation.js";
import { errorBars, legendAbove, rowAxis } from "./axis.js";
import {
  dayTicks,
  hover,
  inOrder,
  type OfSignal,
  signalCaption,
  signalName,
  signalSubtitle,
  whyNoMark,
} from "./evaluateSignalsWords.js";
import type { Figure } from "./figure.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { plain, rowHeight, rowLabel } from "./wording.js";

interface Group {
  readonly of: (row: OfSignal) => LeadDays;
  readonly name: string;
  readonly colour: string;
  readonly symbol: string;
  readonly offset: number;
  readonly width: number;
}

/** Told apart by height, shape, width and colour. */
const GROUPS: readonly Group[] = [
  {
    ...{ of: ({ lead }) => lead.days, name: "leavers" },
    ...{ colour: COLOURS.blue, symbol: "circle", offset: -0.2, width: 7 },
  },
  {
    ...{ of: ({ lead }) => lead.backgroundDays, name: "those who stayed" },
    ...{ colour: COLOURS.grey, symbol: "square", offset: 0, width: 4 },
  },
];

const days = (value: number | null) => number(value, { digits: 0 });

/** From quartile to quartile of each signal: one line, broken between signals. */
function quartiles(rows: readonly OfSignal[], { of, colour, offset, width, name }: Group): Partial<Data> {
  const known = rows.flatMap((row, i) => {
    const { lowerQuartile, upperQuartile } = of(row);
    return lowerQuartile === null || upperQuartile === null ? [] : [{ lowerQuartile, upperQuartile, y: i + offset }];
  });
  return {
    ...{ type: "scatter", mode: "lines", legendgroup: name, showlegend: false, hoverinfo: "skip" },
    x: known.flatMap(({ lowerQuartile, upperQuartile }) => [lowerQuartile, upperQuartile, null]),
    y: known.flatMap(({ y }) => [y, y, null]),
    line: { color: `${colour}80`, width },
  } as Partial<Data>;
}

function medians(rows: readonly OfSignal[], { of, colour, symbol, offset, name }: Group): Partial<Data> {
  const known = rows.flatMap((row, i) => (of(row).median === null ? [] : [{ row, own: of(row), y: i + offset }]));
  return {
    ...{ type: "scatter", mode: "markers", name: word(name), legendgroup: name },
    x: known.map(({ own }) => own.median),
    y: known.map(({ y }) => y),
    marker: { symbol, size: 9, color: colour, line: { color: "#ffffff", width: 1 } },
    ...hover(
      known.map(
        ({ row, own }) =>
          words`${signalName(row)}, ${word(name)}: ${days(own.median)} days (${days(own.lowerQuartile)} to ${days(own.upperQuartile)}), n = ${days(own.n)}`,
      ),
    ),
  } as Partial<Data>;
}

function halfways(rows: readonly OfSignal[]): Partial<Data> {
  const known = rows.flatMap((row, i) =>
    row.lead.halfway.estimate === null ? [] : [{ name: signalName(row), half: row.lead.halfway, y: i + 0.22 }],
  );
  return {
    ...{ type: "scatter", mode: "markers", name: words`when they part` },
    x: known.map(({ half }) => half.estimate),
    y: known.map(({ y }) => y),
    marker: { symbol: "diamond", size: 9, color: COLOURS.vermilion },
    error_x: errorBars(
      known.map(({ half }) => half),
      COLOURS.vermilion,
    ),
    ...hover(known.map(({ name, half }) => words`${name} departs ${number(half, { digits: 0 })} days before leaving`)),
  } as Partial<Data>;
}

const shareOf = (row: OfSignal) =>
  row.lead.warned.estimate === null
    ? words`warned nobody`
    : words`warned ${percent(row.lead.warned.estimate, { digits: 0 })}, stayed ${percent(row.lead.background.estimate, { digits: 0 })}`;

function sentence(row: OfSignal): string {
  const { days: own, backgroundDays: other, halfway, warned } = row.lead;
  if (own.median === null) return words`${signalName(row)} – (${word(warned.note ?? "nobody was warned")})`;
  const departs =
    halfway.estimate === null ? words`no departure` : words`departs ${number(halfway, { digits: 0 })} days before`;
  return words`${signalName(row)} median ${days(own.median)} days (quartiles ${days(own.lowerQuartile)} to ${days(own.upperQuartile)}), those who stayed ${days(other.median)}, ${departs}`;
}

/**
 * How many days there are between a warning and leaving: of the leavers who were warned, quartiles and median, beside the same of those
 * who stayed. Where both lie alike the days say nothing: a signal that fires now and then seems to warn early. The diamond is where the
 * signal departs from the background, with its interval.
 *
 * @example
 * signalLeadPlot(await evaluateSignals(signals, { until: "2026-06-30" }));
 */
export function signalLeadPlot(result: EvaluateSignalsResult, wording: Wording = {}): Figure {
  const title = wording.title ?? words`Days between a warning and leaving`;
  const rows = inOrder(result.rows);
  const labels = rows.map((row) => rowLabel(signalName(row), shareOf(row)));
  const silent = rows.flatMap((row, y) => {
    if (row.lead.days.median !== null) return [];
    return [whyNoMark(row.lead.warned.note ?? "nobody was warned", y)];
  });
  const layout = framed(
    {
      title,
      subtitle: signalSubtitle(result, wording),
      caption: signalCaption(
        result,
        wording,
        "Lines at diamonds",
        words`Bars: quartiles, with the median, of those warned within ${plain(result.lookBack)} days, the most that are seen. Diamonds: when leavers part from those who stayed.`,
        words`Under each name: who was warned at least once, of leavers and of those who stayed.`,
      ),
      labels,
      plotHeight: Math.max(1, rows.length) * rowHeight(labels, 46),
      aboveHeight: 28,
    },
    {
      showlegend: true,
      legend: legendAbove,
      yaxis: { ...rowAxis(labels), showgrid: false },
      xaxis: {
        range: [1.02 * result.lookBack, 0],
        ...dayTicks(result.lookBack),
        title: axisTitle(words`days before leaving`),
        gridcolor: COLOURS.grid,
        zeroline: false,
      },
      annotations: silent,
    },
  );
  const data = [
    ...GROUPS.map((group) => quartiles(rows, group)),
    ...GROUPS.map((group) => medians(rows, group)),
    halfways(rows),
  ];
  return { data, layout, text: words`${title}: ${rows.map(sentence).join(words`; `) || words`no signals`}.` };
}
