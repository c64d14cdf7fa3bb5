import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parseDay } from "../../src/datasets/demo/calendar.js";
import { demoCsv } from "../../src/datasets/demo/csv.js";
import { demoDictionary } from "../../src/datasets/demo/dictionary.js";
import { type Demo, type DemoTable, generateDemo } from "../../src/datasets/demo/generate.js";
import { type DemoTableName, demoSchemas } from "../../src/datasets/demo/schemas.js";
import { load } from "../../src/datasets/load.js";
import type { Cell } from "../../src/tables/table.js";

const data = resolve(import.meta.dirname, "../../data");
const names = Object.keys(demoSchemas) as DemoTableName[];

let demo: Demo;
beforeAll(() => {
  demo = generateDemo();
});

const column = (table: DemoTableName, name: string): readonly Cell[] => {
  const found = demo.tables[table].columns[name];
  if (found === undefined) throw new Error(`${table} has no column ${name}`);
  return found;
};
const rowsOf = ({ columns, rows }: DemoTable) =>
  Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, cells[row]!])),
  );

describe("generateDemo(seed)", () => {
  // What is committed was made by another process, on another day: to give it again is to give the same bytes.
  test("data/ is what the generator writes, README included, and nothing else", () => {
    for (const name of names) {
      const committed = readFileSync(join(data, `${name}.csv`), "utf8");
      expect(committed === demoCsv(demo.tables[name]), `data/${name}.csv is stale: npm run data`).toBe(true);
    }
    expect(readFileSync(join(data, "README.md"), "utf8") === demoDictionary(demo), "data/README.md is stale").toBe(
      true,
    );
    expect(readdirSync(data).filter((file) => file.endsWith(".csv"))).toEqual(
      names.map((name) => `${name}.csv`).sort(),
    );
  });

  test("data/ is at most 15 MB, no table above 2.9 MB", () => {
    const sizes = readdirSync(data).map((file) => statSync(join(data, file)).size);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2.9e6);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(15e6);
  });

  test("no cell depends on the last digit of a library: numbers are whole, or have two decimals", () => {
    for (const name of names) {
      for (const [label, cells] of Object.entries(demo.tables[name].columns)) {
        const odd = cells.find(
          (cell) => typeof cell === "number" && Math.abs(cell * 100 - Math.round(cell * 100)) > 1e-9,
        );
        expect(odd, `${name}.${label}`).toBeUndefined();
      }
    }
  });
});

describe("schemas of the demo company", () => {
  test.each(names)("load(data/%s.csv, schema) reads every row", async (name) => {
    const frame = await load(join(data, `${name}.csv`), demoSchemas[name]);
    expect(frame.shape).toEqual([demo.tables[name].rows, Object.keys(demoSchemas[name].columns).length]);
  });

  test("a category lists exactly the values that occur, or more; none is without values", () => {
    for (const name of names) {
      for (const [label, { type, values }] of Object.entries(demoSchemas[name].columns)) {
        if (type !== "category") continue;
        const strange = column(name, label).filter((cell) => cell !== null && !values!.includes(cell as string));
        expect(strange, `${name}.${label}`).toEqual([]);
      }
    }
  });
});

describe("codes point to rows that exist", () => {
  const FOREIGN: [DemoTableName, string, DemoTableName, string][] = [
    ...names
      .filter((name) => name !== "customers" && "customer" in demoSchemas[name].columns)
      .map((name): [DemoTableName, string, DemoTableName, string] => [name, "customer", "customers", "customer"]),
    ["orders", "campaign", "campaigns", "campaign"],
    ["offers", "campaign", "campaigns", "campaign"],
    ["sessions", "campaign", "campaigns", "campaign"],
    ["carts", "session", "sessions", "session"],
    ["carts", "order", "orders", "order"],
    ["tickets", "complaint", "complaints", "complaint"],
  ];
  test.each(FOREIGN)("%s.%s is in %s.%s", (table, key, other, target) => {
    const known = new Set(column(other, target));
    expect(column(table, key).filter((cell) => cell !== null && !known.has(cell))).toEqual([]);
  });

  test("a visitor is a customer or a stranger", () => {
    const known = new Set(column("customers", "customer"));
    const strange = column("sessions", "visitor").filter(
      (cell) => !known.has(cell) && !/^V\d{5}$/.test(cell as string),
    );
    expect(strange).toEqual([]);
  });

  test("a carried segment is the customer's", () => {
    const segments = new Map(rowsOf(demo.tables.customers).map((row) => [row.customer, row.segment]));
    for (const name of ["survey", "retention", "churn", "reasons", "tactics", "wallet"] as const) {
      const wrong = rowsOf(demo.tables[name]).filter((row) => segments.get(row.customer!) !== row.segment);
      expect(wrong.length, name).toBe(0);
    }
  });
});

