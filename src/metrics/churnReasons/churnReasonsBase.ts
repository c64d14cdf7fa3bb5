import { criticalValue, tQuantile } from "../../statistics/distributions.js";
import { kishEffectiveSize } from "../../statistics/estimate.js";
import type { Interval } from "../../statistics/interval.js";
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

/** Wilson's bounds for a share of so many effective customers, z standard errors away. */
function wilsonBounds(share: number, n: number, z: number): Interval {
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { lower: share <= 0 ? 0 : Math.max(0, centre - half), upper: share >= 1 ? 1 : Math.min(1, centre + half) };
}

const kish = (sum: number, squares: number) =>
  squares > 0 ? kishEffectiveSize(sum, squares) : Number.POSITIVE_INFINITY;

/** What a sum of masses is made of. */
type Masses = Pick<ReasonPattern, "mass" | "massSquared">;

/**
 * The quantile for one of so many intervals that shall hold together at the level, where a variance rests on few customers:
 * Student's, with as many degrees of freedom as Kish's effective number of those inside or outside, the smaller (but 2).
 */
function studentFor(inside: Masses, outside: Masses, intervals: number, level: number): number {
  const [one, other] = [kish(inside.mass, inside.massSquared), kish(outside.mass, outside.massSquared)];
  const degreesOfFreedom = Math.max(2, Math.min(one, other));
  const tail = (1 - level) / intervals;
  return degreesOfFreedom === Number.POSITIVE_INFINITY
    ? criticalValue(1 - tail)
    : -tQuantile(tail / 2, degreesOfFreedom);
}

/**
 * A share of the mass with one of so many simultaneous intervals: Wilson's at the level Bonferroni asks of one of them, on the
 * effective number of customers s(1 − s)/Var(s), Var linearised. For customers that count alike this is their number, and the
 * interval is Goodman's. Where they do not, a few hold most of the mass and the variance is itself uncertain: Student's t
 * then stands for the normal, with as many degrees of freedom as Kish's effective number of those inside or outside, the
 * smaller (but 2). Simulated with log-normal values (σ .7 and 1.2), 100 to 1,600 customers and five reasons, 95 %
 * intervals held together 94 to 97 % of the time; with the normal, 79 to 95 %.
 *
 * @param of the share of each pattern that counts, 0 to 1
 * @param intervals how many of them shall hold together
 */
export function massShare(
  { patterns, customers, mass, massSquared }: ReasonBase,
  of: (pattern: number) => number,
  intervals: number,
  level: number,
): Interval & { readonly estimate: number } {
  let [held, inside, outside] = [0, 0, 0];
  patterns.forEach((pattern, p) => {
    held += pattern.mass * of(p);
    inside += pattern.massSquared * of(p) ** 2;
    outside += pattern.massSquared * (1 - of(p)) ** 2;
  });
  const share = Math.min(1, held / mass);
  let squares = 0;
  patterns.forEach((pattern, p) => {
    squares += pattern.massSquared * (of(p) - share) ** 2;
  });
  const variance = squares / (mass * mass);
  const effective = variance > 0 && share > 0 && share < 1 ? (share * (1 - share)) / variance : mass ** 2 / massSquared;
  const countAlike = Math.abs(customers * massSquared - mass * mass) <= 1e-9 * mass * mass;
  const parts = [
    { mass: held, massSquared: inside },
    { mass: mass - held, massSquared: outside },
  ] as const;
  const z = countAlike ? criticalValue(1 - (1 - level) / intervals) : studentFor(...parts, intervals, level);
  return { estimate: share, ...wilsonBounds(share, effective, z) };
}
