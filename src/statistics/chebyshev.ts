/** Two functions on one interval, as sums c₀/2 + Σ cⱼTⱼ of Chebyshev's polynomials: what is dear to work out is then cheap everywhere. */
export interface ChebyshevPair {
  readonly lower: number;
  readonly upper: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

const cosines = new Map<number, Float64Array>();

/** cos jθᵢ with θᵢ = π(i + ½)/count, point by point. */
function cosinesOf(count: number): Float64Array {
  const known = cosines.get(count);
  if (known !== undefined) return known;
  const made = Float64Array.from({ length: count * count }, (_, at) =>
    Math.cos((Math.PI * (at % count) * (Math.floor(at / count) + 0.5)) / count),
  );
  cosines.set(count, made);
  return made;
}

/**
 * Two functions by their values at `count` points. The error falls as ρ^−count, with ρ the sum of the half axes of the largest ellipse
 * in which they have no singularity, its foci at the ends of the interval taken for −1 and 1.
 *
 * @param at both values at a point
 * @param count from 2
 * @example Array.from(chebyshevPair((x) => [x, x * x], -1, 1, 3).first) // [0, 1, 0]
 * @see Trefethen (2013), Approximation Theory and Approximation Practice, chapter 8
 */
export function chebyshevPair(
  at: (x: number) => readonly [number, number],
  lower: number,
  upper: number,
  count: number,
): ChebyshevPair {
  const table = cosinesOf(count);
  const [first, second] = [new Float64Array(count), new Float64Array(count)];
  for (let i = 0; i < count; i++) {
    const [one, two] = at(lower + ((upper - lower) * (1 + table[i * count + 1]!)) / 2);
    for (let j = 0; j < count; j++) {
      const part = (2 * table[i * count + j]!) / count;
      first[j]! += part * one;
      second[j]! += part * two;
    }
  }
  return { lower, upper, first, second };
}

/**
 * Both functions at a point of the interval, by Clenshaw's recurrence.
 *
 * @param out takes the two values
 */
export function pairAt({ lower, upper, first, second }: ChebyshevPair, x: number, out: Float64Array): void {
  const t = (2 * x - lower - upper) / (upper - lower);
  let [a, afterA, b, afterB] = [0, 0, 0, 0];
  for (let j = first.length - 1; j > 0; j--) {
    const [nextA, nextB] = [2 * t * a - afterA + first[j]!, 2 * t * b - afterB + second[j]!];
    afterA = a;
    afterB = b;
    a = nextA;
    b = nextB;
  }
  out[0] = t * a - afterA + first[0]! / 2;
  out[1] = t * b - afterB + second[0]! / 2;
}
