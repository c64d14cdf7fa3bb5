import type { CohortActivities } from "./cohortActivities.js";
import type { CohortRules, Journey } from "./cohortRow.js";

export interface CohortJourneys {
  readonly journeys: readonly Journey[];
  /** Customers who were there before `from`. */
  readonly earlier: number;
}

/** Each customer's first day and the windows in which it came back, of all activities or of those of some rows. */
export function cohortJourneys(
  { customer, customers, day }: CohortActivities,
  rows: Int32Array,
  from: number,
  { windows, asOf }: CohortRules,
): CohortJourneys {
  const first = new Float64Array(customers).fill(Number.POSITIVE_INFINITY);
  const isSeen = (row: number) => customer[row]! >= 0 && day[row]! <= asOf;
  for (const row of rows) {
    if (isSeen(row) && day[row]! < first[customer[row]!]!) first[customer[row]!] = day[row]!;
  }
  const journeys = new Map<number, { first: number; windows: number[] }>();
  for (const row of rows) {
    if (!isSeen(row)) continue;
    const who = customer[row]!;
    if (first[who]! < from) continue;
    const window = windows.windowOf(first[who]!, day[row]!);
    const known = journeys.get(who);
    if (known === undefined) journeys.set(who, { first: first[who]!, windows: [window] });
    else if (!known.windows.includes(window)) known.windows.push(window);
  }
  return { journeys: [...journeys.values()], earlier: first.reduce((sum, one) => sum + (one < from ? 1 : 0), 0) };
}

/** The rows of each segment. */
export function rowsOfSegments({ segment, segments }: CohortActivities): Int32Array[] {
  const sizes = new Int32Array(segments.length);
  for (const place of segment) sizes[place]!++;
  const rows = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  for (const [row, place] of segment.entries()) rows[place]![sizes[place]!++] = row;
  return rows;
}
