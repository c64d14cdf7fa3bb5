import type { Data, Layout } from "plotly.js-dist-min";
import { count, number, percent } from "../format/numbers.js";
import { words } from "../language/words.js";
import type { Keys } from "../metrics/result.js";
import type {
  RevenueConcentrationResult,
  RevenueConcentrationRow,
} from "../metrics/revenueConcentration/revenueConcentration.js";
import { errorBars, rowAxis, valueRange } from "./axis.js";
import { escapeLabel, wrapLabel } from "./escape.js";
import { axisTitle, COLOURS, SEGMENT_LOOKS } from "./theme.js";
import { segmentName } from "./wording.js";

/** Everybody, or a segment. */
export type Row = RevenueConcentrationRow & { readonly keys?: Keys };

/** A row that has a curve, and how it is drawn. */
export interface Line {
  readonly row: Row;
  readonly name: string;
  readonly look: (typeof SEGMENT_LOOKS)[number];
}

/** Longer names are cut in the panel of intervals. */
const LETTERS = 16;
export const whole = (share: number) =>
  percent(share, { digits: Number.isInteger(Math.round(1e6 * share) / 1e4) ? 0 : 1 });

export function linesOf({ overall, rows }: RevenueConcentrationResult): Line[] {
  const list: readonly Row[] = rows.length > 0 ? rows : [overall];
  if (list.length > SEGMENT_LOOKS.length) {
    throw new TypeError(`revenueConcentrationPlot requires up to ${SEGMENT_LOOKS.length} segments; got ${list.length}`);
  }
  return list
    .map((row, i) => ({ row, name: segmentName(row, words`All customers`), look: SEGMENT_LOOKS[i]! }))
    .filter(({ row }) => row.curve.length > 0);
}

export const inWords = ({ row, name }: Line, { top, threshold }: RevenueConcentrationResult) =>
  words`${name}: the top ${whole(top)} bring ${percent(row)}, ${whole(threshold)} takes ${percent(row.needed)} of them, Gini ${number(row.gini)}, n = ${count(row.n)}`;

/** What the top brings in each segment, with its interval, one row each. */
export const inset = (lines: readonly Line[], result: RevenueConcentrationResult): Partial<Data>[] =>
  lines.map((line, i) => {
    const { row, look } = line;
    return {
      ...{ type: "scatter", mode: "markers", showlegend: false, xaxis: "x2", yaxis: "y2" },
      ...{ x: [row.estimate], y: [i] },
      marker: { size: 8, symbol: look.symbol, color: look.colour },
      error_x: { ...errorBars([row]), thickness: 1.5, width: 4, color: look.colour },
      customdata: [escapeLabel(inWords(line, result))],
      hovertemplate: "%{customdata}<extra></extra>",
    } as unknown as Partial<Data>;
  });

const INSET = { x: [0.68, 0.98], bottom: 0.12, row: 0.055 } as const;

/** The axes of the panel below the diagonal, where no curve can be. */
export function insetAxes(lines: readonly Line[], { top, rows }: RevenueConcentrationResult): Partial<Layout> {
  if (rows.length === 0 || lines.length === 0) return {};
  const [low, high] = valueRange(
    lines.map(({ row }) => row),
    { zero: false },
  );
  const labels = lines.map(({ name }) => wrapLabel(name, LETTERS)[0]!);
  return {
    xaxis2: {
      ...{ anchor: "y2", domain: [...INSET.x], range: [Math.max(0, low), Math.min(1.01, high)] },
      ...{ tickformat: ".0%", nticks: 4, tickfont: { size: 10 }, gridcolor: COLOURS.grid, zeroline: false },
      title: { ...axisTitle(words`the top ${whole(top)} bring`), font: { size: 11, color: COLOURS.faintInk } },
    },
    yaxis2: {
      ...rowAxis(labels),
      ...{ anchor: "x2", domain: [INSET.bottom, INSET.bottom + INSET.row * lines.length] },
      ...{ tickfont: { size: 11 }, automargin: false },
    },
  } as Partial<Layout>;
}
