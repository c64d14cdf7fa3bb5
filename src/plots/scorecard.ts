import type { Data, Layout } from "plotly.js-dist-min";
import { count, inUnit } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { ScorecardResult, ScorecardRow } from "../metrics/scorecard/scorecard.js";
import { errorBars, rowAxis, whyEmpty } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { inkLike } from "./ink.js";
import { scorecardGrid } from "./scorecardGrid.js";
import { aimOf, MARKS, moreOf, scorecardSubtitle } from "./scorecardWords.js";
import { type Annotation, COLOURS, framed, type Wording } from "./theme.js";
import { caption, rowHeight, rowLabel } from "./wording.js";

const nameOf = ({ keys }: ScorecardRow) => word(String(keys.indicator));

/** Where a value lies about its target, −1 to 1, better to the right: each row has its own scale. */
function placed(row: ScorecardRow) {
  const { estimate, lower, upper, target, side } = row;
  const turn = side === "at least" ? 1 : -1;
  const reach = Math.max(...[estimate, lower, upper].map((value) => (value === null ? 0 : Math.abs(value - target))));
  const place = (value: number | null) => (value === null ? null : (turn * (value - target)) / (reach || 1));
  const [low, high] = turn > 0 ? [lower, upper] : [upper, lower];
  return { estimate: place(estimate), lower: place(low), upper: place(high) };
}

/** The mark and its interval. */
function dots(rows: readonly ScorecardRow[]): Partial<Data> {
  const shown = rows.map((row, y) => ({ row, y })).filter(({ row }) => row.estimate !== null);
  const places = shown.map(({ row }) => placed(row));
  const colors = shown.map(({ row }) => MARKS[row.verdict].color);
  return {
    type: "scatter",
    mode: "markers",
    y: shown.map(({ y }) => y),
    x: places.map(({ estimate }) => estimate),
    marker: {
      size: 11,
      symbol: shown.map(({ row }) => MARKS[row.verdict].symbol),
      color: colors,
      line: { width: 2, color: colors },
    },
    error_x: errorBars(places),
    customdata: shown.map(({ row }) => escapeLabel(spoken(row))),
    hovertemplate: "%{customdata}<extra></extra>",
    cliponaxis: false,
  } as Partial<Data>;
}

/** The verdict over its mark, in front of the line of the target. */
const verdicts = (rows: readonly ScorecardRow[]): Partial<Annotation>[] =>
  rows.flatMap((row, y) => {
    const x = placed(row).estimate;
    if (x === null) return [];
    const text = `<b>${word(row.verdict)}</b>`;
    const font = { size: 11, color: inkLike(MARKS[row.verdict].color) };
    return [{ x, y, text, font, yshift: 17, showarrow: false, bgcolor: "#ffffff", borderpad: 1 }];
  });

/** One row in words, with what would tell where nothing does. */
function spoken(row: ScorecardRow): string {
  const more = row.moreToTell === null ? "" : words`, ${moreOf(row.moreToTell)}`;
  const because = row.estimate === null || row.note === null ? "" : words` (${word(row.note)})`;
  return words`${nameOf(row)} ${inUnit(row, row.unit)}, target ${aimOf(row)}: ${word(row.verdict)}${more}${because}`;
}

/** Beside the mark: verdict, number, target, and what it stands on; on a narrow screen it is all that is seen at first. */
function labelOf(row: ScorecardRow): string {
  const value = row.estimate === null ? "–" : inUnit(row, row.unit);
  const more = row.moreToTell === null ? "" : words`; ${moreOf(row.moreToTell)}`;
  const lines = [value, words`target ${aimOf(row)}`, words`n = ${count(row.n)}${more}`].map(escapeLabel);
  return rowLabel(nameOf(row), words`<b>${word(row.verdict)}</b>: ${lines.join("<br>")}`, { bold: true });
}

const upright = (line: object): Layout["shapes"] => [
  { type: "line", layer: "below", xref: "x", yref: "paper", x0: 0, x1: 0, y0: 0, y1: 1, line } as const,
];

/**
 * The page a manager opens: each indicator with its interval about its target, which is the line in the middle; better is to the
 * right, whether more or less is wanted. The verdict stands in words. Each row has a scale of its own, so that distances compare
 * with the interval of their own row, not between rows. A result by segment is drawn as a table of verdicts.
 *
 * @example
 * scorecardPlot(scorecard([{ result: await nps(answers, { score: "recommend" }), target: { atLeast: 50 } }]), { period: "2026" });
 */
export function scorecardPlot(result: ScorecardResult, wording: Wording = {}): Figure {
  if (result.by.length > 1) return scorecardGrid(result, wording);
  const { rows, overall } = result;
  const labels = rows.map(labelOf);
  const layout = framed(
    {
      title: wording.title ?? words`Indicators against their targets`,
      subtitle: scorecardSubtitle(result, wording),
      caption: caption(
        result,
        wording,
        words`Each row has its own scale: its target in the middle, better to the right. Met or missed: all of the interval on one side.`,
        rows.some(({ from }) => from === "usual") ? words`Usual: a target of the literature, not of this company.` : "",
      ),
      labels,
      plotHeight: rows.length * rowHeight(labels, 56),
      axisHeight: 34,
      aboveHeight: 8,
    },
    {
      yaxis: rowAxis(labels),
      xaxis: {
        range: [-1.22, 1.22],
        tickvals: [-0.75, 0, 0.75],
        ticktext: [words`worse`, words`target`, words`better`],
        showgrid: false,
        zeroline: false,
        fixedrange: true,
      },
      shapes: upright({ color: COLOURS.ink, width: 1.5 }),
      annotations: [...whyEmpty(rows), ...verdicts(rows)],
    },
  );
  return {
    data: [dots(rows)],
    layout,
    text: words`Scorecard: ${count(overall.met)} of ${count(overall.n)} targets met. ${rows.map(spoken).join(words`; `)}.`,
  };
}
