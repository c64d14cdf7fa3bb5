import type { Cell } from "../../tables/table.js";
import type { Schema } from "../schema.js";
import { demoTruth } from "./demo-truth.js";
import { type DemoTableName, demoSchemas } from "./schemas.js";
import { churnTables } from "./tables/churn.js";
import { complaintsTable } from "./tables/complaints.js";
import { contactsTable } from "./tables/contacts.js";
import { customersTable } from "./tables/customers.js";
import { kanoTable } from "./tables/kano.js";
import { leadsTable } from "./tables/leads.js";
import { billingTable, walletTable } from "./tables/money.js";
import { campaignsTable, offersTable } from "./tables/offers.js";
import { numberedOrders, ordersTable } from "./tables/orders.js";
import { retentionTable, tacticsTable } from "./tables/retention.js";
import { visitTables } from "./tables/sessions.js";
import { surveyTable } from "./tables/survey.js";
import { ticketsTable } from "./tables/tickets.js";
import { TACTIC_TRUTH } from "./truth.js";
import { type Row, world } from "./world.js";

/** A table of the demo company: its columns, in the order of its schema; missing is null. */
export interface DemoTable {
  readonly schema: Schema;
  readonly rows: number;
  readonly columns: Readonly<Record<string, readonly Cell[]>>;
}

export interface Demo {
  readonly tables: Readonly<Record<DemoTableName, DemoTable>>;
  /** Every parameter of the mechanics. */
  readonly truth: typeof demoTruth;
}

/** The seed of the tables in data/. */
export const DEMO_SEED = 1403;

function byColumn(schema: Schema, rows: readonly Row[]): DemoTable {
  const names = Object.keys(schema.columns);
  const columns = Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name]!)]));
  const unknown = rows.length > 0 ? Object.keys(rows[0]!).filter((name) => !names.includes(name)) : [];
  if (unknown.length > 0 || names.some((name) => columns[name]!.includes(undefined as never))) {
    throw new Error(
      `the generator and the schema of ${schema.name} disagree: ${unknown.join(", ") || "a column is not made"}`,
    );
  }
  return { schema, rows: rows.length, columns };
}

/**
 * The demo company: an online shop for mobile accessories, 4,000 customers, 2024-07-01 to 2026-06-30, whose mechanics
 * are known (`truth`). The same seed gives the same tables to the byte, on every machine.
 *
 * @param seed a whole number from 0
 * @example const { tables } = generateDemo(1403);
 */
export function generateDemo(seed: number = DEMO_SEED): Demo {
  const everything = world(seed);
  const orders = numberedOrders(everything);
  const { churn, reasons } = churnTables(everything);
  const { sessions, carts } = visitTables(everything, orders);
  const offers = offersTable(everything);
  const rows: Record<DemoTableName, Row[]> = {
    customers: customersTable(everything),
    orders: ordersTable(orders),
    sessions,
    carts,
    leads: leadsTable(everything),
    campaigns: campaignsTable(everything, offers, sessions, orders),
    survey: surveyTable(everything),
    kano: kanoTable(seed),
    churn,
    reasons,
    retention: retentionTable(everything),
    contacts: contactsTable(everything),
    billing: billingTable(everything),
    complaints: complaintsTable(everything),
    offers,
    tickets: ticketsTable(everything),
    tactics: tacticsTable(everything, TACTIC_TRUTH),
    wallet: walletTable(everything),
  };
  const tables = Object.fromEntries(
    (Object.keys(demoSchemas) as DemoTableName[]).map((name) => [name, byColumn(demoSchemas[name], rows[name])]),
  ) as Record<DemoTableName, DemoTable>;
  return { tables, truth: demoTruth };
}
