/** What one signal said of each row of a panel. */
export interface SignalReading {
  /** As the caller named it: 'late payment'. */
  readonly name: string;
  /** Of each row: 1 it fires, 0 it does not, 255 it cannot be known (no two answers to compare yet). */
  readonly fires: Uint8Array;
  /** Of each row how strongly, in units of its own, the higher the more alarming; NaN where it cannot be known. */
  readonly strength: Float64Array;
  /** Rows of its history dated after the last date of the panel: they were not looked at. */
  readonly later: number;
  /**
   * Customers who left and had no such event before leaving but one afterwards: a sign that follows leaving. Null where the signal is
   * not one of events.
   */
  readonly onlyAfterLeaving: number | null;
}

/** What could be known of each customer on each date: one row a customer and date on which he was a customer. */
export interface SignalPanel {
  /** Customers, each once. */
  readonly customers: readonly string[];
  /** Of each customer the first day (null: since ever) and the day of leaving (null: not known to have left); ISO dates. */
  readonly since: readonly (string | null)[];
  readonly left: readonly (string | null)[];
  /** The days at whose end signals were read, in order. */
  readonly dates: readonly string[];
  /** Of each row its place in `customers` and in `dates`; by date, then customer. */
  readonly customer: Int32Array;
  readonly date: Int32Array;
  readonly signals: readonly SignalReading[];
}
