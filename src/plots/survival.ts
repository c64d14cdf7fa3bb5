import type { Data, Layout } from "plotly.js-dist-min";
import { count, number, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { Keys } from "../metrics/result.js";
import type { SurvivalResult, SurvivalRow } from "../metrics/survival/kaplanMeier.js";
import { legendAbove } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { inkLike } from "./ink.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { asSentence, caption, plain, segmentName, subtitle, titleBy } from "./wording.js";

export interface SurvivalWording extends Wording {
  /** What time is counted in and from: "days since the first purchase". */
  readonly time?: string;
  /** What the share is of: "still customers". */
  readonly share?: string;
  /** What n counts: "customers". */
  readonly counted?: string;
}

type Row = SurvivalRow & { readonly keys?: Keys };

/** Told apart by dash and by colour. */
const LOOKS = [
  { colour: COLOURS.blue, dash: "solid" },
  { colour: COLOURS.vermilion, dash: "dash" },
  { colour: COLOURS.green, dash: "dot" },
  { colour: COLOURS.purple, dash: "dashdot" },
  { colour: COLOURS.ink, dash: "longdash" },
  { colour: COLOURS.orange, dash: "longdashdot" },
] as const;

interface Curve {
  readonly row: Row;
  readonly name: string;
  readonly colour: string;
  readonly dash: string;
}

const PLOT_HEIGHT = 300;
const AT_RISK_TOP = 48;
const AT_RISK_LINE = 16;

/** Finer than a picture shows; keeps figures of thousands of steps small. */
const drawn = (share: number) => Math.round(share * 1e4) / 1e4;

function curvesOf({ overall, rows }: SurvivalResult): Curve[] {
  const list: readonly Row[] = rows.length > 0 ? rows : [overall];
  if (list.length > LOOKS.length) {
    throw new TypeError(`survivalPlot requires up to ${LOOKS.length} segments; got ${list.length}`);
  }
  return list.map((row, i) => ({ row, name: escapeLabel(segmentName(row)), ...LOOKS[i]! }));
}

/** The points where a curve falls, and its end. */
const corners = ({ curve }: Row) => curve.filter(({ events }, i) => events > 0 || i === curve.length - 1);

/** The interval as an area: its lower edge forward, its upper edge back, both in steps. */
function band({ row, name, colour }: Curve): Partial<Data>[] {
  const known = corners(row).filter(({ lower, upper }) => lower !== null && upper !== null);
  const shared = { type: "scatter", mode: "lines", legendgroup: name, showlegend: false, hoverinfo: "skip" };
  const edge = { x: known.map(({ time }) => time), line: { shape: "hv", width: 0, color: colour } };
  return [
    { ...shared, ...edge, y: known.map(({ lower }) => drawn(lower!)) },
    { ...shared, ...edge, y: known.map(({ upper }) => drawn(upper!)), fill: "tonexty", fillcolor: `${colour}26` },
  ] as Partial<Data>[];
}

function line({ row, name, colour, dash }: Curve): Partial<Data> {
  const points = corners(row);
  const at = (time: number, share: number, n: string) =>
    words`${plain(Number(time.toPrecision(6)))}: ${percent(share)}, ${n}`;
  return {
    type: "scatter",
    mode: "lines",
    name,
    legendgroup: name,
    x: [0, ...points.map(({ time }) => time)],
    y: [1, ...points.map(({ survival }) => drawn(survival))],
    line: { shape: "hv", color: colour, dash, width: 2 },
    customdata: [
      at(0, 1, words`n = ${count(row.n)}`),
      ...points.map(({ time, survival, atRisk }) => at(time, drawn(survival), words`${count(atRisk)} at risk`)),
    ],
    hovertemplate: "%{customdata}<extra>%{fullData.name}</extra>",
  } as Partial<Data>;
}

/** More ticks than this would hide the dashes of a curve. */
const MOST_TICKS = 100;

const censorings = ({ row }: Curve) => row.curve.filter(({ censored }) => censored > 0);

/** A tick on the curve where observation of somebody ended. */
function ticks(one: Curve): Partial<Data>[] {
  const { name, colour } = one;
  const ends = censorings(one);
  if (ends.length === 0 || ends.length > MOST_TICKS) return [];
  const trace = {
    type: "scatter",
    mode: "markers",
    legendgroup: name,
    showlegend: false,
    x: ends.map(({ time }) => time),
    y: ends.map(({ survival }) => drawn(survival)),
    marker: { symbol: "line-ns-open", size: 7, color: colour, line: { width: 1 } },
    hoverinfo: "skip",
  };
  return [trace as Partial<Data>];
}

/** How many are at risk at each mark of the time axis, one line a curve. */
function atRiskTable(curves: readonly Curve[]): Partial<Annotation>[] {
  const shared = { yref: "paper", y: 0, yanchor: "top", showarrow: false } as const;
  const left = { ...shared, xref: "paper", x: 0, xanchor: "right", xshift: -14 } as const;
  const lines = curves.flatMap(({ row, name, colour }, i) => {
    const yshift = -(AT_RISK_TOP + AT_RISK_LINE * (i + 1));
    const cells = row.at.map(({ time, atRisk }) => ({
      ...shared,
      ...({ xref: "x", x: time, xanchor: "center", yshift } as const),
      text: count(atRisk),
      font: { size: 11 },
    }));
    return [{ ...left, yshift, text: name, font: { size: 11, color: inkLike(colour) } }, ...cells];
  });
  const heading = { ...left, yshift: -AT_RISK_TOP, text: `<i>${words`at risk`}</i>` };
  return [{ ...heading, font: { size: 11, color: COLOURS.faintInk } }, ...lines];
}

/** A dotted line at the horizon the estimates are of. */
const horizonLine = ({ horizon }: SurvivalResult) =>
  (horizon === null
    ? []
    : [
        {
          type: "line",
          layer: "below",
          ...{ xref: "x", x0: horizon, x1: horizon },
          ...{ yref: "paper", y0: 0, y1: 1 },
          line: { color: COLOURS.grey, width: 1, dash: "dot" },
        },
      ]) as Layout["shapes"];

function sentence(result: SurvivalResult, curves: readonly Curve[]): string {
  const said = curves.map(({ row }) => {
    const median =
      row.median.estimate === null ? word(row.median.note ?? "") : words`median ${number(row.median, { digits: 0 })}`;
    return words`${segmentName(row)} ${percent(row)}, n = ${count(row.n)}, ${count(row.events)} events, ${median}`;
  });
  return words`${word(result.label)}, with ${percent(result.level, { digits: 0 })} intervals: ${said.join(words`; `)}.`;
}

/** What the marks mean that are drawn. */
function signs({ horizon }: SurvivalResult, curves: readonly Curve[]): string[] {
  const counts = curves.map((one) => censorings(one).length);
  const isDrawn = counts.some((n) => n > 0 && n <= MOST_TICKS);
  const areLeftOut = counts.some((n) => n > MOST_TICKS);
  return [
    ...(isDrawn
      ? [
          words`Ticks: observation ended${areLeftOut ? words`, not drawn on curves with more than ${plain(MOST_TICKS)}` : ""}.`,
        ]
      : []),
    ...(horizon === null ? [] : [words`Dotted upright: the horizon.`]),
  ];
}

/** What a reader of the curves must know: of everybody, and of each segment. */
function notes(result: SurvivalResult, curves: readonly Curve[]): string[] {
  const own = curves.filter(({ row }) => row.note !== null && curves.length > 1);
  const said = [
    ...(curves.length === 1 && result.overall.note !== null ? [result.overall.note] : []),
    ...own.map(({ row }) => words`${segmentName(row)}: ${word(row.note!)}`),
  ];
  return said.map(asSentence);
}

/**
 * Survival curves in steps, one a segment (everybody where there is none), with the interval at each time as a band, a tick
 * where an observation ended, and below how many are still at risk. Curves are trusted only as far as enough are at risk;
 * whether they differ is asked of `logRankTest`, not read from bands.
 *
 * @param result of at most six segments
 * @example
 * survivalPlot(curves, { time: "days since the first purchase", share: "still customers", counted: "customers" });
 */
export function survivalPlot(result: SurvivalResult, wording: SurvivalWording = {}): Figure {
  const curves = curvesOf(result);
  const { time = words`time`, share = words`share without the event`, counted = "cases" } = wording;
  const ends = curves.flatMap(({ row }) => row.curve.at(-1)?.time ?? []);
  const last = Math.max(1e-9, ...ends, result.horizon ?? 0);
  const layout = framed(
    {
      title: wording.title ?? titleBy(result),
      subtitle: subtitle(result, wording, counted),
      caption: caption(result, wording, ...signs(result, curves), ...notes(result, curves)).replace(
        /^Lines:/,
        "Bands:",
      ),
      labels: [...curves.map(({ name }) => name), words`at risk`],
      plotHeight: PLOT_HEIGHT,
      aboveHeight: curves.length > 1 ? 30 : 8,
      axisHeight: AT_RISK_TOP + AT_RISK_LINE * (curves.length + 1) + 14,
    },
    {
      showlegend: curves.length > 1,
      legend: legendAbove,
      xaxis: {
        range: [-0.02 * last, 1.02 * last],
        tickvals: result.overall.at.map((one) => one.time),
        title: axisTitle(time),
        showgrid: false,
        zeroline: false,
      },
      yaxis: {
        range: [-0.02, 1.02],
        tickformat: ".0%",
        title: axisTitle(share),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.grey,
      },
      shapes: horizonLine(result),
      annotations: atRiskTable(curves),
    },
  );
  const data = [...curves.flatMap(band), ...curves.map(line), ...curves.flatMap(ticks)];
  return { data, layout, text: sentence(result, curves) };
}
