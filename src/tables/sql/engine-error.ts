/**
 * Why an engine gave no answer. "query": the statement is wrong or its data are; "cancelled": somebody stopped it;
 * "unavailable": the engine or its source cannot be reached or died; "resources": time, memory or a queue ran out;
 * "refused": the engine, or we, will not do it (rights, secrets, certificates, too many rows).
 */
export type EngineErrorKind = "query" | "cancelled" | "unavailable" | "resources" | "refused";

/**
 * The failure of a query on an engine. It carries no `cause`: what HTTP clients throw holds the password and the headers
 * of the request, and a notebook prints causes.
 */
export class EngineError extends Error {
  override readonly name = "EngineError";

  constructor(
    readonly kind: EngineErrorKind,
    /** The engine's own name of the failure, such as EXCEEDED_TIME_LIMIT. */
    readonly code: string,
    message: string,
    /** Whether the same read-only statement may succeed when it is sent again. */
    readonly retry: "may help" | "is useless" = "is useless",
  ) {
    super(message);
  }
}
