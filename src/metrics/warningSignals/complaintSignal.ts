import { type HistorySource, historyOf, readHistory } from "./history.js";
import { readingOf, requireColumn, requireNumber, type SignalKind } from "./signalKind.js";
import { coded, isOneOf, numbersOf, type TypedRows, type Where } from "./typedRows.js";

/**
 * A complaint whose handling left the customer dissatisfied, or that came to nothing. Known once it is closed: date it by that day,
 * not by the day it was opened.
 */
export interface ComplaintSignal extends HistorySource {
  readonly kind: "complaint handling";
  /** Column with the day the complaint was closed; blank while open. */
  readonly date: string;
  /** Column with the satisfaction with the handling; one who did not answer is unknown, unless the outcome says it. */
  readonly handling?: string;
  /** Handled badly: satisfaction of at most so much; 2 unless given. */
  readonly atMost?: number;
  /** Handled badly whatever the customer answered: the column of the outcome, and values such as 'rejected'. */
  readonly outcome?: Where;
  /** Closed in so many days; 90 unless given. */
  readonly within?: number;
}

/** Of each row 1 if handled badly, 0 if not, NaN if nobody can tell. */
function badness(rows: TypedRows, { handling, atMost = 2, outcome }: ComplaintSignal, name: string): Float64Array {
  const scores = handling === undefined ? null : numbersOf(rows, handling);
  const isBad = outcome === undefined ? () => false : isOneOf(rows, outcome, name);
  const outcomes = outcome === undefined ? null : coded(rows.column(outcome.column)).codes;
  return Float64Array.from({ length: rows.count }, (_, row) => {
    if (isBad(row)) return 1;
    if (scores !== null) return Number.isNaN(scores[row]!) ? Number.NaN : Number(scores[row]! <= atMost);
    return outcomes![row]! < 0 ? Number.NaN : 0;
  });
}

export const complaintSignal: SignalKind<ComplaintSignal> = {
  columns({ date, handling, atMost = 2, outcome, within = 90 }, name) {
    requireColumn(name, "date", date, "the day on which each complaint was closed");
    if (outcome === undefined) requireColumn(name, "handling", handling, "satisfaction with it; or name an 'outcome'");
    requireNumber(name, "atMost", atMost, Number.NEGATIVE_INFINITY, false);
    requireNumber(name, "within", within, 1);
    return [date, ...[handling, outcome?.column].flatMap((column) => column ?? [])];
  },

  async read(signal, { name, rows, customer, panel }) {
    const { date, within = 90 } = signal;
    const { days: known } = await rows.dates(date);
    const bad = badness(rows, signal, name);
    const history = historyOf(rows, customer, panel, { known });
    const badlyHandled = ({ from, to, day }: { from: number; to: number; day: number }) => {
      let [count, open] = [0, 0];
      for (let place = to - 1; place >= from && history.known[place]! > day - within; place--) {
        const value = bad[history.rows[place]!]!;
        if (Number.isNaN(value)) open++;
        else count += value;
      }
      return count === 0 && open > 0 ? Number.NaN : count;
    };
    const reading = readHistory(panel, history, badlyHandled, (count) => count >= 1);
    return readingOf(reading, history, "needs an answer about the handling");
  },
};
