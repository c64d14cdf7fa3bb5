import { setTimeout as wait } from "node:timers/promises";
// The only place that knows the client's package. It is named @trinodb/trino-js-client from 0.3 on, where a registry has it;
// the calls are the same.
import type { ConnectionOptions, QueryResult } from "trino-client";
import { EngineError } from "../sql/engine-error.js";
import { requestFailure } from "./failures.js";
import type { TrinoSettings } from "./options.js";

/** One answer of the server: some rows of a query, or only how far it has come. */
export type TrinoPage = QueryResult;

/** The three things said to a server about a statement. */
export interface TrinoClient {
  /** A text of the server's, without the secret of this connection should it stand there. */
  withoutSecrets(text: string): string;
  start(sql: string): Promise<TrinoPage>;
  next(uri: string): Promise<TrinoPage>;
  cancel(uri: string): Promise<void>;
}

/**
 * The client's own request, on which its `query` and `next` stand. They are not used: `next` reads over pages without rows,
 * so that nobody learns how far a query has come, nor the address that cancels it, before the first row.
 */
interface Requester {
  request(options: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** A server holds a request for about a second while nothing is new; one that is silent for so long is gone. */
const SILENCE = 60_000;
const CANCEL_WITHIN = 5_000;
const BUSY = new Set([429, 502, 503, 504]);
const BROKEN = new Set(["ECONNRESET", "ECONNREFUSED", "EPIPE", "EAI_AGAIN"]);
/** Milliseconds before a request is made again. */
const PAUSES = [100, 400, 1600];

function connectionOf(settings: TrinoSettings, basic: ConnectionOptions["auth"]): ConnectionOptions {
  // The client writes session values as they are; a comma or an equals sign would begin another property.
  const session = Object.entries(settings.session).map(([name, value]) => [name, encodeURIComponent(value)]);
  const { user = "", token, ca } = settings;
  return {
    server: settings.server,
    source: "vafa",
    session: Object.fromEntries(session),
    ...(basic !== undefined && { auth: basic }),
    ssl: { ...(ca !== undefined && { ca }), keepAlive: true } as ConnectionOptions["ssl"],
    extraHeaders: {
      "X-Trino-User": user,
      "X-Trino-Time-Zone": "UTC",
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    },
  };
}

function mayPass(error: unknown): boolean {
  const { code = "", response } = (error ?? {}) as { code?: string; response?: { status?: number } };
  return response?.status === undefined ? BROKEN.has(code) : BUSY.has(response.status);
}

/** Makes a request, again after a moment where the server or what stands before it is busy or has just gone. */
async function insisting<T>(make: () => Promise<T>, failure: (error: unknown) => EngineError): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await make();
    } catch (error) {
      if (attempt >= PAUSES.length || !mayPass(error)) throw failure(error);
    }
    await wait(PAUSES[attempt]);
  }
}

function pageOf(answer: unknown, server: string): TrinoPage {
  if (typeof answer === "object" && answer !== null && typeof (answer as TrinoPage).id === "string") {
    return answer as TrinoPage;
  }
  throw new EngineError("unavailable", "NO_TRINO", `trino: what answers at ${server} is no Trino server`);
}

/** A connection to a coordinator. Nothing is sent yet. */
export async function trinoClient(settings: TrinoSettings): Promise<TrinoClient> {
  const { BasicAuth, Trino } = await import("trino-client");
  const { server, user, password, token } = settings;
  const basic = password === undefined ? undefined : new BasicAuth(user ?? "", password);
  const { client } = Trino.create(connectionOf(settings, basic)) as unknown as { client: Requester };
  const secrets = [password, token].flatMap((secret) => (secret === undefined ? [] : [secret]));
  const failure = (error: unknown) => requestFailure(error, server, token);
  const send = async (options: Readonly<Record<string, unknown>>) =>
    pageOf(await insisting(() => client.request({ timeout: SILENCE, maxRedirects: 0, ...options }), failure), server);
  /** A password goes where the user said, and nowhere else. */
  const checked = (uri: string) => {
    if (secrets.length === 0 || new URL(uri).origin === new URL(server).origin) return uri;
    throw new EngineError(
      "refused",
      "OTHER_ADDRESS",
      `trino: ${server} names ${new URL(uri).origin} as the place of the answer, to which the password is not sent; behind a proxy the coordinator needs http-server.process-forwarded=true`,
    );
  };
  return {
    withoutSecrets: (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, "…"), text),
    start: (sql) => send({ method: "POST", url: "/v1/statement", data: sql }),
    next: (uri) => send({ url: checked(uri) }),
    async cancel(uri) {
      try {
        await client.request({ method: "DELETE", url: checked(uri), timeout: CANCEL_WITHIN, maxRedirects: 0 });
      } catch {
        // The query may be over, or the server gone: there is nothing to stop then, and nobody to tell.
      }
    },
  };
}
