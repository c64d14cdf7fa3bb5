import type { Cell } from "../../tables/table.js";
import type { Estimate, Keys, Result, Unit } from "../result.js";
import { rowOf } from "../resultRows.js";
import { type Indicator, indicatorOf } from "./definition.js";
import { type Aim, requireTarget, type Target } from "./target.js";

/** A number that somebody else published, or one of several that a row holds: `{ label, unit: "hours", ...row.p90 }`. */
export interface PublishedIndicator extends Omit<Estimate, "note"> {
  readonly label: string;
  readonly unit: Unit;
  readonly note?: string | null;
  /** 'nps', 'csat', 'churn', 'ces': for their usual targets, and to be asked what their names leave open. */
  readonly metric?: string;
  readonly level?: number;
}

export interface ScorecardEntry {
  /** What a metric returned, or a published number. */
  readonly result: Result<Estimate> | PublishedIndicator;
  readonly target: Target;
  /** One segment of the result in place of everybody: its value, or one for each column of `by`. */
  readonly segment?: Cell | Keys;
  /** What to call it; the label of the result unless given. */
  readonly label?: string;
}

export const caller = "scorecard";

const isResult = (x: ScorecardEntry["result"]): x is Result<Estimate> =>
  typeof x === "object" && x !== null && "overall" in x && "rows" in x;

/** One line of the scorecard: what is known of the indicator, and what it should reach. */
export interface Line {
  readonly name: string;
  readonly indicator: Indicator;
  readonly aim: Aim;
  readonly method: string | null;
  readonly level: number | undefined;
  readonly everybody: Estimate;
  readonly result: Result<Estimate> | null;
}

const FIELDS = ["label", "unit", "estimate", "lower", "upper", "n"] as const;

/** Throws unless a published number has all its parts, and its bounds are in order. */
function requirePublished(published: PublishedIndicator): void {
  const lacking = FIELDS.find((name) => published?.[name] === undefined);
  if (lacking !== undefined) {
    const hint = published instanceof Promise ? " (a promise; put await before the call that made it)" : "";
    const wanted = `a result, or a number with ${FIELDS.slice(0, -1).join(", ")} and ${FIELDS.at(-1)}`;
    throw new TypeError(`${caller} requires ${wanted}; got no ${lacking}${hint}`);
  }
  const { label, estimate, lower, upper, n } = published;
  const isNumber = (x: number | null) => x === null || Number.isFinite(x);
  if ([estimate, lower, upper].every(isNumber) && n >= 0 && !(lower !== null && upper !== null && lower > upper))
    return;
  throw new RangeError(
    `${caller} requires numbers, bounds in order and an n of at least 0 of '${label}'; got ${estimate} (${lower} to ${upper}), n = ${n}`,
  );
}

function publishedLine({ target, segment, label }: ScorecardEntry, published: PublishedIndicator): Line {
  requirePublished(published);
  if (segment !== undefined) {
    throw new TypeError(`${caller} takes no segment of a published number; got one for '${published.label}'`);
  }
  const { metric = null, unit, estimate, lower, upper, n, note = null, level } = published;
  const indicator = { label: published.label, metric, unit, days: null };
  return {
    name: label ?? published.label,
    indicator,
    aim: requireTarget(indicator, target, caller),
    method: null,
    level,
    everybody: { estimate, lower, upper, n, note },
    result: null,
  };
}

/** Throws unless the entry is one that can be judged. */
export function lineOf(entry: ScorecardEntry): Line {
  const { result, target, segment, label } = entry;
  if (!isResult(result)) return publishedLine(entry, result);
  const row = segment === undefined ? null : rowOf(result, segment, caller);
  const indicator = indicatorOf(result, row?.keys);
  const where = row === null ? "" : `, ${Object.values(row.keys).join(" · ")}`;
  const aim = requireTarget(indicator, target, caller);
  return {
    name: label ?? `${result.label}${where}`,
    indicator,
    aim,
    method: result.method,
    level: result.level,
    everybody: row ?? result.overall,
    result: row === null ? result : null,
  };
}
