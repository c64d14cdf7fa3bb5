import type { Cases } from "./panelCases.js";

/** The dates of one who left, within `lookBack` days before leaving. */
export interface LeaverWindow {
  readonly customer: number;
  /** The first and the last date before leaving. */
  readonly first: number;
  readonly last: number;
  /** His rows of the panel on these dates, in order. */
  readonly rows: readonly number[];
}

/** Rows of some customers, in the order of dates. */
function rowsOf({ customer }: Cases, isWanted: (customer: number) => boolean): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (let row = 0; row < customer.length; row++) {
    const own = customer[row]!;
    if (!isWanted(own)) continue;
    const rows = found.get(own);
    if (rows === undefined) found.set(own, [row]);
    else rows.push(row);
  }
  return found;
}

/**
 * Windows of all who left, who were customers during the whole of it, on dates that cover it: from the first date on, and not later
 * than the usual distance after the last.
 */
export function leaverWindows(cases: Cases, lookBack: number): LeaverWindow[] {
  const { days, left, since, spacing } = cases;
  if (spacing === null) return [];
  const end = days.at(-1)! + spacing;
  const isWhole = (customer: number) => {
    const leaving = left[customer]!;
    return leaving <= end && leaving - lookBack >= days[0]! && since[customer]! <= leaving - lookBack;
  };
  return [...rowsOf(cases, isWhole)].flatMap(([customer, rows]) => {
    const leaving = left[customer]!;
    const first = days.findIndex((day) => day >= leaving - lookBack);
    const after = days.findIndex((day) => day >= leaving);
    const last = after < 0 ? days.length - 1 : after - 1;
    const own = rows.filter((row) => cases.date[row]! >= first && cases.date[row]! <= last);
    return own.length === last - first + 1 && last >= first ? [{ customer, first, last, rows: own }] : [];
  });
}

/** Windows of those who left that begin and end with the same dates, and so share those who stayed. */
export interface WindowGroup {
  readonly first: number;
  readonly last: number;
  readonly leavers: number;
  /** From the last date to leaving, on average. */
  readonly daysAfter: number;
}

export function windowGroups({ days, left }: Cases, windows: readonly LeaverWindow[]): WindowGroup[] {
  const groups = new Map<string, { first: number; last: number; leavers: number; days: number }>();
  for (const { customer, first, last } of windows) {
    const key = `${first} ${last}`;
    const group = groups.get(key) ?? { first, last, leavers: 0, days: 0 };
    group.leavers++;
    group.days += left[customer]! - days[last]!;
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ first, last, leavers, days: sum }) => ({ first, last, leavers, daysAfter: sum / leavers }))
    .sort((a, b) => a.last - b.last || a.first - b.first);
}
