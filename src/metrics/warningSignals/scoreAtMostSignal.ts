import { type HistorySource, historyOf, readHistory } from "./history.js";
import { readingOf, requireColumn, requireNumber, type SignalKind } from "./signalKind.js";
import { numbersOf } from "./typedRows.js";

/** A low last answer: for the many who answered only once and have nothing to fall from. */
export interface ScoreAtMostSignal extends HistorySource {
  readonly kind: "score at most";
  /** Column with the day of the answer. */
  readonly date: string;
  /** Column with the score, the lower the more alarming. */
  readonly score: string;
  readonly atMost: number;
  /** An answer older than so many days counts as unknown; 90 unless given. */
  readonly within?: number;
}

export const scoreAtMostSignal: SignalKind<ScoreAtMostSignal> = {
  columns({ date, score, atMost, within = 90 }, name) {
    requireColumn(name, "date", date, "the day of each answer");
    requireColumn(name, "score", score, "the score");
    requireNumber(name, "atMost", atMost, Number.NEGATIVE_INFINITY, false);
    requireNumber(name, "within", within, 1);
    return [date, score];
  },

  async read({ date, score, atMost, within = 90 }, { rows, customer, panel }) {
    const { days: known, seconds: order } = await rows.dates(date);
    const scores = numbersOf(rows, score);
    const history = historyOf(rows, customer, panel, { known, order, keeps: (row) => !Number.isNaN(scores[row]!) });
    const lowness = ({ from, to, day }: { from: number; to: number; day: number }) =>
      to === from || history.known[to - 1]! <= day - within ? Number.NaN : -scores[history.rows[to - 1]!]!;
    const reading = readHistory(panel, history, lowness, (low) => low >= -atMost);
    return readingOf(reading, history, `needs an answer of the last ${within} days`);
  },
};
