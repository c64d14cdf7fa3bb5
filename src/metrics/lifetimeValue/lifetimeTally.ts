import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Cross, Table } from "../../tables/table.js";
import type { PurchaseCount } from "../buying/history.js";
import { historyTally, wrongHistory } from "../buying/historyTally.js";
import type { SpendCount } from "../gammaGamma/gammaGammaLikelihood.js";
import { spendTally } from "../gammaGamma/spendTally.js";
import { bySegment } from "../segments.js";
import type { LifetimePlan } from "./lifetimeOptions.js";

/** Customers of one history and spend. Spend is 0 of who never came again. */
export interface LifetimeCustomer extends PurchaseCount, SpendCount {}

export interface LifetimeSegment {
  readonly cells: readonly Cell[];
  /** Who can be valued, also those of age 0: they are new customers. */
  readonly customers: readonly LifetimeCustomer[];
  /** Repeat buyers without a spend above 0, left out on request. */
  readonly withoutSpend: number;
  /** Rows without a frequency, a recency or an age. */
  readonly missing: number;
}

type Columns = Pick<LifetimePlan, "frequency" | "recency" | "age" | "monetaryValue" | "by" | "withoutSpend">;

/** What four cells say of a customer: a history and spend, that they are missing, or that they are wrong. */
export function customerOf(cells: readonly Cell[]): LifetimeCustomer | "missing" | "without spend" | "wrong" {
  const [frequency, recency, age, monetaryValue] = cells.map((cell) => (cell === null ? null : Number(cell)));
  if (frequency == null || recency == null || age == null) return "missing";
  const history = { frequency, recency, age };
  if (Math.min(frequency, recency, age) < 0 || wrongHistory(history, false) !== null) return "wrong";
  if (frequency === 0) return { ...history, monetaryValue: 0, n: 1 };
  if (!(Number(monetaryValue ?? 0) > 0)) return "without spend";
  return { ...history, monetaryValue: Number(monetaryValue), n: 1 };
}

/** Throws, with the row, what `bgNbd` and `gammaGamma` would of customers who cannot be. */
async function refuse(table: Table, { frequency, recency, age, monetaryValue, by }: Columns, caller: string) {
  await historyTally(table, { frequency, recency, age, by }, false, caller);
  await spendTally(table, { frequency, monetaryValue, by }, "refuse", caller);
}

async function requireLifetimeColumns(table: Table, columns: Columns, caller: string): Promise<void> {
  const { frequency, recency, age, monetaryValue, by } = columns;
  await requireColumns(table, by, caller);
  await requireNumberColumns(table, [frequency, recency, age, monetaryValue], caller);
}

/** Throws unless all rows are of customers that can be. */
async function requireCustomers(
  table: Table,
  columns: Columns,
  found: Iterable<ReturnType<typeof customerOf>>,
  caller: string,
): Promise<void> {
  for (const one of found) {
    const isRefused = one === "wrong" || (one === "without spend" && columns.withoutSpend === "refuse");
    if (isRefused) return refuse(table, columns, caller);
  }
}

function segmentOf(cells: readonly Cell[], entries: readonly Cross[]): LifetimeSegment {
  const alike = new Map<string, LifetimeCustomer>();
  let [withoutSpend, missing] = [0, 0];
  for (const { keys, n } of entries) {
    const one = customerOf(keys.slice(cells.length));
    if (one === "missing") missing += n;
    else if (typeof one === "string") withoutSpend += n;
    else {
      const name = `${one.frequency} ${one.recency} ${one.age} ${one.monetaryValue}`;
      alike.set(name, { ...one, n: n + (alike.get(name)?.n ?? 0) });
    }
  }
  const customers = [...alike.values()].sort(
    (x, y) => x.frequency - y.frequency || x.recency - y.recency || x.age - y.age || x.monetaryValue - y.monetaryValue,
  );
  return { cells, customers, withoutSpend, missing };
}

/** The tally: one crosstab of segment × frequency × recency × age × spend. */
export async function lifetimeTally(table: Table, columns: Columns, caller: string): Promise<LifetimeSegment[]> {
  await requireLifetimeColumns(table, columns, caller);
  const { frequency, recency, age, monetaryValue, by } = columns;

  const tally = await table.crosstab([...by, frequency, recency, age, monetaryValue]);
  const found = tally.map(({ keys }) => customerOf(keys.slice(by.length)));
  await requireCustomers(table, columns, found, caller);
  return bySegment(tally, by.length).map(({ cells, entries }) => segmentOf(cells, entries));
}
