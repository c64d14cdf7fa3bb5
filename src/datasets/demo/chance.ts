import { type Random, random } from "../../statistics/random.js";

/**
 * A stream of its own for each topic and customer: what one table draws never moves another.
 * The seed is the FNV-1a hash of 'seed/topic/index'.
 */
export function stream(seed: number, topic: string, index = 0): Random {
  let hash = 0x811c9dc5;
  for (const character of `${seed}/${topic}/${index}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  }
  return random(hash);
}

export function happens(chance: Random, probability: number): boolean {
  return chance.next() < probability;
}

/** A whole number from `low` to `high`, both possible. */
export function between(chance: Random, low: number, high: number): number {
  return low + chance.integer(high - low + 1);
}

/** One of the keys, as likely as its weight is of the sum. */
export function pick<Key extends string>(chance: Random, weights: Readonly<Record<Key, number>>): Key {
  const keys = Object.keys(weights) as Key[];
  let rest = chance.next() * keys.reduce((sum, key) => sum + weights[key], 0);
  for (const key of keys) {
    rest -= weights[key];
    if (rest < 0) return key;
  }
  return keys[keys.length - 1]!;
}

export function oneOf<Item>(chance: Random, items: readonly Item[]): Item {
  return items[chance.integer(items.length)]!;
}

/** Standard normal to six decimals: a last digit that differs between two versions of Node's logarithm is gone. */
export function normal(chance: Random): number {
  return Math.round(chance.normal() * 1e6) / 1e6;
}

/** How often something happens whose mean is `mean` and whose counts fall off geometrically: 0, 1, 2 … */
export function geometric(chance: Random, mean: number): number {
  let count = 0;
  while (count < 400 && happens(chance, mean / (1 + mean))) count += 1;
  return count;
}

/** e^x from additions and products alone, hence to the bit the same everywhere (Math.exp need not be). */
export function exponential(x: number): number {
  const small = x / 1024;
  let result = 1 + small * (1 + (small / 2) * (1 + (small / 3) * (1 + (small / 4) * (1 + small / 5))));
  for (let doubling = 0; doubling < 10; doubling += 1) result *= result;
  return result;
}

/** Lognormal with mean 1: differences between customers that multiply. */
export function factor(chance: Random, sigma: number): number {
  return exponential(sigma * normal(chance) - (sigma * sigma) / 2);
}

/** Rounded to a step of a scale and kept on it. */
export function onScale(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, Math.round(value)));
}
