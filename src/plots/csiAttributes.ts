import type { Data } from "plotly.js-dist-min";
import { count, number, percent, points } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { Estimate, Result } from "../metrics/result.js";
import type { Scale } from "../metrics/scale.js";
import { errorBars, legendAbove, rowAxis, valueRange, whyEmpty } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, plain, rowHeight, rowLabel, subtitle } from "./wording.js";

/** An attribute as it is drawn: two mean ratings, and what their gap adds to the index. */
export interface DrawnAttribute extends Estimate {
  readonly name: string;
  readonly weight: number;
  readonly first: number | null;
  readonly second: number | null;
  readonly contribution: number | null;
  readonly contributionLower: number | null;
  readonly contributionUpper: number | null;
}

/** What the two ratings are called, and the words under the figure. */
export interface AttributeWords {
  readonly first: string;
  readonly second: string | null;
  readonly title: string;
  readonly scale: Scale | null;
  readonly sentences: readonly string[];
}

const SIGNED = { digits: 2 };
/** Between the end of an interval and the number beside it: spaces that are not trimmed. */
const GAP = "\u00a0\u00a0";

/** What an attribute adds; of one that nobody rated there is nothing to show. */
function contributionOf({
  estimate,
  contribution,
  contributionLower,
  contributionUpper,
  n,
  note,
}: DrawnAttribute): Estimate {
  if (estimate === null) return { estimate, lower: null, upper: null, n, note };
  return { estimate: contribution, lower: contributionLower, upper: contributionUpper, n, note };
}

/** What pulls the index down most comes first, what could not be estimated last. */
function worstFirst(rows: readonly DrawnAttribute[]): DrawnAttribute[] {
  const place = (row: DrawnAttribute) => contributionOf(row).estimate ?? Number.POSITIVE_INFINITY;
  return [...rows].sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
}

/** Two dots and the line between them; told apart by shape and filling. */
function ratingTraces(rows: readonly DrawnAttribute[], { first, second }: AttributeWords): Partial<Data>[] {
  const dots = (name: string, of: "first" | "second", marker: object) =>
    ({
      type: "scatter",
      mode: "markers",
      name,
      y: rows.map((_, i) => i),
      x: rows.map((row) => row[of]),
      marker,
      customdata: rows.map((row) =>
        escapeLabel(words`${word(row.name)}: ${name} ${number(row[of])}, n = ${count(row.n)}`),
      ),
      hovertemplate: "%{customdata}<extra></extra>",
    }) as Partial<Data>;
  const filled = dots(first, "first", { color: COLOURS.blue, size: 11 });
  if (second === null) return [filled];
  const line = {
    type: "scatter",
    mode: "lines",
    y: rows.flatMap((_, i) => [i, i, null]),
    x: rows.flatMap((row) => [row.first, row.second, null]),
    line: { color: COLOURS.grey, width: 2 },
    hoverinfo: "skip",
    showlegend: false,
  } as Partial<Data>;
  const hollow = { color: "#ffffff", size: 10, symbol: "diamond", line: { color: COLOURS.vermilion, width: 2 } };
  return [line, filled, dots(second, "second", hollow)];
}

/** Bars from zero with their intervals, and the numbers beyond the ends of these. */
function contributionTraces(rows: readonly DrawnAttribute[]): Partial<Data>[] {
  const shown = rows.map((row, i) => ({ row, i })).filter(({ row }) => contributionOf(row).estimate !== null);
  const panel = { xaxis: "x2", y: shown.map(({ i }) => i), showlegend: false };
  const isBelow = (row: DrawnAttribute) => row.contribution! < 0;
  return [
    {
      ...panel,
      type: "bar",
      orientation: "h",
      x: shown.map(({ row }) => row.contribution),
      marker: {
        color: shown.map(({ row }) => (isBelow(row) ? COLOURS.orange : COLOURS.sky)),
        line: { color: COLOURS.ink, width: 0.5 },
      },
      error_x: errorBars(shown.map(({ row }) => contributionOf(row))),
      customdata: shown.map(
        ({ row }) =>
          words`adds ${points(contributionOf(row), SIGNED)}: gap ${points(row, SIGNED)}, weight ${percent(row.weight)}`,
      ),
      hovertemplate: "%{customdata}<extra></extra>",
    } as Partial<Data>,
    {
      ...panel,
      type: "scatter",
      mode: "text",
      x: shown.map(({ row }) => (isBelow(row) ? row.contributionLower : row.contributionUpper) ?? row.contribution),
      text: shown.map(({ row }) => `${GAP}${points(row.contribution, SIGNED)}${GAP}`),
      textposition: shown.map(({ row }) => (isBelow(row) ? "middle left" : "middle right")),
      textfont: { size: 11 },
      hoverinfo: "skip",
      cliponaxis: false,
    } as Partial<Data>,
  ];
}

