import { percentileInterval } from "../../statistics/bootstrapInterval.js";
import { chiSquareQuantile } from "../../statistics/distributions.js";
import type { Interval } from "../../statistics/interval.js";
import type { Estimate } from "../result.js";
import type { Joint } from "./importancePerformanceJoint.js";
import type { Crosshair, MapQuestion } from "./importancePerformanceQuestion.js";

/**
 * - `concentrate here`: important, and not done well.
 * - `keep up the good work`: important, and done well.
 * - `low priority`: neither.
 * - `possible overkill`: done well, and not important.
 */
export type Quadrant = "concentrate here" | "keep up the good work" | "low priority" | "possible overkill";

export interface ImportancePerformanceAttribute {
  readonly name: string;
  /** A share: those of all attributes add up to 1. */
  readonly importance: Estimate;
  /** The mean rating, on the scale of the ratings, and the same on 0–100. */
  readonly performance: Estimate;
  readonly performanceIndex: Estimate;
  /** Where the attribute lies against the crosshair; null where it has no importance. */
  readonly quadrant: Quadrant | null;
  /** The quadrant, where it is told with the certainty asked for, else "cannot tell". */
  readonly verdict: Quadrant | "cannot tell" | null;
  /** In what share of resamples it lies in its quadrant, and in each of the four. */
  readonly probability: number | null;
  readonly probabilities: Readonly<Record<Quadrant, number>> | null;
  /** Of importance and performance over the resamples. */
  readonly covariance: { readonly importance: number; readonly performance: number; readonly both: number } | null;
  /** The ellipse that holds both at the level: its points, in order. */
  readonly region: readonly Crosshair[];
}

/** The estimate is performance weighted by importance, on 0–100. */
export interface ImportancePerformanceMap extends Estimate {
  readonly attributes: readonly ImportancePerformanceAttribute[];
  readonly crosshair: Crosshair | null;
  /** What the attributes together explain of the outcome; null where importance is stated. */
  readonly rSquared: number | null;
  /** Resamples drawn again, or left out, because an attribute did not vary or had no answer in them. */
  readonly redrawn: number;
  readonly missing: number;
}

const POINTS = 48;

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

function middle(values: readonly number[], kind: "means" | "medians"): number {
  if (kind === "means") return mean(values);
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(half)]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

function crosshairOf(
  importance: readonly number[],
  performance: readonly number[],
  kind: MapQuestion["crosshair"],
): Crosshair {
  if (typeof kind !== "string") return kind;
  return { importance: middle(importance, kind), performance: middle(performance, kind) };
}

/** At the crosshair itself an attribute counts as high; rounding must not decide. */
const isHigh = (value: number, from: number) => value >= from - 1e-12 * Math.abs(from);

export function quadrantOf(importance: number, performance: number, cross: Crosshair): Quadrant {
  const isDoneWell = isHigh(performance, cross.performance);
  if (isHigh(importance, cross.importance)) return isDoneWell ? "keep up the good work" : "concentrate here";
  return isDoneWell ? "possible overkill" : "low priority";
}

type Replicate = NonNullable<Joint["replicates"][number]>;

function covarianceOf({ importance, performance }: Replicate) {
  const [a, b] = [mean(importance), mean(performance)];
  const product = (x: Float64Array, y: Float64Array, p: number, q: number) =>
    x.reduce((sum, value, i) => sum + (value - p) * (y[i]! - q), 0) / (x.length - 1);
  return {
    importance: product(importance, importance, a, a),
    performance: product(performance, performance, b, b),
    both: product(importance, performance, a, b),
  };
}

/** Points of the ellipse about the estimates that holds the level of a normal with this covariance: L·(cos, sin) of Cholesky's L. */
function ellipse(centre: Crosshair, covariance: ReturnType<typeof covarianceOf>, level: number): Crosshair[] {
  const radius = Math.sqrt(chiSquareQuantile(level, 2));
  const first = Math.sqrt(covariance.importance);
  const shared = first > 0 ? covariance.both / first : 0;
  const rest = Math.sqrt(Math.max(0, covariance.performance - shared * shared));
  return Array.from({ length: POINTS + 1 }, (_, i) => {
    const angle = (2 * Math.PI * (i % POINTS)) / POINTS;
    const [x, y] = [radius * Math.cos(angle), radius * Math.sin(angle)];
    return { importance: centre.importance + first * x, performance: centre.performance + shared * x + rest * y };
  });
}

