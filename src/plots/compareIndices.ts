import type { Data } from "plotly.js-dist-min";
import { count, number, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { ComparedIndex, IndexRow, IndicesResult } from "../metrics/compareIndices/compareIndices.js";
import { errorBars, legendAbove, rowAxis, valueRange } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { LOOKS, SPREAD } from "./series.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, rowHeight, rowLabel, subtitle } from "./wording.js";

/** Height of one segment's dot in the row of an index, px. */
const DOT_HEIGHT = 15;
const DIGITS = { digits: 1 };

interface Place {
  readonly index: ComparedIndex;
  readonly row: IndexRow;
  readonly y: number;
}

function dots(segment: string, places: readonly Place[], look: (typeof LOOKS)[number]): Partial<Data> {
  const shown = places.filter(({ row }) => row.estimate !== null);
  return {
    type: "scatter",
    mode: "markers",
    name: escapeLabel(segment === "" ? words`(missing)` : word(segment)),
    y: shown.map(({ y }) => y),
    x: shown.map(({ row }) => row.estimate),
    marker: { color: look.colour, symbol: look.symbol, size: 8 },
    error_x: errorBars(
      shown.map(({ row }) => row),
      look.colour,
    ),
    customdata: shown.map(({ index, row }) =>
      escapeLabel(words`${word(index.name)}: ${number(row, DIGITS)}, rank ${count(row.rank)}, n = ${count(row.n)}`),
    ),
    hovertemplate: "%{customdata}<extra>%{fullData.name}</extra>",
  } as Partial<Data>;
}

/** A line down through the row of an index where everybody stands. */
const everybody = ({ overall }: ComparedIndex, i: number) => ({
  type: "line" as const,
  layer: "below" as const,
  xref: "x" as const,
  yref: "y" as const,
  x0: overall.estimate!,
  x1: overall.estimate!,
  y0: i - SPREAD / 2,
  y1: i + SPREAD / 2,
  line: { color: COLOURS.grey, width: 1.5, dash: "dot" as const },
});

function sentence({ indices, level }: IndicesResult): string {
  const said = indices.map(({ name, overall, rows }) => {
    const each = rows.map((row) => {
      const rank = row.rank === null ? "" : ` (${count(row.rank)})`;
      return words`${word(row.segment)} ${number(row, DIGITS)}${rank}`;
    });
    return words`${word(name)} ${number(overall, DIGITS)}: ${each.join(words`, `)}`;
  });
  return words`Indices on 0 to 100 with ${percent(level, { digits: 0 })} intervals and ranks. ${said.join(words`; `)}.`;
}

/**
 * Several satisfaction indices side by side: in the row of each index the segments on 0–100 with their intervals, the dotted line
 * everybody. Read the order within a row; how high a row lies says nothing about another row.
 *
 * @param result of up to six segments or waves
 * @example
 * indicesPlot(compareIndices({ NPS: score, CSAT: satisfied, CSI: index }), { population: "customers", period: "2026" });
 */
export function indicesPlot(result: IndicesResult, wording: Wording = {}): Figure {
  const { indices, by, level } = result;
  const segments = [...new Set(indices.flatMap(({ rows }) => rows.map(({ segment }) => segment)))];
  if (segments.length > LOOKS.length) {
    throw new RangeError(`indicesPlot requires up to ${LOOKS.length} segments; got ${segments.length}`);
  }
  const step = SPREAD / segments.length;
  const series = segments.map((segment, k) => {
    const places = indices.flatMap((index, i) => {
      const row = index.rows.find((one) => one.segment === segment);
      return row === undefined ? [] : [{ index, row, y: i + (k - (segments.length - 1) / 2) * step }];
    });
    return dots(segment, places, LOOKS[k]!);
  });
  const all = indices.flatMap(({ rows, overall }) => [...rows, overall]);
  const labels = indices.map(({ name, overall }) => rowLabel(word(name), words`n = ${count(overall.n)}`));
  const methods = [...new Set(indices.map(({ method }) => word(method)))].join(words`; `);
  const largest = indices.reduce((a, b) => (b.overall.n > a.overall.n ? b : a));
  const described = { label: "", level, method: methods, excluded: { missing: 0, outOfRange: 0 } };
  const [low, high] = valueRange(all, { zero: false });
  const layout = framed(
    {
      title: wording.title ?? words`Satisfaction indices by ${by.map(word).join(words` and `)}, side by side`,
      subtitle: subtitle({ ...described, overall: largest.overall }, wording, "answers at most"),
      caption: caption(
        { ...described, overall: largest.overall },
        wording,
        words`Dotted: everybody. Compare within a row.`,
      ),
      labels,
      plotHeight: indices.length * Math.max(rowHeight(labels), DOT_HEIGHT * segments.length),
      aboveHeight: 30,
    },
    {
      showlegend: true,
      legend: legendAbove,
      yaxis: rowAxis(labels),
      xaxis: {
        range: [Math.max(-2, low), Math.min(102, high)],
        title: axisTitle(words`each index on 0 to 100, 100 is best`),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.grey,
      },
      shapes: indices.flatMap((index, i) => (index.overall.estimate === null ? [] : [everybody(index, i)])),
    },
  );
  return { data: series, layout, text: sentence(result) };
}
