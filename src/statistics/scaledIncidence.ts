/**
 * Cases in cells that are alike: by when their time was over and by what ended it, in the order of time. Their masses (how many they
 * are, or what they weigh together) are given apart, so that a resample shares the cells.
 */
export interface CauseCells {
  /** Which time, counted up from 0 and never falling: cases of one number stand at one time. */
  readonly time: ArrayLike<number>;
  /** Which cause ended it, from 0; −1 where none did, so that the cases are censored at this time or before the next. */
  readonly cause: ArrayLike<number>;
  readonly causes: number;
}

/** What is there at the end under one set of factors. */
export interface ScaledIncidence {
  /** The share that no cause has ended. */
  readonly survival: number;
  /** The share that each cause has ended. */
  readonly incidence: Float64Array;
}

/**
 * Cumulative incidences at the last time if the hazard of each cause were multiplied by a factor, all others staying as they are: who
 * is spared by one cause stays at risk of the others and of the rest of it. With all factors 1 it is Aalen and Johansen's estimate.
 *
 * S′(t) = Π (1 − Σ f·d/r), and each cause adds S′(t−)·f·d/r, where d of r at risk are ended by it. What the factors stand for must
 * leave the hazards of the other causes alone: the causes are independent, given what the cases have in common.
 *
 * @param masses of the cells, at least 0
 * @param factors several sets of one factor a cause, from 0 to 1: each set is answered on its own
 * @example scaledIncidence({ time: [0, 0, 1, 1], cause: [0, 1, 1, -1], causes: 2 }, [2, 2, 3, 3], [[1, 1], [0, 1]])[1].survival // 0.4
 * @see Andersen, Borgan, Gill and Keiding (1993), Statistical Models Based on Counting Processes, section IV.4
 */
export function scaledIncidence(
  { time, cause, causes }: CauseCells,
  masses: ArrayLike<number>,
  factors: readonly ArrayLike<number>[],
): ScaledIncidence[] {
  const cells = time.length;
  const behind = new Float64Array(cells + 1);
  for (let i = cells - 1; i >= 0; i--) behind[i] = behind[i + 1]! + masses[i]!;
  const survival = new Float64Array(factors.length).fill(1);
  const ended = new Float64Array(factors.length);
  const incidence = factors.map(() => new Float64Array(causes));
  for (let i = 0; i < cells; ) {
    const [now, risk] = [time[i]!, behind[i]!];
    ended.fill(0);
    for (; i < cells && time[i] === now; i++) {
      const by = cause[i]!;
      if (by < 0 || masses[i] === 0) continue;
      const hazard = masses[i]! / risk;
      for (let s = 0; s < factors.length; s++) {
        const rise = survival[s]! * factors[s]![by]! * hazard;
        incidence[s]![by]! += rise;
        ended[s]! += rise;
      }
    }
    for (let s = 0; s < factors.length; s++) survival[s] = Math.max(0, survival[s]! - ended[s]!);
  }
  return incidence.map((each, s) => ({ survival: survival[s]!, incidence: each }));
}
