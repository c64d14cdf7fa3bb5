import type { Interval } from "../../statistics/interval.js";
import type { AboveNoise } from "./driverRow.js";

/** What resamples say of one driver that varies. */
export interface ResampledDriver {
  readonly weight: Interval;
  readonly share: Interval | null;
  readonly ranks: {
    readonly rankLower: number;
    readonly rankUpper: number;
    readonly rankProbabilities: readonly number[];
  };
  readonly aboveNoise: AboveNoise | null;
}

export interface DriverResamples {
  readonly drivers: readonly ResampledDriver[];
  readonly rSquared: Interval;
  readonly redrawn: number;
  /** The share of resamples in which the first of two kept drivers has the larger weight. */
  larger(first: number, second: number): number;
}
