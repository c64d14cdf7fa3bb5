import { requireLevel } from "../../statistics/interval.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { type Comparison, type ComparisonOptions, compared, type Group } from "../answers/comparisons.js";
import { withHolm } from "../answers/differenceRow.js";
import type { Result, Test } from "../result.js";
import {
  contrast,
  type DifferenceMethod,
  equalNpsTest,
  type NpsDifferenceRow,
  type NpsGroup,
  pairedContrast,
} from "./npsContrast.js";
import { NPS_METHODS } from "./npsInterval.js";
import { countedClasses, type NpsCounts, npsClasses } from "./npsRow.js";
import { classOf, NPS_SCALE } from "./npsTally.js";

export type { NpsDifferenceRow } from "./npsContrast.js";

export interface NpsDifferenceOptions extends ComparisonOptions {
  readonly method?: DifferenceMethod;
}

export interface NpsDifferenceResult extends Result<NpsDifferenceRow> {
  /** Whether all groups could share one score; null where that cannot be asked (fewer than two groups, the same customers). */
  readonly test: Test | null;
}

interface Precision {
  readonly level?: number;
  readonly method?: DifferenceMethod;
}

function requirePrecision({ level = 0.95, method = "adjusted-wald" }: Precision, caller: string) {
  requireLevel(level, caller);
  if (method !== "adjusted-wald" && method !== "wald") {
    throw new RangeError(`${caller} requires a method of 'adjusted-wald', 'wald'; got '${method}'`);
  }
  return { level, method };
}

const classed = ({ name, answers }: Group): NpsGroup => ({ name, classes: npsClasses(answers) });

/** How two net promoter scores are compared. */
const npsComparison = ({ method, level }: Required<Precision>): Comparison<NpsDifferenceRow> => ({
  caller: "npsDifference",
  scale: NPS_SCALE,
  contrast: (first, second) => contrast(classed(first), classed(second), method, level),
  paired: (pairs, names) =>
    pairedContrast(
      pairs.map(([a, b]) => [classOf(a), classOf(b)]),
      names,
      level,
    ),
  equal: (groups) => equalNpsTest(groups.map(classed), method),
});

/**
 * One net promoter score minus another, with the sign kept: of two groups or waves, of every pair of several groups, of each group
 * and everybody outside it, of two tables, of the same customers asked twice.
 *
 * Two scores whose intervals overlap may well differ, and comparing a group with the total compares it with itself: ask
 * here instead. Which question is asked follows from the options:
 *
 * - `by` and `between: ['2026-Q2', '2026-Q1']`: the first minus the second, of different customers;
 * - `by` alone: every pair, with Holm's p-values, and one test that all are equal (`test`);
 * - `by` and `against: 'complement'`: each group minus all others;
 * - `against: lastYear`: this table minus that one, in each segment when `by` is given;
 * - `customer` with `by` and `between`, or with `against`: the same customers. Far more precise where people were asked twice.
 *
 * In points, −200 to 200, above 0 when the first is higher. Independent groups: difference of the adjusted Wald centres ± z
 * standard errors, so that the interval lies about `centre`, not about the estimate; the same customers: Student's t on their
 * differences. Null without answers on either side.
 *
 * @example (await npsDifference(answers, { score: "recommend", by: "wave", between: ["2026-Q2", "2026-Q1"] })).overall.estimate
 * @see Rocks (2016), Journal of Marketing Analytics 4
 */
export async function npsDifference(table: TableLike, options: NpsDifferenceOptions): Promise<NpsDifferenceResult> {
  const settings = requirePrecision(options, "npsDifference");
  const { missing, ...found } = await compared(asTable(table), options, npsComparison(settings));
  return {
    metric: "npsDifference",
    label: options.customer === undefined ? "NPS difference" : "NPS difference, same customers",
    ...found,
    level: settings.level,
    method: options.customer === undefined ? NPS_METHODS[settings.method] : "Student's t, paired",
    unit: "points",
    excluded: { missing, outOfRange: 0 },
  };
}

/**
 * One net promoter score minus another from published counts of independent groups.
 *
 * @example npsDifferenceFromCounts({ promoters: 15, passives: 13, detractors: 8 }, { promoters: 12, passives: 7, detractors: 12 }).statistic // 0.929
 */
export function npsDifferenceFromCounts(
  first: NpsCounts,
  second: NpsCounts,
  options: Precision = {},
): NpsDifferenceRow {
  const caller = "npsDifferenceFromCounts";
  const { level, method } = requirePrecision(options, caller);
  const [a, b] = [countedClasses(first, caller), countedClasses(second, caller)];
  return withHolm([contrast({ name: "first", classes: a }, { name: "second", classes: b }, method, level)])[0]!;
}
