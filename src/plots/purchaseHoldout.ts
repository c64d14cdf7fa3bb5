import type { Data } from "plotly.js-dist-min";
import { count, fixed, number, percent } from "../format/numbers.js";
import { inDigits } from "../language/digits.js";
import { word, words } from "../language/words.js";
import type { PurchaseHoldoutResult, PurchaseHoldoutRow } from "../metrics/buyingChecks/purchaseHoldout.js";
import type { Keys } from "../metrics/result.js";
import { columnAxis, errorBars, legendAbove } from "./axis.js";
import {
  BUYING_LOOKS,
  heightUnder,
  historiesCaption,
  historiesSubtitle,
  linesUnder,
  timeWords,
  whyNothingDrawn,
} from "./buyingWords.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";

type Row = PurchaseHoldoutRow & { readonly keys: Keys };
type Look = (typeof BUYING_LOOKS)[keyof typeof BUYING_LOOKS];

/** A forecast, or what came of it. */
interface Course {
  readonly name: string;
  readonly look: Look;
  readonly of: (row: PurchaseHoldoutRow) => number | null;
}

const PLOT_HEIGHT = 280;
/** Where what was made stands beside the forecasts, in columns: on each other they would hide. */
const BESIDE = 0.11;

const coursesOf = ({ model }: PurchaseHoldoutResult): readonly [Course, Course, Course] => [
  { name: words`as made`, look: BUYING_LOOKS.seen, of: ({ estimate }) => estimate },
  { name: word(model), look: BUYING_LOOKS.model, of: ({ expected }) => expected },
  { name: words`own rate`, look: BUYING_LOOKS.naive, of: ({ naive }) => naive },
];

const nameOf = ({ keys }: Row) => inDigits(word(String(keys.purchases)));

function line({ name, look, of }: Course, rows: readonly Row[]): Partial<Data> {
  const isSeen = look === BUYING_LOOKS.seen;
  return {
    type: "scatter",
    mode: isSeen ? "markers" : "lines+markers",
    name: escapeLabel(name),
    connectgaps: false,
    x: rows.map((_, i) => (isSeen ? i - BESIDE : i)),
    y: rows.map(of),
    line: { color: look.colour, dash: look.dash, width: 1.5 },
    marker: { symbol: look.symbol, size: isSeen ? 9 : 7, color: look.colour },
    ...(isSeen ? { error_y: errorBars(rows) } : {}),
    customdata: rows.map((row) => words`${isSeen ? number(row) : number(of(row))}, n = ${count(row.n)}`),
    hovertemplate: "%{customdata}<extra>%{fullData.name}</extra>",
  } as Partial<Data>;
}

/** What was made and forecast on average, and how far off one customer was. */
function verdict({ overall, model }: PurchaseHoldoutResult): string {
  const { estimate, purchases, expected, expectedPurchases, naive, error, naiveError } = overall;
  if (estimate === null) return "";
  const name = word(model);
  const made = words`${count(purchases)} purchases, ${fixed(estimate, 2)} on average`;
  const told = words`${name} ${count(expectedPurchases)}, ${fixed(expected, 2)}; own rate ${fixed(naive, 2)}`;
  return words`In all ${made}; ${told}. One customer was off by ${fixed(error, 2)} from ${name} and by ${fixed(naiveError, 2)} from the own rate.`;
}

function sentence(result: PurchaseHoldoutResult): string {
  const { label, level, overall, rows } = result;
  if (overall.estimate === null) return words`${word(label)}: ${word(String(overall.note))}.`;
  const said = rows.map((row) => {
    const forecasts =
      row.expected === null ? "" : words`, expected ${number(row.expected)}, own rate ${number(row.naive)}`;
    return words`${nameOf(row)}: ${number(row)}${forecasts}, n = ${count(row.n)}`;
  });
  const means = words`mean purchases by repeat purchases before, with ${percent(level, { digits: 0 })} intervals`;
  return words`${word(label)}, ${means}: ${said.join(words`; `)}. ${verdict(result)}`;
}

/**
 * What customers bought in the time that was held out, by how often they had bought before: dots with intervals, the model's forecast as
 * a line, and dashed the forecast that needs no model, everybody at his own rate.
 *
 * @param wording `time` names the unit of the time after: "weeks"
 * @example
 * purchaseHoldoutPlot(held, { time: "weeks", population: "who came in the first quarter of 1997" });
 */
export function purchaseHoldoutPlot(
  result: PurchaseHoldoutResult,
  wording: Wording & { readonly time?: string } = {},
): Figure {
  const { rows, overall, model } = result;
  const [seen, expected, naive] = coursesOf(result);
  const after = timeWords(result.time, wording.time);
  const all = rows.flatMap((row) => [row.upper ?? row.estimate, row.expected, row.naive]);
  const highest = Math.max(0.1, ...all.filter((value): value is number => value !== null));
  const under = [
    { name: words`customers`, values: rows.map((row) => count(row.n)), colour: COLOURS.faintInk },
    ...[seen, expected, naive].map(({ name, look, of }) => {
      return { name, values: rows.map((row) => fixed(of(row), 2)), colour: look.colour };
    }),
  ];
  const layout = framed(
    {
      title: wording.title ?? words`Purchases within the ${after} after, and as ${word(model)} expects`,
      subtitle: historiesSubtitle(result, wording),
      caption: historiesCaption(result, wording, words`Dashed: everybody goes on as before.`, verdict(result)),
      labels: [words`customers`, word(model)],
      plotHeight: PLOT_HEIGHT,
      aboveHeight: 28,
      axisHeight: heightUnder(under),
    },
    {
      showlegend: true,
      legend: legendAbove,
      xaxis: columnAxis(rows.map(nameOf)),
      yaxis: {
        range: [-0.02 * highest, 1.06 * highest],
        title: axisTitle(words`mean purchases after`),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.grey,
      },
      annotations: [...linesUnder(under, words`repeat purchases before`), ...whyNothingDrawn(overall)],
    },
  );
  return { data: [seen, expected, naive].map((course) => line(course, rows)), layout, text: sentence(result) };
}
