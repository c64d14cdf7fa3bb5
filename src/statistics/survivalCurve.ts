/** Cases that were watched alike. */
export interface Spell {
  /** How long it took until the event, or until nobody looked any more. */
  readonly duration: number;
  /** Whether the event happened then; where it did not, the case is censored. */
  readonly observed: boolean;
  /** From when on they were watched, below `duration`; null from the beginning. */
  readonly entry: number | null;
  /** How many of them. */
  readonly n: number;
}

/** What happened at one time, and where the curve stands from then on. */
export interface SurvivalStep {
  readonly time: number;
  /** Watched just before this time, and without the event so far. */
  readonly atRisk: number;
  readonly events: number;
  /** Whose observation ended now, without the event; they were still at risk. */
  readonly censored: number;
  /** The share without the event up to and including this time. */
  readonly survival: number;
  /** Σ d/(r(r − d)) up to this time, Greenwood's variance of the logarithm of `survival`; Infinity once that is 0. */
  readonly logVariance: number;
}

/** In the order of time; as they are where they already stand in it, as a tally's do. */
export function inOrder(spells: readonly Spell[]): readonly Spell[] {
  const isInOrder = spells.every(({ duration }, i) => i === 0 || spells[i - 1]!.duration <= duration);
  return isInOrder ? spells : [...spells].sort((a, b) => a.duration - b.duration);
}

/** Events and censorings by time, of spells in the order of time. */
function ends(spells: readonly Spell[]): { time: number; events: number; censored: number }[] {
  const found: { time: number; events: number; censored: number }[] = [];
  let last = { time: Number.NaN, events: 0, censored: 0 };
  for (const { duration, observed, n } of spells) {
    if (duration !== last.time) {
      last = { time: duration, events: 0, censored: 0 };
      found.push(last);
    }
    if (observed) last.events += n;
    else last.censored += n;
  }
  return found;
}

/**
 * How many are at risk at each time: those who entered before it and whose time was not over before it.
 *
 * @param times in order
 */
export function atRisk(spells: readonly Spell[], times: ArrayLike<number>): Float64Array {
  const late = spells.filter(({ entry }) => entry !== null).sort((a, b) => a.entry! - b.entry!);
  const over = inOrder(spells);
  const risks = new Float64Array(times.length);
  let [watched, entered, left] = [0, 0, 0];
  for (const { entry, n } of spells) if (entry === null) watched += n;
  for (let t = 0; t < times.length; t++) {
    while (entered < late.length && late[entered]!.entry! < times[t]!) watched += late[entered++]!.n;
    while (left < over.length && over[left]!.duration < times[t]!) watched -= over[left++]!.n;
    risks[t] = watched;
  }
  return risks;
}

/**
 * The product-limit estimate of survival: of those at risk at each time the share without the event, multiplied up. Cases
 * censored at a time count as at risk at it. Cases that entered late count from their entry on (left truncation).
 *
 * @returns one step for each time at which something happened, in order; [] without cases
 * @example survivalCurve([{ duration: 3, observed: true, entry: null, n: 1 }, { duration: 5, observed: false, entry: null, n: 3 }])[0].survival // 0.75
 * @see Kaplan and Meier (1958), Journal of the American Statistical Association 53; Klein and Moeschberger (2003), chapter 4
 */
export function survivalCurve(spells: readonly Spell[]): SurvivalStep[] {
  const ordered = inOrder(spells);
  const found = ends(ordered);
  const risks = atRisk(
    ordered,
    found.map(({ time }) => time),
  );
  let [survival, logVariance] = [1, 0];
  return found.map(({ time, events, censored }, i) => {
    const risk = risks[i]!;
    if (events > 0) {
      survival *= (risk - events) / risk;
      logVariance += events === risk ? Number.POSITIVE_INFINITY : events / (risk * (risk - events));
    }
    return { time, atRisk: risk, events, censored, survival, logVariance };
  });
}

/** The last step at or before a time; null before the first. */
export function stepAt<Step extends { readonly time: number }>(curve: readonly Step[], time: number): Step | null {
  let [low, high] = [0, curve.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (curve[middle]!.time <= time) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : curve[low - 1]!;
}

/** How far a curve is known: to its last time; without end once it has come down to 0. */
export function knownUntil(curve: readonly SurvivalStep[]): number {
  const last = curve.at(-1);
  if (last === undefined) return Number.NEGATIVE_INFINITY;
  return last.survival === 0 ? Number.POSITIVE_INFINITY : last.time;
}
