import { reliableChange } from "../../statistics/reliableChange.js";
import { type History, type HistorySource, historyOf, readHistory } from "./history.js";
import { NEVER } from "./rowDates.js";
import { readingOf, requireColumn, requireNumber, type SignalKind } from "./signalKind.js";
import { numbersOf } from "./typedRows.js";

/** The last answer lies below the one before by more than error of measurement (`reliableChange`). */
export interface FallingSatisfactionSignal extends HistorySource {
  readonly kind: "falling satisfaction";
  /** Column with the day of the answer. */
  readonly date: string;
  /** Column with the score, the lower the more alarming. */
  readonly score: string;
  /** Of the score, 0–1: its test–retest correlation, or Cronbach's α. */
  readonly reliability: number;
  /** How far customers lie apart; unless given, the standard deviation of all answers known by the date. */
  readonly deviation?: number;
  /** A last answer older than so many days counts as unknown; 200 unless given. */
  readonly within?: number;
  /** Of somebody who did not change, so many changes stay within it; .95 unless given. */
  readonly level?: number;
}

/** The standard deviation of all answers known by each date; NaN of fewer than two. */
function deviationsByDate({ rows, known }: History, scores: Float64Array, days: Int32Array): number[] {
  const sums = Array.from(days, () => ({ n: 0, sum: 0, squares: 0 }));
  // Sums over differences from an answer in the middle of things keep their digits; the earliest one stays the earliest.
  let [centre, earliest] = [0, NEVER];
  for (let place = 0; place < rows.length; place++) {
    if (known[place]! < earliest) [centre, earliest] = [scores[rows[place]!]!, known[place]!];
  }
  for (let place = 0; place < rows.length; place++) {
    const off = scores[rows[place]!]! - centre;
    let [date, end] = [0, days.length - 1];
    while (date < end) {
      const middle = (date + end) >> 1;
      if (days[middle]! < known[place]!) date = middle + 1;
      else end = middle;
    }
    const into = sums[date]!;
    into.n++;
    into.sum += off;
    into.squares += off * off;
  }
  const all = { n: 0, sum: 0, squares: 0 };
  return sums.map(({ n, sum, squares }) => {
    all.n += n;
    all.sum += sum;
    all.squares += squares;
    if (all.n < 2) return Number.NaN;
    return Math.sqrt(Math.max(0, all.squares - (all.sum * all.sum) / all.n) / (all.n - 1));
  });
}

export const fallingSatisfactionSignal: SignalKind<FallingSatisfactionSignal> = {
  columns({ date, score, reliability, deviation = 0, within = 200, level = 0.95 }, name) {
    requireColumn(name, "date", date, "the day of each answer");
    requireColumn(name, "score", score, "the score");
    requireNumber(name, "within", within, 1);
    reliableChange({ deviation, reliability }, level);
    return [date, score];
  },

  async read({ date, score, reliability, deviation, within = 200, level = 0.95 }, { rows, customer, panel }) {
    const { days: known, seconds: order } = await rows.dates(date);
    const scores = numbersOf(rows, score);
    const history = historyOf(rows, customer, panel, { known, order, keeps: (row) => !Number.isNaN(scores[row]!) });
    const deviations =
      deviation === undefined ? deviationsByDate(history, scores, panel.days) : Array.from(panel.days, () => deviation);
    const changes = deviations.map((spread) =>
      Number.isNaN(spread) ? Number.NaN : reliableChange({ deviation: spread, reliability }, level),
    );
    const scoreAt = (place: number) => scores[history.rows[place]!]!;
    const fall = ({ from, to, day }: { from: number; to: number; day: number }) =>
      to - from < 2 || history.known[to - 1]! <= day - within ? Number.NaN : scoreAt(to - 2) - scoreAt(to - 1);
    const reading = readHistory(panel, history, fall, (points, at) => points > changes[at]!);
    return readingOf(reading, history, `needs 2 answers, one of the last ${within} days`);
  },
};
