import { random } from "./random.js";
import { symmetricEigen } from "./symmetricEigen.js";

/** A function at one point: how high it is, how it rises and how it bends. */
export interface Curved {
  readonly value: number;
  readonly gradient: Float64Array;
  /** Size × size, row by row. */
  readonly hessian: Float64Array;
}

export type CurvedFunction = (point: Float64Array) => Curved;

/**
 * - `converged`: a top; every direction falls away from it.
 * - `at a bound`: it still rises where the search may go no further, along the coordinates of `bounded`.
 * - `flat`: nothing rises any more, but along some direction nothing falls either: the top could be anywhere on it.
 * - `stalled`: no step rises although the gradient says so; the function or its derivatives are wrong.
 */
export type Convergence = "converged" | "at a bound" | "flat" | "stalled";

export interface Maximum extends Curved {
  readonly status: Convergence;
  readonly point: Float64Array;
  /** Which coordinates are at a bound. */
  readonly bounded: readonly number[];
  /** √Σ of squares of the gradient. */
  readonly gradientNorm: number;
  /** The inverse of minus the Hessian, row by row: variances where the function is a log-likelihood. Null unless converged. */
  readonly covariance: Float64Array | null;
  readonly iterations: number;
  /** From how many points the search began, and how many of them came to this height. */
  readonly starts: number;
  readonly agreeing: number;
}

export interface MaximizeOptions {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** A direction is flat where the function bends less than this: .01 is a standard error of 10 of a log-likelihood. */
  readonly leastCurvature?: number;
  /** The search ends where the next step promises to gain less than this; 1e-20 unless given, which is as close as doubles allow. */
  readonly close?: number;
}

/** What the gradient promises along a step, about twice what is still to be gained, in which the search ends. */
const CLOSE = 1e-20;
/** The same from further starts, which first have to be higher than the first one's top to be followed to the end. */
const SCOUTED = 1e-6;
/** In which it has ended if no step rises any more, for each unit of the value, which is rounded too. */
const ROUNDED = 1e-11;
/** No step is longer: far from the top the parabola says little. */
const LONGEST = 2;
const MOST_ITERATIONS = 200;

/** Newton's step over the coordinates that are free, uphill wherever the function bends the wrong way too. */
function stepOf({ gradient, hessian }: Curved, free: readonly number[]) {
  const size = free.length;
  const minus = Float64Array.from({ length: size * size }, (_, i) => {
    return -hessian[free[Math.floor(i / size)]! * gradient.length + free[i % size]!]!;
  });
  const { values, vectors } = symmetricEigen(minus, size);
  const least = 1e-12 * Math.max(1, ...values.map(Math.abs));
  const step = new Float64Array(gradient.length);
  let gain = 0;
  for (let k = 0; k < size; k++) {
    let along = 0;
    for (let i = 0; i < size; i++) along += vectors[k * size + i]! * gradient[free[i]!]!;
    const length = along / Math.max(least, Math.abs(values[k]!));
    gain += along * length;
    for (let i = 0; i < size; i++) step[free[i]!]! += length * vectors[k * size + i]!;
  }
  const norm = Math.hypot(...step);
  const factor = norm > LONGEST ? LONGEST / norm : 1;
  return { step: step.map((part) => part * factor), gain: gain * factor, curvature: Math.min(...values) };
}

/** Newton's step over the coordinates that may move: not those at a bound that the gradient or the step itself would take beyond it. */
function stepWithin(point: Float64Array, curved: Curved, { lower, upper }: MaximizeOptions) {
  const leaves = (j: number, rise: number) =>
    (point[j]! <= lower[j]! && rise < 0) || (point[j]! >= upper[j]! && rise > 0);
  let free = [...point.keys()].filter((j) => !leaves(j, curved.gradient[j]!));
  for (;;) {
    if (free.length === 0) return null;
    const found = stepOf(curved, free);
    const kept = free.filter((j) => !leaves(j, found.step[j]!));
    if (kept.length === free.length) return found;
    free = kept;
  }
}

/** As much of a step as the nearest bound allows, which is then met exactly. */
function movedWithin(point: Float64Array, step: Float64Array, factor: number, { lower, upper }: MaximizeOptions) {
  const room = point.map((x, j) => {
    const bound = step[j]! < 0 ? lower[j]! : upper[j]!;
    return step[j] === 0 ? Number.POSITIVE_INFINITY : (bound - x) / step[j]!;
  });
  const most = Math.min(factor, ...room);
  return point.map((x, j) => {
    if (room[j]! <= most) return step[j]! < 0 ? lower[j]! : upper[j]!;
    return Math.min(upper[j]!, Math.max(lower[j]!, x + most * step[j]!));
  });
}

/** How far the value itself is rounded. */
const roundingOf = (value: number) => 1e-13 * (1 + Math.abs(value));

/** Higher; or, where values no longer tell, less steep. */
function isBetter(there: Curved, here: Curved): boolean {
  if (!Number.isFinite(there.value)) return false;
  if (there.value > here.value + roundingOf(here.value)) return true;
  return (
    there.value > here.value - roundingOf(here.value) && Math.hypot(...there.gradient) < Math.hypot(...here.gradient)
  );
}

