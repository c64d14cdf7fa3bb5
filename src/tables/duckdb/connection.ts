import { availableParallelism } from "node:os";
import { MAX_ROWS } from "../max-rows.js";
import { duckdbDialect } from "../sql/dialect.js";
import type { Engine } from "../sql/relation.js";
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
    // Without its bar DuckDB counts nothing; it is not printed.
    ...(progress ? ["SET enable_progress_bar = true", "SET enable_progress_bar_print = false"] : []),
    ...(place.database === undefined ? [] : [`ATTACH ${literal(place.database)} AS source (READ_ONLY)`]),
    `SET allowed_directories = [${folders}]`,
    "SET enable_external_access = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET lock_configuration = true",
  ];
}

/** Numbers that come one after another, NaN where missing. */
class GrowingNumbers {
  private held = new Float64Array(2048);
  private size = 0;

  push(value: number | null): void {
    if (this.size === this.held.length) {
      const wider = new Float64Array(2 * this.size);
      wider.set(this.held);
      this.held = wider;
    }
    this.held[this.size++] = value ?? Number.NaN;
  }

  values(): Float64Array {
    return this.held.slice(0, this.size);
  }
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
            for (const value of chunk.getColumnValues(position)) values.push(value);
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
            const vector = chunk.getColumnVector(position);
            for (let row = 0; row < chunk.rowCount; row++) column.push(vector.getItem(row) as number | null);
          });
        }
        return columns.map((column) => (column instanceof GrowingNumbers ? column.values() : column));
      }),
  };
}
