import { percentileInterval } from "./bootstrapInterval.js";
import type { Interval } from "./interval.js";

/** A share and its standard error, of the sample or of a resample. */
export interface ShareWithError {
  readonly share: number;
  readonly error: number;
}

const logOdds = (share: number) => Math.log(share / (1 - share));

/** Smaller errors than this part of the share are what rounding left of none. */
const NOTHING = 1e-12;

/** Whether there are log-odds, and an error of them. */
export const hasLogOdds = ({ share, error }: ShareWithError): boolean =>
  share > 0 && share < 1 && error > NOTHING * share && Number.isFinite(error);

/** How many standard errors a resample lies from the sample, on log-odds. */
export function studentized({ share, error }: ShareWithError, sample: number): number {
  return ((logOdds(share) - logOdds(sample)) / error) * share * (1 - share);
}

/**
 * A bootstrap-t interval of a share: as many standard errors around it, on log-odds, as resamples lie from the sample in theirs. It
 * follows a statistic whose spread grows with its value, where percentiles lie too near one end.
 *
 * @param distances of resamples, from `studentized`
 * @see Efron and Tibshirani (1993), An Introduction to the Bootstrap, section 12.5; Davidson (2009), Journal of Econometrics 150, for inequality
 */
export function studentizedInterval(
  distances: Float64Array,
  { share, error }: ShareWithError,
  level: number,
): Interval {
  const { lower: least, upper: most } = percentileInterval(distances, level);
  const scale = error / (share * (1 - share));
  const back = (distance: number) => 1 / (1 + Math.exp(distance * scale - logOdds(share)));
  return { lower: back(most), upper: back(least) };
}
