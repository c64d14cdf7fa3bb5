import { requireLevel } from "../../statistics/interval.js";
import { nearestNames } from "../../tables/nearest.js";
import type { TableLike } from "../../tables/table-like.js";
import type { Answer } from "../answers/answer.js";
import type { ReasonKind, ReasonNames } from "../churnReasons/churnReasonsKinds.js";
import { requireOneOf } from "../requireOneOf.js";
import type { By } from "../segments.js";

/** What could be done, which reasons it takes away, and for how much. */
export interface ReasonFix {
  /** As the table has them; the same share of each is taken away. */
  readonly reasons: string | readonly string[];
  /** The share of these reasons' hazard that is taken away, 0–1: .7 leaves 30 %. Two bounds where it is uncertain: drawn evenly between them. */
  readonly effectiveness: number | { readonly lower: number; readonly upper: number };
  /** In the money of the values, up to the horizon: of the whole fix, or for each customer there at the start. 0 unless given. */
  readonly cost?: number | { readonly each: number };
}

/** Time in days, counted from dates with both ends: who left on the first day was there for one. */
export interface Watch {
  /** The first day, such as "2025-07-01", on which all were customers; or a column with that of each. */
  readonly from: string;
  /** The last day anybody was looked after, likewise. Who left later was still there. */
  readonly until: string;
  /** Column with the day of leaving, blank for those who stayed. */
  readonly leftOn: string;
}

export interface ReasonsFixedOptions extends ReasonNames {
  /** Column of how long each customer was watched, from the same start to leaving or to the last look: at least 0. */
  readonly duration?: string;
  /** Who had left then: a column of true and false (or 1 and 0), or a column and the value that means left. */
  readonly left?: Answer;
  /** In place of `duration` and `left`: both are made from dates. */
  readonly watched?: Watch;
  /** Column with the reason, read for those who left; or the table it stands in, one row a customer, joined by `customer`. */
  readonly reason: string | { readonly table: TableLike; readonly column: string; readonly customer?: string };
  /** Column that names the customer. */
  readonly customer?: string;
  /** By the name each fix shall have. */
  readonly fixes: Readonly<Record<string, ReasonFix>>;
  /** By when: in the unit of the duration. The longest that is known for everybody, unless given. */
  readonly horizon?: number;
  /** What customers are worth: a column or several, or names for them: `{ revenue: "sales_start" }`. */
  readonly values?: string | readonly string[] | Readonly<Record<string, string>>;
  /** Which of the values the net value is made of; the first unless given. */
  readonly net?: string;
  /** A customer who cost more than he brought: "refuse" (default), or "zero": nothing to lose. */
  readonly negative?: "refuse" | "zero";
  /** Those who left and whose reason is not known: a cause of its own that no fix touches (default); or as if their reasons were the others'. */
  readonly notKnown?: "untouched" | "shared";
  /** Column or columns that split the result; the causes then need be independent within segments only. */
  readonly by?: By;
  /** Column with weights of the customers, at least 0. */
  readonly weight?: string;
  readonly level?: number;
  /** How often the customers are drawn again; 2,000 unless given. */
  readonly resamples?: number;
  readonly seed?: number;
}

/** A fix that was checked. */
export interface Fix {
  readonly name: string;
  readonly reasons: readonly string[];
  readonly effectiveness: { readonly estimate: number; readonly lower: number; readonly upper: number };
  readonly cost: number;
  /** Whether the cost is for each customer. */
  readonly isEach: boolean;
}

export const caller = "reasonsFixed";

function effectivenessOf(name: string, { effectiveness: given }: ReasonFix): Fix["effectiveness"] {
  const { lower, upper } = typeof given === "object" && given !== null ? given : { lower: given, upper: given };
  const isShare = (x: unknown): x is number => typeof x === "number" && x >= 0 && x <= 1;
  const what = `${caller} requires an effectiveness from 0 to 1 of the fix '${name}', such as 0.7 or { lower: 0.5, upper: 0.9 }`;
  if (!isShare(lower) || !isShare(upper)) throw new RangeError(`${what}; got ${isShare(lower) ? upper : lower}`);
  if (lower > upper) throw new RangeError(`${what}; got ${lower} to ${upper}`);
  return { estimate: (lower + upper) / 2, lower, upper };
}

