import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Cross, Table, Term } from "../../tables/table.js";
import { requireWeights, requireWithin } from "../scale.js";
import { bySegment } from "../segments.js";
import { multipleReasons } from "./churnReasonsMultiple.js";
import { numberOf, PatternCounter, type ReasonSegment, reasonOf } from "./churnReasonsPatterns.js";

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

/** What a customer stands for, as a term of a crosstab; null for 1. */
function massTerm({ value, weight }: ReasonColumns): Term | null {
  if (value !== undefined && weight !== undefined) return { product: [weight, value] };
  return value ?? weight ?? null;
}

/** One row a customer, counted without looking at single ones. */
function fromSums(cells: readonly Cell[], entries: readonly Cross[], at: number, hasMass: boolean): ReasonSegment {
  const counter = new PatternCounter(false);
  for (const { keys, n, sums, counts } of entries) {
    const reason = reasonOf(keys[at]!);
    const used = reason === null ? 0 : hasMass ? counts[0]! : n;
    counter.missing += n - used;
    if (used === 0) continue;
    if (hasMass) counter.together([reason!], used, sums[0]!, sums[1]!, sums[2] ?? used);
    else counter.together([reason!], used, used, used, used);
  }
  return counter.segment(cells);
}

/** One row a customer, each mass told apart. */
function fromMasses(
  cells: readonly Cell[],
  entries: readonly Cross[],
  at: number,
  columns: ReasonColumns,
  keeps: boolean,
) {
  const counter = new PatternCounter(keeps);
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

/** The tally of one row a customer: a crosstab of segment × reason, and of the masses when they are to be resampled. */
async function singleTally(table: Table, columns: ReasonColumns, caller: string): Promise<ReasonSegment[]> {
  const { reason, by, value, weight } = columns;
  const mass = massTerm(columns);
  const terms: Term[] = mass === null ? [] : [mass, { product: [mass, mass] }];
  if (value !== undefined && weight !== undefined) terms.push(weight);
  const coarse = await table.crosstab([...by, reason], terms);
  requireFewReasons(coarse, by.length, columns, table, caller);
  const customers = coarse.reduce((sum, { n }) => sum + n, 0);
  const keeps = customers <= KEPT_CUSTOMERS;
  if (mass !== null && (keeps || columns.negative === "zero")) {
    const keys = [...by, reason, ...[value, weight].flatMap((name) => name ?? [])];
    const fine = bySegment(await table.crosstab(keys), by.length);
    return fine.map(({ cells, entries }) => fromMasses(cells, entries, by.length, columns, keeps));
  }
  return bySegment(coarse, by.length).map(({ cells, entries }) => fromSums(cells, entries, by.length, mass !== null));
}

/** The tally of several rows a customer. */
async function multipleTally(table: Table, columns: ReasonColumns, caller: string): Promise<ReasonSegment[]> {
  const { reason, by, customer, value, weight } = columns;
  const keys = [...by, customer!, reason, ...[value, weight].flatMap((name) => name ?? [])];
  const tally = await table.crosstab(keys);
  requireFewReasons(tally, by.length + 1, columns, table, caller);
  return multipleReasons(tally, { by, customer: customer!, value, weight }, KEPT_CUSTOMERS, caller);
}

/** Who gave which reasons, by segment in the order of `compareCells`. */
export async function reasonTally(table: Table, columns: ReasonColumns, caller: string): Promise<ReasonSegment[]> {
  await requireReasons(table, columns, caller);
  return columns.customer === undefined ? singleTally(table, columns, caller) : multipleTally(table, columns, caller);
}
