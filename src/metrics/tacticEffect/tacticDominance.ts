/** What a tactic costs a customer more than the control, and how much larger a part it keeps. */
export interface Tactic {
  readonly name: string;
  readonly cost: number;
  readonly effect: number;
}

/** How a tactic compares with the others, by the estimates alone. */
export interface Standing {
  /**
   * - `dominated`: another costs no more and keeps no fewer.
   * - `extended`: a mixture of two others would keep as many for less: the next dearer one gives more for each further customer kept.
   */
  readonly dominance: "dominated" | "extended" | null;
  /** The one that dominates, or the two of the mixture. */
  readonly dominatedBy: string | null;
  /** Cost of one further customer kept, against the next cheaper tactic that is not dominated; null for the dominated. */
  readonly icer: number | null;
  readonly icerAgainst: string | null;
}

const isBetter = (one: Tactic, other: Tactic) =>
  one.cost <= other.cost && one.effect >= other.effect && (one.cost < other.cost || one.effect > other.effect);

const icerOf = (tactic: Tactic, cheaper: Tactic) => (tactic.cost - cheaper.cost) / (tactic.effect - cheaper.effect);

/** The place in the line of the first whose further customer costs more than the next one's. */
const bulge = (line: readonly Tactic[]): number =>
  line.findIndex(
    (tactic, i) => i > 0 && i < line.length - 1 && icerOf(tactic, line[i - 1]!) > icerOf(line[i + 1]!, tactic),
  );

/**
 * Dominance, extended dominance and incremental cost-effectiveness ratios (ICER) of tactics that exclude each other.
 *
 * @param tactics with the control among them, at cost 0 and effect 0
 * @example [...standings([{ name: "none", cost: 0, effect: 0 }, { name: "a", cost: 9, effect: 0.1 }, { name: "b", cost: 10, effect: 0.3 }]).values()].map(({ dominance }) => dominance) // [null, "extended", null]
 * @see Drummond et al. (2015), Methods for the Economic Evaluation of Health Care Programmes, chapter 4
 */
export function standings(tactics: readonly Tactic[]): Map<string, Standing> {
  const found = new Map<string, Standing>();
  const ordered = [...tactics].sort((a, b) => a.cost - b.cost || b.effect - a.effect);
  const left = ordered.filter((tactic) => {
    const better = ordered.find((other) => isBetter(other, tactic));
    if (better === undefined) return true;
    found.set(tactic.name, { dominance: "dominated", dominatedBy: better.name, icer: null, icerAgainst: null });
    return false;
  });
  // Of tactics that are the same in both, the first stands for all.
  const line = left.filter((tactic, i) => i === 0 || tactic.effect !== left[i - 1]!.effect);
  for (let at = bulge(line); at > 0; at = bulge(line)) {
    const dominatedBy = `${line[at - 1]!.name} and ${line[at + 1]!.name}`;
    found.set(line[at]!.name, { dominance: "extended", dominatedBy, icer: null, icerAgainst: null });
    line.splice(at, 1);
  }
  for (const [i, tactic] of line.entries()) {
    const cheaper = line[i - 1];
    const icer = cheaper === undefined ? null : icerOf(tactic, cheaper);
    for (const { name } of left.filter(({ cost, effect }) => cost === tactic.cost && effect === tactic.effect)) {
      found.set(name, { dominance: null, dominatedBy: null, icer, icerAgainst: cheaper?.name ?? null });
    }
  }
  return new Map(tactics.map(({ name }) => [name, found.get(name)!]));
}
