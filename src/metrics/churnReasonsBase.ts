import type { Interval } from "../statistics/interval.js";
import { wilsonInterval } from "../statistics/proportion.js";
import type { ReasonPattern } from "./churnReasonsPatterns.js";

/** Customers a share is of, with the share of each that falls to each reason. */
export interface ReasonBase {
  readonly patterns: readonly ReasonPattern[];
  /** Of each pattern: the positions of the reasons it names, among those the base is split over. */
  readonly named: readonly (readonly number[])[];
  readonly customers: number;
  readonly mass: number;
  readonly massSquared: number;
}

/** The customers who named at least one of the reasons, each split evenly over those of them that he named. */
export function reasonBase(patterns: readonly ReasonPattern[], reasons: readonly string[]): ReasonBase {
  const position = new Map(reasons.map((reason, i) => [reason, i]));
  const kept: ReasonPattern[] = [];
  const named: number[][] = [];
  let [customers, mass, massSquared] = [0, 0, 0];
  for (const pattern of patterns) {
    const places = pattern.reasons.flatMap((reason) => position.get(reason) ?? []);
    if (places.length === 0) continue;
    kept.push(pattern);
    named.push(places);
    customers += pattern.customers;
    mass += pattern.mass;
    massSquared += pattern.massSquared;
  }
  return { patterns: kept, named, customers, mass, massSquared };
}

/** The mass of each reason when every customer is split evenly over the reasons named: it adds up to the mass of the base. */
export function splitMasses({ patterns, named }: ReasonBase, reasons: number): number[] {
  const masses = new Array<number>(reasons).fill(0);
  patterns.forEach(({ mass }, p) => {
    for (const r of named[p]!) masses[r]! += mass / named[p]!.length;
  });
  return masses;
}

/**
 * A share of the mass with one of so many simultaneous intervals: Wilson's at the level Bonferroni asks of one of them, on the
 * effective number of customers s(1 − s)/Var(s), Var linearised. For customers that count alike this is their number, and the
 * interval is Goodman's.
 *
 * @param of the share of each pattern that counts, 0 to 1
 * @param intervals how many of them shall hold together
 */
export function massShare(
  { patterns, mass, massSquared }: ReasonBase,
  of: (pattern: number) => number,
  intervals: number,
  level: number,
): Interval & { readonly estimate: number } {
  let held = 0;
  patterns.forEach((pattern, p) => {
    held += pattern.mass * of(p);
  });
  const share = Math.min(1, held / mass);
  let squares = 0;
  patterns.forEach((pattern, p) => {
    squares += pattern.massSquared * (of(p) - share) ** 2;
  });
  const variance = squares / (mass * mass);
  const effective = variance > 0 && share > 0 && share < 1 ? (share * (1 - share)) / variance : mass ** 2 / massSquared;
  const { lower, upper } = wilsonInterval(share * effective, effective, 1 - (1 - level) / intervals);
  return { estimate: share, lower, upper };
}
