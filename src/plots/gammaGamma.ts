import type { Data } from "plotly.js-dist-min";
import { count, number, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { GammaGammaResult, SpendBin } from "../metrics/gammaGamma/gammaGamma.js";
import { legendAbove } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { asSentence, exclusions, plain, sourceNote } from "./wording.js";

const HEIGHT = 300;
const WHOLE = { digits: 0 };

const rangeOf = ({ from, to }: SpendBin) =>
  to === null ? words`${plain(from)} or more` : words`${plain(from)} to ${plain(to)}`;

/** The middle of a bin. The one without an end is not like the others: it stands apart from them. */
const middles = (bins: readonly SpendBin[]) => {
  const width = (bins[0]?.to ?? 1) - (bins[0]?.from ?? 0);
  return bins.map(({ from, to }) => from + (to === null ? 1.5 : 0.5) * width);
};

const spoken = (bin: SpendBin) =>
  words`${rangeOf(bin)}: ${percent(bin.share)} (${percent(bin.lower)} to ${percent(bin.upper)}), ${count(bin.customers)} customers; model ${percent(bin.expected)}`;

function bars(bins: readonly SpendBin[]): Partial<Data> {
  return {
    type: "bar",
    name: words`customers`,
    x: middles(bins),
    y: bins.map(({ share }) => share),
    marker: { color: COLOURS.sky, line: { color: COLOURS.ink, width: 0.5 } },
    error_y: {
      type: "data",
      symmetric: false,
      array: bins.map(({ upper, share }) => upper - share),
      arrayminus: bins.map(({ lower, share }) => share - lower),
      color: COLOURS.faintInk,
      thickness: 1,
      width: 2,
    },
    customdata: bins.map(spoken),
    hovertemplate: "%{customdata}<extra></extra>",
  } as unknown as Partial<Data>;
}

function model(bins: readonly SpendBin[]): Partial<Data> {
  const [x, y] = [middles(bins), bins.map(({ expected }) => expected)];
  return {
    type: "scatter",
    mode: "lines+markers",
    name: word("Gamma–Gamma"),
    // No line to the bin that stands apart.
    x: [...x.slice(0, -1), null, ...x.slice(-1)],
    y: [...y.slice(0, -1), null, ...y.slice(-1)],
    connectgaps: false,
    line: { color: COLOURS.vermilion, width: 2 },
    marker: { color: COLOURS.vermilion, size: 6, symbol: "diamond" },
    hoverinfo: "skip",
  } as Partial<Data>;
}

/** Where some of the bins begin, and under the last that it has no end: as few as leave room for their letters. */
function ticks(bins: readonly SpendBin[]) {
  const every = Math.max(1, Math.ceil(bins.length / 10));
  const room = Math.max(1, Math.ceil(bins.length / 9));
  const shown = bins.filter((_, i) => i % every === 0 && i < bins.length - room);
  const last = bins.slice(-1);
  return {
    tickvals: [...shown.map(({ from }) => from), ...middles(bins).slice(-1)],
    ticktext: [...shown.map(({ from }) => plain(from)), ...last.map(({ from }) => words`${plain(from)} or more`)],
  };
}

function captionOf({ level, overall, excluded }: GammaGammaResult, { source }: Wording): string {
  const once = words`${count(overall.withoutRepeat)} customers without a repeat purchase tell nothing of spend.`;
  const note = overall.independence.note;
  const from = sourceNote({ source });
  return [
    words`Bars: customers by the mean of their repeat purchases, with ${percent(level, WHOLE)} intervals (Wilson). Line: what the fitted model expects of customers who bought as often.`,
    overall.withoutRepeat > 0 ? once : "",
    note === null ? "" : asSentence(note),
    exclusions(excluded),
    from,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

const nobody = (note: string | null): Partial<Annotation> => ({
  ...{ x: 0.5, y: 0.5, xref: "paper", yref: "paper", showarrow: false },
  text: `<i>${escapeLabel(note === null ? words`no repeat buyers` : word(note))}</i>`,
  font: { color: COLOURS.faintInk },
});

function sentence({ label, overall, distribution }: GammaGammaResult): string {
  const mean = overall.estimate === null ? words`none (${word(String(overall.note))})` : number(overall);
  const list = distribution.map(spoken).join(words`; `);
  return words`${word(label)}: ${mean}, n = ${count(overall.n)} repeat buyers. By mean spend: ${list === "" ? words`nobody` : list}.`;
}

/**
 * Repeat buyers by what their purchases came to on average, beside what the model expects: where the line leaves the bars, Gamma–Gamma does
 * not describe these customers.
 *
 * @example
 * spendPlot(await gammaGamma(customers, { frequency: "repeats", monetaryValue: "mean_repeat_spend" }));
 */
export function spendPlot(result: GammaGammaResult, wording: Wording = {}): Figure {
  const { distribution: bins, overall } = result;
  const n = words`n = ${count(overall.n)} repeat buyers`;
  const parts = [wording.population, wording.period, n].filter((part) => part !== undefined && part !== "");
  const layout = framed(
    {
      title: wording.title ?? words`What customers spend on a purchase, and what the model expects`,
      subtitle: wording.subtitle ?? parts.join(" · "),
      caption: captionOf(result, wording),
      labels: ["100%"],
      plotHeight: HEIGHT,
      aboveHeight: 26,
    },
    {
      xaxis: {
        title: axisTitle(words`Mean amount of a repeat purchase`),
        ...ticks(bins),
        tickangle: 0,
        showgrid: false,
      },
      yaxis: {
        title: axisTitle(words`Share of repeat buyers`),
        tickformat: ".0%",
        rangemode: "tozero",
        gridcolor: COLOURS.grid,
      },
      bargap: 0.08,
      showlegend: true,
      legend: legendAbove,
      annotations: bins.length === 0 ? [nobody(overall.note)] : [],
    },
  );
  const line = bins.every(({ expected }) => expected !== null) && bins.length > 0 ? [model(bins)] : [];
  return { data: [bars(bins), ...line], layout, text: sentence(result) };
}
