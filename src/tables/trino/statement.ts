import { EngineError } from "../sql/engine-error.js";
import type { TrinoClient, TrinoPage } from "./client.js";
import { queryFailure } from "./failures.js";
import type { TrinoProgress } from "./options.js";

export interface Watch {
  /** Whichever aborts first cancels the statement. */
  readonly signals: readonly AbortSignal[];
  readonly onProgress?: (progress: TrinoProgress) => void;
}

const cancelled = () => new EngineError("cancelled", "USER_CANCELED", "trino: the query was cancelled");

/** Fails as soon as one of the signals aborts. */
function stopOf(signals: readonly AbortSignal[]): { readonly stopped: Promise<never>; release(): void } {
  let stop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(cancelled());
  });
  stopped.catch(() => {});
  for (const signal of signals) {
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
  }
  return {
    stopped,
    release: () => {
      for (const signal of signals) signal.removeEventListener("abort", stop);
    },
  };
}

function progressOf({ id, stats }: TrinoPage): TrinoProgress {
  return {
    queryId: id,
    state: stats?.state ?? "UNKNOWN",
    splitsDone: stats?.completedSplits ?? 0,
    splits: stats?.totalSplits ?? 0,
    rowsRead: stats?.processedRows ?? 0,
  };
}

/**
 * Runs a statement to its end and hands over every page. A failure that the server tells in a page is thrown: the client
 * takes it for an answer without rows. Whoever leaves early, by a signal, a failure or because enough
 * rows have come, cancels the query on the server.
 */
export async function runStatement(
  client: TrinoClient,
  sql: string,
  take: (page: TrinoPage) => "more" | "enough",
  { signals, onProgress }: Watch,
): Promise<void> {
  const { stopped, release } = stopOf(signals);
  let asked: Promise<TrinoPage> | null = null;
  let next: string | undefined;
  try {
    if (signals.some(({ aborted }) => aborted)) throw cancelled();
    asked = client.start(sql);
    for (;;) {
      const page: TrinoPage = await Promise.race([asked, stopped]);
      next = page.nextUri;
      onProgress?.(progressOf(page));
      if (page.error !== undefined) {
        next = undefined;
        throw queryFailure({ ...page.error, message: client.withoutSecrets(page.error.message) });
      }
      const wanted = take(page);
      if (next === undefined) return;
      if (wanted === "enough") return await abandon(client, null, next);
      asked = client.next(next);
    }
  } catch (error) {
    await abandon(client, asked, next);
    throw error;
  } finally {
    release();
  }
}

/** How long somebody who cancels is kept waiting for the server's word, in milliseconds. */
const PATIENCE = 5_000;

/** Cancels on the server what may still run there: the address is in the page before, or in the one on its way. */
async function abandon(client: TrinoClient, asked: Promise<TrinoPage> | null, next: string | undefined): Promise<void> {
  const page = asked?.catch(() => null);
  const cancel = async () => {
    const uri = next ?? (await page)?.nextUri;
    if (uri !== undefined) await client.cancel(uri);
  };
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE);
  });
  await Promise.race([cancel(), enough]);
  clearTimeout(timer);
}
