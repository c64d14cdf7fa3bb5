import type { Data } from "plotly.js-dist-min";
import { count, percent } from "../format/numbers.js";
import { inDigits } from "../language/digits.js";
import { word, words } from "../language/words.js";
import type { PurchaseFrequenciesResult, PurchaseFrequencyRow } from "../metrics/buyingChecks/purchaseFrequencies.js";
import type { Keys } from "../metrics/result.js";
import { columnAxis, errorBars, legendAbove } from "./axis.js";
import {
  BUYING_LOOKS,
  heightUnder,
  historiesCaption,
  historiesSubtitle,
  linesUnder,
  whyNothingDrawn,
} from "./buyingWords.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";

type Row = PurchaseFrequencyRow & { readonly keys: Keys };

const PLOT_HEIGHT = 270;
const BAR = 0.5;
/** Where the model's mark stands beside the bar of its class, in columns. */
const BESIDE = 0.34;

const nameOf = ({ keys }: Row) => inDigits(word(String(keys.purchases)));

function bars(rows: readonly Row[]): Partial<Data> {
  return {
    type: "bar",
    name: words`as seen`,
    x: rows.map((_, i) => i),
    y: rows.map(({ estimate }) => estimate),
    width: BAR,
    marker: { color: COLOURS.lightGrey, line: { color: COLOURS.grey, width: 1 } },
    error_y: errorBars(rows),
    customdata: rows.map((row) => words`${count(row.customers)} customers, ${percent(row)}`),
    hovertemplate: "%{customdata}<extra>%{fullData.name}</extra>",
  } as Partial<Data>;
}

function marks(rows: readonly Row[], model: string): Partial<Data> {
  const { colour, symbol } = BUYING_LOOKS.model;
  return {
    type: "scatter",
    mode: "markers",
    name: escapeLabel(word(model)),
    x: rows.map((_, i) => i + BESIDE),
    y: rows.map(({ expected }) => expected),
    marker: { symbol, size: 9, color: colour },
    customdata: rows.map(
      ({ expectedCustomers, expected }) => words`${count(expectedCustomers)} customers, ${percent(expected)}`,
    ),
    hovertemplate: "%{customdata}<extra>%{fullData.name}</extra>",
  } as Partial<Data>;
}

function sentence({ label, level, overall, rows }: PurchaseFrequenciesResult): string {
  if (overall.estimate === null) return words`${word(label)}: ${word(String(overall.note))}.`;
  const said = rows.map(
    (row) => words`${nameOf(row)}: ${count(row.customers)}, ${percent(row)}, expected ${count(row.expectedCustomers)}`,
  );
  return words`${word(label)}, n = ${count(overall.n)}, with ${percent(level, { digits: 0 })} intervals: ${said.join(words`; `)}.`;
}

/**
 * Customers by how often they bought again: bars for what was seen, with the interval, and beside each the model's mark; the numbers
 * of customers stand below.
 *
 * @example
 * purchaseFrequenciesPlot(frequencies, { population: "who came in the first quarter of 1997", source: "cdnow.csv" });
 */
export function purchaseFrequenciesPlot(result: PurchaseFrequenciesResult, wording: Wording = {}): Figure {
  const { rows, model, overall } = result;
  const highest = Math.max(0.05, ...rows.flatMap(({ upper, expected }) => [upper ?? 0, expected ?? 0]));
  const under = [
    { name: words`customers`, values: rows.map((row) => count(row.customers)), colour: BUYING_LOOKS.seen.colour },
    { name: word(model), values: rows.map((row) => count(row.expectedCustomers)), colour: BUYING_LOOKS.model.colour },
  ];
  const layout = framed(
    {
      title: wording.title ?? word(result.label),
      subtitle: historiesSubtitle(result, wording),
      caption: historiesCaption(
        result,
        wording,
        words`The model was fitted to these customers: a good fit here is needed, not enough.`,
      ),
      labels: [words`customers`, word(model), "100%"],
      plotHeight: PLOT_HEIGHT,
      aboveHeight: 28,
      axisHeight: heightUnder(under),
    },
    {
      showlegend: true,
      legend: legendAbove,
      xaxis: columnAxis(rows.map(nameOf)),
      yaxis: {
        range: [0, 1.06 * highest],
        tickformat: ".0%",
        title: axisTitle(words`share of customers`),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.ink,
      },
      annotations: [...linesUnder(under, words`repeat purchases`), ...whyNothingDrawn(overall)],
    },
  );
  return { data: [bars(rows), marks(rows, model)], layout, text: sentence(result) };
}
