import type { Exactness } from "../exact-sums.js";

/** Rows worked on at a time: their columns fit a processor's nearest memory, and packed sums the bits they have. */
export const BLOCK = 512;

/**
 * Small whole numbers are multiplied three at a time: a + b·2¹⁷ + c·2³⁴ times d is a·d + b·d·2¹⁷ + c·d·2³⁴, and added up over a
 * block each of the three sums stays within its 17 bits. The survey scale of 0 to 10 fits; every step is exact.
 */
export const LANES = 3;

const LANE = 2 ** 17;

/** Whether the numbers of a column, times 10^decimals, are small enough for that. */
export const isPackable = (exactness: Exactness | null): boolean =>
  exactness !== null && exactness.bound ** 2 * BLOCK < LANE / 2;

/** Up to three blocks as one. */
export function pack(into: Float64Array, blocks: readonly Float64Array[], n: number): void {
  const [a, b, c] = blocks as [Float64Array, Float64Array?, Float64Array?];
  if (b === undefined) into.set(a);
  else if (c === undefined) for (let i = 0; i < n; i++) into[i] = a[i]! + b[i]! * LANE;
  else for (let i = 0; i < n; i++) into[i] = a[i]! + (b[i]! + c[i]! * LANE) * LANE;
}

/** Takes the lowest of the packed sums off: what is left are the others, packed. */
export const withoutLowest = (packed: number): number => Math.round(packed / LANE);

/** The lowest of the packed sums; those above it are `rest`. */
export const lowest = (packed: number, rest: number): number => packed - rest * LANE;

/** Σ a·b of a block with each of four others: the additions do not wait for each other. */
export function dotsOfFour(
  a: Float64Array,
  p: Float64Array,
  q: Float64Array,
  r: Float64Array,
  s: Float64Array,
  n: number,
  into: Float64Array,
): void {
  let [w, x, y, z] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const value = a[i]!;
    w += value * p[i]!;
    x += value * q[i]!;
    y += value * r[i]!;
    z += value * s[i]!;
  }
  into[0] = w;
  into[1] = x;
  into[2] = y;
  into[3] = z;
}
