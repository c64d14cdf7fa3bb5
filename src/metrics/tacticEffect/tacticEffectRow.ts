import { normalPValue } from "../../statistics/distributions.js";
import { newcombeStatistic } from "../../statistics/newcombe.js";
import { welchDifference } from "../../statistics/welch.js";
import { joined } from "../caseShares/shareRow.js";
import type { Estimate } from "../result.js";
import { shareInterval } from "../retention/retentionInterval.js";
import { costPerKept, countedShare, keptMore, times } from "./costPerKept.js";
import type { Standing } from "./tacticDominance.js";
import type { Arm } from "./trialArm.js";

/** The estimate is the share kept with the tactic minus that of the control; `n` counts the customers of both. */
export interface TacticEffectRow extends Estimate, Standing {
  /** The tactic, and the control it is held against. */
  readonly first: string;
  readonly second: string;
  readonly customers: number;
  readonly retained: number;
  /** The share kept, with Wilson's interval. */
  readonly retention: Estimate;
  readonly controlCustomers: number;
  readonly controlRetained: number;
  readonly controlRetention: Estimate;
  /** Two-sided, of no difference; and Holm's over all rows. */
  readonly pValue: number | null;
  readonly adjustedPValue: number | null;
  /** Customers kept who would have left. */
  readonly kept: Estimate;
  /** What the tactic cost in all, and a customer more than one of the control. */
  readonly cost: number;
  readonly costEach: number | null;
  /** Cost of one customer kept who would have left. */
  readonly costPerKept: Estimate;
  /** (value brought − cost)/cost; null without a value or without a cost. */
  readonly roi: Estimate | null;
  /** Value brought less cost, for each customer given the tactic; null without a value. */
  readonly netBenefit: Estimate | null;
  /** Rows without a cost, a value, a weight or an answer to who was kept; they are in no other number. */
  readonly missing: number;
}

export interface TacticFinish {
  /** What a customer kept is worth; null for a column of what each brought, undefined without either. */
  readonly value: number | null | undefined;
  readonly level: number;
}

const plus = ({ estimate, lower, upper, n, note }: Estimate, more: number): Estimate => {
  const moved = (x: number | null) => (x === null ? null : x + more);
  return { estimate: moved(estimate), lower: moved(lower), upper: moved(upper), n, note };
};

function shareKept({ share, size, n }: Arm, level: number): Estimate {
  if (share === null)
    return { estimate: null, lower: null, upper: null, n, note: n === 0 ? "nobody" : "all weights are 0" };
  return { estimate: share, ...shareInterval("wilson", share, size, level), n, note: null };
}

/** How much more one customer brought than one of the control. */
function broughtMore(
  treated: Arm,
  control: Arm,
  difference: Estimate,
  { value, level }: TacticFinish,
): Estimate | null {
  if (value === undefined) return null;
  if (typeof value === "number") return times(difference, value);
  const side = ({ value: mean, n }: Arm) => ({
    mean: mean?.mean ?? null,
    error: mean?.variance == null ? null : Math.sqrt(mean.variance),
    n,
  });
  const { estimate, interval, error } = welchDifference(side(treated), side(control), level);
  const bounds = error ? interval : null;
  const note =
    estimate === null ? difference.note : bounds === null ? "values do not vary enough for an interval" : null;
  return { estimate, lower: bounds?.lower ?? null, upper: bounds?.upper ?? null, n: difference.n, note };
}

function roiOf(netBenefit: Estimate | null, costEach: number | null): Estimate | null {
  if (netBenefit === null || costEach === null) return null;
  if (costEach > 0) return times(netBenefit, 1 / costEach);
  return { ...netBenefit, estimate: null, lower: null, upper: null, note: "it costs no more than the control: no ROI" };
}

function testOf(treated: Arm, control: Arm): number | null {
  if (treated.share === null || control.share === null) return null;
  return normalPValue(newcombeStatistic(countedShare(treated), countedShare(control)));
}

const UNRANKED: Standing = { dominance: null, dominatedBy: null, icer: null, icerAgainst: null };

/** The finish of one tactic; how it stands among the others and Holm's p-values follow when all are known. */
export function tacticRow(
  name: { readonly first: string; readonly second: string },
  treated: Arm & { readonly spent: number },
  control: Arm,
  finish: TacticFinish,
): TacticEffectRow {
  const difference = keptMore(treated, control, finish.level);
  const isKnown = treated.share !== null && control.share !== null;
  const costEach = isKnown ? treated.cost!.mean - control.cost!.mean : null;
  const brought = broughtMore(treated, control, difference, finish);
  const netBenefit = brought === null ? null : plus(brought, -(costEach ?? 0));
  return {
    ...difference,
    ...name,
    customers: treated.n,
    retained: treated.retained,
    retention: shareKept(treated, finish.level),
    controlCustomers: control.n,
    controlRetained: control.retained,
    controlRetention: shareKept(control, finish.level),
    pValue: testOf(treated, control),
    adjustedPValue: null,
    kept: times(difference, treated.n),
    cost: treated.spent,
    costEach,
    costPerKept: costPerKept(treated, control, finish.level),
    roi: roiOf(netBenefit, costEach),
    netBenefit,
    ...UNRANKED,
    missing: treated.missing,
    note: joined(difference.note),
  };
}
