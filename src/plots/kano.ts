import type { Data } from "plotly.js-dist-min";
import { count, number, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { KanoFeature, KanoResult } from "../metrics/kano/kano.js";
import { errorBars, legendAbove } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { KANO_LOOKS, KANO_ORDER } from "./kanoLooks.js";
import { type MapArea, mapLabels } from "./mapLabels.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, subtitle } from "./wording.js";

const AREA: MapArea = { width: 640, height: 460, x: [0.03, -1.03], y: [-0.03, 1.03] };

const categoryWords = ({ category, mode, runnerUp }: KanoFeature) =>
  category === "cannot tell"
    ? words`cannot tell (${word(String(mode))} or ${word(String(runnerUp))})`
    : word(String(category));

const inWords = (feature: KanoFeature): string =>
  words`${word(feature.feature)}: ${categoryWords(feature)}, ${percent(feature.estimate, { digits: 0 })} of ${count(feature.n)}, CS+ ${number(feature.better)}, CS− ${number(feature.worse)}`;

const bounds = ({ lower, upper }: { readonly lower: number | null; readonly upper: number | null }) =>
  lower === null || upper === null ? null : ([lower, upper] as const);

/** The features of one mode: filled where the category is told from the next, hollow where it is not. */
function dots(features: readonly KanoFeature[]): Partial<Data>[] {
  return KANO_ORDER.flatMap((category) => {
    const shown = features.filter(({ mode }) => mode === category);
    if (shown.length === 0) return [];
    const { colour, symbol } = KANO_LOOKS[category];
    return [
      {
        type: "scatter",
        mode: "markers",
        name: word(category),
        x: shown.map(({ worse }) => worse.estimate),
        y: shown.map(({ better }) => better.estimate),
        error_x: {
          ...errorBars(
            shown.map(({ worse }) => worse),
            COLOURS.grey,
          ),
          width: 0,
          thickness: 1.2,
        },
        error_y: {
          ...errorBars(
            shown.map(({ better }) => better),
            COLOURS.grey,
          ),
          width: 0,
          thickness: 1.2,
        },
        marker: {
          size: 12,
          symbol,
          color: shown.map((one) => (one.category === "cannot tell" ? "#ffffff" : colour)),
          line: { color: colour, width: 2 },
        },
        customdata: shown.map((feature) => escapeLabel(inWords(feature))),
        hovertemplate: "%{customdata}<extra></extra>",
      } as Partial<Data>,
    ];
  });
}

/** What a feature in each corner is, in the corner itself. */
function corners(): Partial<Annotation>[] {
  const corner = (text: string, x: number, y: number): Partial<Annotation> => ({
    text,
    x,
    y,
    xref: "paper",
    yref: "paper",
    xanchor: x === 0 ? "left" : "right",
    yanchor: y === 0 ? "bottom" : "top",
    showarrow: false,
    bgcolor: "#ffffff",
    font: { size: 12, color: COLOURS.faintInk },
  });
  return [
    corner(`<i>${word("attractive")}</i>`, 0, 1),
    corner(`<i>${word("one-dimensional")}</i>`, 1, 1),
    corner(`<i>${word("indifferent")}</i>`, 0, 0),
    corner(`<i>${word("must-be")}</i>`, 1, 0),
  ];
}

const halfway = (at: "x" | "y") => {
  const [from, to] = AREA[at === "x" ? "y" : "x"];
  const ends = at === "x" ? { x0: -0.5, x1: -0.5, y0: from, y1: to } : { x0: from, x1: to, y0: 0.5, y1: 0.5 };
  return {
    type: "line",
    layer: "between",
    xref: "x",
    yref: "y",
    ...ends,
    line: { color: COLOURS.grey, width: 1, dash: "dot" },
  };
};

const axis = (range: readonly [number, number], title: string) => ({
  range: [...range] as [number, number],
  title: axisTitle(title),
  dtick: 0.25,
  gridcolor: COLOURS.grid,
  zeroline: false,
});

/**
 * Kano's map: to the right how much a feature is missed when it is not there (CS−), upwards how much it pleases when it is
 * (CS+), with intervals. Hollow where the most frequent category cannot be told from the next.
 *
 * Of one segment: `kanoPlot({ ...result, overall: result.rows[0] })`.
 *
 * @example
 * kanoPlot(await kano(answers, { feature: "feature", functional: "functional", dysfunctional: "dysfunctional" }));
 */
export function kanoPlot(result: KanoResult, wording: Wording = {}): Figure {
  const { features } = result.overall;
  const shown = features.filter(({ better }) => better.estimate !== null);
  const without = features.filter(({ better }) => better.estimate === null);
  const named = shown.map(({ feature, better, worse }) => ({
    name: word(feature),
    x: worse.estimate!,
    y: better.estimate!,
    xs: bounds(worse),
    ys: bounds(better),
  }));
  const left =
    without.length === 0
      ? ""
      : words`Not drawn: ${without.map(({ feature, better }) => words`${word(feature)} (${word(String(better.note))})`).join(words`; `)}.`;
  const layout = framed(
    {
      title: wording.title ?? words`What kind of feature each one is (Kano)`,
      subtitle: subtitle(result, wording, "pairs of answers"),
      caption: caption(
        result,
        wording,
        words`Filled: the most frequent category is ahead of the next beyond chance (exact sign test, Holm); hollow: cannot tell.`,
        words`Shape and colour: the most frequent category; place: what all answers say, questionable (${count(result.overall.questionable)}) and reverse ones (${count(result.overall.reverse)}) left out.`,
        left,
      ),
      labels: ["0.00"],
      plotHeight: AREA.height,
      aboveHeight: 30,
    },
    {
      showlegend: shown.length > 0,
      legend: legendAbove,
      xaxis: axis(AREA.x, words`CS−: would displease not to have it`),
      yaxis: axis(AREA.y, words`CS+: would please to have it`),
      shapes: [halfway("x"), halfway("y")] as NonNullable<Figure["layout"]["shapes"]>,
      annotations: [...corners(), ...mapLabels(named, AREA)],
    },
  );
  const said = features.length === 0 ? words`no features` : features.map((feature) => inWords(feature)).join(words`; `);
  return { data: dots(shown), layout, text: words`${word(result.label)}: ${said}.` };
}
