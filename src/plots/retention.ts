import type { Data, Layout } from "plotly.js-dist-min";
import { count, inUnit, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { Keys } from "../metrics/result.js";
import type { RetentionResult, RetentionRow } from "../metrics/retention/retention.js";
import { errorBars, legendAbove, rowAxis, valueRange } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { LOOKS, SERIES_HEIGHT, SPREAD } from "./series.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { asSentence, caption, exclusions, rowHeight, rowLabel, segmentName, subtitle, titleBy } from "./wording.js";

type Row = RetentionRow & { readonly keys?: Keys };

/** One result as it is drawn: told apart by shape, by place within a row and by colour. */
interface Series {
  readonly result: RetentionResult;
  /** What tells it from the others: 'raw', 'sales-adjusted, base'. */
  readonly name: string;
  readonly rows: readonly { readonly row: Row; readonly y: number }[];
  readonly colour: string;
  readonly symbol: string;
}

const nameOf = ({ label }: RetentionResult) => word(label.replace(/^Retention \((.*)\)$/, "$1"));

/** Which row of the figure a row stands in: everybody, or its segment. */
const placeOf = (row: Row) => JSON.stringify(row.keys ?? null);

const rowsOf = ({ overall, rows }: RetentionResult): readonly Row[] => [overall, ...rows];

function requireComparable(results: readonly RetentionResult[]): void {
  if (results.length === 0 || results.length > LOOKS.length) {
    throw new TypeError(`retentionPlot requires one to ${LOOKS.length} results; got ${results.length}`);
  }
  const described = results.map(({ by, level }) => `by '${by.join("', '")}' at level ${level}`);
  const other = described.find((text) => text !== described[0]);
  if (other === undefined) return;
  throw new TypeError(`retentionPlot requires results of the same columns and level; got ${described[0]} and ${other}`);
}

/** Each result's rows in their places; a segment one of them lacks leaves its place empty. */
function placed(results: readonly RetentionResult[], places: readonly string[]): Series[] {
  const step = SPREAD / results.length;
  return results.map((result, k) => ({
    result,
    name: nameOf(result),
    rows: rowsOf(result).map((row) => ({
      row,
      y: places.indexOf(placeOf(row)) + (k - (results.length - 1) / 2) * step,
    })),
    ...LOOKS[k]!,
  }));
}

function dots({ name, rows, colour, symbol }: Series): Partial<Data> {
  const shown = rows.filter(({ row }) => row.estimate !== null);
  return {
    type: "scatter",
    mode: "markers+text",
    name: escapeLabel(name),
    y: shown.map(({ y }) => y),
    x: shown.map(({ row }) => row.estimate),
    text: shown.map(({ row }) => percent(row.estimate)),
    textposition: "top center",
    textfont: { size: 10 },
    marker: { color: colour, symbol, size: 9 },
    error_x: errorBars(
      shown.map(({ row }) => row),
      colour,
    ),
    customdata: shown.map(({ row }) =>
      escapeLabel(
        words`${percent(row)}, ${count(row.retained)} of ${count(row.customersAtStart)} kept${row.note === null ? "" : words`; ${word(row.note)}`}`,
      ),
    ),
    hovertemplate: "%{customdata}<extra>%{fullData.name}</extra>",
  } as Partial<Data>;
}

function notes({ name, rows }: Series, isAlone: boolean): Partial<Annotation>[] {
  return rows.flatMap(({ row, y }) => {
    if (row.estimate !== null || row.note === null) return [];
    const place = { x: 0.01, y, xref: "paper", yref: "y", xanchor: "left", showarrow: false } as const;
    const text = isAlone ? word(row.note) : words`${name}: ${word(row.note)}`;
    return [{ ...place, text: `<i>${escapeLabel(text)}</i>`, font: { color: COLOURS.faintInk, size: 11 } }];
  });
}

const upright = (x: number, from: number, to: number, line: object) =>
  ({ type: "line", layer: "below", xref: "x", yref: "y", x0: x, x1: x, y0: from, y1: to, line }) as const;

/** The overall rate of each result down through its segments; and all that was there at the start, where rates exceed it. */
function lines(series: readonly Series[], rows: number, highest: number): Layout["shapes"] {
  const overall = series.flatMap(({ result: { overall, by }, colour, rows: [first] }) =>
    by.length === 0 || overall.estimate === null
      ? []
      : [upright(overall.estimate, first!.y, rows - 0.5, { color: colour, width: 1, dash: "dot" })],
  );
  const whole = highest > 1 ? [upright(1, -0.5, rows - 0.5, { color: COLOURS.grey, width: 1.5 })] : [];
  return [...whole, ...overall] as Layout["shapes"];
}

function axisRange(rows: readonly Row[]): [number, number] {
  const [low, high] = valueRange(rows, { zero: false });
  const known = rows.flatMap(({ estimate, lower, upper }) => [estimate ?? 0, lower ?? 0, upper ?? 0]);
  return [
    Math.min(...known) < 0 ? low : Math.max(low, -0.03),
    Math.max(...known) > 1 ? high : Math.min(Math.max(high, 0.1), 1.03),
  ];
}

/** How each result was estimated, what it leaves out, and what its overall rate must be read with. */
function footnotes(series: readonly Series[], wording: Wording): string {
  const { result } = series[0]!;
  const isSame = (of: (one: RetentionResult) => unknown) =>
    series.every((one) => JSON.stringify(of(one.result)) === JSON.stringify(of(result)));
  const each = (of: (one: RetentionResult) => string | null) =>
    series.flatMap(({ name, result: one }) => {
      const said = word(of(one) ?? "");
      return said === "" ? [] : [series.length > 1 ? words`${name}: ${said}` : said];
    });
  const method = isSame((one) => one.method) ? result.method : each((one) => one.method).join(words`; `);
  const isExcludedAlike = isSame((one) => one.excluded);
  const excluded = isExcludedAlike ? result.excluded : { missing: 0, outOfRange: 0 };
  const sentences = [
    ...(result.by.length > 0 ? [words`Dotted: everybody.`] : []),
    ...(isExcludedAlike ? [] : each((one) => exclusions(one.excluded))),
    ...each((one) => one.overall.note).map(asSentence),
  ];
  return caption({ ...result, method, excluded }, wording, ...sentences);
}

function sentence(series: readonly Series[]): string {
  const level = percent(series[0]!.result.level, { digits: 0 });
  const said = series.map(({ result, rows }) => {
    const each = rows.map(
      ({ row }) => words`${segmentName(row)} ${inUnit(row, "share")}, ${count(row.retained)} of ${count(row.n)}`,
    );
    return words`${word(result.label)}: ${each.join(words`; `)}.`;
  });
  return words`With ${level} intervals. ${said.join(" ")}`;
}

/**
 * Retention of each segment with its interval; several results (raw, sales- and profit-adjusted, or the readings) stand side
 * by side in one row, each with a shape of its own. Where the adjusted dot is left of the raw one, the larger customers leave.
 *
 * @param results one result, or up to six by the same columns at the same level
 * @example
 * retentionPlot([raw, bySales, byProfit], { population: "customers of 1 July 2025", period: "one year" });
 */
export function retentionPlot(results: RetentionResult | readonly RetentionResult[], wording: Wording = {}): Figure {
  const list: readonly RetentionResult[] = "metric" in results ? [results] : results;
  requireComparable(list);
  const first = list[0]!;
  const rows = list.flatMap(rowsOf);
  const places = [...new Set(rows.map(placeOf))];
  const series = placed(list, places);
  const labels = places.map((place, i) => {
    const row = rows.find((one) => placeOf(one) === place)!;
    return rowLabel(segmentName(row), words`${count(row.retained)} of ${count(row.n)}`, { bold: i === 0 });
  });
  const range = axisRange(rows);
  const isAlone = list.length === 1;
  const layout = framed(
    {
      title: wording.title ?? titleBy({ ...first, label: isAlone ? first.label : "Retention" }),
      subtitle: subtitle(first, wording, "customers at the start"),
      caption: footnotes(series, wording),
      labels,
      plotHeight: places.length * Math.max(rowHeight(labels, 48), SERIES_HEIGHT * list.length),
      aboveHeight: isAlone ? 8 : 30,
    },
    {
      showlegend: !isAlone,
      legend: legendAbove,
      yaxis: rowAxis(labels),
      xaxis: {
        range,
        tickformat: ".0%",
        title: axisTitle(word(isAlone ? first.label : "retention")),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.grey,
      },
      shapes: lines(series, places.length, Math.max(...rows.map((row) => row.upper ?? row.estimate ?? 0))),
      annotations: series.flatMap((one) => notes(one, isAlone)),
    },
  );
  return { data: series.map(dots), layout, text: sentence(series) };
}
