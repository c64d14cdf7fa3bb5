import { describe, expect, test } from "vitest";
import {
  civilOf,
  dayOf,
  isJalaliLeapYear,
  isoDay,
  isoMinute,
  jalaliDay,
  parseDay,
  quarterOf,
  weekday,
} from "../../src/datasets/demo/calendar.js";

describe("jalaliDay(day)", () => {
  test.each([
    ["1979-02-11", "1357/11/22"],
    ["2000-01-01", "1378/10/11"],
    ["2021-03-20", "1399/12/30"],
    ["2021-03-21", "1400/01/01"],
    ["2024-03-19", "1402/12/29"],
    ["2024-03-20", "1403/01/01"],
    ["2024-07-01", "1403/04/11"],
    ["2025-03-20", "1403/12/30"],
    ["2025-03-21", "1404/01/01"],
    ["2025-09-22", "1404/06/31"],
    ["2025-09-23", "1404/07/01"],
    ["2026-06-30", "1405/04/09"],
  ])("%s is %s", (gregorian, jalali) => {
    expect(jalaliDay(parseDay(gregorian))).toBe(jalali);
  });

  test("leap years of Iran's calendar from 1370 to 1412", () => {
    const leap = Array.from({ length: 43 }, (_, index) => 1370 + index).filter(isJalaliLeapYear);
    expect(leap).toEqual([1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412]);
  });

  test("agrees with the calendar of ICU on every day from 1970 to 2050", () => {
    const icu = new Intl.DateTimeFormat("en-US-u-ca-persian-nu-latn", {
      timeZone: "UTC",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    const wrong: string[] = [];
    for (let day = 0; day < 81 * 365; day += 1) {
      const parts = Object.fromEntries(icu.formatToParts(day * 86_400_000).map(({ type, value }) => [type, value]));
      const theirs = `${Number.parseInt(parts.year!, 10)}/${parts.month}/${parts.day}`;
      if (theirs !== jalaliDay(day)) wrong.push(`${isoDay(day)}: ${jalaliDay(day)}, ICU ${theirs}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe("days", () => {
  test("isoDay(day) is what Date says on every day from 1900 to 2100", () => {
    for (let day = -25567; day < 47482; day += 1) {
      if (isoDay(day) !== new Date(day * 86_400_000).toISOString().slice(0, 10)) throw new Error(isoDay(day));
      if (dayOf(civilOf(day)) !== day) throw new Error(`${isoDay(day)} does not come back`);
    }
  });

  test("weekday(day) is 0 on Saturday and 6 on Friday", () => {
    expect(weekday(parseDay("2026-06-27"))).toBe(0);
    expect(weekday(parseDay("2026-06-26"))).toBe(6);
    expect(weekday(parseDay("1969-12-31"))).toBe(4);
  });

  test("isoMinute(day, minute) runs into the next day", () => {
    expect(isoMinute(parseDay("2024-12-31"), 1440 + 61)).toBe("2025-01-01T01:01:00");
  });

  test("quarterOf(day)", () => {
    expect(["2024-07-01", "2024-12-31", "2026-03-31"].map((day) => quarterOf(parseDay(day)))).toEqual([
      "2024-Q3",
      "2024-Q4",
      "2026-Q1",
    ]);
  });
});
