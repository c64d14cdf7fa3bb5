import { describe, expect, test } from "vitest";
import type { ColumnSchema } from "../../../src/datasets/schema.js";
import { dateReader } from "../../../src/datasets/values/date-reader.js";
import { dateReadings } from "../../../src/datasets/values/date-readings.js";
import { Refusal } from "../../../src/datasets/values/refusal.js";

type Rest = Partial<ColumnSchema>;
const read = (text: string, rest: Rest = {}) => dateReader({ type: "date", description: "", ...rest })(text);
const rule = (text: string, rest: Rest = {}) => {
  const found = read(text, rest);
  return found instanceof Refusal ? found.rule : `taken as ${found}`;
};

describe("dateReader(schema) reads", () => {
  test.each<[string, string, Rest]>([
    ["2024-02-29", "2024-02-29", {}],
    ["۲۰۲۴-۰۲-۲۹", "2024-02-29", {}],
    [" 2024-02-29\u200f", "2024-02-29", {}],
    ["03/04/2024", "2024-04-03", { format: "%d/%m/%Y" }],
    ["03/04/2024", "2024-03-04", { format: "%m/%d/%Y" }],
    ["3/4/2024", "2024-04-03", { format: "%d/%m/%Y" }],
    ["3.4.24", "2024-04-03", { format: "%d.%m.%y", century: 1950 }],
    ["3.4.49", "2049-04-03", { format: "%d.%m.%y", century: 1950 }],
    ["3.4.50", "1950-04-03", { format: "%d.%m.%y", century: 1950 }],
    ["Apr 3, 2024", "2024-04-03", { format: "%b %d, %Y" }],
    ["3  APRIL 2024", "2024-04-03", { format: "%d %B %Y" }],
    ["۳ ژانویه ۲۰۲۴", "2024-01-03", { format: "%d %B %Y" }],
    ["1404-01-15", "2025-04-04", { calendar: "jalali" }],
    ["1404/1/15", "2025-04-04", { calendar: "jalali" }],
    ["۱۴۰۴/۰۱/۱۵", "2025-04-04", { calendar: "jalali" }],
    ["1403/12/30", "2025-03-20", { calendar: "jalali" }],
    ["04/01/15", "2025-04-04", { calendar: "jalali", format: "%y/%m/%d", century: 1350 }],
    ["78/01/15", "1999-04-04", { calendar: "jalali", format: "%y/%m/%d", century: 1350 }],
    ["۱۵ فروردين ۱۴۰۴", "2025-04-04", { calendar: "jalali", format: "%d %B %Y" }],
    ["15 Farvardin 1404", "2025-04-04", { calendar: "jalali", format: "%d %B %Y" }],
    ["31 امرداد 1404", "2025-08-22", { calendar: "jalali", format: "%d %B %Y" }],
  ])("%s as %s with %o", (text, iso, rest) => {
    expect(read(text, rest)).toBe(iso);
  });

  test.each<[string, string, Rest]>([
    ["2026-03-21 14:05", "2026-03-21T14:05:00", {}],
    ["2026-03-21T14:05:09.5", "2026-03-21T14:05:09.5", {}],
    ["1404/01/15 14:05", "2025-04-04T14:05:00", { calendar: "jalali" }],
    ["2026-03-21T14:05:00Z", "2026-03-21T14:05:00", { timezone: "UTC" }],
    ["2026-03-21T14:05Z", "2026-03-21T17:35:00", { timezone: "Asia/Tehran" }],
    ["2022-06-21T14:05Z", "2022-06-21T18:35:00", { timezone: "Asia/Tehran" }], // the last year with summer time
    ["2026-03-21 14:05+03:30", "2026-03-21T10:35:00", { timezone: "UTC" }],
    ["2026-03-21 01:05 +0330", "2026-03-20T21:35:00", { timezone: "UTC" }],
    ["2026-03-21 14:05:09.25Z", "2026-03-21T17:35:09.25", { timezone: "+03:30" }],
    ["2026-03-21 14:05", "2026-03-21T14:05:00", { timezone: "Asia/Tehran" }],
    ["21/03/2026 2:05 PM", "2026-03-21T14:05:00", { format: "%d/%m/%Y %I:%M %p" }],
    ["21/03/2026 12:05 AM", "2026-03-21T00:05:00", { format: "%d/%m/%Y %I:%M %p" }],
  ])("the date-time %s as %s with %o", (text, iso, rest) => {
    expect(read(text, { type: "datetime", ...rest })).toBe(iso);
  });

  test.each<[string, Rest]>([
    ["", {}],
    ["\u200c", {}],
    ["N/A", { missing: ["N/A"] }],
    ["1900-01-01", { missing: ["1900-01-01"] }],
  ])("'%s' as missing with %o", (text, rest) => {
    expect(read(text, rest)).toBeNull();
  });
});

