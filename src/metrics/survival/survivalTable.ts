import { atRisk, knownUntil, stepAt } from "../../statistics/survivalCurve.js";
import { type SurvivalScale, survivalInterval } from "../../statistics/survivalInterval.js";
import type { SurvivalCase } from "./kaplanMeierRow.js";

/** Where a curve stands at a time that was asked for. */
export interface SurvivalAt {
  readonly time: number;
  /** Watched just before this time, and without the event so far. */
  readonly atRisk: number;
  /** Null beyond what the curve is known for. */
  readonly survival: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** As many times as a line below a figure holds. */
const MOST = 7;

/** Even, round times from 0 to the last of all curves: steps of 1, 2 or 5 times a power of ten. */
export function evenTimes(cases: readonly SurvivalCase[]): number[] {
  const last = Math.max(0, ...cases.map(({ steps }) => steps.at(-1)?.time ?? 0));
  if (last === 0) return [0];
  const power = 10 ** Math.floor(Math.log10(last / MOST));
  const step = power * ([1, 2, 5].find((factor) => last / (factor * power) < MOST) ?? 10);
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}

/** The curve of a segment at these times. */
export function survivalTable(
  { segment, steps }: SurvivalCase,
  asked: readonly number[],
  { level, scale }: { readonly level: number; readonly scale: SurvivalScale },
): SurvivalAt[] {
  const times = [...new Set(asked)].sort((a, b) => a - b);
  const risks = atRisk(segment.spells, times);
  const until = knownUntil(steps);
  return times.map((time, i) => {
    const found = stepAt(steps, time);
    const interval = found === null || time > until ? null : survivalInterval(found, level, scale);
    return {
      time,
      atRisk: risks[i]!,
      survival: time > until ? null : (found?.survival ?? 1),
      lower: interval?.lower ?? null,
      upper: interval?.upper ?? null,
    };
  });
}
