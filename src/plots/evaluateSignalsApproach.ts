import type { Data, Layout } from "plotly.js-dist-min";
import { number, percent } from "../format/numbers.js";
import { words } from "../language/words.js";
import type { EvaluateSignalsResult } from "../metrics/evaluateSignals/signalEvaluation.js";
import { wrapLabel } from "./escape.js";
import {
  dayTicks,
  emptyFigure,
  hover,
  inOrder,
  type OfSignal,
  signalCaption,
  signalName,
  signalSubtitle,
  wholePercent,
  whyNothing,
} from "./evaluateSignalsWords.js";
import type { Figure } from "./figure.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { plain } from "./wording.js";

const COLUMNS = 3;
/** Between panels, as a share of the width: room for the ticks of the next. */
const GAP = 0.085;
const NAME_LETTERS = 29;
const PANEL_HEIGHT = 92;
const TICKS_HEIGHT = 26;
const LINE_HEIGHT = 14;

/** One signal and where it is drawn. */
interface Panel {
  readonly row: OfSignal;
  /** Its number among plotly's axes, as they are called: '' for the first, '2'. */
  readonly axis: string;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly isLowest: boolean;
}

const titleOf = (row: OfSignal): string[] => wrapLabel(signalName(row), NAME_LETTERS);

/** Panels in lines of three, each as high as its title needs. */
function panelsOf(rows: readonly OfSignal[]): { readonly panels: Panel[]; readonly height: number } {
  const columns = Math.min(COLUMNS, rows.length);
  const width = (1 - GAP * (columns - 1)) / columns;
  const above = LINE_HEIGHT * (Math.max(...rows.map((row) => titleOf(row).length)) + 1) + 8;
  const lines = Math.ceil(rows.length / columns);
  const step = above + PANEL_HEIGHT + TICKS_HEIGHT;
  const height = lines * step - TICKS_HEIGHT;
  const panels = rows.map((row, i): Panel => {
    const [line, column] = [Math.floor(i / columns), i % columns];
    const left = column * (width + GAP);
    const bottom = height - line * step - above - PANEL_HEIGHT;
    return {
      row,
      axis: i === 0 ? "" : String(i + 1),
      x: [left, left + width],
      y: [Math.max(0, bottom / height), (bottom + PANEL_HEIGHT) / height],
      isLowest: i + columns >= rows.length,
    };
  });
  return { panels, height };
}

function traces({ row, axis }: Panel): Partial<Data>[] {
  const known = row.lead.approach.filter(({ firing }) => firing.estimate !== null);
  const placed = { type: "scatter", xaxis: `x${axis}`, yaxis: `y${axis}`, showlegend: false } as const;
  const at = (bins: typeof known) => bins.map(({ days }) => days);
  const banded = known.filter(({ firing }) => firing.lower !== null && firing.upper !== null);
  const edge = { ...placed, mode: "lines", x: at(banded), line: { width: 0, color: COLOURS.blue }, hoverinfo: "skip" };
  const bare = row.lead.approach.filter(({ background }) => background !== null);
  const said = known.map(
    ({ from, to, firing, background }) =>
      words`${signalName(row)}, ${plain(from)} to ${plain(to)} days before leaving: ${percent(firing)} of ${plain(firing.n)}, of those who stayed ${percent(background)}`,
  );
  return [
    { ...edge, y: banded.map(({ firing }) => firing.lower) },
    { ...edge, y: banded.map(({ firing }) => firing.upper), fill: "tonexty", fillcolor: `${COLOURS.blue}26` },
    {
      ...{ ...placed, mode: "lines", x: at(bare), y: bare.map(({ background }) => background), hoverinfo: "skip" },
      line: { color: COLOURS.faintInk, width: 1.5, dash: "dash" },
    },
    {
      ...{ ...placed, mode: "lines+markers", x: at(known), y: known.map(({ firing }) => firing.estimate) },
      ...{ line: { color: COLOURS.blue, width: 2 }, marker: { size: 4, color: COLOURS.blue }, ...hover(said) },
    },
  ] as Partial<Data>[];
}

const isSilent = ({ lead }: OfSignal) => lead.approach.every(({ firing }) => firing.estimate === null);

const whenOf = ({ lead: { halfway } }: OfSignal) =>
  halfway.estimate === null ? words`no rise beyond chance` : words`from about ${number(halfway, { digits: 0 })} days`;

