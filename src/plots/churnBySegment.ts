import type { Data } from "plotly.js-dist-min";
import { count, fixed, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { ChurnBySegmentResult, ChurnBySegmentRow } from "../metrics/churnBySegment/churnBySegment.js";
import type { Keys } from "../metrics/result.js";
import { legendAbove, valueRange } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { exclusions, segmentName, sourceNote, subtitle } from "./wording.js";

type Row = ChurnBySegmentRow & { readonly keys: Keys };

/** So many segments are all named; of more only those outside the funnel. */
const MOST_NAMES = 8;

const LINES = [
  { dash: "dash", color: COLOURS.grey },
  { dash: "solid", color: COLOURS.grey },
] as const;

const levelName = (level: number) => percent(level, { digits: level * 100 === Math.round(level * 100) ? 0 : 1 });

/** Both sides of the funnel at each level, and everybody's rate through it. */
function funnelLines({ funnel, centre }: ChurnBySegmentResult): Partial<Data>[] {
  const x = funnel.map(({ n }) => n);
  const line = (y: readonly number[], style: object, name: string, showlegend: boolean) =>
    ({ type: "scatter", mode: "lines", x, y, line: style, name, showlegend, hoverinfo: "skip" }) as Partial<Data>;
  const levels = funnel[0]?.limits.map(({ level }) => level) ?? [];
  const sides = levels.flatMap((level, i) =>
    (["lower", "upper"] as const).map((side) => {
      const style = { ...LINES[i], width: 1.2 };
      return line(
        funnel.map(({ limits }) => limits[i]![side]),
        style,
        words`${levelName(level)} limits`,
        side === "upper",
      );
    }),
  );
  if (centre.estimate === null) return sides;
  const middle = x.map(() => centre.estimate!);
  return [...sides, line(middle, { color: COLOURS.ink, width: 1, dash: "dot" }, words`everybody`, true)];
}

function inWords(row: Row): string {
  const where =
    row.outside === null ? words`inside the funnel` : words`outside the ${levelName(row.outside)} limits of the funnel`;
  const even =
    row.standardized?.estimate == null
      ? ""
      : words`, ${percent(row.standardized.estimate)} with everybody's composition`;
  return words`${segmentName(row)} ${percent(row)}, n = ${count(row.n)}, ${where}${even}`;
}

/** Whether everybody's composition moves the segment upwards: its name then stands below. */
const isRaised = ({ estimate, standardized }: Row) => (standardized?.estimate ?? estimate!) > estimate!;

const span = (values: readonly number[]) => Math.max(...values) - Math.min(...values) || 1;

/** Where each name stands: above its dot, or below; of dots so close that names would meet, left and right of them. */
function namePlaces(rows: readonly Row[]): string[] {
  const [width, height] = [span(rows.map((row) => row.effectiveN!)), span(rows.map((row) => row.estimate!))];
  const isNear = (a: Row, b: Row) =>
    Math.abs(a.effectiveN! - b.effectiveN!) < 0.16 * width && Math.abs(a.estimate! - b.estimate!) < 0.08 * height;
  return rows.map((row) => {
    const near = rows.filter((other) => other !== row && isNear(row, other));
    if (near.length > 0 && near.every((other) => other.effectiveN! > row.effectiveN!)) return "middle left";
    if (near.length > 0 && near.every((other) => other.effectiveN! < row.effectiveN!)) return "middle right";
    return isRaised(row) ? "bottom center" : "top center";
  });
}

/** From each dot to its diamond. */
const shifts = (rows: readonly Row[]) =>
  rows.flatMap(({ effectiveN: x, estimate, standardized }) => {
    if (standardized?.estimate == null) return [];
    const line = { color: COLOURS.sky, width: 1.5 };
    return [{ type: "line", layer: "below", x0: x!, x1: x!, y0: estimate!, y1: standardized.estimate, line } as const];
  });

function dots(rows: readonly Row[]): Partial<Data> {
  const isNamed = (row: Row) => rows.length <= MOST_NAMES || row.outside !== null;
  return {
    type: "scatter",
    mode: "markers+text",
    name: words`segment`,
    showlegend: rows.some(({ standardized }) => standardized !== null),
    x: rows.map(({ effectiveN }) => effectiveN),
    y: rows.map(({ estimate }) => estimate),
    text: rows.map((row) => (isNamed(row) ? escapeLabel(segmentName(row)) : "")),
    textposition: namePlaces(rows),
    textfont: { size: 11 },
    cliponaxis: false,
    marker: {
      size: 10,
      color: rows.map(({ outside }) => (outside === null ? COLOURS.lightGrey : COLOURS.vermilion)),
      line: { color: COLOURS.ink, width: 1 },
    },
    customdata: rows.map((row) => escapeLabel(inWords(row))),
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
}

/** Where each segment would be with the composition of the whole. */
function standardizedDots(rows: readonly Row[]): Partial<Data>[] {
  const known = rows.filter(({ standardized }) => standardized?.estimate != null);
  if (known.length === 0) return [];
  return [
    {
      type: "scatter",
      mode: "markers",
      name: words`with everybody's composition`,
      showlegend: true,
      x: known.map(({ effectiveN }) => effectiveN),
      y: known.map(({ standardized }) => standardized!.estimate),
      marker: { size: 9, symbol: "diamond-open", color: COLOURS.blue, line: { width: 2 } },
      customdata: known.map((row) => escapeLabel(inWords(row))),
      hovertemplate: "%{customdata}<extra></extra>",
    } as Partial<Data>,
  ];
}

function footnotes({ overdispersion, excluded }: ChurnBySegmentResult, wording: Wording): string {
  const spread =
    overdispersion === null ? "" : words`Spread of the segments (φ, by chance about 1): ${fixed(overdispersion, 1)}.`;
  const drawn = words`Between the lines lies a segment that differs by chance alone (exact binomial). Filled: outside.`;
  return [drawn, spread, exclusions(excluded), sourceNote(wording)].filter((sentence) => sentence !== "").join(" ");
}

/**
 * A funnel plot: churn of each segment against how many customers it stands on, between the limits within which chance alone
 * would leave it. Segments outside are filled; where rates were standardised, a hollow diamond says where the segment would be
 * with everybody's composition.
 *
 * @example
 * funnelPlot(await churnBySegment(answers, { churned: "left", segment: "region", standardize: "segment" }));
 */
export function funnelPlot(result: ChurnBySegmentResult, wording: Wording = {}): Figure {
  const rows = result.rows.filter(({ estimate }) => estimate !== null);
  const even = rows.flatMap(({ standardized }) => standardized ?? []);
  const widest = result.funnel.flatMap(({ limits }) =>
    limits.map(({ lower, upper }) => ({ estimate: lower, lower, upper })),
  );
  const bare = [...rows, ...even].map((row) => ({ ...row, lower: row.estimate, upper: row.estimate }));
  const extent = [...bare, ...widest.map((limit) => ({ ...limit, n: 0, note: null }))];
  const [low, high] = valueRange(extent, { zero: false });
  const population = subtitle(
    { ...result, overall: { ...result.overall, n: result.centre.n } },
    wording,
    result.customers === null ? "customers" : "customers by category",
  );
  const layout = framed(
    {
      title: wording.title ?? word(result.label),
      subtitle: population,
      caption: footnotes(result, wording),
      labels: ["100%"],
      plotHeight: 340,
      aboveHeight: 44,
    },
    {
      xaxis: { title: axisTitle(words`customers of the segment`), showgrid: false, zeroline: false },
      yaxis: {
        title: axisTitle(words`churn`),
        tickformat: ".0%",
        range: [Math.max(-0.02, low), Math.min(1.02, high)],
        gridcolor: COLOURS.grid,
        automargin: true,
      },
      shapes: shifts(rows),
      showlegend: true,
      legend: legendAbove,
    },
  );
  const said = rows.map(inWords).join(words`; `);
  const text = words`${word(result.label)}, ${percent(result.centre)} over all: ${said}.`;
  return { data: [...funnelLines(result), dots(rows), ...standardizedDots(rows)], layout, text };
}
