import { cutPoints, scoreBy } from "../rfm/rfmCuts.js";
import type { History } from "./history.js";

/** What a customer bought by a day; each the higher the better. */
export interface Purchases {
  /** Days from the day back to the last purchase, below 0 the longer ago. */
  recency: number;
  /** Days with a purchase within the window. */
  frequency: number;
  /** What they came to; 0 without a column of amounts. */
  monetary: number;
}

/** Four cut points of five equal parts, for each of the three. */
export type RfmCuts = Readonly<Record<keyof Purchases, readonly number[]>>;

/** The place past the last row known by the day. */
function placeAfter(known: Int32Array, from: number, to: number, day: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (known[middle]! <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Reads what a customer bought by the day; false where he had bought nothing yet. */
export function readPurchases(
  into: Purchases,
  history: History,
  at: { readonly customer: number; readonly day: number; readonly windowDays: number },
  amounts: Float64Array | null,
): boolean {
  const { starts, known, rows } = history;
  const { customer, day, windowDays } = at;
  const from = starts[customer]!;
  const to = placeAfter(known, from, starts[customer + 1]!, day);
  if (to === from) return false;
  let [days, sum, before] = [0, 0, -1];
  for (let place = to - 1; place >= from && known[place]! > day - windowDays; place--) {
    if (place === to - 1 || known[place] !== before) days++;
    before = known[place]!;
    if (amounts !== null) sum += amounts[rows[place]!]!;
  }
  into.recency = known[to - 1]! - day;
  into.frequency = days;
  into.monetary = sum;
  return true;
}

const BINS = 5;

export const rfmCuts = (all: Readonly<Record<keyof Purchases, readonly number[]>>): RfmCuts => ({
  recency: cutPoints(all.recency, BINS),
  frequency: cutPoints(all.frequency, BINS),
  monetary: cutPoints(all.monetary, BINS),
});

/** The three scores together, 3 to 15; of recency and frequency alone where no amount is known. */
export const rfmScore = (of: Readonly<Purchases>, cuts: RfmCuts, hasAmounts: boolean): number =>
  scoreBy(of.recency, cuts.recency) +
  scoreBy(of.frequency, cuts.frequency) +
  (hasAmounts ? scoreBy(of.monetary, cuts.monetary) : 0);
