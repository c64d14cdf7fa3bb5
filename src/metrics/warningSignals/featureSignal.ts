import { dayOf, isoOf } from "../../calendar/days.js";
import { rowsWith } from "../scale.js";
import { type HistorySource, historyOf, readHistory } from "./history.js";
import { NEVER, type RowDates } from "./rowDates.js";
import { readingOf, requireColumn, requireNumber, type SignalKind } from "./signalKind.js";
import { numbersOf, type TypedRows } from "./typedRows.js";

/**
 * A number that was made elsewhere, a model's score for example, with the day on which it was known. On each date the latest one
 * known by then counts. One dated after the last date is refused: it was made with what nobody knew then.
 */
export interface FeatureSignal extends HistorySource {
  readonly kind: "feature";
  /** Column with the day from whose end on the number was known. */
  readonly date: string;
  /** Column with the number, the higher the more alarming. */
  readonly value: string;
  /** It fires from this number on. */
  readonly from: number;
  /** A number older than so many days counts as unknown; none does unless given. */
  readonly validDays?: number;
}

async function refuseLater(rows: TypedRows, column: string, { days }: RowDates, last: number): Promise<void> {
  if (!days.some((day) => day > last && day < NEVER)) return;
  let got = "";
  const where = await rowsWith(rows.table, column, (cell) => {
    const day = dayOf(cell);
    const isLater = day !== null && day > last;
    if (isLater) got ||= String(cell);
    return isLater;
  });
  throw new RangeError(
    `warningSignals requires features known by ${isoOf(last)}; got ${got} in '${column}' (${where})`,
  );
}

export const featureSignal: SignalKind<FeatureSignal> = {
  columns({ date, value, from, validDays }, name) {
    requireColumn(name, "date", date, "the day on which each number was known");
    requireColumn(name, "value", value, "the number");
    requireNumber(name, "from", from, Number.NEGATIVE_INFINITY, false);
    if (validDays !== undefined) requireNumber(name, "validDays", validDays, 1);
    return [date, value];
  },

  async read({ date, value, from: least, validDays = Number.POSITIVE_INFINITY }, { rows, customer, panel }) {
    const dates = await rows.dates(date);
    await refuseLater(rows, date, dates, panel.days.at(-1)!);
    const values = numbersOf(rows, value);
    const history = historyOf(rows, customer, panel, { known: dates.days, order: dates.seconds });
    const reading = readHistory(
      panel,
      history,
      ({ from, to, day }) => {
        if (to === from || history.known[to - 1]! <= day - validDays) return Number.NaN;
        return values[history.rows[to - 1]!]!;
      },
      (strength) => strength >= least,
    );
    return readingOf(reading, history, `needs a '${value}'`);
  },
};
