import type { TypedColumn } from "../tables/table.js";

/** A stretch of rows: of a column, or of cells that are all missing. */
export interface Part {
  readonly column: TypedColumn | null;
  readonly rows: number;
}

type Type = TypedColumn["type"];
type TextColumn = Extract<TypedColumn, { readonly codes: Int32Array }>;

function isEmpty(column: TypedColumn): boolean {
  if (column.type === "number") return column.values.every(Number.isNaN);
  return column.type === "boolean"
    ? column.values.every((value) => value === 255)
    : column.codes.every((code) => code < 0);
}

/**
 * The type that all columns have; one without a single value has any. Dates beside text are text.
 *
 * @param of what they are, for the message where their types differ
 */
export function typeOf(columns: readonly TypedColumn[], of: string): Type {
  const types = [...new Set(columns.filter((column) => !isEmpty(column)).map(({ type }) => type))];
  if (types.length === 0) return columns[0]?.type ?? "number";
  if (types.length === 1) return types[0]!;
  const isDates =
    types.length === 2 && types.includes("text") && !types.includes("number") && !types.includes("boolean");
  if (isDates) return "text";
  throw new TypeError(`${of} requires one type; got ${types.join(" and ")}`);
}

function stackedText(parts: readonly Part[], type: TextColumn["type"], rows: number): TextColumn {
  const codes = new Int32Array(rows).fill(-1);
  const known = new Map<string, number>();
  let start = 0;
  for (const { column, rows: length } of parts) {
    if (column !== null && "codes" in column) {
      const places = column.dictionary.map((text) => {
        const code = known.get(text) ?? known.size;
        known.set(text, code);
        return code;
      });
      column.codes.forEach((code, row) => {
        if (code >= 0) codes[start + row] = places[code]!;
      });
    }
    start += length;
  }
  return { type, codes, dictionary: [...known.keys()] };
}

/**
 * Columns one below the other.
 *
 * @param of what they are, for the message where their types differ
 */
export function stack(parts: readonly Part[], of: string): TypedColumn {
  const columns = parts.flatMap(({ column }) => (column === null ? [] : [column]));
  const type = typeOf(columns, of);
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  if (type !== "number" && type !== "boolean") return stackedText(parts, type, rows);
  const values = type === "number" ? new Float64Array(rows).fill(Number.NaN) : new Uint8Array(rows).fill(255);
  let start = 0;
  for (const { column, rows: length } of parts) {
    if (column?.type === type) values.set(column.values, start);
    start += length;
  }
  return { type, values } as TypedColumn;
}
