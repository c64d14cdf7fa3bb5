import { count, fixed, NOTHING, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { SignalReasonRow, SignalsByReasonResult } from "../metrics/evaluateSignals/signalsByReason.js";
import { columnAxis, rowAxis } from "./axis.js";
import { wrapLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { findingsHeat } from "./findings.js";
import { type Annotation, COLOURS, framed, type Wording } from "./theme.js";
import { plain, rowHeight, subtitle } from "./wording.js";

/** From this many columns on their names are smaller, in shorter lines. */
const MANY_COLUMNS = 9;
const SIGNAL_LETTERS = 28;

const times = (ratio: number) => `${fixed(ratio, ratio < 10 ? 1 : 0)}×`;

const isTold = ({ finding }: SignalReasonRow) =>
  finding === "warns" ? 1 : finding === "weak" ? 0.4 : finding === "calms" ? -1 : 0;

function inWords(row: SignalReasonRow): string {
  const { signal, reason, estimate, lower, upper, left, leftFiring, expected, finding, note } = row;
  const counts = words`it fired for ${count(leftFiring)} of ${count(left)} who left for it, by chance ${fixed(expected, 1)}`;
  const ratio =
    estimate === null
      ? words`no hazard ratio (${word(String(note))})`
      : words`${times(estimate)} the hazard (${times(lower!)} to ${times(upper!)}), ${word(finding)}`;
  return words`${word(String(signal))}, ${word(String(reason))}: ${ratio}; ${counts}`;
}

function textOf(row: SignalReasonRow, x: number, y: number): Partial<Annotation> {
  const place = { x, y, showarrow: false } as const;
  const number = row.estimate === null ? NOTHING : times(row.estimate);
  if (row.finding === "warns" || row.finding === "calms") {
    const arrow = row.finding === "warns" ? "▲" : "▼";
    return { ...place, text: `<b>${number}</b> ${arrow}`, font: { size: 12, color: COLOURS.ink } };
  }
  const mark = row.finding === "weak" ? " △" : "";
  return { ...place, text: `${number}${mark}`, font: { size: 11, color: COLOURS.faintInk } };
}

function footnotes({ atLeast, falseShare, comparisons, leavers, unknown }: SignalsByReasonResult, { source }: Wording) {
  const from = source === undefined || source === "" ? "" : words` Source: ${source}.`;
  const cells = words`In each cell how many times as often customers leave for the reason while the signal fires (cause-specific hazard ratio).`;
  const marks = words`▲ coloured: it warns, told from chance among ${count(comparisons)} cells (likelihood ratio, Benjamini–Hochberg; about ${percent(falseShare, { digits: 0 })} of findings false) with the whole interval above ${plain(atLeast)}; △ told, but perhaps less than that; ▼ less.`;
  const pale = words`Pale: not told from chance. ${NOTHING}: it fired for none or for all of them.`;
  const known = words`Of ${count(leavers)} who left, the reason of ${count(unknown)} is not known.`;
  return `${cells} ${marks} ${pale} ${known}${from}`;
}

/**
 * Signals down, reasons across, in each cell how many times as often customers leave for the reason while the signal fires. Only what
 * warns is coloured.
 *
 * @example
 * signalsByReasonPlot(await signalsByReason(signals, { reasons: { table: leavers, customer: "customer", reason: "reason" }, until: "2026-06-30" }));
 */
export function signalsByReasonPlot(result: SignalsByReasonResult, wording: Wording = {}): Figure {
  const { signals, reasons, rows } = result;
  const lines =
    reasons.length === 0 ? [] : signals.map((_, s) => rows.slice(s * reasons.length, (s + 1) * reasons.length));
  const labels = signals.map((signal) => wrapLabel(word(signal), SIGNAL_LETTERS).join("<br>"));
  const isNarrow = reasons.length >= MANY_COLUMNS;
  const columns = reasons.map(
    ({ reason, left }) => `${wrapLabel(word(reason), isNarrow ? 9 : 11).join("<br>")}<br>${words`${count(left)} left`}`,
  );
  const lineOf = (column: string) => column.split("<br>").length;
  const layout = framed(
    {
      title: wording.title ?? word(result.label),
      subtitle: subtitle(result, wording, "customers who left"),
      caption: footnotes(result, wording),
      labels,
      plotHeight: Math.max(1, lines.length) * rowHeight(labels, 34),
      axisHeight: 12,
      aboveHeight: 20 + 16 * Math.max(1, ...columns.map(lineOf)),
    },
    {
      yaxis: { ...rowAxis(labels), ticks: "" },
      xaxis: { ...columnAxis(columns), side: "top", ticks: "", tickfont: { size: isNarrow ? 10 : 12 } },
      annotations: lines.flatMap((cells, y) => cells.map((cell, x) => textOf(cell, x, y))),
    },
  );
  const warning = lines.flat().filter(({ finding }) => finding === "warns");
  const text = words`${word(result.label)}: ${warning.length === 0 ? words`no signal warns of any reason` : warning.map(inWords).join(words`; `)}.`;
  const cells = lines.map((line) => line.map((row) => ({ told: isTold(row), words: inWords(row) })));
  return { data: cells.length === 0 ? [] : [findingsHeat(cells)], layout, text };
}
