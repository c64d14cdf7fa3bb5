import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Cross, Table, Term } from "../../tables/table.js";
import { requireWeights, requireWithin } from "../scale.js";
import { bySegment } from "../segments.js";
import { multipleReasons } from "./churnReasonsMultiple.js";
import {
  type Kept,
  numberOf,
  PatternCounter,
  type ReasonSegment,
  type ReasonSums,
  reasonOf,
} from "./churnReasonsPatterns.js";

export interface ReasonColumns {
  readonly reason: string;
  readonly by: readonly string[];
  readonly customer?: string | undefined;
  readonly value?: string | undefined;
  readonly weight?: string | undefined;
  readonly negative: "refuse" | "zero";
}

/** Up to so many customers are resampled one by one; beyond, the masses within a pattern are summed up by two moments. */
const KEPT_CUSTOMERS = 20_000;
const MOST_REASONS = 500;

/** What is resampled one by one, as long as there are few customers. */
const keptOf = ({ value, weight }: Pick<ReasonColumns, "value" | "weight">): Kept =>
  value !== undefined && weight !== undefined
    ? "weights"
    : value === undefined && weight === undefined
      ? "sums"
      : "masses";

async function requireReasons(table: Table, columns: ReasonColumns, caller: string): Promise<void> {
  const { reason, by, customer, value, weight, negative } = columns;
  await requireColumns(table, [reason, ...by, ...(customer === undefined ? [] : [customer])], caller);
  if (weight !== undefined) {
    await requireNumberColumns(table, [weight], caller);
    await requireWeights(table, weight, caller);
  }
  if (value === undefined) return;
  await requireNumberColumns(table, [value], caller);
  if (negative === "zero") return;
  try {
    await requireWithin(table, [value], { min: 0, max: Number.POSITIVE_INFINITY }, `${caller} requires values`);
  } catch (error) {
    throw new RangeError(`${(error as Error).message}; negative: 'zero' takes such customers as no loss`);
  }
}

/** What a customer stands for, as terms of a crosstab: mass and mass²; with a weight and a value Σw, Σw² and Σw·mass too. */
function massTerms({ value, weight }: ReasonColumns): Term[] {
  if (value !== undefined && weight !== undefined) {
    const mass: Term = { product: [weight, value] };
    const squared: Term = { product: [weight, weight] };
    const ofWeights: Term[] = [{ given: [weight, value] }, { given: [squared, value] }, { product: [weight, mass] }];
    return [mass, { product: [mass, mass] }, ...ofWeights];
  }
  const mass = value ?? weight;
  return mass === undefined ? [] : [mass, { product: [mass, mass] }];
}

/** What so many customers stand for, from the sums of `massTerms`. */
function sumsOf(customers: number, sums: readonly number[], { value }: ReasonColumns): ReasonSums {
  const [mass = customers, massSquared = customers, weight, weightSquared, weightMass] = sums;
  if (weight !== undefined)
    return { customers, mass, massSquared, weight, weightSquared: weightSquared!, weightMass: weightMass! };
  if (value !== undefined)
    return { customers, mass, massSquared, weight: customers, weightSquared: customers, weightMass: mass };
  return { customers, mass, massSquared, weight: mass, weightSquared: massSquared, weightMass: massSquared };
}

/** One row a customer, counted without looking at single ones. */
function fromSums(
  cells: readonly Cell[],
  entries: readonly Cross[],
  at: number,
  columns: ReasonColumns,
): ReasonSegment {
  const counter = new PatternCounter("sums");
  for (const { keys, n, sums, counts } of entries) {
    const reason = reasonOf(keys[at]!);
    const used = reason === null ? 0 : (counts[0] ?? n);
    counter.missing += n - used;
    if (used > 0) counter.together([reason!], sumsOf(used, sums, columns));
  }
  return counter.segment(cells);
}

