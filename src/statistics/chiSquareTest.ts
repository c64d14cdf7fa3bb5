import { chiSquareUpperTail } from "./distributions.js";

/** Counts by row and column: segments by reasons, say. */
export type ContingencyTable = readonly (readonly number[])[];

interface ChiSquare {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

/** What each count would be if nothing but chance were at work, and how far it is from that. */
export interface Independence {
  readonly expected: readonly (readonly number[])[];
  /**
   * (O − E)/√(E(1 − row share)(1 − column share)): about standard normal in each cell. Null in rows and columns that are empty or
   * hold everything.
   */
  readonly adjustedResiduals: readonly (readonly (number | null)[])[];
  /** The least of the expected counts that are not 0: below 5 the p-value is not to be trusted; null without counts. */
  readonly leastExpected: number | null;
  /** Null where fewer than two rows or two columns have counts. */
  readonly test: ChiSquare | null;
  readonly n: number;
}

/** The sums of a table. */
export interface Margins {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly n: number;
}

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/** Throws unless a table is rectangular, of whole counts from 0. */
export function marginsOf(table: ContingencyTable, caller: string): Margins {
  const width = table[0]?.length ?? 0;
  if (width === 0) throw new RangeError(`${caller} requires a table with rows and columns; got none`);
  const uneven = table.find((row) => row.length !== width);
  if (uneven) throw new RangeError(`${caller} requires rows of ${width} counts; got one of ${uneven.length}`);
  const wrong = table.flat().find((count) => !Number.isInteger(count) || count < 0);
  if (wrong !== undefined) throw new RangeError(`${caller} requires whole counts from 0; got ${wrong}`);
  const rows = table.map(total);
  return { rows, columns: table[0]!.map((_, j) => total(table.map((row) => row[j]!))), n: total(rows) };
}

const tested = (statistic: number, degreesOfFreedom: number): ChiSquare => ({
  statistic,
  degreesOfFreedom,
  pValue: chiSquareUpperTail(statistic, degreesOfFreedom),
});

/**
 * Pearson's χ² test that rows and columns have nothing to do with each other, without a correction for continuity. Its p-value is
 * good where expected counts are about 5 and more: else `fisherPValue` (small) or `monteCarloIndependence`. The residuals say which
 * cells it comes from; looked at one by one they need Holm's or Benjamini and Hochberg's adjustment.
 *
 * @param table whole counts of independent cases, each in one cell: a customer with two reasons is not two cases
 * @returns rows and columns without counts are left out of the degrees of freedom
 * @example chiSquareIndependence([[20, 30], [30, 20]]).test // { statistic: 4, degreesOfFreedom: 1, pValue: 0.0455 }
 * @see Pearson (1900), Philosophical Magazine 50; Haberman (1973), Biometrics 29
 */
export function chiSquareIndependence(table: ContingencyTable): Independence {
  const { rows, columns, n } = marginsOf(table, "chiSquareIndependence");
  const expected = rows.map((row) => columns.map((column) => (n === 0 ? 0 : (row * column) / n)));
  let statistic = 0;
  const adjustedResiduals = table.map((counts, i) =>
    counts.map((count, j) => {
      const [E, apart] = [expected[i]![j]!, (1 - rows[i]! / n) * (1 - columns[j]! / n)];
      if (E > 0) statistic += (count - E) ** 2 / E;
      return E > 0 && apart > 0 ? (count - E) / Math.sqrt(E * apart) : null;
    }),
  );
  const used = (sums: readonly number[]) => sums.filter((sum) => sum > 0).length;
  const degreesOfFreedom = (used(rows) - 1) * (used(columns) - 1);
  const positive = expected.flat().filter((value) => value > 0);
  return {
    expected,
    adjustedResiduals,
    leastExpected: positive.length === 0 ? null : Math.min(...positive),
    test: degreesOfFreedom > 0 ? tested(statistic, degreesOfFreedom) : null,
    n,
  };
}

/** How counts of classes fit shares that were given. */
export interface GoodnessOfFit {
  readonly expected: readonly number[];
  /** (O − E)/√(E(1 − share)): about standard normal in each class. Null without counts. */
  readonly adjustedResiduals: readonly (number | null)[];
  readonly leastExpected: number | null;
  /** Null without counts. */
  readonly test: ChiSquare | null;
  readonly n: number;
}

/**
 * Pearson's χ² test that counts come from given shares: last year's distribution, or all classes alike. The shares must not have been
 * estimated from these counts.
 *
 * @param shares above 0, adding up to 1; all alike unless given
 * @example chiSquareGoodness([30, 50, 20], [0.25, 0.5, 0.25]).test // { statistic: 2, degreesOfFreedom: 2, pValue: 0.3679 }
 */
export function chiSquareGoodness(
  counts: readonly number[],
  shares: readonly number[] = counts.map(() => 1 / counts.length),
): GoodnessOfFit {
  const { n } = marginsOf([counts], "chiSquareGoodness");
  if (counts.length < 2) throw new RangeError(`chiSquareGoodness requires at least 2 classes; got ${counts.length}`);
  if (shares.length !== counts.length) {
    throw new RangeError(`chiSquareGoodness requires ${counts.length} shares; got ${shares.length}`);
  }
  const wrong = shares.find((share) => !(share > 0));
  if (wrong !== undefined) throw new RangeError(`chiSquareGoodness requires shares above 0; got ${wrong}`);
  const sum = total(shares);
  if (Math.abs(sum - 1) > 1e-9) throw new RangeError(`chiSquareGoodness requires shares that add up to 1; got ${sum}`);
  const expected = shares.map((share) => share * n);
  const statistic = total(counts.map((count, i) => (n === 0 ? 0 : (count - expected[i]!) ** 2 / expected[i]!)));
  return {
    expected,
    adjustedResiduals: counts.map((count, i) =>
      n === 0 ? null : (count - expected[i]!) / Math.sqrt(expected[i]! * (1 - shares[i]!)),
    ),
    leastExpected: n === 0 ? null : Math.min(...expected),
    test: n === 0 ? null : tested(statistic, counts.length - 1),
    n,
  };
}
