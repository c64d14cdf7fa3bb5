import { requireLevel } from "../../statistics/interval.js";
import { estimateRatio, linearizedInterval } from "../../statistics/ratio.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { type Answer, answerColumn, isYes } from "../answers/answer.js";
import { type Cost, costsOf } from "../campaignRoi/campaignCost.js";
import type { Estimate, Result } from "../result.js";
import { shareInterval } from "../retention/retentionInterval.js";
import { type By, byColumns, keysOf, segmentName } from "../segments.js";
import { costPerKept, keptMore, times } from "./costPerKept.js";
import { type Arm, type ArmSegment, type ArmSums, armOf, armTally, NO_ARM, pooledArms } from "./trialArm.js";

export interface RetentionCostOptions {
  /** What was spent on keeping customers: a column with that of each customer; or one number in all, with `by` one by segment. */
  readonly spend: Cost;
  /** Who was kept: a column of true and false (or 1 and 0); or a column and the value that means retained. */
  readonly retained: Answer;
  /** Who the money was spent on, all others being the control group: likewise. Without it everybody. */
  readonly treated?: Answer;
  readonly by?: By;
  readonly level?: number;
}

/** The estimate is the spend over the customers kept; `n` counts those it was spent on. */
export interface RetentionCostRow extends Estimate {
  readonly spend: number;
  /** Of those it was spent on. */
  readonly retained: number;
  readonly retainedShare: number | null;
  readonly controlN: number | null;
  readonly controlRetained: number | null;
  readonly controlShare: number | null;
  /** How much larger a part of them was kept than of the control group, and how many customers that is. */
  readonly difference: Estimate | null;
  readonly incremental: Estimate | null;
  /** What one customer cost who would have left without it; null without a control group, or where no more were kept. */
  readonly costPerIncremental: Estimate | null;
  /** Rows that do not say who was kept or treated; they are in no other number. */
  readonly missing: number;
}

export interface RetentionCostResult extends Result<RetentionCostRow> {
  /** Whether there is a control group to say what would have been without. */
  readonly kind: "incremental" | "average";
}

const caller = "retentionCost";

interface Sides {
  readonly treated: ArmSums;
  readonly control: ArmSums | null;
  /** Rows that do not say who was treated. */
  readonly nameless: number;
}

function sidesOf({ arms }: Pick<ArmSegment, "arms">, treated: Answer | undefined): Sides {
  if (treated === undefined) return { treated: arms.get(null) ?? NO_ARM, control: null, nameless: 0 };
  const side = (wanted: boolean) =>
    pooledArms([...arms].flatMap(([cell, arm]) => (cell !== null && isYes(treated, cell) === wanted ? [arm] : [])));
  const unknown = arms.get(null);
  const nameless = unknown === undefined ? 0 : unknown.kept.n + unknown.lost.n + unknown.missing;
  return { treated: side(true), control: side(false), nameless };
}

/** Of a column the ratio of two sums over customers; of a known amount the other side of the share kept. */
function averageInterval(sums: ArmSums, spend: number, isColumn: boolean, level: number) {
  const n = sums.kept.n + sums.lost.n;
  const kept = sums.kept.n;
  if (!isColumn) {
    const { lower, upper } = shareInterval("wilson", kept / n, n, level);
    return { lower: spend / (n * upper), upper: spend / (n * lower), note: null };
  }
  const squares = sums.kept.wwcc + sums.lost.wwcc;
  const ratio = estimateRatio({ n, x: kept, y: spend, xx: kept, xy: sums.kept.wwc, yy: squares });
  const range = { lower: 0, upper: Number.POSITIVE_INFINITY };
  const interval = ratio.standardError ? linearizedInterval(ratio, level, range) : null;
  const why = n === 1 ? "one customer: no interval" : "all customers alike: no interval";
  return interval === null ? { lower: null, upper: null, note: why } : { ...interval, note: null };
}

/** Where an amount is given in all, it is shared out: every treated customer cost as much, the control nothing. */
function withCost(arm: Arm, each: number | null): Arm {
  return each === null || arm.share === null
    ? arm
    : { ...arm, cost: { mean: each, variance: arm.n < 2 ? null : 0 }, covariance: arm.n < 2 ? null : 0 };
}

