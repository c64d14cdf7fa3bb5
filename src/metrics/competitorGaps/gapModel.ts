import { bcaInterval, percentileInterval } from "../../statistics/bootstrapInterval.js";
import { sampleDeviation } from "../../statistics/descriptive.js";
import { fPValue, tPValue } from "../../statistics/distributions.js";
import type { Moments } from "../../tables/table.js";
import { type Estimate, nothing, type Test } from "../result.js";
import {
  type CompetitorRole,
  type GapFit,
  type GapPlaces,
  type GapSums,
  gapCollinearity,
  gapFitting,
  gapSums,
} from "./gapFit.js";
import { type AnswersSegment, type GapDraws, type GapReplicates, gapReplicates } from "./gapResample.js";

/** What the outcome owes to one gap. */
export interface GapEffect {
  readonly importance: Estimate;
  readonly share: Estimate;
  readonly slope: Estimate;
  /** Two-sided, of no slope; null without an interval. */
  readonly pValue: number | null;
  readonly correlation: number | null;
  readonly ownSlope: number | null;
  readonly competitorSlope: number | null;
  readonly closing: Estimate;
  /** Standard deviation of the gap over that of the outcome: slope × this is the standardised slope. */
  readonly relativeSpread: number | null;
}

/** The outcome on the gaps of one set of respondents. */
export interface GapModel {
  readonly explained: Estimate;
  readonly adjusted: number | null;
  readonly outcomeMean: number | null;
  /** Respondents who rated both on something, and of them those who gave everything. */
  readonly rated: number;
  readonly complete: number;
  readonly gapsSuffice: Test | null;
  readonly effects: readonly GapEffect[];
  readonly redrawn: number;
}

export interface GapQuestion extends GapDraws {
  readonly names: readonly string[];
  readonly outcome: string;
  readonly level: number;
  readonly role: CompetitorRole;
}

const noEffect = (n: number, note: string): GapEffect => ({
  importance: nothing(n, note),
  share: nothing(n, note),
  slope: nothing(n, note),
  pValue: null,
  correlation: null,
  ownSlope: null,
  competitorSlope: null,
  closing: nothing(n, note),
  relativeSpread: null,
});

const CONSTANT = "the gap is the same for all";

const varies = ({ deviations, width, mean }: GapSums, place: number) =>
  deviations[place * width + place]! > 1e-20 * (1 + mean[place]! ** 2);

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

/** Why there is no fit; null where there is one. */
function whyNone(sums: GapSums, places: GapPlaces, { names, outcome }: GapQuestion): string | null {
  const { kept, held } = places;
  if (sums.n === 0) return `nobody gave '${outcome}' and every rating of both`;
  if (!varies(sums, 0)) return `'${outcome}' is the same for all`;
  if (kept.length === 0) return "every gap is the same for all";
  const needed = kept.length + held.length + 2;
  if (sums.n < needed) return `${sums.n} gave everything, and ${kept.length} gaps need at least ${needed}`;
  const found = gapCollinearity(sums.deviations, places);
  if (found === null) return null;
  const name = (i: number) => names[kept[i]! - 1]!;
  return `the gap of '${name(found.variable)}' follows from ${quoted(found.others.map(name))}: leave one of them out`;
}

/** F of the hypothesis that own and competitor have opposite slopes, and the slopes themselves. */
function freeFit(moments: Moments, { gaps, n, effectiveN }: GapSums, kept: readonly number[]) {
  const places = { width: gaps + 1, kept, held: [] };
  const restricted = gapFitting(places, "first")(gapSums(moments, gaps, "opposite").deviations)?.rSquared ?? null;
  const columns = [...kept, ...kept.map((place) => gaps + place)];
  const free =
    n < columns.length + 2
      ? null
      : gapFitting(
          { width: 2 * gaps + 1, kept: columns, held: [] },
          "first",
        )(Float64Array.from(moments.deviations.flat()));
  if (free === null || restricted === null) return null;
  const rest = effectiveN - columns.length - 1;
  const statistic = Math.max(0, (free.rSquared - restricted) / kept.length / ((1 - free.rSquared) / rest));
  const pValue = rest > 0 ? fPValue(statistic, kept.length, rest) : 1;
  const test: Test = {
    statistic,
    degreesOfFreedom: rest,
    pValue,
    method: `F with ${kept.length} and n − ${columns.length + 1} degrees of freedom`,
    n,
  };
  return { test: Number.isFinite(statistic) && rest > 0 ? test : null, slopes: free.slopes };
}

/** Bounds from replicates; corrected for their bias where small weights are pushed up from zero. */
function bounded(
  estimate: number,
  replicates: Float64Array | null,
  { n, level, kind }: { readonly n: number; readonly level: number; readonly kind: "percentile" | "corrected" },
): Estimate {
  if (replicates === null) return { estimate, lower: null, upper: null, n, note: NO_INTERVAL };
  const interval =
    kind === "percentile" ? percentileInterval(replicates, level) : bcaInterval(replicates, estimate, 0, level);
  return { estimate, ...interval, n, note: null };
}

