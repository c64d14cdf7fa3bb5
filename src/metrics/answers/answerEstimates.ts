import { estimateMean, kishEffectiveSize, tInterval, type ValueCount } from "../../statistics/estimate.js";
import { goodmanIntervals } from "../../statistics/goodman.js";
import { clipped } from "../../statistics/interval.js";
import { effectiveSize, estimateRatio } from "../../statistics/ratio.js";
import { sisonGlazIntervals } from "../../statistics/sisonGlaz.js";
import type { Estimate } from "../result.js";
import { shareInterval } from "../retention/retentionInterval.js";
import type { Scale } from "../scale.js";

/** How many answers there are, their Σw and their Σw² (n and n without weights). */
export type Weighed = Omit<ValueCount, "value">;

/** An estimate with what its precision stands on. */
export interface Estimated extends Estimate {
  /** Of the estimate itself, linearised where answers have weights. */
  readonly standardError: number | null;
  /** Kish's effective number of answers, (Σw)²/Σw²; n without weights. */
  readonly effectiveN: number | null;
}

/**
 * How the interval of a share of answers is built. Weighed answers count for as many as give the linearised variance.
 *
 * - `wilson` (default from 10 answers on): Wilson's score interval.
 * - `clopper-pearson` (default below 10): exact, covers at least the level and usually more.
 * - `jeffreys`: the central part of the posterior with a Beta(½, ½) prior.
 */
export type ShareMethod = "wilson" | "clopper-pearson" | "jeffreys";

export const SHARE_METHODS: Readonly<Record<ShareMethod, string>> = {
  wilson: "Wilson",
  "clopper-pearson": "Clopper–Pearson",
  jeffreys: "Jeffreys",
};

const FEW = 10;

/** The method asked for; without one, what the rows were estimated by. */
export function shareMethodLabel(method: ShareMethod | undefined, rows: readonly Pick<Estimate, "n">[]): string {
  if (method !== undefined) return SHARE_METHODS[method];
  return rows.some(({ n }) => n > 0 && n < FEW) ? "Wilson; Clopper–Pearson below 10 answers" : "Wilson";
}

/** Several answers as one. */
export const together = (parts: readonly Weighed[]): Weighed => ({
  n: parts.reduce((sum, part) => sum + part.n, 0),
  weight: parts.reduce((sum, part) => sum + part.weight, 0),
  weightSquared: parts.reduce((sum, part) => sum + part.weightSquared, 0),
});

/** What stands where answers, or weights above 0, are lacking. */
export const nothing = (n: number): Estimated => ({
  estimate: null,
  lower: null,
  upper: null,
  n,
  standardError: null,
  effectiveN: null,
  note: n === 0 ? "no answers" : "all weights are 0",
});

export interface ShareOptions {
  readonly level: number;
  readonly method?: ShareMethod | undefined;
}

/** The share of some answers among all, by weight where they have weights. */
export function shareOfAnswers(some: Weighed, all: Weighed, { level, method }: ShareOptions): Estimated {
  const { n } = all;
  if (!(all.weight > 0)) return nothing(n);
  const squares = { xx: all.weightSquared, xy: some.weightSquared, yy: some.weightSquared };
  const ratio = estimateRatio({ n, x: all.weight, y: some.weight, ...squares });
  const chosen = method ?? (n < FEW ? "clopper-pearson" : "wilson");
  const interval = shareInterval(chosen, ratio.ratio, effectiveSize(ratio), level);
  const variance = n < 2 ? 0 : (ratio.standardError! ** 2 * (n - 1)) / n;
  return {
    estimate: ratio.ratio,
    ...interval,
    n,
    standardError: Math.sqrt(variance),
    effectiveN: ratio.effectiveN,
    note: null,
  };
}

/**
 * How many answers of equal weight would make a share as precise: share·(1 − share)/variance, never more than there are;
 * Kish's number where nothing varies.
 */
export function equalSize({ estimate, standardError, effectiveN, n }: Estimated): number {
  const variance = standardError! ** 2;
  return Math.min(n, variance > 0 ? (estimate! * (1 - estimate!)) / variance : effectiveN!);
}

/** The mean answer with Student's t interval, cut to the scale; no interval from one answer, nor from answers all alike. */
export function meanOfAnswers(values: readonly ValueCount[], level: number, scale: Scale): Estimated {
  const all = together(values);
  if (!(all.weight > 0)) return nothing(all.n);
  const { mean, meanVariance, effectiveN, n } = estimateMean(values);
  const standardError = n < 2 ? null : Math.sqrt((meanVariance * n) / (n - 1));
  const interval = standardError ? clipped(tInterval(mean, standardError, n - 1, level), scale.min, scale.max) : null;
  return {
    estimate: mean,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    n,
    standardError,
    effectiveN,
    note: n < 2 ? "one answer: no interval" : interval === null ? "all answers alike: no interval" : null,
  };
}

/** One answer, or one band of answers, among all. */
export interface AnswerShare {
  /** '5', or the name of the band. */
  readonly answer: string;
  readonly n: number;
  /** Σw; null without weights. */
  readonly weight: number | null;
  /** Share of all answers with its simultaneous interval: those of all answers hold together at the level. */
  readonly share: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

export type SimultaneousMethod = "goodman" | "sison-glaz";

interface DistributionOptions {
  readonly level: number;
  readonly weighted: boolean;
  readonly method?: SimultaneousMethod;
}

/** All answers side by side, in the order given, with intervals that hold together; weighed ones on Kish's effective number. */
export function distributionOf(
  answers: readonly (Weighed & { readonly answer: string })[],
  { level, weighted, method = "goodman" }: DistributionOptions,
): AnswerShare[] {
  const all = together(answers);
  const size = kishEffectiveSize(all.weight, all.weightSquared);
  const share = ({ weight }: Weighed) => weight / all.weight;
  const build = method === "goodman" ? goodmanIntervals : sisonGlazIntervals;
  const counts = answers.map((answer) => (weighted ? share(answer) * size : answer.n));
  const intervals = all.weight > 0 ? build(counts, level) : null;
  return answers.map((answer, i) => ({
    answer: answer.answer,
    n: answer.n,
    weight: weighted ? answer.weight : null,
    share: intervals === null ? null : share(answer),
    lower: intervals?.[i]!.lower ?? null,
    upper: intervals?.[i]!.upper ?? null,
  }));
}
