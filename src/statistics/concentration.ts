/** Amounts from the largest to the smallest, and how many have each: neighbours taken together have the mean of theirs. */
export interface RankedAmounts {
  readonly amounts: Float64Array;
  readonly counts: ArrayLike<number>;
}

/** How concentrated amounts are, each number with the standard error that it has in samples. */
export interface Concentration {
  /** What share of the total the largest hold. */
  readonly share: number;
  /** Which share of their number, largest first, holds the threshold. */
  readonly needed: number;
  readonly gini: number;
  readonly errors: { readonly share: number; readonly needed: number; readonly gini: number };
}

/** A point of the curve of the largest first: the largest `cases` (a share of their number) hold `amount` (a share of the total). */
export interface ConcentrationPoint {
  readonly cases: number;
  readonly amount: number;
}

/**
 * Amounts in so many steps or fewer that are neighbours in rank: none holds more than twice its part of the cases or of the total, but
 * where one amount alone does. What is lost within a step is next to nothing, as neighbours are nearly alike.
 *
 * @param descending from the largest to the smallest, at least 0
 */
export function rankedAmounts(descending: Float64Array, most: number): RankedAmounts {
  const n = descending.length;
  if (n <= most) return { amounts: descending, counts: new Int32Array(n).fill(1) };
  let total = 0;
  for (const amount of descending) total += amount;
  const [amounts, counts]: [number[], number[]] = [[], []];
  let [held, sum, size] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    held += descending[i]!;
    sum += descending[i]!;
    size++;
    // Half of a step is a share of the cases, half of it of the total.
    const reached = (((i + 1) / n + held / total) / 2) * most;
    if (i < n - 1 && reached < amounts.length + 1) continue;
    amounts.push(sum / size);
    counts.push(size);
    [sum, size] = [0, 0];
  }
  return { amounts: Float64Array.from(amounts), counts: Int32Array.from(counts) };
}

function totals({ amounts, counts }: RankedAmounts): [cases: number, total: number] {
  let [cases, total] = [0, 0];
  for (let i = 0; i < amounts.length; i++) {
    cases += counts[i]!;
    total += counts[i]! * amounts[i]!;
  }
  return [cases, total];
}

/**
 * What share of the total the largest hold, how many of the largest hold a threshold of it, and the Gini coefficient. Where the cut falls
 * within a case, the same part of its amount counts as of the case: the curve is straight between cases.
 *
 * Standard errors are those of the linearised statistics (influence functions) of a sample.
 *
 * @param top which share of the cases is meant by the largest, between 0 and 1
 * @param threshold which share of the total is asked for, between 0 and 1
 * @returns null where there is no total
 * @example concentration({ amounts: Float64Array.of(6, 3, 1), counts: [1, 1, 1] }, 0.5, 0.75).share // 0.75
 * @see Langel and Tillé (2013), Journal of the Royal Statistical Society A 176, for the variance of the Gini coefficient
 */
export function concentration(ranked: RankedAmounts, top: number, threshold: number): Concentration | null {
  const { amounts, counts } = ranked;
  const [cases, total] = totals(ranked);
  if (!(total > 0)) return null;
  const [places, wanted] = [top * cases, threshold * total];
  let [share, atTop, needed, atNeeded] = [0, 0, 0, 0];
  let [above, held, area] = [0, 0, 0];
  for (let i = 0; i < amounts.length; i++) {
    const amount = amounts[i]!;
    const count = counts[i]!;
    if (count === 0) continue;
    // The last step before a cut is passed is the one that it falls into.
    if (above < places) {
      share = Math.min(1, (held + Math.min(count, places - above) * amount) / total);
      atTop = amount;
    }
    if (held < wanted && amount > 0) {
      needed = (above + Math.min(count, (wanted - held) / amount)) / cases;
      atNeeded = amount;
    }
    const more = count * amount;
    area += count * (held + more / 2);
    above += count;
    held += more;
  }
  const gini = Math.max(0, (2 * area) / (cases * total) - 1);
  const found = { share, needed, gini };
  return { ...found, errors: errorsOf(ranked, { ...found, atTop, atNeeded, top, threshold, cases, total }) };
}

interface Cuts {
  readonly share: number;
  readonly needed: number;
  readonly gini: number;
  readonly atTop: number;
  readonly atNeeded: number;
  readonly top: number;
  readonly threshold: number;
  readonly cases: number;
  readonly total: number;
}

/** Root of the sum of the squared influences over n(n − 1). */
function errorsOf({ amounts, counts }: RankedAmounts, cuts: Cuts): Concentration["errors"] {
  const { share, needed, gini, atTop, atNeeded, top, threshold, cases, total } = cuts;
  const mean = total / cases;
  let [above, held] = [0, 0];
  let [ofShare, ofNeeded, ofGini] = [0, 0, 0];
  for (let i = 0; i < amounts.length; i++) {
    const amount = amounts[i]!;
    const count = counts[i]!;
    if (count === 0) continue;
    const inTop = (amount > atTop ? amount - atTop : 0) + top * atTop - share * amount;
    const inNeeded = (amount > atNeeded ? amount - atNeeded : 0) + needed * atNeeded - threshold * amount;
    // Shares of the cases and of the total that lie below, up to the middle of these.
    const below = 1 - (above + count / 2) / cases;
    const lorenz = 1 - (held + (count * amount) / 2) / total;
    const inGini = 2 * amount * below - 2 * mean * lorenz - (gini + 1) * amount + mean * (1 - gini);
    ofShare += count * inTop * inTop;
    ofNeeded += count * inNeeded * inNeeded;
    ofGini += count * inGini * inGini;
    above += count;
    held += count * amount;
  }
  const root = (sum: number, unit: number) => Math.sqrt(sum / (cases * (cases - 1))) / unit;
  return { share: root(ofShare, mean), needed: root(ofNeeded, atNeeded), gini: root(ofGini, mean) };
}

/**
 * The curve of the largest first: what share of the total the largest 0, 1, 2 … hold, as far as steps are told apart. It is the Lorenz
 * curve seen from the other end.
 *
 * @returns from (0, 0) to (1, 1); [] where there is no total
 * @example concentrationCurve({ amounts: Float64Array.of(3, 1), counts: [1, 1] }) // [{ cases: 0, amount: 0 }, { cases: 0.5, amount: 0.75 }, { cases: 1, amount: 1 }]
 */
export function concentrationCurve(ranked: RankedAmounts): ConcentrationPoint[] {
  const { amounts, counts } = ranked;
  const [cases, total] = totals(ranked);
  if (!(total > 0)) return [];
  const points: ConcentrationPoint[] = [{ cases: 0, amount: 0 }];
  let [above, held] = [0, 0];
  for (let i = 0; i < amounts.length; i++) {
    above += counts[i]!;
    held += counts[i]! * amounts[i]!;
    const isLast = i === amounts.length - 1;
    points.push({ cases: above / cases, amount: isLast ? 1 : Math.min(1, held / total) });
  }
  return points;
}
