import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Cross, Table } from "../../tables/table.js";
import { requireWithin, rowsWith } from "../scale.js";
import { bySegment } from "../segments.js";
import type { PurchaseCount, PurchaseHistory } from "./history.js";

export interface HistoryColumns {
  readonly frequency: string;
  readonly recency: string;
  readonly age: string;
  readonly by: readonly string[];
}

/** The customers of a segment, alike ones together. */
export interface HistorySegment {
  readonly cells: readonly Cell[];
  readonly counts: readonly PurchaseCount[];
  /** Customers who were watched for no time: nothing could be seen of them. */
  readonly justArrived: number;
  /** Rows that lack the frequency, the recency or the age. */
  readonly missing: number;
}

/** Several segments as one, alike customers of different segments together. */
export function pooledHistories(segments: readonly HistorySegment[]): HistorySegment {
  const found = new Map<string, PurchaseCount>();
  for (const { counts } of segments) {
    for (const one of counts) {
      const name = `${one.frequency} ${one.recency} ${one.age}`;
      found.set(name, { ...one, n: one.n + (found.get(name)?.n ?? 0) });
    }
  }
  const total = (of: (segment: HistorySegment) => number) => segments.reduce((sum, one) => sum + of(one), 0);
  // In one order whatever the segments, so that the sums have the same last digits.
  const counts = [...found.values()].sort(
    (x, y) => x.frequency - y.frequency || x.recency - y.recency || x.age - y.age,
  );
  return { cells: [], counts, justArrived: total((one) => one.justArrived), missing: total((one) => one.missing) };
}

/** What is wrong with a history, in words; null for one that can be. */
export function wrongHistory({ frequency, recency, age }: PurchaseHistory, isByOpportunity: boolean): string | null {
  if (!Number.isInteger(frequency)) return `whole numbers of repeat purchases; got frequency ${frequency}`;
  if (recency > age) {
    return `recency, the time from the first purchase to the last, up to the age; got recency ${recency} after age ${age}`;
  }
  if (frequency === 0 && recency > 0) {
    return `recency 0 for customers without a repeat purchase (frequency counts the purchases after the first); got recency ${recency} with frequency 0`;
  }
  if (frequency > 0 && recency === 0) {
    return `repeat purchases later than the first (orders of one day are one purchase); got frequency ${frequency} with recency 0`;
  }
  if (isByOpportunity && !(Number.isInteger(recency) && Number.isInteger(age))) {
    return `recency and age as whole numbers of opportunities to buy; got recency ${recency}, age ${age}`;
  }
  if (isByOpportunity && frequency > recency) {
    return `no more purchases than opportunities until the last one; got frequency ${frequency} by opportunity ${recency}`;
  }
  return null;
}

const historyOf = (cells: readonly Cell[]): PurchaseHistory | null => {
  const [frequency, recency, age] = cells;
  if (frequency == null || recency == null || age == null) return null;
  return { frequency: Number(frequency), recency: Number(recency), age: Number(age) };
};

async function requireHistories(
  table: Table,
  { frequency, recency, age }: HistoryColumns,
  histories: readonly (PurchaseHistory | null)[],
  isByOpportunity: boolean,
  caller: string,
): Promise<void> {
  const isWrong = (history: PurchaseHistory | null) =>
    history !== null && wrongHistory(history, isByOpportunity) !== null;
  if (!histories.some(isWrong)) return;
  let first = "";
  const where = await rowsWith(table, [frequency, recency, age], (...cells) => {
    const history = historyOf(cells);
    if (!isWrong(history)) return false;
    first ||= wrongHistory(history!, isByOpportunity)!;
    return true;
  });
  throw new RangeError(`${caller} requires ${first} (${where})`);
}

function segmentOf(cells: readonly Cell[], entries: readonly Cross[]): HistorySegment {
  const counts: PurchaseCount[] = [];
  let [justArrived, missing] = [0, 0];
  for (const { keys, n } of entries) {
    const history = historyOf(keys.slice(cells.length));
    if (history === null) missing += n;
    else if (history.age === 0) justArrived += n;
    else counts.push({ ...history, n });
  }
  return { cells, counts, justArrived, missing };
}

/** Looks at the rows again only to say which of them is below 0. */
async function requireFrom0(
  table: Table,
  { frequency, recency, age, by }: HistoryColumns,
  tally: readonly Cross[],
  caller: string,
): Promise<void> {
  const isBelow = ({ keys }: Cross) => keys.slice(by.length).some((cell) => cell !== null && Number(cell) < 0);
  if (!tally.some(isBelow)) return;
  const from0 = { min: 0, max: Number.POSITIVE_INFINITY };
  await requireWithin(table, [frequency], from0, `${caller} requires numbers of repeat purchases`);
  await requireWithin(table, [recency, age], from0, `${caller} requires times since the first purchase`);
}

/** The tally: one crosstab of segment × frequency × recency × age. */
export async function historyTally(
  table: Table,
  columns: HistoryColumns,
  isByOpportunity: boolean,
  caller: string,
): Promise<HistorySegment[]> {
  const { frequency, recency, age, by } = columns;
  await requireColumns(table, by, caller);
  await requireNumberColumns(table, [frequency, recency, age], caller);

  const tally = await table.crosstab([...by, frequency, recency, age]);
  const histories = tally.map(({ keys }) => historyOf(keys.slice(by.length)));
  await requireFrom0(table, columns, tally, caller);
  await requireHistories(table, columns, histories, isByOpportunity, caller);
  return bySegment(tally, by.length).map(({ cells, entries }) => segmentOf(cells, entries));
}
