import { describe, expect, test } from "vitest";
import { bindColumns } from "../../src/datasets/bind-columns.js";
import { Issues } from "../../src/datasets/issues.js";
import type { Scanned, ScannedColumn } from "../../src/datasets/scanned.js";
import type { ColumnSchema, Schema } from "../../src/datasets/schema.js";
import { typeTable } from "../../src/datasets/type-table.js";
import type { TypedColumn } from "../../src/tables/table.js";

const schemaOf = (columns: Record<string, Partial<ColumnSchema>>, missing?: readonly string[]): Schema => {
  const whole = Object.entries(columns).map(([name, column]) => [name, { type: "text", description: "", ...column }]);
  return { name: "s", row: "r", columns: Object.fromEntries(whole), ...(missing && { missing }) };
};

/** A column of texts, as a scan gives it. */
function texts(...cells: (string | null)[]): ScannedColumn {
  const dictionary = [...new Set(cells.filter((cell) => cell !== null))] as string[];
  return {
    kind: "text",
    codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : dictionary.indexOf(cell))),
    dictionary,
  };
}
const numbers = (...values: number[]): Plain & ScannedColumn => ({ kind: "number", values: Float64Array.from(values) });
const typed = (column: TypedColumn): ScannedColumn => ({ kind: "typed", column });

type Plain = TypedColumn | Exclude<ScannedColumn, { kind: "typed" }>;
const plain = (column: Plain) =>
  "values" in column
    ? Array.from(column.values)
    : Array.from(column.codes, (code) => (code < 0 ? null : column.dictionary[code]));

function type(columns: Record<string, ScannedColumn>, schema?: Schema, bad: readonly number[] = []) {
  const issues = new Issues();
  for (const row of bad) issues.row({ rule: "cells", message: "bad", row });
  const names = Object.keys(columns);
  const scanned = Object.values(columns);
  const rows = Math.max(...scanned.map((one) => plain(one.kind === "typed" ? one.column : one).length));
  const table: Scanned = { names, rows, blank: 0, header: 1, preamble: 0, columns: scanned, lineOf: () => null };
  const made = typeTable(table, schema, issues);
  const told = issues.all("f", () => null).filter(({ rule }) => rule !== "cells");
  return {
    columns: Object.fromEntries(made.map(([name, column]) => [name, [column.type, plain(column)]])),
    issues: told.map(({ effect, rule, row, column, value }) => [effect, rule, row, column, value]),
    messages: told.map(({ message }) => message),
    hints: told.map(({ hint }) => hint),
  };
}

describe("typeTable(scanned, schema, issues)", () => {
  test("tells each broken rule of a column apart, with the cell as it stands", () => {
    const schema = schemaOf({ v: { type: "integer", min: 0, max: 10, required: true, unit: "toman" } });
    const found = type({ v: texts("5", "x", "11", "5.5", "7 ریال", null, "۱۰") }, schema);
    expect(found.issues).toEqual([
      ["row", "type", 2, "v", "x"],
      ["row", "range", 3, "v", "11"],
      ["row", "type", 4, "v", "5.5"],
      ["row", "unit", 5, "v", "7 ریال"],
      ["row", "required", 6, "v", null],
    ]);
    expect(found.columns.v![1]).toEqual([5, Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 10]);
  });

  test("a refused cell is not also told to be missing, nor a rejected row to be anything", () => {
    const schema = schemaOf({ v: { type: "date", required: true, unique: true } });
    const found = type({ v: texts("2024-02-30", null, null, "2024-02-29", "2024-02-29") }, schema, [2]);
    expect(found.issues).toEqual([
      ["row", "type", 1, "v", "2024-02-30"],
      ["row", "required", 3, "v", null],
      ["row", "unique", 5, "v", "2024-02-29"],
    ]);
  });

  test("codes for no answer are missing, by value in numbers, and what the file gave is not changed", () => {
    const given = numbers(1, -99, 3);
    const found = type(
      { v: given, w: texts("N/A", "x", "-99") },
      schemaOf({ v: { type: "number", min: 0 }, w: {} }, ["-99.0", "N/A"]),
    );
    expect(found.columns).toEqual({ v: ["number", [1, Number.NaN, 3]], w: ["text", [null, "x", "-99"]] });
    expect([found.issues, plain(given)]).toEqual([[], [1, -99, 3]]);
  });

  test("two spellings are one value in a folded column: the first met is shown", () => {
    const cells = () => texts("علی", "علي", "رضا", "علی ");
    expect(type({ v: cells() }, schemaOf({ v: { type: "category" } })).columns.v![1]).toEqual([
      "علی",
      "علی",
      "رضا",
      "علی",
    ]);
    expect(type({ v: cells() }, schemaOf({ v: {} })).columns.v![1]).toEqual(["علی", "علي", "رضا", "علی "]);
  });

  test("values that stand twice are found in numbers, sparse or not", () => {
    const schema = schemaOf({ v: { type: "number", unique: true } });
    const { issues } = type({ v: numbers(3, 1, Number.NaN, 3, 1e9, Number.NaN, 1, 3) }, schema);
    expect(issues.map(([, rule, row]) => [rule, row])).toEqual([
      ["unique", 4],
      ["unique", 7],
      ["unique", 8],
    ]);
    expect(type({ v: numbers(3, 1, Number.NaN, Number.NaN) }, schema).issues).toEqual([]);
  });

  test("what the file typed must be of the schema's type, or be told as text without loss", () => {
    const booleans = typed({ type: "boolean", values: Uint8Array.of(1, 0, 255) });
    const days = typed({ type: "date", codes: Int32Array.of(0, -1), dictionary: ["2026-03-21"] });
    expect(
      type(
        { v: typed({ type: "number", values: Float64Array.of(1, 2.5) }) },
        schemaOf({ v: { type: "category", values: ["1", "2.5"] } }),
      ).columns.v,
    ).toEqual(["text", ["1", "2.5"]]);
    expect(type({ v: booleans }, schemaOf({ v: {} })).columns.v).toEqual(["text", ["true", "false", null]]);
    expect(type({ v: numbers(1, 0) }, schemaOf({ v: { type: "boolean" } })).columns.v).toEqual(["boolean", [1, 0]]);
    expect(type({ v: days }, schemaOf({ v: { type: "date" } })).columns.v).toEqual(["date", ["2026-03-21", null]]);
    expect(type({ v: booleans }, schemaOf({ v: { type: "number" } })).messages).toEqual([
      "v requires numbers; the file holds boolean",
    ]);
    expect(type({ v: days }, schemaOf({ v: { type: "datetime" } })).issues[0]!.slice(0, 2)).toEqual(["file", "type"]);
  });
});

