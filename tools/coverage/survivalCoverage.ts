import { random } from "../../src/statistics/random.js";
import { type Spell, stepAt, survivalCurve } from "../../src/statistics/survivalCurve.js";
import { type SurvivalScale, survivalInterval } from "../../src/statistics/survivalInterval.js";

/** Customers who leave by a Weibull law and are watched for a time that is uniform from 0 to `watched`. */
export interface SurvivalWorld {
  readonly name: string;
  readonly n: number;
  /** 1 for a rate that stays the same, below 1 for one that falls. */
  readonly shape: number;
  /** In units of the time by which 63 % have left. */
  readonly watched: number;
  /** Times are recorded in steps of this, which makes ties; 0 for exact ones. */
  readonly step: number;
  readonly seed: number;
}

export const SURVIVAL_WORLDS: readonly SurvivalWorld[] = [
  { name: "100 customers, steady churn", n: 100, shape: 1, watched: 4, step: 0, seed: 11 },
  { name: "100 customers, many censored", n: 100, shape: 1, watched: 2, step: 0, seed: 12 },
  { name: "100 customers, early churn, times in months", n: 100, shape: 0.7, watched: 4, step: 1 / 12, seed: 13 },
  { name: "200 customers, many censored", n: 200, shape: 1, watched: 2, step: 0, seed: 14 },
];

/** Where the true curve stands at the times looked at. */
export const SURVIVAL_SHARES = [0.9, 0.75, 0.5, 0.3] as const;

export const SURVIVAL_RUNS = 10_000;

/** The first time on the grid of recorded times at which no more than the share is left, and what is left then. */
function lookedAt({ shape, step }: SurvivalWorld, share: number): { time: number; survival: number } {
  const exact = (-Math.log(share)) ** (1 / shape);
  const time = step === 0 ? exact : Math.ceil(exact / step) * step;
  return { time, survival: Math.exp(-(time ** shape)) };
}

/**
 * How often the 95 % interval of a Kaplan–Meier curve holds the true one, at each of `SURVIVAL_SHARES`. A curve that has no
 * interval there (nobody left yet, or nobody watched so long) counts as one that misses.
 */
export function survivalCoverage(world: SurvivalWorld, scale: SurvivalScale, runs = SURVIVAL_RUNS): number[] {
  const stream = random(world.seed);
  const looks = SURVIVAL_SHARES.map((share) => lookedAt(world, share));
  const held = looks.map(() => 0);
  const recorded = (time: number) => (world.step === 0 ? time : Math.ceil(time / world.step) * world.step);
  const spells = new Array<Spell>(world.n);
  for (let run = 0; run < runs; run++) {
    for (let i = 0; i < world.n; i++) {
      const leaves = recorded((-Math.log1p(-stream.next())) ** (1 / world.shape));
      const watched = recorded(stream.next() * world.watched);
      const observed = leaves <= watched;
      spells[i] = { duration: observed ? leaves : watched, observed, entry: null, n: 1 };
    }
    const curve = survivalCurve(spells);
    looks.forEach(({ time, survival }, k) => {
      // Recorded times are multiples of the step but for their last digit.
      const step = stepAt(curve, time * (1 + 1e-12));
      const interval = step === null ? null : survivalInterval(step, 0.95, scale);
      if (interval !== null && interval.lower <= survival && survival <= interval.upper) held[k]!++;
    });
  }
  return held.map((count) => count / runs);
}
