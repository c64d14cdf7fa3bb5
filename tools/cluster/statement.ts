import * as http from "node:http";
import * as https from "node:https";
import { setTimeout as wait } from "node:timers/promises";

/** A server, and how to be let in. */
export interface Server {
  readonly address: string;
  readonly user: string;
  readonly password?: string;
  /** The certificate to trust, in PEM. */
  readonly certificate?: string;
}

interface Page {
  readonly nextUri?: string;
  readonly data?: readonly (readonly unknown[])[];
  readonly error?: { readonly message: string; readonly errorName: string };
}

/** What the server answers to one request; a busy server is asked again. */
async function page(server: Server, method: "GET" | "POST", url: string, body = ""): Promise<Page> {
  const { user, password, certificate } = server;
  const headers = {
    "X-Trino-User": user,
    ...(password !== undefined && {
      Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
    }),
  };
  const client = url.startsWith("https:") ? https : http;
  const text = await new Promise<string>((resolve, reject) => {
    const request = client.request(url, { method, headers, ca: certificate, timeout: 60_000 }, (answer) => {
      let received = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        received += chunk;
      });
      answer.once("error", reject).once("end", () => {
        if (answer.statusCode === 200) resolve(received);
        else reject(new Error(`it answered ${answer.statusCode}: ${received.slice(0, 200)}`));
      });
    });
    request.once("error", reject).once("timeout", () => request.destroy(new Error("it did not answer for 60 s")));
    request.end(body);
  });
  return JSON.parse(text) as Page;
}

/** Runs one statement to its end and gives its rows. For the few that set a cluster up; tables are read through `trino`. */
export async function statement(server: Server, sql: string): Promise<(readonly unknown[])[]> {
  const rows: (readonly unknown[])[] = [];
  let answer = await page(server, "POST", `${server.address}/v1/statement`, sql);
  for (;;) {
    if (answer.error !== undefined) throw new Error(`${answer.error.errorName}: ${answer.error.message}`);
    rows.push(...(answer.data ?? []));
    if (answer.nextUri === undefined) return rows;
    if (answer.data === undefined) await wait(20);
    answer = await page(server, "GET", answer.nextUri);
  }
}
