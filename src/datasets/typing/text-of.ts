import type { TypedColumn } from "../../tables/table.js";
import type { ScannedText } from "../scanned.js";
import type { ColumnSchema } from "../schema.js";

/** Values by the text they are told as, each text once. */
function coded<T>(values: ArrayLike<T>, isMissing: (value: T) => boolean, told: (value: T) => string): ScannedText {
  const known = new Map<T, number>();
  const dictionary: string[] = [];
  const codes = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (isMissing(value)) {
      codes[row] = -1;
      continue;
    }
    let code = known.get(value);
    if (code === undefined) {
      code = dictionary.push(told(value)) - 1;
      known.set(value, code);
    }
    codes[row] = code;
  }
  return { kind: "text", codes, dictionary };
}

/**
 * A column that the file itself typed as text, where that loses nothing and the schema may mean it so: codes stored as numbers
 * in a column of text, 1 and 0 in one of true and false. Null where the types do not go together.
 */
export function asText(column: TypedColumn, { type }: ColumnSchema): ScannedText | null {
  const isText = type === "text" || type === "category";
  if (column.type === "text") return { kind: "text", codes: column.codes, dictionary: [...column.dictionary] };
  if (column.type === "number") return coded(column.values, Number.isNaN, (value) => `${value}`);
  if (!isText) return null;
  if (column.type === "boolean")
    return coded(
      column.values,
      (value) => value === 255,
      (value) => `${value === 1}`,
    );
  return { kind: "text", codes: column.codes, dictionary: [...column.dictionary] };
}
