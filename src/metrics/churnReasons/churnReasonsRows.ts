import { sisonGlazIntervals } from "../../statistics/sisonGlaz.js";
import type { Estimate } from "../result.js";
import { massShare, type ReasonBase } from "./churnReasonsBase.js";
import { NOT_COMPARED, type ReasonComparison } from "./churnReasonsCompared.js";
import type { ReasonKind } from "./churnReasonsKinds.js";
import type { VitalFew } from "./churnReasonsOrder.js";
import type { ReasonRanks } from "./churnReasonsRanks.js";
import type { ReasonFinish } from "./churnReasonsRow.js";
import type { ReasonStability } from "./churnReasonsStability.js";

/**
 * A reason. The estimate is the share of the n customers who gave an actionable reason or 'Other' (of their value, where it
 * is ordered by value) that named this one; for an unknown or involuntary reason, of all who answered.
 */
export interface ReasonRow extends Estimate, ReasonComparison {
  readonly reason: string;
  readonly kind: ReasonKind;
  /** 1 for the largest; null for what is not ranked. */
  readonly rank: number | null;
  /** The best and worst rank the data allow, for all reasons together. */
  readonly rankLower: number | null;
  readonly rankUpper: number | null;
  /** Customers who named it. */
  readonly customers: number;
  /** Σ of their value; null without a value column. */
  readonly value: number | null;
  /** Σ of their weights; null without a weight column. */
  readonly weight: number | null;
  /** The share it holds when a customer with k reasons is split into k parts: parts add up to 1. The estimate, for one reason each. */
  readonly part: number | null;
  /** Parts up to here; 1 at the last. Null for unknown and involuntary. */
  readonly cumulative: number | null;
  /** Share of all who answered. */
  readonly ofAnswered: number | null;
  /** Whether it is among the vital few, and in what share of resamples it is. */
  readonly vital: boolean;
  readonly probabilityVital: number | null;
}

export interface ReasonList {
  readonly actionable: readonly string[];
  /** Actionable ones, then 'Other': what the base is split over. */
  readonly counted: readonly string[];
  readonly apart: readonly string[];
  readonly base: ReasonBase;
  readonly all: ReasonBase;
  readonly split: readonly number[];
  readonly few: VitalFew;
  readonly ranks: ReasonRanks;
  readonly stability: ReasonStability | null;
  /** By position of the counted reasons; null without a value. */
  readonly comparisons: readonly ReasonComparison[] | null;
  readonly finish: ReasonFinish;
}

type Shares = readonly Pick<Estimate, "estimate" | "lower" | "upper">[];

const NOTHING = { estimate: null, lower: null, upper: null };

/** The share of the customers of a base that named each of its reasons, with simultaneous intervals. */
function shares(base: ReasonBase, reasons: number, { method, level }: ReasonFinish): Shares {
  if (!(base.mass > 0)) return new Array(reasons).fill(NOTHING);
  const own = Array.from({ length: reasons }, (_, r) =>
    massShare(base, (p) => Number(base.named[p]!.includes(r)), reasons, level),
  );
  if (method === "goodman" || reasons < 2) return own;
  const counts = own.map(({ estimate }) => Math.round(estimate * base.customers));
  return sisonGlazIntervals(counts, level).map((interval, r) => ({ estimate: own[r]!.estimate, ...interval }));
}

/** What the customers who named each reason stand for. */
function totals({ patterns, named }: ReasonBase, reasons: number) {
  const sums = Array.from({ length: reasons }, () => ({ customers: 0, mass: 0, weight: 0 }));
  patterns.forEach(({ customers, mass, weight }, p) => {
    for (const r of named[p]!) {
      sums[r]!.customers += customers;
      sums[r]!.mass += mass;
      sums[r]!.weight += weight;
    }
  });
  return sums;
}

/** The rows in the order they are read in: the largest first, 'Other' last, apart from them involuntary and unknown. */
export function reasonRows(list: ReasonList): ReasonRow[] {
  const { actionable, counted, apart, base, all, split, few, ranks, stability, comparisons, finish } = list;
  const ofBase = shares(base, counted.length, finish);
  const ofAll = shares(all, counted.length + apart.length, finish);
  const sums = totals(all, counted.length + apart.length);
  const row = (at: number, reason: string, n: number, share: Shares[number]) => ({
    reason,
    kind: finish.kindOf(reason),
    ...share,
    n,
    note: share.estimate === null ? "nothing to share" : null,
    customers: sums[at]!.customers,
    value: finish.hasValue ? sums[at]!.mass : null,
    weight: finish.hasWeight ? sums[at]!.weight : null,
    ofAnswered: ofAll[at]!.estimate,
  });
  const unranked = { rank: null, rankLower: null, rankUpper: null, vital: false, probabilityVital: null };

  const others = counted.map((_, r) => r).slice(actionable.length);
  others.sort((a, b) => split[b]! - split[a]! || a - b);
  const order = [...few.order, ...others];
  let held = 0;
  const rows = order.map((r, i): ReasonRow => {
    held += split[r]!;
    const isLast = i === order.length - 1;
    const parts =
      base.mass > 0
        ? { part: split[r]! / base.mass, cumulative: isLast ? 1 : Math.min(1, held / base.mass) }
        : { part: null, cumulative: null };
    const ranked =
      r < actionable.length
        ? {
            rank: i + 1,
            rankLower: ranks.lower[r]!,
            rankUpper: ranks.upper[r]!,
            vital: i < few.size,
            probabilityVital: stability?.vital[r] ?? null,
          }
        : unranked;
    const compared = comparisons?.[r] ?? NOT_COMPARED;
    return { ...row(r, counted[r]!, base.customers, ofBase[r]!), ...ranked, ...parts, ...compared };
  });
  const outside = apart.map((reason, i) => {
    const at = counted.length + i;
    const base = { ...row(at, reason, all.customers, ofAll[at]!), ...unranked, part: null, cumulative: null };
    return { ...base, ...NOT_COMPARED };
  });
  const byKind = (kind: ReasonKind) =>
    outside.filter((other) => other.kind === kind).sort((a, b) => (b.estimate ?? 0) - (a.estimate ?? 0));
  return [...rows, ...byKind("involuntary"), ...byKind("unknown")];
}
