import type { Data, Layout } from "plotly.js-dist-min";
import { count, inUnit, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { Benchmark } from "../metrics/caseShares/benchmark.js";
import type { Estimate, Keys, Result } from "../metrics/result.js";
import { errorBars, rowAxis, unitName, valueRange, whyEmpty } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { inkLike } from "./ink.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import {
  asSentence,
  caption,
  exclusions,
  plain,
  rowHeight,
  rowLabel,
  segmentName,
  sourceNote,
  subtitle,
  titleBy,
} from "./wording.js";

type Row = Estimate & { readonly keys?: Keys };

/** A share or ratio by segment; with what it is held against, where the result carries it. */
export interface SharesResult extends Result<Estimate> {
  readonly benchmark?: Benchmark | null;
  readonly kind?: string;
}

const MOST_NOTES = 2;

/** What n counts. */
const CASES: Readonly<Record<string, string>> = {
  "cartAbandonment checkout": "checkouts",
  cartAbandonment: "carts",
  directTraffic: "visits",
  pagesPerVisit: "visits",
  winRate: "deals",
  leadConversion: "leads",
  shareOfWallet: "customers",
  retentionCost: "customers",
  "campaignRoi incremental": "customers",
  customerPerformanceIndex: "cases",
};

const casesOf = ({ metric, kind }: SharesResult) => CASES[`${metric} ${kind}`] ?? CASES[metric] ?? "rows";

/** A share that cannot leave 0–1 keeps its axis there; a return on investment goes where it goes. */
function axisRange(rows: readonly Row[], { unit, benchmark }: SharesResult): [number, number] {
  const held = benchmark ? [{ estimate: benchmark.value, lower: null, upper: null, n: 0, note: null }] : [];
  const [low, high] = valueRange([...rows, ...held], { zero: unit !== "share" });
  const ends = rows.flatMap(({ estimate, lower, upper }) => [estimate ?? 0, lower ?? 0, upper ?? 0]);
  if (unit !== "share" || Math.min(...ends) < 0 || Math.max(...ends) > 1) return [low, high];
  return [Math.max(low, -0.03), Math.min(Math.max(high, low + 0.05), 1.03)];
}

/** Whether a segment's number must be read with something that is not true of everybody. */
const isNoted = (row: Row, { overall }: SharesResult) =>
  row !== overall && row.estimate !== null && row.note !== null && row.note !== overall.note;

