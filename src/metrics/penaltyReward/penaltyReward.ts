import { tInterval } from "../../statistics/estimate.js";
import { holm } from "../../statistics/multipleComparisons.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Estimate, Result } from "../result.js";
import { byColumns, keysOf } from "../segments.js";
import { type NoFit, type PenaltyFit, penaltyFit } from "./penaltyRewardFit.js";
import { type PenaltyQuestion, type PenaltyRewardOptions, requirePenaltyQuestion } from "./penaltyRewardQuestion.js";
import { type PenaltyResamples, penaltyResamples } from "./penaltyRewardResamples.js";
import { attributeRow, type PenaltyRewardAttribute } from "./penaltyRewardRow.js";
import { type CutAttribute, type PenaltySegment, penaltyTally, pooledPenalty } from "./penaltyRewardTally.js";

export type { AsymmetryClass, AttributeKind } from "./penaltyRewardClass.js";
export type { PenaltyRewardOptions, RatedAttribute } from "./penaltyRewardQuestion.js";
export type { KindProbabilities } from "./penaltyRewardResamples.js";
export type { PenaltyRewardAttribute, PenaltyRewardEffect } from "./penaltyRewardRow.js";

/** The estimate is R²: the share of the outcome's variance that penalties and rewards explain. */
export interface PenaltyRewardRow extends Estimate {
  readonly attributes: readonly PenaltyRewardAttribute[];
  /** The outcome of who finds everything neither low nor high. */
  readonly middle: Estimate;
  /** Resamples drawn again because nobody was low, or high, in them. */
  readonly redrawn: number;
  /** Rows that lack the outcome, an attribute or the weight. */
  readonly missing: number;
}

export interface PenaltyRewardResult extends Result<PenaltyRewardRow> {
  readonly low: number;
  readonly high: number;
  readonly band: number;
  readonly resamples: number;
}

const CALLER = "penaltyReward";

/** Which kinds can be told among all attributes, and the part of each in all ranges. */
function judged(rows: readonly PenaltyRewardAttribute[], level: number, resamples: PenaltyResamples | null) {
  const tested = rows.filter(({ test }) => test !== null);
  const adjusted = holm(tested.map(({ test }) => test!.pValue));
  const range = (row: PenaltyRewardAttribute) => Math.max(0, row.range.estimate ?? 0);
  const total = rows.reduce((sum, row) => sum + range(row), 0);
  return rows.map((row, j): PenaltyRewardAttribute => {
    if (row.range.estimate === null) return row;
    const place = tested.indexOf(row);
    const adjustedPValue = place < 0 ? null : adjusted[place]!;
    const isTold = adjustedPValue !== null && adjustedPValue <= 1 - level + 1e-12;
    const share = total > 0 ? range(row) / total : null;
    const bounds = share === null ? null : (resamples?.rangeShares[j] ?? null);
    const note = share === null ? "no range above 0" : bounds === null ? NO_RESAMPLES : null;
    return {
      ...row,
      adjustedPValue,
      category: isTold ? row.category : "cannot tell",
      rangeShare: { estimate: share, lower: bounds?.lower ?? null, upper: bounds?.upper ?? null, n: row.n, note },
    };
  });
}

const NO_RESAMPLES = "too few low or high answers for resamples";

function emptyRow(
  { reason, n, counts }: NoFit,
  missing: number,
  attributes: readonly CutAttribute[],
): PenaltyRewardRow {
  const none = (size: number) => ({ estimate: null, lower: null, upper: null, n: size, note: reason });
  const effect = (size: number) => ({ ...none(size), standardError: null, pValue: null });
  return {
    ...none(n),
    attributes: attributes.map(({ name, low, high }, j) => ({
      ...{ name, low, high, ...none(n), penalty: effect(counts[j]!.low), reward: effect(counts[j]!.high) },
      ...{
        range: none(n),
        rangeShare: none(n),
        category: null,
        asymmetryClass: null,
        straightLine: null,
        probabilities: null,
      },
      ...{ test: null, adjustedPValue: null },
    })),
    middle: none(n),
    redrawn: 0,
    missing,
  };
}

function middleOf({ coefficients, covariance, degreesOfFreedom, n }: PenaltyFit, level: number): Estimate {
  const [estimate, variance] = [coefficients[0]!, covariance[0]![0]!];
  if (!(variance > 0))
    return { estimate, lower: null, upper: null, n, note: "a single answer decides it: no interval" };
  return { estimate, ...tInterval(estimate, Math.sqrt(variance), degreesOfFreedom, level), n, note: null };
}

