import { requireLevel } from "../../statistics/interval.js";
import { nearestNames } from "../../tables/nearest.js";
import type { Cell } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Answer } from "../answers/answer.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { type TacticEffectResult, tacticResult } from "./tacticEffectResult.js";
import { type ArmSums, armTally, countedArm } from "./trialArm.js";

export type { TacticChoice, TacticEffectResult } from "./tacticEffectResult.js";
export type { TacticEffectRow } from "./tacticEffectRow.js";

/** A column of what each customer cost, or the cost of one customer by the name of the tactic. */
export type TacticCost = string | Readonly<Record<string, number>>;

export interface TacticEffectFromCountsOptions {
  /** The name of the group that was given nothing. */
  readonly control: string;
  /** What a customer kept is worth: lifetime value, or margin. */
  readonly value?: number;
  readonly level?: number;
}

export interface TacticEffectOptions {
  /** Column of what each customer was given, drawn at random. */
  readonly tactic: string;
  /** The value in it of those who were given nothing. */
  readonly control: string;
  /** Who was kept: a column of true and false (or 1 and 0); or a column and the value that means retained. */
  readonly retained: Answer;
  readonly cost: TacticCost;
  /** What a customer kept is worth; or a column of what each customer brought, the lost included. */
  readonly value?: number | string;
  readonly by?: By;
  /** Column with survey weights, at least 0. */
  readonly weight?: string;
  readonly level?: number;
}

/** Customers of a tactic in published counts. */
export interface PublishedTactic {
  readonly n: number;
  readonly retained: number;
  /** Of one customer. */
  readonly cost: number;
}

const caller = "tacticEffect";

function requireControl(names: readonly string[], control: string, where: string, from: string): void {
  if (names.includes(control)) return;
  const near = nearestNames(control, names);
  const some = (near.length > 0 ? near : names.slice(0, 8)).map((name) => `'${name}'`).join(", ");
  throw new RangeError(`${from}: no '${control}' in ${where}; ${near.length > 0 ? "nearest" : "there are"}: ${some}`);
}

function requireAmount(amount: number, what: string, from: string): void {
  if (Number.isFinite(amount) && amount >= 0) return;
  throw new RangeError(`${from} requires ${what.replace("?", String(amount))}`);
}

function requireCostsOf(costs: Readonly<Record<string, number>>, names: readonly string[], control: string): void {
  for (const [name, cost] of Object.entries(costs)) {
    requireControl(names, name, "the tactics", caller);
    requireAmount(cost, `costs of at least 0; got ? for '${name}'`, caller);
  }
  const lacking = names.find((name) => name !== control && !Object.hasOwn(costs, name));
  if (lacking !== undefined)
    throw new RangeError(`${caller} requires the cost of each tactic; got none for '${lacking}'`);
}

const VALUE = "a value of at least 0 of a customer kept; got ?";

/**
 * What each retention tactic did in a randomised trial: how many more customers it kept than nothing would have, what one of them
 * cost, and whether it was worth it.
 *
 * Only customers drawn at random make the difference one of the tactics: where a tactic was given to those who seemed about to leave,
 * or to the best, the same numbers say something else. Judge a tactic by the difference and its interval, not by the share it kept: most
 * stay anyway. Give a tactic where p₁·(CLV − δ) − c > p₀·CLV: CLV is the value of a customer kept, p₁ and p₀ are the shares kept with
 * it and without, c what it costs for everybody and δ for each one who stays. With both in the cost, that is `netBenefit` above 0.
 *
 * The difference lies from −1 to 1, higher is better, with Newcombe's interval and the p-value that agrees with it; Holm's over all
 * rows. Cost per customer kept has Fieller's interval, without an upper bound where perhaps nobody was kept; null where no more were
 * kept than in the control. ROI and net benefit have the interval of the difference times a known value, or Welch's of a column of
 * values; costs count as known there. Dominance and `icer` (cost of one further customer kept, against the next cheaper tactic) go by
 * the estimates alone. By segment everything is looked at many times: read `warning`.
 *
 * @param table one row a customer of the trial
 * @throws a control that does not occur, naming the nearest; costs below 0 or not given, with the row
 * @example (await tacticEffect(answers, { tactic: "tactic", control: "Control", retained: "retained", cost: "cost", value: 900 })).overall.estimate // 0.0524
 * @see Newcombe (1998), Statistics in Medicine 17; Fieller (1954), Journal of the Royal Statistical Society B 16; Drummond et al. (2015), Methods for the Economic Evaluation of Health Care Programmes
 */
