import type { Interval } from "../../statistics/interval.js";
import { nearestNames } from "../../tables/nearest.js";
import { joined } from "../caseShares/shareRow.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Estimate, Keys, Result } from "../result.js";
import type { By } from "../segments.js";
import type { ComparedPeriod, Immature } from "./periodRow.js";
import type { PeriodOptions } from "./periodSpan.js";
import type { PeriodUnit } from "./periods.js";

/**
 * How a period is linked to the base.
 *
 * - `fixed` (default): each period over the base.
 * - `chain`: the product of the links from period to period. Of one series it is the same number, but it breaks where a period
 *   between is missing or 0, which a fixed base does not see.
 */
export type IndexLinks = "fixed" | "chain";

/** What the two index numbers share. */
export interface IndexOptions extends PeriodOptions {
  /** The period that is 100; the first complete one unless given. */
  readonly base?: string;
  readonly linked?: IndexLinks;
  readonly by?: By;
  /** What to do with a period that is not complete: 'note' (default) leaves it without an index, 'compare' gives it one. */
  readonly immature?: Immature;
  readonly level?: number;
}

export interface PeriodIndexRow extends Estimate {
  readonly from: string | null;
  readonly to: string | null;
  readonly days: number | null;
  readonly isMature: boolean;
  /** What the index is of: the rate, or the total (per day where the index is). */
  readonly value: number | null;
  /** The period before as 100. */
  readonly link: number | null;
  /** Rows that could not be used; they are in no other number. */
  readonly missing: number;
}

/** `overall` is the last complete period of everybody; `rows` hold each period of each segment. */
export interface PeriodIndexResult extends Result<PeriodIndexRow> {
  /** The period that is 100; null in a table without dates. */
  readonly base: string | null;
  readonly linked: IndexLinks;
  readonly each: PeriodUnit;
  /** The period that `overall` is of. */
  readonly last: string | null;
}

/** What was counted of one period. */
export interface IndexValue {
  readonly value: number | null;
  readonly n: number;
  readonly missing: number;
  readonly note: string | null;
}

/** One series: its values by period, and the interval of one over the base. */
export interface IndexSeries {
  readonly keys: Keys;
  readonly values: ReadonlyMap<string, IndexValue>;
  readonly ratioInterval: (period: string, base: string) => Interval | string;
}

export function requireIndexOptions({ linked = "fixed", immature = "note" }: IndexOptions, caller: string): void {
  requireOneOf(caller, "way 'linked'", ["fixed", "chain"], linked);
  requireOneOf(caller, "policy 'immature'", ["note", "compare"], immature);
}

/** The period that is 100. */
export function baseOf(periods: readonly ComparedPeriod[], base: string | undefined, caller: string): string | null {
  if (base === undefined) return (periods.find(({ immature }) => immature === null) ?? periods[0])?.label ?? null;
  const labels = periods.map(({ label }) => label);
  if (labels.includes(base)) return base;
  const near = nearestNames(base, labels);
  const hint =
    near.length > 0
      ? `nearest: ${near.map((name) => `'${name}'`).join(", ")}`
      : `from ${labels[0]} to ${labels.at(-1)}`;
  throw new RangeError(`${caller}: no period '${base}' in the table; ${hint}`);
}

interface Finish {
  readonly base: string;
  readonly linked: IndexLinks;
  readonly immature: Immature;
}

const NO_VALUE: IndexValue = { value: null, n: 0, missing: 0, note: "no rows" };

/** Where the chain from the base to a period breaks; null where it holds. */
function breakOf(values: readonly IndexValue[], labels: readonly string[], base: number, place: number): string | null {
  const [first, last] = [Math.min(base, place), Math.max(base, place)];
  const broken = values.findIndex(({ value }, i) => i >= first && i <= last && i !== place && !((value ?? 0) > 0));
  return broken < 0 ? null : `the chain breaks at ${labels[broken]}`;
}

/** Why a period has no index; null where it has one. */
function whyNone(
  values: readonly IndexValue[],
  place: number,
  periods: readonly ComparedPeriod[],
  finish: Finish,
): string | null {
  const labels = periods.map(({ label }) => label);
  const base = labels.indexOf(finish.base);
  const { value, note } = values[place]!;
  const { immature } = periods[place]!;
  if (value === null) return note;
  if (immature !== null && finish.immature === "note") return immature;
  if (!((values[base]!.value ?? 0) > 0)) return `base ${finish.base} is not above 0`;
  return finish.linked === "chain" ? breakOf(values, labels, base, place) : null;
}

/** The finish: each period of a series as an index. */
export function indexRows(
  series: IndexSeries,
  periods: readonly ComparedPeriod[],
  finish: Finish,
): (PeriodIndexRow & { readonly keys: Keys })[] {
  const values = periods.map(({ label }) => series.values.get(label) ?? NO_VALUE);
  const base = values[periods.findIndex(({ label }) => label === finish.base)]!;
  return periods.map((period, i) => {
    const { label, from, to, days, immature } = period;
    const { value, n, missing, note } = values[i]!;
    const none = whyNone(values, i, periods, finish);
    const isBase = label === finish.base;
    const interval = none !== null ? none : isBase ? "the base" : series.ratioInterval(label, finish.base);
    const before = values[i - 1]?.value ?? null;
    return {
      keys: { ...series.keys, period: label },
      estimate: none === null ? 100 * (value! / base.value!) : null,
      lower: typeof interval === "string" ? null : 100 * interval.lower,
      upper: typeof interval === "string" ? null : 100 * interval.upper,
      n,
      from,
      to,
      days,
      isMature: immature === null,
      value,
      link: value !== null && before !== null && before > 0 && immature === null ? 100 * (value / before) : null,
      missing,
      note: joined(
        typeof interval === "string" ? interval : null,
        none === null ? note : null,
        none === immature ? null : immature,
      ),
    };
  });
}

/** What stands for everybody: the last complete period, or the last of all. */
export function lastIndex(
  rows: readonly (PeriodIndexRow & { readonly keys: Keys })[],
): Pick<PeriodIndexResult, "overall" | "last"> {
  const found = [...rows].reverse().find(({ isMature }) => isMature) ?? rows.at(-1);
  const nothing = { estimate: null, lower: null, upper: null, n: 0, from: null, to: null, days: null } as const;
  if (found === undefined) {
    const overall = { ...nothing, isMature: false, value: null, link: null, missing: 0, note: "no dates" };
    return { overall, last: null };
  }
  const { keys, ...overall } = found;
  return { overall, last: String(keys.period) };
}
