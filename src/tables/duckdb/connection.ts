import { availableParallelism } from "node:os";
import type { DuckDBDoubleVector } from "@duckdb/node-api";
import { MAX_ROWS } from "../max-rows.js";
import { duckdbDialect } from "../sql/dialect.js";
import { GrowingNumbers } from "../sql/growing-numbers.js";
import type { Engine } from "../sql/relation.js";
import { appendNumbers, appendValues } from "./doubles.js";
import { running } from "./running.js";
import { temporaryFolder } from "./temporary-folder.js";

export interface DuckdbOptions {
  /** Memory it may use before it spills to disk: '1GB' unless told. The folder for temporary files of the system (TMPDIR) takes the rest. */
  readonly memoryLimit?: string;
  /** Threads it may use; all processors unless told. */
  readonly threads?: number;
  /** Told now and then how many rows the query that runs has read, and how many it will read; a metric asks one to a few. */
  readonly progress?: (rows: number, total: number) => void;
  /** Rows that may be fetched at once by what needs single rows, or combinations of a tally: 5,000,000 unless told. */
  readonly maxRows?: number;
}

export interface Place {
  /** Folders whose files it may read, and nothing else. */
  readonly folders: readonly string[];
  /** A database file to open for reading, as catalog `source`. */
  readonly database?: string;
}

const { literal } = duckdbDialect;

/**
 * Settings that make a query unable to reach anything but the folders named, to change its own limits or to depend on
 * the machine's time zone. The last one locks them.
 */
function settings(place: Place, progress: DuckdbOptions["progress"]): string[] {
  const folders = place.folders.map((folder) => literal(folder)).join(", ");
  return [
    "SET TimeZone = 'UTC'",
    // Before any file is opened: one that only looks like a database, such as SQLite's, would else bring its extension from the network.
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    // Without its bar DuckDB counts nothing; it is not printed.
    ...(progress ? ["SET enable_progress_bar = true", "SET enable_progress_bar_print = false"] : []),
    ...(place.database === undefined ? [] : [`ATTACH ${literal(place.database)} AS source (READ_ONLY)`]),
    `SET allowed_directories = [${folders}]`,
    "SET enable_external_access = false",
    "SET lock_configuration = true",
  ];
}

type Column = GrowingNumbers | unknown[];

/** A DuckDB in this process, in memory, shut off from everything but the place named. An interrupted cell stops its query. */
export async function openDuckdb(place: Place, options: DuckdbOptions = {}): Promise<Engine> {
  const { DuckDBInstance, DuckDBTypeId } = await import("@duckdb/node-api");
  const { memoryLimit = "1GB", threads = availableParallelism(), progress, maxRows = MAX_ROWS } = options;
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: memoryLimit,
    threads: `${threads}`,
    temp_directory: temporaryFolder(),
  });
  const connection = await instance.connect();
  for (const statement of settings(place, progress)) await connection.run(statement);
  const run = running(connection, { memoryLimit, progress });
  return {
    dialect: duckdbDialect,
    maxRows,
    query: (sql, most) =>
      run(sql, most, async (result, chunks) => {
        const columns: unknown[][] = Array.from({ length: result.columnCount }, () => []);
        for await (const chunk of chunks) {
          columns.forEach((values, position) => {
            if (result.columnTypeId(position) === DuckDBTypeId.DOUBLE)
              appendValues(chunk.getColumnVector(position) as DuckDBDoubleVector, values);
            else for (const value of chunk.getColumnValues(position)) values.push(value);
          });
        }
        return columns;
      }),
    arrays: (sql, most) =>
      run(sql, most, async (result, chunks) => {
        const columns = Array.from(
          { length: result.columnCount },
          (_, position): Column => (result.columnTypeId(position) === DuckDBTypeId.DOUBLE ? new GrowingNumbers() : []),
        );
        for await (const chunk of chunks) {
          columns.forEach((column, position) => {
            if (column instanceof GrowingNumbers)
              appendNumbers(chunk.getColumnVector(position) as DuckDBDoubleVector, column);
            else for (const value of chunk.getColumnValues(position)) column.push(value);
          });
        }
        return columns.map((column) => (column instanceof GrowingNumbers ? column.values() : column));
      }),
  };
}
