import { normalInterval } from "../../statistics/estimate.js";
import { clipped } from "../../statistics/interval.js";
import { knownUntil, type SurvivalStep, stepAt, survivalCurve } from "../../statistics/survivalCurve.js";
import { type SurvivalScale, survivalError, survivalInterval } from "../../statistics/survivalInterval.js";
import { restrictedMean, survivalQuantile } from "../../statistics/survivalTimes.js";
import type { Estimate } from "../result.js";
import { type SurvivalAt, survivalTable } from "./survivalTable.js";
import type { SurvivalSegment } from "./survivalTally.js";

/** Where the curve stands from one time on, until the next. */
export interface SurvivalPoint {
  readonly time: number;
  /** Watched just before this time, and without the event so far. */
  readonly atRisk: number;
  readonly events: number;
  /** Whose observation ended at this time without the event. */
  readonly censored: number;
  readonly survival: number;
  /** Greenwood's; null once nobody is left. */
  readonly standardError: number | null;
  /** Null before the first event, and once nobody is left. */
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface RestrictedMean extends Estimate {
  readonly standardError: number | null;
}

/** The estimate is the share without the event up to and including the horizon. */
export interface SurvivalRow extends Estimate {
  readonly horizon: number | null;
  readonly standardError: number | null;
  readonly events: number;
  readonly censored: number;
  /** Cases whose observation began no sooner than it ended; they are in no other number. */
  readonly neverAtRisk: number;
  /** Rows that lack the duration, the entry, or whether the event happened; they are in no other number. */
  readonly missing: number;
  /** The time by which half have had the event. */
  readonly median: Estimate;
  /** The mean time without the event within the horizon: the area under the curve up to there. */
  readonly restrictedMean: RestrictedMean;
  /** Where the curve stands at the times asked for. */
  readonly at: readonly SurvivalAt[];
  /** One point for each time at which an event happened or an observation ended. */
  readonly curve: readonly SurvivalPoint[];
}

export interface SurvivalSettings {
  readonly level: number;
  readonly scale: SurvivalScale;
  readonly horizon: number | null;
  readonly times: readonly number[];
}

/** A segment with its curve. */
export interface SurvivalCase {
  readonly segment: SurvivalSegment;
  readonly steps: readonly SurvivalStep[];
}

export const withCurve = (segment: SurvivalSegment): SurvivalCase => ({
  segment,
  steps: survivalCurve(segment.spells),
});

/** Fewer at risk than this leave the end of a curve to chance. */
const FEW = 10;

/**
 * The longest time up to which every curve is known; the last event where all come down to 0. Null without cases.
 */
export function commonHorizon(cases: readonly SurvivalCase[]): number | null {
  const curves = cases.map(({ steps }) => steps).filter((steps) => steps.length > 0);
  if (curves.length === 0) return null;
  const until = Math.min(...curves.map(knownUntil));
  return Number.isFinite(until) ? until : Math.max(...curves.map((steps) => steps.at(-1)!.time));
}

const asShown = (time: number) => String(Math.round(time * 100) / 100);

function pointOf(step: SurvivalStep, { level, scale }: SurvivalSettings): SurvivalPoint {
  const { time, atRisk, events, censored, survival } = step;
  const { lower, upper } = survivalInterval(step, level, scale) ?? { lower: null, upper: null };
  return { time, atRisk, events, censored, survival, standardError: survivalError(step), lower, upper };
}

function medianOf(steps: readonly SurvivalStep[], n: number, { level, scale }: SurvivalSettings): Estimate {
  const { time, lower, upper } = survivalQuantile(steps, 0.5, level, scale);
  if (time === null) {
    const last = steps.at(-1);
    const why = last === undefined ? "no cases" : `more than half had no event by ${asShown(last.time)}`;
    // A lower bound says something even where the median itself lies beyond what was seen.
    return { estimate: null, lower, upper: null, n, note: why };
  }
  const open = [...(lower === null ? ["lower"] : []), ...(upper === null ? ["upper"] : [])];
  return { estimate: time, lower, upper, n, note: open.length === 0 ? null : `no ${open.join(" and no ")} bound` };
}

function meanOf({ steps }: SurvivalCase, n: number, why: string | null, settings: SurvivalSettings): RestrictedMean {
  const { horizon, level } = settings;
  if (horizon === null || why !== null)
    return { estimate: null, standardError: null, lower: null, upper: null, n, note: why ?? "no cases" };
  const { mean, standardError } = restrictedMean(steps, horizon);
  if (standardError === 0) {
    const note = steps.some(({ events, time }) => events > 0 && time <= horizon) ? "nothing varies" : "no events";
    return {
      estimate: mean,
      standardError: null,
      lower: null,
      upper: null,
      n,
      note: `${note} by the horizon: no interval`,
    };
  }
  const interval = clipped(normalInterval(mean, standardError, level), 0, horizon);
  return { estimate: mean, standardError, ...interval, n, note: null };
}

/** Why nothing is known at the horizon; null where something is. */
function whyUnknown({ segment, steps }: SurvivalCase, horizon: number | null): string | null {
  if (horizon === null || steps.length === 0) {
    if (segment.neverAtRisk > 0) return "nobody was ever at risk";
    return segment.missing > 0 ? "no cases with known times" : "no cases";
  }
  return horizon > knownUntil(steps) ? `followed only to ${asShown(steps.at(-1)!.time)}` : null;
}

/** Where those at risk all had the event although others came later, the curve has lost all it could have learned of them. */
function emptied(steps: readonly SurvivalStep[]): string | null {
  const first = steps.findIndex(({ survival }) => survival === 0);
  const later =
    first < 0 ? 0 : steps.slice(first + 1).reduce((sum, { events, censored }) => sum + events + censored, 0);
  if (later === 0) return null;
  const { time, atRisk } = steps[first]!;
  return `all ${atRisk} at risk had the event at ${asShown(time)}, and ${later} came or stayed under observation after: the curve says nothing of them`;
}

function noteOf({ steps }: SurvivalCase, horizon: number, hasInterval: boolean): string | null {
  const next = steps.find(({ time }) => time >= horizon);
  const notes = [
    emptied(steps),
    hasInterval
      ? null
      : stepAt(steps, horizon)?.survival === 0
        ? "nobody left by the horizon: no interval"
        : "no events by the horizon: no interval",
    hasInterval && next !== undefined && next.atRisk < FEW ? `only ${next.atRisk} at risk at the horizon` : null,
  ];
  return notes.filter((note) => note !== null).join("; ") || null;
}

/** The finish: pure arithmetic on the cases of a segment. */
export function survivalRow(one: SurvivalCase, settings: SurvivalSettings): SurvivalRow {
  const { segment, steps } = one;
  const { horizon, level, scale } = settings;
  const events = steps.reduce((sum, step) => sum + step.events, 0);
  const censored = steps.reduce((sum, step) => sum + step.censored, 0);
  const n = events + censored;
  const shared = {
    n,
    horizon,
    events,
    censored,
    neverAtRisk: segment.neverAtRisk,
    missing: segment.missing,
    median: medianOf(steps, n, settings),
    at: survivalTable(one, settings.times, settings),
    curve: steps.map((step) => pointOf(step, settings)),
  };
  const why = whyUnknown(one, horizon);
  const mean = meanOf(one, n, why, settings);
  if (why !== null || horizon === null)
    return {
      estimate: null,
      lower: null,
      upper: null,
      standardError: null,
      note: why,
      ...shared,
      restrictedMean: mean,
    };
  const step = stepAt(steps, horizon);
  const at = step === null || step.survival === 1 ? null : step;
  const interval = at === null ? null : survivalInterval(at, level, scale);
  return {
    estimate: at?.survival ?? 1,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    standardError: at === null ? null : survivalError(at),
    note: noteOf(one, horizon, interval !== null),
    ...shared,
    restrictedMean: mean,
  };
}
