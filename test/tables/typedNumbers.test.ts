import { expect, test } from "vitest";
import { typedNumbers } from "../../src/tables/typed-numbers.js";

test("typedNumbers(column) is a number column itself, true and false as 1 and 0, and missing as NaN", () => {
  const values = Float64Array.of(3, Number.NaN);
  expect(typedNumbers({ type: "number", values })).toBe(values);
  expect([...typedNumbers({ type: "boolean", values: Uint8Array.of(1, 0, 255) })]).toEqual([1, 0, Number.NaN]);
  expect([...typedNumbers({ type: "text", codes: Int32Array.of(-1), dictionary: ["a"] })]).toEqual([Number.NaN]);
});

test("typedNumbers of text is refused", () => {
  const text = { type: "text", codes: Int32Array.of(-1, 0), dictionary: ["a"] } as const;
  expect(() => typedNumbers(text)).toThrow("typedNumbers requires numbers; got text");
});