describe("dateReader(schema) refuses", () => {
  test.each<[string, string, Rest]>([
    ["2024-02-30", "type", {}],
    ["24-01-05", "type", {}],
    ["2024-1-5x", "type", {}],
    ["03/04/2024", "type", {}],
    ["2024-01-05 10:00", "type", {}],
    ["31/04/2024", "type", { format: "%d/%m/%Y" }],
    ["2024-04-03", "type", { format: "%d/%m/%Y" }],
    ["1404-01-15", "calendar", {}],
    ["1404/01/15", "calendar", {}],
    ["15 فروردین 1404", "calendar", { format: "%d %B %Y" }],
    ["2025-04-04", "calendar", { calendar: "jalali" }],
    ["4 April 2025", "calendar", { calendar: "jalali", format: "%d %B %Y" }],
    ["1404/12/30", "type", { calendar: "jalali" }],
    ["1404/07/31", "type", { calendar: "jalali" }],
    ["04/01/15", "ambiguous-date", { calendar: "jalali", format: "%y/%m/%d" }],
    ["2026-03-21T14:05Z", "naive-time", { type: "datetime" }],
    ["2026-03-21T24:00", "type", { type: "datetime" }],
    ["2026-03-21T23:60", "type", { type: "datetime" }],
    ["2026-03-21", "type", { type: "datetime" }],
  ])("'%s' by the rule %s with %o", (text, why, rest) => {
    expect(rule(text, rest)).toBe(why);
  });

  test("with the readings that a schema could choose", () => {
    expect((read("03/04/2024") as Refusal).hint).toBe(
      '2024-04-03 with type: "date", format: "%d/%m/%Y"; 2024-03-04 with type: "date", format: "%m/%d/%Y"',
    );
    expect((read("1404-01-15") as Refusal).hint).toBe("it is a Jalali date: 2025-04-04");
  });

  test("a format that cannot be meant, and a zone that is none", () => {
    const making = (rest: Rest) => () => read("x", rest);
    expect(making({ format: "%d/%q/%Y" })).toThrow("a date format requires %Y %y %m");
    expect(making({ format: "%d/%Y" })).toThrow("a date format requires a month; got '%d/%Y'");
    expect(making({ format: "%d/%m/%Y %m" })).toThrow("got month twice");
    expect(making({ format: "%d/%m/%Y %H:%M" })).toThrow("a date requires a format without an hour");
    expect(making({ type: "datetime", format: "%d/%m/%Y" })).toThrow("a datetime requires a format with an hour");
    expect(making({ type: "datetime", timezone: "Asia/Teheran2" })).toThrow("a time zone requires 'UTC'");
  });
});

describe("dateReadings(text) has every date it may be", () => {
  const all = (text: string) => dateReadings(text).map(({ iso, calendar, format }) => `${iso} ${calendar} ${format}`);

  test.each<[string, string[]]>([
    ["2024-01-15", ["2024-01-15 gregorian %Y-%m-%d"]],
    ["2024/01/15", ["2024-01-15 gregorian %Y/%m/%d"]],
    ["03/04/2024", ["2024-04-03 gregorian %d/%m/%Y", "2024-03-04 gregorian %m/%d/%Y"]],
    ["13/04/2024", ["2024-04-13 gregorian %d/%m/%Y"]],
    ["15.04.2024", ["2024-04-15 gregorian %d.%m.%Y"]],
    ["1404/01/15", ["2025-04-04 jalali %Y/%m/%d"]],
    ["۱۴۰۴/۰۱/۱۵", ["2025-04-04 jalali %Y/%m/%d"]],
    ["1404/12/30", []],
    ["31/12/1404", []],
    ["15 فروردین 1404", ["2025-04-04 jalali %d %B %Y"]],
    ["15 آوریل 2024", ["2024-04-15 gregorian %d %B %Y"]],
    ["April 3, 2024", ["2024-04-03 gregorian %B %d, %Y"]],
    ["2024-02-30", []],
    ["2024-01-15 14:05", ["2024-01-15T14:05:00 gregorian %Y-%m-%d %H:%M"]],
    ["2024-01-15T14:05:09Z", ["2024-01-15T14:05:09 gregorian %Y-%m-%dT%H:%M:%S%z"]],
    ["1/15/2024 2:05 PM", ["2024-01-15T14:05:00 gregorian %m/%d/%Y %I:%M %p"]],
    ["2024-01-15 24:00", []],
    ["hello", []],
    ["12.5", []],
    ["192.168.1.10", []],
    ["021-88776655", []],
  ])("%s: %o", (text, readings) => {
    expect(all(text)).toEqual(readings);
  });

  test("two-digit years: in any order and either calendar, and the century is said", () => {
    expect(all("04/01/15")).toEqual([
      "2015-01-04 gregorian %d/%m/%y",
      "2036-03-23 jalali %d/%m/%y",
      "2015-04-01 gregorian %m/%d/%y",
      "2036-06-21 jalali %m/%d/%y",
      "2004-01-15 gregorian %y/%m/%d",
      "2025-04-04 jalali %y/%m/%d",
    ]);
    expect(dateReadings("04/01/15").map(({ century }) => century)).toEqual([1950, 1350, 1950, 1350, 1950, 1350]);
  });
});
