import { requireLevel } from "../../statistics/interval.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Answer } from "../answers/answer.js";
import type { Result } from "../result.js";
import { type By, byColumns, keysOf } from "../segments.js";
import type { ContractModel } from "./contractLikelihood.js";
import { type ContractRow, type ContractSettings, contractRow } from "./contractRow.js";
import {
  countedRenewals,
  type MemberCounts,
  pooledRenewals,
  type RenewalSegment,
  renewalTally,
} from "./renewalTally.js";

export interface ContractFitOptions {
  /** After how many renewals the share is estimated, and how far the curve goes; as far as anybody came unless given. */
  readonly horizon?: number;
  /** From how many renewals the parameters are found: later ones are held out, to see how well they are projected. All unless given. */
  readonly fitPeriods?: number;
  readonly level?: number;
  /** From how many points the search begins; the first is a guess from the mean churn, the others are scattered around it. */
  readonly starts?: number;
  readonly seed?: number;
}

export interface ContractOptions extends ContractFitOptions {
  /** Column of the renewals a member came to: who joined in May 2023, renews each May and left in May 2025, has 2; so has who renewed then. */
  readonly periods: string;
  /** Whether he left at the last of them: column of true and false (or 1 and 0), or a column and the value that means it. */
  readonly left: Answer;
  readonly by?: By;
}

export interface ContractResult extends Result<ContractRow> {
  readonly model: ContractModel;
  /** The renewals that the estimates are of; null where nobody came to one. */
  readonly horizon: number | null;
  /** The renewals that the parameters were found from; null for all. */
  readonly fitPeriods: number | null;
}

const NAMES: Readonly<Record<ContractModel, string>> = { sbg: "sBG", bdw: "BdW" };

function requireFit(options: ContractFitOptions, caller: string) {
  const { horizon, fitPeriods, level = 0.95, starts = 4, seed = 1 } = options;
  requireLevel(level, caller);
  const whole = (name: string, value: number | undefined) => {
    if (value === undefined || (Number.isInteger(value) && value >= 1)) return;
    throw new RangeError(`${caller} requires a whole number of ${name} from 1; got ${value}`);
  };
  whole("renewals as the horizon", horizon);
  whole("fitPeriods", fitPeriods);
  whole("starts", starts);
  return { horizon: horizon ?? null, fitPeriods: fitPeriods ?? null, level, starts, seed };
}

function resultOf(
  model: ContractModel,
  total: RenewalSegment,
  segments: readonly RenewalSegment[],
  by: readonly string[],
  fit: ReturnType<typeof requireFit>,
): ContractResult {
  const horizon = fit.horizon ?? (total.renewals.length || null);
  const settings: ContractSettings = { ...fit, model, horizon };
  const overall = contractRow(total, settings);
  const after = horizon === null ? "" : ` after ${horizon} ${horizon === 1 ? "renewal" : "renewals"}`;
  const from = fit.fitPeriods === null ? "" : ` fitted to the first ${fit.fitPeriods}`;
  return {
    metric: model,
    label: `Share still members${after} (${NAMES[model]}${from})`,
    model,
    horizon,
    fitPeriods: fit.fitPeriods,
    overall,
    rows: segments.map((segment) => ({ keys: keysOf(by, segment.cells), ...contractRow(segment, settings) })),
    by,
    level: fit.level,
    method: `${NAMES[model]} by maximum likelihood from ${fit.starts} ${fit.starts === 1 ? "start" : "starts"}, delta method on log-odds`,
    unit: "share",
    excluded: { missing: overall.missing, outOfRange: overall.justJoined },
  };
}

async function fitted(model: ContractModel, table: TableLike, options: ContractOptions): Promise<ContractResult> {
  const { periods, left } = options;
  const by = byColumns(options.by);
  const fit = requireFit(options, model);

  const segments = await renewalTally(asTable(table), { periods, left, by }, model);

  return resultOf(model, pooledRenewals(segments), by.length === 0 ? [] : segments, by, fit);
}

