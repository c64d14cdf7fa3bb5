import {
  type RegressionErrors,
  type WeightedFit,
  weightedLeastSquares,
} from "../../statistics/weightedLeastSquares.js";
import type { CutAttribute, LikeRatings, PenaltySegment } from "./penaltyRewardTally.js";

/** One dummy of the design: who finds the attribute low, or who finds it high. */
export interface Effect {
  readonly attribute: number;
  readonly side: "low" | "high";
}

/** How many found each attribute low and high. */
interface SideCounts {
  readonly low: number;
  readonly high: number;
}

export interface PenaltyFit extends WeightedFit {
  readonly effects: readonly Effect[];
  readonly counts: readonly SideCounts[];
  readonly n: number;
}

const signOf = ({ side }: Effect) => (side === "low" ? -1 : 1);

/** 1 where a respondent is in the dummy. */
export const dummies = (effects: readonly Effect[], { levels }: LikeRatings): number[] =>
  effects.map((effect) => (levels[effect.attribute] === signOf(effect) ? 1 : 0));

const countOf = (ratings: readonly LikeRatings[], attribute: number, sign: number) =>
  ratings.reduce((sum, { levels, n }) => sum + (levels[attribute] === sign ? n : 0), 0);

/** 'delivery up to 3', 'support from 7' */
const effectName = ({ attribute, side }: Effect, attributes: readonly CutAttribute[]): string => {
  const { name, low, high } = attributes[attribute]!;
  return side === "low" ? `'${name} up to ${low}'` : `'${name} from ${high}'`;
};

/** What cannot be estimated of these rows, in a sentence, and what to do. */
export interface NoFit {
  readonly reason: string;
  /** Whether the question must be asked differently, rather than of more respondents. */
  readonly isSingular: boolean;
  readonly n: number;
  readonly counts: readonly SideCounts[];
}

/** The design without dummies in which nobody, or everybody, is, and its least squares. */
export function penaltyFit(
  { ratings }: PenaltySegment,
  attributes: readonly CutAttribute[],
  errors: RegressionErrors,
): PenaltyFit | NoFit {
  const n = ratings.reduce((sum, one) => sum + one.n, 0);
  const counts = attributes.map((_, j) => ({ low: countOf(ratings, j, -1), high: countOf(ratings, j, 1) }));
  const effects = counts.flatMap((count, attribute): Effect[] =>
    (["low", "high"] as const).flatMap((side) => (count[side] > 0 && count[side] < n ? [{ attribute, side }] : [])),
  );
  const noFit = (reason: string, isSingular = false): NoFit => ({ reason, isSingular, n, counts });
  if (n === 0) return noFit("nobody answered everything");
  if (effects.length === 0) return noFit("nobody answered low or high, or everybody alike");
  if (n < effects.length + 2) return noFit(`${n} answers are too few for ${effects.length} penalties and rewards`);
  if (new Set(ratings.map(({ outcome }) => outcome)).size === 1) return noFit("all outcomes are alike");
  const cases = ratings.map((one) => ({ x: dummies(effects, one), y: one.outcome, weight: one.weight, n: one.n }));
  const fit = weightedLeastSquares(cases, effects.length, errors);
  if ("coefficients" in fit) return { ...fit, effects, counts, n };
  const named = (j: number) => effectName(effects[j]!, attributes);
  const others = fit.on.map(named).join(", ");
  return noFit(`${named(fit.predictor)} follows from ${others}: leave an attribute out or move 'low' and 'high'`, true);
}
