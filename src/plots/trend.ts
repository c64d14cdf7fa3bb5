import type { Data, Layout } from "plotly.js-dist-min";
import { count, inUnit } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { Estimate, Keys, Result, Unit } from "../metrics/result.js";
import { errorBars, legendAbove, unitName, valueRange } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { LOOKS } from "./series.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, segmentName, subtitle } from "./wording.js";

const PLOT_HEIGHT = 260;
/** What fits beside it. */
const AXIS_LETTERS = 40;
/** Names of periods that fit under it. */
const MOST_NAMES = 12;

interface Point extends Estimate {
  /** Of `comparePeriods` and the indices: whether all days of the period have run. */
  readonly isMature?: boolean;
  /** The same season last year. */
  readonly lastYear?: { readonly period: string };
}

/** Estimates by period; with what the results of `comparePeriods`, `revenueIndex` and `conversionIndex` carry beside. */
export interface TrendResult extends Result<Point> {
  /** Length of a period: 'month'. */
  readonly each?: string | null;
  /** The period that is 100. */
  readonly base?: string | null;
}

type Row = Point & { readonly keys: Keys };

export interface TrendWording extends Wording {
  /** What n counts: "answers", "customers". */
  readonly counted?: string;
  /** A line to hold the indicator against: { value: 50, name: "target 50" }. */
  readonly target?: { readonly value: number; readonly name: string };
}

/** Scores and indices that lie above zero are read from each other, those with a base from 100; all else from zero. */
const fromZero = (rows: readonly Estimate[], { unit, base }: TrendResult) => {
  const isScore = unit === "score" || unit === "index";
  return !base && (!isScore || rows.some(({ estimate, lower }) => estimate !== null && (lower ?? estimate) <= 0));
};

/** The label and the unit; a long label stands in the title alone. */
function valueTitle(label: string, unit: Unit, base: string | null | undefined): string {
  if (base) return words`index, ${word(base)} = 100`;
  const whole = words`${word(label)}, ${unitName(unit)}`;
  return whole.length > AXIS_LETTERS ? unitName(unit) : whole;
}

/** The period of a row: the last of its keys. */
const periodOf = ({ keys }: Row, { by }: TrendResult) => segmentName({ keys: { period: keys[by.at(-1)!] ?? null } });

/** The lines to draw: one, or one a segment where rows have more keys than their period. */
function linesOf(result: TrendResult): { readonly name: string; readonly rows: readonly Row[] }[] {
  const lines = new Map<string, Row[]>();
  const others = result.by.slice(0, -1);
  for (const row of result.rows) {
    const name = segmentName({ keys: Object.fromEntries(others.map((key) => [key, row.keys[key] ?? null])) });
    lines.set(name, [...(lines.get(name) ?? []), row]);
  }
  return [...lines].map(([name, rows]) => ({ name, rows }));
}

function line(name: string, rows: readonly Row[], result: TrendResult, place: number): Partial<Data> {
  const isOnly = result.by.length === 1;
  const { colour, symbol } = LOOKS[place % LOOKS.length]!;
  return {
    type: "scatter",
    mode: "lines+markers",
    name: isOnly ? words`the period itself` : escapeLabel(name),
    connectgaps: false,
    x: rows.map((row) => escapeLabel(periodOf(row, result))),
    y: rows.map(({ estimate }) => estimate),
    line: { color: isOnly ? COLOURS.blue : colour, width: 1.5 },
    marker: { color: colour, size: 8, symbol },
    error_y: errorBars(rows, isOnly ? COLOURS.ink : colour),
    customdata: rows.map((row) => words`${inUnit(row, result.unit)}, n = ${count(row.n)}`),
    hovertemplate: "%{x}: %{customdata}<extra></extra>",
  } as Partial<Data>;
}

/** White dots over those of periods that are not complete: they look hollow, and the name of the line keeps its dot. */
function hollow(rows: readonly Row[], result: TrendResult, place: number): Partial<Data>[] {
  const running = rows.filter(({ isMature, estimate }) => isMature === false && estimate !== null);
  if (running.length === 0) return [];
  const { colour, symbol } = LOOKS[place % LOOKS.length]!;
  const marker = { color: "#ffffff", size: 7, symbol, line: { color: colour, width: 1.5 } };
  const x = running.map((row) => escapeLabel(periodOf(row, result)));
  const dots = { type: "scatter", mode: "markers", x, y: running.map(({ estimate }) => estimate), marker };
  return [{ ...dots, showlegend: false, hoverinfo: "skip" } as Partial<Data>];
}

