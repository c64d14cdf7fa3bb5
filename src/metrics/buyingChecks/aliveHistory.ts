import { dayOf, isoOf } from "../../calendar/days.js";
import { probabilityAlive } from "../buying/expectations.js";
import { modelOf } from "../buying/models.js";
import { daysPerUnit, type PurchaseUnit } from "../purchaseHistories/purchaseTime.js";
import { type BuyingFitted, requireParameters } from "./fittedParameters.js";

export interface AliveHistoryOptions {
  /** Days of all purchases of one customer, the first among them; several on one day are one. */
  readonly purchases: readonly string[];
  /** The last day that is looked at: '1998-06-30'. Purchases after it are not. */
  readonly end: string;
  /** The unit of the ages that the model was fitted to, as of `purchaseHistories`. */
  readonly unit: PurchaseUnit;
}

export interface AliveDay {
  readonly date: string;
  /** Probability of being alive at the end of the day, from what was known by then. */
  readonly alive: number;
  /** Repeat purchases by then. */
  readonly frequency: number;
  readonly isPurchase: boolean;
}

/** Plain data: it can be written as JSON and read back. */
export interface AliveHistoryResult {
  readonly metric: "aliveHistory";
  readonly label: string;
  readonly model: string;
  readonly rows: readonly AliveDay[];
  /** At the end. */
  readonly alive: number;
  /** Days with a purchase, the first among them. */
  readonly purchases: number;
}

const shownDays = (days: readonly number[]) =>
  days.length === 0 ? "none" : `the first on '${isoOf(Math.min(...days))}'`;

function purchaseDays(purchases: readonly string[], last: number, caller: string): number[] {
  const days = purchases.map((date) => {
    const day = dayOf(date);
    if (day === null) throw new TypeError(`${caller} requires days such as 2025-07-01 of purchases; got '${date}'`);
    return day;
  });
  const sorted = [...new Set(days)].filter((day) => day <= last).sort((a, b) => a - b);
  if (sorted.length === 0) {
    throw new RangeError(`${caller} requires a purchase by the end, '${isoOf(last)}'; got ${shownDays(days)}`);
  }
  return sorted;
}

/**
 * How likely it was, day by day, that one customer was still there: falls with silence, the faster the more often he had bought, and
 * jumps when he comes again.
 *
 * For telling what a model makes of a customer one knows. It is drawn with the parameters of all the data: on no day did anybody know
 * them. A share from 0 to 1, without an interval; it speaks of one customer, who is there or is not. Before the second purchase it is 1
 * under `bgNbd`, by construction.
 *
 * @throws a day that is none, no purchase by the end, a unit that is none, a model by opportunity
 * @example aliveHistory(fit, { purchases: ["1997-01-01", "1997-01-18", "1997-08-02"], end: "1997-09-30", unit: "weeks" }).alive // 0.7266
 * @see Fader, Hardie and Lee (2008), Computing P(alive) using the BG/NBD model
 */
export function aliveHistory(fit: BuyingFitted, { purchases, end, unit }: AliveHistoryOptions): AliveHistoryResult {
  const caller = "aliveHistory";
  const length = daysPerUnit(unit, caller);
  const last = dayOf(end);
  if (last === null) throw new TypeError(`${caller} requires an end such as 2025-07-01; got '${end}'`);
  const parameters = requireParameters(fit, caller);
  const { title, isByOpportunity } = modelOf(parameters);
  if (isByOpportunity) throw new TypeError(`${caller} requires a model of purchases at any time; got ${title}`);
  const days = purchaseDays(purchases, last, caller);
  const timeTo = (day: number) => (day - days[0]!) / length;
  const rows: AliveDay[] = [];
  let made = 0;
  for (let day = days[0]!; day <= last; day++) {
    const isPurchase = days[made] === day;
    if (isPurchase) made++;
    const frequency = made - 1;
    const [recency, age] = [timeTo(days[frequency]!), timeTo(day)];
    const alive = probabilityAlive(parameters, { frequency, recency, age });
    rows.push({ date: isoOf(day), alive, frequency, isPurchase });
  }
  return {
    metric: caller,
    label: `Probability of being alive, day by day (${title})`,
    model: title,
    rows,
    alive: rows.at(-1)!.alive,
    purchases: days.length,
  };
}
