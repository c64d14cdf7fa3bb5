import { type LogRankCounts, logRank } from "../../statistics/logRank.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Answer } from "../answers/answer.js";
import type { Keys, Test } from "../result.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { type SurvivalSegment, survivalTally } from "./survivalTally.js";

export interface LogRankOptions {
  /** Column of how long it took until the event, or until nobody looked any more, at least 0. */
  readonly duration: string;
  /** Whether the event happened then: column of true and false (or 1 and 0), or a column and the value that means it. */
  readonly observed: Answer;
  /** The groups to compare: one column or several. */
  readonly group: By;
  /** Column of the age at which observation began; 0 for those watched from the beginning. */
  readonly entry?: string;
}

/** Events of a group beside those expected if all groups left alike: more observed than expected means sooner. */
export interface LogRankGroup extends LogRankCounts {
  readonly keys: Keys;
  readonly n: number;
}

export interface LogRankResult {
  readonly metric: string;
  readonly label: string;
  /** Null where nothing could be compared, with a note that says why. */
  readonly test: Test | null;
  readonly groups: readonly LogRankGroup[];
  readonly note: string | null;
  /** `missing` counts rows without a time, an answer or a group, `outOfRange` those never at risk. */
  readonly excluded: { readonly missing: number; readonly outOfRange: number };
}

const casesOf = ({ spells }: SurvivalSegment) => spells.reduce((sum, { n }) => sum + n, 0);

function whyNone(groups: readonly LogRankGroup[]): string {
  const held = groups.filter(({ n }) => n > 0).length;
  if (held < 2) return held === 1 ? "only one group" : "no cases";
  return groups.some(({ observed }) => observed > 0)
    ? "no event while two groups were at risk"
    : "no events in any group";
}

/**
 * Whether groups could share one survival curve: the log-rank test, over the whole course and not at one time.
 *
 * Strongest where one group's rate of leaving is a multiple of another's throughout. Curves that cross can differ
 * greatly and yet pass: look at them. χ² with one degree of freedom less than groups; `observed` beside `expected` says
 * which group leaves sooner, the test does not say by how much. Ties are given the hypergeometric variance. Null with fewer
 * than two groups or without events; rows without a group are left out and counted.
 *
 * @param table one row a customer, a ticket, a case
 * @throws a duration below 0, an entry after the duration, with the row of the first
 * @example (await logRankTest(customers, { duration: "tenure_days", observed: "left", group: "segment" })).test.pValue
 * @see Mantel (1966), Cancer Chemotherapy Reports 50; Klein and Moeschberger (2003), Survival Analysis, section 7.3
 */
export async function logRankTest(table: TableLike, options: LogRankOptions): Promise<LogRankResult> {
  const { duration, observed, entry = null, group } = options;
  const by = byColumns(group);
  if (by.length === 0) throw new TypeError("logRankTest requires a group: a column or several; got none");

  const segments = await survivalTally(asTable(table), { duration, observed, entry, by }, "logRankTest");

  const named = segments.filter(({ cells }) => !cells.includes(null));
  const { groups: counts, test } = logRank(named.map(({ spells }) => spells));
  const groups = named.map((segment, g) => ({ keys: keysOf(by, segment.cells), n: casesOf(segment), ...counts[g]! }));
  const unnamed = segments.filter(({ cells }) => cells.includes(null)).map((one) => casesOf(one) + one.neverAtRisk);
  return {
    metric: "logRankTest",
    label: `Log-rank test by ${by.join(" and ")}`,
    test: test === null ? null : { ...test, method: "log-rank", n: groups.reduce((sum, { n }) => sum + n, 0) },
    groups,
    note: test === null ? whyNone(groups) : null,
    excluded: {
      missing: segments.reduce((sum, { missing }) => sum + missing, 0) + unnamed.reduce((sum, n) => sum + n, 0),
      outOfRange: named.reduce((sum, { neverAtRisk }) => sum + neverAtRisk, 0),
    },
  };
}
