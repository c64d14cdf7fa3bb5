import type { TypedColumn } from "../tables/table.js";
import { isoDate, isoDateTime } from "./iso-dates.js";
import type { Issues } from "./issues.js";
import { requirement } from "./requirement.js";
import type { ScannedColumn } from "./scanned.js";
import type { ColumnSchema } from "./schema.js";

type ScannedText = Extract<ScannedColumn, { kind: "text" }>;

const isBlank = (text: string) => text.trim() === "";

/** true and false as programs write them: what counts as boolean when nobody said so. */
const PLAIN_BOOLEAN = new Map([
  ["true", 1],
  ["false", 0],
  ["TRUE", 1],
  ["FALSE", 0],
  ["True", 1],
  ["False", 0],
]);

/** What counts as boolean when the schema says so. */
const DECLARED_BOOLEAN = new Map([
  ["true", 1],
  ["false", 0],
  ["yes", 1],
  ["no", 0],
  ["1", 1],
  ["0", 0],
]);

/** Text by distinct value: each is turned into another text, null for missing, undefined for refused. */
function recoded(
  { codes, dictionary }: ScannedText,
  type: "text" | "date" | "datetime",
  convert: (text: string) => string | null | undefined,
  refuse: (text: string, row: number) => void,
): TypedColumn {
  const kept: string[] = [];
  const known = new Map<string, number>();
  const refused = new Set<number>();
  const map = Int32Array.from(dictionary, (text, code) => {
    const value = isBlank(text) ? null : convert(text);
    if (value === undefined) refused.add(code);
    if (value === undefined || value === null) return -1;
    let place = known.get(value);
    if (place === undefined) {
      place = kept.push(value) - 1;
      known.set(value, place);
    }
    return place;
  });
  for (let row = 0; refused.size > 0 && row < codes.length; row++) {
    if (refused.has(codes[row]!)) refuse(dictionary[codes[row]!]!, row);
  }
  const unchanged = map.every((place, code) => place === code);
  return { type, codes: unchanged ? codes : codes.map((code) => (code < 0 ? -1 : map[code]!)), dictionary: kept };
}

function booleans(
  { codes, dictionary }: ScannedText,
  words: (text: string) => number | undefined,
  refuse: (text: string, row: number) => void,
): TypedColumn {
  const map = dictionary.map((text) => (isBlank(text) ? 255 : words(text)));
  const values = new Uint8Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    const value = code < 0 ? 255 : map[code];
    if (value === undefined) refuse(dictionary[code]!, row);
    values[row] = value ?? 255;
  }
  return { type: "boolean", values };
}

const never = () => undefined;

/** The type of a column that nobody described, from all of its values. */
export function inferred(column: ScannedColumn): TypedColumn {
  if (column.kind === "typed") return column.column;
  if (column.kind === "number") return { type: "number", values: column.values };
  const values = column.dictionary.filter((text) => !isBlank(text));
  const all = (test: (text: string) => boolean) => values.length > 0 && values.every(test);
  if (all((text) => PLAIN_BOOLEAN.has(text))) return booleans(column, (text) => PLAIN_BOOLEAN.get(text), never);
  if (all((text) => isoDate(text) !== null)) return recoded(column, "date", isoDate, never);
  if (all((text) => isoDateTime(text) !== null)) return recoded(column, "datetime", isoDateTime, never);
  return recoded(column, "text", (text) => text, never);
}

/** A column as its schema describes it; what does not fit goes to the issues. */
export function described(column: ScannedColumn, name: string, schema: ColumnSchema, issues: Issues): TypedColumn {
  if (column.kind === "typed") return column.column;
  const requires = requirement(name, schema);
  const refuse = (value: string | number, row: number) =>
    issues.row({ rule: "type", message: requires, row: row + 1, column: name, value });
  if (column.kind === "number") {
    const { min = -Infinity, max = Infinity, type } = schema;
    for (let row = 0; row < column.values.length; row++) {
      const value = column.values[row]!;
      if (value < min || value > max || (type === "integer" && value !== Math.floor(value) && !Number.isNaN(value))) {
        refuse(value, row);
      }
    }
    return { type: "number", values: column.values };
  }
  if (schema.type === "boolean")
    return booleans(column, (text) => DECLARED_BOOLEAN.get(text.trim().toLowerCase()), refuse);
  if (schema.type === "date") return recoded(column, "date", (text) => isoDate(text.trim()) ?? undefined, refuse);
  if (schema.type === "datetime")
    return recoded(column, "datetime", (text) => isoDateTime(text.trim()) ?? undefined, refuse);
  const allowed = schema.values === undefined ? null : new Set(schema.values);
  return recoded(column, "text", (text) => (allowed === null || allowed.has(text) ? text : undefined), refuse);
}

const valueAt = (column: TypedColumn, row: number): string | number | null => {
  if (column.type === "number") return Number.isNaN(column.values[row]!) ? null : column.values[row]!;
  if (column.type === "boolean") return column.values[row] === 255 ? null : column.values[row]!;
  return column.codes[row]! < 0 ? null : column.dictionary[column.codes[row]!]!;
};

/** The rules about a whole column: no blank, no value twice. */
export function checkWhole(
  column: TypedColumn,
  name: string,
  schema: ColumnSchema,
  rows: number,
  issues: Issues,
): void {
  if (schema.required !== true && schema.unique !== true) return;
  const seen = new Set<string | number>();
  for (let row = 0; row < rows; row++) {
    const value = valueAt(column, row);
    if (value === null) {
      if (schema.required === true)
        issues.row({
          rule: "required",
          message: `${name} requires a value in every row`,
          row: row + 1,
          column: name,
          value: null,
        });
    } else if (schema.unique === true) {
      if (seen.has(value))
        issues.row({
          rule: "unique",
          message: `${name} requires values that stand once`,
          row: row + 1,
          column: name,
          value,
        });
      seen.add(value);
    }
  }
}
