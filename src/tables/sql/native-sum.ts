import type { Dialect } from "./dialect.js";
import { fitsBigint } from "./dialect.js";
import type { Native, RelationColumn } from "./relation.js";

/** The sum of a column in the engine's own whole or decimal numbers. */
export interface NativeSum {
  readonly value: string;
  /** As the engine keeps it. */
  sum(value: string): string;
  readonly native: Native;
}

/** The exact sum of a column that the engine keeps as whole or decimal numbers, whatever the number of rows; null for others. */
export function nativeSum({ sums }: Pick<Dialect, "sums">, { id, native, exact }: RelationColumn): NativeSum | null {
  if (native === undefined || native === "date") return null;
  const sum = (value: string) => `sum(${value})`;
  // DuckDB adds whole numbers of any size in 128 bits.
  if (native !== "whole" || sums === "within 2^53") return { value: id, sum, native: "long decimal" };
  if (exact !== undefined && fitsBigint(exact.bound)) return { value: id, sum, native };
  return { value: id, sum: (value) => sum(`CAST(${value} AS DECIMAL(38, 0))`), native: "long decimal" };
}
