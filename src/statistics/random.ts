/** A seeded stream of random numbers: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform on [0, 1), 53 bits. */
  next(): number;
  /** A whole number from 0 to n − 1. */
  integer(n: number): number;
  /** Standard normal. */
  normal(): number;
}

const MASK = 0xffffffff;

/** splitmix32: spreads a small seed over the state, so that seeds 1 and 2 share nothing. */
function splitmix(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

/** How many draws are worked out at a time: many are cheap together, and a stream of few should not pay for more. */
const AHEAD = 32;

/** The next draws of xoshiro128**, of 53 bits each, in numbers of their own: from the closure of a stream each takes several times as long. */
function workOut(state: Int32Array, draws: Float64Array): void {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  for (let i = 0; i < draws.length; i++) {
    let x = Math.imul(b, 5);
    const high = Math.imul((x << 7) | (x >>> 25), 9) >>> 5;
    let t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    x = Math.imul(b, 5);
    const low = Math.imul((x << 7) | (x >>> 25), 9) >>> 6;
    t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    draws[i] = (high * 67108864 + low) / 9007199254740992;
  }
  state[0] = a;
  state[1] = b;
  state[2] = c;
  state[3] = d;
}

/**
 * xoshiro128** (Blackman & Vigna 2021), period 2^128 − 1. Every draw in the project comes from here.
 *
 * @param seed a whole number from 0 to 2^32 − 1
 * @example random(7).integer(6) // 0
 */
export function random(seed: number): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed > MASK) {
    throw new RangeError(`random requires a seed that is a whole number from 0 to ${MASK}; got ${seed}`);
  }
  const mix = splitmix(seed);
  const state = Int32Array.of(mix(), mix(), mix(), mix());
  const draws = new Float64Array(AHEAD);
  let at = AHEAD;
  const next = () => {
    if (at === AHEAD) {
      workOut(state, draws);
      at = 0;
    }
    return draws[at++]!;
  };
  const integer = (n: number) => Math.floor(next() * n);
  let spare: number | null = null;
  const normal = () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    let u: number;
    let v: number;
    let s: number;
    do {
      u = 2 * next() - 1;
      v = 2 * next() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const factor = Math.sqrt((-2 * Math.log(s)) / s);
    spare = v * factor;
    return u * factor;
  };
  return { next, integer, normal };
}
