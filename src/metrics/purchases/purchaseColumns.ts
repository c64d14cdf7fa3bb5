import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Table } from "../../tables/table.js";
import { dayOf, requireDates } from "../periods/days.js";
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
  readonly isEveryDateKnown: boolean;
  /** The last day; null where no row has a date. */
  readonly lastDay: number | null;
}

/** Looks at the rows, and throws for amounts below 0 that are to be refused. */
export async function seePurchases(
  source: Table,
  { date, amount }: PurchaseColumns,
  negative: NegativeAmounts,
  caller: string,
): Promise<PurchasesSeen> {
  const names = [
    "purchase rows",
    "last date",
    "known dates",
    ...(amount === null ? [] : ["least amount", "known amounts"]),
  ];
  const looked = await source.rollUp([], {
    ...{ [names[0]!]: "rows", [names[1]!]: { max: date }, [names[2]!]: { count: date } },
    ...(amount !== null && { [names[3]!]: { min: amount }, [names[4]!]: { count: amount } }),
  });
  const [rows, last, dated, least = null, known = 0] = (await looked.crosstab(names))[0]?.keys ?? [0, null, 0];
  if (amount !== null && negative === "refuse" && Number(least) < 0) {
    const what = `${caller} requires amounts (returns: negative 'subtract' or 'leave out')`;
    await requireWithin(source, [amount], { min: 0, max: Number.POSITIVE_INFINITY }, what);
  }
  return {
    rows: Number(rows),
    isEveryAmountAboveZero: least !== null && Number(least) > 0 && known === rows,
    isEveryDateKnown: dated === rows,
    lastDay: dayOf(last),
  };
}
