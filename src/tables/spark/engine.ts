import { setTimeout as wait } from "node:timers/promises";
import { interruption } from "../interrupt.js";
import { sparkDialect } from "../sql/dialect.js";
import { EngineError } from "../sql/engine-error.js";
import type { Engine } from "../sql/relation.js";
import { Answer } from "./answer.js";
import { SparkConnection } from "./client.js";
import type { SparkOptions, SparkSettings } from "./options.js";

type Limits = Pick<SparkOptions, "maxRows" | "retries" | "timeoutSeconds" | "onProgress" | "signal">;

const MAX_ROWS = 1_000_000;
/** Milliseconds before a statement is sent again. */
const PAUSE = 1000;
const READS = /^\s*(SELECT|DESCRIBE|SHOW|WITH)\b/i;

/** Spark as an engine: a statement is sent, and its answer comes whole or not at all. */
export interface SparkEngine extends Engine {
  /** The server's own version; the first call that needs a connection makes one. */
  version(): Promise<string>;
  /** The columns of a query with their types, without running it. */
  describe(sql: string): Promise<readonly { readonly name: string; readonly type: string }[]>;
  close(): void;
}

/** Runs one statement; a signal or the end of its time cancels it on the server. */
async function runStatement(
  connection: SparkConnection,
  sql: string,
  answer: Answer,
  signals: readonly AbortSignal[],
  seconds: number,
): Promise<void> {
  const cancelled = () => new EngineError("cancelled", "OPERATION_CANCELED", "spark: the query was cancelled");
  if (signals.some(({ aborted }) => aborted)) throw cancelled();
  let [stop, enough]: [(error: Error) => void, () => void] = [() => {}, () => {}];
  const stopped = new Promise<void>((resolve, reject) => {
    [enough, stop] = [resolve, reject];
  });
  const asked = connection.ask({ sql }, (page) => {
    answer.take(page);
    if (answer.isFull) enough();
  });
  const abort = () => stop(cancelled());
  for (const signal of signals) signal.addEventListener("abort", abort);
  const late = `spark: the query ran longer than ${seconds} s; a larger timeoutSeconds lets it run on`;
  const timer = setTimeout(() => stop(new EngineError("resources", "EXCEEDED_TIME_LIMIT", late)), seconds * 1000);
  try {
    await Promise.race([asked.answer, stopped]);
  } finally {
    // Of no effect where the answer is whole.
    asked.cancel();
    clearTimeout(timer);
    for (const signal of signals) signal.removeEventListener("abort", abort);
  }
}

export function sparkEngine(settings: SparkSettings, limits: Limits = {}): SparkEngine {
  const { maxRows = MAX_ROWS, retries = 1, timeoutSeconds = 3600, onProgress, signal } = limits;
  let connection: SparkConnection | null = null;
  const connected = async () => {
    if (connection === null || connection.isGone) {
      connection?.close();
      connection = new SparkConnection(settings, onProgress);
    }
    const current = connection;
    await current.version;
    return current;
  };
  const insisting = async <T>(work: (current: SparkConnection) => Promise<T>, sql: string): Promise<T> => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await work(await connected());
      } catch (error) {
        const mayPass = error instanceof EngineError && error.retry === "may help" && READS.test(sql);
        if (attempt >= retries || !mayPass) throw error;
      }
      await wait(PAUSE * (attempt + 1));
    }
  };
  const ask = (sql: string, numbers: "as values" | "in memory", most = Number.POSITIVE_INFINITY) => {
    const signals = [signal, interruption()].flatMap((one) => (one === undefined ? [] : [one]));
    return insisting(async (current) => {
      // A new one for each attempt: rows of an attempt that failed do not count.
      const answer = new Answer(most, numbers);
      await runStatement(current, sql, answer, signals, timeoutSeconds);
      return answer.result();
    }, sql);
  };
  return {
    dialect: sparkDialect,
    maxRows,
    version: async () => (await connected()).version,
    describe: (sql) => insisting((current) => current.describe(sql), sql),
    query: async (sql, most) => (await ask(sql, "as values", most)) as readonly (readonly unknown[])[],
    arrays: (sql, most) => ask(sql, "in memory", most),
    close: () => connection?.close(),
  };
}
