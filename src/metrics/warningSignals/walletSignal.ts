import { dayOf, monthsLater } from "../../calendar/days.js";
import { requireOneOf } from "../requireOneOf.js";
import { rowsWith, shown } from "../scale.js";
import { type History, type HistorySource, historyOf, readHistory } from "./history.js";
import { NEVER } from "./rowDates.js";
import { readingOf, requireColumn, requireNumber, type SignalKind } from "./signalKind.js";
import { coded, numbersOf, type TypedRows } from "./typedRows.js";

/** A smaller share of what the customer spends on such goods is spent here than it was. */
export interface FallingShareOfWalletSignal extends HistorySource {
  readonly kind: "falling share of wallet";
  /** Column with the quarter ('2025-Q3') or the month ('2025-07'), known after its last day; or the day it was known. */
  readonly period: string;
  /** Column of what was spent here, and of what was spent in all shops, this one among them. */
  readonly own: string;
  readonly all: string;
  /**
   * Which periods count: all with spending in any shop (unless given), or only those in which something was bought here. Where customers
   * buy less often than once a period, shares of 0 come and go by chance, and that they buy less is what falling RFM scores say.
   */
  readonly periods?: "with spending" | "with purchases here";
  /** It fires when the share fell by so much; .2 unless given. */
  readonly fall?: number;
  /** A share of the share before (`relative`, unless given) or a difference of the two shares (`points`). */
  readonly in?: "relative" | "points";
  /** The last period known against all before it together (unless given), or against the one before. */
  readonly against?: "all before" | "one before";
  /** A last period that ended more than so many days ago counts as unknown; 120 unless given. */
  readonly within?: number;
}

const CALLER = "warningSignals";

/** The last day of a quarter or a month, or the day itself; null where it is none. */
function endOfPeriod(text: string): number | null {
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(text) ?? [];
  const first = quarter === undefined ? text : `${year}-${String(3 * Number(quarter) - 2).padStart(2, "0")}`;
  if (!/^\d{4}-\d{2}$/.test(first)) return dayOf(text);
  const begin = dayOf(`${first}-01`);
  return begin === null ? null : monthsLater(begin, quarter === undefined ? 1 : 3) - 1;
}

async function periodEnds(rows: TypedRows, name: string): Promise<Int32Array> {
  const { codes, dictionary } = coded(rows.column(name));
  const ends = dictionary.map(endOfPeriod);
  const wrong = codes.find((code) => code >= 0 && ends[code] === null);
  if (wrong !== undefined) {
    const where = await rowsWith(rows.table, name, (cell) => cell !== null && endOfPeriod(String(cell)) === null);
    const wanted = "quarters such as 2025-Q3, months such as 2025-07 or dates";
    throw new TypeError(`${CALLER} requires ${wanted} in '${name}'; got ${shown(dictionary[wrong]!)} (${where})`);
  }
  return codes.map((code) => (code < 0 ? NEVER : ends[code]!));
}

/** The share of the period that ended last, and of those before; null of fewer than two. */
function sharesOf(
  { rows, known }: History,
  { from, to }: { readonly from: number; readonly to: number },
  spent: { readonly own: Float64Array; readonly all: Float64Array },
  isAllBefore: boolean,
): { readonly last: number; readonly before: number } | null {
  if (to === from || known[from] === known[to - 1]) return null;
  const [last, before] = [
    { own: 0, all: 0 },
    { own: 0, all: 0 },
  ];
  let previous = NEVER;
  for (let place = to - 1; place >= from; place--) {
    const isLast = known[place] === known[to - 1];
    if (!isLast && previous === NEVER) previous = known[place]!;
    if (!isLast && !isAllBefore && known[place] !== previous) break;
    const into = isLast ? last : before;
    into.own += spent.own[rows[place]!]!;
    into.all += spent.all[rows[place]!]!;
  }
  return { last: last.own / last.all, before: before.own / before.all };
}

export const walletSignal: SignalKind<FallingShareOfWalletSignal> = {
  columns(signal, name) {
    const { period, own, all, periods = "with spending", fall = 0.2, within = 120 } = signal;
    const { in: scale = "relative", against = "all before" } = signal;
    requireColumn(name, "period", period, "the quarter or the month, or the day it was known");
    requireColumn(name, "own", own, "what was spent here");
    requireColumn(name, "all", all, "what was spent in all shops");
    if (!(fall > 0 && fall <= 1)) {
      throw new RangeError(`${CALLER} requires 'fall' of '${name}' to be a share above 0 and up to 1; got ${fall}`);
    }
    requireOneOf(CALLER, `scale of the fall of '${name}'`, ["relative", "points"], scale);
    requireOneOf(CALLER, `periods of '${name}'`, ["with spending", "with purchases here"], periods);
    requireOneOf(CALLER, `comparison of '${name}'`, ["all before", "one before"], against);
    requireNumber(name, "within", within, 1);
    return [period, own, all];
  },

  async read(signal, { rows, customer, panel }) {
    const { fall = 0.2, in: scale = "relative", against = "all before", within = 120 } = signal;
    const known = await periodEnds(rows, signal.period);
    const spent = { own: numbersOf(rows, signal.own), all: numbersOf(rows, signal.all) };
    const least = signal.periods === "with purchases here" ? Number.MIN_VALUE : Number.NEGATIVE_INFINITY;
    const keeps = (row: number) => spent.all[row]! > 0 && spent.own[row]! >= least;
    const history = historyOf(rows, customer, panel, { known, keeps });
    const fallen = (moment: { from: number; to: number; day: number }) => {
      const shares = sharesOf(history, moment, spent, against === "all before");
      if (shares === null || history.known[moment.to - 1]! <= moment.day - within) return Number.NaN;
      const { last, before } = shares;
      if (scale === "points") return before - last;
      return before > 0 ? 1 - last / before : 0;
    };
    // A share that fell by just so much must not fail for the last digit of a quotient.
    const reading = readHistory(panel, history, fallen, (by) => by >= fall - 1e-12);
    return readingOf(reading, history, `needs 2 periods with spending, one of the last ${within} days`);
  },
};