/** How often each attribute lies in each quadrant, the crosshair worked out anew each time. */
function quadrantCounts(replicates: readonly Replicate[], kind: MapQuestion["crosshair"]): Record<Quadrant, number>[] {
  const counts = replicates.map(() => ({
    "concentrate here": 0,
    "keep up the good work": 0,
    "low priority": 0,
    "possible overkill": 0,
  }));
  const resamples = replicates[0]?.importance.length ?? 0;
  for (let b = 0; b < resamples; b++) {
    const importance = replicates.map((one) => one.importance[b]!);
    const performance = replicates.map((one) => one.performance[b]!);
    const cross = crosshairOf(importance, performance, kind);
    replicates.forEach((_, j) => {
      counts[j]![quadrantOf(importance[j]!, performance[j]!, cross)]++;
    });
  }
  return counts;
}

/** Importance times performance on 0–100, over all attributes, with its interval. */
function weighted(joint: Joint, places: readonly number[], question: MapQuestion): Estimate {
  const { min, max } = question.scale;
  const index = (rating: number) => (100 * (rating - min)) / (max - min);
  const { n, note } = joint;
  if (places.length === 0)
    return { estimate: null, lower: null, upper: null, n, note: note ?? "no attribute has an importance" };
  const estimate = places.reduce((sum, j) => sum + joint.importance[j]! * index(joint.performance[j]!), 0);
  const drawn = places.map((j) => joint.replicates[j]!);
  if (drawn.includes(null!)) return { estimate, lower: null, upper: null, n, note };
  const replicates = drawn[0]!.importance.map((_, b) =>
    drawn.reduce((sum, one) => sum + one.importance[b]! * index(one.performance[b]!), 0),
  );
  return { estimate, ...percentileInterval(replicates, question.level), n, note };
}

/** The finish: a map from the estimates and the resamples of one segment. */
export function importancePerformanceMap(joint: Joint, question: MapQuestion): ImportancePerformanceMap {
  const { level, certainty, scale, crosshair: kind } = question;
  const places = question.attributes.map((_, j) => j).filter((j) => joint.importance[j] !== null);
  const cross =
    places.length === 0
      ? null
      : crosshairOf(
          places.map((j) => joint.importance[j]!),
          places.map((j) => joint.performance[j]!),
          kind,
        );
  const drawn = places.filter((j) => joint.replicates[j] !== null);
  const counts = quadrantCounts(
    drawn.map((j) => joint.replicates[j]!),
    kind,
  );
  const index = (rating: number | null) =>
    rating === null ? null : (100 * (rating - scale.min)) / (scale.max - scale.min);

  const attributes = question.attributes.map(({ name }, j): ImportancePerformanceAttribute => {
    const [importance, performance] = [joint.importance[j]!, joint.performance[j]!];
    const replicate = joint.replicates[j] ?? null;
    const note = joint.notes[j]!;
    const estimate = (value: number | null, interval: Interval | null, n: number): Estimate => ({
      ...{ estimate: value, lower: interval?.lower ?? null, upper: interval?.upper ?? null, n, note },
    });
    const interval = replicate === null ? null : percentileInterval(replicate.performance, level);
    const rating = estimate(performance, interval, joint.rated[j]!);
    const quadrant = importance === null || cross === null ? null : quadrantOf(importance, performance, cross);
    const own = replicate === null ? null : counts[drawn.indexOf(j)]!;
    const share = (count: number) => count / replicate!.importance.length;
    const probabilities =
      own === null
        ? null
        : (Object.fromEntries(Object.entries(own).map(([q, n]) => [q, share(n)])) as Record<Quadrant, number>);
    const probability = probabilities === null || quadrant === null ? null : probabilities[quadrant];
    const covariance = replicate === null ? null : covarianceOf(replicate);
    return {
      name,
      importance: estimate(importance, joint.importanceIntervals[j]!, joint.n),
      performance: rating,
      performanceIndex: {
        ...rating,
        estimate: index(rating.estimate),
        lower: index(rating.lower),
        upper: index(rating.upper),
      },
      quadrant,
      verdict: quadrant === null ? null : probability !== null && probability >= certainty ? quadrant : "cannot tell",
      probability,
      probabilities,
      covariance,
      region: covariance === null || importance === null ? [] : ellipse({ importance, performance }, covariance, level),
    };
  });
  const { rSquared, redrawn, missing } = joint;
  return { ...weighted(joint, places, question), attributes, crosshair: cross, rSquared, redrawn, missing };
}
