import { dayOf } from "../../calendar/days.js";
import { memoryTable } from "../../tables/memory/memory-table.js";
import type { Table } from "../../tables/table.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Test } from "../result.js";
import { type KaplanMeierOptions, kaplanMeier, type SurvivalResult } from "../survival/kaplanMeier.js";
import { logRankTest } from "../survival/logRankTest.js";
import type { SignalPanel, SignalReading } from "../warningSignals/signalPanel.js";

export interface SurvivalBySignalOptions extends Pick<KaplanMeierOptions, "horizon" | "times" | "level" | "method"> {
  /** The signal, as the panel names it. */
  readonly signal: string;
  /** The date of the panel on which customers are told apart, and from which time is counted. */
  readonly asOf: string;
  /** The last day up to which it is known who left; who left later counts as still there. ISO date, after `asOf`. */
  readonly until: string;
}

/** Survival in days after `asOf`; rows 'with' and 'without' the signal. */
export interface SurvivalBySignalResult extends SurvivalResult {
  readonly signal: string;
  readonly asOf: string;
  readonly until: string;
  /** Whether those with and those without could share one curve (log-rank); null where nothing could be compared. */
  readonly test: Test | null;
  /** Why there is no test. */
  readonly testNote: string | null;
}

const GROUPS = ["with", "without"] as const;

/** The first and the last day that are looked at. */
function daysOf({ signal, asOf, until }: SurvivalBySignalOptions, { signals, dates }: SignalPanel): [number, number] {
  const names = signals.map(({ name }) => name);
  requireOneOf("survivalBySignal", "signal", names, signal);
  requireOneOf("survivalBySignal", "date of the panel (asOf)", dates, asOf);
  const [from, to] = [dayOf(asOf)!, dayOf(until)];
  if (to === null) throw new TypeError(`survivalBySignal requires a date such as 2025-07-01 as until; got '${until}'`);
  if (to <= from) throw new RangeError(`survivalBySignal requires an end after ${asOf}; got until ${until}`);
  return [from, to];
}

/** Customers of one date of whom the signal is known: which group, how many days they stayed, and whether they left. */
function customersOf(panel: SignalPanel, { fires }: SignalReading, at: number, from: number, to: number) {
  const rows = Array.from(panel.date.keys()).filter((row) => panel.date[row] === at && fires[row] !== 255);
  const days = new Float64Array(rows.length);
  const left = new Uint8Array(rows.length);
  const codes = new Int32Array(rows.length);
  rows.forEach((row, i) => {
    const leaving = dayOf(panel.left[panel.customer[row]!]);
    left[i] = leaving !== null && leaving <= to ? 1 : 0;
    days[i] = (left[i] === 1 ? leaving! : to) - from;
    codes[i] = fires[row] === 1 ? 0 : 1;
  });
  return { days, left, codes };
}

function tableOf({ days, left, codes }: ReturnType<typeof customersOf>): Table {
  const columns = {
    days: { type: "number", values: days },
    left: { type: "boolean", values: left },
    signal: { type: "text", codes, dictionary: GROUPS },
  } as const;
  return memoryTable({
    name: "the panel",
    rows: () => days.length,
    names: () => Object.keys(columns),
    column: (name) => columns[name as keyof typeof columns],
  });
}

/**
 * How long customers stay who show a warning sign on a day, beside those who do not: two survival curves from that day on, and
 * whether they could be one.
 *
 * For seeing when those with the signal leave: at once, or months later, when there was time to act. It compares who they are on one
 * day and says nothing of causes: customers with the signal may differ in all else. Who gets the signal later stays among those
 * without, which draws the curves together; the hazard ratio of `evaluateSignals` follows every customer from date to date instead.
 *
 * Shares from 1 down to 0, in days after `asOf`; intervals by Kaplan and Meier as of `kaplanMeier`, the test by `logRankTest`. Customers of
 * whom the signal cannot be known that day are left out and counted as missing. Without a row for a group nobody was in it.
 *
 * @param panel a result of `warningSignals`, which holds it
 * @throws a signal or a date that the panel does not have, an end that is not after it
 * @example (await survivalBySignal(signals, { signal: "late payment", asOf: "2025-07-01", until: "2026-06-30" })).test.pValue
 * @see Anderson, Cain and Gelber (1983), Journal of Clinical Oncology 1: analysis from a landmark
 */
export async function survivalBySignal(
  { panel }: { readonly panel: SignalPanel },
  options: SurvivalBySignalOptions,
): Promise<SurvivalBySignalResult> {
  const { signal, asOf, until, ...precision } = options;
  const [from, to] = daysOf(options, panel);
  const at = panel.dates.indexOf(asOf);
  const reading = panel.signals.find(({ name }) => name === signal)!;

  const customers = customersOf(panel, reading, at, from, to);
  const table = tableOf(customers);

  const curves = await kaplanMeier(table, { ...precision, duration: "days", observed: "left", by: "signal" });
  const { test, note } = await logRankTest(table, { duration: "days", observed: "left", group: "signal" });
  const present = panel.date.reduce((sum, date) => sum + (date === at ? 1 : 0), 0);
  return {
    ...curves,
    metric: "survivalBySignal",
    label: `Still customers after ${asOf}, with and without '${signal}'`,
    ...{ signal, asOf, until, test, testNote: note },
    excluded: { ...curves.excluded, missing: present - customers.days.length },
  };
}
