import { dominanceOf } from "../../statistics/dominance.js";
import { sampledLmg } from "../../statistics/relativeImportance.js";
import { MOST_SUBSETS_OF, subsetRSquared } from "../../statistics/subsetRSquared.js";
import type { Estimate } from "../result.js";
import type { DriverFit, Dropped } from "./driverFit.js";
import { isGiven } from "./driverMethod.js";
import { agreementOf, type MethodAgreement, type MethodWeights, methodWeights, sharesOf } from "./driverMethods.js";
import type { DriverQuestion } from "./driverQuestion.js";
import { NO_REGRESSION, regressionOf } from "./driverRegression.js";
import type { DriverResamples } from "./driverResamples.js";
import type { GivenWeights } from "./driverStated.js";

/** How much larger a driver's weight is than that of a variable of pure noise beside it. */
export interface AboveNoise {
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
}

/** A driver; the estimate is its raw weight. What only a regression can tell is null for one that was dropped. */
export interface DriverRow extends Estimate {
  readonly name: string;
  /** The weight over the sum of all weights, with its interval. */
  readonly share: number | null;
  readonly shareLower: number | null;
  readonly shareUpper: number | null;
  /** 1 for the largest weight; ties share the better one. */
  readonly rank: number | null;
  readonly rankLower: number | null;
  readonly rankUpper: number | null;
  /** The share of resamples in which it has rank 1, 2 …; [] without resamples. */
  readonly rankProbabilities: readonly number[];
  /** An interval above 0: more than noise would get. Null for methods that noise has no weight in. */
  readonly aboveNoise: AboveNoise | null;
  /** With the outcome, beside the controls. */
  readonly correlation: number | null;
  /** Standardised coefficient β beside all other drivers; of a logistic fit the log-odds for one deviation of the driver. */
  readonly coefficient: number | null;
  /** The same in units of outcome and driver: points of the one (of a logistic fit log-odds) for a point of the other. */
  readonly slope: number | null;
  /** Of the correlation: which way the driver goes, whatever the others take from it. */
  readonly sign: -1 | 0 | 1 | null;
  /** Correlation and coefficient have different signs, both beyond chance at `level`: the driver corrects others. */
  readonly suppressor: boolean;
  /** Variance inflation factor: 1 where no other driver resembles it. */
  readonly vif: number | null;
  /** Of the ratings. */
  readonly mean: number | null;
  readonly deviation: number | null;
  /** How far other orders of the drivers would move an LMG weight of more than 20 drivers; null where it is exact. */
  readonly monteCarloError: number | null;
}

/** Two drivers: which of them has the upper hand. */
export interface DriverDominance {
  readonly first: string;
  readonly second: string;
  /** The driver that adds no less to any subset of the others, and more to some; null where neither does. */
  readonly complete: string | null;
  /** In the mean over the subsets of each size. */
  readonly conditional: string | null;
  /** In the mean of these: by LMG. */
  readonly general: string | null;
  /** The share of resamples in which the first has the larger weight; null without resamples. */
  readonly probability: number | null;
}

/** R² that the drivers add to what the controls explain, and how it is shared out. */
export interface DriverWeightsRow extends Estimate {
  /** R² of drivers and controls together, less what chance alone would give. */
  readonly adjusted: number | null;
  /** R² of the controls. */
  readonly controls: number | null;
  readonly effectiveN: number | null;
  /** In the order given. */
  readonly drivers: readonly DriverRow[];
  readonly methods: readonly MethodWeights[];
  readonly agreement: readonly MethodAgreement[];
  /** Each pair of drivers that vary; [] for more than 20, of a logistic fit more than 12. */
  readonly dominance: readonly DriverDominance[];
  readonly dropped: readonly Dropped[];
  /** Resamples drawn again because a driver did not vary or followed from others in them. */
  readonly redrawn: number;
}

const NO_SHARE = { share: null, shareLower: null, shareUpper: null } as const;
const NO_RANKS = { rankLower: null, rankUpper: null, rankProbabilities: [] } as const;

export interface RowParts {
  readonly question: DriverQuestion;
  readonly fit: DriverFit;
  readonly beta: Float64Array;
  readonly means: ArrayLike<number>;
  readonly given: GivenWeights;
  readonly resamples: DriverResamples | null;
  /** Why there are no resamples. */
  readonly note: string | null;
}

