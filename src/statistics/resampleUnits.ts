/** Up to so many rows a bootstrap draws single rows. */
const MOST_SINGLE = 4000;
const UNITS = 1000;

/**
 * How many units a bootstrap of sums draws: single rows, or, where there are more, 1,000 units among which all rows are dealt. Drawing
 * those anew gives the spread that drawing the rows would, known to about 2.2 %: no more than 1,000 resamples know of it.
 *
 * @example resampleUnits(1_000_000) // 1000
 */
export const resampleUnits = (rows: number): number => (rows > MOST_SINGLE ? UNITS : rows);
