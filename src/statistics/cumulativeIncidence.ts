import type { Interval } from "./interval.js";
import { type Spell, survivalCurve } from "./survivalCurve.js";
import { survivalInterval } from "./survivalInterval.js";

/** Cases that were watched alike, and of which causes one at most ends the time. */
export interface CauseSpell extends Omit<Spell, "observed"> {
  /** Which cause ended it, as a number from 0; null where none did, so that the case is censored. */
  readonly cause: number | null;
}

/** What one cause had brought about by one time. */
export interface IncidenceStep {
  readonly time: number;
  readonly atRisk: number;
  /** Events of this cause at this time. */
  readonly events: number;
  /** The share that this cause has ended up to and including this time, the other causes at work beside it. */
  readonly incidence: number;
  /** Of `incidence`: what the delta method makes of the binomial variance of all hazards so far. */
  readonly variance: number;
}

/** Events of one cause at each time. */
function eventsOf(spells: readonly CauseSpell[], cause: number, times: readonly number[]): Float64Array {
  const events = new Float64Array(times.length);
  let at = 0;
  for (const spell of spells) {
    while (times[at]! < spell.duration) at++;
    if (spell.cause === cause) events[at]! += spell.n;
  }
  return events;
}

/** Of the times so far: Σ a, Σ a(F − F(s)) − Σ b, and the variance Σ a(F − F(s))² − 2 Σ b(F − F(s)) + Σ c itself. */
interface VarianceSums {
  spread: number;
  slope: number;
  variance: number;
}

/**
 * Moves the variance of an incidence F on by one time: a = d/(r(r − d)), b = S·e/r² and c = S²·e(r − e)/r³ of all events d, those of the
 * cause e, those at risk r and the share S still there before. What stood before moves along with F, so that no two large sums are
 * subtracted.
 */
function moveOn(sums: VarianceSums, rise: number, risk: number, all: number, own: number, before: number): void {
  sums.variance += rise * (2 * sums.slope + rise * sums.spread);
  sums.slope += rise * sums.spread - (before * own) / (risk * risk);
  sums.variance += (before / risk) ** 2 * own * (1 - own / risk);
  // Once all at risk are gone nothing rises any more.
  if (all < risk) sums.spread += all / (risk * (risk - all));
}

/**
 * Aalen and Johansen's cumulative incidence: the share that each of several causes has ended by each time, where who is ended by one cause
 * can no longer be by another. All of them and the share still there add up to 1. Not 1 less Kaplan and Meier's curve of one cause with
 * the others taken as censored: that is the share in a world without the others, and too large for this one.
 *
 * @param causes how many there are
 * @returns of each cause one step for each time at which anything happened, in order
 * @example cumulativeIncidence([{ duration: 1, cause: 0, entry: null, n: 1 }, { duration: 2, cause: 1, entry: null, n: 3 }], 2)[0][1].incidence // 0.25
 * @see Aalen and Johansen (1978), Scandinavian Journal of Statistics 5; Andersen, Borgan, Gill and Keiding (1993), section IV.4
 */
export function cumulativeIncidence(spells: readonly CauseSpell[], causes: number): IncidenceStep[][] {
  for (const { cause } of spells) {
    if (cause !== null && !(Number.isInteger(cause) && cause >= 0 && cause < causes)) {
      throw new RangeError(`cumulativeIncidence requires causes from 0 to ${causes - 1}, or null; got ${cause}`);
    }
  }
  const all: Spell[] = spells.map(({ duration, cause, entry, n }) => ({
    duration,
    observed: cause !== null,
    entry,
    n,
  }));
  const curve = survivalCurve(all);
  const times = curve.map(({ time }) => time);
  const ordered = [...spells].sort((a, b) => a.duration - b.duration);
  return Array.from({ length: causes }, (_, cause) => {
    const own = eventsOf(ordered, cause, times);
    const sums: VarianceSums = { spread: 0, slope: 0, variance: 0 };
    let incidence = 0;
    return curve.map(({ time, atRisk: risk, events: d }, i) => {
      const [events, before] = [own[i]!, i === 0 ? 1 : curve[i - 1]!.survival];
      const rise = before * (events / risk);
      moveOn(sums, rise, risk, d, events, before);
      incidence += rise;
      return { time, atRisk: risk, events, incidence, variance: Math.max(0, sums.variance) };
    });
  });
}

/**
 * The interval of a cumulative incidence, normal on the scale of log(−log(1 − F)), which cannot leave 0–1.
 *
 * @returns null where nothing varies: before the first event of the cause, and where it has ended all
 * @example incidenceInterval({ incidence: 0.3, variance: 0.002 }, 0.95) // { lower: 0.2220, upper: 0.3975 }
 */
export function incidenceInterval(
  { incidence, variance }: Pick<IncidenceStep, "incidence" | "variance">,
  level: number,
): Interval | null {
  const survival = 1 - incidence;
  const found = survivalInterval({ survival, logVariance: variance / (survival * survival) }, level, "log-log");
  return found && { lower: 1 - found.upper, upper: 1 - found.lower };
}
