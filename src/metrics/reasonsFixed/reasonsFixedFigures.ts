import type { Random } from "../../statistics/random.js";
import { scaledIncidence } from "../../statistics/scaledIncidence.js";
import type { FixCells } from "./reasonsFixedCells.js";
import type { Fix } from "./reasonsFixedOptions.js";

/** What becomes of those a fix spares, in customers or in a value: kept = bySubtraction − elsewhere − later. */
const PARTS = ["kept", "bySubtraction", "elsewhere", "later", "still"] as const;

/** Every figure of a segment in one row of numbers, since those of all segments add up. */
export interface FigurePlaces {
  /** What is lost by the horizon as things are, of a measure; and of the customers, to a cause. */
  readonly lost: (measure: number) => number;
  readonly lostTo: (cause: number) => number;
  /** What a fix changes. */
  readonly part: (fix: number, measure: number, part: (typeof PARTS)[number]) => number;
  readonly stillLostTo: (fix: number, cause: number) => number;
  readonly length: number;
}

export function figurePlaces(measures: number, causes: number, fixes: number): FigurePlaces {
  const head = measures + causes;
  const width = measures * PARTS.length + causes;
  return {
    lost: (measure) => measure,
    lostTo: (cause) => measures + cause,
    part: (fix, measure, part) => head + fix * width + measure * PARTS.length + PARTS.indexOf(part),
    stillLostTo: (fix, cause) => head + fix * width + measures * PARTS.length + cause,
    length: head + fixes * width,
  };
}

/** The effectiveness of each fix: as expected, or drawn evenly between its bounds. */
export const drawnEffects = (fixes: readonly Fix[], stream: Random | null): number[] =>
  fixes.map(({ effectiveness: { estimate, lower, upper } }) =>
    stream === null || lower === upper ? estimate : lower + (upper - lower) * stream.next(),
  );

/** What the causes are to the fixes. */
export interface FixedCauses {
  readonly fixes: readonly Fix[];
  readonly causes: readonly (string | null)[];
  /** Of each cause, whether leaving for it says nothing about the reason. */
  readonly isUnknown: readonly boolean[];
  /** Whether those are taken to have left for the reasons of the others. */
  readonly isShared: boolean;
}

/** Of each fix, and of all at once in the last place, the share of each cause's hazard that is taken away. */
function effectsBy({ fixes, causes }: FixedCauses, effects: readonly number[]): Float64Array[] {
  const each = fixes.map(({ reasons }, f) =>
    Float64Array.from(causes, (cause) => (cause !== null && reasons.includes(cause) ? effects[f]! : 0)),
  );
  const left = causes.map((_, c) => each.reduce((product, effect) => product * (1 - effect[c]!), 1));
  return [...each, Float64Array.from(left, (share) => 1 - share)];
}

/** Gives unknown reasons the effect that the known ones have on average. */
function shareOut(
  effects: readonly Float64Array[],
  cells: FixCells,
  masses: ArrayLike<number>,
  isUnknown: readonly boolean[],
) {
  const lost = new Float64Array(cells.causes);
  for (let i = 0; i < masses.length; i++) if (cells.cause[i]! >= 0) lost[cells.cause[i]!]! += masses[i];
  const known = lost.reduce((sum, mass, c) => sum + (isUnknown[c] ? 0 : mass), 0);
  if (known === 0) return;
  for (const effect of effects) {
    const mean = lost.reduce((sum, mass, c) => sum + (isUnknown[c] ? 0 : mass * effect[c]!), 0) / known;
    isUnknown.forEach((unknown, c) => {
      if (unknown) effect[c] = mean;
    });
  }
}

/**
 * All figures of a segment. Shares come from the masses given, the whole they are of from the segment: who the customers are, and
 * what they are worth, is known; who leaves is not.
 */
export function figuresOf(
  cells: FixCells,
  masses: readonly ArrayLike<number>[],
  fixed: FixedCauses,
  drawn: readonly number[],
  places: FigurePlaces,
): Float64Array {
  const effects = effectsBy(fixed, drawn);
  if (fixed.isShared) shareOut(effects, cells, masses[0]!, fixed.isUnknown);
  const factors = [new Float64Array(cells.causes), ...effects].map((effect) => effect.map((share) => 1 - share));
  const figures = new Float64Array(places.length);
  masses.forEach((each, m) => {
    const total = cells.totals[m]!;
    const [now, ...then] = scaledIncidence(cells, each, factors);
    figures[places.lost(m)] = total * (1 - now!.survival);
    if (m === 0) for (let c = 0; c < cells.causes; c++) figures[places.lostTo(c)] = total * now!.incidence[c]!;
    then.forEach(({ survival, incidence }, f) => {
      let [subtraction, elsewhere, later] = [0, 0, 0];
      for (let c = 0; c < cells.causes; c++) {
        const [effect, before, after] = [effects[f]![c]!, now!.incidence[c]!, incidence[c]!];
        subtraction += effect * before;
        // Neither can be below 0: at each time at least as many are still there as without the fix.
        if (effect > 0) later += Math.max(0, after - (1 - effect) * before);
        else elsewhere += Math.max(0, after - before);
        if (m === 0) figures[places.stillLostTo(f, c)] = total * after;
      }
      figures[places.part(f, m, "kept")] = total * (survival - now!.survival);
      figures[places.part(f, m, "bySubtraction")] = total * subtraction;
      figures[places.part(f, m, "elsewhere")] = total * elsewhere;
      figures[places.part(f, m, "later")] = total * later;
      figures[places.part(f, m, "still")] = total * (1 - survival);
    });
  });
  return figures;
}
