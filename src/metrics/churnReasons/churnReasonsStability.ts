import { multinomialResample } from "../../statistics/multinomialResample.js";
import { type Random, random } from "../../statistics/random.js";
import type { ReasonBase } from "./churnReasonsBase.js";
import { SLACK } from "./churnReasonsOrder.js";
import type { ReasonPattern } from "./churnReasonsPatterns.js";

export interface ReasonStability {
  /** The share of resamples in which the vital few are the same ones. */
  readonly returnsWhole: number;
  /** Of each reason, the share of resamples in which it is among the vital few; a tie shares the places left. */
  readonly vital: readonly number[];
  /** How many reasons the vital few are, and in what share of resamples; the smallest first. */
  readonly sizes: readonly VitalSize[];
}

export interface VitalSize {
  readonly size: number;
  readonly probability: number;
}

/** The mass of so many customers drawn from a pattern: customer by customer, or by the normal law of their sum. */
function drawnMass(pattern: ReasonPattern, drawn: number, stream: Random): number {
  const { masses, customers, mass, massSquared } = pattern;
  if (drawn === 0) return 0;
  if (masses !== null) {
    let sum = 0;
    for (let i = 0; i < drawn; i++) sum += masses[stream.integer(masses.length)]!;
    return sum;
  }
  const mean = mass / customers;
  const variance = massSquared / customers - mean * mean;
  if (variance <= 1e-12 * mean * mean) return drawn * mean;
  return Math.max(0, drawn * mean + Math.sqrt(drawn * variance) * stream.normal());
}

interface Edge {
  /** How many reasons the vital few are, the mass of the last one, and what counts as equal to it. */
  readonly size: number;
  readonly mass: number;
  readonly slack: number;
}

function edgeOf(masses: Float64Array, total: number, threshold: number): Edge {
  const sorted = Float64Array.from(masses).sort().reverse();
  let [held, size] = [0, 0];
  while (size < sorted.length && sorted[size]! > 0 && (size === 0 || held / total < threshold - SLACK)) {
    held += sorted[size]!;
    size++;
  }
  return { size, mass: size === 0 ? Number.POSITIVE_INFINITY : sorted[size - 1]!, slack: 1e-9 * total };
}

/** Adds one resample: who was in, and whether just the members were, beyond a tie at the edge. */
function credit(masses: Float64Array, { size, mass, slack }: Edge, members: readonly boolean[], vital: Float64Array) {
  let [above, equal] = [0, 0];
  for (const each of masses) {
    if (each > mass + slack) above++;
    else if (each >= mass - slack) equal++;
  }
  const share = equal === 0 ? 0 : (size - above) / equal;
  let isWhole = size > 0 && above + equal === size;
  masses.forEach((each, r) => {
    const isIn = each >= mass - slack;
    if (isIn) vital[r]! += each > mass + slack ? 1 : share;
    if (isIn !== members[r]) isWhole = false;
  });
  return isWhole;
}

/**
 * Whether the vital few would come back: customers are drawn with replacement, the list is made again. A resample in which a
 * reason outside ties with the last one inside does not count as the same list.
 *
 * @param members of each actionable reason, whether it is among the vital few; further positions of the base are 'Other'
 */
export function reasonStability(
  base: ReasonBase,
  members: readonly boolean[],
  options: { readonly threshold: number; readonly resamples: number; readonly seed: number },
): ReasonStability {
  const { patterns, named } = base;
  const stream = random(options.seed);
  const customers = patterns.map((pattern) => pattern.customers);
  const masses = new Float64Array(members.length);
  const vital = new Float64Array(members.length);
  const sizes = new Array<number>(members.length + 1).fill(0);
  let whole = 0;
  for (let i = 0; i < options.resamples; i++) {
    masses.fill(0);
    let total = 0;
    multinomialResample(customers, stream).forEach((drawn, p) => {
      const mass = drawnMass(patterns[p]!, drawn, stream);
      total += mass;
      for (const r of named[p]!) if (r < masses.length) masses[r]! += mass / named[p]!.length;
    });
    const edge = edgeOf(masses, total, options.threshold);
    sizes[edge.size]!++;
    if (credit(masses, edge, members, vital)) whole++;
  }
  const share = (times: number) => times / options.resamples;
  return {
    returnsWhole: share(whole),
    vital: Array.from(vital, share),
    sizes: sizes.flatMap((times, size) => (times === 0 ? [] : [{ size, probability: share(times) }])),
  };
}