function fixOf(name: string, fix: ReasonFix): Fix {
  const reasons = typeof fix.reasons === "string" ? [fix.reasons] : (fix.reasons ?? []);
  if (reasons.length === 0) throw new TypeError(`${caller} requires the reasons of the fix '${name}'; got none`);
  const twice = reasons.find((reason, i) => reasons.indexOf(reason) < i);
  if (twice !== undefined)
    throw new TypeError(`${caller} requires different reasons in the fix '${name}'; got '${twice}' twice`);
  const { cost: given = 0 } = fix;
  const cost = typeof given === "number" ? given : given.each;
  if (!(cost >= 0 && Number.isFinite(cost)))
    throw new RangeError(`${caller} requires a cost of at least 0 of the fix '${name}'; got ${cost}`);
  return { name, reasons, effectiveness: effectivenessOf(name, fix), cost, isEach: typeof given !== "number" };
}

export function requireFixes(fixes: ReasonsFixedOptions["fixes"] | undefined): Fix[] {
  const all = Object.entries(fixes ?? {}).map(([name, fix]) => fixOf(name, fix));
  if (all.length > 0) return all;
  const such = "{ 'Faster delivery': { reasons: ['Late delivery'], effectiveness: 0.7 } }";
  throw new TypeError(`${caller} requires fixes, at least one, such as ${such}; got none`);
}

/** Throws for a reason nobody gave, naming the nearest, and for one that is no reason or nobody's fault. */
export function requireKnownReasons(
  fixes: readonly Fix[],
  given: readonly string[],
  kindOf: (reason: string) => ReasonKind,
): void {
  const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");
  for (const { name, reasons } of fixes) {
    for (const reason of reasons) {
      if (!given.includes(reason)) {
        const near = nearestNames(reason, given);
        const hint = near.length > 0 ? `nearest: ${quoted(near)}` : `reasons given: ${quoted(given.slice(0, 12))}`;
        throw new Error(`${caller}: nobody gave the reason '${reason}' (fix '${name}'); ${hint}`);
      }
      const kind = kindOf(reason);
      if (kind === "unknown" || kind === "involuntary")
        throw new RangeError(`${caller} requires reasons that can be fixed; got '${reason}' (${kind}) in '${name}'`);
    }
  }
}

/** The value columns by name. */
export function valueColumns(values: ReasonsFixedOptions["values"]): [string, string][] {
  if (values === undefined) return [];
  if (typeof values === "string") return [[values, values]];
  return Array.isArray(values)
    ? values.map((column: string) => [column, column])
    : Object.entries(values as Readonly<Record<string, string>>);
}

/** Throws for options that go together badly or are out of range. */
export function requireSettings(options: ReasonsFixedOptions): void {
  const { duration, left, watched, horizon, net, level = 0.95, resamples = 2000 } = options;
  requireLevel(level, caller);
  if (!Number.isInteger(resamples) || resamples < 100)
    throw new RangeError(`${caller} requires at least 100 resamples, a whole number; got ${resamples}`);
  if (horizon !== undefined && !(horizon > 0 && Number.isFinite(horizon)))
    throw new RangeError(`${caller} requires a horizon above 0; got ${horizon}`);
  const isTimed = duration !== undefined && left !== undefined;
  const isMixed = watched !== undefined && (duration !== undefined || left !== undefined);
  if (isMixed || isTimed === (watched !== undefined)) {
    const got = isMixed ? "both" : duration !== undefined ? "no left" : left !== undefined ? "no duration" : "neither";
    throw new TypeError(`${caller} requires 'duration' and 'left', or in place of both 'watched'; got ${got}`);
  }
  requireOneOf(caller, "negative", ["refuse", "zero"], options.negative ?? "refuse");
  requireOneOf(caller, "notKnown", ["untouched", "shared"], options.notKnown ?? "untouched");
  const names = valueColumns(options.values).map(([name]) => name);
  if (net === undefined) return;
  if (names.length === 0) throw new TypeError(`${caller} requires values to make the net value of; got none`);
  requireOneOf(caller, "net value", names, net);
}
