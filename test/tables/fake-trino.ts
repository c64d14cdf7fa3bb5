import { readFileSync } from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";

/** What one request is answered with: a page, an HTTP status, silence, or a broken connection. */
export type Reply =
  | { readonly page: Readonly<Record<string, unknown>> }
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | "silence"
  | "reset";

interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface FakeTrino {
  readonly address: string;
  readonly requests: readonly Request[];
  /** Connections that were opened. */
  readonly connections: number;
  /** The statements that were sent. */
  statements(): string[];
  /** Addresses that were told to cancel. */
  cancelled(): string[];
  /** Settles when a request comes that fits. */
  until(fits: (request: Request) => boolean): Promise<Request>;
  /** Goes away in mid-sentence. */
  die(): void;
}

/** What a page says: rows of columns, and whether more is to come. */
export interface Said {
  readonly columns?: Readonly<Record<string, string>>;
  readonly data?: readonly (readonly unknown[])[];
  readonly error?: { readonly errorName: string; readonly errorType: string; readonly message: string };
  readonly stats?: Readonly<Record<string, unknown>>;
}

/** How the server answers a statement: its pages in turn; or another reply to the request that asks for a page. */
export type Script = (sql: string, attempt: number) => readonly (Said | Reply)[];

const tls = (name: string) => readFileSync(join(import.meta.dirname, "../fixtures/tls", name), "utf8");
/** The certificate of a fake that speaks TLS: for `localhost`. */
export const CERTIFICATE = join(import.meta.dirname, "../fixtures/tls/certificate.pem");

const isReply = (said: Said | Reply): said is Reply => typeof said === "string" || "status" in said || "page" in said;

/** A server of /v1/statement that says what a test wants it to say. */
export async function fakeTrino(script: Script, speaks: "http" | "https" = "http"): Promise<FakeTrino> {
  const requests: Request[] = [];
  const waiting: { fits: (request: Request) => boolean; resolve: (request: Request) => void }[] = [];
  const queries: (Said | Reply)[][] = [];
  const sockets = new Set<Socket>();
  let opened = 0;
  let address = "";

  const pageAt = (query: number, place: number): Reply => {
    const list = queries[query]!;
    const said = list[place];
    if (said === undefined) return { status: 404 };
    if (isReply(said)) {
      // It is answered so once; whoever asks again gets what follows.
      list.splice(place, 1);
      return said;
    }
    const { columns, ...rest } = said;
    const named = columns && Object.entries(columns).map(([name, type]) => ({ name, type }));
    const nextUri = place + 1 < list.length ? `${address}/v1/statement/executing/q${query}/${place + 1}` : undefined;
    const stats = { state: nextUri ? "RUNNING" : "FINISHED", completedSplits: place, totalSplits: list.length - 1 };
    return { page: { id: `q${query}`, ...(nextUri && { nextUri }), ...(named && { columns: named }), stats, ...rest } };
  };

  const replyTo = ({ method, url, body }: Request): Reply => {
    if (method === "DELETE") return { status: 204 };
    if (method === "POST") {
      const before = requests.filter((one) => one.method === "POST" && one.body === body).length - 1;
      return pageAt(queries.push([...script(body, before)]) - 1, 0);
    }
    const [, query, place] = /q(\d+)\/(\d+)$/.exec(url) ?? [];
    return query === undefined ? { status: 404 } : pageAt(Number(query), Number(place));
  };

  const answer: http.RequestListener = async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = "", url = "", headers } = incoming;
    const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
    requests.push(request);
    for (const one of waiting) if (one.fits(request)) one.resolve(request);
    const reply = replyTo(request);
    if (reply === "silence") return;
    if (reply === "reset") return void incoming.socket.destroy();
    if ("page" in reply) {
      outgoing.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(reply.page));
    } else outgoing.writeHead(reply.status, reply.headers).end(reply.body);
  };

  const server =
    speaks === "http"
      ? http.createServer(answer)
      : https.createServer({ key: tls("key.pem"), cert: tls("certificate.pem") }, answer);
  server.on("connection", (socket: Socket) => {
    opened++;
    sockets.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  address = `${speaks}://${speaks === "https" ? "localhost" : "127.0.0.1"}:${(server.address() as AddressInfo).port}`;
  return {
    address,
    requests,
    get connections() {
      return opened;
    },
    statements: () => requests.filter(({ method }) => method === "POST").map(({ body }) => body),
    cancelled: () => requests.filter(({ method }) => method === "DELETE").map(({ url }) => url),
    until: (fits) => {
      const found = requests.find(fits);
      return found ? Promise.resolve(found) : new Promise((resolve) => waiting.push({ fits, resolve }));
    },
    die: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
