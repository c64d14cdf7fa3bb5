import type { CohortActivities } from "./cohortActivities.js";
import type { Bracket, Cohort, CohortRules } from "./cohortRow.js";

export interface CohortMembers {
  /** The earliest first. */
  readonly cohorts: readonly Cohort[];
  /** Customers who were there before `from`. */
  readonly earlier: number;
}

/** Activities that are looked at, customer by customer: those of customer c stand from `starts[c]` up to `starts[c + 1]`. */
interface DaysOfCustomers {
  readonly starts: Int32Array;
  readonly days: Int32Array;
}

/** Days up to `asOf` of those who are named, of all rows or of those of some. */
function daysOfCustomers(
  { customer, customers, date, days: known }: CohortActivities,
  rows: Int32Array | null,
  asOf: number,
): DaysOfCustomers {
  const size = rows === null ? customer.length : rows.length;
  const isSeen = (row: number) => customer[row]! >= 0 && date[row]! >= 0 && known[date[row]!]! <= asOf;
  const starts = new Int32Array(customers + 1);
  for (let i = 0; i < size; i++) {
    const row = rows === null ? i : rows[i]!;
    if (isSeen(row)) starts[customer[row]! + 1]!++;
  }
  for (let who = 0; who < customers; who++) starts[who + 1]! += starts[who];
  const days = new Int32Array(starts[customers]!);
  const next = starts.slice();
  for (let i = 0; i < size; i++) {
    const row = rows === null ? i : rows[i]!;
    if (isSeen(row)) days[next[customer[row]!]!++] = known[date[row]!]!;
  }
  return { starts, days };
}

/** Which brackets hold a window, by their places; each window is looked up once. */
function bracketsHolding(brackets: readonly Bracket[], { kind }: CohortRules): (window: number) => readonly number[] {
  const known: (readonly number[])[] = [];
  const isIn = ({ from, to }: Bracket, window: number) => window >= from && (kind === "unbounded" || window <= to);
  return (window) => {
    known[window] ??= brackets.flatMap((bracket, place) => (isIn(bracket, window) ? [place] : []));
    return known[window];
  };
}

/** Counts a customer once in each bracket that holds one of the windows it came back in. */
function countWindows({ starts, days }: DaysOfCustomers, brackets: readonly Bracket[], rules: CohortRules) {
  const { windowOf } = rules.windows;
  const holding = bracketsHolding(brackets, rules);
  const latest = new Int32Array(brackets.length).fill(-1);
  return (who: number, first: number, retained: number[]) => {
    const count = (window: number) => {
      for (const bracket of holding(window)) {
        if (latest[bracket] === who) continue;
        latest[bracket] = who;
        retained[bracket]!++;
      }
    };
    let last = first;
    for (let i = starts[who]!; i < starts[who + 1]!; i++) {
      if (rules.kind !== "unbounded") count(windowOf(first, days[i]!));
      else if (days[i]! > last) last = days[i]!;
    }
    // Whatever holds an earlier window holds the last one.
    if (rules.kind === "unbounded") count(windowOf(first, last));
  };
}

/** Customers by the calendar's unit of their first day, and how many of them came back when. */
export function cohortMembers(
  activities: CohortActivities,
  rows: Int32Array | null,
  from: number,
  brackets: readonly Bracket[],
  rules: CohortRules,
): CohortMembers {
  const ofCustomers = daysOfCustomers(activities, rows, rules.asOf);
  const { starts, days } = ofCustomers;
  const countOf = countWindows(ofCustomers, brackets, rules);
  const cohorts = new Map<number, Cohort & { size: number; lastFirst: number; retained: number[] }>();
  let earlier = 0;
  for (let who = 0; who < activities.customers; who++) {
    if (starts[who] === starts[who + 1]) continue;
    let first = days[starts[who]!]!;
    for (let i = starts[who]! + 1; i < starts[who + 1]!; i++) if (days[i]! < first) first = days[i]!;
    if (first < from) {
      earlier++;
      continue;
    }
    const index = rules.calendar.indexOf(first);
    let cohort = cohorts.get(index);
    if (cohort === undefined) {
      cohort = { index, size: 0, lastFirst: first, retained: brackets.map(() => 0) };
      cohorts.set(index, cohort);
    }
    cohort.size++;
    if (first > cohort.lastFirst) cohort.lastFirst = first;
    countOf(who, first, cohort.retained);
  }
  return { cohorts: [...cohorts.values()].sort((a, b) => a.index - b.index), earlier };
}

/** The rows of each segment; null for all of them. */
export function rowsOfSegments({ segment, segments }: CohortActivities): (Int32Array | null)[] {
  if (segment === null) return [null];
  const sizes = new Int32Array(segments.length);
  for (let row = 0; row < segment.length; row++) sizes[segment[row]!]!++;
  const rows = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  for (let row = 0; row < segment.length; row++) rows[segment[row]!]![sizes[segment[row]!]!++] = row;
  return rows;
}
