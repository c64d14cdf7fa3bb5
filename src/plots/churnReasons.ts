import type { Data, Shape } from "plotly.js-dist-min";
import { amount, count, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { ChurnReasonsResult, ReasonRow } from "../metrics/churnReasons/churnReasons.js";
import { errorBars } from "./axis.js";
import { readable, reasonsCaption, reasonsSentence } from "./churnReasonsWords.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, rowHeight, rowLabel, subtitle } from "./wording.js";

/** Rows between the list and what stands apart from it. */
const GAP = 0.7;

/** A reason with the height it is drawn at; those that stand apart are one row further down. */
interface Placed {
  readonly row: ReasonRow;
  readonly y: number;
}

const isApart = ({ kind }: ReasonRow) => kind === "unknown" || kind === "involuntary";

const KIND_NAMES = { actionable: "", other: "not actionable", unknown: "unknown", involuntary: "involuntary" } as const;

/** Vital ones are told by colour, by hatching and by their bold name. */
const BARS = [
  { colour: COLOURS.blue, pattern: "/", of: (row: ReasonRow) => row.vital },
  { colour: COLOURS.grey, pattern: "", of: (row: ReasonRow) => !row.vital && !isApart(row) },
  { colour: COLOURS.lightGrey, pattern: "", of: isApart },
] as const;

/** Right of the cumulative curve stand its numbers, one below the other. */
const NUMBERS_AT = 1.08;

function placed(reasons: readonly ReasonRow[]): Placed[] {
  const inList = reasons.filter((row) => !isApart(row)).length;
  return reasons.map((row, i) => ({ row, y: i < inList || inList === 0 ? i : i + GAP }));
}

function ranks({ rank, rankLower, rankUpper }: ReasonRow): string {
  if (rank === null) return "";
  return rankLower === rankUpper ? words`rank ${count(rank)}` : words`rank ${count(rankLower)}–${count(rankUpper)}`;
}

function label(row: ReasonRow): string {
  const named =
    row.customers === 1 ? words`${count(row.customers)} customer` : words`${count(row.customers)} customers`;
  const worth = row.value === null ? "" : amount(row.value);
  const below = [worth, named, ranks(row) || word(KIND_NAMES[row.kind])].filter((part) => part !== "").join(" · ");
  return rowLabel(word(row.reason), below, { bold: row.vital });
}

function barTraces(all: readonly Placed[]): Partial<Data>[] {
  return BARS.flatMap(({ colour, pattern, of }) => {
    const rows = all.filter(({ row }) => of(row) && row.estimate !== null);
    if (rows.length === 0) return [];
    const trace = {
      type: "bar",
      orientation: "h",
      width: 0.6,
      y: rows.map(({ y }) => y),
      x: rows.map(({ row }) => row.estimate),
      marker: {
        color: colour,
        pattern: { shape: pattern, bgcolor: colour, fgcolor: "#ffffff", fgopacity: 0.35, size: 7, solidity: 0.14 },
      },
      error_x: errorBars(rows.map(({ row }) => row)),
      customdata: rows.map(({ row }) => escapeLabel(words`${word(row.reason)}: ${percent(row)}`)),
      hovertemplate: "%{customdata}<extra></extra>",
    };
    return [trace as Partial<Data>];
  });
}

/** The share in figures, right of its interval. */
function shareTrace(all: readonly Placed[]): Partial<Data> {
  const rows = all.filter(({ row }) => row.upper !== null);
  return {
    type: "scatter",
    mode: "text",
    y: rows.map(({ y }) => y),
    x: rows.map(({ row }) => row.upper),
    text: rows.map(({ row }) => `\u00a0\u00a0${percent(row.estimate)}`),
    textposition: "middle right",
    textfont: { size: 11 },
    hoverinfo: "skip",
    showlegend: false,
  } as Partial<Data>;
}

function cumulativeTraces(all: readonly Placed[]): Partial<Data>[] {
  const rows = all.filter(({ row }) => row.cumulative !== null);
  const shared = { type: "scatter", xaxis: "x2", y: rows.map(({ y }) => y), showlegend: false } as const;
  const curve = {
    ...shared,
    mode: "lines+markers",
    x: rows.map(({ row }) => row.cumulative),
    line: { color: COLOURS.ink, width: 1.5 },
    marker: {
      color: rows.map(({ row }) => (row.vital ? COLOURS.blue : "#ffffff")),
      line: { color: rows.map(({ row }) => (row.vital ? COLOURS.blue : COLOURS.faintInk)), width: 1.5 },
      size: 9,
    },
    customdata: rows.map(({ row }) => escapeLabel(words`up to ${word(row.reason)}: ${percent(row.cumulative)}`)),
    hovertemplate: "%{customdata}<extra></extra>",
  };
  const numbers = {
    ...shared,
    mode: "text",
    x: rows.map(() => NUMBERS_AT),
    text: rows.map(({ row }) => percent(row.cumulative)),
    textposition: "middle right",
    textfont: { size: 11 },
    hoverinfo: "skip",
  };
  return [curve as Partial<Data>, numbers as Partial<Data>];
}

/** The threshold in the right panel, and a line below the last of the vital few. */
function lines(all: readonly Placed[], threshold: number): Partial<Shape>[] {
  const last = all.filter(({ row }) => row.vital).at(-1);
  const counted = all.filter(({ row }) => !isApart(row)).length;
  const dashed = {
    type: "line",
    layer: "below",
    line: { color: COLOURS.vermilion, width: 1.5, dash: "dash" },
  } as const;
  const across = { type: "line", xref: "paper", yref: "y", x0: 0, x1: 1 } as const;
  return [
    { ...dashed, xref: "x2", yref: "y", x0: threshold, x1: threshold, y0: -0.5, y1: counted - 0.5 },
    ...(last === undefined
      ? []
      : [
          {
            ...across,
            y0: last.y + 0.5,
            y1: last.y + 0.5,
            line: { color: COLOURS.grey, width: 1, dash: "dot" },
          } as const,
        ]),
  ];
}

const SMALL = { showarrow: false, font: { size: 11, color: COLOURS.faintInk } } as const;

/** The threshold over its line, why there are no vital few, and what the rows below the gap are shares of. */
function notes({ overall, threshold }: ChurnReasonsResult, all: readonly Placed[]): Partial<Annotation>[] {
  const inPanel = { ...SMALL, xref: "x2", yref: "y" } as const;
  const share = percent(threshold, { digits: Number.isInteger(100 * threshold) ? 0 : 1 });
  const head =
    overall.estimate === null
      ? { ...inPanel, x: 0.5, y: (all.at(-1)?.y ?? 0) / 2, text: `<i>${escapeLabel(word(overall.note ?? ""))}</i>` }
      : { ...inPanel, x: threshold, y: -0.5, yanchor: "bottom" as const, text: share };
  const first = all.find(({ row }) => isApart(row));
  if (first === undefined || first.y === 0) return [head];
  const text = `<i>${words`not actionable, of all ${count(overall.answered)} who answered:`}</i>`;
  const place = { x: 0, y: first.y - 0.5 - GAP / 2, xref: "x", yref: "y", xanchor: "left" } as const;
  return [head, { ...SMALL, ...place, text }];
}

/**
 * The 80:20 of churn reasons: each reason's share with its interval, largest first; beside it the cumulative share with the
 * threshold. The vital few are hatched and bold; 'Other' stands last; unknown and involuntary reasons stand apart below. Under
 * each name the ranks it may have. The caption says whether the set would come back.
 *
 * @example
 * churnReasonsPlot(await churnReasons(leavers, { reason: "reason" }), { population: "customers who left", period: "2026" });
 */
export function churnReasonsPlot(result: ChurnReasonsResult, wording: Wording = {}): Figure {
  const all = placed(result.overall.reasons);
  const labels = all.map(({ row }) => label(row));
  const bottom = (all.at(-1)?.y ?? 0) + 0.5;
  const upper = Math.max(0.05, ...all.map(({ row }) => row.upper ?? 0));
  const layout = framed(
    {
      title: wording.title ?? words`${readable(result.label)}: the vital few`,
      subtitle: subtitle(result, wording, "customers"),
      caption: caption(result, wording, ...reasonsCaption(result)),
      labels,
      plotHeight: (bottom + 0.5) * rowHeight(labels, 34),
      aboveHeight: 20,
    },
    {
      barmode: "overlay",
      yaxis: {
        tickvals: all.map(({ y }) => y),
        ticktext: labels,
        range: [bottom, -0.5],
        showgrid: false,
        zeroline: false,
      },
      xaxis: {
        domain: [0, 0.58],
        range: [0, upper * 1.25],
        nticks: 5,
        tickformat: ".0%",
        title: axisTitle(words`share of ${readable(result.orderedBy)}`),
        gridcolor: COLOURS.grid,
      },
      xaxis2: {
        domain: [0.63, 1],
        range: [0, 1.62],
        tickvals: [0, 0.5, 1],
        tickformat: ".0%",
        title: axisTitle(words`cumulative share`),
        gridcolor: COLOURS.grid,
      },
      shapes: lines(all, result.threshold),
      annotations: notes(result, all),
    },
  );
  return {
    data: [...barTraces(all), shareTrace(all), ...cumulativeTraces(all)],
    layout,
    text: reasonsSentence(result),
  };
}
