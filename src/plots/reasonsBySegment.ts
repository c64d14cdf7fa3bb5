import type { Data } from "plotly.js-dist-min";
import { count, fixed, percent } from "../format/numbers.js";
import type {
  ReasonBySegmentRow,
  ReasonFinding,
  ReasonsBySegmentResult,
} from "../metrics/reasonsBySegment/reasonsBySegment.js";
import type { Keys } from "../metrics/result.js";
import { columnAxis, rowAxis } from "./axis.js";
import { escapeLabel, wrapLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { type Annotation, COLOURS, framed, type Wording } from "./theme.js";
import { exclusions, rowHeight, rowLabel, segmentName, subtitle } from "./wording.js";

type Row = ReasonBySegmentRow & { readonly keys: Keys };

const COLUMN_LETTERS = 12;

/** Above so many columns the words do not fit into their cells: an arrow stands for them, and the caption says which. */
const MOST_WORDS = 6;

const FINDINGS: readonly ReasonFinding[] = ["less than elsewhere", "not told from chance", "more than elsewhere"];

/** Less, no difference, more: as the heat map numbers them. */
const SCALE = [
  [0, "#c7e1f2"],
  [0.25, "#c7e1f2"],
  [0.25, "#f6f6f6"],
  [0.75, "#f6f6f6"],
  [0.75, "#fbd3bb"],
  [1, "#fbd3bb"],
];

const ARROWS: Readonly<Record<ReasonFinding, string>> = {
  "less than elsewhere": "▼",
  "not told from chance": "",
  "more than elsewhere": "▲",
};

function inWords(row: Row, segment: string): string {
  const elsewhere = row.elsewhere === null ? "" : `, elsewhere ${percent(row.elsewhere)}`;
  const p =
    row.adjustedPValue === null
      ? ""
      : `, adjusted p ${row.adjustedPValue < 0.001 ? "below 0.001" : fixed(row.adjustedPValue, 3)}`;
  return `${segment}, ${row.reason}: ${percent(row)}${elsewhere}, n = ${count(row.n)}, ${row.finding}${p}`;
}

/** The share, and under it in words what was found. */
function textOf(row: Row, x: number, y: number, hasWords: boolean): Partial<Annotation> {
  const place = { x, y, showarrow: false } as const;
  if (row.finding === "not told from chance") {
    return { ...place, text: percent(row.estimate, { digits: 0 }), font: { size: 11, color: COLOURS.faintInk } };
  }
  const [word] = row.finding.split(" ");
  const share = `<b>${percent(row.estimate, { digits: 0 })}</b>`;
  const text = hasWords ? `${share}<br>${ARROWS[row.finding]} ${word}` : `${share} ${ARROWS[row.finding]}`;
  return { ...place, text, font: { size: 12, color: COLOURS.ink } };
}

function heat(lines: readonly (readonly Row[])[], names: readonly string[]): Partial<Data> {
  return {
    type: "heatmap",
    z: lines.map((cells) => cells.map(({ finding }) => FINDINGS.indexOf(finding) - 1)),
    x: names.map((_, i) => i),
    y: lines.map((_, i) => i),
    zmin: -1,
    zmax: 1,
    colorscale: SCALE,
    showscale: false,
    xgap: 2,
    ygap: 2,
    customdata: lines.map((cells) => cells.map((cell, i) => escapeLabel(inWords(cell, names[i]!)))),
    hovertemplate: "%{customdata}<extra></extra>",
  } as unknown as Partial<Data>;
}

function footnotes({ falseShare, excluded, rows }: ReasonsBySegmentResult, { source }: Wording): string {
  const tested = rows.filter(({ pValue }) => pValue !== null).length;
  const screen =
    `Coloured, ▲ more and ▼ less than in all others together: what survives the screen of ${count(tested)} cells ` +
    `(Fisher's exact test, Benjamini–Hochberg; about ${percent(falseShare, { digits: 0 })} of such findings are false). ` +
    "Pale: not told from chance.";
  const from = source === undefined || source === "" ? "" : `Source: ${source}.`;
  return [screen, exclusions(excluded), from].filter((sentence) => sentence !== "").join(" ");
}

function sentence({ label, test, found }: ReasonsBySegmentResult, told: readonly string[]): string {
  const differ =
    test === null ? "" : `, all cells together p ${test.pValue < 0.001 ? "below 0.001" : fixed(test.pValue, 3)}`;
  const which = found === 0 ? "nothing is told from chance" : told.join("; ");
  return `${label}${differ}: ${which}.`;
}

/**
 * Reasons down, segments across, in each cell the share of the segment's customers who named the reason. Only what survives the
 * screen is coloured and says more or less; all the rest is pale.
 *
 * @example
 * reasonsBySegmentPlot(await reasonsBySegment(leavers, { reason: "reason", segment: "segment" }));
 */
export function reasonsBySegmentPlot(result: ReasonsBySegmentResult, wording: Wording = {}): Figure {
  const { reasons, segments, rows } = result;
  const names = segments.map((segment) => segmentName(segment));
  const lines = reasons.map((_, r) => segments.map((__, s) => rows[s * reasons.length + r]!));
  const labels = reasons.map(({ reason, share }) => rowLabel(reason, `everybody ${percent(share)}`));
  const columns = segments.map(({ n }, s) => `${wrapLabel(names[s]!, COLUMN_LETTERS).join("<br>")}<br>n = ${count(n)}`);
  const hasWords = segments.length <= MOST_WORDS;
  const lineOf = (column: string) => column.split("<br>").length;
  const layout = framed(
    {
      title: wording.title ?? result.label,
      subtitle: subtitle(result, wording, "customers"),
      caption: footnotes(result, wording),
      labels,
      plotHeight: Math.max(1, reasons.length) * rowHeight(labels, 44),
      axisHeight: 12,
      aboveHeight: 20 + 16 * Math.max(1, ...columns.map(lineOf)),
    },
    {
      yaxis: { ...rowAxis(labels), ticks: "" },
      xaxis: { ...columnAxis(columns), side: "top", ticks: "" },
      annotations: lines.flatMap((cells, y) => cells.map((cell, x) => textOf(cell, x, y, hasWords))),
    },
  );
  const told = lines.flatMap((cells) =>
    cells.flatMap((cell, s) => (cell.finding === "not told from chance" ? [] : [inWords(cell, names[s]!)])),
  );
  return { data: lines.length === 0 ? [] : [heat(lines, names)], layout, text: sentence(result, told) };
}
