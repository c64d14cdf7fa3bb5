import { isoOf } from "../../calendar/days.js";
import type { Cell } from "../../tables/table.js";
import { type HistorySource, historyOf, type Moment, readHistory } from "./history.js";
import { readingOf, requireColumn, requireNumber, type SignalKind } from "./signalKind.js";

/** What stands in a row: the columns asked for, and the date. */
export type OwnRow = Readonly<Record<string, Cell>>;

/** A signal of the user's own: a function of a customer's rows up to the date. */
export interface OwnSignal extends HistorySource {
  readonly kind: "own";
  /** Column with the day at whose end the row was known. */
  readonly date: string;
  readonly columns: readonly string[];
  /**
   * How strongly the signal speaks, the higher the more alarming; null where it cannot be known. It is given the customer's rows
   * known by the date, the oldest first, and cannot see later ones.
   */
  readonly read: (history: readonly OwnRow[], asOf: string) => number | null;
  /** It fires from this number on. */
  readonly from: number;
}

export const ownSignal: SignalKind<OwnSignal> = {
  columns({ date, columns, read, from }, name) {
    requireColumn(name, "date", date, "the day on which each row was known");
    requireNumber(name, "from", from, Number.NEGATIVE_INFINITY, false);
    if (typeof read !== "function")
      throw new TypeError(`warningSignals requires a function 'read' for '${name}'; got ${typeof read}`);
    return [date, ...columns];
  },

  async read({ date, columns, read, from: least }, { name, rows, customer, panel }) {
    const { days: known, seconds: order } = await rows.dates(date);
    const history = historyOf(rows, customer, panel, { known, order });
    const cells = [...new Set([date, ...columns])].map((column) => [column, rows.cell(column)] as const);
    const rowOf = (row: number) =>
      Object.freeze(Object.fromEntries(cells.map(([column, cell]) => [column, cell(row)])));
    const dates = Array.from(panel.days, isoOf);
    let [of, seen] = [-1, [] as OwnRow[]];
    const strengthAt = ({ from, to, date: at, customer: who }: Readonly<Moment>) => {
      if (who !== of) [of, seen] = [who, []];
      while (seen.length < to - from) seen.push(rowOf(history.rows[from + seen.length]!));
      const strength = read(seen.slice(), dates[at]!);
      if (strength === null) return Number.NaN;
      if (Number.isFinite(strength)) return strength;
      const got = `${strength} for '${panel.customers[who]}' on ${dates[at]}`;
      throw new RangeError(`warningSignals requires 'read' of '${name}' to return a number or null; got ${got}`);
    };
    const reading = readHistory(panel, history, strengthAt, (strength) => strength >= least);
    return readingOf(reading, history, null);
  },
};
