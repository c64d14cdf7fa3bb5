import { dayOf } from "../../calendar/days.js";
import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Table } from "../../tables/table.js";
import { requireDates } from "../periods/requireDates.js";
import { requireWithin } from "../scale.js";

/** Where a table of purchases says who bought, when and for how much. */
export interface PurchaseColumns {
  readonly customer: string;
  readonly date: string;
  /** Null where money does not matter. */
  readonly amount: string | null;
  /** Columns of which each customer has one value. */
  readonly by: readonly string[];
}

/**
 * What amounts below 0 are.
 *
 * - `refuse` (default): an error, with the first of them.
 * - `subtract`: returns and refunds, which lower what was spent and are no purchases.
 * - `leave out`: not looked at, and counted.
 */
export type NegativeAmounts = "refuse" | "subtract" | "leave out";

export const NEGATIVE_AMOUNTS: readonly NegativeAmounts[] = ["refuse", "subtract", "leave out"];

/** '2025-07-01', with nothing of a time behind it. */
const DAY_LETTERS = 10;

/** Throws for columns that are not there or hold what they must not; true where the dates are days, without a time. */
export async function requirePurchaseColumns(
  source: Table,
  columns: PurchaseColumns,
  caller: string,
): Promise<boolean> {
  const { customer, date, amount, by } = columns;
  const [, dates] = await requireColumns(source, [customer, date, ...by], caller);
  if (amount !== null) await requireNumberColumns(source, [amount], caller);
  if (dates!.type === "date" || dates!.type === "datetime") return dates!.type === "date";
  const found = (await source.crosstab([date])).map(({ keys }) => keys[0]!);
  await requireDates(source, date, found, { what: `${caller} requires dates` });
  return dates!.type === "text" && found.every((cell) => cell === null || String(cell).length === DAY_LETTERS);
}

/** What one look at the rows tells. */
export interface PurchasesSeen {
  readonly rows: number;
  readonly isEveryAmountAboveZero: boolean;
  /** Whether every row has a customer and a date. */
  readonly isEveryRowKnown: boolean;
  /** The first and the last day; null where no row has a date. */
  readonly firstDay: number | null;
  readonly lastDay: number | null;
}

/** Looks at the rows, and throws for amounts below 0 that are to be refused. */
export async function seePurchases(
  source: Table,
  { customer, date, amount }: PurchaseColumns,
  negative: NegativeAmounts,
  caller: string,
): Promise<PurchasesSeen> {
  const names = [
    "purchase rows",
    ...["known customers", "first date", "last date", "known dates"],
    ...(amount === null ? [] : ["least amount", "known amounts"]),
  ];
  const looked = await source.rollUp([], {
    ...{ [names[0]!]: "rows", [names[1]!]: { count: customer } },
    ...{ [names[2]!]: { min: date }, [names[3]!]: { max: date }, [names[4]!]: { count: date } },
    ...(amount !== null && { [names[5]!]: { min: amount }, [names[6]!]: { count: amount } }),
  });
  const [only] = await looked.crosstab(names);
  const [rows, named, first, last, dated, least = null, known = 0] = only?.keys ?? [0, 0, null, null, 0];
  if (amount !== null && negative === "refuse" && Number(least) < 0) {
    const what = `${caller} requires amounts (returns: negative 'subtract' or 'leave out')`;
    await requireWithin(source, [amount], { min: 0, max: Number.POSITIVE_INFINITY }, what);
  }
  return {
    rows: Number(rows),
    isEveryAmountAboveZero: least !== null && Number(least) > 0 && known === rows,
    isEveryRowKnown: named === rows && dated === rows,
    firstDay: dayOf(first),
    lastDay: dayOf(last),
  };
}
