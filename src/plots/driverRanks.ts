import type { Data } from "plotly.js-dist-min";
import { count, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { DriverRow, DriverWeightsResult } from "../metrics/driverWeights/driverWeights.js";
import { columnAxis, rowAxis } from "./axis.js";
import { byRank, cellCaption, driverSubtitle } from "./driverWeights.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { rowHeight, rowLabel } from "./wording.js";

const SCALE = [
  [0, "#ffffff"],
  [1, "#7fb8dd"],
];

/** Below half a percent a cell stays empty: it would say nothing but 0. */
const isWritten = (probability: number) => probability >= 0.005;

function cells(rows: readonly DriverRow[]): Partial<Annotation>[] {
  return rows.flatMap(({ rankProbabilities }, y) =>
    rankProbabilities.flatMap((probability, x) =>
      isWritten(probability)
        ? [
            {
              x,
              y,
              xref: "x" as const,
              yref: "y" as const,
              text: percent(probability, { digits: 0 }),
              showarrow: false,
              font: { size: 11, color: COLOURS.ink },
            },
          ]
        : [],
    ),
  );
}

function heat(rows: readonly DriverRow[]): Partial<Data>[] {
  if (rows.length === 0) return [];
  const told = (row: DriverRow, x: number) =>
    words`${word(row.name)}, rank ${count(x + 1)}: ${percent(row.rankProbabilities[x]!)} of resamples`;
  return [
    {
      type: "heatmap",
      z: rows.map(({ rankProbabilities }) => rankProbabilities),
      x: rows[0]!.rankProbabilities.map((_, x) => x),
      y: rows.map((_, y) => y),
      zmin: 0,
      zmax: 1,
      colorscale: SCALE,
      showscale: false,
      xgap: 2,
      ygap: 2,
      customdata: rows.map((row) => row.rankProbabilities.map((_, x) => escapeLabel(told(row, x)))),
      hovertemplate: "%{customdata}<extra></extra>",
    } as unknown as Partial<Data>,
  ];
}

const rangeOf = ({ rankLower, rankUpper }: DriverRow) =>
  rankLower === rankUpper ? words`rank ${count(rankLower)}` : words`rank ${count(rankLower)} to ${count(rankUpper)}`;

/**
 * How sure the order of the drivers is: for each of them the share of resamples in which it has each rank. One dark cell a row is an
 * order to rely on; a row that is smeared over several ranks is not.
 *
 * @example
 * driverRanksPlot(await driverWeights(answers, { outcome: "satisfaction", drivers }));
 */
export function driverRanksPlot(result: DriverWeightsResult, wording: Wording = {}): Figure {
  const rows = byRank(result.overall.drivers).filter(({ rankProbabilities }) => rankProbabilities.length > 0);
  const labels = rows.map((row) => rowLabel(word(row.name), rangeOf(row)));
  const ranks = rows[0]?.rankProbabilities.map((_, x) => count(x + 1)) ?? [];
  const level = percent(result.level, { digits: 0 });
  const sentence = words`Cells: share of resamples (${word(result.method)}) in which a driver has the rank; under each name the ranks between which ${level} of them lie.`;
  const layout = framed(
    {
      title: wording.title ?? words`${word(result.label)}, and how sure the order is`,
      subtitle: driverSubtitle(result, wording),
      caption: cellCaption(result, wording, sentence),
      labels,
      plotHeight: Math.max(1, rows.length) * rowHeight(labels, 34),
    },
    {
      yaxis: rowAxis(labels),
      xaxis: { ...columnAxis(ranks), title: axisTitle(words`rank, 1 is the largest weight`) },
      annotations: cells(rows),
    },
  );
  const said = rows.map((row) => {
    const found = row.rankProbabilities.flatMap((p, x) =>
      isWritten(p) ? [words`${count(x + 1)} in ${percent(p, { digits: 0 })}`] : [],
    );
    return words`${word(row.name)}: ${rangeOf(row)} (${found.join(words`, `)})`;
  });
  const all = said.length === 0 ? words`no resamples` : said.join(words`; `);
  return { data: heat(rows), layout, text: words`${word(result.label)}, ranks over resamples: ${all}.` };
}
