import { EngineError, type EngineErrorKind } from "../sql/engine-error.js";

/** What Spark's client says of what failed. */
export interface SparkFailure {
  /** The name of the exception. */
  readonly type: string;
  readonly message: string;
  /** Spark's own name of the failure, such as TABLE_OR_VIEW_NOT_FOUND, and its SQLSTATE. */
  readonly condition?: string | null;
  readonly state?: string | null;
  /** What the connection says, such as UNAVAILABLE. */
  readonly status?: string | null;
}

const BY_STATUS: Readonly<Record<string, EngineErrorKind>> = {
  UNAVAILABLE: "unavailable",
  DEADLINE_EXCEEDED: "unavailable",
  UNAUTHENTICATED: "refused",
  PERMISSION_DENIED: "refused",
  RESOURCE_EXHAUSTED: "resources",
  CANCELLED: "cancelled",
};

/** An executor that died took its part of the work along; Spark has tried again by itself, four times. */
const LOST = /ExecutorLostFailure|FetchFailed|SparkContext was shut down|stopped SparkContext/;
const NO_ROOM = /OutOfMemory|Not enough memory|maxResultSize|No space left/i;

/** Whether the session is gone with the server that held it: a new connection may find another. */
export const isSessionGone = ({ condition, status }: SparkFailure): boolean =>
  status === "UNAVAILABLE" || /^INVALID_HANDLE\.(SESSION|OPERATION)/.test(condition ?? "");

function kindOf(failure: SparkFailure): EngineErrorKind {
  const { condition, state, status, message } = failure;
  if (condition === "OPERATION_CANCELED" || /OPERATION_CANCELED/.test(message)) return "cancelled";
  if (isSessionGone(failure) || LOST.test(message)) return "unavailable";
  if (NO_ROOM.test(message) || state?.startsWith("53")) return "resources";
  if (state === "42501" || condition?.startsWith("INSUFFICIENT_PERMISSIONS")) return "refused";
  if (state) return "query";
  return BY_STATUS[status ?? ""] ?? "unavailable";
}

/** The failure of a query, in Spark's own words; what may hold a secret is taken out before. */
export function sparkFailure(failure: SparkFailure, shown: string): EngineError {
  if (failure.type === "Rounded") {
    return new EngineError(
      "refused",
      "ROUNDED_TYPE",
      `spark: a value of type ${failure.message} may be rounded on its way; cast it to DOUBLE or STRING in the query`,
    );
  }
  const kind = kindOf(failure);
  const code = failure.condition || failure.status || failure.type;
  // Its first line: the plan, the query and the search path follow.
  const [first = ""] = failure.message
    .trim()
    .replace(/^\[[\w.]+\]\s*/, "")
    .split("\n");
  const plain = first.replace(/\s*SQLSTATE: \w+.*$/, "");
  const said = plain.length > 1000 ? `${plain.slice(0, 1000)} …` : plain;
  if (failure.status === "UNAUTHENTICATED") {
    return new EngineError(kind, code, `spark: ${shown} does not accept the token: it is wrong or has expired`);
  }
  if (failure.status === "UNAVAILABLE") {
    const why = /handshake|SSL|certificate|Ssl/.test(failure.message)
      ? "cannot be trusted or speaks no TLS; `ca` names its authority's certificate"
      : "cannot be reached or has gone; is the server running, and is this its address?";
    return new EngineError(kind, code, `spark: ${shown} ${why} (${code})`, "may help");
  }
  return new EngineError(kind, code, `spark: ${said} (${code})`, kind === "unavailable" ? "may help" : "is useless");
}