/** The first of a step, its half, its quarter … that is better; null where rounding is all that is left. */
function risen(of: CurvedFunction, point: Float64Array, here: Curved, step: Float64Array, options: MaximizeOptions) {
  for (let factor = 1; factor > 1e-9; factor /= 2) {
    const there = movedWithin(point, step, factor, options);
    const curved = of(there);
    if (isBetter(curved, here)) return { point: there, curved };
  }
  return null;
}

interface Climb {
  readonly point: Float64Array;
  readonly curved: Curved;
  readonly iterations: number;
  readonly status: Convergence;
  readonly bounded: readonly number[];
}

function climb(of: CurvedFunction, start: readonly number[], options: MaximizeOptions): Climb {
  const { lower, upper, leastCurvature = 0.01, close = CLOSE } = options;
  let point = Float64Array.from(start, (x, j) => Math.min(upper[j]!, Math.max(lower[j]!, x)));
  let curved = of(point);
  for (let iterations = 0; ; iterations++) {
    const newton = stepWithin(point, curved, options);
    const bounded = [...point.keys()].filter((j) => point[j]! <= lower[j]! || point[j]! >= upper[j]!);
    const end = (status: Convergence): Climb => ({ point, curved, iterations, status, bounded });
    if (newton === null) return end("at a bound");
    const { step, gain, curvature } = newton;
    const top = bounded.length > 0 ? "at a bound" : curvature < leastCurvature ? "flat" : "converged";
    if (gain < close) return end(top);
    const next = iterations < MOST_ITERATIONS ? risen(of, point, curved, step, options) : null;
    const isRounding = gain < ROUNDED * (1 + Math.abs(curved.value));
    // At a bound nothing is claimed that an unfinished search along the others would spoil.
    if (next === null) return end(isRounding || bounded.length > 0 ? top : "stalled");
    ({ point, curved } = next);
  }
}

/** Tops that differ by less are of one height. */
const nearOf = (value: number) => 1e-7 * (1 + Math.abs(value));

/** The first start that leads anywhere is followed to the end, the others until it is plain how high they come. */
function climbsFrom(of: CurvedFunction, starts: readonly (readonly number[])[], options: MaximizeOptions): Climb[] {
  const climbs: Climb[] = [];
  for (const start of starts) {
    const close = Math.max(options.close ?? CLOSE, climbs.length === 0 ? 0 : SCOUTED);
    const found = climb(of, start, { ...options, close });
    if (!Number.isNaN(found.curved.value)) climbs.push(found);
  }
  if (climbs.length === 0) throw new RangeError("maximize requires a start at which the function is a number; got NaN");
  return climbs;
}

/** The first climb unless another one came higher, which is then followed to the end too. */
function highest(of: CurvedFunction, climbs: readonly Climb[], options: MaximizeOptions): Climb {
  const best = climbs.reduce((a, b) => (b.curved.value > a.curved.value ? b : a));
  const first = climbs[0]!;
  // A first climb that stalled below a top of its own height is not to be trusted with it.
  if (first.status !== "stalled" && best.curved.value - first.curved.value <= nearOf(best.curved.value)) return first;
  const rest = climb(of, [...best.point], options);
  return { ...rest, iterations: best.iterations + rest.iterations };
}

/** The inverse of minus the Hessian at a top. */
function covarianceOf({ gradient, hessian }: Curved): Float64Array {
  const size = gradient.length;
  const { values, vectors } = symmetricEigen(
    hessian.map((part) => -part),
    size,
  );
  const covariance = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        covariance[i * size + j]! += (vectors[k * size + i]! * vectors[k * size + j]!) / values[k]!;
      }
    }
  }
  return covariance;
}

/**
 * The largest value of a smooth function within bounds, by Newton's method from several starts: steps as the eigenvalues of the
 * Hessian say, turned uphill where it bends the wrong way, halved until the function rises. How it ended is said, never hidden.
 *
 * Not for functions with kinks. Coordinates should be of like size and free to be any number: logs of what must be above 0.
 *
 * @param of the value with its first and second derivatives
 * @param starts where to begin; the highest top counts
 * @example maximize((x) => ({ value: -((x[0] - 3) ** 2), gradient: [-2 * (x[0] - 3)], hessian: [-2] }), [[0]], { lower: [-9], upper: [9] }).point[0] // 3
 * @see Nocedal and Wright (2006), Numerical Optimization, chapter 3
 */
export function maximize(
  of: CurvedFunction,
  starts: readonly (readonly number[])[],
  options: MaximizeOptions,
): Maximum {
  if (starts.length === 0) throw new RangeError("maximize requires at least one start; got none");
  const climbs = climbsFrom(of, starts, options);
  const { point, curved, iterations, status, bounded } = highest(of, climbs, options);
  const near = nearOf(curved.value);
  return {
    ...curved,
    point,
    status,
    bounded,
    iterations,
    gradientNorm: Math.hypot(...curved.gradient),
    covariance: status === "converged" ? covarianceOf(curved) : null,
    starts: starts.length,
    agreeing: climbs.filter((other) => curved.value - other.curved.value <= near).length,
  };
}

/**
 * One start at a center and others scattered around it.
 *
 * @param spread standard deviation of each coordinate
 * @example scatteredStarts([0, 0], 1, 3, 7).length // 3
 */
export function scatteredStarts(center: readonly number[], spread: number, count: number, seed: number): number[][] {
  const stream = random(seed);
  return Array.from({ length: count }, (_, k) => center.map((x) => (k === 0 ? x : x + spread * stream.normal())));
}
