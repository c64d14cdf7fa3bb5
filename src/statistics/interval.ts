/** Two bounds; lower ≤ upper. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** An interval cut to a range it cannot leave. */
export const clipped = ({ lower, upper }: Interval, min: number, max: number): Interval => ({
  lower: Math.min(max, Math.max(min, lower)),
  upper: Math.min(max, Math.max(min, upper)),
});

/** Throws unless the level is a share strictly between 0 and 1 (.95, not 95). */
export function requireLevel(level: number, caller: string): void {
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`${caller} requires a level between 0 and 1, such as 0.95; got ${level}`);
  }
}
