import { tPValue } from "../../statistics/distributions.js";
import { tInterval } from "../../statistics/estimate.js";
import { fiellerRatio } from "../../statistics/fieller.js";
import { clipped, type Interval } from "../../statistics/interval.js";
import { waldTest } from "../../statistics/waldTest.js";
import { type Estimate, nothing, type Test } from "../result.js";
import {
  type AsymmetryClass,
  type AttributeKind,
  asymmetryClass,
  asymmetryOf,
  kindOf,
  straightAsymmetry,
} from "./penaltyRewardClass.js";
import type { PenaltyFit } from "./penaltyRewardFit.js";
import type { KindProbabilities, PenaltyResamples } from "./penaltyRewardResamples.js";
import type { CutAttribute, LevelSums } from "./penaltyRewardTally.js";

/** Points of the outcome, against somebody who finds the attribute neither low nor high; n counts who is low, or high. */
export interface PenaltyRewardEffect extends Estimate {
  readonly standardError: number | null;
  /** That it is 0, by Student's t. */
  readonly pValue: number | null;
}

/** An attribute; the estimate is its asymmetry, (reward − |penalty|)/(reward + |penalty|), −1 to 1. */
export interface PenaltyRewardAttribute extends Estimate {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly penalty: PenaltyRewardEffect;
  readonly reward: PenaltyRewardEffect;
  /** Reward less penalty: what going from low to high does to the outcome. */
  readonly range: Estimate;
  /** The part of the range in those of all attributes that have one. */
  readonly rangeShare: Estimate;
  /** By the asymmetry; "cannot tell" where neither penalty nor reward is beyond chance; null where there is no asymmetry. */
  readonly category: AttributeKind | "cannot tell" | null;
  readonly asymmetryClass: AsymmetryClass | null;
  /** About the asymmetry that an effect in a straight line would have with these cuts: what lies beyond it is not one of the cuts. */
  readonly straightLine: number | null;
  /** The share of resamples of each kind. */
  readonly probabilities: KindProbabilities | null;
  /** That penalty and reward are both 0 (Wald's F); and Holm's p-value over the attributes. */
  readonly test: Test | null;
  readonly adjustedPValue: number | null;
}

interface Finish {
  readonly level: number;
  readonly band: number;
}

const joined = (...notes: (string | null)[]) => notes.filter((note) => note !== null).join("; ") || null;
/** A linear form of the coefficients. */
interface Linear {
  readonly estimate: number;
  readonly variance: number;
}

const withInterval = (
  { estimate, variance }: Linear,
  fit: PenaltyFit,
  n: number,
  level: number,
): PenaltyRewardEffect => {
  if (!(variance > 0)) {
    const note = "a single answer decides it: no interval";
    return { estimate, lower: null, upper: null, n, note, standardError: null, pValue: null };
  }
  const standardError = Math.sqrt(variance);
  const { degreesOfFreedom } = fit;
  return {
    estimate,
    ...tInterval(estimate, standardError, degreesOfFreedom, level),
    n,
    note: null,
    standardError,
    pValue: tPValue(estimate / standardError, degreesOfFreedom),
  };
};

const placeOf = ({ effects }: PenaltyFit, attribute: number, side: "low" | "high") => {
  const found = effects.findIndex((effect) => effect.attribute === attribute && effect.side === side);
  return found < 0 ? null : found + 1;
};

function effectOf(fit: PenaltyFit, j: number, side: "low" | "high", attribute: CutAttribute, level: number) {
  const place = placeOf(fit, j, side);
  const who = side === "low" ? `up to ${attribute.low}` : `from ${attribute.high} on`;
  const count = fit.counts[j]![side];
  if (place === null) {
    return {
      ...nothing(count, `${count === 0 ? "nobody" : "everybody"} answered ${who}`),
      standardError: null,
      pValue: null,
    };
  }
  const linear = { estimate: fit.coefficients[place]!, variance: fit.covariance[place]![place]! };
  return withInterval(linear, fit, count, level);
}

