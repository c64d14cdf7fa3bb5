import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { duckdbDialect } from "../sql/dialect.js";
import type { Engine } from "../sql/relation.js";

export interface DuckdbOptions {
  /** Memory it may use before it spills to disk: '1GB' unless told. */
  readonly memoryLimit?: string;
  /** Threads it may use; all processors unless told. */
  readonly threads?: number;
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
function settings(place: Place): string[] {
  const folders = place.folders.map((folder) => literal(folder)).join(", ");
  return [
    "SET TimeZone = 'UTC'",
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

/** Does one thing after the other, whether the one before went well or not. */
function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => {});
    return turn;
  };
}

/** A DuckDB in this process, in memory, shut off from everything but the place named. */
export async function openDuckdb(place: Place, options: DuckdbOptions = {}): Promise<Engine> {
  const { DuckDBInstance, DuckDBTypeId } = await import("@duckdb/node-api");
  const { memoryLimit = "1GB", threads = availableParallelism() } = options;
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: memoryLimit,
    threads: `${threads}`,
    temp_directory: join(tmpdir(), `vafa-duckdb-${process.pid}`),
  });
  const connection = await instance.connect();
  for (const statement of settings(place)) await connection.run(statement);
  // A streamed answer ends, without an error, where the next statement begins: each is read to its end first.
  const next = inTurn();
  return {
    dialect: duckdbDialect,
    query: (sql) =>
      next(async () => {
        const result = await connection.stream(sql);
        const columns: unknown[][] = Array.from({ length: result.columnCount }, () => []);
        for (;;) {
          const chunk = await result.fetchChunk();
          if (chunk === null || chunk.rowCount === 0) return columns;
          columns.forEach((values, position) => {
            for (const value of chunk.getColumnValues(position)) values.push(value);
          });
        }
      }),
    arrays: (sql) =>
      next(async () => {
        const result = await connection.stream(sql);
        const columns = Array.from({ length: result.columnCount }, (_, position) =>
          result.columnTypeId(position) === DuckDBTypeId.DOUBLE ? new GrowingNumbers() : ([] as unknown[]),
        );
        for (;;) {
          const chunk = await result.fetchChunk();
          if (chunk === null || chunk.rowCount === 0) break;
          columns.forEach((column, position) => {
            const vector = chunk.getColumnVector(position);
            for (let row = 0; row < chunk.rowCount; row++) column.push(vector.getItem(row) as number | null);
          });
        }
        return columns.map((column) => (column instanceof GrowingNumbers ? column.values() : column));
      }),
  };
}