/** The finish of one segment; `spent` is null where a column says what each customer cost. */
function costRow(sides: Sides, spent: number | null, level: number): RetentionCostRow {
  const has = { cost: spent === null, value: false };
  const isColumn = spent === null;
  const spend = spent ?? sides.treated.kept.c + sides.treated.lost.c;
  const plain = armOf(sides.treated, has);
  const treated = withCost(plain, isColumn ? null : spend / plain.n);
  const control = sides.control === null ? null : withCost(armOf(sides.control, has), isColumn ? null : 0);
  const { n, retained, share } = treated;
  const average =
    retained === 0
      ? { lower: null, upper: null, note: n === 0 ? "nobody was there" : "nobody was kept" }
      : averageInterval(sides.treated, spend, isColumn, level);
  const difference = control === null ? null : keptMore(treated, control, level);
  return {
    estimate: retained === 0 ? null : spend / retained,
    lower: average.lower,
    upper: average.upper,
    n,
    spend,
    retained,
    retainedShare: share,
    controlN: control?.n ?? null,
    controlRetained: control?.retained ?? null,
    controlShare: control?.share ?? null,
    difference,
    incremental: difference === null ? null : times(difference, n),
    costPerIncremental: control === null ? null : costPerKept(treated, control, level),
    missing: treated.missing + (control?.missing ?? 0) + sides.nameless,
    note: average.note,
  };
}

const together = (sides: readonly Sides[], isControlled: boolean): Sides => ({
  treated: pooledArms(sides.map(({ treated }) => treated)),
  control: isControlled ? pooledArms(sides.map(({ control }) => control!)) : null,
  nameless: sides.reduce((sum, { nameless }) => sum + nameless, 0),
});

/**
 * Cost of retention: what was spent on keeping customers for each one who was kept; and, where a control group shows how many
 * would have stayed anyway, for each one who was kept by it.
 *
 * The first number flatters: most customers stay unasked, and the money is divided by them, too. The second is what the budget
 * bought; hold it against what a customer is worth. Only a control group drawn at random makes it one of the spending and not of
 * who was chosen for it. In money of the table, 0 or more, lower is better.
 *
 * The interval of the average is that of a ratio of sums over customers (linearised, Student's t) where a column says what each
 * cost; of a known amount it follows Wilson's of the share kept. The difference kept has Newcombe's, the cost per customer kept by
 * it Fieller's, which has no upper bound where perhaps nobody was kept by it. Null where nobody was kept, or no more than in the
 * control group.
 *
 * @param table one row a customer the money was, or might have been, spent on
 * @throws costs below 0 or not given, with the row; one number for several segments
 * @example (await retentionCost(answers, { spend: "cost", retained: "retained", treated: "called" })).overall.costPerIncremental.estimate // 2379.65
 * @see Fieller (1954), Journal of the Royal Statistical Society B 16; Buttle and Maklan (2019), Customer Relationship Management
 */
export async function retentionCost(table: TableLike, options: RetentionCostOptions): Promise<RetentionCostResult> {
  const { spend, retained, treated, level = 0.95 } = options;
  requireLevel(level, caller);
  const by = byColumns(options.by);
  const cost = typeof spend === "string" ? spend : null;
  const arm = treated === undefined ? null : answerColumn(treated)[0];

  const columns = { retained, arm, cost, value: null, weight: null, by };
  const segments = await armTally(asTable(table), columns, caller, treated);

  const sides = segments.map((segment) => sidesOf(segment, treated));
  const names = segments.map(({ cells }) => segmentName(by, cells));
  const spends = sides.map((side) => ({ cost: side.treated.kept.c + side.treated.lost.c }));
  const costs = costsOf(spend, spends, names, by, caller);
  const rows = sides.map((side, i) => costRow(side, cost === null ? costs[i]! : null, level));
  const all = cost === null ? costs.reduce((sum, one) => sum + one, 0) : null;
  const overall = costRow(together(sides, treated !== undefined), all, level);
  const kind = treated === undefined ? "average" : "incremental";
  return {
    metric: caller,
    label: "Cost per customer kept",
    kind,
    overall,
    rows: by.length === 0 ? [] : rows.map((row, i) => ({ keys: keysOf(by, segments[i]!.cells), ...row })),
    by,
    level,
    method: methodOf(cost !== null, treated !== undefined),
    unit: "currency",
    excluded: { missing: overall.missing, outOfRange: 0 },
  };
}

function methodOf(isColumn: boolean, isControlled: boolean): string {
  const average = isColumn ? "ratio of sums, linearised variance over customers, Student's t" : "Wilson, costs known";
  return isControlled ? `${average}; Newcombe of the difference, Fieller of the cost per customer kept by it` : average;
}
