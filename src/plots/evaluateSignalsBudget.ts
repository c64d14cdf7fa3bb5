import type { Data } from "plotly.js-dist-min";
import { count, number, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { EvaluateSignalsResult, Foresight } from "../metrics/evaluateSignals/signalEvaluation.js";
import { errorBars, legendAbove, rowAxis, valueRange } from "./axis.js";
import { hover, signalCaption, signalName, signalSubtitle, wholePercent, whyNoMark } from "./evaluateSignalsWords.js";
import type { Figure } from "./figure.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { plain, rowHeight, rowLabel } from "./wording.js";

interface Line {
  readonly name: string;
  readonly foresight: Foresight;
  readonly isTogether: boolean;
}

const precisionOf = ({ foresight }: Line) => foresight.atBudget?.precision ?? null;

/** All together, then the signals, the most precise first. */
function linesOf({ rows, score }: EvaluateSignalsResult): Line[] {
  const single = rows.map((row): Line => ({ name: signalName(row), foresight: row.foresight, isTogether: false }));
  const value = (line: Line) => precisionOf(line)?.estimate ?? -1;
  const sorted = single.sort((a, b) => value(b) - value(a));
  if (score.foresight === null) return sorted;
  return [{ name: words`All signals together`, foresight: score.foresight, isTogether: true }, ...sorted];
}

function dots(lines: readonly Line[]): Partial<Data> {
  const known = lines.flatMap((line, y) => {
    const precision = precisionOf(line);
    return precision === null || precision.estimate === null ? [] : [{ line, y, precision }];
  });
  return {
    ...{ type: "scatter", mode: "markers", name: words`contacted` },
    x: known.map(({ precision }) => precision.estimate),
    y: known.map(({ y }) => y),
    marker: {
      size: 10,
      symbol: known.map(({ line }) => (line.isTogether ? "diamond" : "circle")),
      color: COLOURS.blue,
    },
    error_x: errorBars(known.map(({ precision }) => precision)),
    ...hover(known.map(({ line }) => said(line))),
  } as Partial<Data>;
}

/** What contacting at random would find, of the same cases. */
function randoms(lines: readonly Line[]): Partial<Data> {
  const known = lines.flatMap((line, y) => {
    const { baseRate } = line.foresight;
    return baseRate.estimate === null || precisionOf(line) === null ? [] : [{ y, baseRate }];
  });
  return {
    ...{ type: "scatter", mode: "markers", name: words`at random`, hoverinfo: "skip" },
    x: known.map(({ baseRate }) => baseRate.estimate),
    y: known.map(({ y }) => y),
    marker: { symbol: "line-ns-open", size: 16, color: COLOURS.faintInk, line: { width: 2, color: COLOURS.faintInk } },
  } as Partial<Data>;
}

const reaches = ({ foresight: { atBudget } }: Line) =>
  atBudget === null
    ? "–"
    : words`${percent(atBudget.precision.estimate)}, reaches ${percent(atBudget.sensitivity.estimate, { digits: 0 })} of leavers`;

function said(line: Line): string {
  const { atBudget: reach, baseRate } = line.foresight;
  if (reach === null) return words`${line.name} – (${word(baseRate.note ?? "nobody left within the horizon")})`;
  return words`${line.name} ${percent(reach.precision)} of those contacted leave, ${number(reach.lift, { digits: 1 })} times as many as at random, reaching ${percent(reach.sensitivity)} of leavers`;
}

/** Customers contacted on a date: 40, or 5% of them. */
const budgetName = (budget: number) =>
  budget < 1 ? words`${wholePercent(budget)} of customers` : words`${count(budget)} customers`;

/**
 * Whom the alert budget finds: of the customers contacted on a date, those of the strongest signal first, how many leave within the
 * horizon, with the interval, beside the upright mark of contacting at random. Under each name how many of all leavers that reaches.
 *
 * @example
 * signalBudgetPlot(await evaluateSignals(signals, { until: "2026-06-30", budget: 0.05 }));
 */
export function signalBudgetPlot(result: EvaluateSignalsResult, wording: Wording = {}): Figure {
  const { budget, horizon, score } = result;
  const title = wording.title ?? words`Who leaves within ${plain(horizon)} days, of those the alert budget contacts`;
  const lines = linesOf(result);
  const labels = lines.map((line) => rowLabel(line.name, reaches(line), { bold: line.isTogether }));
  const silent = lines.flatMap((line, y) => {
    if (precisionOf(line)?.estimate != null) return [];
    const why = precisionOf(line)?.note ?? line.foresight.auc.note ?? "nobody left within the horizon";
    return [whyNoMark(why, y)];
  });
  const extent = lines.flatMap(({ foresight: { atBudget, baseRate } }) => [
    ...(atBudget ? [atBudget.precision] : []),
    baseRate,
  ]);
  const { judged } = score;
  const layout = framed(
    {
      title,
      subtitle: signalSubtitle(result, wording),
      caption: signalCaption(
        result,
        wording,
        "Lines",
        words`Budget: ${budgetName(budget)} on each date, the most alarming first.`,
        words`Upright marks: contacting at random. Those who tie count in part.`,
        judged === null
          ? ""
          : words`All together: learnt on earlier dates, judged on ${word(judged.from)} to ${word(judged.to)}. Single signals: all dates, customers of whom they are known.`,
      ),
      labels,
      plotHeight: Math.max(1, lines.length) * rowHeight(labels, 46),
      aboveHeight: 28,
    },
    {
      showlegend: true,
      legend: legendAbove,
      yaxis: { ...rowAxis(labels), showgrid: true },
      xaxis: {
        range: [0, valueRange(extent, { zero: true })[1]],
        tickformat: ".0%",
        title: axisTitle(words`share of those contacted who leave`),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.grey,
      },
      annotations: silent,
    },
  );
  const all = lines.map(said).join(words`; `) || words`no signals`;
  const text = words`${title}, with ${wholePercent(result.level)} intervals: ${all}.`;
  return { data: [randoms(lines), dots(lines)], layout, text };
}
