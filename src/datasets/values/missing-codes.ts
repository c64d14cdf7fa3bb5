import { withoutInvisible } from "../../text/spelling.js";
import type { ColumnSchema } from "../schema.js";

/** Nothing that could be seen stands there. */
export function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first > 32 && first < 127) return false;
  return withoutInvisible(text).trim() === "";
}

/** The texts that stand for no answer, as they are compared: without spaces at their ends. */
export function missingTexts({ missing = [] }: ColumnSchema): ReadonlySet<string> {
  return new Set(missing.map((code) => code.trim()));
}

/** A column's schema with the codes of the whole table, where it has none of its own. */
export function withTableMissing(schema: ColumnSchema, missing: readonly string[] | undefined): ColumnSchema {
  return missing === undefined || schema.missing !== undefined ? schema : { ...schema, missing };
}
