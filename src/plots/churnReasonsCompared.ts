import type { Data } from "plotly.js-dist-min";
import { count, percent, points } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { ChurnReasonsResult, ReasonRow } from "../metrics/churnReasons/churnReasons.js";
import { errorBars, legendAbove, rowAxis } from "./axis.js";
import { comesBack, listed, readable } from "./churnReasonsWords.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, rowHeight, rowLabel, subtitle } from "./wording.js";

/** A reason as it stands in both lists; null where it is not in one. */
interface Pair {
  readonly reason: string;
  readonly first: ReasonRow | null;
  readonly second: ReasonRow | null;
  /** By how many places it stands higher in the second list; null where the two lists are not of the same customers. */
  readonly moved: Moved | null;
}

interface Moved {
  readonly lower: number;
  readonly upper: number;
}

const isCounted = ({ kind }: ReasonRow) => kind === "actionable" || kind === "other";

/** The rank difference a list by value has with it, if the other list is the one by customers that it was compared with. */
function movedIn(byValue: ReasonRow | null, byCustomers: ReasonRow | null): Moved | null {
  const found = byValue?.rankDifference;
  if (found == null || found.lower === null || found.upper === null) return null;
  return byValue!.customersRank === byCustomers?.rank ? { lower: found.lower, upper: found.upper } : null;
}

function moved(first: ReasonRow | null, second: ReasonRow | null): Moved | null {
  const back = movedIn(first, second);
  return movedIn(second, first) ?? (back === null ? null : { lower: 0 - back.upper, upper: 0 - back.lower });
}

/** The reasons in the order of the first list, then those only the second has. */
function pairs(first: ChurnReasonsResult, second: ChurnReasonsResult): Pair[] {
  const [rows, others] = [first.overall.reasons.filter(isCounted), second.overall.reasons.filter(isCounted)];
  const names = [...new Set([...rows, ...others].map(({ reason }) => reason))];
  const find = (list: readonly ReasonRow[], name: string) => list.find(({ reason }) => reason === name) ?? null;
  return names.map((reason) => {
    const [one, other] = [find(rows, reason), find(others, reason)];
    return { reason, first: one, second: other, moved: moved(one, other) };
  });
}

const rankOf = (row: ReasonRow | null) => count(row?.rank ?? null);

const isVital = ({ first, second }: Pair) => (first?.vital ?? false) || (second?.vital ?? false);

const places = ({ lower, upper }: Moved) =>
  lower === upper ? points(lower) : words`${points(lower)} to ${points(upper)}`;

/** Up or down for sure, or nothing. */
const mark = ({ lower, upper }: Moved) => (lower > 0 ? "▲ " : upper < 0 ? "▼ " : "");

function label(pair: Pair): string {
  const isRanked = pair.first?.rank != null || pair.second?.rank != null;
  const change = pair.moved === null ? "" : ` (${mark(pair.moved)}${places(pair.moved)})`;
  const ranks = isRanked ? words`rank ${rankOf(pair.first)} → ${rankOf(pair.second)}${change}` : words`not ranked`;
  return rowLabel(word(pair.reason), ranks, { bold: isVital(pair) });
}

/** Which reasons surely stand higher or lower in the second list. */
function surely(all: readonly Pair[], { level, orderedBy }: ChurnReasonsResult): string[] {
  if (all.every((pair) => pair.moved === null)) return [];
  const names = (test: (moved: Moved) => boolean) =>
    listed(all.filter((pair) => pair.moved !== null && test(pair.moved)).map(({ reason }) => reason));
  const [up, down] = [names(({ lower }) => lower > 0), names(({ upper }) => upper < 0)];
  const said = [up === "" ? "" : `▲ ${up}`, down === "" ? "" : `▼ ${down}`].filter((part) => part !== "");
  const how = words`places gained, ${percent(level, { digits: 0 })} intervals of the bootstrap for all reasons together`;
  return [words`Surely another rank by ${readable(orderedBy)}: ${said.join(words`; `) || words`none`} (${how}).`];
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
    name: escapeLabel(words`share of ${name}`),
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
  const again = back === "" ? "" : words`; this set ${back}`;
  return words`Vital few by ${readable(orderedBy)}: ${listed(overall.vitalFew) || words`none`}${again}.`;
}

/** How the intervals of both orders are built. */
function methods(first: ChurnReasonsResult, second: ChurnReasonsResult): string {
  if (first.method === second.method) return first.method;
  const [one, other] = [first, second].map(
    ({ method, orderedBy }) => words`${word(method)} (by ${readable(orderedBy)})`,
  );
  return words`${one!} and ${other!}`;
}

function sentence(all: readonly Pair[], first: ChurnReasonsResult, second: ChurnReasonsResult): string {
  const said = all.map(
    (pair) =>
      words`${word(pair.reason)} ${percent(pair.first)} (rank ${rankOf(pair.first)}) and ${percent(pair.second)} (rank ${rankOf(pair.second)})`,
  );
  const what = words`share of ${readable(first.orderedBy)} and of ${readable(second.orderedBy)}`;
  return [
    words`Churn reasons, ${what}: ${said.join(words`; `)}.`,
    ...surely(all, second),
    few(first),
    few(second),
  ].join(" ");
}

/**
 * Churn reasons in two orders, by customers and by money: whom we lose most and what we lose most are not the same. Each
 * reason's two shares with their intervals, and its two ranks; filled marks are among the vital few. Behind the ranks stands
 * by how many places it may have moved; ▲ and ▼ mark those that surely did.
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
      title: wording.title ?? words`Churn reasons by ${one} and by ${other}`,
      subtitle: subtitle(first, wording, "customers"),
      caption: caption(
        { ...first, method: methods(first, second) },
        wording,
        words`Filled: among the vital few.`,
        ...surely(all, second),
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
      xaxis: { rangemode: "tozero", tickformat: ".0%", title: axisTitle(words`share`), gridcolor: COLOURS.grid },
    },
  );
  const data = [trace(all, SIDES[0]!, one), trace(all, SIDES[1]!, other)];
  return { data, layout, text: sentence(all, first, second) };
}
