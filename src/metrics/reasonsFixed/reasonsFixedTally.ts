import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import { rowsTogether } from "../../tables/rows-together.js";
import type { Cell, Table } from "../../tables/table.js";
import { answerColumn } from "../answers/answer.js";
import { numberOf } from "../churnReasons/churnReasonsPatterns.js";
import { compareInTurn } from "../resultRows.js";
import { requireWeights, requireWithin } from "../scale.js";
import { type By, byColumns, bySegment } from "../segments.js";
import { caller, type ReasonsFixedOptions, valueColumns } from "./reasonsFixedOptions.js";
import { type LeavingReasons, leavingReasons } from "./reasonsFixedReasons.js";
import { cellsOf, type WatchedTime, watchedTimes } from "./reasonsFixedTimes.js";

/** One customer as he is counted. */
export interface WatchedCustomer {
  readonly keys: readonly Cell[];
  readonly duration: number;
  readonly left: boolean;
  /** Null for those who stayed, and where no reason is known. */
  readonly reason: string | null;
  /** What he stands for: 1 or his weight; then each value, times the weight. */
  readonly masses: readonly number[];
}

export interface WatchedSegment {
  readonly cells: readonly Cell[];
  readonly customers: readonly WatchedCustomer[];
}

export interface ReasonsFixedTally {
  readonly segments: readonly WatchedSegment[];
  readonly given: LeavingReasons["given"];
  /** Rows without a time, a weight or a value; they are in no other number. */
  readonly missing: number;
  /** Customers who stayed and of whom a reason is known, with the row of the first; it is not counted. */
  readonly stayers: { readonly n: number; readonly first: number };
  readonly strangers: number;
  /** Customers whose negative value was taken as zero. */
  readonly raised: number;
}

async function requireMasses(table: Table, values: readonly string[], options: ReasonsFixedOptions): Promise<void> {
  const { weight, negative } = options;
  await requireNumberColumns(table, [...values, ...(weight === undefined ? [] : [weight])], caller);
  if (weight !== undefined) await requireWeights(table, weight, caller);
  if (values.length === 0 || negative === "zero") return;
  try {
    await requireWithin(table, values, { min: 0, max: Number.POSITIVE_INFINITY }, `${caller} requires values`);
  } catch (error) {
    throw new RangeError(`${(error as Error).message}; negative: 'zero' takes such customers as nothing to lose`);
  }
}

/** Reads for a row what the customer stands for; null where a value or the weight is missing. */
async function massReader(table: Table, values: readonly string[], weight: string | undefined) {
  const columns = await Promise.all(values.map((column) => cellsOf(table, column)));
  const weights = weight === undefined ? null : await cellsOf(table, weight);
  return (row: number): { masses: number[]; isRaised: boolean } | null => {
    const size = weights === null ? 1 : numberOf(weights[row]!);
    const worth = columns.map((cells) => numberOf(cells[row]!));
    if (size === null || worth.includes(null)) return null;
    const masses = [size, ...worth.map((value) => size * Math.max(0, value!))];
    return { masses, isRaised: worth.some((value) => value! < 0) };
  };
}

async function keyReader(table: Table, by: By | undefined): Promise<(row: number) => Cell[]> {
  const columns = byColumns(by);
  await requireColumns(table, columns, caller);
  const cells = await Promise.all(columns.map((column) => cellsOf(table, column)));
  return (row) => cells.map((column) => column[row]!);
}

/** Whoever left later than anybody was looked after is no stayer of whom a reason must not be known. */
const isStayer = (time: WatchedTime, options: ReasonsFixedOptions) =>
  time !== null && !time.left && options.watched === undefined;

/** The columns of customers that are read, the values apart. Dates that hold for all are none. */
function columnsRead({ weight, by, duration, left, watched, reason, customer }: ReasonsFixedOptions): string[] {
  const times = watched === undefined ? [duration, left] : [watched.from, watched.until, watched.leftOn];
  const named = times.map((one) => (typeof one === "object" ? answerColumn(one)[0] : one));
  const single = [weight, customer, typeof reason === "string" ? reason : undefined, ...named];
  return [...single.flatMap((name) => name ?? []), ...byColumns(by)];
}

/** The tally: customers one by one, since each may have another value. */
export async function reasonsFixedTally(source: Table, options: ReasonsFixedOptions): Promise<ReasonsFixedTally> {
  const values = valueColumns(options.values).map(([, column]) => column);
  const table = rowsTogether(source, [...values, ...columnsRead(options)], caller);
  await requireMasses(table, values, options);
  const times = await watchedTimes(table, options);
  const { of: reasons, given, strangers } = await leavingReasons(table, times, options);
  const massesAt = await massReader(table, values, options.weight);
  const keysAt = await keyReader(table, options.by);

  const customers: WatchedCustomer[] = [];
  let [missing, raised] = [0, 0];
  const stayers = { n: 0, first: 0 };
  times.forEach((time, row) => {
    const reason = reasons[row]!;
    if (reason !== null && isStayer(time, options) && stayers.n++ === 0) stayers.first = row + 1;
    const mass = massesAt(row);
    if (time === null || mass === null) {
      missing++;
      return;
    }
    if (mass.isRaised) raised++;
    const { duration, left } = time;
    customers.push({ keys: keysAt(row), duration, left, reason: left ? reason : null, masses: mass.masses });
  });
  const segments = bySegment(customers, byColumns(options.by).length).map(({ cells, entries }) => ({
    cells,
    customers: entries,
  }));
  segments.sort((a, b) => compareInTurn(a.cells, b.cells));
  return { segments, given, missing, stayers, strangers, raised };
}
