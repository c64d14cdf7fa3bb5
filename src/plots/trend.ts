import type { Data } from "plotly.js-dist-min";
import { count, inUnit } from "../format/numbers.js";
import type { Estimate, Result, Unit } from "../metrics/result.js";
import { errorBars, unitName, valueRange } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, segmentName, subtitle } from "./wording.js";

const PLOT_HEIGHT = 260;
/** What fits beside it. */
const AXIS_LETTERS = 40;

/** Scores of a scale that begins above zero are read from each other, all else from zero. */
const fromZero = (rows: readonly Estimate[], unit: Unit) =>
  unit !== "score" || rows.some(({ estimate, lower }) => estimate !== null && (lower ?? estimate) <= 0);

/** The label and the unit; a long label stands in the title alone. */
function valueTitle(label: string, unit: Unit): string {
  const whole = `${label}, ${unitName(unit)}`;
  return whole.length > AXIS_LETTERS ? unitName(unit) : whole;
}

export interface TrendWording extends Wording {
  /** What n counts: "answers", "customers". */
  readonly counted?: string;
}

/**
 * An indicator over periods: each estimate with its interval, in the order of the result, joined by a line that breaks where
 * nothing could be estimated. Whether two periods differ is asked of a difference, not read from two intervals.
 *
 * @example
 * trendPlot(await nps(answers, { score: "recommend", by: "wave" }), { population: "customers", source: "survey.csv" });
 */
export function trendPlot(result: Result<Estimate>, wording: TrendWording = {}): Figure {
  const { rows, unit, label, by } = result;
  const { counted = "answers" } = wording;
  const names = rows.map((row) => escapeLabel(segmentName(row)));
  const trace = {
    type: "scatter",
    mode: "lines+markers",
    connectgaps: false,
    x: names,
    y: rows.map(({ estimate }) => estimate),
    line: { color: COLOURS.blue, width: 1.5 },
    marker: { color: COLOURS.ink, size: 8 },
    error_y: errorBars(rows),
    customdata: rows.map((row) => `${inUnit(row, unit)}, n = ${count(row.n)}`),
    hovertemplate: "%{x}: %{customdata}<extra></extra>",
  } as Partial<Data>;
  const layout = framed(
    {
      title: wording.title ?? `${label} over ${by.join(" and ")}`,
      subtitle: subtitle(result, wording, counted),
      caption: caption(result, wording),
      labels: [unit === "share" ? "100%" : "−100.0"],
      plotHeight: PLOT_HEIGHT,
    },
    {
      xaxis: { type: "category", showgrid: false, tickangle: 0, automargin: true },
      yaxis: {
        title: axisTitle(valueTitle(label, unit)),
        range: valueRange(rows, { zero: fromZero(rows, unit) }),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.grey,
        automargin: true,
        ...(unit === "share" ? { tickformat: ".0%" } : {}),
      },
    },
  );
  const said = rows.map((row) => `${segmentName(row)} ${inUnit(row, unit)}, n = ${count(row.n)}`);
  return { data: [trace], layout, text: `${label} by ${by.join(" and ")}: ${said.join("; ")}.` };
}