/** Zero and all intervals, with room for the numbers where there are bars. */
function contributionRange(rows: readonly DrawnAttribute[]): [number, number] {
  const [low, high] = valueRange(rows.map(contributionOf), { zero: true });
  const room = 0.2 * (high - low);
  const hasBars = (sign: 1 | -1) => rows.some(({ contribution }) => sign * (contribution ?? 0) > 0);
  return [hasBars(-1) ? low - room : 0, hasBars(1) ? high + room : 0.1 * (high - low)];
}

/** The range of the mean ratings, with half a point of room. */
function ratingRange(rows: readonly DrawnAttribute[]): [number, number] {
  const known = rows.flatMap(({ first, second }) => [first, second]).filter((x): x is number => x !== null);
  return known.length === 0 ? [0, 1] : [Math.min(...known) - 0.3, Math.max(...known) + 0.3];
}

function sentence(result: Result<Estimate>, rows: readonly DrawnAttribute[], told: AttributeWords): string {
  const said = rows.map((row) => {
    if (row.estimate === null) return words`${word(row.name)} ${points(row)}`;
    const second = told.second === null ? "" : words`, ${told.second} ${number(row.second)}`;
    return words`${word(row.name)} ${points(contributionOf(row), SIGNED)} (${told.first} ${number(row.first)}${second}, weight ${percent(row.weight)})`;
  });
  const level = percent(result.level, { digits: 0 });
  return words`${word(result.label)} ${number(result.overall)}, n = ${count(result.overall.n)}. What each attribute adds, with ${level} intervals: ${said.join(words`; `)}.`;
}

/** Left the mean ratings of each attribute, right what their gap adds to the index; what pulls it down most on top. */
export function attributesFigure(
  result: Result<Estimate>,
  attributes: readonly DrawnAttribute[],
  told: AttributeWords,
  wording: Wording,
): Figure {
  const rows = worstFirst(attributes);
  const labels = rows.map((row) => rowLabel(word(row.name), words`weight ${percent(row.weight)}`));
  const total = words`The contributions add up to ${number(result.overall)}.`;
  const { scale } = told;
  const layout = framed(
    {
      title: wording.title ?? told.title,
      subtitle: subtitle(result, wording, "respondents"),
      caption: caption(result, wording, total, ...told.sentences),
      labels,
      plotHeight: rows.length * rowHeight(labels),
      aboveHeight: 30,
    },
    {
      showlegend: told.second !== null,
      legend: legendAbove,
      yaxis: { ...rowAxis(labels), showgrid: true },
      xaxis: {
        domain: [0, 0.52],
        range: ratingRange(rows),
        title: axisTitle(
          scale === null
            ? words`mean rating, standardised`
            : words`mean rating, ${plain(scale.min)} to ${plain(scale.max)}`,
        ),
        gridcolor: COLOURS.grid,
        zeroline: false,
      },
      xaxis2: {
        domain: [0.58, 1],
        range: contributionRange(rows),
        title: axisTitle(words`adds to the index`),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.ink,
      },
      annotations: whyEmpty(rows),
    },
  );
  return {
    data: [...ratingTraces(rows, told), ...contributionTraces(rows)],
    layout,
    text: sentence(result, rows, told),
  };
}
