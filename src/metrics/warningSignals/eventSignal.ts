import { type History, type HistorySource, historyOf, readHistory } from "./history.js";
import type { PanelFrame } from "./panelFrame.js";
import { NEVER } from "./rowDates.js";
import { readingOf, requireColumn, requireNumber, type SignalKind, whereColumns } from "./signalKind.js";
import { isOneOf, type Where } from "./typedRows.js";

/**
 * So many events within so many days: technical and product calls, billing questions, changed touch points, a changed address.
 * Known of everybody: who had none has none.
 */
export interface EventSignal extends HistorySource {
  readonly kind: "event";
  /** Column with the day of the event, on which it was known. */
  readonly date: string;
  readonly where?: Where;
  /** Days, the day of reading among them. */
  readonly within: number;
  /** 1 unless given. */
  readonly atLeast?: number;
}

/** Who left by the last date with no event before and one since. */
function onlyAfterLeaving({ starts, known }: History, { left, days }: PanelFrame): number {
  const last = days.at(-1)!;
  let count = 0;
  for (let c = 0; c < left.length; c++) {
    if (left[c] === NEVER || left[c]! > last || starts[c] === starts[c + 1]) continue;
    if (known[starts[c]!]! >= left[c]!) count++;
  }
  return count;
}

export const eventSignal: SignalKind<EventSignal> = {
  columns({ date, where, within, atLeast = 1 }, name) {
    requireColumn(name, "date", date, "the day on which each event was known");
    requireNumber(name, "within", within, 1);
    requireNumber(name, "atLeast", atLeast, 1);
    return [date, ...whereColumns(where)];
  },

  async read({ date, where, within, atLeast = 1 }, { name, rows, customer, panel }) {
    const { days: known } = await rows.dates(date);
    const keeps = where === undefined ? undefined : isOneOf(rows, where, name);
    const history = historyOf(rows, customer, panel, { known, keeps });
    const eventsIn = ({ from, to, day }: { from: number; to: number; day: number }) => {
      let place = to;
      while (place > from && history.known[place - 1]! > day - within) place--;
      return to - place;
    };
    const reading = readHistory(panel, history, eventsIn, (events) => events >= atLeast);
    return readingOf(reading, history, null, onlyAfterLeaving(history, panel));
  },
};
