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

/** The same rows as a table of Trino's. Numbers go as text, which no literal rounds. */
export async function inTrino(
  { rows, columns }: PlainTable,
  declared: Readonly<Record<string, string>> = {},
): Promise<{ readonly table: Table; drop(): Promise<void> }> {
  const name = `random_${process.pid}_${tables++}`;
  const literal = (value: unknown) =>
    value === null ? "NULL" : `'${(Object.is(value, -0) ? "-0" : `${value}`).replaceAll("'", "''")}'`;
  const values = Array.from(
    { length: rows },
    (_, row) => `(${columns.map(({ values: own }) => literal(own[row])).join(", ")})`,
  );
  const nothing = `(${columns.map(() => "NULL").join(", ")})`;
  const ids = columns.map((_, i) => `v${i}`);
  const cast = columns.map(
    ({ name: column, type }, i) => `CAST(v${i} AS ${declared[column] ?? PLAIN[type]}) AS "${column}"`,
  );
  await command(
    `CREATE TABLE memory.default.${name} AS SELECT ${cast.join(", ")} FROM (VALUES ${values.join(", ") || nothing}) AS t(${ids.join(", ")})${rows === 0 ? " WHERE FALSE" : ""}`,
  );
  const engine = trinoEngine(await trinoClient(await settingsOf(trinoOptions)));
  const relation = await trinoRelation(engine, `memory.default.${name}`, "random");
  // Trino keeps names in small letters; the law asks by the names that memory has.
  const named = relation.columns.map((column, i) => ({ ...column, name: columns[i]!.name }));
  return {
    table: sqlTable(engine, { ...relation, columns: named }),
    drop: () => command(`DROP TABLE memory.default.${name}`),
  };
}
