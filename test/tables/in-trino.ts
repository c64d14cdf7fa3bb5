import { trinoDialect } from "../../src/tables/sql/dialect.js";
import { sqlTable } from "../../src/tables/sql/sql-table.js";
import type { Table } from "../../src/tables/table.js";
import { trinoClient } from "../../src/tables/trino/client.js";
import { trinoEngine } from "../../src/tables/trino/engine.js";
import { settingsOf, type TrinoOptions } from "../../src/tables/trino/options.js";
import { runStatement } from "../../src/tables/trino/statement.js";
import { trinoRelation } from "../../src/tables/trino/typed-relation.js";
import type { PlainTable } from "./random-table.js";

const { VAFA_TRINO, VAFA_TRINO_USER = "vafa", VAFA_TRINO_PASSWORD, VAFA_TRINO_CA } = process.env;

/** A Trino server to test on, where there is one. */
export const onTrino = VAFA_TRINO !== undefined && VAFA_TRINO !== "";
/** What a test that needs one is called where there is none. */
export const needsTrino = (title: string) =>
  onTrino ? title : `${title} (no Trino here: \`npm run cluster\` starts one, VAFA_TRINO names its address)`;

/** The tables of a test are made in its catalog `memory`. */
export const trinoOptions: TrinoOptions = {
  server: VAFA_TRINO ?? "",
  catalog: "memory",
  schema: "default",
  ...(VAFA_TRINO_PASSWORD === undefined
    ? { user: VAFA_TRINO_USER }
    : { auth: { user: VAFA_TRINO_USER, passwordFrom: "VAFA_TRINO_PASSWORD" } }),
  ...(VAFA_TRINO_CA !== undefined && { ca: VAFA_TRINO_CA }),
};

/** Runs a statement that makes or drops something; whoever analyses never does. */
export async function command(sql: string): Promise<void> {
  const client = await trinoClient(await settingsOf(trinoOptions));
  await runStatement(client, sql, () => "more", { signals: [] });
}

const PLAIN = { number: "DOUBLE", boolean: "BOOLEAN", text: "VARCHAR", date: "VARCHAR", datetime: "VARCHAR" } as const;
/** Some columns as warehouses keep them. */
export const DECLARED: Readonly<Record<string, string>> = {
  score: "INTEGER",
  revenue: "DECIMAL(12, 2)",
  far: "DECIMAL(10, 2)",
};

let tables = 0;

export interface MadeTable {
  readonly table: Table;
  drop(): Promise<void>;
}

/** The same rows as a table of Trino's, called `called`. Values go as the text of JSON, which no literal rounds. */
export async function inTrino(
  { rows, columns }: PlainTable,
  declared: Readonly<Record<string, string>> = {},
  called = "random",
): Promise<MadeTable> {
  const name = `random_${process.pid}_${tables++}`;
  const types = columns.map(({ name: column, type }) => declared[column] ?? PLAIN[type]);
  const text = (value: unknown) => (value === null ? null : Object.is(value, -0) ? "-0" : `${value}`);
  const some = (from: number, to: number) => {
    const values = Array.from({ length: to - from }, (_, i) => columns.map(({ values: own }) => text(own[from + i])));
    const texts = columns.map((_, i) => `v${i} VARCHAR`);
    const cast = types.map((type, i) => `CAST(v${i} AS ${type}) AS "${columns[i]!.name}"`);
    const json = `json_parse(${trinoDialect.literal(JSON.stringify(values))})`;
    return `SELECT ${cast.join(", ")} FROM UNNEST(CAST(${json} AS ARRAY(ROW(${texts.join(", ")})))) AS t(${columns.map((_, i) => `v${i}`).join(", ")})`;
  };
  // A statement may have a million characters.
  const STEP = 1000;
  await command(`CREATE TABLE memory.default.${name} AS ${some(0, Math.min(rows, STEP))}`);
  for (let from = STEP; from < rows; from += STEP) {
    await command(`INSERT INTO memory.default.${name} ${some(from, Math.min(rows, from + STEP))}`);
  }
  const engine = trinoEngine(await trinoClient(await settingsOf(trinoOptions)));
  const relation = await trinoRelation(engine, `memory.default.${name}`, called);
  // Trino keeps names in small letters; the law asks by the names that memory has.
  const named = relation.columns.map((column, i) => ({ ...column, name: columns[i]!.name }));
  return {
    table: sqlTable(engine, { ...relation, columns: named }),
    drop: () => command(`DROP TABLE memory.default.${name}`),
  };
}
