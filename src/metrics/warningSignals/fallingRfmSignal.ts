import { type History, type HistorySource, historyOf, type Reading, UNKNOWN } from "./history.js";
import type { PanelFrame } from "./panelFrame.js";
import { type Purchases, readPurchases, rfmCuts, rfmScore } from "./rfmScores.js";
import { NEVER } from "./rowDates.js";
import { readingOf, requireColumn, requireNumber, type SignalKind, whereColumns } from "./signalKind.js";
import { isOneOf, numbersOf, type Where } from "./typedRows.js";

/**
 * Recency, frequency and spend, scored 1 to 5 each, fell: against the same customer so many days earlier, both by the cut points of
 * the customers of the earlier day (fifths; equal values share a score; whatever the unit of money). Who bought more then may
 * buy as often as others still, and falls all the same.
 *
 * Frequency counts days with a purchase. Unknown of those who had not bought by the earlier day, and of everybody where
 * purchases are not known for a whole window before it.
 */
export interface FallingRfmSignal extends HistorySource {
  readonly kind: "falling rfm";
  /** Column with the day of the purchase. */
  readonly date: string;
  /** Column of what it came to; recency and frequency alone are scored without. */
  readonly amount?: string;
  /** 90 unless given. */
  readonly lagDays?: number;
  /** Days over which purchases are counted; 365 unless given. */
  readonly windowDays?: number;
  /** It fires when the scores together fell by so much; 2 unless given. */
  readonly fall?: number;
  /** Which rows are purchases: `{ column: "kind", values: ["sale"] }`. */
  readonly where?: Where;
}

interface Rfm {
  readonly lagDays: number;
  readonly windowDays: number;
  readonly fall: number;
  readonly amounts: Float64Array | null;
}

/** Cut points of those who were customers on the earlier day and had bought by it. */
function cutsOn(day: number, panel: PanelFrame, history: History, { windowDays, amounts }: Rfm) {
  const all = { recency: [] as number[], frequency: [] as number[], monetary: [] as number[] };
  const of: Purchases = { recency: 0, frequency: 0, monetary: 0 };
  for (let customer = 0; customer < panel.customers.length; customer++) {
    if (panel.since[customer]! > day || panel.left[customer]! <= day) continue;
    if (!readPurchases(of, history, { customer, day, windowDays }, amounts)) continue;
    all.recency.push(of.recency);
    all.frequency.push(of.frequency);
    all.monetary.push(of.monetary);
  }
  return rfmCuts(all);
}

function readRfm(panel: PanelFrame, history: History, rfm: Rfm): Reading {
  const { lagDays, windowDays, fall, amounts } = rfm;
  const fires = new Uint8Array(panel.rows).fill(UNKNOWN);
  const strength = new Float64Array(panel.rows).fill(Number.NaN);
  const first = history.known.reduce((least, day) => Math.min(least, day), NEVER);
  const [then, now]: [Purchases, Purchases] = [
    { recency: 0, frequency: 0, monetary: 0 },
    { recency: 0, frequency: 0, monetary: 0 },
  ];
  for (const [date, day] of panel.days.entries()) {
    const earlier = day - lagDays;
    if (first > earlier - windowDays + 1) continue;
    const cuts = cutsOn(earlier, panel, history, rfm);
    for (let customer = 0; customer < panel.customers.length; customer++) {
      const row = panel.rowAt[customer * panel.days.length + date]!;
      if (row < 0 || panel.since[customer]! > earlier) continue;
      if (!readPurchases(then, history, { customer, day: earlier, windowDays }, amounts)) continue;
      readPurchases(now, history, { customer, day, windowDays }, amounts);
      const fell = rfmScore(then, cuts, amounts !== null) - rfmScore(now, cuts, amounts !== null);
      strength[row] = fell;
      fires[row] = Number(fell >= fall);
    }
  }
  return { fires, strength };
}

export const fallingRfmSignal: SignalKind<FallingRfmSignal> = {
  columns({ date, amount, lagDays = 90, windowDays = 365, fall = 2, where }, name) {
    requireColumn(name, "date", date, "the day of each purchase");
    requireNumber(name, "lagDays", lagDays, 1);
    requireNumber(name, "windowDays", windowDays, 1);
    requireNumber(name, "fall", fall, 1);
    return [date, ...(amount === undefined ? [] : [amount]), ...whereColumns(where)];
  },

  async read({ date, amount, lagDays = 90, windowDays = 365, fall = 2, where }, { name, rows, customer, panel }) {
    const { days: known } = await rows.dates(date);
    const amounts = amount === undefined ? null : numbersOf(rows, amount);
    const isAsked = where === undefined ? () => true : isOneOf(rows, where, name);
    const keeps = (row: number) => isAsked(row) && !Number.isNaN(amounts?.[row] ?? 0);
    const history = historyOf(rows, customer, panel, { known, keeps });
    const reading = readRfm(panel, history, { lagDays, windowDays, fall, amounts });
    return readingOf(reading, history, `needs purchases from ${lagDays + windowDays} days before`);
  },
};
