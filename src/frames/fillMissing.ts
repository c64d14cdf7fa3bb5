import type { DataFrame } from "danfojs-node";
import type { Cell, TypedColumn } from "../tables/table.js";
import type { TableLike } from "../tables/table-like.js";
import { columnsOf, frameOf, requireNames } from "./columns.js";
import { isIso } from "./iso-text.js";

/** The column with the value where nothing was; the value is of the column's type. */
function filled(column: TypedColumn, value: string | number | boolean): TypedColumn {
  if (column.type === "number") {
    return { type: "number", values: column.values.map((old) => (Number.isNaN(old) ? (value as number) : old)) };
  }
  if (column.type === "boolean") {
    return { type: "boolean", values: column.values.map((old) => (old === 255 ? Number(value) : old)) };
  }
  const known = column.dictionary.indexOf(value as string);
  const dictionary = known < 0 ? [...column.dictionary, value as string] : column.dictionary;
  const code = known < 0 ? dictionary.length - 1 : known;
  return { type: column.type, codes: column.codes.map((old) => (old < 0 ? code : old)), dictionary };
}

function fits(column: TypedColumn, value: Cell): boolean {
  if (column.type === "number") return typeof value === "number" && Number.isFinite(value);
  if (column.type === "boolean") return typeof value === "boolean";
  if (typeof value !== "string") return false;
  return column.type === "text" || isIso(value, column.type);
}

/**
 * The same rows with a value where none was. It makes answers up: sums and shares then hold them like any other. Where no row
 * means none (no order, no complaint), 0 is right; for an answer that was not given it seldom is.
 *
 * @param values for each column that is filled, with what
 * @throws a column that does not exist, with the nearest that do; a value of another type than the column's
 * @example const counted = await fillMissing(customers, { complaints: 0, channel: "unknown" });
 */
export async function fillMissing(
  x: TableLike,
  values: Readonly<Record<string, string | number | boolean>>,
): Promise<DataFrame> {
  const columns = await columnsOf(x);
  const given = new Map(Object.entries(values));
  requireNames("fillMissing", columns, [...given.keys()]);
  const made = columns.names.map((name): [string, TypedColumn] => {
    const [column, value] = [columns.column(name), given.get(name)];
    if (value === undefined) return [name, column];
    if (!fits(column, value)) {
      const shown = typeof value === "string" ? `'${value}'` : value;
      throw new TypeError(`fillMissing requires a value of the type of '${name}', ${column.type}; got ${shown}`);
    }
    return [name, filled(column, value)];
  });
  return frameOf(made, columns.name);
}
