import { describe, expect, test } from "vitest";
import type { ColumnSchema } from "../../../src/datasets/schema.js";
import { numberReader, plainIsMeant } from "../../../src/datasets/values/number-reader.js";
import { numberReadings } from "../../../src/datasets/values/number-readings.js";
import { Refusal } from "../../../src/datasets/values/refusal.js";

const schema = (rest: Partial<ColumnSchema>): ColumnSchema => ({ type: "number", description: "", ...rest });

const read = (text: string, rest: Partial<ColumnSchema> = {}) => numberReader(schema(rest))(text);

const refusal = (text: string, rest: Partial<ColumnSchema> = {}) => {
  const found = read(text, rest);
  return found instanceof Refusal ? [found.rule, found.hint] : ["taken as", found];
};

describe("numberReader(schema) reads", () => {
  test.each<[string, number, Partial<ColumnSchema>]>([
    ["12", 12, {}],
    ["-0.5", -0.5, {}],
    ["1e-5", 1e-5, {}],
    [" 7 ", 7, {}],
    ["\u200f12\u200e", 12, {}],
    ["\u221212", -12, {}],
    ["–12", -12, {}],
    ["۱۲", 12, {}],
    ["٤٥", 45, {}],
    ["۱۲٫۵", 12.5, {}],
    ["۱۲.۵", 12.5, {}],
    ["۱۲٬۵۰۰", 12500, {}],
    ["۱٬۲۳۴٬۵۶۷٫۸۹", 1234567.89, {}],
    ["-۱۲", -12, {}],
    ["۱۲-", -12, {}],
    ["۱۲−", -12, {}],
    ["۱۲,۵", 12.5, { decimal: "," }],
    ["۱۲،۵۰۰", 12500, { group: "," }],
    ["12,5", 12.5, { decimal: "," }],
    ["1234,5", 1234.5, { decimal: ",", group: "." }],
    ["1.234,5", 1234.5, { decimal: ",", group: "." }],
    ["12.500", 12500, { decimal: ",", group: "." }],
    ["1,234", 1234, { group: "," }],
    ["1,234,567.5", 1234567.5, { group: "," }],
    ["1 234", 1234, { group: " " }],
    ["1\u00a0234\u00a0567", 1234567, { group: " " }],
    ["1'234", 1234, { group: "'" }],
    ["1’234", 1234, { group: "'" }],
    ["12%", 12, { unit: "%" }],
    ["۱۲٪", 12, { unit: "%" }],
    ["12 درصد", 12, { unit: "%" }],
    ["۱۲٬۵۰۰ تومان", 12500, { unit: "toman" }],
    ["12500 تومن", 12500, { unit: "تومان" }],
    ["12500 Toman", 12500, { unit: "toman" }],
    ["12500 ريال", 12500, { unit: "rial" }],
    ["12500 ﷼", 12500, { unit: "rial" }],
    ["12500", 12500, { unit: "rial" }],
    ["12 days", 12, { unit: "days" }],
    ["very satisfied", 5, { labels: { "1": "very dissatisfied", "5": "Very satisfied" } }],
  ])("%s as %d with %o", (text, value, rest) => {
    expect(read(text, rest)).toBe(value);
  });

  test.each<[string, Partial<ColumnSchema>]>([
    ["", {}],
    [" \u00a0", {}],
    ["\u200f", {}],
    ["N/A", { missing: ["N/A"] }],
    ["-99", { missing: ["-99"] }],
    ["-99.0", { missing: ["-99"] }],
    ["۹۹-", { missing: ["-99"] }],
    ["-99", { missing: ["-99"], min: 0 }],
  ])("'%s' as missing with %o", (text, rest) => {
    expect(read(text, rest)).toBeNaN();
  });

  test("never −0, which would be a second value of 0", () => {
    expect(Object.is(read("-0"), 0)).toBe(true);
    expect(Object.is(read("۰-"), 0)).toBe(true);
  });
});

describe("numberReader(schema) refuses", () => {
  test.each<[string, string, Partial<ColumnSchema>]>([
    ["n/a", "type", {}],
    ["007", "type", {}],
    ["۰۰۷", "type", {}],
    ["+5", "type", {}],
    ["0x0A", "type", {}],
    ["1e400", "type", {}],
    ["NaN", "type", {}],
    ["5.", "type", {}],
    [".5", "type", {}],
    ["--5", "type", {}],
    ["5-", "type", {}],
    ["1,5", "type", {}],
    ["1,5", "type", { group: "," }],
    ["12,34,567", "type", { group: "," }],
    ["1,234 567", "type", { group: "," }],
    ["0,123", "type", { group: "," }],
    ["12.5", "type", { decimal: "," }],
    ["۱2", "type", {}],
    ["۱٢", "type", {}],
    ["12٫5", "type", {}],
    ["5.5", "type", { type: "integer" }],
    ["11", "range", { type: "integer", max: 10 }],
    ["-1", "range", { min: 0 }],
    ["9007199254740993", "large-number", {}],
    ["12500 ریال", "unit", { unit: "toman" }],
    ["12500 تومان", "unit", { unit: "rial" }],
    ["12500 تومان", "unit", {}],
    ["12%", "unit", {}],
    ["12 hours", "unit", { unit: "days" }],
    ["12 هزار تومان", "unit", { unit: "toman" }],
    ["12 x", "type", {}],
  ])("'%s' by the rule %s with %o", (text, rule, rest) => {
    expect(refusal(text, rest)[0]).toBe(rule);
  });

  test("with what would mend it", () => {
    expect(refusal("12500 ریال", { unit: "toman" })).toEqual(["unit", "10 rial are 1 toman; write it in toman"]);
    expect(refusal("12,5")).toEqual(["type", '12.5 with decimal: ","']);
    expect(refusal("1,234")).toEqual(["type", '1234 with group: ","; 1.234 with decimal: ","']);
    expect(refusal("-99", { min: 0 })).toEqual(["range", 'if -99 is no answer, say missing: ["-99"]']);
  });
});

test("plainIsMeant(schema) is false where 12.5 is not twelve and a half", () => {
  expect(plainIsMeant(schema({}))).toBe(true);
  expect(plainIsMeant(schema({ type: "integer", group: ",", unit: "%", missing: ["-99"] }))).toBe(true);
  expect(plainIsMeant(schema({ decimal: "," }))).toBe(false);
  expect(plainIsMeant(schema({ group: "." }))).toBe(false);
  expect(plainIsMeant(schema({ type: "text" }))).toBe(false);
});

describe("numberReadings(text) has every number it may be", () => {
  test.each<[string, number[]]>([
    ["12.500", [12.5, 12500]],
    ["-12.500", [-12.5, -12500]],
    ["1,234", [1234, 1.234]],
    ["12.5", [12.5]],
    ["12,5", [12.5]],
    ["0.125", [0.125]],
    ["1234.500", [1234.5]],
    ["1.234.567", [1234567]],
    ["1,234.50", [1234.5]],
    ["1.234,50", [1234.5]],
    ["1 234,5", [1234.5]],
    ["1'234", [1234]],
    ["12", [12]],
    ["۱۲٫۵", [12.5]],
    ["۱۲٬۵۰۰", [12500]],
    ["۱۲.۵۰۰", [12.5, 12500]],
    ["12%", [12]],
    ["۱۲٬۵۰۰ تومان", [12500]],
    ["n/a", []],
    ["007", []],
    ["12/5", []],
    ["", []],
  ])("%s: %o", (text, values) => {
    expect(numberReadings(text).map(({ value }) => value)).toEqual(values);
  });
});