describe("typeTable(scanned) without a schema guesses nothing and says what it may be", () => {
  test.each<[string, string[], string, number, string]>([
    ["a point that may stand between thousands", ["12.500", "3.250"], "ambiguous-number", 1, 'decimal: "."'],
    ["a comma of either meaning", ["n/a", "1,234"], "missing-code|ambiguous-number", 2, 'group: ","'],
    ["decimal commas", ["12,5", "3,25"], "number-as-text", 1, 'decimal: ","'],
    ["Persian digits", ["12", "۱۳"], "number-as-text", 2, 'type: "number"'],
    ["ids", ["123", "00123"], "number-as-text", 2, "ids"],
    ["ids above 2^53", ["1", "9007199254740993"], "large-number", 2, 'type: "text"'],
    ["two units", ["5 تومان", "50 ریال"], "unit", 1, "unit: "],
    ["day and month", ["03/04/2024", "05/06/2024"], "ambiguous-date", 1, "%d/%m/%Y"],
    ["Jalali dates", ["1404/01/15", "۱۴۰۴/۰۱/۱۶"], "calendar", 1, 'calendar: "jalali"'],
    ["two calendars", ["2025-04-04", "1404-01-15"], "two-calendars", 2, "one calendar"],
    ["a day that does not exist", ["2024-02-28", "2024-02-30"], "type", 2, ""],
    ["times of zones", ["2026-03-21T14:05Z"], "naive-time", 1, "timezone"],
    ["half-spaces and none", ["می‌خرم", "میخرم"], "spelling", 2, "folded"],
    ["unseen marks", ["\u200fبله", "نه"], "invisible", 1, ""],
    ["a lost letter", ["ته\ufffdان", "نه"], "encoding", 1, "UTF-8"],
  ])("%s: %o is %s", (_, cells, rules, row, hint) => {
    const found = type({ v: texts(...cells) });
    expect(found.columns.v).toEqual(["text", cells]);
    expect(found.issues.map(([, rule]) => rule).join("|")).toBe(rules);
    expect(found.issues.at(-1)![2]).toBe(row);
    expect(found.hints.at(-1)).toContain(hint);
  });

  test("nothing of half-spaces between letters, joined emoji, words, and numbers among free text", () => {
    expect(type({ v: texts("می‌خواهم", "👩‍💻 ok", "room 5", "call 09121234567 today", "1", "x", "y") }).issues).toEqual(
      [],
    );
  });

  test("-99 among 0 to 10 is told, 99 among 0 to 98 and -1 beside 0 and 1 are not", () => {
    const scores = Array.from({ length: 33 }, (_, i) => i % 11);
    expect(type({ v: numbers(...scores, -99, 99) }).issues).toEqual([["note", "missing-code", 34, "v", "-99"]]);
    expect(type({ v: numbers(...Array.from({ length: 300 }, (_, i) => i % 99), 99) }).issues).toEqual([]);
    expect(type({ v: numbers(...Array.from({ length: 300 }, (_, i) => (i % 3) - 1)) }).issues).toEqual([]);
  });
});

describe("bindColumns(names, schema, issues)", () => {
  const bind = (names: string[], ...wanted: string[]) => {
    const issues = new Issues();
    const bound = bindColumns(names, schemaOf(Object.fromEntries(wanted.map((name) => [name, {}]))), issues);
    const told = issues.all("f", () => null).map(({ effect, message }) => `${effect}: ${message}`);
    return [bound.map(({ name, schema }) => (schema === undefined ? `(${name})` : name)), told];
  };

  test("by the very name first, else by the only one that is spelt like it", () => {
    expect(bind(["b", "a"], "a", "b")).toEqual([["b", "a"], []]);
    expect(bind(["كد مشتري ", "x"], "کد مشتری")).toEqual([
      ["کد مشتری", "(x)"],
      ["note: the header's 'كد مشتري ' is taken for 'کد مشتری'"],
    ]);
    expect(bind(["id", "ID"], "id")).toEqual([["id", "(ID)"], []]);
    expect(bind(["ID", "Id"], "id")[1]).toEqual([
      "file: no column 'id' in the file; several are spelt like it: 'ID', 'Id'",
    ]);
  });

  test("no column is bound twice", () => {
    expect(bind(["Id"], "id", "ID")[1]).toEqual([
      "note: the header's 'Id' is taken for 'id'",
      "file: no column 'ID' in the file; nearest: 'Id'",
    ]);
  });

  test("names that every object has", () => {
    expect(bind(["constructor", "__proto__"], "constructor")).toEqual([["constructor", "(__proto__)"], []]);
  });
});