const NO_INTERVAL = "no interval: too many resamples without a fit, or none asked for";

const combined = (first: Float64Array, second: Float64Array, of: (a: number, b: number) => number) =>
  first.map((value, b) => of(value, second[b]!));

interface Fitted {
  readonly fit: GapFit;
  readonly sums: GapSums;
  readonly places: GapPlaces;
  readonly free: ReturnType<typeof freeFit>;
  readonly drawn: GapReplicates | null;
  /** Mean gaps among all who rated both, by attribute. */
  readonly gaps: readonly (number | null)[];
}

function effectOf(i: number, { fit, sums, places, free, drawn, gaps }: Fitted, level: number): GapEffect {
  const { kept, held, width } = places;
  const place = kept[i]!;
  const of = { n: sums.n, level };
  const [slope, weight] = [fit.slopes[i]!, fit.importance[i]!];
  const total = fit.importance.reduce((sum, value) => sum + value, 0);
  const totals =
    drawn === null ? null : drawn.importance.reduce((sum, values) => combined(sum, values, (a, b) => a + b));
  const [slopes, weights] = drawn === null ? [null, null] : [drawn.slopes[i]!, drawn.importance[i]!];
  const shares = weights === null || totals === null ? null : combined(weights, totals, (a, b) => a / b);
  const closings = slopes === null ? null : combined(slopes, drawn!.gaps[place - 1]!, (a, b) => -a * b);
  const error = slopes === null ? null : sampleDeviation(slopes);
  return {
    importance: bounded(weight, weights, { ...of, kind: "corrected" }),
    share: bounded(weight / total, shares, { ...of, kind: "corrected" }),
    slope: bounded(slope, slopes, { ...of, kind: "percentile" }),
    pValue: error === null || !(error > 0) ? null : tPValue(slope / error, sums.n - kept.length - held.length - 1),
    correlation: sums.deviations[place]! / Math.sqrt(sums.deviations[0]! * sums.deviations[place * width + place]!),
    ownSlope: free?.slopes[i] ?? null,
    competitorSlope: free?.slopes[kept.length + i] ?? null,
    closing: bounded(-slope * gaps[place - 1]!, closings, { ...of, kind: "percentile" }),
    relativeSpread: Math.sqrt(sums.deviations[place * width + place]! / sums.deviations[0]!),
  };
}

/**
 * The finish: the outcome on the gaps of one set of respondents, with intervals from drawing them again.
 *
 * @param moments of [outcome, own…, competitor…], of those who gave all of them; undefined without any
 * @param gaps mean gaps among all who rated both
 */
export function gapModel(
  moments: Moments | undefined,
  answers: AnswersSegment["answers"],
  gaps: readonly (number | null)[],
  question: GapQuestion,
): GapModel {
  const { names, level, method, role } = question;
  const sums = moments === undefined ? null : gapSums(moments, names.length, role);
  const all = names.map((_, j) => j + 1);
  const kept = sums === null ? [] : all.filter((place) => varies(sums, place));
  const held = role === "held" ? all.map((place) => names.length + place) : [];
  const places = { width: sums?.width ?? 0, kept, held };
  const why =
    sums === null ? `nobody gave '${question.outcome}' and every rating of both` : whyNone(sums, places, question);
  const n = sums?.n ?? 0;
  const rated = answers.reduce((total, same) => total + same.n, 0);
  const outcomeMean = n > 0 ? sums!.mean[0]! : null;
  const without = (note: string): GapModel => ({
    ...{ explained: nothing(n, note), adjusted: null, gapsSuffice: null, redrawn: 0 },
    ...{ outcomeMean, rated, complete: n, effects: names.map(() => noEffect(n, note)) },
  });
  if (sums === null || moments === undefined || why !== null) return without(why!);
  const fit = gapFitting(places, method)(sums.deviations);
  if (fit === null) return without("a gap follows from the competitor's ratings: leave it out");
  const free = freeFit(moments, sums, kept);
  const drawn =
    question.resamples === 0
      ? null
      : gapReplicates(answers, { centre: sums.mean, gaps: names.length, places }, question);
  const fitted = { fit, sums, places, free, drawn, gaps };
  return {
    explained: bounded(fit.rSquared, drawn?.rSquared ?? null, { n, level, kind: "corrected" }),
    adjusted: role === "held" ? null : 1 - ((1 - fit.rSquared) * (n - 1)) / (n - kept.length - 1),
    outcomeMean,
    rated,
    complete: n,
    gapsSuffice: free?.test ?? null,
    effects: all.map((place) =>
      kept.includes(place) ? effectOf(kept.indexOf(place), fitted, level) : noEffect(n, CONSTANT),
    ),
    redrawn: drawn?.redrawn ?? 0,
  };
}
