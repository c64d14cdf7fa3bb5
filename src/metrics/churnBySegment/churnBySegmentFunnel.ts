import { chiSquareUpperTail } from "../../statistics/distributions.js";
import type { Test } from "../result.js";
import { type ChurnBySegmentRow, type FunnelLimits, limitsAt } from "./churnBySegmentRow.js";

/** The funnel at one size of segment. */
export interface FunnelPoint {
  readonly n: number;
  readonly limits: readonly FunnelLimits[];
}

const POINTS = 48;

interface Spread {
  readonly sum: number;
  readonly segments: number;
}

/** Limits at sizes from the smallest segment to the largest, closer where the funnel bends. */
export function funnelOf(centre: number | null, sizes: readonly number[]): FunnelPoint[] {
  if (centre === null || sizes.length === 0) return [];
  const [least, most] = [Math.max(1, 0.7 * Math.min(...sizes)), 1.15 * Math.max(...sizes)];
  const at = (i: number) => Math.max(1, Math.round(least * (most / least) ** (i / (POINTS - 1))));
  const steps = [...new Set(Array.from({ length: POINTS }, (_, i) => at(i)))];
  return steps.map((n) => ({ n, limits: limitsAt(centre, n) }));
}

/** Σ z² over segments, each against everybody; null where there is nothing to compare. */
export function spreadOf(centre: number | null, rows: readonly ChurnBySegmentRow[]): Spread | null {
  const known = rows.filter(({ estimate }) => estimate !== null);
  if (centre === null || centre === 0 || centre === 1 || known.length < 2) return null;
  const square = ({ estimate, effectiveN }: ChurnBySegmentRow) =>
    ((estimate! - centre) ** 2 * effectiveN!) / (centre * (1 - centre));
  return { sum: known.reduce((sum, row) => sum + square(row), 0), segments: known.length };
}

/** Whether segments differ by more than chance. */
export function homogeneityTest({ sum, segments }: Spread, n: number): Test {
  const degreesOfFreedom = segments - 1;
  const pValue = chiSquareUpperTail(sum, degreesOfFreedom);
  return { statistic: sum, degreesOfFreedom, pValue, method: "Pearson's χ² over all segments", n };
}
