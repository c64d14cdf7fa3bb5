import { describe, expect, test } from "vitest";
import { askedPeriod, daysOfPeriod, periodBefore, yearBefore } from "../../src/calendar/asked-period.js";

const days = (text: string) => {
  const period = askedPeriod(text);
  return period === null ? null : Object.values(daysOfPeriod(period));
};

describe("askedPeriod(text)", () => {
  const periods: readonly (readonly [string, string, string])[] = [
    ["2026", "2026-01-01", "2026-12-31"],
    ["2024-02", "2024-02-01", "2024-02-29"],
    ["2026-Q2", "2026-04-01", "2026-06-30"],
    ["2026-05-17", "2026-05-17", "2026-05-17"],
    // ISO 8601: the week with the year's first Thursday is the first.
    ["2026-W01", "2025-12-29", "2026-01-04"],
    ["2026-W20", "2026-05-11", "2026-05-17"],
    ["2026-W53", "2026-12-28", "2027-01-03"],
    // Nowruz 1404 was on 21 March 2025; 1403 was a leap year.
    ["1404", "2025-03-21", "2026-03-20"],
    ["1403-12", "2025-02-19", "2025-03-20"],
    ["1405-Q1", "2026-03-21", "2026-06-21"],
    ["1405-02", "2026-04-21", "2026-05-21"],
    ["1405-02-27", "2026-05-17", "2026-05-17"],
    ["۱۴۰۵-۰۲", "2026-04-21", "2026-05-21"],
    ["2026-01..2026-03", "2026-01-01", "2026-03-31"],
    ["1404-11..1405-01", "2026-01-21", "2026-04-20"],
    ["2026-05-01..2026-05-17", "2026-05-01", "2026-05-17"],
    ["2025-W52..2026-W02", "2025-12-22", "2026-01-11"],
    ["2026-05..2026-05", "2026-05-01", "2026-05-31"],
  ];
  for (const [text, first, last] of periods)
    test(`'${text}' is ${first} to ${last}`, () => expect(days(text)).toEqual([first, last]));

  const none = [
    "",
    "May",
    "2026-13",
    "2026-00",
    "2026-Q5",
    "2025-W53",
    "1404-W20",
    "1404-12-30",
    "2026-02-30",
    "26-05",
  ];
  for (const text of [...none, "2026-05..2026-01", "2026..2026-05", "2026-05..1405-02", "2026..2027..2028", "2026.."]) {
    test(`'${text}' is none`, () => expect(askedPeriod(text)).toBe(null));
  }

  test("reads its own labels", () => {
    for (const [text] of periods) {
      const period = askedPeriod(text)!;
      expect(askedPeriod(period.label)).toEqual(period);
    }
  });
});

describe("periodBefore and yearBefore", () => {
  const labels = (text: string) => [periodBefore, yearBefore].map((of) => of(askedPeriod(text)!).label);

  test("are of the same length, and whole units of the same calendar", () => {
    expect(labels("2026-01")).toEqual(["2025-12", "2025-01"]);
    expect(labels("2026-Q1")).toEqual(["2025-Q4", "2025-Q1"]);
    expect(labels("2026")).toEqual(["2025", "2025"]);
    expect(labels("1405-01")).toEqual(["1404-12", "1404-01"]);
    expect(labels("2026-W01")).toEqual(["2025-W52", "2025-W01"]);
    expect(labels("2026-01..2026-03")).toEqual(["2025-10 – 2025-12", "2025-01 – 2025-03"]);
    expect(labels("2026-05-11..2026-05-17")).toEqual(["2026-05-04 – 2026-05-10", "2025-05-12 – 2025-05-18"]);
  });
});
