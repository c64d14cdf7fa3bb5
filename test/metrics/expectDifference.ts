import { expect } from "vitest";
import type { DifferenceRow } from "../../src/metrics/answers/differenceRow.js";

interface Expected {
  readonly estimate: number;
  readonly interval: readonly number[] | null;
  readonly statistic: number | null;
  readonly pValue: number | null;
}

/** Relative to the size of what is compared. */
function near(found: number | null, expected: number | null, digits: number): void {
  if (expected === null || found === null) expect(found).toBe(expected);
  else expect(found / Math.max(1, Math.abs(expected))).toBeCloseTo(expected / Math.max(1, Math.abs(expected)), digits);
}

/** A difference is the reference's: the estimate, its bounds, the test. */
export function expectDifference(row: DifferenceRow, expected: Expected): void {
  near(row.estimate, expected.estimate, 12);
  near(row.lower, expected.interval?.[0] ?? null, 9);
  near(row.upper, expected.interval?.[1] ?? null, 9);
  near(row.statistic, expected.statistic, 9);
  near(row.pValue, expected.pValue, 9);
}
