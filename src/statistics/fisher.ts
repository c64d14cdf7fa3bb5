import { type ContingencyTable, type Margins, marginsOf } from "./chiSquareTest.js";
import { logFactorials } from "./logFactorials.js";

/** Tables as likely as the one seen but for rounding count as as unlikely. */
const TIE = 1e-7;

/** Beyond so many arrangements of a larger table the exact test would take seconds. */
const MOST_TABLES = 500_000;

/** The chances of every upper left count, relative to the likeliest; `least` is the first count. */
function hypergeometric(row: number, column: number, n: number): { chances: Float64Array; least: number } {
  const least = Math.max(0, row + column - n);
  const chances = new Float64Array(Math.min(row, column) - least + 1);
  const mode = Math.min(chances.length - 1, Math.max(0, Math.floor(((row + 1) * (column + 1)) / (n + 2)) - least));
  chances[mode] = 1;
  const odds = (x: number) => ((row - x) * (column - x)) / ((x + 1) * (n - row - column + x + 1));
  for (let k = mode; k + 1 < chances.length; k++) chances[k + 1] = chances[k]! * odds(least + k);
  for (let k = mode; k > 0; k--) chances[k - 1] = chances[k]! / odds(least + k - 1);
  return { chances, least };
}

function ofTwoByTwo(seen: number, row: number, column: number, n: number): number {
  const { chances, least } = hypergeometric(row, column, n);
  const limit = chances[seen - least]! * (1 + TIE);
  let [extreme, all] = [0, 0];
  // The small ones first, so that none is lost.
  for (const chance of chances.slice().sort()) {
    all += chance;
    if (chance <= limit) extreme += chance;
  }
  return extreme / all;
}

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/** All tables with these margins, one after the other: cell by cell down the columns, the last column is what the rows have left. */
function ofLarger(table: ContingencyTable, { rows, columns, n }: Margins): number {
  const logs = logFactorials(n);
  const logsOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + logs[count]!, 0);
  const constant = logsOf(rows) + logsOf(columns) - logs[n]!;
  const limit = constant - logsOf(table.flat()) + TIE;
  const left = [...rows];
  let [extreme, all, tables] = [0, 0, 0];
  const place = (j: number, i: number, rest: number, log: number): void => {
    if (j === columns.length - 1) {
      if (++tables > MOST_TABLES) throw new RangeError(tooMany());
      const chance = log - logsOf(left);
      all += Math.exp(chance);
      if (chance <= limit) extreme += Math.exp(chance);
      return;
    }
    const isLast = i === rows.length - 1;
    // What the rows below can still take of this column.
    const room = isLast ? 0 : total(left.slice(i + 1));
    for (let count = Math.max(0, rest - room); count <= Math.min(left[i]!, rest); count++) {
      left[i]! -= count;
      if (isLast) place(j + 1, 0, columns[j + 1]!, log - logs[count]!);
      else place(j, i + 1, rest - count, log - logs[count]!);
      left[i]! += count;
    }
  };
  place(0, 0, columns[0]!, constant);
  return extreme / all;
}

const tooMany = () =>
  `fisherPValue requires a table with at most ${MOST_TABLES.toLocaleString("en")} arrangements; monteCarloIndependence draws some of them`;

/**
 * Fisher's exact test that rows and columns have nothing to do with each other: the chance, with the margins as they are, of a table
 * that is as unlikely as the one seen or more so. Right at any size of counts, where χ² is not; a little too careful, since a p-value
 * can only take the values the margins allow.
 *
 * Two by two at any size. Larger tables only while their arrangements can be gone through; else `monteCarloIndependence`.
 *
 * @returns the two-sided p-value; null where fewer than two rows or two columns have counts
 * @example fisherPValue([[3, 1], [1, 3]]) // 0.4857
 * @see Fisher (1935), Journal of the Royal Statistical Society 98; Freeman and Halton (1951), Biometrika 38
 */
export function fisherPValue(table: ContingencyTable): number | null {
  const margins = marginsOf(table, "fisherPValue");
  const isUsed = (sums: readonly number[]) => (_: unknown, i: number) => sums[i]! > 0;
  const used = table.filter(isUsed(margins.rows)).map((row) => row.filter(isUsed(margins.columns)));
  if (used.length < 2 || used[0]!.length < 2) return null;
  const { rows, columns, n } = marginsOf(used, "fisherPValue");
  if (rows.length > 2 || columns.length > 2) return ofLarger(used, { rows, columns, n });
  return ofTwoByTwo(used[0]![0]!, rows[0]!, columns[0]!, n);
}
