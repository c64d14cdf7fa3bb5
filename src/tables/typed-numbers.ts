import type { TypedColumn } from "./table.js";

/**
 * The numbers of a typed column, true as 1 and false as 0, NaN where missing; a number column's own array, not a copy.
 *
 * @throws TypeError where it holds text or dates; a column without any value is all NaN
 */
export function typedNumbers(column: TypedColumn): Float64Array {
  if (column.type === "number") return column.values;
  if (column.type === "boolean")
    return Float64Array.from(column.values, (value) => (value === 255 ? Number.NaN : value));
  if (column.codes.some((code) => code >= 0)) throw new TypeError(`typedNumbers requires numbers; got ${column.type}`);
  return new Float64Array(column.codes.length).fill(Number.NaN);
}
