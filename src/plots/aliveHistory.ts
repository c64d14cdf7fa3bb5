import type { Data, Layout } from "plotly.js-dist-min";
import { count, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { AliveDay, AliveHistoryResult } from "../metrics/buyingChecks/aliveHistory.js";
import { legendAbove } from "./axis.js";
import { present } from "./buyingWords.js";
import type { Figure } from "./figure.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { sourceNote } from "./wording.js";

const PLOT_HEIGHT = 270;
/** Uprights of more purchases than this would hide the line. */
const MOST_UPRIGHTS = 60;

/** Finer than a picture shows. */
const drawn = (share: number) => Math.round(share * 1e4) / 1e4;

function line(rows: readonly AliveDay[]): Partial<Data> {
  return {
    type: "scatter",
    mode: "lines",
    name: words`probability of being alive`,
    x: rows.map(({ date }) => date),
    y: rows.map(({ alive }) => drawn(alive)),
    line: { color: COLOURS.blue, width: 2 },
    customdata: rows.map(
      ({ date, alive, frequency }) =>
        words`${word(date)}: ${percent(drawn(alive))}, ${count(frequency)} repeat purchases`,
    ),
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
}

function marks(bought: readonly AliveDay[]): Partial<Data> {
  return {
    type: "scatter",
    mode: "markers",
    name: words`purchase`,
    x: bought.map(({ date }) => date),
    y: bought.map(({ alive }) => drawn(alive)),
    marker: { symbol: "circle", size: 8, color: COLOURS.ink },
    customdata: bought.map(({ date, alive }) => words`bought on ${word(date)}: ${percent(drawn(alive))}`),
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
}

const uprights = (bought: readonly AliveDay[]) =>
  (bought.length > MOST_UPRIGHTS
    ? []
    : bought.map(({ date, alive }) => ({
        ...{ type: "line", layer: "below", xref: "x", x0: date, x1: date },
        ...{ yref: "y", y0: 0, y1: drawn(alive) },
        line: { color: COLOURS.grey, width: 1, dash: "dot" },
      }))) as Layout["shapes"];

/** The last value, right of the end of the line. */
function lastValue({ date, alive }: AliveDay): Partial<Annotation> {
  const place = { xref: "x", x: date, yref: "y", y: drawn(alive), xanchor: "left", xshift: 6 } as const;
  return { ...place, text: `<b>${percent(alive)}</b>`, showarrow: false, font: { size: 12, color: COLOURS.blue } };
}

/** Whether nothing but construction makes it certain that who has not come again is still there. */
const isCertain = (rows: readonly AliveDay[]) => {
  const before = rows.filter(({ frequency }) => frequency === 0);
  return before.length > 1 && before.every(({ alive }) => alive === 1);
};

/**
 * How likely it was, day by day, that one customer was still there: it falls while nothing is heard of him, and a dot marks each day on
 * which he bought.
 *
 * @example
 * aliveHistoryPlot(history, { population: "customer 1", source: "cdnow.csv" });
 */
export function aliveHistoryPlot(result: AliveHistoryResult, wording: Wording = {}): Figure {
  const { rows, model, purchases } = result;
  const { population = words`one customer`, source } = wording;
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const bought = rows.filter(({ isPurchase }) => isPurchase);
  const title = wording.title ?? words`Probability of being alive, day by day (${model})`;
  const days =
    purchases === 1 ? words`${count(purchases)} day with a purchase` : words`${count(purchases)} days with a purchase`;
  const period = wording.period ?? words`${word(first.date)} to ${word(last.date)}`;
  const layout = framed(
    {
      title,
      subtitle: wording.subtitle ?? present([population, period, days], " · "),
      caption: present(
        [
          words`By the parameters of the whole fit, which nobody knew on any of these days; without an interval.`,
          isCertain(rows) ? words`1 until the second purchase, by construction of ${model}.` : "",
          sourceNote({ source }),
        ],
        " ",
      ),
      labels: ["100%"],
      plotHeight: PLOT_HEIGHT,
      aboveHeight: 28,
    },
    {
      showlegend: true,
      legend: legendAbove,
      xaxis: { type: "date", tickformat: "%Y-%m-%d", nticks: 7, showgrid: false, zeroline: false },
      yaxis: {
        range: [0, 1.04],
        tickformat: ".0%",
        title: axisTitle(words`alive`),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.grey,
      },
      shapes: uprights(bought),
      annotations: [lastValue(last)],
    },
  );
  const said = bought.map(({ date, alive }) => words`${word(date)} ${percent(alive)}`);
  const text = words`${title}, ${population}: bought on ${said.join(words`; `)}; on ${word(last.date)} ${percent(last.alive)}.`;
  return { data: [line(rows), marks(bought)], layout, text };
}
