import { type Cases, isSeen } from "./panelCases.js";

/** Cases whose horizon has been seen to its end, each with a score, by date. */
export interface Judged {
  /** Customers of the panel; places in arrays by customer. */
  readonly customers: number;
  /** How many dates have a case. */
  readonly dates: number;
  /** Of each case its row of the panel, its customer, and whether he leaves within the horizon. */
  readonly row: Int32Array;
  readonly customer: Int32Array;
  readonly leaves: Uint8Array;
  readonly score: Float64Array;
  /** How many of its date score higher, how many the same (itself included), and how many there are. */
  readonly above: Int32Array;
  readonly tied: Int32Array;
  readonly ofDate: Int32Array;
}

/** Rows of the dates from … whose horizon has been seen, that have a score. */
function seenRows(cases: Cases, scores: Float64Array, horizon: number, isUsed: (date: number) => boolean): Int32Array {
  const rows = new Int32Array(scores.length);
  let n = 0;
  for (let date = 0; date < cases.days.length; date++) {
    if (!isSeen(cases, date, horizon) || !isUsed(date)) continue;
    for (let row = cases.begins[date]!; row < cases.begins[date + 1]!; row++) {
      if (!Number.isNaN(scores[row])) rows[n++] = row;
    }
  }
  return rows.subarray(0, n);
}

/** The places from … to − 1, which are the cases of one date, among each other. */
function rank({ score, above, tied, ofDate }: Judged, from: number, to: number): void {
  const places = new Uint32Array(to - from);
  for (let i = 0; i < places.length; i++) places[i] = from + i;
  places.sort((a, b) => score[b]! - score[a]!);
  for (let first = 0, next = 0; first < places.length; first = next) {
    while (next < places.length && score[places[next]!] === score[places[first]!]) next++;
    for (let i = first; i < next; i++) {
      above[places[i]!] = first;
      tied[places[i]!] = next - first;
      ofDate[places[i]!] = places.length;
    }
  }
}

/**
 * Cases to judge a score by.
 *
 * @param scores of each row of the panel, the higher the more alarming; NaN where there is none
 */
export function judgedCases(
  cases: Cases,
  scores: Float64Array,
  horizon: number,
  isUsed: (date: number) => boolean = () => true,
): Judged {
  const row = seenRows(cases, scores, horizon, isUsed);
  const n = row.length;
  const judged = {
    customers: cases.customers.length,
    row,
    customer: new Int32Array(n),
    leaves: new Uint8Array(n),
    score: new Float64Array(n),
    above: new Int32Array(n),
    tied: new Int32Array(n),
    ofDate: new Int32Array(n),
    dates: 0,
  };
  for (let i = 0; i < n; i++) {
    const customer = cases.customer[row[i]!]!;
    judged.customer[i] = customer;
    judged.leaves[i] = cases.left[customer]! <= cases.days[cases.date[row[i]!]!]! + horizon ? 1 : 0;
    judged.score[i] = scores[row[i]!]!;
  }
  for (let from = 0, to = 0; from < n; from = to) {
    while (to < n && cases.date[row[to]!] === cases.date[row[from]!]) to++;
    rank(judged, from, to);
    judged.dates++;
  }
  return judged;
}

/** Which part of a case is among the so many highest of its date: less than 1 where it ties at the border. */
export const creditOf = ({ above, tied }: Judged, i: number, called: number): number =>
  Math.min(1, Math.max(0, (called - above[i]!) / tied[i]!));
