import { kolmogorovSmirnov, scoreGroups } from "../../statistics/roc.js";
import { rocAreaInterval } from "../../statistics/rocArea.js";
import { rocAreaClustered } from "../../statistics/rocAreaClustered.js";
import { type Estimate, nothing } from "../result.js";
import { creditOf, type Judged } from "./judgedCases.js";
import { type ByCustomer, liftOver, shareOver } from "./overCustomers.js";
import type { BudgetReach, Foresight, GainPoint } from "./signalEvaluation.js";

const SHARES = [0.01, 0.02, 0.03, 0.04, ...Array.from({ length: 20 }, (_, i) => (i + 1) / 20)];
const NOBODY = "nobody leaves within the horizon";

/** Σ of what is counted, by customer. */
export function byCustomer(judged: Judged, counted: (i: number) => number): ByCustomer {
  const sums = new Float64Array(judged.customers);
  for (let i = 0; i < judged.customer.length; i++) sums[judged.customer[i]!]! += counted(i);
  return sums;
}

export const total = (values: ByCustomer): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
};

/** How many of so many customers a budget allows: a share below 1, or a number. */
export const calledOf = (budget: number, customers: number): number =>
  budget < 1 ? budget * customers : Math.min(budget, customers);

/** What all shares of cases are made of. */
export interface Counted {
  readonly cases: ByCustomer;
  readonly leaving: ByCustomer;
  readonly n: number;
  readonly leavers: number;
  readonly level: number;
}

export function counted(judged: Judged, level: number): Counted {
  const [cases, leaving] = [byCustomer(judged, () => 1), byCustomer(judged, (i) => judged.leaves[i]!)];
  return { cases, leaving, n: judged.customer.length, leavers: total(leaving), level };
}

/** The cases called of each date, and those of them that leave, in parts where they tie at the border. */
function called(judged: Judged, callsOf: (customers: number) => number) {
  const all = new Float64Array(judged.customers);
  const reached = new Float64Array(judged.customers);
  for (let i = 0; i < judged.customer.length; i++) {
    const credit = creditOf(judged, i, callsOf(judged.ofDate[i]!));
    all[judged.customer[i]!]! += credit;
    if (judged.leaves[i] === 1) reached[judged.customer[i]!]! += credit;
  }
  return { all, reached };
}

/** Of each date the same share is contacted, so that of all cases it is that share, too: only those who leave are looked at. */
function gainPoint(judged: Judged, leavers: Int32Array, { leaving, n, level }: Counted, share: number): GainPoint {
  const reached = new Float64Array(judged.customers);
  for (const i of leavers) reached[judged.customer[i]!]! += creditOf(judged, i, share * judged.ofDate[i]!);
  const { estimate, lower, upper } = shareOver(leaving, reached, level, leavers.length, NOBODY);
  const [sum, right] = [share * n, total(reached)];
  return {
    share,
    called: sum,
    reached: right,
    gain: estimate!,
    lower,
    upper,
    lift: estimate! / share,
    precision: right / sum,
  };
}

function curveOf(judged: Judged, counts: Counted): GainPoint[] {
  const leavers = new Int32Array(counts.leavers);
  for (let i = 0, at = 0; i < judged.leaves.length; i++) if (judged.leaves[i] === 1) leavers[at++] = i;
  return counts.leavers === 0 ? [] : SHARES.map((share) => gainPoint(judged, leavers, counts, share));
}

function budgetReach(judged: Judged, counts: Counted, budget: number): BudgetReach {
  const { cases, leaving, leavers, level } = counts;
  const { all, reached } = called(judged, (customers) => calledOf(budget, customers));
  const sum = total(all);
  return {
    perDate: sum / judged.dates,
    called: sum,
    reached: total(reached),
    precision: shareOver(all, reached, level, Math.round(sum), "nobody is contacted"),
    sensitivity: shareOver(leaving, reached, level, leavers, NOBODY),
    lift: liftOver({ called: all, reached, cases, leaving }, level),
  };
}

function areaOf({ score, leaves, customer }: Judged, { n, leavers, level }: Counted): Estimate {
  const area = rocAreaClustered(score, leaves, customer);
  if (area === null) return nothing(n, leavers === 0 ? NOBODY : "everybody leaves within the horizon");
  const interval = rocAreaInterval(area, level, "logit") ?? { lower: null, upper: null };
  return { estimate: area.auc, ...interval, n, note: interval.lower === null ? "nothing varies: no interval" : null };
}

/** How well a score tells beforehand who leaves within the horizon. */
export function foresight(judged: Judged, counts: Counted, budget: number): Foresight {
  const { cases, leaving, n, leavers, level } = counts;
  const customers = cases.reduce((sum, own) => sum + (own > 0 ? 1 : 0), 0);
  const noCase = "no case with a reading whose horizon has been seen";
  return {
    cases: n,
    leaving: leavers,
    customers,
    baseRate: shareOver(cases, leaving, level, n, noCase),
    auc: n === 0 ? nothing(0, noCase) : areaOf(judged, counts),
    ks: n === 0 ? null : kolmogorovSmirnov(scoreGroups(judged.score, judged.leaves)),
    atBudget: leavers === 0 ? null : budgetReach(judged, counts, budget),
    curve: curveOf(judged, counts),
  };
}