/** The finish: a row from the respondents of one segment. */
function penaltyRow(segment: PenaltySegment, question: PenaltyQuestion): PenaltyRewardRow {
  const { attributes, level, errors } = question;
  const fit = penaltyFit(segment, attributes, errors);
  if ("reason" in fit) return emptyRow(fit, segment.missing, attributes);
  const resamples = penaltyResamples(segment.ratings, fit, question);
  const rows = attributes.map((attribute, j) =>
    attributeRow(fit, attribute, j, { ...question, levels: segment.levels[j]! }, resamples),
  );
  return {
    estimate: fit.rSquared,
    lower: resamples?.rSquared.lower ?? null,
    upper: resamples?.rSquared.upper ?? null,
    n: fit.n,
    note: resamples === null ? NO_RESAMPLES : null,
    attributes: judged(rows, level, resamples),
    middle: middleOf(fit, level),
    redrawn: resamples?.redrawn ?? 0,
    missing: segment.missing,
  };
}

/**
 * Penalties and rewards: how much satisfaction an attribute costs when it is bad, and how much it adds when it is good.
 *
 * For telling what must not fail (basic: it only hurts) from what delights (excitement: it only helps) and from what counts both
 * ways (performance), as customers' own ratings have it; what features customers would like says `kano`. A regression of
 * answers given together is no experiment: an attribute that stands for something else gets its effect. Kinds
 * hang on where `low` and `high` are cut: even an effect in a straight line looks basic where low ratings lie farther from the
 * middle than high ones (`straightLine` says how much). Hold the asymmetry against that, and try other cuts.
 *
 * One regression of the outcome on two dummies an attribute, "rated up to `low`" and "rated from `high` on", so that penalty and
 * reward are points against a rating between. The penalty is usually below 0, the reward above. One with the wrong sign is noted and counts as none in the
 * asymmetry IA = (reward − |penalty|)/(reward + |penalty|), −1 to 1: below −`band` basic, above `band` excitement, else performance.
 * `category` is "cannot tell" where penalty and reward together are not beyond chance (Wald's F, Holm over the attributes); how sure
 * the kind is, `probabilities` say. Student's t with HC3 errors, weighted where there are weights; Fieller's interval for the
 * asymmetry (all of −1 to 1 where the range may be 0), percentiles of resampled respondents for R² and shares of range. Without low, or
 * without high, ratings an attribute has no penalty, or no reward. Null with a note where the answers are too few.
 *
 * @param table one row a respondent; rows without the outcome or one of the ratings are left out and counted
 * @throws dummies that cannot be told apart, with the names of the attributes
 * @example (await penaltyReward(answers, { outcome: "satisfaction", attributes: [{ name: "delivery", column: "p_delivery" }], low: 3, high: 7 })).overall.attributes[0].category // "basic"
 * @see Brandt (1987), in Add Value to Your Service (AMA); Mikulić and Prebežac (2008), Managing Service Quality 18
 */
export async function penaltyReward(table: TableLike, options: PenaltyRewardOptions): Promise<PenaltyRewardResult> {
  const question = requirePenaltyQuestion(options);
  const { attributes, level, errors, band, resamples } = question;
  const { outcome, low, high, weight } = options;
  const by = byColumns(options.by);

  const segments = await penaltyTally(asTable(table), { outcome, attributes, by, weight });

  const total = pooledPenalty(segments);
  const whole = penaltyFit(total, attributes, errors);
  if ("reason" in whole && whole.isSingular) {
    throw new RangeError(`${CALLER} requires ratings that can be told apart; ${whole.reason}`);
  }
  const overall = penaltyRow(total, question);
  const own = attributes.some((one) => one.low !== low || one.high !== high) ? " unless stated" : "";
  return {
    metric: CALLER,
    label: `Penalties (ratings up to ${low}) and rewards (from ${high} on${own})`,
    overall,
    rows: by.length === 0 ? [] : segments.map((one) => ({ keys: keysOf(by, one.cells), ...penaltyRow(one, question) })),
    by,
    level,
    method: `Student's t, ${errors}; Fieller of the asymmetry; percentiles of ${resamples.toLocaleString("en-US")} resamples`,
    unit: "share",
    excluded: { missing: overall.missing, outOfRange: 0 },
    ...{ low, high, band, resamples },
  };
}