describe("tables agree with one another", () => {
  test("everything happens in the window; only first purchases and the creation of a customer come before", () => {
    for (const name of names) {
      for (const [label, { type }] of Object.entries(demoSchemas[name].columns)) {
        if (type !== "date" && type !== "datetime") continue;
        const dates = column(name, label).filter((cell) => cell !== null) as string[];
        const early = label === "first_purchase" ? "2022-03-21" : "2024-07-01";
        const late = label === "due_on" ? "2026-07-31" : "2026-06-30T23:59:59";
        expect(
          dates.filter((day) => day < early || day > late),
          `${name}.${label}`,
        ).toEqual([]);
      }
    }
  });

  test("nobody orders, answers or asks after leaving; unsubscribing alone comes after", () => {
    const left = new Map(rowsOf(demo.tables.customers).map((row) => [row.customer, row.left_on as string | null]));
    const recordedAfter = (name: DemoTableName, date: string, keep: (row: Record<string, Cell>) => boolean) =>
      rowsOf(demo.tables[name]).filter(
        (row) => keep(row) && left.get(row.customer!) != null && (row[date] as string) >= left.get(row.customer!)!,
      ).length;
    expect(recordedAfter("orders", "date", () => true)).toBe(0);
    expect(recordedAfter("survey", "answered_on", () => true)).toBe(0);
    expect(recordedAfter("complaints", "opened_on", () => true)).toBe(0);
    expect(recordedAfter("offers", "sent_on", () => true)).toBe(0);
    expect(recordedAfter("contacts", "at", (row) => row.kind !== "unsubscribe")).toBe(0);
    const farewells = column("contacts", "kind").filter((kind) => kind === "unsubscribe").length;
    expect(recordedAfter("contacts", "at", (row) => row.kind === "unsubscribe")).toBe(farewells);
  });

  test("churn has everybody who left, reasons every reason of everybody interviewed", () => {
    const left = rowsOf(demo.tables.customers).filter((row) => row.left === true);
    expect([...column("churn", "customer")].sort()).toEqual(left.map((row) => row.customer).sort());
    const given = column("churn", "reasons_given").reduce<number>((sum, cell) => sum + ((cell as number) ?? 0), 0);
    expect(demo.tables.reasons.rows).toBe(given);
    expect(column("reasons", "primary").filter(Boolean).length).toBe(
      column("churn", "reason").filter((cell) => cell !== null).length,
    );
  });

  test("sales of the two years in retention are those of the orders", () => {
    const sums = new Map<Cell, [number, number, number, number]>();
    for (const row of rowsOf(demo.tables.orders)) {
      const sum = sums.get(row.customer!) ?? [0, 0, 0, 0];
      const year = (row.date as string) < "2025-07-01" ? 0 : 1;
      sum[year] += row.revenue as number;
      sum[2 + year] += row.margin as number;
      sums.set(row.customer!, sum);
    }
    for (const row of rowsOf(demo.tables.retention)) {
      const theirs = sums.get(row.customer!) ?? [0, 0, 0, 0];
      expect([row.sales_start, row.sales_end, row.margin_start, row.margin_end], String(row.customer)).toEqual(theirs);
    }
  });

  test("revenue lost is the net revenue of the 365 days before leaving, where the window shows them", () => {
    const orders = rowsOf(demo.tables.orders);
    const leavers = rowsOf(demo.tables.churn).filter((row) => (row.left_on as string) >= "2025-07-01");
    expect(leavers.length).toBeGreaterThan(300);
    const byCustomer = new Map<Cell, { day: number; revenue: number }[]>();
    for (const row of orders) {
      const list = byCustomer.get(row.customer!) ?? [];
      list.push({ day: parseDay(row.date as string), revenue: row.revenue as number });
      byCustomer.set(row.customer!, list);
    }
    for (const { customer, left_on, revenue_lost } of leavers) {
      const day = parseDay(left_on as string);
      const recent = (byCustomer.get(customer!) ?? []).filter((line) => line.day >= day - 365 && line.day < day);
      expect(
        recent.reduce((sum, line) => sum + line.revenue, 0),
        String(customer),
      ).toBe(revenue_lost);
    }
  });

  test("spent_all is never less than spent_here; constant sums are 100", () => {
    for (const row of rowsOf(demo.tables.wallet))
      expect(row.spent_all).toBeGreaterThanOrEqual(row.spent_here as number);
    for (const row of rowsOf(demo.tables.survey)) {
      const points = Object.keys(row).filter((name) => name.startsWith("points_"));
      if (row[points[0]!] !== null) expect(points.reduce((sum, name) => sum + (row[name] as number), 0)).toBe(100);
    }
  });

  test("both scripts and both calendars are present, quotes and line breaks too", () => {
    const joined = column("customers", "name").join("");
    expect(/[\u0600-\u06ff]/.test(joined) && /[A-Za-z]/.test(joined)).toBe(true);
    expect(
      column("customers", "first_purchase_jalali").every((cell) => /^140\d\/\d\d\/\d\d$/.test(cell as string)),
    ).toBe(true);
    const verbatims = column("churn", "verbatim")
      .filter((cell) => cell !== null)
      .join("|");
    expect(verbatims).toContain('"tomorrow"');
    expect(verbatims).toContain("\n");
  });
});
