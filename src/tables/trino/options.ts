import { readFile } from "node:fs/promises";
import { EngineError } from "../sql/engine-error.js";

/** Who asks, and where the secret stands: in an environment variable, never in a notebook. */
export type TrinoAuth =
  /** A password: `{ user: "maryam", passwordFrom: "VAFA_TRINO_PASSWORD" }`. */
  | { readonly user: string; readonly passwordFrom: string }
  /** A bearer token, such as a JWT: `{ tokenFrom: "VAFA_TRINO_TOKEN" }`. */
  | { readonly tokenFrom: string };

/** How far a query has come. */
export interface TrinoProgress {
  /** What the cluster's own pages call the query. */
  readonly queryId: string;
  /** 'QUEUED', 'RUNNING', 'FINISHED' … */
  readonly state: string;
  readonly splitsDone: number;
  readonly splits: number;
  readonly rowsRead: number;
}

export interface TrinoOptions {
  /** Where the coordinator answers: 'https://trino.example.com:8443'. */
  readonly server: string;
  /** Where tables are looked for that do not say it themselves. */
  readonly catalog?: string;
  readonly schema?: string;
  /** Who asks, on a cluster that asks for no password; `auth` says it otherwise. */
  readonly user?: string;
  readonly auth?: TrinoAuth;
  /** A PEM file with the authority that signed the server's certificate, where the system does not know it. */
  readonly ca?: string;
  /** Session properties of every query: `{ retry_policy: "TASK" }` where the cluster has an exchange manager. */
  readonly session?: Readonly<Record<string, string>>;
  /** The longest a query may run; then the cluster ends it. 3600 unless told. */
  readonly timeoutSeconds?: number;
  /** Rows that may be fetched at once by what needs single rows, or combinations of a tally: 1,000,000 unless told. */
  readonly maxRows?: number;
  /** How often a query is sent again after a failure that may pass, such as a worker that died: once unless told. */
  readonly retries?: number;
  /** Called whenever the cluster tells how far a query has come. */
  readonly onProgress?: (progress: TrinoProgress) => void;
  /** Cancels, when it aborts, whatever runs on the cluster. An interrupted cell does so without it. */
  readonly signal?: AbortSignal;
}

/** What a client needs to know, the secrets looked up. */
export interface TrinoSettings {
  /** Without a path's last slash. */
  readonly server: string;
  readonly user?: string;
  readonly password?: string;
  readonly token?: string;
  readonly ca?: string;
  readonly session: Readonly<Record<string, string>>;
}

/** A host of this machine, to which a secret may go in the clear. */
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

function serverOf(server: string): URL {
  let url: URL | null = null;
  try {
    url = new URL(server);
  } catch {}
  if (url !== null && (url.username !== "" || url.password !== "")) {
    throw new TypeError(
      'trino requires a server without user and password in its address; pass auth: { user, passwordFrom: "VAFA_TRINO_PASSWORD" }',
    );
  }
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "") {
    throw new TypeError("trino requires a server such as 'https://trino.example.com:8443'; got another text");
  }
  return url;
}

/** The value of an environment variable. Neither it nor the name is told: who errs may have put the secret for the name. */
function secretOf(option: string, variable: unknown): string {
  const value = typeof variable === "string" ? process.env[variable] : undefined;
  if (value !== undefined && value !== "") return value;
  throw new EngineError(
    "refused",
    "NO_SECRET",
    `trino requires in auth.${option} the name of an environment variable that holds the secret; it is not set in this process`,
  );
}

function requireNoLiteralSecret(options: TrinoOptions): void {
  const auth = (options.auth ?? {}) as Readonly<Record<string, unknown>>;
  const found = ["password", "token"].find((name) => name in auth || name in options);
  if (found === undefined) return;
  const variable = `VAFA_TRINO_${found.toUpperCase()}`;
  throw new TypeError(
    `trino requires no ${found} in the notebook, where everybody reads it; put it in the environment variable ${variable} and pass auth: { ${found === "password" ? "user, " : ""}${found}From: "${variable}" }`,
  );
}

function secrets({ auth }: TrinoOptions): Pick<TrinoSettings, "user" | "password" | "token"> {
  if (auth === undefined) return {};
  if ("passwordFrom" in auth) {
    if (!auth.user) throw new TypeError("trino requires the user in auth beside passwordFrom; got none");
    return { user: auth.user, password: secretOf("passwordFrom", auth.passwordFrom) };
  }
  return { token: secretOf("tokenFrom", auth.tokenFrom) };
}

/** Checks what the user passed, and looks up the secrets and the authority's certificate. */
export async function settingsOf(options: TrinoOptions): Promise<TrinoSettings> {
  requireNoLiteralSecret(options);
  const url = serverOf(options.server);
  const found = secrets(options);
  if (options.auth !== undefined && url.protocol === "http:" && !LOOPBACK.test(url.hostname)) {
    throw new TypeError("trino requires an https server where a password or a token is sent; got http");
  }
  if (options.auth === undefined && !options.user) {
    throw new TypeError('trino requires a user, or auth; pass user: "your name", as the cluster knows you');
  }
  const { timeoutSeconds = 3600 } = options;
  return {
    server: url.href.replace(/\/$/, ""),
    ...(options.user !== undefined && { user: options.user }),
    ...found,
    ...(options.ca !== undefined && { ca: await readFile(options.ca, "utf8") }),
    session: { query_max_run_time: `${timeoutSeconds}s`, ...options.session },
  };
}
