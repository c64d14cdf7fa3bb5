import { basename } from "node:path";
import type { Engine, Relation } from "../../tables/sql/relation.js";
import { type Bound, bindColumns } from "../bind-columns.js";
import type { SeenValues } from "../csv/check-block.js";
import { Issues } from "../issues.js";
import { castRules, columnType } from "./csv-casts.js";
import { readAsText, readInPlace, rowsOf } from "./in-place.js";
import { inferKinds } from "./infer-kinds.js";
import { type CsvRules, type PreparedCsv, prepareCsv } from "./prepare-csv.js";

/** Copies of the files as our reader reads them, in the table `as_text`; throws what is wrong with them as `load` does. */
async function readPrepared(
  engine: Engine,
  files: readonly string[],
  folder: string,
  rules: CsvRules,
): Promise<readonly Bound[]> {
  const seen: SeenValues = { values: new Map(), files: 0 };
  const copies: PreparedCsv[] = [];
  for (const file of files) {
    const copy = await prepareCsv(`duckdb ${basename(file)}`, file, folder, rules, seen);
    const [first] = copies;
    if (first !== undefined && first.names.join("\n") !== copy.names.join("\n"))
      throw new Error(`duckdb: ${basename(file)} has another header than ${basename(files[0]!)}`);
    copies.push(copy);
  }
  const { names } = copies[0]!;
  await readAsText(
    engine,
    copies.map(({ file }) => file),
    { names, delimiter: "," },
    Math.max(...copies.map(({ longest }) => longest)),
  );
  const rows = copies.reduce((sum, copy) => sum + copy.rows, 0);
  const read = await rowsOf(engine);
  if (read !== rows) throw new Error(`duckdb: ${rows} rows were kept, ${read} were read: a fault of the reader`);
  return bindColumns(names, rules.schema, new Issues());
}

/**
 * CSV files as a table of DuckDB's, typed by the rules of `load`: the same cells, the same refusals. Plain files whose rows all
 * fit are read in place; of any other our reader writes a copy first, into a folder that is given.
 */
export async function csvRelation(
  engine: Engine,
  files: readonly string[],
  name: string,
  rules: CsvRules,
  folder: string,
): Promise<Relation> {
  const { schema, layout } = rules;
  const bound =
    (await readInPlace(engine, files, schema, layout)) ?? (await readPrepared(engine, files, folder, rules));
  const open = bound.flatMap((column, i) => (column.schema === undefined ? [`c${i}`] : []));
  const inferred = await inferKinds(engine, open);
  const columns = bound.map(({ name: column, schema: described }, i) => {
    const id = `c${i}`;
    const kind = described?.type ?? inferred.get(id) ?? "text";
    const sql = `${castRules(id, engine.dialect).value(kind)} AS ${id}`;
    return { name: column, id, type: columnType(kind), sql };
  });
  await engine.query(`CREATE TABLE typed AS SELECT ${columns.map(({ sql }) => sql).join(", ")} FROM as_text`);
  await engine.query("DROP TABLE as_text");
  return { name, from: "typed", columns: columns.map(({ sql: _, ...column }) => column), order: [] };
}