/** One row a customer, each mass told apart. */
function fromMasses(cells: readonly Cell[], entries: readonly Cross[], at: number, columns: ReasonColumns, kept: Kept) {
  const counter = new PatternCounter(kept);
  const [valueAt, weightAt] = [at + 1, at + (columns.value === undefined ? 1 : 2)];
  for (const { keys, n } of entries) {
    const reason = reasonOf(keys[at]!);
    const value = columns.value === undefined ? 1 : numberOf(keys[valueAt]!);
    const weight = columns.weight === undefined ? 1 : numberOf(keys[weightAt]!);
    counter.each(reason === null ? [] : [reason], n, value, weight);
  }
  return counter.segment(cells);
}

function requireFewReasons(tally: readonly Cross[], at: number, columns: ReasonColumns, table: Table, caller: string) {
  const reasons = new Set(tally.map(({ keys }) => keys[at]!));
  if (reasons.size <= MOST_REASONS) return;
  const got = `got ${reasons.size} in '${columns.reason}' of ${table.name}`;
  throw new RangeError(`${caller} requires at most ${MOST_REASONS} different reasons; ${got}: code free text first`);
}

/** Who gave which reasons, and what stands in the reason column. */
export interface ReasonCounts {
  /** By segment in the order of `compareCells`. */
  readonly segments: ReasonSegment[];
  /** Rows of each value of the reason column. */
  readonly given: ReadonlyMap<Cell, number>;
  /** Rows in which a customer gives a reason again that he gave before. */
  readonly again: number;
}

function givenIn(tally: readonly Cross[], at: number): Map<Cell, number> {
  const given = new Map<Cell, number>();
  for (const { keys, n } of tally) given.set(keys[at]!, (given.get(keys[at]!) ?? 0) + n);
  return given;
}

/** The tally of one row a customer: a crosstab of segment × reason, and of the masses when they are to be resampled. */
async function singleTally(table: Table, columns: ReasonColumns, caller: string): Promise<ReasonCounts> {
  const { reason, by, value, weight } = columns;
  const terms = massTerms(columns);
  const coarse = await table.crosstab([...by, reason], terms);
  requireFewReasons(coarse, by.length, columns, table, caller);
  const customers = coarse.reduce((sum, { n }) => sum + n, 0);
  const keeps = customers <= KEPT_CUSTOMERS;
  const shared = { given: givenIn(coarse, by.length), again: 0 };
  if (terms.length > 0 && (keeps || columns.negative === "zero")) {
    const keys = [...by, reason, ...[value, weight].flatMap((name) => name ?? [])];
    const fine = bySegment(await table.crosstab(keys), by.length);
    const kept = keeps ? keptOf(columns) : "sums";
    const segments = fine.map(({ cells, entries }) => fromMasses(cells, entries, by.length, columns, kept));
    return { segments, ...shared };
  }
  const segments = bySegment(coarse, by.length);
  return { segments: segments.map(({ cells, entries }) => fromSums(cells, entries, by.length, columns)), ...shared };
}

/** The tally of several rows a customer. */
async function multipleTally(table: Table, columns: ReasonColumns, caller: string): Promise<ReasonCounts> {
  const { reason, by, customer, value, weight } = columns;
  const keys = [...by, customer!, reason, ...[value, weight].flatMap((name) => name ?? [])];
  const tally = await table.crosstab(keys);
  requireFewReasons(tally, by.length + 1, columns, table, caller);
  const kept = (customers: number) => (customers <= KEPT_CUSTOMERS ? keptOf(columns) : "sums");
  const segments = multipleReasons(tally, { by, customer: customer!, value, weight }, kept, caller);
  const again = tally.reduce((sum, { keys, n }) => sum + (reasonOf(keys[by.length + 1]!) === null ? 0 : n - 1), 0);
  return { segments, given: givenIn(tally, by.length + 1), again };
}

export async function reasonCounts(table: Table, columns: ReasonColumns, caller: string): Promise<ReasonCounts> {
  await requireReasons(table, columns, caller);
  return columns.customer === undefined ? singleTally(table, columns, caller) : multipleTally(table, columns, caller);
}

/** Who gave which reasons, by segment in the order of `compareCells`. */
export const reasonTally = async (table: Table, columns: ReasonColumns, caller: string): Promise<ReasonSegment[]> =>
  (await reasonCounts(table, columns, caller)).segments;
