import { lazyTable } from "../lazy-table.js";
import { nearestNames } from "../nearest.js";
import { EngineError } from "../sql/engine-error.js";
import { sqlTable } from "../sql/sql-table.js";
import type { Table } from "../table.js";
import { type SparkEngine, sparkEngine } from "./engine.js";
import { type SparkOptions, settingsOf } from "./options.js";
import { sparkRelation } from "./typed-relation.js";

/** A Spark server that has answered. */
export interface SparkDatabase {
  /** The server's own version: '4.3.0'. */
  readonly version: string;
  /**
   * A table or a view there, as metrics take it: 'survey', 'cx.survey' or 'lake.cx.survey'; as a list of the same parts
   * where a name has a dot in it. It is looked up at its first use.
   */
  table(name: string | readonly string[]): Table;
  /** Ends the connection; the end of the program does so too. */
  close(): void;
}

/** The parts of a table's name, those that are not said taken from the options; Spark knows the rest. */
function partsOf(name: string | readonly string[], { catalog, schema }: SparkOptions): readonly string[] {
  const said = typeof name === "string" ? name.split(".") : name;
  if (said.length < 1 || said.length > 3 || said.some((part) => part === "")) {
    throw new TypeError(`spark requires 'table', 'schema.table' or 'catalog.schema.table'; got '${said.join(".")}'`);
  }
  const unsaid = said.length === 1 && schema !== undefined ? [catalog, schema] : said.length === 2 ? [catalog] : [];
  return [...unsaid.flatMap((part) => (part === undefined ? [] : [part])), ...said];
}

/** The failure of a table that is not there, with the names nearest to it. */
async function noTable(engine: SparkEngine, parts: readonly string[], error: unknown): Promise<unknown> {
  if (!(error instanceof EngineError) || error.code !== "TABLE_OR_VIEW_NOT_FOUND") return error;
  const [place, table] = [parts.slice(0, -1), parts.at(-1)!];
  const within = place.length > 0 ? ` IN ${place.map(engine.dialect.identifier).join(".")}` : "";
  const names = await engine.query(`SHOW TABLES${within}`).catch(() => []);
  const near = nearestNames(table, (names[1] ?? []) as string[]);
  const hint = near.length > 0 ? `; nearest: '${near[0]}'` : "";
  const where = place.length > 0 ? ` in ${place.join(".")}` : "";
  return new EngineError("query", error.code, `spark: no table '${table}'${where}${hint}`);
}

/**
 * A Spark cluster behind a Spark Connect server, whose tables every metric takes like a DataFrame and with the same
 * numbers: the rows stay there, counts and sums come back. It is for data that lie in a lake that Spark reads or are larger
 * than a machine; what fits here is answered sooner by `load` or `duckdb`.
 *
 * Counts and sums of integers and decimals are exact, sums of doubles within 1e-9. A token comes from an environment
 * variable only. An interrupted cell cancels its query on the cluster. Nothing is written there. Spark's own Python client
 * speaks for it: `npm run cluster -- --spark --install` brings it, or VAFA_SPARK_PYTHON names a Python that has it.
 *
 * @throws EngineError whose `kind` says whether the query, the rights, the cluster or its resources failed; never a part of an answer
 * @example
 * const db = await spark({ remote: "sc://spark.example.com:15002/;use_ssl=true", schema: "cx", auth: { tokenFrom: "VAFA_SPARK_TOKEN" } });
 * await nps(db.table("survey"), { score: "recommend", by: "segment" });
 */
export async function spark(options: SparkOptions): Promise<SparkDatabase> {
  const engine = sparkEngine(settingsOf(options), options);
  const version = await engine.version();
  return {
    version,
    table(name) {
      const parts = partsOf(name, options);
      const source = parts.map(engine.dialect.identifier).join(".");
      const shown = parts.at(-1)!;
      return lazyTable(shown, async () => {
        try {
          return sqlTable(engine, await sparkRelation(engine, source, shown));
        } catch (error) {
          throw await noTable(engine, parts, error);
        }
      });
    },
    close: engine.close,
  };
}
