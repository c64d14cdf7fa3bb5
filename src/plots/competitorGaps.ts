import type { Data } from "plotly.js-dist-min";
import { count, number, percent, points } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { CompetitorGap, CompetitorGapsResult, GapVerdict } from "../metrics/competitorGaps/competitorGaps.js";
import type { Estimate } from "../metrics/result.js";
import { aboveBesideZero, errorBars, rowAxis, valueRange } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, rowHeight, rowLabel, subtitle } from "./wording.js";

const SIGNED = { digits: 2 };

interface Panel {
  readonly heading: string;
  readonly of: (row: CompetitorGap) => Estimate;
  readonly write: (value: number | null | Estimate) => string;
  readonly axis: "x" | "x2" | "x3";
  readonly domain: [number, number];
  readonly title: string;
}

const LOOKS: Readonly<Record<GapVerdict, { readonly symbol: string; readonly color: string }>> = {
  "behind, matters": { symbol: "triangle-left", color: COLOURS.vermilion },
  "behind, does not matter": { symbol: "triangle-left-open", color: COLOURS.vermilion },
  "ahead, matters": { symbol: "triangle-right", color: COLOURS.blue },
  "ahead, does not matter": { symbol: "triangle-right-open", color: COLOURS.blue },
  "cannot tell": { symbol: "circle-open", color: COLOURS.faintInk },
};

/** What there is to gain comes first, then what is to be defended; what could not be estimated last. */
function byClosing(rows: readonly CompetitorGap[]): CompetitorGap[] {
  const place = ({ closing }: CompetitorGap) => closing.estimate ?? Number.NEGATIVE_INFINITY;
  return [...rows].sort((a, b) => (place(a) > place(b) ? -1 : place(a) < place(b) ? 1 : 0));
}

const panelsOf = ({ outcome }: CompetitorGapsResult): Panel[] => [
  {
    heading: "Gap",
    of: (row) => row,
    write: (value) => points(value, SIGNED),
    axis: "x",
    domain: [0, 0.3],
    title: "points",
  },
  {
    heading: "Share",
    of: ({ share }) => share,
    write: (value) => percent(value, { digits: 0 }),
    axis: "x2",
    domain: [0.36, 0.64],
    title: "of R²",
  },
  {
    heading: "Worth",
    of: ({ closing }) => closing,
    write: (value) => points(value, SIGNED),
    axis: "x3",
    domain: [0.7, 1],
    title: outcome,
  },
];

const rangeOf = (panel: Panel, rows: readonly CompetitorGap[]) => valueRange(rows.map(panel.of), { zero: true });

