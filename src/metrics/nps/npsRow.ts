import { estimateMean, kishEffectiveSize, type ValueCount } from "../../statistics/estimate.js";
import type { Interval } from "../../statistics/interval.js";
import type { Estimate } from "../result.js";
import { type IntervalOptions, NPS_METHODS, type NpsMethod, npsInterval, npsSpread } from "./npsInterval.js";
import { classOf, type ScoreCounts } from "./npsTally.js";

export interface NpsCounts {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}

export interface NpsRow extends Estimate {
  /** Answers 9–10, 7–8 and 0–6, as counted. */
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  /** Rows without an answer (or without a weight); they are in no other number. */
  readonly missing: number;
  /** Σw of each class; null without weights. */
  readonly weightedPromoters: number | null;
  readonly weightedPassives: number | null;
  readonly weightedDetractors: number | null;
  /** Kish's effective number of answers, (Σw)²/Σw²; n without weights. */
  readonly effectiveN: number | null;
  /** Of the estimate itself, in points, without any adjustment. */
  readonly standardError: number | null;
  /** Mean answer, 0–10: moves when passives move, which the score does not. Null when only the classes are known. */
  readonly mean: number | null;
  /** Answers at 0, 1, … 10 as counted, and their Σw; null when only the classes are known, or without weights. */
  readonly distribution: readonly number[] | null;
  readonly weightedDistribution: readonly number[] | null;
}

const CLASSES = [-1, 0, 1] as const;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** What was counted: the classes −1, 0, 1, and the answers where they are known. */
export interface NpsTallied {
  readonly classes: readonly ValueCount[];
  readonly missing: number;
  readonly scores: ScoreCounts | null;
  readonly weighted: boolean;
  /** Classes told apart by weight, for the bootstrap. */
  readonly cells?: readonly ValueCount[] | undefined;
}

/** Answers 0 to 10 folded into detractors, passives and promoters. */
export function npsClasses(scores: ScoreCounts): ValueCount[] {
  return CLASSES.map((value) => {
    const within = (counts: readonly number[]) => sum(counts.filter((_, score) => classOf(score) === value));
    return { value, n: within(scores.n), weight: within(scores.weight), weightSquared: within(scores.weightSquared) };
  });
}

/** Published counts as classes; throws unless they are whole numbers from 0. */
export function countedClasses(counts: NpsCounts, caller: string): ValueCount[] {
  return (["detractors", "passives", "promoters"] as const).map((name, i) => {
    const n = counts[name];
    if (!Number.isInteger(n) || n < 0)
      throw new RangeError(`${caller} requires counts that are whole numbers from 0; got ${n} ${name}`);
    return { value: CLASSES[i]!, n, weight: n, weightSquared: n };
  });
}

function warnings(
  method: NpsMethod,
  classes: readonly ValueCount[],
  population: number | null,
  interval: Interval | null,
): string | null {
  const counts = classes.map((entry) => entry.n);
  const n = sum(counts);
  const name = NPS_METHODS[method];
  if (population === n) return "everybody answered: no sampling error";
  if (interval === null) return `one answer: no ${name} interval`;
  if (interval.lower === interval.upper) return `all answers in one class: the ${name} interval has no width`;
  if (method !== "wald" && method !== "t") return null;
  if (n < 50) return `fewer than 50 answers: the ${name} interval is too narrow`;
  return Math.min(...counts) < 5 ? `fewer than 5 answers in a class: the ${name} interval is too narrow` : null;
}

/** The finish: a row from what was counted. */
export function npsRow(tallied: NpsTallied, options: IntervalOptions): NpsRow {
  const { classes, scores, weighted, missing } = tallied;
  const [detractors, passives, promoters] = classes.map((entry) => entry.n) as [number, number, number];
  const [weightedDetractors, weightedPassives, weightedPromoters] = classes.map((entry) =>
    weighted ? entry.weight : null,
  ) as [number | null, number | null, number | null];
  const n = promoters + passives + detractors;
  const weight = sum(classes.map((entry) => entry.weight));
  const shared = {
    n,
    promoters,
    passives,
    detractors,
    missing,
    weightedPromoters,
    weightedPassives,
    weightedDetractors,
    distribution: scores === null ? null : scores.n,
    weightedDistribution: scores === null || !weighted ? null : scores.weight,
  };
  if (!(weight > 0)) {
    const nothing = { estimate: null, lower: null, upper: null, effectiveN: null, standardError: null, mean: null };
    return { ...nothing, ...shared, note: n === 0 ? "no answers" : "all weights are 0" };
  }
  const { population } = options;
  if (population !== null && population < n) {
    throw new RangeError(`nps requires a population of at least the ${n} who answered; got ${population}`);
  }
  const spread = npsSpread(classes, population);
  const interval = npsInterval(tallied.cells ?? classes, options);
  const answers = scores?.n.map((count, value) => ({
    value,
    n: count,
    weight: scores.weight[value]!,
    weightSquared: scores.weightSquared[value]!,
  }));
  return {
    estimate: 100 * spread.mean,
    lower: interval === null ? null : 100 * interval.lower,
    upper: interval === null ? null : 100 * interval.upper,
    ...shared,
    effectiveN: kishEffectiveSize(weight, sum(classes.map((entry) => entry.weightSquared))),
    standardError: 100 * spread.standardError,
    mean: answers === undefined ? null : estimateMean(answers).mean,
    note: warnings(options.method, classes, population, interval),
  };
}
