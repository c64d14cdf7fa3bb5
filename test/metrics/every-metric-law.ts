import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { DataFrame } from "danfojs-node";
import { expect, test } from "vitest";
import { demoSchemas, derive, duckdb, join as joined, load, purchaseHistories, writeCsv } from "../../src/index.js";
import type { Table } from "../../src/tables/table.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import type { Call } from "./every-metric.js";
import { expectSame } from "./sameInDuckdb.js";

const root = resolve(import.meta.dirname, "../..");
const index = readFileSync(join(root, "src/index.ts"), "utf8");

/** The source of the file that each public function of metrics stands in. */
const SOURCES = new Map(
  [...index.matchAll(/export \{([^}]*)\} from "\.\/(metrics\/[^"]*)\.js"/g)].flatMap(([, names = "", file]) => {
    const source = readFileSync(join(root, "src", `${file}.ts`), "utf8");
    return names.split(",").map((name) => [name.trim(), source] as const);
  }),
);

/** The doc comment before a function, and its parameters. */
function declared(name: string): { readonly doc: string; readonly parameters: string } | null {
  const [, doc = "", parameters = ""] =
    new RegExp(
      `(/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/)\\s*export (?:async )?function ${name}\\b[^(]*\\(([\\s\\S]*?)\\)\\s*:`,
    ).exec(SOURCES.get(name) ?? "") ?? [];
  return doc === "" ? null : { doc: doc.replaceAll(/\s*\n \*\s?/g, " "), parameters };
}

/** Public functions whose first argument is a table or a panel of signals, which is made of tables. */
export const takingTables = [...SOURCES.keys()].filter((name) =>
  /^\s*(\w+: TableLike|\{ panel \}:)/.test(declared(name)?.parameters ?? ""),
);

/** Purchase histories as every metric of buying takes them. */
async function histories(): Promise<DataFrame> {
  const orders = await load(join(root, "data/orders.csv"), demoSchemas.orders);
  const asked = { customer: "customer", date: "date", amount: "revenue", unit: "weeks", negative: "subtract" } as const;
  const { table } = await purchaseHistories(orders, { ...asked, end: "2025-12-31", holdoutEnd: "2026-06-30" });
  const months = await derive(table, "months", "age", (age: number) => 1 + Math.floor(age / 10));
  const recency = await derive(months, "wholeRecency", ["frequency", "recency"], (often: number, last: number) =>
    often === 0 ? 0 : Math.ceil(last),
  );
  const frequency = await derive(
    recency,
    "wholeFrequency",
    ["frequency", "wholeRecency"],
    (often: number, last: number) => Math.min(often, last),
  );
  const whole = await derive(frequency, "wholeAge", "age", (age: number) => Math.ceil(age));
  const customers = await load(join(root, "data/customers.csv"), demoSchemas.customers);
  return joined(whole, customers, { on: "customer", kind: "left" });
}

const here = new Map<string, Promise<DataFrame>>();

export const inMemory = (name: string): Promise<DataFrame> => {
  const found =
    here.get(name) ??
    (name === "histories"
      ? histories()
      : load(join(root, `data/${name}.csv`), demoSchemas[name as keyof typeof demoSchemas]));
  here.set(name, found);
  return found;
};

async function written(name: string, folder: string): Promise<Table> {
  const file = join(folder, `${name}.csv`);
  const parquet = join(folder, `${name}.parquet`);
  await writeCsv(await inMemory(name), file);
  const writer = await (await DuckDBInstance.create(":memory:")).connect();
  // A day of another calendar is no date: 1403/05/20 stays text.
  const formats = "sample_size = -1, dateformat = '%Y-%m-%d', timestampformat = '%Y-%m-%dT%H:%M:%S'";
  await writer.run(`COPY (SELECT * FROM read_csv('${file}', ${formats})) TO '${parquet}' (FORMAT parquet)`);
  writer.closeSync();
  // Called as the frame is, which messages say.
  return { ...(await duckdb(parquet)), name: `${name}.csv` };
}

type Fetched = "single rows" | "rolled-up rows";

/** The table, telling when rows leave it. */
function watched(table: Table, tell: (what: Fetched) => void, what: Fetched = "single rows"): Table {
  return {
    ...table,
    async typed(names, caller) {
      tell(what);
      return table.typed(names, caller);
    },
    rollUp: async (...asked) => watched(await table.rollUp(...asked), tell, "rolled-up rows"),
    cut: async (...asked) => watched(await table.cut(...asked), tell, what),
  };
}

/** Each metric gives the same numbers in both places, and its doc comment says whether rows leave the engine, and which. */
export function holdEveryMetric(calls: Readonly<Record<string, Call>>): void {
  const { folder } = temporaryFolder();
  const there = new Map<string, Promise<Table>>();
  const inDuckdb = (name: string): Promise<Table> => {
    const found = there.get(name) ?? written(name, folder);
    there.set(name, found);
    return found;
  };
  test.each(Object.entries(calls))(
    "%s(table) is the same in memory and in DuckDB, and says which rows it fetches",
    async (name, call) => {
      const fetched = new Set<Fetched>();
      const found = await call(async (table, use) =>
        use === "beforehand" ? inDuckdb(table) : watched(await inDuckdb(table), (what) => fetched.add(what)),
      );
      expectSame(found, await call(inMemory));
      const said = [...(declared(name)?.doc.matchAll(/Fetches (single|rolled-up) rows/g) ?? [])];
      expect(said.map(([, kind]) => `${kind} rows`).sort()).toEqual([...fetched].sort());
    },
  );
}
