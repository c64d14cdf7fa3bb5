import type { Data, Layout } from "plotly.js-dist-min";
import { count } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { PurchaseTrackingResult, PurchaseTrackingRow } from "../metrics/buyingChecks/purchaseTracking.js";
import type { Keys } from "../metrics/result.js";
import { legendAbove } from "./axis.js";
import { BUYING_LOOKS, historiesSubtitle, present, whyNothingDrawn } from "./buyingWords.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { plain } from "./wording.js";

export interface PurchaseTrackingWording extends Wording {
  /** All purchases since the first day ("cumulative", unless given), or those of each period. */
  readonly show?: "cumulative" | "each";
}

type Row = PurchaseTrackingRow & { readonly keys: Keys };
type Shown = NonNullable<PurchaseTrackingWording["show"]>;

const PLOT_HEIGHT = 290;
/** The name of the upright stands under the legend. */
const UPRIGHT_HEIGHT = 20;
const LEGEND_HEIGHT = UPRIGHT_HEIGHT + 28;

const dayOf = ({ keys }: Row) => String(keys.end);
const made = (row: Row, show: Shown) => (show === "each" ? row.estimate : row.cumulative);
const expected = (row: Row, show: Shown) => (show === "each" ? row.expected : row.expectedCumulative);

function line({ rows, model }: PurchaseTrackingResult, show: Shown, which: "seen" | "model"): Partial<Data> {
  const { colour } = BUYING_LOOKS[which];
  const of = which === "seen" ? made : expected;
  return {
    type: "scatter",
    mode: "lines",
    name: which === "seen" ? words`as made` : escapeLabel(word(model)),
    x: rows.map(dayOf),
    y: rows.map((row) => of(row, show)),
    line: { color: colour, width: which === "seen" ? 1.5 : 2, dash: which === "seen" ? "solid" : "dash" },
    customdata: rows.map(
      (row) => words`up to ${word(dayOf(row))}: ${count(of(row, show))}, of ${count(row.n)} customers`,
    ),
    hovertemplate: "%{customdata}<extra>%{fullData.name}</extra>",
  } as Partial<Data>;
}

/** The upright at the last day of the fit, where something was held out. */
function fitEnd({ fittedUntil, heldOut }: PurchaseTrackingResult) {
  if (heldOut === null) return { shapes: [], annotations: [] };
  const shape = { type: "line", layer: "below", xref: "x", x0: fittedUntil, x1: fittedUntil, yref: "paper" } as const;
  const place = { xref: "x", x: fittedUntil, yref: "paper", y: 1, xanchor: "center", yanchor: "bottom" } as const;
  const name = {
    ...place,
    text: words`fitted until ${word(fittedUntil)}`,
    showarrow: false,
    font: { size: 11, color: COLOURS.faintInk },
  };
  return {
    shapes: [{ ...shape, y0: 0, y1: 1, line: { color: COLOURS.grey, width: 1, dash: "dot" } }] as Layout["shapes"],
    annotations: [name] as Partial<Annotation>[],
  };
}

const overAll = ({ overall, model }: PurchaseTrackingResult) =>
  overall.estimate === null
    ? ""
    : words`In all ${count(overall.estimate)} repeat purchases, ${word(model)} ${count(overall.expectedCumulative)}`;

function verdict(result: PurchaseTrackingResult): string {
  const { heldOut, fittedUntil } = result;
  const after =
    heldOut === null
      ? ""
      : words`; after ${word(fittedUntil)} ${count(heldOut.purchases)}, expected ${count(heldOut.expected)}`;
  const whole = overAll(result);
  return whole === "" ? "" : words`${whole}${after}.`;
}

function footnotes(result: PurchaseTrackingResult, { source }: Wording): string {
  const { missing, outOfRange } = result.excluded;
  const left = [
    missing > 0 ? words`${count(missing)} ${word(missing === 1 ? "row" : "rows")} without customer or date` : "",
    outOfRange > 0 ? words`${count(outOfRange)} of customers who are not of the cohort` : "",
  ];
  const notCounted = present(left, words`, `);
  return present(
    [
      words`Counts, without intervals. Dashed: expected of new customers, each from the first purchase on.`,
      verdict(result),
      notCounted === "" ? "" : words`Not counted: ${notCounted}.`,
      source ? words`Source: ${source}.` : "",
    ],
    " ",
  );
}

/** Each line at its end and at the end of the fit: what is between reads off the picture. */
function sentence(result: PurchaseTrackingResult, title: string): string {
  const { rows, overall, each } = result;
  if (overall.estimate === null) return words`${title}: ${word(String(overall.note))}.`;
  const days = words`${plain(rows.length)} ${word(`${each}s`)} up to ${word(dayOf(rows.at(-1)!))}`;
  return words`${title}, n = ${count(overall.n)} customers, ${days}. ${verdict(result)}`;
}

/**
 * Repeat purchases over time, as they were made and, dashed, as the model expected: all since the first day, or those of each period.
 * Right of the dotted upright the model had seen nothing.
 *
 * @example
 * purchaseTrackingPlot(tracking, { show: "each", population: "who came in the first quarter of 1997" });
 */
export function purchaseTrackingPlot(result: PurchaseTrackingResult, wording: PurchaseTrackingWording = {}): Figure {
  const { rows, overall, each, model } = result;
  const { show = "cumulative" } = wording;
  const what = show === "each" ? words`Repeat purchases of each ${word(each)}` : words`All repeat purchases so far`;
  const title = wording.title ?? words`${what}, and as ${word(model)} expects`;
  const highest = Math.max(1, ...rows.flatMap((row) => [made(row, show) ?? 0, expected(row, show)]));
  const { shapes, annotations } = fitEnd(result);
  const layout = framed(
    {
      title,
      subtitle: historiesSubtitle(result, wording),
      caption: footnotes(result, wording),
      labels: [count(highest)],
      plotHeight: PLOT_HEIGHT,
      aboveHeight: LEGEND_HEIGHT,
    },
    {
      showlegend: true,
      legend: { ...legendAbove, y: 1 + UPRIGHT_HEIGHT / PLOT_HEIGHT },
      xaxis: { type: "date", tickformat: "%Y-%m-%d", nticks: 7, showgrid: false, zeroline: false },
      yaxis: {
        range: [0, 1.06 * highest],
        tickformat: ",d",
        title: axisTitle(words`repeat purchases`),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.grey,
      },
      shapes,
      annotations: [...(annotations ?? []), ...whyNothingDrawn(overall)],
    },
  );
  return { data: [line(result, show, "seen"), line(result, show, "model")], layout, text: sentence(result, title) };
}
