import type { ColumnKind, ColumnSchema } from "../schema.js";

/** What a column may be: what is proposed, and what only its owner can decide. */
export interface Guess {
  readonly column: Partial<ColumnSchema> & { readonly type: ColumnKind };
  /** Each a question to be settled in the schema; while there is one the column stays text. */
  readonly unsettled: readonly string[];
}
