import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { cellAt, requireWithin, rowsOf, shown } from "../scale.js";
import type { Contacts } from "./breakEven.js";
import { type ContactTerms, requireContactTerms } from "./contactThreshold.js";

/** What customers are worth, one row a customer. */
export interface CustomerValues {
  readonly table: TableLike;
  readonly customer: string;
  readonly value: string;
}

export interface ContactOptions extends Omit<ContactTerms, "value"> {
  /** Lifetime value of a customer who stays: one number for all, or a column of a table. */
  readonly value: number | CustomerValues;
}

const caller = "evaluateSignals";

async function valuesByName({ table: given, customer, value }: CustomerValues): Promise<Map<string, number>> {
  const table = asTable(given);
  await requireColumns(table, [customer], caller);
  await requireNumberColumns(table, [value], caller);
  await requireWithin(table, [value], { min: 0, max: Number.POSITIVE_INFINITY }, `${caller} requires values`);
  const typed = await table.typed([customer, value], caller);
  const [names, amounts] = [typed[customer]!, typed[value]!];
  const found = new Map<string, number>();
  for (let row = 0; row < rowsOf(names); row++) {
    const [name, amount] = [cellAt(names, row), cellAt(amounts, row)];
    if (name === null) continue;
    if (found.has(String(name))) {
      throw new RangeError(
        `${caller} requires each customer of ${table.name} once; got ${shown(name)} again (row ${row + 1})`,
      );
    }
    found.set(String(name), amount === null ? Number.NaN : Number(amount));
  }
  return found;
}

/** The terms of contacts with the value of each customer of the panel. */
export async function contactsOf(customers: readonly string[], options: ContactOptions): Promise<Contacts> {
  const { value, offer, cost, effectiveness } = options;
  requireContactTerms({ value: typeof value === "number" ? value : 0, offer, cost, effectiveness }, caller);
  const known = typeof value === "number" ? null : await valuesByName(value);
  const values = Float64Array.from(customers, (name) =>
    known === null ? (value as number) : (known.get(name) ?? Number.NaN),
  );
  return { values, offer, cost, effectiveness };
}
