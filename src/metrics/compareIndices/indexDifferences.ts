import type { Cell } from "../../tables/table.js";
import { requireValue } from "../answers/answerPairs.js";
import { type DifferenceRow, UNPAIRED, UNTESTED, withHolm } from "../answers/differenceRow.js";
import type { Estimate, Result } from "../result.js";
import { type Indices, requireIndices } from "./compareIndices.js";
import { fromIntervals, hundredScale, type IndexResult, onHundred } from "./indexScale.js";

export interface IndexDifferencesOptions {
  /** Two values of the column the indices are by: the first minus the second. */
  readonly between: readonly [Cell, Cell];
}

const CALLER = "indexDifferences";

function differenceOf(first: Estimate, second: Estimate, level: number) {
  const difference = fromIntervals(first, second, level);
  if (difference === null) {
    const isKnown = first.estimate !== null && second.estimate !== null;
    const note = first.note ?? second.note ?? "no interval";
    return { estimate: isKnown ? first.estimate - second.estimate : null, lower: null, upper: null, ...UNTESTED, note };
  }
  const { estimate, lower, upper, statistic, pValue } = difference;
  return { estimate, lower, upper, statistic, pValue, adjustedPValue: null, note: null };
}

function rowOf(
  name: string,
  result: IndexResult,
  between: readonly [Cell, Cell],
): DifferenceRow & { keys: { index: string } } {
  const [by] = result.by as [string];
  const scale = hundredScale(result, name, CALLER);
  const values: Cell[] = result.rows.map(({ keys }) => keys[by] ?? null);
  const [first, second] = between.map((value) => {
    requireValue(values, value, by, CALLER);
    return onHundred(result.rows[values.indexOf(value)]!, scale);
  }) as [Estimate, Estimate];
  return {
    keys: { index: name },
    n: first.n + second.n,
    first: String(between[0]),
    second: String(between[1]),
    firstEstimate: first.estimate,
    secondEstimate: second.estimate,
    firstN: first.n,
    secondN: second.n,
    ...UNPAIRED,
    ...differenceOf(first, second, result.level),
  };
}

/**
 * The same difference under several satisfaction indices: one wave minus another, or one segment minus another, each on 0–100.
 *
 * For the question which index saw a change at all. Points of different indices are of different size; `statistic`, the
 * difference in standard errors, can be set side by side: the larger, the clearer the index sees it.
 *
 * −100 to 100, above 0 when the first is better (of CES 1.0 too, which is turned round). Intervals from those of the two sides,
 * taken as independent (MOVER): for waves of the same customers somewhat cautious; the difference of each index alone
 * (`npsDifference`, `csatDifference`, `cesDifference`) can pair them. p-values: Holm's over all indices. Null where a side is.
 *
 * @param indices results by one and the same column at the same level, named
 * @throws a value of `between` that is not in the column, naming the nearest
 * @example indexDifferences({ NPS: await nps(answers, { score, by: "wave" }), CES: await ces(answers, { score: e, version: 2, by: "wave" }) }, { between: ["2025-Q4", "2025-Q2"] })
 * @see Zou and Donner (2008), Statistics in Medicine 27
 */
export function indexDifferences(indices: Indices, { between }: IndexDifferencesOptions): Result<DifferenceRow> {
  const named = requireIndices(indices, CALLER);
  const { by, level } = named[0]![1];
  if (by.length > 1) throw new TypeError(`${CALLER} requires indices by one column; got '${by.join("', '")}'`);
  const all = named.map(([name, result]) => rowOf(name, result, between));
  const rows = withHolm(all).map((row, i) => ({ ...row, keys: all[i]!.keys }));
  const { keys: _keys, ...first } = all[0]!;
  const nothing = { estimate: null, lower: null, upper: null, firstEstimate: null, secondEstimate: null, ...UNTESTED };
  const most = Math.max(...rows.map(({ n }) => n));
  return {
    metric: CALLER,
    label: "Difference of each index, 0 to 100",
    overall: { ...first, ...nothing, n: most, note: `${rows.length} indices: see rows` },
    rows,
    by: ["index"],
    level,
    method: "MOVER, from the intervals of both sides",
    unit: "index",
    excluded: { missing: 0, outOfRange: 0 },
  };
}
