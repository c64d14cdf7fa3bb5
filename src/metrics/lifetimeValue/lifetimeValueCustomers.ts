import { requireColumns } from "../../tables/requirements.js";
import { type Cell, compareCells, type Table } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { cellAt, rowsOf, shown } from "../scale.js";
import { domainsOf } from "./lifetimeDomains.js";
import { whyNone } from "./lifetimeModels.js";
import { type LifetimeOptions, type LifetimePlan, lifetimePlan } from "./lifetimeOptions.js";
import { customerOf, type LifetimeCustomer, lifetimeTally } from "./lifetimeTally.js";
import { valuedOf, worthOf } from "./worth.js";

export interface LifetimeCustomersOptions extends Omit<LifetimeOptions, "level" | "resamples"> {
  /** Column of the customer; each stands in one row. */
  readonly customer: string;
}

/** One customer with what is expected of him. What cannot be told is null, and the note says why. */
export interface LifetimeCustomerValue {
  readonly customer: Cell;
  /** Probability of still being there. */
  readonly alive: number | null;
  /** Within the horizon. */
  readonly expectedPurchases: number | null;
  /** On one purchase. */
  readonly expectedSpend: number | null;
  /** What is expected to be spent within the horizon, times the margin, in today's money. */
  readonly lifetimeValue: number | null;
  readonly note: string | null;
}

const CALLER = "lifetimeValueCustomers";

interface Row {
  readonly customer: Cell;
  readonly cells: readonly Cell[];
  readonly of: ReturnType<typeof customerOf>;
}

async function rowsOfTable(table: Table, customer: string, plan: LifetimePlan): Promise<Row[]> {
  const { frequency, recency, age, monetaryValue, by } = plan;
  const names = [customer, ...by, frequency, recency, age, monetaryValue];
  const typed = await table.typed([...new Set(names)], CALLER);
  const columns = names.map((name) => typed[name]!);
  const rows = Array.from({ length: rowsOf(columns[0]!) }, (_, row) => {
    const [name = null, ...cells] = columns.map((column) => cellAt(column, row));
    return { customer: name, cells: cells.slice(0, by.length), of: customerOf(cells.slice(by.length)) };
  });
  const seen = new Set<Cell>();
  for (const { customer: name } of rows) {
    if (name !== null && seen.has(name)) {
      throw new RangeError(`${CALLER} requires one row a customer; got ${shown(name)} twice in '${customer}'`);
    }
    seen.add(name);
  }
  return rows.sort((a, b) => compareCells(a.customer, b.customer));
}

const unknown = (customer: Cell, note: string): LifetimeCustomerValue => ({
  ...{ customer, alive: null, expectedPurchases: null, expectedSpend: null, lifetimeValue: null, note },
});

/** The customers of one domain by what was fitted to it. */
function valuesOf(customers: readonly LifetimeCustomer[], worth: ReturnType<typeof worthOf>) {
  return customers.map((_, i) => {
    const [spend, value] = [worth.spend[i]!, worth.value[i]!];
    const isKnown = Number.isFinite(spend);
    return {
      alive: worth.alive[i]!,
      expectedPurchases: worth.purchases[i]!,
      expectedSpend: isKnown ? spend : null,
      lifetimeValue: isKnown ? value : null,
      note: isKnown ? null : "the mean spend is infinite",
    };
  });
}

/**
 * Each customer with what is expected of him, in the order of customers: the list to act on, where `lifetimeValue` says what they are worth
 * together. The same options give the same numbers: the mean of the values is its estimate. Numbers of single customers are
 * expectations, not forecasts: what one of them does is far more uncertain than what a thousand do.
 *
 * Fetches single rows, one a customer, as it lists them: at most `maxRows` of the table.
 *
 * @param table one row a customer
 * @throws as `lifetimeValue`; a customer in two rows
 * @example (await lifetimeValueCustomers(customers, { customer: "id", frequency: "repeats", recency: "weeks_to_last", age: "weeks", monetaryValue: "spend", horizon: 52, discountRate: 0.1, unitsPerYear: 52 }))[0].lifetimeValue // 34.1
 * @see Fader, Hardie and Lee (2005), RFM and CLV, Journal of Marketing Research 42
 */
export async function lifetimeValueCustomers(
  table: TableLike,
  options: LifetimeCustomersOptions,
): Promise<LifetimeCustomerValue[]> {
  const plan = lifetimePlan({ ...options, resamples: 0 }, CALLER);
  const source = asTable(table);
  await requireColumns(source, [options.customer], CALLER);
  const segments = await lifetimeTally(source, plan, CALLER);
  const rows = await rowsOfTable(source, options.customer, plan);

  const domains = domainsOf(segments, plan);
  const places = new Map(segments.map(({ cells }, s) => [JSON.stringify(cells), plan.fit === "everybody" ? 0 : s]));
  const domainOf = ({ cells }: Row) => places.get(JSON.stringify(cells))!;
  const found = new Map<Row, Omit<LifetimeCustomerValue, "customer">>();
  domains.forEach(({ parameters }, d) => {
    if (parameters === null) return;
    const own = rows.filter((row) => typeof row.of !== "string" && domainOf(row) === d);
    const customers = own.map(({ of }) => of as LifetimeCustomer);
    const values = valuesOf(customers, worthOf(valuedOf(customers), parameters, plan.schedule, 12));
    own.forEach((row, i) => {
      found.set(row, values[i]!);
    });
  });
  return rows.map((row) => {
    const value = found.get(row);
    if (value !== undefined) return { customer: row.customer, ...value };
    if (row.of === "missing") return unknown(row.customer, "no frequency, recency or age");
    if (typeof row.of === "string") return unknown(row.customer, "no spend above 0");
    return unknown(row.customer, whyNone(domains[domainOf(row)]!.models)!);
  });
}
