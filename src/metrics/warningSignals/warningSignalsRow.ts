import type { Estimate } from "../result.js";
import { shareInterval } from "../retention/retentionInterval.js";
import { type Reading, UNKNOWN } from "./history.js";
import type { PanelFrame } from "./panelFrame.js";

/** The estimate is the share for whom the signal fires, of the customers of whom it can be known (`n`). */
export interface WarningSignalRow extends Estimate {
  /** Null: any of them. */
  readonly signal: string | null;
  /** The day at whose end it was read. */
  readonly asOf: string;
  /** Customers on that day: those of whom the signal can be known, and the others. */
  readonly customers: number;
  readonly fires: number;
  readonly unknown: number;
}

/** Customers on one date. */
export interface SignalCounts {
  readonly customers: number;
  readonly fires: number;
  readonly unknown: number;
}

/** Of each date how many customers there were, for how many it fires, and of how many it cannot be known. */
export function countByDate(fires: Uint8Array, { date, days }: PanelFrame): SignalCounts[] {
  const [silent, firing, unknown] = [0, 1, UNKNOWN].map(() => new Int32Array(days.length));
  for (let row = 0; row < fires.length; row++) {
    const into = fires[row] === 0 ? silent! : fires[row] === 1 ? firing! : unknown!;
    into[date[row]!]!++;
  }
  return Array.from(days, (_, at) => ({
    customers: silent![at]! + firing![at]! + unknown![at]!,
    fires: firing![at]!,
    unknown: unknown![at]!,
  }));
}

/** Whether any of them fires; unknown where none can be known. */
export function anyOf(readings: readonly Reading[], rows: number): Uint8Array {
  const any = new Uint8Array(rows).fill(UNKNOWN);
  for (const { fires } of readings) {
    for (let row = 0; row < rows; row++) {
      if (fires[row] === 1 || (fires[row] === 0 && any[row] === UNKNOWN)) any[row] = fires[row]!;
    }
  }
  return any;
}

function noteOf({ customers, unknown }: SignalCounts, needs: string | null): string | null {
  if (customers === 0) return "nobody was a customer on this day";
  if (unknown < customers) return null;
  return needs === null ? "known of nobody" : `known of nobody: ${needs}`;
}

/** The finish: counts of one date as a share with Wilson's interval. */
export function signalRow(
  of: { readonly signal: string | null; readonly asOf: string; readonly needs: string | null },
  counts: SignalCounts,
  level: number,
): WarningSignalRow {
  const { signal, asOf, needs } = of;
  const n = counts.customers - counts.unknown;
  const note = noteOf(counts, needs);
  const estimate = n === 0 ? null : counts.fires / n;
  const bounds = estimate === null ? { lower: null, upper: null } : shareInterval("wilson", estimate, n, level);
  return { signal, asOf, ...counts, estimate, ...bounds, n, note };
}