function dots(panel: Panel, rows: readonly CompetitorGap[]): Partial<Data> {
  const shown = rows.map((row, y) => ({ row, y, value: panel.of(row) })).filter(({ value }) => value.estimate !== null);
  const looks = shown.map(({ row }) => LOOKS[row.verdict]);
  return {
    type: "scatter",
    mode: "markers+text",
    xaxis: panel.axis,
    y: shown.map(({ y }) => y),
    x: shown.map(({ value }) => value.estimate),
    text: shown.map(({ value }) => panel.write(value.estimate)),
    textposition: shown.map(({ value }) => aboveBesideZero(value.estimate!, rangeOf(panel, rows))),
    textfont: { size: 10 },
    cliponaxis: false,
    marker: {
      symbol: looks.map(({ symbol }) => symbol),
      color: looks.map(({ color }) => color),
      size: 10,
      line: { width: 2, color: looks.map(({ color }) => color) },
    },
    error_x: errorBars(shown.map(({ value }) => value)),
    customdata: shown.map(({ row, value }) =>
      escapeLabel(words`${word(row.name)}: ${panel.write(value)}; ${word(row.verdict)}`),
    ),
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
}

const axisOf = (panel: Panel, rows: readonly CompetitorGap[]) => ({
  domain: panel.domain,
  range: rangeOf(panel, rows),
  title: axisTitle(word(panel.title)),
  gridcolor: COLOURS.grid,
  zerolinecolor: COLOURS.ink,
  nticks: 3,
  tickangle: 0 as const,
  ...(panel.axis === "x2" ? { tickformat: ".0%" } : {}),
});

const headingOf = ({ heading, domain }: Panel): Partial<Annotation> => ({
  text: `<b>${word(heading)}</b>`,
  xref: "paper",
  yref: "paper",
  x: domain[0],
  y: 1,
  xanchor: "left",
  yanchor: "bottom",
  yshift: 6,
  showarrow: false,
});

/** Why there is nothing to draw of what the outcome owes to a gap. */
function whyNoEffect(rows: readonly CompetitorGap[]): Partial<Annotation>[] {
  return rows.flatMap(({ slope }, y) => {
    if (slope.estimate !== null || slope.note === null) return [];
    const place = { x: 0.36, y, xref: "paper", yref: "y", xanchor: "left", showarrow: false } as const;
    return [{ ...place, text: `<i>${escapeLabel(word(slope.note))}</i>`, font: { color: COLOURS.faintInk, size: 10 } }];
  });
}

/** Whether the gaps can bear what is read from them. */
function warning({ overall, level, competitorRatings }: CompetitorGapsResult): string {
  if (competitorRatings === "held") return words`The competitor's ratings are held: worth is that of raising the own.`;
  const test = overall.gapsSuffice;
  if (test === null || test.pValue > 1 - level) return "";
  const p = test.pValue < 0.001 ? words`p < 0.001` : words`p = ${number(test.pValue, { digits: 3 })}`;
  return words`Own and competitor's ratings do not count alike (${p}): gaps say less than the own ratings do.`;
}

function sentence(result: CompetitorGapsResult, rows: readonly CompetitorGap[]): string {
  const said = rows.map((row) => {
    const closing = row.closing.estimate === null ? word(row.closing.note ?? "") : points(row.closing, SIGNED);
    return words`${word(row.name)} ${points(row, SIGNED)} (share ${percent(row.share.estimate, { digits: 0 })}, closing it ${closing}: ${word(row.verdict)})`;
  });
  const level = percent(result.level, { digits: 0 });
  return words`Own − competitor by attribute, with ${level} intervals, and what closing the gap goes with in ${word(result.outcome)}: ${said.join(words`; `)}. ${warning(result)}`.trim();
}

/**
 * Attribute by attribute: the gap to the competitor, its share in what gaps explain of the outcome, and what closing it is worth. What
 * there is most to gain by stands on top; below, leads that would cost most if they were lost.
 *
 * @example
 * competitorGapsPlot(await competitorGaps(answers, { outcome: "recommend", attributes, scale: 7 }));
 */
export function competitorGapsPlot(result: CompetitorGapsResult, wording: Wording = {}): Figure {
  const rows = byClosing(result.overall.attributes);
  const panels = panelsOf(result);
  const labels = rows.map((row) => rowLabel(word(row.name), word(row.verdict)));
  const { explained } = result.overall;
  const notes = [
    words`Share: ${word(result.importance)}, R² ${percent(explained.estimate, { digits: 0 })}, n = ${count(explained.n)}. Worth: points of ${word(result.outcome)} to be gained by closing the gap (above 0), or to be defended, if slopes are causes.`,
    words`Triangles point to who is ahead, hollow: does not matter; circles: cannot tell.`,
    warning(result),
  ];
  const layout = framed(
    {
      title: wording.title ?? word(result.label),
      subtitle: subtitle(result, wording, "who rated both"),
      caption: caption(result, wording, ...notes),
      labels,
      plotHeight: rows.length * rowHeight(labels, 44),
      aboveHeight: 26,
    },
    {
      yaxis: { ...rowAxis(labels), showgrid: true },
      xaxis: axisOf(panels[0]!, rows),
      xaxis2: axisOf(panels[1]!, rows),
      xaxis3: axisOf(panels[2]!, rows),
      annotations: [...panels.map(headingOf), ...whyNoEffect(rows)],
    },
  );
  return { data: panels.map((panel) => dots(panel, rows)), layout, text: sentence(result, rows) };
}
