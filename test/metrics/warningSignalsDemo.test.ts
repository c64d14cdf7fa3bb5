import { describe, expect, test } from "vitest";
import { dayOf } from "../../src/calendar/days.js";
import { duckdb } from "../../src/datasets/duckdb/duckdb.js";
import { load } from "../../src/datasets/load.js";
import { cellAt } from "../../src/metrics/scale.js";
import {
  type Signal,
  type SignalDates,
  type WarningSignalsResult,
  warningSignals,
} from "../../src/metrics/warningSignals/warningSignals.js";
import { asTable, type TableLike } from "../../src/tables/table-like.js";

type Open = (file: string) => Promise<TableLike>;

async function signalsOf(open: Open): Promise<Record<string, Signal>> {
  const table = (name: string) => open(`data/${name}.csv`);
  const contacts = await table("contacts");
  const contact = (kind: string): Signal => {
    return { kind: "event", table: contacts, date: "at", where: { column: "kind", values: [kind] }, within: 60 };
  };
  const answered = { table: await table("survey"), date: "answered_on", score: "satisfaction" };
  return {
    "falling RFM": {
      kind: "falling rfm",
      table: await table("orders"),
      date: "date",
      amount: "revenue",
      where: { column: "kind", values: ["sale"] },
    },
    "no response": {
      kind: "no response",
      table: await table("offers"),
      date: "sent_on",
      response: { column: "response", values: ["bought", "opened"] },
    },
    "falling satisfaction": { ...answered, kind: "falling satisfaction", reliability: 0.7 },
    "low satisfaction": { ...answered, kind: "score at most", atMost: 2 },
    "complaint handled badly": {
      kind: "complaint handling",
      table: await table("complaints"),
      date: "closed_on",
      handling: "handling",
      outcome: { column: "outcome", values: ["rejected", "none"] },
    },
    "falling share of wallet": {
      kind: "falling share of wallet",
      table: await table("wallet"),
      period: "quarter",
      own: "spent_here",
      all: "spent_all",
      periods: "with purchases here",
      fall: 0.3,
    },
    "late payment": { kind: "late payment", table: await table("billing"), due: "due_on", paid: "paid_on" },
    "technical call": contact("technical call"),
    "product question": contact("product question"),
    "billing question": contact("billing question"),
    "touchpoint change": contact("touchpoint change"),
    "address change": contact("address change"),
    "password reset": contact("password reset"),
    unsubscribe: contact("unsubscribe"),
  };
}

const columns = { customer: "customer", since: "first_purchase", left: "left_on" };
const read = async (open: Open, asOf: SignalDates) =>
  warningSignals(await open("data/customers.csv"), { ...columns, asOf, signals: await signalsOf(open) });

/** How often a signal fires before leaving (of some customers), and otherwise. */
function sharesOf({ panel }: WarningSignalsResult, signal: string, counts: (customer: string) => boolean = () => true) {
  const { fires } = panel.signals.find(({ name }) => name === signal)!;
  const [soon, else_] = [
    { n: 0, fires: 0 },
    { n: 0, fires: 0 },
  ];
  for (const [row, fire] of fires.entries()) {
    const left = dayOf(panel.left[panel.customer[row]!]);
    const isSoon = left !== null && left - dayOf(panel.dates[panel.date[row]!])! <= 45;
    if (fire === 255 || (isSoon && !counts(panel.customers[panel.customer[row]!]!))) continue;
    const into = isSoon ? soon : else_;
    into.n++;
    into.fires += fire;
  }
  return { soon: soon.fires / soon.n, else: else_.fires / else_.n };
}

describe("the demo company", async () => {
  const result = await read(load, { from: "2025-09-30", to: "2026-04-30", everyDays: 14 });
  const churn = await asTable(await load("data/churn.csv")).typed(["customer", "reason"]);
  const reasons = new Map(
    Array.from({ length: 1207 }, (_, row) => [cellAt(churn.customer!, row), cellAt(churn.reason!, row)]),
  );

  test.each([
    "falling RFM",
    "no response",
    "falling satisfaction",
    "low satisfaction",
    "complaint handled badly",
    "falling share of wallet",
    "late payment",
    "technical call",
    "product question",
    "billing question",
    "touchpoint change",
  ])("%s fires more often in the 45 days before leaving than otherwise", (signal) => {
    const shares = sharesOf(result, signal);
    expect(shares.soon / shares.else).toBeGreaterThan(1.15);
  });

  test("address change fires more often before moving away", () => {
    const shares = sharesOf(result, "address change", (customer) => reasons.get(customer) === "Moved away");
    expect(shares.soon / shares.else).toBeGreaterThan(5);
  });

  test("password reset fires as often as ever, unsubscribe only after leaving", () => {
    const shares = sharesOf(result, "password reset");
    expect(shares.soon / shares.else).toBeGreaterThan(0.75);
    expect(shares.soon / shares.else).toBeLessThan(1.3);
    expect(sharesOf(result, "unsubscribe")).toEqual({ soon: 0, else: 0 });
    expect(result.histories.at(-1)!.onlyAfterLeaving).toBeGreaterThan(500);
    expect(result.histories.slice(0, 7).every(({ onlyAfterLeaving }) => onlyAfterLeaving === null)).toBe(true);
  });

  test("says the same of tables in DuckDB", async () => {
    const dates = ["2025-12-31", "2026-03-31"];
    expect(await read(duckdb, dates)).toEqual(await read(load, dates));
  });
});
