import type { Data, Layout } from "plotly.js-dist-min";
import { count, number, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type {
  ImportancePerformanceAttribute,
  ImportancePerformanceResult,
  Quadrant,
} from "../metrics/importancePerformance/importancePerformance.js";
import { legendAbove } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { type MapArea, mapLabels } from "./mapLabels.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { exclusions, plain, sourceNote, subtitle } from "./wording.js";

/** Quadrants are told apart by place and shape as well as by colour. */
const LOOKS: Readonly<Record<Quadrant, { readonly colour: string; readonly symbol: string }>> = {
  "concentrate here": { colour: COLOURS.vermilion, symbol: "square" },
  "keep up the good work": { colour: COLOURS.blue, symbol: "circle" },
  "low priority": { colour: COLOURS.grey, symbol: "triangle-up" },
  "possible overkill": { colour: COLOURS.green, symbol: "diamond" },
};
const QUADRANTS = Object.keys(LOOKS) as readonly Quadrant[];
const SIZE = { width: 640, height: 460 } as const;

type Drawn = ImportancePerformanceAttribute & { readonly quadrant: Quadrant };

const isDrawn = (attribute: ImportancePerformanceAttribute): attribute is Drawn => attribute.quadrant !== null;

function quadrantWords({ quadrant, verdict, probability, importance }: ImportancePerformanceAttribute): string {
  if (quadrant === null) return word(importance.note ?? "no importance");
  if (probability === null) return word(quadrant);
  const sure = words`${word(quadrant)} in ${percent(probability, { digits: 0 })} of resamples`;
  return verdict === "cannot tell" ? words`cannot tell (${sure})` : sure;
}

const inWords = (attribute: ImportancePerformanceAttribute) =>
  words`${word(attribute.name)}: importance ${percent(attribute.importance)}, performance ${number(attribute.performance)}, ${quadrantWords(attribute)}`;

/** All ellipses, points and the crosshair, with room around them for names. */
function areaOf(drawn: readonly Drawn[], { crosshair }: ImportancePerformanceResult["overall"]): MapArea {
  const range = (values: readonly number[]): [number, number] => {
    if (values.length === 0) return [0, 1];
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const room = 0.1 * (high - low || Math.abs(high) || 1);
    return [low - room, high + room];
  };
  const points = drawn.flatMap(({ importance, performance, region }) => [
    { importance: importance.estimate!, performance: performance.estimate! },
    ...region,
  ]);
  const all = crosshair === null ? points : [...points, crosshair];
  return {
    ...SIZE,
    x: range(all.map(({ performance }) => performance)),
    y: range(all.map(({ importance }) => importance)),
  };
}

const ellipses = (drawn: readonly Drawn[]): Partial<Data>[] =>
  drawn.map(
    ({ region, quadrant }) =>
      ({
        type: "scatter",
        mode: "lines",
        x: region.map(({ performance }) => performance),
        y: region.map(({ importance }) => importance),
        line: { color: LOOKS[quadrant].colour, width: 1.2 },
        opacity: 0.7,
        hoverinfo: "skip",
        showlegend: false,
      }) as Partial<Data>,
  );

function dots(drawn: readonly Drawn[]): Partial<Data>[] {
  return QUADRANTS.flatMap((quadrant) => {
    const shown = drawn.filter((one) => one.quadrant === quadrant);
    if (shown.length === 0) return [];
    const { colour, symbol } = LOOKS[quadrant];
    return [
      {
        type: "scatter",
        mode: "markers",
        name: word(quadrant),
        x: shown.map(({ performance }) => performance.estimate),
        y: shown.map(({ importance }) => importance.estimate),
        marker: {
          size: 11,
          symbol,
          color: shown.map(({ verdict }) => (verdict === "cannot tell" ? "#ffffff" : colour)),
          line: { color: colour, width: 2 },
        },
        customdata: shown.map((one) => escapeLabel(inWords(one))),
        hovertemplate: "%{customdata}<extra></extra>",
      } as Partial<Data>,
    ];
  });
}

/** What the corner of a quadrant is called. */
function corner(quadrant: Quadrant, x: 0 | 1, y: 0 | 1): Partial<Annotation> {
  return {
    ...{ text: `<i>${word(quadrant)}</i>`, x, y, xref: "paper", yref: "paper", showarrow: false, bgcolor: "#ffffff" },
    xanchor: x === 0 ? "left" : "right",
    yanchor: y === 0 ? "bottom" : "top",
    font: { size: 12, color: COLOURS.faintInk },
  };
}

const corners = () => [
  corner("concentrate here", 0, 1),
  corner("keep up the good work", 1, 1),
  corner("low priority", 0, 0),
  corner("possible overkill", 1, 0),
];

function crosshairLines({ crosshair }: ImportancePerformanceResult["overall"], { x, y }: MapArea): Layout["shapes"] {
  if (crosshair === null) return [];
  const { importance, performance } = crosshair;
  const line = { color: COLOURS.grey, width: 1, dash: "dot" } as const;
  return [
    { type: "line", layer: "between", x0: performance, x1: performance, y0: y[0], y1: y[1], line },
    { type: "line", layer: "between", x0: x[0], x1: x[1], y0: importance, y1: importance, line },
  ] as Layout["shapes"];
}

function footnotes(result: ImportancePerformanceResult, { source }: Wording): string {
  const { crosshair, certainty, level, overall, resamples, excluded } = result;
  const where =
    typeof crosshair === "string"
      ? words`at the ${word(crosshair)} of the attributes, worked out anew in each resample`
      : words`where it was put`;
  const left = overall.attributes
    .filter((one) => !isDrawn(one))
    .map((one) => words`${word(one.name)} (${quadrantWords(one)})`);
  return [
    words`Ellipses: importance and performance together at ${percent(level, { digits: 0 })}, from ${count(resamples)} resamples.`,
    words`Crosshair ${where}.`,
    words`Filled: in its quadrant in at least ${percent(certainty, { digits: 0 })} of resamples; hollow: cannot tell.`,
    left.length === 0 ? "" : words`Not drawn: ${left.join(words`; `)}.`,
    exclusions(excluded),
    sourceNote({ source }),
  ]
    .filter((text) => text !== "")
    .join(" ");
}

/**
 * The map of importance against performance: what to concentrate on at the upper left. Each attribute with the ellipse of both; hollow
 * where the resamples do not agree on its quadrant.
 *
 * Of one segment: `importancePerformancePlot({ ...result, overall: result.rows[0] })`.
 *
 * @example
 * importancePerformancePlot(await importancePerformance(answers, { outcome: "satisfaction", attributes, scale: 7 }));
 */
export function importancePerformancePlot(result: ImportancePerformanceResult, wording: Wording = {}): Figure {
  const { overall, scale } = result;
  const drawn = overall.attributes.filter(isDrawn);
  const area = areaOf(drawn, overall);
  const named = drawn.map(({ name, importance, performance, region }) => ({
    ...{ name: word(name), x: performance.estimate!, y: importance.estimate!, xs: null, ys: null },
    outline: region.map((at) => ({ x: at.performance, y: at.importance })),
  }));
  const layout = framed(
    {
      title: wording.title ?? words`What matters, and how well it is done`,
      subtitle: subtitle(result, wording, "respondents"),
      caption: footnotes(result, wording),
      labels: ["100.0%"],
      plotHeight: SIZE.height,
      aboveHeight: 30,
    },
    {
      showlegend: drawn.length > 0,
      legend: legendAbove,
      xaxis: {
        range: [...area.x],
        title: axisTitle(words`performance: mean rating, ${plain(scale.min)} to ${plain(scale.max)}`),
        gridcolor: COLOURS.grid,
        zeroline: false,
      },
      yaxis: {
        range: [...area.y],
        tickformat: ".1~%",
        title: axisTitle(
          word(
            result.label
              .replace(/ and performance$/, "")
              .toLowerCase()
              .replace("lmg (shapley)", "LMG"),
          ),
        ),
        gridcolor: COLOURS.grid,
        zeroline: false,
      },
      shapes: crosshairLines(overall, area),
      annotations: [...corners(), ...mapLabels(named, area)],
    },
  );
  const said = overall.attributes.map(inWords).join(words`; `);
  const text = words`${word(result.label)}, with ${percent(result.level, { digits: 0 })} intervals, n = ${count(overall.n)}: ${said}.`;
  return { data: [...ellipses(drawn), ...dots(drawn)], layout, text };
}