/** Of each period the estimate of the year before, where the result has both; null where no period has one. */
function yearBefore(rows: readonly Row[], result: TrendResult): Partial<Data> | null {
  const known = new Map(rows.map((row) => [periodOf(row, result), row]));
  const before = rows.map(({ lastYear }) => (lastYear === undefined ? undefined : known.get(lastYear.period)));
  if (before.every((row) => row === undefined)) return null;
  return {
    type: "scatter",
    mode: "lines",
    name: words`a year before`,
    connectgaps: false,
    x: rows.map((row) => escapeLabel(periodOf(row, result))),
    y: before.map((row) => row?.estimate ?? null),
    line: { color: COLOURS.grey, width: 1.5, dash: "dash" },
    customdata: before.map((row) => (row === undefined ? "" : inUnit(row, result.unit))),
    hovertemplate: "%{fullData.name}: %{customdata}<extra></extra>",
  } as Partial<Data>;
}

/** Every so many names, where all of them would run into each other. */
function ticks(result: TrendResult) {
  const names = [...new Set(result.rows.map((row) => escapeLabel(periodOf(row, result))))];
  const step = Math.ceil(names.length / MOST_NAMES);
  return step < 2 ? {} : { tickvals: names.filter((_, i) => i % step === 0) };
}

const across = (y: number, dash: string, color: string) =>
  ({
    type: "line",
    layer: "below",
    xref: "paper",
    yref: "y",
    x0: 0,
    x1: 1,
    y0: y,
    y1: y,
    line: { color, width: 1.5, dash },
  }) as const;

function targetName({ value, name }: NonNullable<TrendWording["target"]>): Partial<Annotation> {
  const place = { xref: "paper", yref: "y", x: 1, y: value, xanchor: "right", yanchor: "bottom" } as const;
  return { ...place, text: escapeLabel(name), showarrow: false, font: { size: 11, color: COLOURS.vermilion } };
}

/** All answers of all periods; the overall row of a comparison is only its last period. */
function counted(result: TrendResult): TrendResult {
  if (!result.rows.some(({ isMature }) => isMature !== undefined)) return result;
  const n = result.rows.reduce((sum, row) => sum + row.n, 0);
  return { ...result, overall: { ...result.overall, n } };
}

/**
 * An indicator over periods: each estimate with its interval, in the order of the result, joined by a line that breaks where
 * nothing could be estimated; a line a segment where the result is split further (the last key is the period). Of
 * `comparePeriods` also last year's values, dashed, and periods that are not complete, hollow. Whether two periods differ is
 * asked of a difference, not read from two intervals.
 *
 * @example
 * trendPlot(await nps(answers, { score: "recommend", by: "wave" }), { population: "customers", source: "survey.csv" });
 */
export function trendPlot(result: TrendResult, wording: TrendWording = {}): Figure {
  const { rows, unit, label, by, each, base } = result;
  const { counted: counts = "answers", target } = wording;
  const lines = linesOf(result);
  const before = lines.length === 1 ? yearBefore(rows, result) : null;
  const data = [
    ...(before === null ? [] : [before]),
    ...lines.map((one, i) => line(one.name, one.rows, result, i)),
    ...lines.flatMap((one, i) => hollow(one.rows, result, i)),
  ];
  const hasLegend = before !== null || lines.length > 1;
  const aims = target === undefined ? [] : [{ estimate: target.value, lower: null, upper: null, n: 0, note: null }];
  const sentences = [
    rows.some(({ isMature }) => isMature === false) ? words`Hollow: not complete.` : "",
    before === null ? "" : words`Dashed: a year before.`,
  ];
  const layout = framed(
    {
      title:
        wording.title ??
        (each ? words`${word(label)} by ${word(each)}` : words`${word(label)} over ${by.map(word).join(words` and `)}`),
      subtitle: subtitle(counted(result), wording, counts),
      caption: caption(result, wording, ...sentences),
      labels: [unit === "share" ? "100%" : "−100.0"],
      plotHeight: PLOT_HEIGHT,
      aboveHeight: hasLegend ? 24 : 0,
    },
    {
      showlegend: hasLegend,
      legend: legendAbove,
      xaxis: { type: "category", showgrid: false, tickangle: 0, automargin: true, ...ticks(result) },
      yaxis: {
        title: axisTitle(valueTitle(label, unit, base)),
        range: valueRange([...rows, ...aims], { zero: fromZero(rows, result) }),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.grey,
        automargin: true,
        ...(unit === "share" ? { tickformat: ".0%" } : {}),
      },
      shapes: [
        ...(target === undefined ? [] : [across(target.value, "dash", COLOURS.vermilion)]),
        ...(base ? [across(100, "dot", COLOURS.grey)] : []),
      ] as Layout["shapes"],
      annotations: target === undefined ? [] : [targetName(target)],
    },
  );
  const said = rows.map((row) => words`${segmentName(row)} ${inUnit(row, unit)}, n = ${count(row.n)}`);
  return { data, layout, text: words`${word(label)} by ${by.map(word).join(words` and `)}: ${said.join(words`; `)}.` };
}
