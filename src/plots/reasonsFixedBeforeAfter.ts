import type { Data } from "plotly.js-dist-min";
import { word, words } from "../language/words.js";
import type { ReasonChange, ReasonsFixedResult, ReasonsFixedRow } from "../metrics/reasonsFixed/reasonsFixed.js";
import { errorBars, legendAbove, rowAxis } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { customersOf } from "./reasonsFixed.js";
import { caveats, fixesMeant, type ReasonsFixedWording, rowOfFix, timeOf, withFix } from "./reasonsFixedWords.js";
import { LOOKS } from "./series.js";
import { axisTitle, COLOURS, framed } from "./theme.js";
import { caption, rowHeight, rowLabel, subtitle } from "./wording.js";

const nameOf = ({ reason }: ReasonChange): string => (reason === null ? words`Reason not known` : word(reason));

/** Told apart by height, shape and colour. */
const SIDES = [
  { of: "lost", offset: -0.16, name: "as things are", look: LOOKS[0] },
  { of: "stillLost", offset: 0.16, name: "with the fix", look: LOOKS[1] },
] as const;

function trace(causes: readonly ReasonChange[], { of, offset, name, look }: (typeof SIDES)[number]): Partial<Data> {
  const rows = causes.flatMap((cause, i) => (cause[of].estimate === null ? [] : [{ found: cause[of], y: i + offset }]));
  return {
    type: "scatter",
    mode: "markers",
    name: word(name),
    y: rows.map(({ y }) => y),
    x: rows.map(({ found }) => found.estimate),
    marker: { symbol: look.symbol, size: 9, color: look.colour },
    error_x: errorBars(
      rows.map(({ found }) => found),
      look.colour,
    ),
    customdata: rows.map(({ found }) => escapeLabel(customersOf(found))),
    hovertemplate: "%{customdata}<extra>%{fullData.name}</extra>",
  } as Partial<Data>;
}

function label(cause: ReasonChange, { reasons }: ReasonsFixedRow): string {
  const isFixed = cause.reason !== null && reasons.includes(cause.reason);
  const short = (found: ReasonChange["lost"]) => customersOf({ ...found, lower: null, upper: null });
  return rowLabel(nameOf(cause), words`${short(cause.lost)} → ${short(cause.stillLost)}`, { bold: isFixed });
}

/**
 * Customers lost to each reason, as things are and with a fix: fewer where it works, more to the others, since whom one reason
 * does not take another one may.
 *
 * @param wording `fix` names the fix; all at once unless given
 * @throws a fix that the result does not have
 * @example
 * reasonsBeforeAfterPlot(await reasonsFixed(answers, options), { fix: "Faster delivery" });
 */
export function reasonsBeforeAfterPlot(result: ReasonsFixedResult, wording: ReasonsFixedWording = {}): Figure {
  const row = rowOfFix(result, wording.fix, "reasonsBeforeAfterPlot");
  const labels = row.causes.map((cause) => label(cause, row));
  const what = words`Customers lost to each reason ${timeOf(result, wording)}`;
  const layout = framed(
    {
      title: wording.title ?? words`${what}, ${withFix(row, result)} and without`,
      subtitle: subtitle(result, wording, "customers"),
      caption: caption(
        result,
        wording,
        ...fixesMeant(row, result),
        ...caveats(result),
        words`Bold: the reasons that are fixed.`,
      ),
      labels,
      plotHeight: Math.max(1, labels.length) * rowHeight(labels, 38),
      aboveHeight: 30,
    },
    {
      showlegend: true,
      legend: legendAbove,
      yaxis: { ...rowAxis(labels), showgrid: true },
      xaxis: { rangemode: "tozero", title: axisTitle(words`customers`), gridcolor: COLOURS.grid },
    },
  );
  const said = row.causes.map(
    (cause) => words`${nameOf(cause)} ${customersOf(cause.lost)} and then ${customersOf(cause.stillLost)}`,
  );
  return {
    data: SIDES.map((side) => trace(row.causes, side)),
    layout,
    text: words`${what}, without and ${withFix(row, result)}: ${said.join(words`; `)}.`,
  };
}
