import type { TypedColumn } from "../table.js";

/** Columns in memory, each made typed when it is first asked for. */
export interface ColumnSource {
  readonly name: string;
  rows(): number;
  names(): readonly string[];
  /** Throws only if the values of this column cannot be typed; the name exists. */
  column(name: string): TypedColumn;
}
