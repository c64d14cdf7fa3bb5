import type { Data } from "plotly.js-dist-min";
import { count, number } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { Estimate, Result } from "../metrics/result.js";
import type { RfmCell, RfmResult } from "../metrics/rfm/rfm.js";
import { columnAxis, rowAxis } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { colourAt, inkOn } from "./ink.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { exclusions, plain, sourceNote } from "./wording.js";

const ROW_HEIGHT = 62;
/** One hue from pale to dark: it reads in grey and with every kind of colour vision. */
export const MONEY_SCALE: [number, string][] = [
  [0, "#f3f8fc"],
  [0.5, "#7fb8dc"],
  [1, COLOURS.blue],
];

/** As many decimals as small amounts need to be told apart. */
export const moneyDigits = (largest: number): number => (largest >= 100 ? 0 : largest >= 1 ? 2 : 4);

/** Which amounts are meant: 'all that was spent', 'what a day with a purchase came to'. */
export const moneyName = ({ monetary }: Pick<RfmResult, "monetary">): string =>
  monetary === "total" ? words`all that a customer spent` : words`what a customer spent on a day with a purchase`;

/** The day, and the stretch over which purchases count. */
export const dayWords = ({ asOf, windowDays }: Pick<RfmResult, "asOf" | "windowDays">): string =>
  words`as of ${word(asOf)}, ${windowDays === null ? words`all purchases before it` : words`purchases of the last ${count(windowDays)} days`}`;

export function rfmSubtitle(result: RfmResult, wording: Wording): string {
  const { subtitle, population, period } = wording;
  const parts = [population, period ?? dayWords(result), words`n = ${count(result.overall.n)} customers`];
  return subtitle ?? parts.filter((part) => part !== undefined && part !== "").join(" · ");
}

/** What was left out and where the numbers come from, under whatever else is to be said. */
export function rfmCaption({ excluded }: Pick<Result<Estimate>, "excluded">, { source }: Wording, ...said: string[]) {
  const later = excluded.outOfRange > 0 ? words`${count(excluded.outOfRange)} rows are later than the day.` : "";
  const from = sourceNote({ source });
  return [...said, exclusions({ ...excluded, outOfRange: 0 }), later, from].filter((part) => part !== "").join(" ");
}

/** Lines from above: the most recent first. */
function linesOf({ cells, bins }: RfmResult): RfmCell[][] {
  return Array.from({ length: bins }, (_, i) => cells.filter(({ recency }) => recency === bins - i));
}

const nameOf = ({ recency, frequency }: RfmCell) => words`recency ${plain(recency)}, frequency ${plain(frequency)}`;

function heat(lines: readonly RfmCell[][], [low, high]: readonly [number, number], digits: number): Partial<Data> {
  return {
    type: "heatmap",
    z: lines.map((cells) => cells.map(({ estimate }) => estimate)),
    x: lines.map((_, i) => i),
    y: lines.map((_, i) => i),
    zmin: low,
    zmax: high,
    colorscale: MONEY_SCALE,
    showscale: false,
    xgap: 2,
    ygap: 2,
    hoverongaps: false,
    customdata: lines.map((cells) =>
      cells.map((cell) => escapeLabel(words`${nameOf(cell)}: ${number(cell, { digits })}, n = ${count(cell.n)}`)),
    ),
    hovertemplate: "%{customdata}<extra></extra>",
  } as unknown as Partial<Data>;
}

/** The mean with its interval in the cell, and on how many customers it stands. */
function letters(lines: readonly RfmCell[][], [low, high]: readonly [number, number], digits: number) {
  return lines.flatMap((cells, y) =>
    cells.map((cell, x): Partial<Annotation> => {
      const { estimate, lower, upper, n } = cell;
      const place = { x, y, showarrow: false } as const;
      if (estimate === null) return { ...place, text: words`nobody`, font: { size: 10, color: COLOURS.faintInk } };
      const color = inkOn(colourAt(MONEY_SCALE, high === low ? 0 : (estimate - low) / (high - low)));
      const write = (value: number | null) => number(value, { digits });
      const bounds = lower === null ? [] : [words`${write(lower)} to ${write(upper)}`];
      const below = [...bounds, words`n = ${count(n)}`].join("<br>");
      const text = `<b>${write(estimate)}</b><br><span style="font-size:9px">${below}</span>`;
      return { ...place, text, font: { size: 12, color } };
    }),
  );
}

function sentence(result: RfmResult, lines: readonly RfmCell[][], digits: number): string {
  const said = lines.flat().flatMap((cell) => {
    if (cell.estimate === null) return [];
    return [words`${nameOf(cell)} ${number(cell.estimate, { digits })} of ${count(cell.n)}`];
  });
  const list = said.length === 0 ? words`nobody (${word(String(result.overall.note))})` : said.join(words`; `);
  return words`Mean of ${moneyName(result)} by scores of 1 to ${plain(result.bins)}, ${dayWords(result)}, n = ${count(result.overall.n)}: ${list}.`;
}

/**
 * Customers by recency and frequency, the most recent on top and the most frequent at the right: in each cell the mean of what was
 * spent, the darker the more, with its interval and the number of customers.
 *
 * @example
 * rfmPlot(await rfm(orders, { customer: "customer", date: "date", amount: "revenue", asOf: "2026-06-30" }));
 */
export function rfmPlot(result: RfmResult, wording: Wording = {}): Figure {
  const lines = linesOf(result);
  const means = result.cells.flatMap(({ estimate }) => (estimate === null ? [] : [estimate]));
  const range = [Math.min(0, ...means), Math.max(0, ...means) || 1] as const;
  const digits = moneyDigits(Math.max(...range.map(Math.abs)));
  const scores = lines.map((_, i) => String(i + 1));
  const ends = (score: string, low: string, high: string) =>
    score === "1"
      ? words`${plain(1)} (${low})`
      : score === scores.at(-1)
        ? words`${plain(score)} (${high})`
        : plain(score);
  const rows = [...scores].reverse().map((score) => ends(score, words`long ago`, words`just now`));
  const level = plain(`${Number((100 * result.level).toFixed(4))}%`);
  const layout = framed(
    {
      title: wording.title ?? words`What customers spend, by how recently and how often they bought`,
      subtitle: rfmSubtitle(result, wording),
      caption: rfmCaption(
        result,
        wording,
        words`Cells: mean of ${moneyName(result)}, with ${level} intervals (Student's t), and customers. Scores are ranks; equal customers share one.`,
      ),
      labels: [words`Recency`, ...rows],
      plotHeight: lines.length * ROW_HEIGHT,
    },
    {
      yaxis: { ...rowAxis(rows), title: axisTitle(words`Recency score`) },
      xaxis: {
        ...columnAxis(scores.map((score) => ends(score, words`seldom`, words`often`))),
        title: axisTitle(words`Frequency score`),
      },
      annotations: letters(lines, range, digits),
    },
  );
  return { data: [heat(lines, range, digits)], layout, text: sentence(result, lines, digits) };
}
