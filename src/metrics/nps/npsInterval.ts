import { bootstrapCounts } from "../../statistics/bootstrapCounts.js";
import { dirichletDifferenceInterval } from "../../statistics/dirichlet.js";
import { chiSquareQuantile } from "../../statistics/distributions.js";
import {
  estimateMean,
  finitePopulationFactor,
  type MeanEstimate,
  normalInterval,
  tInterval,
  type ValueCount,
} from "../../statistics/estimate.js";
import { clipped, type Interval } from "../../statistics/interval.js";
import { random } from "../../statistics/random.js";
import { tangoScoreInterval } from "../../statistics/tangoScore.js";

/**
 * How the interval of an NPS is built. Counts of promoters, passives and detractors carry all of them.
 *
 * - `adjusted-wald` (default): ¾ promoter, 1½ passives and ¾ detractor are added, then estimate ± z standard errors. Covers
 *   close to its level from n = 10 on. Its centre is nearer to 0 than the estimate.
 * - `wald`: estimate ± z standard errors. Too narrow below 50 answers or with few in a class, of width 0 when all agree.
 * - `score`: Tango's score interval. Covers its level even at the ends; a little wide. Where safety matters.
 * - `goodman`: Wald with √χ²₂: holds for every contrast of the three classes at once. Wider than one NPS needs.
 * - `t`: a mean of −1, 0 and 1 with Student's t. What spreadsheets do; as narrow as `wald` at the ends.
 * - `bootstrap`: the percentiles of 10,000 multinomial resamples of the counts; `bootstrap-bca` corrects their bias and
 *   skew. Of width 0 when all agree. Needs a `seed` to be told apart from another run, 1 unless given.
 * - `dirichlet`: the central part of the posterior with Jeffreys' prior (½, ½, ½): a statement about the NPS given the data.
 */
export type NpsMethod =
  | "adjusted-wald"
  | "wald"
  | "score"
  | "goodman"
  | "t"
  | "bootstrap"
  | "bootstrap-bca"
  | "dirichlet";

export const NPS_METHODS: Readonly<Record<NpsMethod, string>> = {
  "adjusted-wald": "adjusted Wald",
  wald: "Wald",
  score: "score (Tango)",
  goodman: "Goodman, simultaneous",
  t: "Student's t",
  bootstrap: "bootstrap, percentile",
  "bootstrap-bca": "bootstrap, BCa",
  dirichlet: "Dirichlet posterior",
};

export interface IntervalOptions {
  readonly level: number;
  readonly method: NpsMethod;
  readonly seed: number;
  /** How many there are to ask; null when they are many more than were asked. */
  readonly population: number | null;
}

/** An NPS as shares (−1…1) with what its interval stands on; see `npsSpread`. */
interface Spread extends MeanEstimate {
  readonly plus: number;
  readonly minus: number;
  /** Answers of equal weight that would be as precise; infinite for a census. */
  readonly equalN: number;
  readonly standardError: number;
}

/**
 * @param values −1, 0, 1 with counts and weights; a value may come several times (one entry a weight)
 */
export function npsSpread(values: readonly ValueCount[], population: number | null): Spread {
  const estimate = estimateMean(values);
  const factor = population === null ? 1 : finitePopulationFactor(estimate.n, population);
  const share = (value: number) =>
    values.reduce((sum, entry) => sum + (entry.value === value ? entry.weight : 0), 0) /
    values.reduce((sum, entry) => sum + entry.weight, 0);
  const isWeighted = values.some((entry) => entry.weight !== entry.n || entry.weightSquared !== entry.n);
  const { n, effectiveN, variance, meanVariance } = estimate;
  // Weighted answers count for as many as give the linearised variance, never for more than there are.
  const size = !isWeighted ? n : meanVariance > 0 ? Math.min(n, variance / meanVariance) : effectiveN;
  return {
    ...estimate,
    plus: share(1),
    minus: share(-1),
    equalN: size / (factor * factor),
    standardError: factor * Math.sqrt(meanVariance),
  };
}

/** Adjusted Wald's centre and standard error: ¾, 1½ and ¾ added to the counts. */
export function adjustedNps({ plus, minus, equalN }: { plus: number; minus: number; equalN: number }) {
  const total = equalN + 3;
  const [p, d] = [(plus * equalN + 0.75) / total, (minus * equalN + 0.75) / total];
  return { estimate: p - d, standardError: Math.sqrt((p + d - (p - d) ** 2) / total) };
}

function resampled(values: readonly ValueCount[], spread: Spread, options: IntervalOptions): Interval {
  const factor = options.population === null ? 1 : finitePopulationFactor(spread.n, options.population);
  const cells = values.filter((entry) => entry.n > 0);
  const { lower, upper } = bootstrapCounts(
    cells.map((entry) => entry.n),
    (counts) => {
      let [sum, weight] = [0, 0];
      for (let i = 0; i < counts.length; i++) {
        const each = (counts[i]! * cells[i]!.weight) / cells[i]!.n;
        weight += each;
        sum += each * cells[i]!.value;
      }
      return weight > 0 ? sum / weight : spread.mean;
    },
    random(options.seed),
    { level: options.level, kind: options.method === "bootstrap" ? "percentile" : "bca" },
  );
  return { lower: spread.mean + factor * (lower - spread.mean), upper: spread.mean + factor * (upper - spread.mean) };
}

/** The interval of an NPS, as shares; null where it cannot exist. */
export function npsInterval(values: readonly ValueCount[], options: IntervalOptions): Interval | null {
  const spread = npsSpread(values, options.population);
  const { level, method } = options;
  const { n, mean, plus, minus, equalN, standardError } = spread;
  const build = (): Interval | null => {
    if (equalN === Infinity) return { lower: mean, upper: mean };
    switch (method) {
      case "adjusted-wald": {
        const adjusted = adjustedNps(spread);
        return normalInterval(adjusted.estimate, adjusted.standardError, level);
      }
      case "wald":
        return normalInterval(mean, standardError, level);
      case "score":
        return tangoScoreInterval(plus * equalN, minus * equalN, equalN, level);
      case "goodman": {
        const half = Math.sqrt(chiSquareQuantile(level, 2)) * standardError;
        return { lower: mean - half, upper: mean + half };
      }
      case "t":
        return n < 2 ? null : tInterval(mean, standardError * Math.sqrt(n / (n - 1)), n - 1, level);
      case "dirichlet":
        return dirichletDifferenceInterval([plus * equalN, minus * equalN, (1 - plus - minus) * equalN], level);
      default:
        return resampled(values, spread, options);
    }
  };
  const interval = build();
  return interval === null ? null : clipped(interval, -1, 1);
}
