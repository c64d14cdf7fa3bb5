import type { Data } from "plotly.js-dist-min";
import { percent } from "../format/numbers.js";
import type { ChurnReasonsResult, ReasonRow } from "../metrics/churnReasons/churnReasons.js";
import { errorBars, legendAbove, rowAxis } from "./axis.js";
import { comesBack, listed, readable } from "./churnReasonsWords.js";
import type { Figure } from "./figure.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, rowHeight, rowLabel, subtitle } from "./wording.js";

/** A reason as it stands in both lists; null where it is not in one. */
interface Pair {
  readonly reason: string;
  readonly first: ReasonRow | null;
  readonly second: ReasonRow | null;
}

const isCounted = ({ kind }: ReasonRow) => kind === "actionable" || kind === "other";

/** The reasons in the order of the first list, then those only the second has. */
function pairs(first: ChurnReasonsResult, second: ChurnReasonsResult): Pair[] {
  const [rows, others] = [first.overall.reasons.filter(isCounted), second.overall.reasons.filter(isCounted)];
  const names = [...new Set([...rows, ...others].map(({ reason }) => reason))];
  const find = (list: readonly ReasonRow[], name: string) => list.find(({ reason }) => reason === name) ?? null;
  return names.map((reason) => ({ reason, first: find(rows, reason), second: find(others, reason) }));
}

const rankOf = (row: ReasonRow | null) => (row === null || row.rank === null ? "–" : String(row.rank));

const isVital = ({ first, second }: Pair) => (first?.vital ?? false) || (second?.vital ?? false);

function label(pair: Pair): string {
  const isRanked = pair.first?.rank != null || pair.second?.rank != null;
  const ranks = isRanked ? `rank ${rankOf(pair.first)} → ${rankOf(pair.second)}` : "not ranked";
  return rowLabel(pair.reason, ranks, { bold: isVital(pair) });
}

interface Side {
  readonly of: "first" | "second";
  readonly offset: number;
  readonly colour: string;
  readonly symbol: string;
}

/** Told apart by height, shape and colour; filled where the reason is among the vital few. */
const SIDES: readonly Side[] = [
  { of: "first", offset: -0.16, colour: COLOURS.blue, symbol: "circle" },
  { of: "second", offset: 0.16, colour: COLOURS.vermilion, symbol: "diamond" },
];

function trace(all: readonly Pair[], { of, offset, colour, symbol }: Side, name: string): Partial<Data> {
  const rows = all.flatMap((pair, i) => {
    const row = pair[of];
    return row === null || row.estimate === null ? [] : [{ row, y: i + offset }];
  });
  return {
    type: "scatter",
    mode: "markers",
    name,
    y: rows.map(({ y }) => y),
    x: rows.map(({ row }) => row.estimate),
    marker: {
      symbol,
      size: 10,
      color: rows.map(({ row }) => (row.vital ? colour : "#ffffff")),
      line: { color: colour, width: 2 },
    },
    error_x: errorBars(
      rows.map(({ row }) => row),
      colour,
    ),
    customdata: rows.map(({ row }) => percent(row)),
    hovertemplate: `%{customdata}<extra>%{fullData.name}</extra>`,
  } as Partial<Data>;
}

function few(result: ChurnReasonsResult): string {
  const { overall, orderedBy } = result;
  const back = comesBack(result);
  return `Vital few by ${readable(orderedBy)}: ${listed(overall.vitalFew) || "none"}${back === "" ? "" : `; this set ${back}`}.`;
}

/** How the intervals of both orders are built. */
function methods(first: ChurnReasonsResult, second: ChurnReasonsResult): string {
  if (first.method === second.method) return first.method;
  return `${first.method} (by ${readable(first.orderedBy)}) and ${second.method} (by ${readable(second.orderedBy)})`;
}

function sentence(all: readonly Pair[], first: ChurnReasonsResult, second: ChurnReasonsResult): string {
  const said = all.map(
    (pair) =>
      `${pair.reason} ${percent(pair.first)} (rank ${rankOf(pair.first)}) and ${percent(pair.second)} (rank ${rankOf(pair.second)})`,
  );
  const what = `share of ${readable(first.orderedBy)} and of ${readable(second.orderedBy)}`;
  return `Churn reasons, ${what}: ${said.join("; ")}. ${few(first)} ${few(second)}`;
}

/**
 * Churn reasons in two orders, by customers and by money: whom we lose most and what we lose most are not the same. Each
 * reason's two shares with their intervals, and its two ranks; filled marks are among the vital few.
 *
 * @param first the order the reasons are drawn in
 * @example
 * churnReasonsComparedPlot(await churnReasons(leavers, { reason: "reason" }), await churnReasons(leavers, { reason: "reason", value: "margin" }));
 */
export function churnReasonsComparedPlot(
  first: ChurnReasonsResult,
  second: ChurnReasonsResult,
  wording: Wording = {},
): Figure {
  const all = pairs(first, second);
  const labels = all.map(label);
  const [one, other] = [readable(first.orderedBy), readable(second.orderedBy)];
  const layout = framed(
    {
      title: wording.title ?? `Churn reasons by ${one} and by ${other}`,
      subtitle: subtitle(first, wording, "customers"),
      caption: caption(
        { ...first, method: methods(first, second) },
        wording,
        "Filled: among the vital few.",
        few(first),
        few(second),
      ),
      labels,
      plotHeight: Math.max(1, all.length) * rowHeight(labels, 38),
      aboveHeight: 30,
    },
    {
      showlegend: true,
      legend: legendAbove,
      yaxis: { ...rowAxis(labels), showgrid: true },
      xaxis: { rangemode: "tozero", tickformat: ".0%", title: axisTitle("share"), gridcolor: COLOURS.grid },
    },
  );
  const data = [trace(all, SIDES[0]!, `share of ${one}`), trace(all, SIDES[1]!, `share of ${other}`)];
  return { data, layout, text: sentence(all, first, second) };
}