const rankOf = (weights: readonly number[], j: number) =>
  1 + weights.filter((other) => other > weights[j]! + 1e-12 * Math.abs(weights[j]!)).length;

function driverRows(parts: RowParts, weights: readonly number[]): DriverRow[] {
  const { question, fit, beta, means, given, resamples, note } = parts;
  const { method, level, drivers } = question;
  const shares = sharesOf(weights);
  const isSampled = method === "lmg" && fit.kept.length > MOST_SUBSETS_OF;
  const errors = isSampled ? sampledLmg({ ...fit.moments, size: fit.kept.length }).standardErrors : null;
  const stated = isGiven(method) ? given[method].weights! : null;
  return drivers.map(({ name }, j): DriverRow => {
    const k = fit.kept.indexOf(j);
    const own = stated?.[j];
    const found = k < 0 || stated !== null ? undefined : resamples?.drivers[k];
    const why = k < 0 ? fit.dropped.find((one) => one.name === name)!.why : null;
    const estimate = { estimate: weights[j]!, n: own?.n ?? fit.n };
    const bounds = own ?? found?.weight;
    return {
      name,
      ...(why !== null && stated === null
        ? { estimate: null, lower: null, upper: null, n: fit.n, note: `dropped: ${why}` }
        : {
            ...estimate,
            lower: bounds?.lower ?? null,
            upper: bounds?.upper ?? null,
            note: own?.note ?? (bounds ? null : note),
          }),
      ...(shares === null || (why !== null && stated === null)
        ? NO_SHARE
        : { share: shares[j]!, shareLower: found?.share?.lower ?? null, shareUpper: found?.share?.upper ?? null }),
      rank: why !== null && stated === null ? null : rankOf(weights, j),
      ...(found === undefined ? NO_RANKS : found.ranks),
      aboveNoise: found?.aboveNoise ?? null,
      ...(k < 0 ? { ...NO_REGRESSION, deviation: 0 } : regressionOf(fit, beta[k]!, k, level)),
      mean: means[j]!,
      monteCarloError: k < 0 ? null : (errors?.[k] ?? null),
    };
  });
}

function dominances({ question, fit, resamples }: RowParts): DriverDominance[] {
  const size = fit.kept.length;
  const { logistic } = fit;
  if (logistic === null ? size > MOST_SUBSETS_OF : logistic.table === null) return [];
  const names = fit.kept.map((j) => question.drivers[j]!.name);
  return dominanceOf(logistic?.table ?? subsetRSquared({ ...fit.moments, size }), size).map(
    ({ first, second, ...sides }) => {
      const who = (side: -1 | 0 | 1) => (side === 0 ? null : names[side > 0 ? first : second]!);
      return {
        first: names[first]!,
        second: names[second]!,
        complete: who(sides.complete),
        conditional: who(sides.conditional),
        general: who(sides.general),
        probability: isGiven(question.method) ? null : (resamples?.larger(first, second) ?? null),
      };
    },
  );
}

/** The finish: a row from the fit of one set of rows. */
export function driverWeightsRow(parts: RowParts): DriverWeightsRow {
  const { question, fit, given, resamples, note } = parts;
  const methods = methodWeights(fit, given, question.drivers.length);
  const chosen = methods.find(({ method }) => method === question.method)!;
  return {
    estimate: fit.rSquared,
    lower: resamples?.rSquared.lower ?? null,
    upper: resamples?.rSquared.upper ?? null,
    n: fit.n,
    note,
    adjusted: fit.adjusted,
    controls: fit.logistic?.controls ?? fit.moments.controls,
    effectiveN: fit.effectiveN,
    drivers: chosen.weights === null ? [] : driverRows(parts, chosen.weights),
    methods,
    agreement: agreementOf(methods),
    dominance: dominances(parts),
    dropped: fit.dropped,
    redrawn: resamples?.redrawn ?? 0,
  };
}

/** A row of which nothing can be told but why. */
export const emptyRow = (n: number, note: string): DriverWeightsRow => ({
  estimate: null,
  lower: null,
  upper: null,
  n,
  note,
  adjusted: null,
  controls: null,
  effectiveN: null,
  drivers: [],
  methods: [],
  agreement: [],
  dominance: [],
  dropped: [],
  redrawn: 0,
});
