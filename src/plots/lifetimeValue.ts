import type { Data } from "plotly.js-dist-min";
import { count, number, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { LifetimeResult, LifetimeRow, LifetimeTenth } from "../metrics/lifetimeValue/lifetimeValue.js";
import type { Estimate, Keys } from "../metrics/result.js";
import { errorBars, rowAxis, whyEmpty } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { exclusions, plain, rowHeight, rowLabel, segmentName, sourceNote, subtitle } from "./wording.js";

/** One bar: what it is of, its mean, and which part of the value of everybody it holds. */
interface Bar {
  readonly name: string;
  readonly mean: Estimate;
  readonly share: Estimate;
  readonly isAll: boolean;
}

const WHOLE = { digits: 0 };

const barOfRow = (row: LifetimeRow & { readonly keys?: Keys }): Bar => ({
  name: segmentName(row, words`All customers`),
  mean: row,
  share: row.share,
  isAll: row.keys === undefined,
});

const ends: Readonly<Record<number, string>> = { 1: "The most valuable tenth", 10: "The least valuable tenth" };

const nameOfTenth = (tenth: number) => {
  const end = ends[tenth];
  return end === undefined ? words`Tenth ${plain(tenth)}` : word(end);
};

const barOfTenth = (tenth: LifetimeTenth): Bar => ({
  name: nameOfTenth(tenth.tenth),
  mean: tenth,
  share: tenth.share,
  isAll: false,
});

/** Segments where there are any; otherwise tenths: who holds the value. */
const barsOf = ({ overall, rows, tenths }: LifetimeResult): Bar[] => [
  barOfRow(overall),
  ...(rows.length > 0 ? rows.map(barOfRow) : tenths.map(barOfTenth)),
];

/** Decimals by which the smallest of the amounts can be told. */
function digitsOf(bars: readonly Bar[]): number {
  const most = Math.max(0, ...bars.map(({ mean }) => mean.estimate ?? 0));
  return most >= 1000 ? 0 : most >= 10 ? 1 : most >= 1 ? 2 : 4;
}

const shareWords = ({ estimate }: Estimate) =>
  estimate === null ? "" : words` · ${percent(estimate, WHOLE)} of the value`;

function labelOf({ name, mean, share, isAll }: Bar): string {
  return rowLabel(name, words`n = ${count(mean.n)}${isAll ? "" : shareWords(share)}`, { bold: isAll });
}

/** The number beyond the end of its interval, where nothing crosses it. */
const amounts = (bars: readonly Bar[], digits: number): Partial<Annotation>[] =>
  bars.flatMap(({ mean, isAll }, y) => {
    if (mean.estimate === null) return [];
    const text = number(mean.estimate, { digits });
    const place = { x: mean.upper ?? mean.estimate, y, xanchor: "left", xshift: 7, showarrow: false } as const;
    return [{ ...place, text: isAll ? `<b>${text}</b>` : text, font: { size: 11, color: COLOURS.ink } }];
  });

function drawn(bars: readonly Bar[], digits: number): Partial<Data> {
  const spoken = bars.map(({ name, mean, share }) => words`${name}: ${number(mean, { digits })}${shareWords(share)}`);
  return {
    type: "bar",
    orientation: "h",
    y: bars.map((_, i) => i),
    x: bars.map(({ mean }) => mean.estimate),
    marker: {
      color: bars.map(({ isAll }) => (isAll ? COLOURS.lightGrey : COLOURS.sky)),
      line: { color: COLOURS.ink, width: 0.5 },
    },
    error_x: errorBars(bars.map(({ mean }) => mean)),
    customdata: spoken.map((text) => escapeLabel(text)),
    hovertemplate: "%{customdata}<extra></extra>",
  } as unknown as Partial<Data>;
}

function captionOf(result: LifetimeResult, { source }: Wording): string {
  const { level, method, margin, discountRate, excluded, overall, models } = result;
  const kept = margin === 1 ? words`Amounts are revenue` : words`Amounts are ${percent(margin, WHOLE)} of revenue`;
  const related = models.some(({ spending }) => spending.independence.note !== null)
    ? words`Frequency and spend are related, which the model takes for unrelated.`
    : "";
  const lines =
    overall.lower === null
      ? words`${word(method)}.`
      : words`Lines: ${percent(level, WHOLE)} intervals; ${word(method)}.`;
  const from = sourceNote({ source });
  const discounted = words`discounted at ${percent(discountRate, { digits: Number.isInteger(Math.round(1e6 * discountRate) / 1e4) ? 0 : 1 })} a year. What was spent before is not in them.`;
  return [lines, words`${kept} to come, ${discounted}`, related, exclusions(excluded), from]
    .filter((part) => part !== "")
    .join(" ");
}

/**
 * What a customer is still worth on average: of everybody and of each segment, or, of a result without `by`, of each tenth of customers from
 * the most valuable to the least. Beside each bar the part of all value that it holds.
 *
 * @example
 * lifetimeValuePlot(await lifetimeValue(customers, { frequency: "repeats", recency: "last", age: "age", monetaryValue: "spend", horizon: 52, discountRate: 0.1, unitsPerYear: 52 }));
 */
export function lifetimeValuePlot(result: LifetimeResult, wording: Wording = {}): Figure {
  const bars = barsOf(result);
  const digits = digitsOf(bars);
  const labels = bars.map(labelOf);
  const most = Math.max(0, ...bars.map(({ mean }) => mean.upper ?? mean.estimate ?? 0)) || 1;
  const layout = framed(
    {
      title: wording.title ?? word(result.label),
      subtitle: subtitle(result, wording, "customers"),
      caption: captionOf(result, wording),
      labels,
      plotHeight: bars.length * rowHeight(labels, 34),
    },
    {
      xaxis: { title: axisTitle(words`Mean amount of a customer`), range: [0, 1.15 * most], gridcolor: COLOURS.grid },
      yaxis: rowAxis(labels),
      annotations: [...amounts(bars, digits), ...whyEmpty(bars.map(({ mean }) => mean))],
    },
  );
  const said = bars.map(({ name, mean, share, isAll }) => {
    const value = mean.estimate === null ? words`none (${word(String(mean.note))})` : number(mean, { digits });
    return words`${name} ${value}${isAll ? "" : shareWords(share)}, n = ${count(mean.n)}`;
  });
  const sentence = words`${word(result.label)}, mean of a customer with ${percent(result.level, WHOLE)} intervals: ${said.join(words`; `)}.`;
  return { data: [drawn(bars, digits)], layout, text: sentence };
}
