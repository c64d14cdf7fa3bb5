import type { Data } from "plotly.js-dist-min";
import { count, percent } from "../format/numbers.js";
import { words } from "../language/words.js";
import type { Estimate } from "../metrics/result.js";
import { errorBars } from "./axis.js";
import { escapeLabel } from "./escape.js";
import { COLOURS } from "./theme.js";

/** One answer, or one group of answers, in all rows. */
export interface AnswerBar {
  readonly name: string;
  /** Of the answers of each row; null where there are none. */
  readonly shares: readonly (number | null)[];
  readonly counts: readonly number[];
  readonly colour: string;
  readonly ink: string;
  /** Plotly's pattern; '' for none. */
  readonly pattern: string;
  /** Of the pattern, px. */
  readonly size: number;
  /** White between neighbours that differ little in colour. */
  readonly line?: { readonly color: string; readonly width: number };
  /** The smallest share that has room for its label. */
  readonly smallestLabelled: number;
}

/** A part of the bars that show what was answered: told apart by place, by pattern and by colour. */
export function answerBar(bar: AnswerBar): Partial<Data> {
  const { name, shares, counts, colour, ink, pattern, size, line, smallestLabelled } = bar;
  const label = (share: number | null) =>
    share !== null && share >= smallestLabelled ? percent(share, { digits: 0 }) : "";
  return {
    type: "bar",
    orientation: "h",
    name: escapeLabel(name),
    y: shares.map((_, i) => i),
    x: shares,
    text: shares.map(label),
    textposition: "inside",
    insidetextanchor: "middle",
    textangle: 0,
    textfont: { color: ink },
    marker: {
      color: colour,
      ...(line === undefined ? {} : { line }),
      pattern: { shape: pattern, bgcolor: colour, fgcolor: "#ffffff", fgopacity: 0.4, size, solidity: 0.14 },
    },
    customdata: counts.map((n, i) => words`${count(n)} answers, ${percent(shares[i] ?? null)}`),
    hovertemplate: "%{customdata}<extra>%{fullData.name}</extra>",
  } as Partial<Data>;
}

export interface ScoreDots<Row> {
  readonly axis: "x" | "x2";
  /** Above the dot, and when it is pointed at. */
  readonly label: (row: Row) => string;
  readonly hover: (row: Row) => string;
}

/** The score of each row with its interval, beside the bars; rows without one have none. */
export function scoreDots<Row extends Estimate>(
  rows: readonly Row[],
  { axis, label, hover }: ScoreDots<Row>,
): Partial<Data> {
  const shown = rows.map((row, i) => ({ row, i })).filter(({ row }) => row.estimate !== null);
  return {
    type: "scatter",
    mode: "markers+text",
    xaxis: axis,
    y: shown.map(({ i }) => i),
    x: shown.map(({ row }) => row.estimate),
    text: shown.map(({ row }) => label(row)),
    textposition: "top center",
    textfont: { size: 11 },
    marker: { color: COLOURS.ink, size: 8 },
    error_x: errorBars(shown.map(({ row }) => row)),
    customdata: shown.map(({ row }) => escapeLabel(hover(row))),
    hovertemplate: "%{customdata}<extra></extra>",
    showlegend: false,
  } as Partial<Data>;
}
