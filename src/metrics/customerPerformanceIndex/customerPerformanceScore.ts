/**
 * How the scaled components become one number.
 *
 * - `arithmetic` (default): Σ weight·score. What one component lacks another makes up for, point for point.
 * - `geometric`: Π score^weight. A weak component holds the whole down and is not made up for; one at its floor makes it 0.
 */
export type Aggregation = "arithmetic" | "geometric";

/** What a component is scaled by: the floor is 0 %, the goal 100 %. */
export interface Scaling {
  readonly floor: number;
  readonly goal: number;
}

export interface Score {
  /** (value − floor)/(goal − floor), cut to 0–1. */
  readonly score: number;
  /** Where the value lies beyond one of its ends. */
  readonly clipped: "goal" | "floor" | null;
}

/** A value between its floor and its goal; the goal may lie below the floor, where less is better. */
export function scoreOf(value: number, { floor, goal }: Scaling): Score {
  const score = (value - floor) / (goal - floor);
  if (score > 1) return { score: 1, clipped: "goal" };
  return score < 0 ? { score: 0, clipped: "floor" } : { score, clipped: null };
}

export interface Aggregated {
  /** 0–1; null when a component that carries weight is missing and may not be. */
  readonly index: number | null;
  /** Share of the weights whose component is there. */
  readonly coverage: number;
}

export interface AggregationOptions {
  readonly aggregation: Aggregation;
  /** Whether the weights of missing components go to the others, or there is no index. */
  readonly missing: "null" | "renormalize";
}

/** Scores (null where missing) and weights that add up to 1 as one number. */
export function aggregate(
  scores: readonly (number | null)[],
  weights: readonly number[],
  { aggregation, missing }: AggregationOptions,
): Aggregated {
  let [coverage, sum, lacking] = [0, 0, false];
  for (let k = 0; k < scores.length; k++) {
    const [score, weight] = [scores[k]!, weights[k]!];
    if (weight === 0) continue;
    if (score === null) {
      lacking = true;
      continue;
    }
    coverage += weight;
    sum += weight * (aggregation === "arithmetic" ? score : Math.log(score));
  }
  if (coverage === 0 || (lacking && missing === "null")) return { index: null, coverage };
  // Weights that add up to 1 up to rounding are not divided by what rounding made of them.
  const part = lacking ? sum / coverage : sum;
  return { index: aggregation === "arithmetic" ? part : Math.exp(part), coverage: lacking ? coverage : 1 };
}

/**
 * What each component costs: points that are missing to 1 because it is short of its goal; they add up to 1 − index. Arithmetic:
 * weight·(1 − score). Geometric: the whole by the shares of weight·ln score; where some lie at their floor they alone took it all.
 *
 * @param weights of the components that are there, adding up to 1
 */
export function shortfalls(
  scores: readonly number[],
  weights: readonly number[],
  { index, aggregation }: { readonly index: number; readonly aggregation: Aggregation },
): number[] {
  if (aggregation === "arithmetic") return scores.map((score, k) => weights[k]! * (1 - score));
  const atFloor = scores.map((score, k) => (score === 0 ? weights[k]! : 0));
  const isZero = atFloor.some((weight) => weight > 0);
  const logs = isZero ? atFloor : scores.map((score, k) => (weights[k]! === 0 ? 0 : -weights[k]! * Math.log(score)));
  const total = logs.reduce((sum, value) => sum + value, 0);
  return logs.map((value) => (total === 0 ? 0 : ((1 - index) * value) / total));
}
