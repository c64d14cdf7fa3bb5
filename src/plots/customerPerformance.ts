import type { Data } from "plotly.js-dist-min";
import { fixed, inUnit, percent, points } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type {
  CustomerPerformanceComponent,
  CustomerPerformanceResult,
  CustomerPerformanceRow,
} from "../metrics/customerPerformanceIndex/customerPerformanceIndex.js";
import { errorBars, legendAbove, rowAxis } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { asSentence, caption, plain, rowHeight, rowLabel, subtitle } from "./wording.js";

const one = (value: number | null) => fixed(value, 1);

/** The component's own number, its goal, and what weight it has. */
function belowOf({ estimate, unit, goal, weight, clipped }: CustomerPerformanceComponent): string {
  const cut = clipped === null ? "" : words`, beyond its ${word(clipped)}`;
  const weighs = weight === null ? words`missing` : words`weight ${percent(weight, { digits: 0 })}`;
  return escapeLabel(words`${inUnit(estimate, unit)}, goal ${inUnit(goal, unit)}${cut}; ${weighs}`);
}

type Values = readonly (number | null)[];

const bars = (name: string, values: Values, more: object): Partial<Data> =>
  ({
    type: "bar",
    orientation: "h",
    name,
    y: values.map((_, y) => y),
    x: values,
    customdata: values.map((value) => words`${one(value)} points`),
    hovertemplate: "%{customdata}<extra></extra>",
    ...more,
  }) as unknown as Partial<Data>;

/** The number at the beginning of the bar. */
const inside = (values: Values) => ({
  text: values.map((value) => (value === null ? "" : one(value))),
  textposition: "inside",
  insidetextanchor: "start",
  textfont: { size: 11, color: "#ffffff" },
});

/** The index itself, on top; y goes with the labels. */
function indexBar(row: CustomerPerformanceRow): Partial<Data> {
  const color = COLOURS.ink;
  return bars(words`index`, [row.estimate], {
    ...inside([row.estimate]),
    marker: { color },
    error_x: errorBars([row], COLOURS.grey),
  });
}

/** What each component brings. */
function broughtBars({ components }: CustomerPerformanceRow): Partial<Data> {
  const values = [null, ...components.map(({ contribution }) => contribution)];
  return bars(words`brings`, values, { ...inside(values), marker: { color: COLOURS.blue } });
}

/** What its distance to the goal costs; hatched, so that it is told apart without colour. */
function costBars({ components }: CustomerPerformanceRow): Partial<Data> {
  const values = [null, ...components.map(({ shortfall }) => shortfall)];
  return bars(words`short of its goal`, values, {
    text: values.map((value) => (value === null || value < 0.05 ? "" : points(-value, { digits: 1 }))),
    textposition: "outside",
    textfont: { size: 11, color: COLOURS.faintInk },
    marker: {
      color: COLOURS.lightGrey,
      pattern: { shape: "/", fgcolor: COLOURS.grey, size: 6, solidity: 0.25 },
      line: { color: COLOURS.grey, width: 1 },
    },
    cliponaxis: false,
  });
}

function sentence({ label, overall, aggregation }: CustomerPerformanceResult): string {
  const parts = overall.components.map(({ name, estimate, unit, goal, contribution, shortfall }) => {
    const brings = aggregation === "arithmetic" ? words`brings ${one(contribution)} points and ` : "";
    return words`${word(name)} ${inUnit(estimate, unit)} of goal ${inUnit(goal, unit)} ${brings}lacks ${one(shortfall)}`;
  });
  return words`${word(label)}: ${inUnit(overall, "index", { digits: 1 })} of 100. ${parts.join(words`; `)}.`;
}

/** What other weights would make of the index, in the caption's words. */
function weightsSaid({ overall: { sensitivity }, concentration }: CustomerPerformanceResult): string {
  if (sensitivity.lower === null) return "";
  return words`Other weights about these (concentration ${plain(concentration)}) put it between ${one(sensitivity.lower)} and ${one(sensitivity.upper)} nine times in ten.`;
}

/**
 * What a customer performance index of everybody is made of: each component's points, and the points its distance to the goal costs.
 * Under geometric aggregation components do not add up, and only the cost is drawn. Segments: `sharesPlot`.
 *
 * @example
 * customerPerformancePlot(await customerPerformanceIndex(answers, { components: [{ name: "NPS", nps: "recommend", goal: 50 }] }));
 */
export function customerPerformancePlot(result: CustomerPerformanceResult, wording: Wording = {}): Figure {
  const { overall, aggregation, label } = result;
  const labels = [
    rowLabel(words`Index`, escapeLabel(inUnit(overall, "index", { digits: 1 })), { bold: true }),
    ...overall.components.map((component) => rowLabel(word(component.name), belowOf(component))),
  ];
  const isSum = aggregation === "arithmetic";
  const layout = framed(
    {
      title: wording.title ?? word(label),
      subtitle: subtitle(result, wording, "cases"),
      caption: caption(
        result,
        wording,
        isSum
          ? words`What the components bring adds up to the index.`
          : words`What the components lack adds up to what is missing to 100.`,
        weightsSaid(result),
        overall.note === null ? "" : asSentence(overall.note),
      ),
      labels,
      plotHeight: labels.length * rowHeight(labels, 44),
      aboveHeight: 28,
    },
    {
      barmode: "stack",
      showlegend: true,
      legend: legendAbove,
      yaxis: rowAxis(labels),
      xaxis: {
        range: [0, 104],
        title: axisTitle(words`points of the index, 0 to 100`),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.ink,
      },
    },
  );
  return {
    data: [indexBar(overall), ...(isSum ? [broughtBars(overall)] : []), costBars(overall)],
    layout,
    text: sentence(result),
  };
}
