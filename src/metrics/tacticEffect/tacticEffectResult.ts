import { holm } from "../../statistics/multipleComparisons.js";
import type { Keys, Result } from "../result.js";
import { type Standing, standings } from "./tacticDominance.js";
import { type TacticEffectRow, type TacticFinish, tacticRow } from "./tacticEffectRow.js";
import { type ArmSums, armOf, NO_ARM, pooledArms } from "./trialArm.js";

/** What to do in a segment, by the estimates: the tactic of the highest net benefit, or none. */
export interface TacticChoice {
  readonly keys: Keys;
  /** Null where no tactic brings more than it costs. */
  readonly tactic: string | null;
  readonly netBenefit: number | null;
  /** Whether the interval of its net benefit leaves 0 out. It was chosen by looking, and will do less well next time. */
  readonly isClear: boolean;
}

/** `rows` are tactics, in each segment; `overall` is any tactic against none. */
export interface TacticEffectResult extends Result<TacticEffectRow> {
  readonly control: string;
  /** How many comparisons Holm's p-values are adjusted for. */
  readonly comparisons: number;
  /** One a segment; [] without a value. */
  readonly choices: readonly TacticChoice[];
  /** What a reader of segments must know; null without `by`. */
  readonly warning: string | null;
}

export interface TacticSegment {
  readonly keys: Keys;
  readonly arms: ReadonlyMap<string, ArmSums>;
}

export interface TacticsFinish extends TacticFinish {
  readonly control: string;
  /** Cost of one customer by tactic; null where a column says. */
  readonly costs: Readonly<Record<string, number>> | null;
  readonly column: string;
}

const ANY = "any tactic";

function armWithCost(sums: ArmSums, name: string, { costs, value }: TacticsFinish) {
  const arm = armOf(sums, { cost: costs === null, value: value === null });
  if (costs === null) return { ...arm, spent: sums.kept.c + sums.lost.c };
  const each = Object.hasOwn(costs, name) ? costs[name]! : 0;
  const variance = arm.n < 2 ? null : 0;
  return { ...arm, cost: { mean: each, variance }, covariance: variance, spent: arm.n * each };
}

const standing = (rows: readonly TacticEffectRow[], control: string): Map<string, Standing> => {
  const known = rows.filter(({ estimate, costEach }) => estimate !== null && costEach !== null);
  const tactics = known.map(({ first, estimate, costEach }) => ({ name: first, cost: costEach!, effect: estimate! }));
  return standings([{ name: control, cost: 0, effect: 0 }, ...tactics]);
};

function segmentRows({ keys, arms }: TacticSegment, finish: TacticsFinish): (TacticEffectRow & { keys: Keys })[] {
  const { control, column } = finish;
  const held = armWithCost(arms.get(control) ?? NO_ARM, control, finish);
  const given = [...arms].filter(([name]) => name !== control);
  const rows = given.map(([name, sums]) => {
    const row = tacticRow({ first: name, second: control }, armWithCost(sums, name, finish), held, finish);
    return { keys: { ...keys, [column]: name }, ...row };
  });
  const stands = standing(rows, control);
  return rows.map((row) => ({ ...row, ...stands.get(row.first) }));
}

/** Any tactic against none. Where costs are given by name, all tactics cost their mean. */
function anyTactic(segments: readonly TacticSegment[], finish: TacticsFinish): TacticEffectRow {
  const { control, costs } = finish;
  const all = segments.flatMap(({ arms }) => [...arms]);
  const pooled = (isControl: boolean) =>
    pooledArms(all.flatMap(([name, arm]) => ((name === control) === isControl ? [arm] : [])));
  const given = all.filter(([name]) => name !== control);
  const customers = ([, { kept, lost }]: (typeof all)[number]) => kept.n + lost.n;
  const n = given.reduce((sum, arm) => sum + customers(arm), 0);
  const spent = costs === null ? 0 : given.reduce((sum, arm) => sum + customers(arm) * (costs[arm[0]] ?? 0), 0);
  const mean = costs === null ? finish : { ...finish, costs: { ...costs, [ANY]: n === 0 ? 0 : spent / n } };
  const held = armWithCost(pooled(true), control, mean);
  return tacticRow({ first: ANY, second: control }, armWithCost(pooled(false), ANY, mean), held, finish);
}

function choiceOf(keys: Keys, rows: readonly TacticEffectRow[]): TacticChoice {
  const known = rows.filter(({ netBenefit }) => netBenefit?.estimate != null);
  const [best] = known.sort((a, b) => b.netBenefit!.estimate! - a.netBenefit!.estimate!);
  if (best === undefined || best.netBenefit!.estimate! <= 0) {
    return { keys, tactic: null, netBenefit: best === undefined ? null : 0, isClear: false };
  }
  const { estimate, lower } = best.netBenefit!;
  return { keys, tactic: best.first, netBenefit: estimate, isClear: lower !== null && lower > 0 };
}

function adjusted<Row extends TacticEffectRow>(rows: readonly Row[]): Row[] {
  const known = rows.filter(({ pValue }) => pValue !== null);
  const values = holm(known.map(({ pValue }) => pValue!));
  return rows.map((row) => (row.pValue === null ? row : { ...row, adjustedPValue: values[known.indexOf(row)]! }));
}

const warningOf = (comparisons: number, segments: number) =>
  `${comparisons} comparisons in ${segments} segments were looked at together: the p-values are Holm's over all of them, and the best tactic of a segment, chosen by looking, will do less well next time`;

/** The finish of all segments. */
export function tacticResult(
  segments: readonly TacticSegment[],
  by: readonly string[],
  finish: TacticsFinish,
  nameless: number,
): TacticEffectResult {
  const { level, value, column, control } = finish;
  const split = segments.map((segment) => segmentRows(segment, finish));
  const rows = adjusted(split.flat());
  const overall = anyTactic(segments, finish);
  const comparisons = rows.filter(({ pValue }) => pValue !== null).length;
  const missing =
    nameless + segments.flatMap(({ arms }) => [...arms.values()]).reduce((sum, arm) => sum + arm.missing, 0);
  return {
    metric: "tacticEffect",
    label: "Customers kept by each tactic",
    control,
    overall: { ...overall, missing },
    rows,
    by: [...by, column],
    comparisons,
    choices: value === undefined ? [] : split.map((some, i) => choiceOf(segments[i]!.keys, some)),
    warning: by.length === 0 ? null : warningOf(comparisons, segments.length),
    level,
    method: "Newcombe of the difference, Fieller of the cost per customer kept",
    unit: "share",
    excluded: { missing, outOfRange: 0 },
  };
}
