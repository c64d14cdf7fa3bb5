import { isoOf } from "../../calendar/days.js";
import { requireLevel } from "../../statistics/interval.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Result } from "../result.js";
import type { RowsLeftOut } from "./history.js";
import { type CustomerColumns, type PanelFrame, panelFrame, panelOf } from "./panelFrame.js";
import { type SignalDates, signalDays } from "./signalDates.js";
import type { KindReading } from "./signalKind.js";
import { readSignal, type Signal, signalColumns } from "./signalKinds.js";
import type { SignalPanel } from "./signalPanel.js";
import { type TypedRows, typedRows } from "./typedRows.js";
import { anyOf, countByDate, signalRow, type WarningSignalRow } from "./warningSignalsRow.js";

export type { ComplaintSignal } from "./complaintSignal.js";
export type { EventSignal } from "./eventSignal.js";
export type { FallingRfmSignal } from "./fallingRfmSignal.js";
export type { FallingSatisfactionSignal } from "./fallingSatisfactionSignal.js";
export type { FeatureSignal } from "./featureSignal.js";
export type { LatePaymentSignal } from "./latePaymentSignal.js";
export type { NoResponseSignal } from "./noResponseSignal.js";
export type { OwnRow, OwnSignal } from "./ownSignal.js";
export type { ScoreAtMostSignal } from "./scoreAtMostSignal.js";
export type { EveryDays, SignalDates } from "./signalDates.js";
export type { Signal } from "./signalKinds.js";
export type { SignalPanel, SignalReading } from "./signalPanel.js";
export type { FallingShareOfWalletSignal } from "./walletSignal.js";
export type { WarningSignalRow } from "./warningSignalsRow.js";

export interface WarningSignalsOptions {
  /** Column with the customer, each once. */
  readonly customer: string;
  /** Column with the first day as a customer; since ever where blank, and of everybody without such a column. */
  readonly since?: string;
  /** Column with the day of leaving, on whose end he is no customer; blank, or without such a column, still a customer. */
  readonly left?: string;
  /** The days at whose end signals are read. */
  readonly asOf: SignalDates;
  /** Each under the name that results and figures show. */
  readonly signals: Readonly<Record<string, Signal>>;
  readonly level?: number;
}

/** What a signal did not look at, and what follows leaving. */
export interface SignalHistoryCounts extends RowsLeftOut {
  readonly signal: string;
  /** Customers with no such event before they left and one since; null where the signal is not one of events. */
  readonly onlyAfterLeaving: number | null;
}

export interface WarningSignalsResult extends Result<WarningSignalRow> {
  readonly panel: SignalPanel;
  readonly dates: readonly string[];
  /** Of each signal, in order. */
  readonly histories: readonly SignalHistoryCounts[];
}

const CALLER = "warningSignals";

/** Reads each table once, with the columns that all signals on it ask for. */
async function historiesOf(
  signals: readonly (readonly [string, Signal])[],
  customer: string,
): Promise<ReadonlyMap<TableLike, TypedRows>> {
  const columns = new Map<TableLike, string[]>();
  for (const [name, signal] of signals) {
    const asked = [signal.customer ?? customer, ...signalColumns(signal, name)];
    columns.set(signal.table, [...(columns.get(signal.table) ?? []), ...asked]);
  }
  const read = new Map<TableLike, TypedRows>();
  for (const [table, names] of columns) read.set(table, await typedRows(asTable(table), names));
  return read;
}

async function readSignals(options: WarningSignalsOptions, panel: PanelFrame): Promise<Map<string, KindReading>> {
  const signals = Object.entries(options.signals);
  const histories = await historiesOf(signals, options.customer);
  const read = new Map<string, KindReading>();
  for (const [name, signal] of signals) {
    const { table, customer = options.customer } = signal;
    read.set(name, await readSignal(signal, { name, rows: histories.get(table)!, customer, panel }));
  }
  return read;
}

async function customerRows(customers: TableLike, { customer, since, left }: CustomerColumns): Promise<TypedRows> {
  return typedRows(asTable(customers), [customer, ...[since, left].flatMap((name) => name ?? [])]);
}

/**
 * Early warnings: of each customer on each date, which signs that he may leave could be seen. Falling recency, frequency and
 * spend, offers without a response, falling satisfaction, complaints handled badly, a falling share of wallet, calls and
 * questions, late payment, changed touch points and address, scores made elsewhere, and signals of your own.
 *
 * A reading uses only what was known at the end of its day, or it would tell the past what nobody could have told it: rows dated
 * later are counted and not looked at, features dated after the last date are refused, and a signal without a date is no signal.
 * What becomes known later than it happens counts from when it was known: the handling of a complaint once it is closed, a missing
 * payment once it is late, a missing response once there was time for it. Who was a customer is known on each day; who left
 * since is in the panel for `evaluateSignals`, which says what each signal is worth. A signal that fires often may warn of nothing.
 *
 * Shares from 0 to 1 of the customers of whom the signal can be known, with Wilson's interval; the rest are `unknown` (too
 * few answers to compare, no offers yet), never taken for silent. `overall` counts customers on the last date with
 * any signal firing. Null where it can be known of nobody.
 *
 * Fetches single rows of the customers and of each signal's table, as it looks at each customer on each date: at most `maxRows` of each.
 *
 * @param customers one row a customer
 * @throws a customer twice, leaving before coming, a date that is none, a feature from the future, with the row of the first
 * @example (await warningSignals(customers, { customer: "customer", left: "left_on", asOf: "2026-03-31", signals: { "technical call": { kind: "event", table: contacts, date: "at", where: { column: "kind", values: ["technical call"] }, within: 60 } } })).overall.estimate
 * @see Buttle and Maklan (2019), Customer Relationship Management, on early warning of customers at risk
 */
export async function warningSignals(
  customers: TableLike,
  options: WarningSignalsOptions,
): Promise<WarningSignalsResult> {
  const { asOf, level = 0.95 } = options;
  requireLevel(level, CALLER);
  const days = signalDays(asOf);
  const names = Object.keys(options.signals);
  if (names.length === 0) throw new RangeError(`${CALLER} requires at least one signal; got none`);

  const frame = await panelFrame(await customerRows(customers, options), options, days);
  const readings = await readSignals(options, frame);

  const dates = days.map(isoOf);
  const rows = [...readings].flatMap(([signal, { fires, needs }]) =>
    countByDate(fires, frame).map((counts, date) => ({
      keys: { signal, asOf: dates[date]! },
      ...signalRow({ signal, asOf: dates[date]!, needs }, counts, level),
    })),
  );
  const any = countByDate(anyOf([...readings.values()], frame.rows), frame).at(-1)!;
  return {
    metric: CALLER,
    label: "Customers with a warning signal",
    overall: signalRow({ signal: null, asOf: dates.at(-1)!, needs: null }, any, level),
    rows,
    by: ["signal", "asOf"],
    panel: panelOf(
      frame,
      [...readings].map(([name, { fires, strength, later, onlyAfterLeaving }]) => ({
        name,
        fires,
        strength,
        later,
        onlyAfterLeaving,
      })),
    ),
    dates,
    histories: [...readings].map(([signal, { later, strangers, undated, onlyAfterLeaving }]) => ({
      signal,
      later,
      strangers,
      undated,
      onlyAfterLeaving,
    })),
    level,
    method: "Wilson",
    unit: "share",
    excluded: { missing: frame.nameless, outOfRange: 0 },
  };
}
