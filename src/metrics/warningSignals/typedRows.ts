import { noColumn, requireColumns } from "../../tables/requirements.js";
import type { Cell, Table, TypedColumn } from "../../tables/table.js";
import { typedNumbers } from "../../tables/typed-numbers.js";
import { cellAt, rowsOf, shown } from "../scale.js";
import { type CodedColumn, datesOf, type RowDates } from "./rowDates.js";

const CALLER = "warningSignals";

/** Rows whose column holds one of these values; all others are not looked at. */
export interface Where {
  readonly column: string;
  readonly values: readonly (string | number | boolean)[];
}

/** The typed columns of a table, read once for all signals that look at it. */
export interface TypedRows {
  readonly table: Table;
  readonly count: number;
  /** Throws where the table has no such column. */
  column(name: string): TypedColumn;
  cell(name: string): (row: number) => Cell;
  dates(name: string): Promise<RowDates>;
}

export async function typedRows(table: Table, names: readonly string[]): Promise<TypedRows> {
  const columns = [...new Set(names)];
  await requireColumns(table, columns, CALLER);
  const typed = await table.typed(columns, CALLER);
  const column = (name: string) => {
    const found = typed[name];
    if (found === undefined) throw noColumn(CALLER, name, table.name, columns);
    return found;
  };
  const dates = new Map<string, Promise<RowDates>>();
  return {
    table,
    count: rowsOf(column(columns[0]!)),
    column,
    cell(name) {
      const cells = column(name);
      return (row) => cellAt(cells, row);
    },
    dates(name) {
      const found = dates.get(name) ?? datesOf(table, name, coded(column(name)));
      dates.set(name, found);
      return found;
    },
  };
}

/** A column as text. */
export function coded(column: TypedColumn): CodedColumn {
  if ("codes" in column) return column;
  const places = new Map<number, number>();
  const codes = new Int32Array(column.values.length);
  for (let row = 0; row < codes.length; row++) {
    const value = column.values[row]!;
    const isBlank = column.type === "boolean" ? value === 255 : Number.isNaN(value);
    if (!isBlank && !places.has(value)) places.set(value, places.size);
    codes[row] = isBlank ? -1 : places.get(value)!;
  }
  const text = (value: number) => (column.type === "boolean" ? String(value === 1) : String(value));
  return { codes, dictionary: [...places.keys()].map(text) };
}

const hasText = ({ codes }: { readonly codes: Int32Array }) => codes.some((code) => code >= 0);

/** The numbers of a column, true as 1 and false as 0, NaN where blank. Throws where it holds text. */
export function numbersOf(rows: TypedRows, name: string): Float64Array {
  const column = rows.column(name);
  if ("codes" in column && hasText(column)) {
    throw new TypeError(`${CALLER} requires numbers in '${name}'; got ${column.type} in ${rows.table.name}`);
  }
  return typedNumbers(column);
}

/** Of each row whether its cell is one of the values. Throws where none of them occurs, which a slip of the pen would explain. */
export function isOneOf(rows: TypedRows, { column: name, values }: Where, signal: string): (row: number) => boolean {
  const { codes, dictionary } = coded(rows.column(name));
  const wanted = new Set(values.map(String));
  const isWanted = Uint8Array.from(dictionary, (text) => Number(wanted.has(text)));
  if (dictionary.length > 0 && !isWanted.includes(1)) {
    const some = dictionary.slice(0, 4).map(shown).join(", ");
    const got =
      values.length === 0 ? "none" : `${values.map(shown).join(", ")}, which occurs in no row (there are ${some})`;
    throw new RangeError(`${CALLER} requires values of '${name}' for '${signal}'; got ${got}`);
  }
  return (row) => codes[row]! >= 0 && isWanted[codes[row]!] === 1;
}