/** Fieller's interval within −1 to 1; all of it where the range may be 0, for then every asymmetry is possible. */
function asymmetryInterval(low: number, high: number, fit: PenaltyFit, level: number): Interval | null {
  const v = fit.covariance;
  const [penalty, reward] = [fit.coefficients[low]!, fit.coefficients[high]!];
  const [vp, vr, vpr] = [v[low]![low]!, v[high]![high]!, v[low]![high]!];
  if (!(vp > 0 && vr > 0)) return null;
  const { kind, lower, upper } = fiellerRatio(
    {
      numerator: reward + penalty,
      denominator: reward - penalty,
      numeratorVariance: vr + vp + 2 * vpr,
      denominatorVariance: vr + vp - 2 * vpr,
      covariance: vr - vp,
      degreesOfFreedom: fit.degreesOfFreedom,
    },
    level,
  );
  if (kind !== "bounded") return { lower: -1, upper: 1 };
  return clipped({ lower: lower!, upper: upper! }, -1, 1);
}

function signNote(penalty: number, reward: number): string | null {
  return joined(
    penalty > 0 ? "the penalty is above 0: it counts as none in the asymmetry" : null,
    reward < 0 ? "the reward is below 0: it counts as none in the asymmetry" : null,
  );
}

/** What both effects together give; only where both exist. */
function together(
  fit: PenaltyFit,
  low: number,
  high: number,
  { level, band }: Finish,
  resamples: PenaltyResamples | null,
  j: number,
) {
  const { coefficients, covariance: v, degreesOfFreedom, n } = fit;
  const [penalty, reward] = [coefficients[low]!, coefficients[high]!];
  const range = { estimate: reward - penalty, variance: v[low]![low]! + v[high]![high]! - 2 * v[low]![high]! };
  const { standardError: _, pValue: __, ...rangeEstimate } = withInterval(range, fit, n, level);
  const asymmetry = asymmetryOf(penalty, reward);
  const found = waldTest(
    [penalty, reward],
    [
      [v[low]![low]!, v[low]![high]!],
      [v[low]![high]!, v[high]![high]!],
    ],
    degreesOfFreedom,
  );
  const interval = asymmetry === null ? null : asymmetryInterval(low, high, fit, level);
  const note =
    asymmetry === null
      ? "high is no better than low: no asymmetry"
      : interval === null
        ? "a single answer decides it: no interval"
        : null;
  return {
    estimate: asymmetry,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    n,
    note: joined(note, signNote(penalty, reward)),
    range: rangeEstimate,
    category: asymmetry === null ? null : kindOf(asymmetry, band),
    asymmetryClass: asymmetry === null ? null : asymmetryClass(asymmetry),
    probabilities: resamples?.kinds[j] ?? null,
    test:
      found === null
        ? null
        : { ...found, degreesOfFreedom: 2, method: `Wald, F on 2 and ${degreesOfFreedom} degrees of freedom`, n },
  };
}

function straightLine({ weight, rating }: LevelSums): number | null {
  if (weight.some((sum) => !(sum > 0))) return null;
  return straightAsymmetry([rating[0]! / weight[0]!, rating[1]! / weight[1]!, rating[2]! / weight[2]!]);
}

/** The finish of each attribute; what hangs on the others (Holm, the part in all ranges) is still to come. */
export function attributeRow(
  fit: PenaltyFit,
  attribute: CutAttribute,
  j: number,
  finish: Finish & { readonly levels: LevelSums },
  resamples: PenaltyResamples | null,
): PenaltyRewardAttribute {
  const { name, low, high } = attribute;
  const penalty = effectOf(fit, j, "low", attribute, finish.level);
  const reward = effectOf(fit, j, "high", attribute, finish.level);
  const [lowPlace, highPlace] = [placeOf(fit, j, "low"), placeOf(fit, j, "high")];
  const common = { name, low, high, penalty, reward, adjustedPValue: null, straightLine: straightLine(finish.levels) };
  if (lowPlace !== null && highPlace !== null) {
    const both = together(fit, lowPlace, highPlace, finish, resamples, j);
    return { ...common, ...both, rangeShare: nothing(fit.n, "") };
  }
  const lacking = nothing(
    fit.n,
    joined(penalty.estimate === null ? penalty.note : null, reward.estimate === null ? reward.note : null)!,
  );
  const untold = { category: null, asymmetryClass: null, probabilities: null, test: null };
  return { ...common, ...lacking, range: lacking, rangeShare: lacking, ...untold };
}
