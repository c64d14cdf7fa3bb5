import fc from "fast-check";
import { expect, test } from "vitest";
import { isoDate, isoDateTime, isoDateTimes } from "../../../src/datasets/iso-dates.js";

test.each(["2024-02-29", "1583-01-01", "9999-12-31"])("isoDate('%s') is itself", (text) =>
  expect(isoDate(text)).toBe(text),
);

test.each([
  "2023-02-29",
  "2024-13-01",
  "2024-00-10",
  "2024-04-31",
  "1582-12-31",
  "abcd-01-01",
  "2024-ab-01",
  "2024-01-ab",
  "2024-01-0a",
  "+024-01-01",
  "2024/01/01",
  "2024-1-001",
  "2024-01-01 ",
  "",
])("isoDate('%s') is null", (text) => expect(isoDate(text)).toBeNull());

test.each([
  ["2026-03-21 14:05", "2026-03-21T14:05:00"],
  ["2026-03-21T14:05", "2026-03-21T14:05:00"],
  ["2026-03-21T14:05:09", "2026-03-21T14:05:09"],
  ["2026-03-21 14:05:09.123456", "2026-03-21T14:05:09.123456"],
  ["2026-03-21T24:00", null],
  ["2026-03-21T23:60", null],
  ["2026-03-21T23:59:60", null],
  ["2026-03-21x23:59", null],
  ["2026-03-21T2a:59", null],
  ["2026-03-21T22:59Z", null],
  ["2026-03-21T22.59", null],
  ["2026-03-21T22:59:5", null],
  ["2026-03-21", null],
])("isoDateTime('%s') is %s", (text, iso) => expect(isoDateTime(text)).toBe(iso));

const time = fc.constantFrom("2026-03-21 14:05", "2024-02-29 23:59", "2026-03-21T14:05", "2024-02-30 10:00", "x");
const second = fc.constantFrom(
  "2026-03-21 14:05:09",
  "2024-02-29 00:00:00",
  "2026-03-21T14:05:09",
  "2026-03-21 14:05:0x",
);

test("isoDateTimes(texts) is isoDateTime of each, or null", () => {
  let made = 0;
  fc.assert(
    fc.property(fc.oneof(fc.array(time, { maxLength: 3 }), fc.array(second, { maxLength: 3 })), (texts) => {
      const all = isoDateTimes(texts);
      if (all === null) return;
      if (texts.length > 1) made++;
      expect(all).toEqual(texts.map(isoDateTime));
    }),
    { numRuns: 1000 },
  );
  expect(made).toBeGreaterThan(50);
});
