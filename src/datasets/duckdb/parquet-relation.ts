import { relative } from "node:path";
import { typedRelation, typeOf } from "../../tables/duckdb/typed-relation.js";
import type { Engine, Relation } from "../../tables/sql/relation.js";
import type { Files } from "./files-of.js";
import { partitionsOf } from "./partitions.js";
import { fileLiteral } from "./plain-path.js";

/** Files with the same columns, and one of them. */
interface Layout {
  readonly file: string;
  readonly columns: ReadonlyMap<string, string>;
}

async function layoutsOf(engine: Engine, list: string): Promise<Layout[]> {
  const ofFile = `SELECT file_name, list(name ORDER BY column_id) AS names, list(coalesce(duckdb_type, '') ORDER BY column_id) AS types FROM parquet_schema(${list}) WHERE column_id > 0 GROUP BY file_name`;
  const query = `SELECT min(file_name), to_json(names), to_json(types) FROM (${ofFile}) AS files GROUP BY names, types ORDER BY 1`;
  const [files = [], names = [], types = []] = (await engine.query(query)) as string[][];
  return files.map((file, i) => {
    const ofTypes = JSON.parse(types[i]!) as string[];
    const columns = (JSON.parse(names[i]!) as string[]).map((name, j) => [name, typeOf(ofTypes[j]!)] as const);
    return { file, columns: new Map(columns) };
  });
}

/** What one file has other than another; null where both have the same columns of the same types. */
function difference(first: Layout, other: Layout, { root }: Files): string | null {
  const [a, b] = [relative(root, first.file), relative(root, other.file)];
  const only = (one: Layout, than: Layout) => [...one.columns.keys()].filter((name) => !than.columns.has(name));
  const [here, there] = [only(first, other), only(other, first)];
  const listed = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");
  if (here.length + there.length > 0) {
    const parts = [
      ...(here.length > 0 ? [`only ${a} has ${listed(here)}`] : []),
      ...(there.length > 0 ? [`only ${b} has ${listed(there)}`] : []),
    ];
    return `the same columns; ${parts.join(", ")}`;
  }
  const unlike = [...first.columns].find(([name, type]) => other.columns.get(name) !== type);
  if (unlike === undefined) return null;
  const [name, type] = unlike;
  return `columns of one type; '${name}' is ${type} in ${a} and ${other.columns.get(name)} in ${b}`;
}

/** Parquet files in place. Their columns are bound by name, and every file must have the same; folders may name more. */
export async function parquetRelation(engine: Engine, files: Files, name: string): Promise<Relation> {
  const { literal } = engine.dialect;
  const list = `[${files.files.map((file) => fileLiteral(engine.dialect, file)).join(", ")}]`;
  const partitions = partitionsOf(files, name);
  // One file has the same columns as itself.
  const [first, ...others] = files.files.length === 1 ? [] : await layoutsOf(engine, list);
  for (const other of others) {
    const unlike = difference(first!, other, files);
    if (unlike !== null) throw new Error(`duckdb ${name} requires files with ${unlike}`);
  }
  const types = partitions.map((partition) => `${literal(partition.name)}: ${literal(partition.type)}`).join(", ");
  const hive =
    partitions.length === 0 ? "hive_partitioning = false" : `hive_partitioning = true, hive_types = {${types}}`;
  return typedRelation(engine, `read_parquet(${list}, union_by_name = true, ${hive})`, name);
}
