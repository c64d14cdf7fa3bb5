import { EngineError, type EngineErrorKind } from "../sql/engine-error.js";

/** What Trino says of a query that failed. */
export interface TrinoQueryError {
  readonly message: string;
  readonly errorName: string;
  readonly errorType: string;
}

/** Failures of a moment: the same statement may succeed when it is sent again. */
const PASSING = new Set([
  ...[
    "PAGE_TRANSPORT_ERROR",
    "PAGE_TRANSPORT_TIMEOUT",
    "REMOTE_HOST_GONE",
    "REMOTE_TASK_ERROR",
    "REMOTE_TASK_MISMATCH",
  ],
  ...["TOO_MANY_REQUESTS_FAILED", "SERVER_STARTING_UP", "SERVER_SHUTTING_DOWN", "NO_NODES_AVAILABLE", "ABANDONED_TASK"],
]);

const CANCELLED = new Set([
  "USER_CANCELED",
  "ADMINISTRATIVELY_KILLED",
  "ADMINISTRATIVELY_PREEMPTED",
  "ABANDONED_QUERY",
]);

function kindOf({ errorName, errorType }: TrinoQueryError): EngineErrorKind {
  if (CANCELLED.has(errorName)) return "cancelled";
  if (errorName === "PERMISSION_DENIED") return "refused";
  if (errorType === "USER_ERROR") return "query";
  return errorType === "INSUFFICIENT_RESOURCES" ? "resources" : "unavailable";
}

const DIED = "; a worker died while it ran: run it again";
const HINTS: Readonly<Record<string, string>> = {
  EXCEEDED_TIME_LIMIT: "; a larger timeoutSeconds lets it run longer",
  EXCEEDED_LOCAL_MEMORY_LIMIT: '; session: { retry_policy: "TASK" } needs less memory where the cluster allows it',
  EXCEEDED_GLOBAL_MEMORY_LIMIT: '; session: { retry_policy: "TASK" } needs less memory where the cluster allows it',
  REMOTE_HOST_GONE: DIED,
  REMOTE_TASK_MISMATCH: DIED,
  TOO_MANY_REQUESTS_FAILED: DIED,
  PAGE_TRANSPORT_ERROR: "; a worker did not answer any more: run it again",
  PAGE_TRANSPORT_TIMEOUT: "; a worker did not answer any more: run it again",
};

/** The failure of a query, in the cluster's own words. */
export function queryFailure(error: TrinoQueryError): EngineError {
  const message = error.message.length > 1000 ? `${error.message.slice(0, 1000)} …` : error.message;
  const passing = PASSING.has(error.errorName);
  return new EngineError(
    kindOf(error),
    error.errorName,
    `trino: ${message} (${error.errorName})${HINTS[error.errorName] ?? ""}`,
    passing ? "may help" : "is useless",
  );
}

/** What an HTTP client throws, as far as it is safe to look at: the rest holds passwords and headers. */
interface RequestError {
  readonly code?: string;
  readonly response?: { readonly status?: number };
}

const CERTIFICATE = /CERT|SIGNATURE|ERR_TLS|SELF_SIGNED/;
/** What is wrong with a certificate, and what mends it. */
const CERTIFICATES: ReadonlyMap<string, readonly [wrong: string, mend: string]> = new Map([
  ["ERR_TLS_CERT_ALTNAME_INVALID", ["is for another name", "pass the server by a name that its certificate is for"]],
  ["CERT_HAS_EXPIRED", ["has expired", "whoever runs the server has to renew it"]],
]);
const UNTRUSTED = [
  "cannot be trusted",
  "if a company's own authority signed it, pass its certificate: ca: 'authority.pem'",
] as const;

/** When a token expires, where it is one that says so (a JWT); nothing else of it is read. */
function expiryOf(token: string): Date | null {
  try {
    const { exp } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { exp?: unknown };
    const expiry = new Date(typeof exp === "number" ? exp * 1000 : Number.NaN);
    return Number.isNaN(expiry.getTime()) ? null : expiry;
  } catch {
    return null;
  }
}

/** Why nobody is let in, as far as that is told here: the server's own words may repeat what was sent. */
function noEntry(token: string | undefined): string {
  const expiry = token === undefined ? null : expiryOf(token);
  if (expiry === null || expiry.getTime() > Date.now())
    return "does not accept the user with this password or token: it is wrong or has expired";
  const [day, time] = expiry.toISOString().split("T") as [string, string];
  return `does not accept the token: it expired on ${day} at ${time.slice(0, 5)} UTC`;
}

function statusFailure(status: number, server: string, token: string | undefined): EngineError {
  const said = (kind: EngineErrorKind, message: string, retry?: "may help") =>
    new EngineError(kind, `HTTP_${status}`, `trino: ${server} ${message} (HTTP ${status})`, retry);
  if (status === 401) return said("refused", noEntry(token));
  if (status === 403) return said("refused", "does not let this user in");
  if (status === 404) return said("unavailable", "does not know the query any more, or is no Trino");
  if (status === 410) return said("unavailable", "has dropped the query", "may help");
  if (status >= 300 && status < 400)
    return said("refused", "answers with another address; pass that one as server, or https for http");
  return said("unavailable", "or what stands before it gives no answer", "may help");
}

/**
 * A request that failed, without anything of what the client threw but its code: nothing in it can hold a secret.
 *
 * @param token what was sent, of which only the time is told at which it expired
 */
export function requestFailure(error: unknown, server: string, token?: string): EngineError {
  const { code = "", response } = (error ?? {}) as RequestError;
  if (response?.status !== undefined) return statusFailure(response.status, server, token);
  if (CERTIFICATE.test(code)) {
    const [wrong, mend] = CERTIFICATES.get(code) ?? UNTRUSTED;
    return new EngineError("refused", code, `trino: the certificate of ${server} ${wrong} (${code}); ${mend}`);
  }
  if (code === "EPROTO") {
    return new EngineError("refused", code, `trino: ${server} does not speak TLS; is it an http server?`);
  }
  const why = code === "ECONNABORTED" || code === "ETIMEDOUT" ? "does not answer in time" : "cannot be reached";
  return new EngineError(
    "unavailable",
    code || "UNREACHABLE",
    `trino: ${server} ${why} (${code || "no answer"}); is the coordinator running, and is this its address?`,
    "may help",
  );
}
