import { chiSquareUpperTail } from "./distributions.js";
import { atRisk, inOrder, type Spell } from "./survivalCurve.js";

/** Events of one group beside those it would have had if all groups left alike. */
export interface LogRankCounts {
  readonly observed: number;
  readonly expected: number;
}

export interface LogRank {
  readonly groups: readonly LogRankCounts[];
  /** Null where no event happened while two groups were at risk. */
  readonly test: { readonly statistic: number; readonly degreesOfFreedom: number; readonly pValue: number } | null;
}

/** What is left of a variance when rounding is all there is. */
const ROUNDING = 1e-10;

/**
 * x′V⁻x and the rank of V, by elimination that takes the largest remaining variance first. V is symmetric, never
 * negative, and x lies in what it spans, so that any generalised inverse gives the same.
 */
function quadraticForm(x: readonly number[], matrix: readonly (readonly number[])[]): { value: number; rank: number } {
  const v = matrix.map((row) => [...row]);
  const left = [...x];
  const open = new Set(left.keys());
  const least = ROUNDING * Math.max(0, ...v.map((row, i) => row[i]!));
  let [value, rank] = [0, 0];
  while (open.size > 0) {
    const pivot = [...open].reduce((best, i) => (v[i]![i]! > v[best]![best]! ? i : best));
    const size = v[pivot]![pivot]!;
    if (!(size > least)) break;
    open.delete(pivot);
    value += left[pivot]! ** 2 / size;
    rank++;
    for (const i of open) {
      const share = v[i]![pivot]! / size;
      left[i]! -= share * left[pivot]!;
      for (const j of open) v[i]![j]! -= share * v[pivot]![j]!;
    }
  }
  return { value, rank };
}

/** The times at which an event happened in any group, in order. */
function eventTimes(groups: readonly (readonly Spell[])[]): Float64Array {
  const all = groups.flatMap((spells) => spells.filter(({ observed }) => observed).map(({ duration }) => duration));
  return Float64Array.from(all)
    .sort()
    .filter((time, i, sorted) => i === 0 || time !== sorted[i - 1]);
}

/** How many events of a group fall on each of these times. */
function eventsAt(times: Float64Array, spells: readonly Spell[]): Float64Array {
  const events = new Float64Array(times.length);
  let at = 0;
  for (const { duration, observed, n } of inOrder(spells)) {
    if (!observed) continue;
    while (times[at]! < duration) at++;
    events[at]! += n;
  }
  return events;
}

/**
 * The log-rank test that all groups have one survival curve: at each event what each group would be expected to have by its
 * share of those at risk, summed up over time, with the hypergeometric variance that ties call for. χ² with one degree of
 * freedom less than groups that were ever at risk at an event.
 *
 * @example logRank([[{ duration: 1, observed: true, entry: null, n: 1 }], [{ duration: 2, observed: true, entry: null, n: 1 }]]).groups[0].expected // 0.5
 * @see Mantel (1966), Cancer Chemotherapy Reports 50; Klein and Moeschberger (2003), Survival Analysis, section 7.3
 */
export function logRank(groups: readonly (readonly Spell[])[]): LogRank {
  const times = eventTimes(groups);
  const risks = groups.map((spells) => atRisk(spells, times));
  const events = groups.map((spells) => eventsAt(times, spells));
  const observed = groups.map(() => 0);
  const expected = groups.map(() => 0);
  const variance = groups.map(() => groups.map(() => 0));
  for (let t = 0; t < times.length; t++) {
    let [risk, all] = [0, 0];
    for (let g = 0; g < groups.length; g++) {
      risk += risks[g]![t]!;
      all += events[g]![t]!;
    }
    const factor = risk > 1 ? (all * (risk - all)) / (risk - 1) : 0;
    for (let g = 0; g < groups.length; g++) {
      const share = risks[g]![t]! / risk;
      observed[g]! += events[g]![t];
      expected[g]! += all * share;
      const ofGroup = variance[g]!;
      for (let h = 0; h < groups.length; h++)
        ofGroup[h]! += factor * share * ((g === h ? 1 : 0) - risks[h]![t]! / risk);
    }
  }
  const excess = observed.map((n, g) => n - expected[g]!);
  const { value, rank } = quadraticForm(excess, variance);
  const test =
    rank === 0 ? null : { statistic: value, degreesOfFreedom: rank, pValue: chiSquareUpperTail(value, rank) };
  return { groups: observed.map((n, g) => ({ observed: n, expected: expected[g]! })), test };
}
