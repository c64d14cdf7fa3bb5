import { tInterval } from "../../statistics/estimate.js";
import { wilsonInterval } from "../../statistics/proportion.js";
import { estimateRatio, linearizedInterval } from "../../statistics/ratio.js";
import { joined } from "../caseShares/shareRow.js";
import type { Estimate } from "../result.js";
import type { RfmPlan } from "./rfmOptions.js";
import type { Scored } from "./rfmScored.js";

/** A segment. The estimate is its share of the n customers. */
export interface RfmRow extends Estimate {
  readonly customers: number;
  /** What its customers spent within the window. */
  readonly value: number;
  /** Its share of what all n customers spent. */
  readonly valueShare: Estimate;
  /** Means of its customers; null of nobody. */
  readonly meanDaysSinceLastPurchase: number | null;
  readonly meanFrequency: number | null;
  readonly meanMonetary: number | null;
}

/** Customers of one score of recency and one of frequency. The estimate is the mean of what is scored as money. */
export interface RfmCell extends Estimate {
  readonly recency: number;
  readonly frequency: number;
}

/** So few customers carry the value that its interval is too narrow. */
const FEW = 50;

/** Sums over the customers of a segment. */
interface Sums {
  customers: number;
  value: number;
  squares: number;
  days: number;
  frequency: number;
  monetary: number;
}

const noSums = (): Sums => ({ customers: 0, value: 0, squares: 0, days: 0, frequency: 0, monetary: 0 });

/** Sums of each segment over some customers. */
function sumsOf({ buyers, monetary, segment }: Scored, some: readonly number[], segments: number): Sums[] {
  const all = Array.from({ length: segments }, noSums);
  for (const i of some) {
    const of = all[segment[i]!]!;
    const value = buyers.total[i]!;
    of.customers++;
    of.value += value;
    of.squares += value * value;
    of.days += buyers.daysSinceLastPurchase[i]!;
    of.frequency += buyers.frequency[i]!;
    of.monetary += monetary[i]!;
  }
  return all;
}

function together(all: readonly Sums[]): Sums {
  const sums = noSums();
  for (const one of all) for (const name of Object.keys(sums) as (keyof Sums)[]) sums[name] += one[name];
  return sums;
}

/** Of the value of all the part of some of them: y is the value of who belongs, 0 of who does not. */
function valueShare(of: Sums, all: Sums, hasNegative: boolean, level: number): Estimate {
  const n = all.customers;
  const nothing = { estimate: null, lower: null, upper: null, n };
  if (n === 0) return { ...nothing, note: "no customers" };
  if (!(all.value > 0)) return { ...nothing, note: "nothing was spent: no shares of it" };
  const ratio = estimateRatio({ n, x: all.value, y: of.value, xx: all.squares, xy: of.squares, yy: of.squares });
  const range = hasNegative ? { lower: -Infinity, upper: Infinity } : { lower: 0, upper: 1 };
  const interval = ratio.standardError ? linearizedInterval(ratio, level, range) : null;
  const { ratio: estimate, effectiveN } = ratio;
  if (interval === null) {
    const why = of.customers === 0 ? "nobody: no interval" : "the whole value or none of it: no interval";
    return { estimate, lower: null, upper: null, n, note: why };
  }
  const few = `few customers carry the value (effective number ${Math.round(effectiveN)}): the interval tends to be too narrow`;
  return { estimate, ...interval, n, note: effectiveN < FEW ? few : null };
}

function rowOf(of: Sums, all: Sums, hasNegative: boolean, level: number): RfmRow {
  const { customers, value } = of;
  const n = all.customers;
  const mean = (sum: number) => (customers === 0 ? null : sum / customers);
  return {
    estimate: n === 0 ? null : customers / n,
    ...(n === 0 ? { lower: null, upper: null } : wilsonInterval(customers, n, level)),
    n,
    customers,
    value,
    valueShare: valueShare(of, all, hasNegative, level),
    meanDaysSinceLastPurchase: mean(of.days),
    meanFrequency: mean(of.frequency),
    meanMonetary: mean(of.monetary),
    note: n === 0 ? "no purchases by the day" : null,
  };
}

/** The finish of some customers: a row for each segment, those of nobody too, and one for all together. */
export function rfmRows(of: Scored, some: readonly number[], plan: RfmPlan, level: number) {
  const sums = sumsOf(of, some, plan.segments.names.length);
  const all = together(sums);
  const hasNegative = some.some((i) => of.buyers.total[i]! < 0);
  const everybody = rowOf(all, all, hasNegative, level);
  return {
    rows: sums.map((one) => rowOf(one, all, hasNegative, level)),
    overall: {
      ...everybody,
      ...{ lower: null, upper: null },
      note: joined(everybody.note ?? "everybody: no share to estimate", unusedScores(of, plan)),
    },
  };
}

/** Scores that nobody has, because too many are alike: 'frequency 2, 3'. */
function unusedScores(of: Scored, { bins }: RfmPlan): string | null {
  if (of.segment.length === 0) return null;
  const parts = (["recency", "frequency", "monetary"] as const).flatMap((part) => {
    const used = new Set(of[`${part}Score`]);
    const unused = Array.from({ length: bins }, (_, i) => i + 1).filter((score) => !used.has(score));
    return unused.length === 0 ? [] : [`${part} ${unused.join(", ")}`];
  });
  return parts.length === 0 ? null : `scores of nobody: ${parts.join("; ")}`;
}

/** A cell of the map for each pair of scores, those of nobody too: from recency 1 and frequency 1 on. */
export function rfmCells({ monetary, recencyScore, frequencyScore }: Scored, bins: number, level: number): RfmCell[] {
  const cells = bins * bins;
  const cellOf = new Int32Array(monetary.length);
  const [n, sums, squares] = [new Float64Array(cells), new Float64Array(cells), new Float64Array(cells)];
  for (let i = 0; i < monetary.length; i++) {
    const cell = (recencyScore[i]! - 1) * bins + frequencyScore[i]! - 1;
    cellOf[i] = cell;
    n[cell]!++;
    sums[cell]! += monetary[i];
  }
  const means = sums.map((sum, cell) => sum / n[cell]!);
  for (let i = 0; i < monetary.length; i++) squares[cellOf[i]!]! += (monetary[i]! - means[cellOf[i]!]!) ** 2;
  return Array.from(n, (customers, cell) => ({
    recency: Math.floor(cell / bins) + 1,
    frequency: (cell % bins) + 1,
    ...meanOf(customers, means[cell]!, squares[cell]!, level),
  }));
}

/** @param squares the sum of squared distances from the mean */
function meanOf(n: number, estimate: number, squares: number, level: number): Estimate {
  if (n === 0) return { estimate: null, lower: null, upper: null, n, note: "nobody" };
  const spread = squares > 1e-24 * n * estimate * estimate ? squares : 0;
  if (spread === 0) {
    const note = n === 1 ? "one customer: no interval" : "all customers alike: no interval";
    return { estimate, lower: null, upper: null, n, note };
  }
  return { estimate, ...tInterval(estimate, Math.sqrt(spread / (n - 1) / n), n - 1, level), n, note: null };
}
