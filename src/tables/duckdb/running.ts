import type { DuckDBConnection, DuckDBDataChunk, DuckDBResult } from "@duckdb/node-api";
import { interruption } from "../interrupt.js";
import type { DuckdbOptions } from "./connection.js";

/** How often who waits is told how far a query is, in milliseconds. */
const TOLD_EVERY = 250;

type Read<T> = (result: DuckDBResult, chunks: AsyncIterable<DuckDBDataChunk>) => Promise<T>;

/** Does one thing after the other, whether the one before went well or not. */
function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => {});
    return turn;
  };
}

async function* chunksOf(result: DuckDBResult, most: number): AsyncGenerator<DuckDBDataChunk> {
  for (let rows = 0; rows <= most; ) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    rows += chunk.rowCount;
    yield chunk;
  }
}

/** What a failed query is told as: memory that does not suffice with what would mend it, all else as DuckDB says it. */
function explained(error: unknown, memoryLimit: string): unknown {
  if (!(error instanceof Error) || !error.message.startsWith("Out of Memory Error")) return error;
  const mend = "raise memoryLimit, use fewer threads, or free space in the folder for temporary files (TMPDIR)";
  return new Error(`duckdb requires more than the ${memoryLimit} it may use, even with files on disk: ${mend}`, {
    cause: error,
  });
}

/**
 * Runs queries on a connection one after the other. A query is stopped when the cell that asked it is interrupted, and tells
 * meanwhile how far it is.
 */
export function running(
  connection: DuckDBConnection,
  { memoryLimit, progress }: { readonly memoryLimit: string; readonly progress: DuckdbOptions["progress"] },
): <T>(sql: string, most: number | undefined, read: Read<T>) => Promise<T> {
  // A streamed answer ends, without an error, where the next statement begins: each is read to its end first.
  const next = inTurn();
  const tell = () => {
    if (progress === undefined) return;
    const { rows_processed: rows, total_rows_to_process: total } = connection.progress;
    if (total > 0n) progress(Number(rows), Number(total));
  };
  const asked = async <T>(sql: string, most: number, read: Read<T>, signal: AbortSignal | undefined): Promise<T> => {
    signal?.throwIfAborted();
    const stop = () => connection.interrupt();
    signal?.addEventListener("abort", stop);
    const told = progress === undefined ? undefined : setInterval(tell, TOLD_EVERY);
    try {
      const result = await connection.stream(sql);
      tell();
      return await read(result, chunksOf(result, most));
    } catch (error) {
      signal?.throwIfAborted();
      throw explained(error, memoryLimit);
    } finally {
      clearInterval(told);
      signal?.removeEventListener("abort", stop);
    }
  };
  return (sql, most = Number.POSITIVE_INFINITY, read) => {
    const signal = interruption();
    return next(() => asked(sql, most, read, signal));
  };
}