/** The name over its panel, when it begins to show, or why nothing is drawn. */
function notes({ row, axis, x, y }: Panel): Partial<Annotation>[] {
  const { warned } = row.lead;
  const isEmpty = isSilent(row);
  const when = isEmpty ? "" : `<br><span style="font-size:10px;color:${COLOURS.faintInk}">${whenOf(row)}</span>`;
  const title = {
    ...({ xref: "paper", yref: "paper", x: x[0], y: y[1], xanchor: "left", yanchor: "bottom" } as const),
    ...({ showarrow: false, align: "left", font: { size: 11 } } as const),
    text: `<b>${titleOf(row).join("<br>")}</b>${when}`,
  };
  if (!isEmpty) return [title];
  const middle = { xref: `x${axis} domain`, yref: `y${axis} domain`, x: 0.04, y: 0.5, xanchor: "left" } as const;
  return [title, whyNothing(warned.note ?? "no reading before leaving", middle as Partial<Annotation>, NAME_LETTERS)];
}

/** When the signal departs from the background: a dotted line, and its interval as an area. */
function halfways(panels: readonly Panel[]): Layout["shapes"] {
  return panels.flatMap(({ row, axis }) => {
    const { estimate, lower, upper } = row.lead.halfway;
    if (estimate === null) return [];
    const upright = { layer: "below", xref: `x${axis}`, yref: `y${axis} domain`, y0: 0, y1: 1 } as const;
    const line = {
      ...upright,
      type: "line",
      x0: estimate,
      x1: estimate,
      line: { color: COLOURS.ink, width: 1, dash: "dot" },
    };
    if (lower === null || upper === null) return [line];
    return [{ ...upright, type: "rect", x0: lower, x1: upper, fillcolor: "#f0f0f0", line: { width: 0 } }, line];
  }) as Layout["shapes"];
}

function axes({ row, axis, x, y, isLowest }: Panel, lookBack: number): object {
  const shares = row.lead.approach.flatMap(({ firing, background }) => [firing.upper, firing.estimate, background]);
  const most = Math.max(0.001, ...shares.filter((share): share is number => share !== null));
  return {
    [`xaxis${axis}`]: {
      ...{ domain: [...x], anchor: `y${axis}`, range: [lookBack, 0], ...dayTicks(lookBack) },
      ...{ showgrid: false, zeroline: false, tickfont: { size: 10 } },
      ...(isLowest ? { title: axisTitle(words`days before leaving`) } : {}),
    },
    [`yaxis${axis}`]: {
      ...{ domain: [...y], anchor: `x${axis}`, range: [0, 1.08 * most], nticks: 4, tickfont: { size: 10 } },
      ...{
        showticklabels: !isSilent(row),
        showgrid: !isSilent(row),
        tickformat: most < 0.04 ? ".1%" : ".0%",
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.grey,
      },
    },
  };
}

function sentence(row: OfSignal): string {
  const { halfway, warned, background } = row.lead;
  const when =
    halfway.estimate === null
      ? words`no rise beyond chance`
      : words`halfway ${number(halfway, { digits: 0 })} days before`;
  return words`${signalName(row)} ${when}, warned ${percent(warned)} of leavers and ${percent(background)} of those who stayed`;
}

/**
 * How long before leaving each signal shows: the share of leavers for whom it fires, by days before they leave, with its band, beside the
 * share of those who stayed on the same dates (dashed). A signal that warns departs from the dashed line early enough to act: the dotted
 * line is where it has half of its rise. One panel a signal, in the order of `signalsPlot`.
 *
 * @example
 * signalApproachPlot(await evaluateSignals(signals, { until: "2026-06-30" }), { period: "2025" });
 */
export function signalApproachPlot(result: EvaluateSignalsResult, wording: Wording = {}): Figure {
  const title = wording.title ?? words`For whom a signal fires, by days before leaving`;
  const subtitle = signalSubtitle(result, wording);
  const rows = inOrder(result.rows);
  const caption = signalCaption(
    result,
    wording,
    "Bands and grey areas",
    words`Blue: leavers for whom it fires. Dashed: those who stayed, on the same dates.`,
    words`Dotted: where it has half of what it rises by. Each panel has its own scale, from zero.`,
    words`Only leavers who were customers during all of these days.`,
  );
  if (rows.length === 0) return emptyFigure(title, { subtitle, caption, note: "no signals" });
  const { panels, height } = panelsOf(rows);
  const layout = framed(
    { title, subtitle, caption, labels: ["100%"], plotHeight: height },
    {
      ...Object.assign({}, ...panels.map((panel) => axes(panel, result.lookBack))),
      shapes: halfways(panels),
      annotations: panels.flatMap(notes),
    },
  );
  const text = words`${title}, with ${wholePercent(result.level)} intervals: ${rows.map(sentence).join(words`; `)}.`;
  return { data: panels.flatMap(traces), layout, text };
}
