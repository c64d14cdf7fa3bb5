import type { Data } from "plotly.js-dist-min";
import { amount, count, number } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { Keys } from "../metrics/result.js";
import type { TacticEffectResult, TacticEffectRow } from "../metrics/tacticEffect/tacticEffect.js";
import { errorBars, legendAbove, valueRange } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, subtitle } from "./wording.js";

type Row = TacticEffectRow & { readonly keys: Keys };

export interface TacticWording extends Wording {
  /** The money of the table, after amounts. */
  readonly currency?: string;
}

const moneyOf = ({ currency = "" }: TacticWording) => (currency === "" ? {} : { currency });

const STANDINGS = {
  dominated: "another costs no more and keeps no fewer",
  extended: "a mixture of two others is better",
};

/** Tactics that are worth looking at, from the cheapest to the dearest: the control first. */
const frontier = (rows: readonly Row[]) =>
  rows.filter(({ dominance }) => dominance === null).sort((a, b) => a.costEach! - b.costEach!);

function line(rows: readonly Row[]): Partial<Data> {
  const best = frontier(rows).filter(({ estimate }) => estimate! > 0);
  return {
    type: "scatter",
    mode: "lines",
    name: words`most kept for the cost`,
    x: [0, ...best.map(({ costEach }) => costEach)],
    y: [0, ...best.map(({ estimate }) => estimate)],
    line: { color: COLOURS.blue, width: 1.5 },
    hoverinfo: "skip",
  } as Partial<Data>;
}

/** A difference of shares in points: 5.2 points (1.7 to 8.9). */
function inPoints({ estimate, lower, upper, n, note }: Row): string {
  const times = (share: number | null) => (share === null ? null : 100 * share);
  const scaled = { estimate: times(estimate), lower: times(lower), upper: times(upper), n, note };
  const [first, ...rest] = number(scaled, { digits: 1 }).split(" ");
  return [first, words`points`, ...rest].join(" ");
}

function inWords(row: Row, wording: TacticWording): string {
  const each =
    row.costPerKept.estimate === null ? "" : words`, ${amount(row.costPerKept, moneyOf(wording))} for each kept`;
  const standing =
    row.dominance === null
      ? ""
      : words`, dominated: ${word(STANDINGS[row.dominance])} (${word(String(row.dominatedBy))})`;
  return words`${word(row.first)} ${inPoints(row)} at ${amount(row.costEach, moneyOf(wording))} a customer${each}${standing}`;
}

function dots(rows: readonly Row[], dominated: boolean, wording: TacticWording): Partial<Data> {
  return {
    type: "scatter",
    mode: "markers",
    name: dominated ? words`dominated` : words`not dominated`,
    x: rows.map(({ costEach }) => costEach),
    y: rows.map(({ estimate }) => estimate),
    marker: {
      size: 10,
      color: dominated ? "#ffffff" : COLOURS.blue,
      line: { color: dominated ? COLOURS.grey : COLOURS.blue, width: 2 },
    },
    error_y: errorBars(rows, dominated ? COLOURS.grey : COLOURS.ink),
    customdata: rows.map((row) => escapeLabel(inWords(row, wording))),
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
}

/** Above the interval of each tactic, where no other's line crosses it. */
const names = (rows: readonly Row[]): Partial<Annotation>[] =>
  rows.map(({ first, costEach, upper }) => ({
    text: escapeLabel(word(first)),
    x: costEach!,
    y: upper!,
    yanchor: "bottom",
    showarrow: false,
    font: { size: 11 },
  }));

const controlDot = (control: string): Partial<Data> =>
  ({
    type: "scatter",
    mode: "markers+text",
    x: [0],
    y: [0],
    text: [escapeLabel(word(control))],
    textposition: "bottom right",
    textfont: { size: 11 },
    showlegend: false,
    marker: { size: 9, symbol: "square", color: COLOURS.ink },
    hoverinfo: "skip",
  }) as Partial<Data>;

/**
 * Tactics on the cost-effectiveness plane: what each cost a customer, and how many more it kept, with the interval of that. The line
 * joins those that are not dominated; below it a tactic costs more than what it keeps is worth with another.
 *
 * For tactics over all customers; of a result by segment draw `differencesPlot`.
 *
 * @throws a result by segment, where one tactic is several dots
 * @example
 * tacticPlot(await tacticEffect(answers, { tactic: "tactic", control: "Control", retained: "retained", cost: "cost" }), { period: "2026" });
 */
export function tacticPlot(result: TacticEffectResult, wording: TacticWording = {}): Figure {
  if (result.by.length > 1) {
    throw new TypeError(
      `tacticPlot requires tactics over all customers; got ${result.by.join(" and ")}: use differencesPlot`,
    );
  }
  const rows = result.rows.filter(({ estimate, costEach }) => estimate !== null && costEach !== null);
  const split = (wanted: boolean) => rows.filter(({ dominance }) => (dominance !== null) === wanted);
  const costs = rows.map(({ costEach }) => costEach!);
  const most = Math.max(1, ...costs);
  const customers = result.overall.n;
  const layout = framed(
    {
      title: wording.title ?? word(result.label),
      subtitle: subtitle(result, wording, "customers"),
      caption: caption(result, wording, words`Hollow: dominated, by the estimates.`),
      labels: ["−10.0%"],
      plotHeight: 330,
      aboveHeight: 44,
    },
    {
      xaxis: {
        title: axisTitle(
          words`cost of one customer, above that of ${word(result.control)}${wording.currency ? words`, ${word(wording.currency)}` : ""}`,
        ),
        range: [Math.min(0, ...costs) - 0.04 * most, 1.15 * most],
        showgrid: false,
        zerolinecolor: COLOURS.grey,
      },
      yaxis: {
        title: axisTitle(words`more kept than with ${word(result.control)}`),
        tickformat: ".0%",
        range: valueRange(rows, { zero: true }),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.ink,
        automargin: true,
      },
      annotations: names(rows),
      showlegend: true,
      legend: legendAbove,
    },
  );
  const groups = [false, true].filter((wanted) => split(wanted).length > 0);
  const said = rows.map((row) => inWords(row, wording)).join(words`; `);
  const text = words`${word(result.label)}, above ${word(result.control)}, of ${count(customers)} customers: ${said}.`;
  const marks = groups.map((wanted) => dots(split(wanted), wanted, wording));
  return { data: [line(rows), ...marks, controlDot(result.control)], layout, text };
}
