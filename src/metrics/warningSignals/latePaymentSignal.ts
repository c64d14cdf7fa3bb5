import { type HistorySource, historyOf, readHistory } from "./history.js";
import { NEVER } from "./rowDates.js";
import { readingOf, requireColumn, requireNumber, type SignalKind } from "./signalKind.js";

/**
 * A statement that was overdue on one of the last days. It is late as of the day on which it is unpaid so many days after it was
 * due; a payment made after the date was not known then, and the statement counts as unpaid.
 */
export interface LatePaymentSignal extends HistorySource {
  readonly kind: "late payment";
  /** Column with the day the statement is due. */
  readonly due: string;
  /** Column with the day it was paid; blank while unpaid. */
  readonly paid: string;
  /** Days after the due day that are still in time; 5 unless given. */
  readonly lateDays?: number;
  /** Overdue on one of so many days; 60 unless given. */
  readonly within?: number;
}

export const latePaymentSignal: SignalKind<LatePaymentSignal> = {
  columns({ due, paid, lateDays = 5, within = 60 }, name) {
    requireColumn(name, "due", due, "the day on which each statement is due");
    requireColumn(name, "paid", paid, "the day on which each statement was paid");
    requireNumber(name, "lateDays", lateDays, 0);
    requireNumber(name, "within", within, 1);
    return [due, paid];
  },

  async read({ due, paid, lateDays = 5, within = 60 }, { rows, customer, panel }) {
    const { days: dueOn } = await rows.dates(due);
    const { days: paidOn } = await rows.dates(paid);
    const known = dueOn.map((day) => (day === NEVER ? NEVER : day + lateDays));
    const history = historyOf(rows, customer, panel, { known });
    const daysLate = ({ from, to, day }: { from: number; to: number; day: number }) => {
      let most = from === to ? Number.NaN : 0;
      for (let place = from; place < to; place++) {
        const row = history.rows[place]!;
        const isUnpaid = paidOn[row]! > day;
        const until = isUnpaid ? day : paidOn[row]!;
        const wasLate = isUnpaid || until > history.known[place]!;
        // The last day on which it was overdue is the one before it was paid.
        if (wasLate && (isUnpaid || until - 1 > day - within)) most = Math.max(most, until - dueOn[row]!);
      }
      return most;
    };
    const reading = readHistory(panel, history, daysLate, (days) => days > 0);
    return readingOf(reading, history, "needs a statement that was due");
  },
};
