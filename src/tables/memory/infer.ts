import type { TypedColumn } from "../table.js";

type Kind = "numbers" | "text" | "booleans";

const isMissing = (value: unknown) =>
  value === null || value === undefined || (typeof value === "number" && Number.isNaN(value));

function kindOf(value: unknown): Kind | null {
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "numbers";
  return typeof value === "boolean" ? "booleans" : null;
}

const rowsOf = (count: number, first: number) =>
  count === 1 ? `1 row, row ${first + 1}` : `${count} rows, first at row ${first + 1}`;

/** Says which kinds stand in a column that holds more than one, and where. */
function mixed(values: ArrayLike<unknown>, column: string, table: string): TypeError {
  const found = new Map<Kind, { count: number; first: number }>();
  for (let row = 0; row < values.length; row++) {
    const kind = isMissing(values[row]) ? null : kindOf(values[row]);
    if (kind === null) continue;
    const seen = found.get(kind);
    if (seen) seen.count++;
    else found.set(kind, { count: 1, first: row });
  }
  const kinds = [...found].map(([kind, { count, first }]) => `${kind} (${rowsOf(count, first)})`);
  return new TypeError(`column '${column}' of ${table} requires one type; got ${kinds.join(" and ")}`);
}

function unusable(value: unknown, row: number, column: string, table: string): TypeError {
  const what =
    value instanceof Date
      ? "a Date object; give dates as ISO text, '2026-03-21'"
      : typeof value === "number"
        ? `${value}`
        : typeof value === "bigint"
          ? `the bigint ${value}; give numbers up to 2^53 or text`
          : `a value of type ${Array.isArray(value) ? "array" : typeof value}`;
  return new TypeError(
    `column '${column}' of ${table} requires finite numbers, text or booleans; got ${what} (row ${row + 1})`,
  );
}

function numbers(values: ArrayLike<unknown>, column: string, table: string): TypedColumn {
  const typed = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value === "number") {
      if (value === Infinity || value === -Infinity) throw unusable(value, row, column, table);
      typed[row] = value;
    } else if (value === null || value === undefined) typed[row] = Number.NaN;
    else throw kindOf(value) === null ? unusable(value, row, column, table) : mixed(values, column, table);
  }
  return { type: "number", values: typed };
}

function booleans(values: ArrayLike<unknown>, column: string, table: string): TypedColumn {
  const typed = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value === "boolean") typed[row] = value ? 1 : 0;
    else if (isMissing(value)) typed[row] = 255;
    else throw kindOf(value) === null ? unusable(value, row, column, table) : mixed(values, column, table);
  }
  return { type: "boolean", values: typed };
}

/** Codes of texts by order of appearance. Texts met lately are found by length and two characters, without hashing. */
class Dictionary {
  readonly values: string[] = [];
  private readonly known = new Map<string, number>();
  private readonly recent = new Int32Array(256).fill(-1);

  code(text: string): number {
    const last = text.length - 1;
    const place = (text.length * 31 + text.charCodeAt(last) * 7 + text.charCodeAt(last >> 1)) & 255;
    const guess = this.recent[place]!;
    if (guess >= 0 && this.values[guess] === text) return guess;
    let code = this.known.get(text);
    if (code === undefined) {
      code = this.values.push(text) - 1;
      this.known.set(text, code);
    }
    this.recent[place] = code;
    return code;
  }
}

function text(values: ArrayLike<unknown>, column: string, table: string): TypedColumn {
  const codes = new Int32Array(values.length);
  const dictionary = new Dictionary();
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value === "string") codes[row] = dictionary.code(value);
    else if (isMissing(value)) codes[row] = -1;
    else throw kindOf(value) === null ? unusable(value, row, column, table) : mixed(values, column, table);
  }
  return { type: "text", codes, dictionary: dictionary.values };
}

/**
 * A typed column from plain values: numbers, text or booleans, decided by all of them. null, undefined and NaN are
 * missing. 1 and "1" in one column are refused, with their rows, and never merged.
 */
export function inferColumn(values: ArrayLike<unknown>, column: string, table: string): TypedColumn {
  let row = 0;
  while (row < values.length && isMissing(values[row])) row++;
  if (row === values.length) return numbers(values, column, table);
  const kind = kindOf(values[row]);
  if (kind === null) throw unusable(values[row], row, column, table);
  return (kind === "numbers" ? numbers : kind === "text" ? text : booleans)(values, column, table);
}
