import { describe, expect, test } from "vitest";
import type { ColumnSchema } from "../../../src/datasets/schema.js";
import { booleanReader } from "../../../src/datasets/values/boolean-reader.js";
import { cellReader } from "../../../src/datasets/values/cell-reader.js";
import { wholePattern } from "../../../src/datasets/values/pattern.js";
import { Refusal } from "../../../src/datasets/values/refusal.js";
import { textReader } from "../../../src/datasets/values/text-reader.js";

type Rest = Partial<ColumnSchema>;
const schema = (rest: Rest): ColumnSchema => ({ type: "text", description: "", ...rest });
const told = (found: unknown) => (found instanceof Refusal ? [found.rule, found.hint] : found);
const text = (cell: string, rest: Rest = {}) => told(textReader(schema(rest))(cell));

describe("textReader(schema)", () => {
  test.each<[string, string | null, Rest]>([
    [" x ", " x ", {}],
    ["\u200fبله", "\u200fبله", {}],
    ["", null, {}],
    [" \u00a0", null, {}],
    ["N/A", null, { missing: ["N/A"] }],
    [" -99 ", null, { missing: ["-99"] }],
    ["n/a", "n/a", { missing: ["N/A"] }],
    ["GOLD ", "Gold", { type: "category", values: ["Gold", "Silver"] }],
    ["علي", "علی", { type: "category", values: ["علی"] }],
    ["gold", "Gold", { values: ["Gold"], spelling: "folded" }],
    ["male", "m", { type: "category", values: ["m", "f"], labels: { m: "Male", f: "Female" } }],
    ["constructor", "constructor", { type: "category", values: ["constructor", "__proto__"] }],
    ["سلام", "سلام", { minLength: 4, maxLength: 4 }],
    ["😀😀", "😀😀", { minLength: 2, maxLength: 2 }],
    ["C001", "C001", { pattern: "C\\d{3}" }],
  ])("takes '%s' as %o with %o", (cell, value, rest) => {
    expect(text(cell, rest)).toBe(value);
  });

  test.each<[string, string, string, Rest]>([
    ["Golld", "values", "nearest: 'Gold'", { type: "category", values: ["Gold", "Silver"] }],
    ["xyz", "values", "", { type: "category", values: ["Gold", "Silver"] }],
    ["gold", "values", "nearest: 'Gold'", { values: ["Gold"] }],
    ["constructor", "values", "", { type: "category", values: ["Gold"] }],
    ["a", "values", "nearest: 'A'", { type: "category", values: ["A", "A "] }], // folds to two of them
    ["😀", "length", "", { minLength: 2 }],
    ["abc", "length", "", { maxLength: 2 }],
    ["C0011", "pattern", "", { pattern: "C\\d{3}" }],
    ["a\nb", "pattern", "", { pattern: "a" }],
    ["a".repeat(1001), "pattern", "", { pattern: "a+" }],
  ])("refuses '%s' by the rule %s", (cell, rule, hint, rest) => {
    expect(text(cell, rest)).toEqual([rule, hint]);
  });
});

describe("wholePattern(pattern)", () => {
  test.each(["(a+)+", "(a*)*b", "((a+)b?)*", "(a|aa)+", "(?:x{2,})+", "(a)\\1"])(
    "refuses %s, which may never end",
    (pattern) => {
      expect(() => wholePattern(pattern)).toThrow("a pattern requires no repetition or choice inside a repetition");
    },
  );

  test.each(["(a{2})+", "[+*]+", "\\+\\d+", "(ab)+", "(a|b)c*", "(?:\\d{3}-)+\\d{4}", "[(a+)]+"])(
    "takes %s",
    (pattern) => {
      expect(wholePattern(pattern)).toBeInstanceOf(RegExp);
    },
  );

  test("says what is no regular expression", () => {
    expect(() => wholePattern("(a")).toThrow("a pattern requires a regular expression; got '(a'");
  });
});

describe("booleanReader(schema)", () => {
  const read = (cell: string, rest: Rest = {}) => told(booleanReader(schema({ type: "boolean", ...rest }))(cell));

  test.each<[string, 0 | 1 | 255, Rest]>([
    ["Yes", 1, {}],
    [" no", 0, {}],
    ["۱", 1, {}],
    ["", 255, {}],
    ["\u200c", 255, {}],
    ["NA", 255, { missing: ["NA"] }],
    ["بلي", 1, { trueValues: ["بلی"], falseValues: ["خیر"] }],
    ["خير", 0, { trueValues: ["بلی"], falseValues: ["خیر"] }],
  ])("takes '%s' as %d with %o", (cell, value, rest) => {
    expect(read(cell, rest)).toBe(value);
  });

  test("refuses other words, and one word for both", () => {
    expect(read("maybe")).toEqual(["type", ""]);
    expect(read("yes", { trueValues: ["بله"], falseValues: ["خیر"] })).toEqual(["type", ""]);
    expect(() => read("x", { trueValues: ["a"], falseValues: ["A"] })).toThrow("other words for true than for false");
  });
});

test("cellReader(schema) gives plain values, and null for missing", () => {
  const read = (type: ColumnSchema["type"], cell: string) => told(cellReader(schema({ type }))(cell));
  expect(read("integer", "۱۲")).toBe(12);
  expect(read("number", "")).toBeNull();
  expect(read("boolean", "yes")).toBe(true);
  expect(read("boolean", " ")).toBeNull();
  expect(read("date", "2026-03-21")).toBe("2026-03-21");
  expect(read("text", "x")).toBe("x");
  expect(read("integer", "5.5")).toEqual(["type", ""]);
});