function dots(rows: readonly Row[], result: SharesResult): Partial<Data> {
  const shown = rows.map((row, y) => ({ row, y })).filter(({ row }) => row.estimate !== null);
  const cases = casesOf(result);
  return {
    type: "scatter",
    mode: "markers+text",
    y: shown.map(({ y }) => y),
    x: shown.map(({ row }) => row.estimate),
    text: shown.map(({ row }) => inUnit(row.estimate, result.unit)),
    textposition: "top center",
    textfont: { size: 11 },
    marker: {
      color: COLOURS.ink,
      size: 8,
      symbol: shown.map(({ row }) => (isNoted(row, result) ? "circle-open" : "circle")),
    },
    error_x: errorBars(shown.map(({ row }) => row)),
    customdata: shown.map(({ row }) => {
      const note = row.note === null ? "" : words`; ${word(row.note)}`;
      return escapeLabel(words`${inUnit(row, result.unit)}, ${count(row.n)} ${word(cases)}${note}`);
    }),
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
}

const upright = (x: number, from: number, to: number, line: object) =>
  ({ type: "line", layer: "below", xref: "x", yref: "y", x0: x, x1: x, y0: from, y1: to, line }) as const;

/** The overall number down through its segments (dotted), and the benchmark through all (dashed). */
function lines(rows: readonly Row[], { overall, benchmark }: SharesResult): Layout["shapes"] {
  const end = rows.length - 0.5;
  const whole =
    rows.length === 1 || overall.estimate === null
      ? []
      : [upright(overall.estimate, 0, end, { color: COLOURS.grey, width: 1, dash: "dot" })];
  const held = benchmark
    ? [upright(benchmark.value, -0.5, end, { color: COLOURS.vermilion, width: 1.5, dash: "dash" })]
    : [];
  return [...whole, ...held] as Layout["shapes"];
}

function benchmarkName({ value, asOf }: Benchmark, { unit }: SharesResult): Partial<Annotation> {
  return {
    text: words`benchmark ${inUnit(value, unit)}, ${escapeLabel(plain(word(asOf)))}`,
    x: value,
    y: 1,
    xref: "x",
    yref: "paper",
    yanchor: "bottom",
    showarrow: false,
    font: { size: 11, color: inkLike(COLOURS.vermilion) },
  };
}

/** Which dots are hollow and why: each, or only that they are when there are many. */
function noted(rows: readonly Row[], result: SharesResult): string {
  const hollow = rows.filter((row) => isNoted(row, result));
  if (hollow.length === 0) return "";
  if (hollow.length > MOST_NOTES) return words`Hollow: to be read with the note of the row.`;
  return words`Hollow: ${hollow.map((row) => words`${segmentName(row)}, ${word(row.note!)}`).join(words`; `)}.`;
}

/** How the intervals were made, where there are any, what the lines are, and what the overall number must be read with. */
function footnotes(rows: readonly Row[], result: SharesResult, wording: Wording): string {
  const { benchmark, overall } = result;
  const sentences = [
    rows.length > 1 ? words`Dotted: everybody.` : "",
    benchmark ? words`Dashed: ${word(benchmark.source)}, ${plain(word(benchmark.asOf))}.` : "",
    noted(rows, result),
    overall.note === null ? "" : asSentence(overall.note),
  ];
  if (rows.some(({ lower }) => lower !== null)) return caption(result, wording, ...sentences);
  const from = sourceNote(wording);
  return [words`No intervals.`, ...sentences, exclusions(result.excluded), from]
    .filter((text) => text !== "")
    .join(" ");
}

function sentence(rows: readonly Row[], result: SharesResult): string {
  const cases = casesOf(result);
  const said = rows.map(
    (row) => words`${segmentName(row)} ${inUnit(row, result.unit)}, ${count(row.n)} ${word(cases)}`,
  );
  const { benchmark, label, level, unit } = result;
  const held = benchmark ? words` Benchmark of ${plain(word(benchmark.asOf))}: ${inUnit(benchmark.value, unit)}.` : "";
  const intervals = rows.some(({ lower }) => lower !== null)
    ? words` with ${percent(level, { digits: 0 })} intervals`
    : "";
  return words`${word(label)}${intervals}: ${said.join(words`; `)}.${held}`;
}

/**
 * A share or a ratio of each segment as a dot with its interval, everybody on top, and a dashed line where the result carries a
 * benchmark. For `cartAbandonment`, `winRate`, `leadConversion`, `directTraffic`, `pagesPerVisit`, `campaignRoi` and whatever
 * else is one number a segment. A segment without a number says why.
 *
 * @example
 * sharesPlot(await cartAbandonment(carts, { kind: "cart", ordered: "ordered", by: "source" }), { period: "2026" });
 */
export function sharesPlot(result: SharesResult, wording: Wording = {}): Figure {
  const rows: Row[] = [result.overall, ...result.rows];
  const labels = rows.map((row, i) => rowLabel(segmentName(row), words`n = ${count(row.n)}`, { bold: i === 0 }));
  const isShare = result.unit === "share";
  const layout = framed(
    {
      title: wording.title ?? titleBy(result),
      subtitle: subtitle(result, wording, casesOf(result)),
      caption: footnotes(rows, result, wording),
      labels,
      plotHeight: rows.length * rowHeight(labels, 46),
      aboveHeight: result.benchmark ? 24 : 8,
    },
    {
      yaxis: rowAxis(labels),
      xaxis: {
        range: axisRange(rows, result),
        ...(isShare && { tickformat: ".0%" }),
        title: axisTitle(isShare ? word(result.label) : unitName(result.unit)),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.ink,
      },
      shapes: lines(rows, result),
      annotations: [...whyEmpty(rows), ...(result.benchmark ? [benchmarkName(result.benchmark, result)] : [])],
    },
  );
  return { data: [dots(rows, result)], layout, text: sentence(rows, result) };
}
