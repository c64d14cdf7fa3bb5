import type { By } from "../segments.js";
import type { Bracket, CohortKind } from "./cohortRow.js";
import { type CohortUnit, type CohortWindows, WEEK_STARTS, type WeekStart } from "./cohortWindows.js";

export interface CohortRetentionOptions {
  /** Column of who it was, and of the day (or the time) of the activity. */
  readonly customer: string;
  readonly date: string;
  /** Length of a window. */
  readonly unit: CohortUnit;
  readonly kind: CohortKind;
  /** 'rolling' (default): from each customer's own first day on; 'calendar': the days, weeks or months of the calendar. */
  readonly windows?: CohortWindows;
  /** Customers whose first activity lies in the same day, week or month are a cohort; as long as `unit` unless given. */
  readonly cohort?: CohortUnit;
  /** How many windows after the first; 12 unless given. */
  readonly periods?: number;
  /** Of kind 'bracket': first and last window of each, `[[1, 7], [8, 30]]`. */
  readonly brackets?: readonly (readonly [number, number])[];
  /** The last day of which everything is known; the day of the last activity unless given. Later rows do not count. */
  readonly asOf?: string;
  /** Customers seen before this day are left out and counted: where the table begins later than the company, their first activity is unknown. */
  readonly from?: string;
  readonly weekStart?: WeekStart;
  readonly by?: By;
  readonly level?: number;
}

const CHOICES = {
  unit: ["day", "week", "month"],
  kind: ["n-day", "unbounded", "bracket"],
  windows: ["rolling", "calendar"],
  cohort: ["day", "week", "month"],
  weekStart: WEEK_STARTS,
} as const;

/** Throws unless what has choices is one of them. */
export function requireChoices(options: CohortRetentionOptions): void {
  for (const name of ["unit", "kind", "windows", "cohort", "weekStart"] as const) {
    const value = options[name];
    const isNeeded = name === "unit" || name === "kind";
    if ((value === undefined && !isNeeded) || (CHOICES[name] as readonly unknown[]).includes(value)) continue;
    const choices = CHOICES[name].map((choice) => `'${choice}'`).join(", ");
    const got = value === undefined ? "none" : `'${value}'`;
    throw new TypeError(`cohortRetention requires '${name}' of ${choices}; got ${got}`);
  }
}

/** The windows of the result: one by one, or as the brackets say. */
export function bracketsOf({ kind, brackets, periods }: CohortRetentionOptions): Bracket[] {
  const unused = kind === "bracket" ? { periods } : { brackets };
  const [name, value] = Object.entries(unused)[0]!;
  if (value !== undefined) {
    throw new TypeError(`cohortRetention of kind '${kind}' takes no ${name}; got ${JSON.stringify(value)}`);
  }
  if (kind !== "bracket") {
    const count = periods ?? 12;
    if (!Number.isInteger(count) || count < 1) {
      throw new RangeError(`cohortRetention requires whole periods from 1; got ${count}`);
    }
    return Array.from({ length: count }, (_, i) => ({ name: i + 1, from: i + 1, to: i + 1 }));
  }
  const isBracket = ([from, to]: readonly [number, number]) =>
    Number.isInteger(from) && Number.isInteger(to) && from >= 1 && to >= from;
  if (brackets === undefined || brackets.length === 0 || !brackets.every(isBracket)) {
    throw new TypeError(
      `cohortRetention of kind 'bracket' requires brackets of first and last window, such as [[1, 7], [8, 30]]; got ${JSON.stringify(brackets)}`,
    );
  }
  return brackets.map(([from, to]) => ({ name: from === to ? `${from}` : `${from}–${to}`, from, to }));
}
