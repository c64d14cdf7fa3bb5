import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../project/project-root.js";
import { EngineError } from "../sql/engine-error.js";

/** How far the queries of a connection have come. */
export interface SparkProgress {
  /** What the server's own pages call the query. */
  readonly operation: string;
  readonly tasksDone: number;
  readonly tasks: number;
  readonly bytesRead: number;
}

export interface SparkOptions {
  /** Where Spark Connect answers: 'sc://spark.example.com:15002'; settings of its own follow as '/;use_ssl=true'. */
  readonly remote: string;
  /** Where tables are looked for that do not say it themselves. */
  readonly catalog?: string;
  readonly schema?: string;
  /** A bearer token, which the server or what stands before it asks for: `{ tokenFrom: "VAFA_SPARK_TOKEN" }`. */
  readonly auth?: { readonly tokenFrom: string };
  /** A PEM file with the authority that signed the server's certificate, where the system does not know it. */
  readonly ca?: string;
  /** A Python that has Spark's client, in place of VAFA_SPARK_PYTHON or the one that `npm run cluster -- --spark` sets up. */
  readonly python?: string;
  /** Settings of Spark SQL for every query. */
  readonly session?: Readonly<Record<string, string>>;
  /** The longest a query may run; then it is cancelled. 3600 unless told. */
  readonly timeoutSeconds?: number;
  /** Rows that may be fetched at once by what needs single rows, or combinations of a tally: 1,000,000 unless told. */
  readonly maxRows?: number;
  /** How often a query is sent again after a failure that may pass: once unless told. */
  readonly retries?: number;
  /** Called whenever the server tells how far it has come. */
  readonly onProgress?: (progress: SparkProgress) => void;
  /** Cancels, when it aborts, whatever runs on the cluster. An interrupted cell does so without it. */
  readonly signal?: AbortSignal;
}

/** What a connection needs to know, the secret looked up. */
export interface SparkSettings {
  readonly remote: string;
  /** The remote without what follows its port: what a message may show. */
  readonly shown: string;
  readonly token?: string;
  readonly ca?: string;
  readonly python: string;
  readonly session: Readonly<Record<string, string>>;
}

/** Where the project keeps Spark's client once it was asked for. */
const OWN = join(".cache", "cluster", "spark", ".venv", "bin", "python");

function pythonOf(python = process.env.VAFA_SPARK_PYTHON): string {
  const found = python || join(projectRoot() ?? ".", OWN);
  if (python || existsSync(found)) return found;
  throw new EngineError(
    "refused",
    "NO_CLIENT",
    "spark requires Spark's own client: `npm run cluster -- --spark --install` brings it, or VAFA_SPARK_PYTHON names a Python that has pyspark[connect]",
  );
}

function tokenOf(auth: SparkOptions["auth"]): string | undefined {
  if (auth === undefined) return undefined;
  const value = typeof auth.tokenFrom === "string" ? process.env[auth.tokenFrom] : undefined;
  if (value !== undefined && value !== "") return value;
  // Neither it nor the name is told: who errs may have put the secret for the name.
  throw new EngineError(
    "refused",
    "NO_SECRET",
    "spark requires in auth.tokenFrom the name of an environment variable that holds the secret; it is not set in this process",
  );
}

function requireRemote(remote: string): void {
  if (/;\s*token=/i.test(remote) || /^sc:\/\/[^/;]*@/.test(remote)) {
    throw new TypeError(
      'spark requires no token in the notebook, where everybody reads it; put it in the environment variable VAFA_SPARK_TOKEN and pass auth: { tokenFrom: "VAFA_SPARK_TOKEN" }',
    );
  }
  if (!/^sc:\/\/[^\s/;?#]+(\/(;[^\s]*)?)?$/.test(remote)) {
    throw new TypeError("spark requires a remote such as 'sc://spark.example.com:15002'; got another text");
  }
}

/** Strict arithmetic and the clock of UTC, so that a number is the same everywhere; a literal reads its escapes. */
const ALWAYS = {
  "spark.sql.ansi.enabled": "true",
  "spark.sql.session.timeZone": "UTC",
  "spark.sql.parser.escapedStringLiterals": "false",
};

/** Checks what the user passed, and looks up the secret and the client. */
export function settingsOf(options: SparkOptions): SparkSettings {
  const { remote, ca } = options;
  requireRemote(remote);
  const token = tokenOf(options.auth);
  const shown = remote.replace(/^(sc:\/\/[^/;]+).*$/, "$1");
  return {
    ...{ remote, shown, python: pythonOf(options.python) },
    ...(token !== undefined && { token }),
    ...(ca !== undefined && { ca }),
    session: { ...options.session, ...ALWAYS },
  };
}
