import { kendall } from "../../statistics/kendall.js";
import type { Estimate, Keys } from "../result.js";
import { segmentName } from "../segments.js";
import { fromIntervals, hundredScale, type IndexResult, onHundred } from "./indexScale.js";

export type { IndexResult } from "./indexScale.js";

/** Indices by the name they are to have: `{ NPS: await nps(…), CSAT: await csat(…) }`. */
export type Indices = Readonly<Record<string, IndexResult>>;

/** A segment under one index, on 0–100. */
export interface IndexRow extends Estimate {
  readonly keys: Keys;
  readonly segment: string;
  /** 1 is the best; segments that are alike share the better rank. */
  readonly rank: number | null;
}

export interface ComparedIndex {
  readonly name: string;
  /** What the index is, with its variant. */
  readonly label: string;
  /** What stands at 0 and at 100, in the index's own unit. */
  readonly worst: number;
  readonly best: number;
  readonly method: string;
  readonly overall: Estimate;
  readonly rows: readonly IndexRow[];
}

/** How two indices agree about the order of the segments. */
export interface IndexAgreement {
  readonly first: string;
  readonly second: string;
  /** Kendall's τ-b of the two orders, −1 to 1; null where one of them tells nobody apart. */
  readonly kendall: number | null;
  /** Pairs of segments in the same order, in the opposite one, and alike in either. */
  readonly same: number;
  readonly opposite: number;
  readonly tied: number;
  /** Pairs which each index orders beyond chance: the same way, and the opposite way. Only the latter contradict each other. */
  readonly confirmed: number;
  readonly contradicted: number;
}

export interface IndicesResult {
  readonly metric: "compareIndices";
  readonly by: readonly string[];
  readonly level: number;
  readonly indices: readonly ComparedIndex[];
  /** Every pair of indices. */
  readonly agreement: readonly IndexAgreement[];
}

/** Throws unless there are two and more indices of the same columns at the same level. */
export function requireIndices(indices: Indices, caller: string): readonly (readonly [string, IndexResult])[] {
  const named = Object.entries(indices);
  if (named.length < 2) throw new TypeError(`${caller} requires at least two indices; got ${named.length}`);
  const described = named.map(([, { by, level }]) => `by '${by.join("', '")}' at level ${level}`);
  const other = described.find((text) => text !== described[0]);
  if (other !== undefined) {
    throw new TypeError(`${caller} requires indices of the same columns and level; got ${described[0]} and ${other}`);
  }
  if (named[0]![1].by.length === 0) {
    throw new TypeError(`${caller} requires indices by a column, the segments or waves they put in order; got none`);
  }
  return named;
}

/** Ranks from 1, the best; what has no estimate has none. */
function ranks(rows: readonly Estimate[]): (number | null)[] {
  const known = rows.flatMap(({ estimate }) => (estimate === null ? [] : [estimate]));
  return rows.map(({ estimate }) => (estimate === null ? null : 1 + known.filter((other) => other > estimate).length));
}

function comparedIndex(name: string, result: IndexResult, caller: string): ComparedIndex {
  const scale = hundredScale(result, name, caller);
  const rows = result.rows.map((row) => ({
    keys: row.keys,
    segment: segmentName(result.by, Object.values(row.keys)),
    ...onHundred(row, scale),
  }));
  const places = ranks(rows);
  return {
    name,
    label: result.label,
    ...scale,
    method: result.method,
    overall: onHundred(result.overall, scale),
    rows: rows.map((row, i) => ({ ...row, rank: places[i]! })),
  };
}

/** Which of two segments an index puts higher beyond chance: 1, −1, or 0 where it cannot tell. */
function order(a: Estimate, b: Estimate, level: number): number {
  const difference = fromIntervals(a, b, level);
  if (difference === null) return 0;
  return difference.lower > 0 ? 1 : difference.upper < 0 ? -1 : 0;
}

function agreement(first: ComparedIndex, second: ComparedIndex, level: number): IndexAgreement {
  const both = first.rows.flatMap((row) => {
    const same = second.rows.find(({ segment }) => segment === row.segment);
    return same === undefined || row.estimate === null || same.estimate === null ? [] : [[row, same] as const];
  });
  const { tau, ...pairs } = kendall(
    both.map(([a]) => a.estimate!),
    both.map(([, b]) => b.estimate!),
  );
  const products = both.flatMap(([a, b], i) =>
    both.slice(i + 1).map(([c, d]) => order(a, c, level) * order(b, d, level)),
  );
  return {
    first: first.name,
    second: second.name,
    kendall: tau,
    ...pairs,
    confirmed: products.filter((product) => product > 0).length,
    contradicted: products.filter((product) => product < 0).length,
  };
}

/**
 * Several satisfaction indices side by side: each on 0–100, the rank of every segment under each, and how far they agree.
 *
 * Levels of different indices mean different things even on one scale: NPS 0 is 50, a CSAT of 50 % is 50, and the two say nothing to
 * each other. What can be compared is the order in which they put segments or waves, and whether they see the same differences.
 * Two indices contradict each other only where both order two segments beyond chance, and not alike: a difference of order
 * alone may be noise (`opposite` counts all, `contradicted` those beyond chance).
 *
 * Estimates 0 to 100, 100 the good end of each (of CES 1.0, low is good, turned round). Intervals are those of each index,
 * moved along. Whether two segments differ is told from their intervals (MOVER), as independent ones: for waves of the same
 * customers somewhat cautious. What has no estimate has no rank.
 *
 * @param indices results by the same columns at the same level, named
 * @example (await compareIndices({ NPS: await nps(answers, { score, by }), CSAT: await csat(answers, { score: s, rule, by }) })).agreement
 * @see Kendall (1945), Biometrika 33; Zou and Donner (2008), Statistics in Medicine 27
 */
export function compareIndices(indices: Indices): IndicesResult {
  const named = requireIndices(indices, "compareIndices");
  const { by, level } = named[0]![1];
  const compared = named.map(([name, result]) => comparedIndex(name, result, "compareIndices"));
  return {
    metric: "compareIndices",
    by,
    level,
    indices: compared,
    agreement: compared.flatMap((first, i) => compared.slice(i + 1).map((second) => agreement(first, second, level))),
  };
}
