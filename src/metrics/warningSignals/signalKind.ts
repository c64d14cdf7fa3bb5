import type { Reading, RowsLeftOut } from "./history.js";
import type { PanelFrame } from "./panelFrame.js";
import type { TypedRows, Where } from "./typedRows.js";

/** What one kind of signal read. */
export interface KindReading extends Reading, RowsLeftOut {
  readonly onlyAfterLeaving: number | null;
  /** What must be known of a customer before the signal can say anything, in words: 'needs 3 offers'; null where nothing. */
  readonly needs: string | null;
}

/** The history of one signal, as a kind reads it. */
export interface SignalHistory {
  /** The signal's name, for messages. */
  readonly name: string;
  readonly rows: TypedRows;
  /** Column with the customer. */
  readonly customer: string;
  readonly panel: PanelFrame;
}

/** One way of reading a history. Each is a pure function of what was known by a date. */
export interface SignalKind<Signal> {
  /** Columns of the history it reads, but for the customer's. Throws where an option is missing or wrong. */
  columns(signal: Signal, name: string): readonly string[];
  read(signal: Signal, history: SignalHistory): Promise<KindReading>;
}

/** A reading with what its history did not look at. */
export const readingOf = (
  { fires, strength }: Reading,
  { later, strangers, undated }: RowsLeftOut,
  needs: string | null,
  onlyAfterLeaving: number | null = null,
): KindReading => ({ fires, strength, later, strangers, undated, onlyAfterLeaving, needs });

const CALLER = "warningSignals";

/** Throws unless the option names a column. */
export function requireColumn(name: string, option: string, column: unknown, what: string): void {
  if (typeof column === "string" && column !== "") return;
  throw new TypeError(
    `${CALLER} requires a column '${option}' for '${name}': ${what}; got ${column === undefined ? "none" : String(column)}`,
  );
}

/** Throws unless the option is a number from `least` (a whole one, where asked for). */
export function requireNumber(name: string, option: string, value: unknown, least: number, isWhole = true): void {
  const isNumber = isWhole ? Number.isInteger(value) : Number.isFinite(value);
  if (isNumber && (value as number) >= least) return;
  const kind = isWhole ? "a whole number" : "a number";
  const range = Number.isFinite(least) ? ` from ${least}` : "";
  throw new RangeError(
    `${CALLER} requires '${option}' of '${name}' to be ${kind}${range}; got ${value === undefined ? "none" : String(value)}`,
  );
}

export const whereColumns = (where: Where | undefined): readonly string[] =>
  where === undefined ? [] : [where.column];
