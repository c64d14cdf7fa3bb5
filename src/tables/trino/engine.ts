import { setTimeout as wait } from "node:timers/promises";
import { interruption } from "../interrupt.js";
import { trinoDialect } from "../sql/dialect.js";
import { EngineError } from "../sql/engine-error.js";
import type { Engine } from "../sql/relation.js";
import { Answer } from "./answer.js";
import type { TrinoClient } from "./client.js";
import type { TrinoOptions } from "./options.js";
import { runStatement } from "./statement.js";

type Limits = Pick<TrinoOptions, "maxRows" | "retries" | "onProgress" | "signal">;

/** Fewer than a DuckDB in the process gives: each row comes as text through the network. */
const MAX_ROWS = 1_000_000;
/** Milliseconds before a statement is sent again. */
const PAUSE = 1000;
const READS = /^\s*(SELECT|DESCRIBE|SHOW|WITH)\b/i;

/** Whether a statement that failed is sent again: only one that reads, and only after a failure that may pass. */
const isPassing = (error: unknown, sql: string) =>
  error instanceof EngineError && error.retry === "may help" && READS.test(sql);

/** Trino as an engine: a statement is sent, and its answer comes whole or not at all. */
export function trinoEngine(client: TrinoClient, limits: Limits = {}): Engine {
  const { maxRows = MAX_ROWS, retries = 1, onProgress, signal } = limits;
  const ask = async (sql: string, numbers: "as values" | "in memory", most: number) => {
    const signals = [signal, interruption()].flatMap((one) => (one === undefined ? [] : [one]));
    for (let attempt = 0; ; attempt++) {
      // A new one for each attempt: rows of an attempt that failed do not count.
      const answer = new Answer(most, numbers);
      try {
        await runStatement(client, sql, (page) => answer.take(page), {
          signals,
          ...(onProgress !== undefined && { onProgress }),
        });
        return answer.result();
      } catch (error) {
        if (attempt >= retries || !isPassing(error, sql)) throw error;
      }
      await wait(PAUSE * (attempt + 1));
    }
  };
  return {
    dialect: trinoDialect,
    maxRows,
    query: async (sql, most = Number.POSITIVE_INFINITY) =>
      (await ask(sql, "as values", most)) as readonly (readonly unknown[])[],
    arrays: (sql, most = Number.POSITIVE_INFINITY) => ask(sql, "in memory", most),
  };
}
