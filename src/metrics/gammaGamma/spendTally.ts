import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Cross, Table } from "../../tables/table.js";
import { requireWholeNumbers, requireWithin, rowsWith } from "../scale.js";
import { bySegment } from "../segments.js";
import type { SpendCount } from "./gammaGammaLikelihood.js";

/** What is done with a repeat buyer whose spend is missing, 0 or below: the model has no place for one. */
export type WithoutSpend = "refuse" | "leave out";

export interface SpendColumns {
  readonly frequency: string;
  readonly monetaryValue: string;
  readonly by: readonly string[];
}

/** The customers of a segment, alike ones together. */
export interface SpendSegment {
  readonly cells: readonly Cell[];
  /** Customers with a repeat purchase, in the order of their frequency. */
  readonly counts: readonly SpendCount[];
  /** Customers without a repeat purchase, and those of them that have a spend all the same. */
  readonly withoutRepeat: number;
  readonly firstCounted: number;
  /** Repeat buyers that were left out. */
  readonly withoutSpend: number;
  /** Rows without a frequency. */
  readonly missing: number;
}

/** Several segments as one, alike customers of different segments together. */
export function pooledSpends(segments: readonly SpendSegment[]): SpendSegment {
  const found = new Map<string, SpendCount>();
  for (const { counts } of segments) {
    for (const one of counts) {
      const name = `${one.frequency} ${one.monetaryValue}`;
      found.set(name, { ...one, n: one.n + (found.get(name)?.n ?? 0) });
    }
  }
  const total = (of: (segment: SpendSegment) => number) => segments.reduce((sum, one) => sum + of(one), 0);
  // In one order whatever the segments, so that the sums have the same last digits.
  const counts = [...found.values()].sort((x, y) => x.frequency - y.frequency || x.monetaryValue - y.monetaryValue);
  return {
    cells: [],
    counts,
    withoutRepeat: total((one) => one.withoutRepeat),
    firstCounted: total((one) => one.firstCounted),
    withoutSpend: total((one) => one.withoutSpend),
    missing: total((one) => one.missing),
  };
}

const lacksSpend = (frequency: Cell, spend: Cell) => Number(frequency) > 0 && !(Number(spend ?? 0) > 0);

async function requireSpends(table: Table, columns: SpendColumns, tally: readonly Cross[], caller: string) {
  const { frequency, monetaryValue, by } = columns;
  const wrong = tally.find(({ keys }) => lacksSpend(keys[by.length]!, keys[by.length + 1]!));
  if (wrong === undefined) return;
  const spend = wrong.keys[by.length + 1];
  const where = await rowsWith(table, [frequency, monetaryValue], lacksSpend);
  throw new RangeError(
    `${caller} requires the mean spend of repeat buyers above 0 in '${monetaryValue}'; got ${spend ?? "none"} with frequency ${wrong.keys[by.length]} (${where}); withoutSpend: 'leave out' counts such customers and leaves them out`,
  );
}

function segmentOf(cells: readonly Cell[], entries: readonly Cross[]): SpendSegment {
  const counts: SpendCount[] = [];
  let [withoutRepeat, firstCounted, withoutSpend, missing] = [0, 0, 0, 0];
  for (const { keys, n } of entries) {
    const [frequency = null, spend = null] = keys.slice(cells.length);
    if (frequency === null) missing += n;
    else if (Number(frequency) === 0) {
      withoutRepeat += n;
      if (Number(spend ?? 0) > 0) firstCounted += n;
    } else if (lacksSpend(frequency, spend)) withoutSpend += n;
    else counts.push({ frequency: Number(frequency), monetaryValue: Number(spend), n });
  }
  return { cells, counts, withoutRepeat, firstCounted, withoutSpend, missing };
}

/** The tally: one crosstab of segment × frequency × mean spend. */
export async function spendTally(
  table: Table,
  columns: SpendColumns,
  withoutSpend: WithoutSpend,
  caller: string,
): Promise<SpendSegment[]> {
  const { frequency, monetaryValue, by } = columns;
  await requireColumns(table, by, caller);
  await requireNumberColumns(table, [frequency, monetaryValue], caller);
  const from0 = { min: 0, max: Number.POSITIVE_INFINITY };
  await requireWithin(table, [frequency], from0, `${caller} requires numbers of repeat purchases`);

  const tally = await table.crosstab([...by, frequency, monetaryValue]);
  const frequencies = tally.map(({ keys }) => keys[by.length]!);
  await requireWholeNumbers(table, frequency, frequencies, `${caller} requires whole numbers of repeat purchases`);
  if (withoutSpend === "refuse") await requireSpends(table, columns, tally, caller);
  return bySegment(tally, by.length).map(({ cells, entries }) => segmentOf(cells, entries));
}
