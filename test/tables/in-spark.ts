import { sparkEngine } from "../../src/tables/spark/engine.js";
import { settingsOf } from "../../src/tables/spark/options.js";
import { sparkRelation } from "../../src/tables/spark/typed-relation.js";
import { sqlTable } from "../../src/tables/sql/sql-table.js";
import type { Table } from "../../src/tables/table.js";
import type { PlainTable } from "./random-table.js";

const { VAFA_SPARK } = process.env;

/** A Spark server to test on, where there is one. */
export const onSpark = VAFA_SPARK !== undefined && VAFA_SPARK !== "";
/** What a test that needs one is called where there is none. */
export const needsSpark = (title: string) =>
  onSpark ? title : `${title} (no Spark here: \`npm run cluster -- --spark\` starts one, VAFA_SPARK names its address)`;

const sparkOptions = { remote: VAFA_SPARK ?? "" };

export const openSpark = () => sparkEngine(settingsOf(sparkOptions));

const PLAIN = { number: "DOUBLE", boolean: "BOOLEAN", text: "STRING", date: "STRING", datetime: "STRING" } as const;

let tables = 0;

/** The same rows as a view of Spark's, of which nothing is kept. Numbers go as text, which no literal rounds. */
export async function inSpark(
  engine: ReturnType<typeof openSpark>,
  { rows, columns }: PlainTable,
  declared: Readonly<Record<string, string>> = {},
): Promise<Table> {
  const name = `random_${process.pid}_${tables++}`;
  const { identifier, literal } = engine.dialect;
  const text = (value: unknown) => (value === null ? "NULL" : literal(Object.is(value, -0) ? "-0" : `${value}`));
  const values = Array.from(
    { length: Math.max(rows, 1) },
    (_, row) => `(${columns.map(({ values: own }) => text(rows === 0 ? null : own[row])).join(", ")})`,
  );
  const cast = columns.map(
    ({ name: column, type }, i) => `CAST(v${i} AS ${declared[column] ?? PLAIN[type]}) AS ${identifier(column)}`,
  );
  await engine.query(
    `CREATE OR REPLACE TEMPORARY VIEW ${name} AS SELECT ${cast.join(", ")} FROM VALUES ${values.join(", ")} AS t(${columns.map((_, i) => `v${i}`).join(", ")})${rows === 0 ? " WHERE FALSE" : ""}`,
  );
  return sqlTable(engine, await sparkRelation(engine, name, "random"));
}