/**
 * How many members of a club, a subscription or a policy will still be there after further renewals, projected from the renewals so far:
 * each member has his own, unchanging probability of leaving at a renewal, and these differ between members (Beta). Those
 * likely to leave do so first, so that retention rises with tenure though nobody becomes more loyal: one retention rate for all
 * renewals projects too few.
 *
 * For contracts that end at known times and whose end is seen; shops without contracts are for `bgNbd`. Cohorts of different age go
 * together: who is still a member counts as far as he was seen. That takes cohorts to be alike, otherwise split `by` cohort. Where
 * retention falls first and rises then, `bdw` fits better. Prices, seasons and campaigns of the future are not in it: hold out
 * some renewals (`fitPeriods`) before money rides on it.
 *
 * The estimate is the share still there at the horizon, 0–1; the `curve` has each renewal, the model beside what was seen. Intervals are
 * ± z standard errors from the inverse Hessian, on log-odds for shares and logs for parameters and tenure: how well the curve
 * is known if the model is right. Null for nobody, where nobody left, where all left at the first renewal, and for one
 * renewal only. A search that ends at a bound or on flat ground is said to, in `search` and in the note, and has no intervals: where
 * retention does not rise, members cannot be told from ones who are all alike.
 *
 * @param table one row a member
 * @throws periods that are no whole numbers from 0, somebody who left after 0 periods, with the row
 * @example (await sbg(members, { periods: "years", left: "left", horizon: 12 })).overall.estimate // 0.3780
 * @see Fader and Hardie (2007), How to project customer retention, Journal of Interactive Marketing 21, 76–90
 */
export async function sbg(table: TableLike, options: ContractOptions): Promise<ContractResult> {
  return fitted("sbg", table, options);
}

/**
 * As `sbg`, but a member's own probability of leaving may rise (c > 1) or fall (c < 1) with each renewal.
 *
 * For retention that falls before it rises, or rises faster than differences between members explain. It needs three renewals at least,
 * and many members to tell c from differences between them: compare `logLikelihood` with that of `sbg`, of which it is a
 * generalisation (c = 1), and trust the simpler one where they are within 2. Ranges, intervals, nulls and warnings are those of `sbg`.
 *
 * @param table one row a member
 * @throws as `sbg`
 * @example (await bdw(members, { periods: "years", left: "left" })).overall.c.estimate // 1.5968
 * @see Fader, Hardie, Liu, Davin and Steenburgh (2018), "How to project customer retention" revisited, Journal of Interactive Marketing 43, 1–16
 */
export async function bdw(table: TableLike, options: ContractOptions): Promise<ContractResult> {
  return fitted("bdw", table, options);
}

function fittedFromCounts(model: ContractModel, counts: MemberCounts, options: ContractFitOptions): ContractResult {
  const caller = `${model}FromCounts`;
  const fit = requireFit(options, caller);
  return resultOf(model, countedRenewals(counts, caller), [], [], fit);
}

/**
 * `sbg` from how many members there were at the start and after each renewal; of several cohorts, a list for each.
 *
 * @throws counts that are no whole numbers from 0, or that become more
 * @example sbgFromCounts([1000, 869, 743, 653, 593, 551, 517, 491], { horizon: 12 }).overall.estimate // 0.3780
 * @see sbg
 */
export const sbgFromCounts = (counts: MemberCounts, options: ContractFitOptions = {}): ContractResult =>
  fittedFromCounts("sbg", counts, options);

/**
 * `bdw` from how many members there were at the start and after each renewal; of several cohorts, a list for each.
 *
 * @throws as `sbgFromCounts`
 * @example bdwFromCounts([1000, 869, 743, 653, 593]).overall.c.estimate // 1.5844
 * @see bdw
 */
export const bdwFromCounts = (counts: MemberCounts, options: ContractFitOptions = {}): ContractResult =>
  fittedFromCounts("bdw", counts, options);