export async function tacticEffect(table: TableLike, options: TacticEffectOptions): Promise<TacticEffectResult> {
  const { tactic, control, retained, cost, value, weight = null, level = 0.95 } = options;
  requireLevel(level, caller);
  if (typeof value === "number") requireAmount(value, VALUE, caller);
  const by = byColumns(options.by);
  if (by.includes(tactic))
    throw new TypeError(`${caller} by segment requires other columns than '${tactic}', which holds the tactics`);

  const costColumn = typeof cost === "string" ? cost : null;
  const valueColumn = typeof value === "string" ? value : null;
  const columns = { retained, arm: tactic, cost: costColumn, value: valueColumn, weight, by };
  const tallied = await armTally(asTable(table), columns, caller);

  const named = (arms: ReadonlyMap<Cell, ArmSums>) =>
    new Map([...arms].flatMap(([cell, arm]) => (cell === null ? [] : [[String(cell), arm] as const])));
  const segments = tallied.map(({ cells, arms }) => ({ keys: keysOf(by, cells), arms: named(arms) }));
  const names = [...new Set(segments.flatMap(({ arms }) => [...arms.keys()]))];
  requireControl(names, control, `column '${tactic}'`, caller);
  const costs = typeof cost === "string" ? null : cost;
  if (costs !== null) requireCostsOf(costs, names, control);
  const unknown = tallied.flatMap(({ arms }) => arms.get(null) ?? []);
  const nameless = unknown.reduce((sum, { kept, lost, missing }) => sum + kept.n + lost.n + missing, 0);
  const known = typeof value === "string" ? null : value;
  return tacticResult(segments, by, { control, costs, column: tactic, value: known, level }, nameless);
}

/**
 * The effects of published counts: `tacticEffect` for those who have no rows.
 *
 * @param counts by the name of the tactic, the control among them
 * @example tacticEffectFromCounts({ none: { n: 100, retained: 70, cost: 0 }, call: { n: 100, retained: 80, cost: 5 } }, { control: "none" }).rows[0].costPerKept.estimate // 50
 */
export function tacticEffectFromCounts(
  counts: Readonly<Record<string, PublishedTactic>>,
  options: TacticEffectFromCountsOptions,
): TacticEffectResult {
  const { control, value, level = 0.95 } = options;
  const from = "tacticEffectFromCounts";
  requireLevel(level, from);
  if (value !== undefined) requireAmount(value, VALUE, from);
  const names = Object.keys(counts);
  requireControl(names, control, "the counts", from);
  for (const [name, { n, retained, cost }] of Object.entries(counts)) {
    const areWhole = [n, retained].every((count) => Number.isInteger(count) && count >= 0);
    if (!areWhole || retained > n) {
      throw new RangeError(
        `${from} requires whole numbers from 0, kept among all; got ${retained} of ${n} for '${name}'`,
      );
    }
    requireAmount(cost, `costs of at least 0; got ? for '${name}'`, from);
  }
  const costs = Object.fromEntries(names.map((name) => [name, counts[name]!.cost]));
  const arms = new Map(names.map((name) => [name, countedArm(counts[name]!.n, counts[name]!.retained, 0)]));
  return tacticResult([{ keys: {}, arms }], [], { control, costs, column: "tactic", value, level }, 0);
}
