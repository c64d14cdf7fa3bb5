import { word, words } from "../language/words.js";
import type { PeriodsResult } from "../metrics/periods/comparePeriods.js";
import type { PeriodChange } from "../metrics/periods/periodChange.js";
import type { Estimate, Unit } from "../metrics/result.js";
import { inUnit, NOTHING, number, points } from "./numbers.js";

/** An indicator in its last complete period, and how it changed, in words. */
export interface ChangeWords {
  readonly indicator: string;
  readonly period: string;
  readonly now: string;
  readonly "against the period before": string;
  readonly "against last year": string;
}

type Told = Pick<PeriodChange, "estimate" | "lower" | "upper" | "direction" | "note">;

/** A change with its sign: shares in percentage points, so that nobody takes them for percent of the earlier one. */
function signed(x: number, unit: Unit): string {
  if (unit === "share") return points(100 * x, { digits: 1 });
  return points(x, { digits: unit === "points" ? 0 : unit === "hours" ? 1 : 2 });
}

function suffix(unit: Unit): string {
  if (unit === "share") return words` pp`;
  return unit === "hours" ? words` h` : "";
}

/** A change with its sign, and its interval where it has one: '+5.1 pp (+1.2 to +8.9)'. */
export function changeInUnit(
  { estimate, lower = null, upper = null }: Partial<Pick<Estimate, "estimate" | "lower" | "upper">>,
  unit: Unit,
): string {
  if (estimate === undefined || estimate === null) return NOTHING;
  const text = words`${signed(estimate, unit)}${suffix(unit)}`;
  return lower === null || upper === null ? text : words`${text} (${signed(lower, unit)} to ${signed(upper, unit)})`;
}

/**
 * A change as it is read: `up +5.1 pp (+1.2 to +8.9)`, or `cannot tell: +0.4 pp (−1.3 to +2.1)`. Shares change by percentage
 * points (pp), hours by hours; without a change a dash and why.
 *
 * @example change({ estimate: -0.081, lower: -0.129, upper: -0.033, direction: "down", note: null }, "share") // "down −8.1 pp (−12.9 to −3.3)"
 */
export function change(value: Told, unit: Unit): string {
  const { estimate, lower, upper, direction, note } = value;
  if (estimate === null) return note === null ? NOTHING : words`${NOTHING} (${word(note)})`;
  if (lower === null || upper === null || direction === null)
    return words`${changeInUnit({ estimate }, unit)} (no interval)`;
  const told = word(direction) + (direction === "cannot tell" ? words`: ` : " ");
  return `${told}${changeInUnit({ estimate, lower, upper }, unit)}`;
}

/**
 * Several indicators in one table, each in its own unit: the last complete period, its change to the period before and to the same
 * season last year. For `table`.
 *
 * @param results by the name to print: the definition belongs into it ('CSAT, top two')
 * @example
 * await table(changes({ NPS: await comparePeriods(answers, { metric: nps, options: { score: "recommend" }, date: "answered_on", each: "quarter" }) }));
 */
export function changes(results: Readonly<Record<string, PeriodsResult>>): ChangeWords[] {
  return Object.entries(results).map(([indicator, { last, overall, unit }]) => ({
    indicator,
    // Short labels must not break at their hyphen.
    period: last === null || last === undefined ? NOTHING : word(last).replaceAll("-", "\u2011"),
    now: unit === "hours" ? number(overall, { digits: 1 }) : inUnit(overall, unit),
    "against the period before": change(overall.previous, unit),
    "against last year": change(overall.lastYear, unit),
  }));
}
