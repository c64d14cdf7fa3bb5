import { random } from "../../statistics/random.js";
import { type FixCells, fixCells, knownUntil } from "./reasonsFixedCells.js";
import { drawnEffects, type FigurePlaces, type FixedCauses, figuresOf } from "./reasonsFixedFigures.js";
import type { WatchedSegment } from "./reasonsFixedTally.js";

/** The figures of a segment, or of several added up, with what they are in each resample. */
export interface SegmentFigures {
  readonly n: number;
  /** Customers, or their weights together; then each value. */
  readonly totals: readonly number[];
  readonly point: Float64Array;
  readonly replicates: readonly Float64Array[];
  readonly atHorizon: number;
  /** Why there are no figures; null where there are. */
  readonly why: string | null;
}

export interface ResampleSettings {
  readonly horizon: number;
  readonly measures: number;
  readonly places: FigurePlaces;
  readonly resamples: number;
  readonly seed: number;
}

const shown = (time: number) => String(Math.round(time * 100) / 100);

function segmentFigures(
  cells: FixCells,
  fixed: FixedCauses,
  effects: readonly (readonly number[])[],
  { places }: ResampleSettings,
  seed: number,
) {
  const stream = random(seed);
  return {
    point: figuresOf(cells, cells.masses, fixed, drawnEffects(fixed.fixes, null), places),
    replicates: effects.map((drawn) => figuresOf(cells, cells.draw(stream), fixed, drawn, places)),
  };
}

/**
 * Point and resamples of each segment: as many of its customers drawn again, and in each resample one effectiveness of every fix,
 * the same for all segments.
 */
export function resampledFigures(
  segments: readonly WatchedSegment[],
  fixed: FixedCauses,
  settings: ResampleSettings,
): SegmentFigures[] {
  const { horizon, measures, resamples, seed } = settings;
  const stream = random(seed);
  const effects = Array.from({ length: resamples }, () => drawnEffects(fixed.fixes, stream));
  return segments.map((segment) => {
    const cells = fixCells(segment, fixed.causes, horizon, measures);
    const shared = { n: segment.customers.length, totals: cells.totals, atHorizon: cells.atHorizon };
    const until = knownUntil(segment);
    if (horizon > until)
      return { ...shared, point: new Float64Array(0), replicates: [], why: `followed only to ${shown(until)}` };
    const own = Math.floor(stream.next() * 2 ** 32);
    return { ...shared, ...segmentFigures(cells, fixed, effects, settings, own), why: null };
  });
}

function added(all: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(all[0]?.length ?? 0);
  for (const each of all) for (let i = 0; i < sum.length; i++) sum[i]! += each[i];
  return sum;
}

/** Several segments together: what is kept of all is the sum of what is kept of each. */
export function pooledFigures(segments: readonly SegmentFigures[], measures: number): SegmentFigures {
  const why = segments.length === 0 ? "no customers" : (segments.find((one) => one.why !== null)?.why ?? null);
  const resamples = segments[0]?.replicates.length ?? 0;
  return {
    n: segments.reduce((sum, { n }) => sum + n, 0),
    totals: Array.from({ length: measures }, (_, m) => segments.reduce((sum, { totals }) => sum + totals[m]!, 0)),
    atHorizon: segments.reduce((sum, { atHorizon }) => sum + atHorizon, 0),
    point: why === null ? added(segments.map(({ point }) => point)) : new Float64Array(0),
    replicates:
      why === null
        ? Array.from({ length: resamples }, (_, i) => added(segments.map(({ replicates }) => replicates[i]!)))
        : [],
    why,
  };
}
