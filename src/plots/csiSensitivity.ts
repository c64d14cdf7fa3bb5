import type { Data, Shape } from "plotly.js-dist-min";
import { number, percent, points } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type {
  CsiSensitivityResult,
  IndexUnderWeightings,
  WeightedIndex,
} from "../metrics/csiSensitivity/csiSensitivity.js";
import { aboveBesideZero, errorBars, rowAxis, valueRange, whyEmpty } from "./axis.js";
import { escapeLabel, wrapLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, subtitle } from "./wording.js";

interface Panel {
  readonly title: string;
  readonly under: IndexUnderWeightings;
  readonly axis: "x" | "x2";
  readonly domain: readonly [number, number];
  /** Points have a zero and a sign; an index on 0–100 has none. */
  readonly signed: boolean;
}

const ROW_HEIGHT = 34;
const BAND = "#dcebf5";

const MARKS = { ahead: "triangle-right", behind: "triangle-left", "cannot tell": "circle-open" } as const;
const FILLS = { ahead: COLOURS.blue, behind: COLOURS.vermilion, "cannot tell": COLOURS.faintInk } as const;

const lookOf = ({ side }: WeightedIndex) =>
  side === null ? { symbol: "circle", color: COLOURS.blue } : { symbol: MARKS[side], color: FILLS[side] };

const written = (value: Parameters<typeof points>[0], { signed }: Panel) =>
  signed ? points(value, { digits: 2 }) : number(value, { digits: 1 });

const rangeOf = ({ under, signed }: Panel) => valueRange(under.weightings, { zero: signed });

function dots(panel: Panel): Partial<Data> {
  const shown = panel.under.weightings.map((row, y) => ({ row, y })).filter(({ row }) => row.estimate !== null);
  const looks = shown.map(({ row }) => lookOf(row));
  return {
    type: "scatter",
    mode: "markers+text",
    xaxis: panel.axis,
    y: shown.map(({ y }) => y),
    x: shown.map(({ row }) => row.estimate),
    text: shown.map(({ row }) => written(row.estimate, panel)),
    textposition: shown.map(({ row }) =>
      panel.signed ? aboveBesideZero(row.estimate!, rangeOf(panel)) : "top center",
    ),
    textfont: { size: 11 },
    cliponaxis: false,
    marker: { symbol: looks.map(({ symbol }) => symbol), color: looks.map(({ color }) => color), size: 10 },
    error_x: errorBars(shown.map(({ row }) => row)),
    customdata: shown.map(({ row }) => escapeLabel(words`${word(row.weighting)}: ${written(row, panel)}`)),
    hovertemplate: "%{customdata}<extra></extra>",
    showlegend: false,
  } as Partial<Data>;
}

/** From the lowest to the highest estimate, behind everything. */
function bandOf({ under, axis }: Panel): Partial<Shape>[] {
  if (under.lowest === null || under.highest === null) return [];
  const [x0, x1] = [under.lowest.estimate, under.highest.estimate];
  const place = { xref: axis, yref: "paper", y0: 0, y1: 1, x0, x1 } as const;
  return [{ ...place, type: "rect", layer: "below", fillcolor: BAND, line: { color: BAND, width: 1 } }];
}

const SIGNS = { yes: "keeps its sign", no: "changes its sign", "cannot tell": "sign: cannot tell" } as const;

function heading(panel: Panel): Partial<Annotation> {
  const { spread, keepsSign } = panel.under;
  const range = spread === null ? "" : words`spread ${number(spread, { digits: panel.signed ? 2 : 1 })}`;
  const below = [range, keepsSign === null ? "" : word(SIGNS[keepsSign])].filter((part) => part !== "").join("<br>");
  return {
    text: `<b>${escapeLabel(panel.title)}</b><br><span style="font-size:10px;color:#5c5c5c">${below}</span>`,
    xref: "paper",
    yref: "paper",
    x: panel.domain[0],
    y: 1,
    xanchor: "left",
    yanchor: "bottom",
    align: "left",
    yshift: 4,
    showarrow: false,
  };
}

function axisOf(panel: Panel) {
  const unit = panel.signed ? words`points of the scale` : words`index, 0 to 100`;
  return {
    domain: [...panel.domain] as [number, number],
    range: rangeOf(panel),
    title: axisTitle(unit),
    gridcolor: COLOURS.grid,
    zeroline: panel.signed,
    zerolinecolor: COLOURS.ink,
    nticks: 4,
    tickangle: 0 as const,
  };
}

function panelsOf({ overall, unit }: CsiSensitivityResult): Panel[] {
  const { csi, competitor } = overall;
  const signed = unit === "score";
  const title = signed ? word("CSI") : words`Performance index`;
  if (competitor === null) return [{ title, under: csi, axis: "x", domain: [0, 1], signed }];
  return [
    { title, under: csi, axis: "x", domain: [0, 0.47], signed },
    { title: words`Own − competitor`, under: competitor, axis: "x2", domain: [0.53, 1], signed: true },
  ];
}

function sentence(result: CsiSensitivityResult, panels: readonly Panel[]): string {
  const said = panels.map((panel) => {
    const each = panel.under.weightings.map((row) => words`${word(row.weighting)} ${written(row, panel)}`);
    const sign = panel.under.keepsSign;
    const kept = sign === null ? "" : words`; ${word(SIGNS[sign])}`;
    return words`${panel.title}: ${each.join(words`, `)}${kept}`;
  });
  return words`The index under each weighting, with ${percent(result.level, { digits: 0 })} intervals. ${said.join(". ")}.`;
}

/**
 * The satisfaction index under each weighting, one a row, and beside it own minus competitor where that was asked for. The band
 * reaches from the lowest to the highest estimate: a narrow one says that the weights hardly matter.
 *
 * @example
 * csiSensitivityPlot(await csiSensitivity(answers, { attributes, scale: 7, weightings: await driverWeights(answers, drivers) }));
 */
export function csiSensitivityPlot(result: CsiSensitivityResult, wording: Wording = {}): Figure {
  const panels = panelsOf(result);
  const { weightings } = result.overall.csi;
  const labels = weightings.map(({ weighting }) => wrapLabel(word(weighting), 24).join("<br>"));
  const notes = [
    words`Band: from the lowest to the highest estimate.`,
    ...(panels.some(({ signed }) => signed)
      ? [words`Triangles: beyond chance above (right) or below zero (left); hollow: cannot tell.`]
      : []),
    ...result.leftOut.map(({ weighting, why }) => words`Without ${word(weighting)}: ${word(why)}.`),
  ];
  const layout = framed(
    {
      title: wording.title ?? words`The satisfaction index under each weighting`,
      subtitle: subtitle(result, wording, "respondents"),
      caption: caption(result, wording, ...notes),
      labels,
      plotHeight: 20 + weightings.length * Math.max(ROW_HEIGHT, ...labels.map((one) => 15 * one.split("<br>").length)),
      aboveHeight: 52,
    },
    {
      yaxis: rowAxis(labels),
      xaxis: axisOf(panels[0]!),
      ...(panels.length > 1 ? { xaxis2: axisOf(panels[1]!) } : {}),
      shapes: panels.flatMap(bandOf),
      annotations: [...panels.map(heading), ...whyEmpty(weightings)],
    },
  );
  return { data: panels.map(dots), layout, text: sentence(result, panels) };
}
