import type { Data } from "plotly.js-dist-min";
import { amount } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { ReasonsFixedResult, ReasonsFixedRow } from "../metrics/reasonsFixed/reasonsFixed.js";
import type { Estimate } from "../metrics/result.js";
import { errorBars, rowAxis, valueRange, whyEmpty } from "./axis.js";
import { readable, roughly } from "./churnReasonsWords.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { customersOf } from "./reasonsFixed.js";
import { caveats, type ReasonsFixedWording, timeOf } from "./reasonsFixedWords.js";
import { axisTitle, COLOURS, framed } from "./theme.js";
import { caption, rowHeight, rowLabel, subtitle } from "./wording.js";

export interface PrioritiesWording extends Omit<ReasonsFixedWording, "fix"> {
  /** The money of the values, after amounts. */
  readonly currency?: string;
}

/** What fixes are ranked by: the net value, or the customers kept where no value was given. */
const worthOf = (row: ReasonsFixedRow): Estimate => row.netValue ?? row;

function shown(row: ReasonsFixedRow, { currency }: PrioritiesWording): string {
  if (row.netValue === null) return customersOf(row);
  return amount(row.netValue, currency === undefined ? {} : { currency });
}

const bestIn = ({ probabilityBest }: ReasonsFixedRow): string =>
  probabilityBest === null ? "" : words`best in ${roughly(probabilityBest)}`;

function dots(rows: readonly ReasonsFixedRow[], wording: PrioritiesWording): Partial<Data> {
  const known = rows.flatMap((row, y) => (worthOf(row).estimate === null ? [] : [{ row, y }]));
  const isClear = ({ row }: (typeof known)[number]) => (worthOf(row).lower ?? 0) > 0;
  return {
    type: "scatter",
    mode: "markers",
    y: known.map(({ y }) => y),
    x: known.map(({ row }) => worthOf(row).estimate),
    marker: {
      size: 10,
      color: known.map((each) => (isClear(each) ? COLOURS.blue : "#ffffff")),
      line: { color: COLOURS.blue, width: 2 },
    },
    error_x: errorBars(known.map(({ row }) => worthOf(row))),
    customdata: known.map(({ row }) => escapeLabel(shown(row, wording))),
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
}

/**
 * Which fix to do first: the net value of each (or the customers it keeps, where no value was given) with its interval, from the
 * highest, and in what share of resamples it is the best. Filled where the interval lies above 0.
 *
 * @example
 * reasonsFixedPrioritiesPlot(await reasonsFixed(answers, options), { currency: "€" });
 */
export function reasonsFixedPrioritiesPlot(result: ReasonsFixedResult, wording: PrioritiesWording = {}): Figure {
  const rows = [...result.fixes].sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  const labels = rows.map((row) => rowLabel(word(row.fix), bestIn(row)));
  const time = timeOf(result, wording);
  const what = result.net === null ? words`Customers kept` : words`Net value of ${readable(result.net)} kept`;
  const cost =
    result.net === null ? "" : words`, less cost${wording.currency ? words`, ${word(wording.currency)}` : ""}`;
  const none =
    result.probabilityNone === null
      ? []
      : [words`No fix is worth its cost in ${roughly(result.probabilityNone)} of resamples.`];
  const layout = framed(
    {
      title: wording.title ?? words`${what} ${time}, by fix`,
      subtitle: subtitle(result, wording, "customers"),
      caption: caption(result, wording, ...caveats(result), ...none, words`Filled: the interval lies above 0.`),
      labels,
      plotHeight: Math.max(1, labels.length) * rowHeight(labels),
    },
    {
      yaxis: { ...rowAxis(labels), showgrid: true },
      xaxis: {
        range: valueRange(rows.map(worthOf), { zero: true }),
        title: axisTitle(result.net === null ? words`customers kept` : words`${readable(result.net)} kept${cost}`),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.ink,
      },
      annotations: whyEmpty(rows.map(worthOf)),
    },
  );
  const said = rows.map((row) =>
    [words`${word(row.fix)} ${shown(row, wording)}`, bestIn(row)].filter((part) => part !== ""),
  );
  const text = words`${what} ${time}, by fix: ${said.map((parts) => parts.join(words`, `)).join(words`; `)}.`;
  return { data: [dots(rows, wording)], layout, text: [text, ...none].join(" ") };
}
