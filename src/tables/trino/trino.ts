import { lazyTable } from "../lazy-table.js";
import { nearestNames } from "../nearest.js";
import { EngineError } from "../sql/engine-error.js";
import type { Engine } from "../sql/relation.js";
import { sqlTable } from "../sql/sql-table.js";
import type { Table } from "../table.js";
import { trinoClient } from "./client.js";
import { trinoEngine } from "./engine.js";
import { settingsOf, type TrinoOptions } from "./options.js";
import { trinoRelation } from "./typed-relation.js";

/** A Trino cluster that has answered. */
export interface TrinoDatabase {
  /** The server's own version: '476'. */
  readonly version: string;
  /**
   * A table or a view there, as metrics take it: 'survey', 'cx.survey' or 'lake.cx.survey'; as a list of the same parts
   * where a name has a dot in it. It is looked up at its first use. Trino keeps the names of columns in small letters.
   */
  table(name: string | readonly string[]): Table;
}

/** Catalog, schema and table, each said or taken from the options. */
function partsOf(name: string | readonly string[], { catalog, schema }: TrinoOptions): readonly string[] {
  const said = typeof name === "string" ? name.split(".") : name;
  if (said.length < 1 || said.length > 3 || said.some((part) => part === "")) {
    throw new TypeError(`trino requires 'table', 'schema.table' or 'catalog.schema.table'; got '${said.join(".")}'`);
  }
  const parts = [catalog, schema, ""].slice(0, 3 - said.length).concat(said);
  if (parts[0] === undefined || parts[1] === undefined) {
    const lacks = parts[0] === undefined ? "catalog" : "schema";
    throw new TypeError(
      `trino requires the ${lacks} of '${said.join(".")}'; pass { ${lacks} } or name it before the table`,
    );
  }
  return parts as readonly string[];
}

/** The failure of a table that is not there, with the names nearest to it. */
async function noTable(engine: Engine, parts: readonly string[], error: unknown): Promise<unknown> {
  if (!(error instanceof EngineError) || error.code !== "TABLE_NOT_FOUND") return error;
  const { identifier } = engine.dialect;
  const [place, table] = [parts.slice(0, 2), parts[2]!];
  const names = await engine.query(`SHOW TABLES FROM ${place.map(identifier).join(".")}`).catch(() => []);
  const near = nearestNames(table, (names[0] ?? []) as string[]);
  const hint = near.length > 0 ? `; nearest: '${near[0]}'` : "";
  return new EngineError("query", error.code, `trino: no table '${table}' in ${place.join(".")}${hint}`);
}

/**
 * A Trino cluster (Starburst and Athena speak the same SQL), whose tables every metric takes like a DataFrame and with
 * the same numbers: the rows stay there, counts and sums come back. It is for data that lie in a lake or a warehouse or are
 * larger than a machine; what fits here is answered sooner by `load` or `duckdb`.
 *
 * Counts and sums of integers and decimals are exact, sums of doubles within 1e-9. A password or token comes from an
 * environment variable only, and goes to no place but `server`. An interrupted cell cancels its query on the cluster; a
 * query that a dying worker took along is sent again once. Nothing is written there.
 *
 * @throws EngineError whose `kind` says whether the query, the rights, the cluster or its resources failed; never a part of an answer
 * @example
 * const db = await trino({
 *   server: "https://trino.example.com:8443", catalog: "lake", schema: "cx",
 *   auth: { user: "maryam", passwordFrom: "VAFA_TRINO_PASSWORD" },
 * });
 * await nps(db.table("survey"), { score: "recommend", by: "segment" });
 */
export async function trino(options: TrinoOptions): Promise<TrinoDatabase> {
  const engine = trinoEngine(await trinoClient(await settingsOf(options)), options);
  const [[version] = []] = await engine.query("SELECT version()");
  return {
    version: String(version),
    table(name) {
      const parts = partsOf(name, options);
      const source = parts.map(engine.dialect.identifier).join(".");
      return lazyTable(parts[2]!, async () => {
        try {
          return sqlTable(engine, await trinoRelation(engine, source, parts[2]!));
        } catch (error) {
          throw await noTable(engine, parts, error);
        }
      });
    },
  };
}
