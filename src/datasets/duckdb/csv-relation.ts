import { basename } from "node:path";
import type { Engine, Relation } from "../../tables/sql/relation.js";
import { type Bound, bindColumns } from "../bind-columns.js";
import type { Seen } from "../csv/check-block.js";
import { Issues } from "../issues.js";
import { castRules, columnType, preparedText } from "./csv-casts.js";
import { readAsText, readInPlace, rowsOf } from "./in-place.js";
import { inferKinds } from "./infer-kinds.js";
import { type CsvRules, type PreparedCsv, prepareCsv } from "./prepare-csv.js";

/** Copies of the files as our reader reads them, in the table `as_text`; throws what is wrong with them as `load` does. */
async function readPrepared(
  engine: Engine,
  files: readonly string[],
  folder: string,
  rules: CsvRules,
): Promise<{ readonly bound: readonly Bound[]; readonly where: string }> {
  const seen: Seen = { values: new Map(), files: 0 };
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
    { names: [...names, "kept"], delimiter: "," },
    Math.max(...copies.map(({ longest }) => longest)),
  );
  const rows = copies.reduce((sum, copy) => sum + copy.rows, 0);
  const kept = copies.reduce((sum, copy) => sum + copy.kept, 0);
  const where = `WHERE c${names.length} = 'true'`;
  const read = [await rowsOf(engine), await rowsOf(engine, where)];
  if (read[0] !== rows || read[1] !== kept)
    throw new Error(`duckdb: of ${rows} rows ${kept} were kept, of ${read[0]} read ${read[1]}: a fault of the reader`);
  return { bound: bindColumns(names, rules.schema, new Issues()), where };
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
  const inPlace = await readInPlace(engine, files, schema, layout);
  const { bound, where } =
    inPlace === null ? await readPrepared(engine, files, folder, rules) : { bound: inPlace, where: "" };
  const open = bound.flatMap((column, i) => (column.schema === undefined ? [`c${i}`] : []));
  const inferred = await inferKinds(engine, open);
  const columns = bound.map(({ name: column, schema: described }, i) => {
    const id = `c${i}`;
    const kind = described?.type ?? inferred.get(id) ?? "text";
    const sql = `${castRules(id, engine.dialect).value(kind)} AS ${id}`;
    return { name: column, id, type: columnType(kind), sql };
  });
  const ids = columns.map(({ id }) => id);
  const from = preparedText(ids, engine.dialect, where);
  await engine.query(`CREATE TABLE typed AS SELECT ${columns.map(({ sql }) => sql).join(", ")} FROM ${from}`);
  await engine.query("DROP TABLE as_text");
  return { name, from: "typed", columns: columns.map(({ sql: _, ...column }) => column), order: [] };
}
