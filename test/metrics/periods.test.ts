import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CALENDARS, dateIn } from "../../src/calendar/calendars.js";
import { dayOf, isoOf } from "../../src/calendar/days.js";
import { jalaliDay } from "../../src/datasets/demo/calendar.js";
import {
  PERIOD_UNITS,
  type PeriodRule,
  periodAt,
  periodNamed,
  periodsBetween,
} from "../../src/metrics/periods/periods.js";
import reference from "../fixtures/calendar/jalali.json";

const day = (iso: string) => dayOf(iso)!;
const FIRST = day("2001-03-21");
const LAST = day("2042-03-20");

const rule: fc.Arbitrary<PeriodRule> = fc.record(
  {
    each: fc.constantFrom(...PERIOD_UNITS),
    calendar: fc.constantFrom(...CALENDARS),
    weekStart: fc.constantFrom("monday" as const, "saturday" as const, "sunday" as const),
  },
  { requiredKeys: ["each", "calendar"] },
);
const days = fc.integer({ min: FIRST, max: LAST });

describe("Jalali months, as jdatetime and convertdate have them", () => {
  const isWithin = (year: number) => year >= 1380 && year <= 1420;

  test("each month of 1380 to 1420 begins on their day", () => {
    const found = periodsBetween(FIRST, LAST, { each: "month", calendar: "jalali" });
    const theirs = Object.entries(reference.firstDays).filter(([label]) => isWithin(Number(label.slice(0, 4))));
    expect(found.map(({ label, from }) => [label, isoOf(from)])).toEqual(theirs);
  });

  test("their leap years have 366 days, the others 365", () => {
    const years = periodsBetween(FIRST, LAST, { each: "year", calendar: "jalali" });
    const long = years.filter(({ from, to }) => to - from + 1 === 366).map(({ label }) => Number(label));
    expect(long).toEqual(reference.leapYears.filter(isWithin));
    expect(years.every(({ from, to }) => [365, 366].includes(to - from + 1))).toBe(true);
  });

  test("the demo company's own table of the calendar says the same, every day", () => {
    const dateOf = dateIn("jalali");
    for (let one = FIRST; one <= LAST; one += 1) {
      const [year, month, ofMonth] = jalaliDay(one).split("/").map(Number);
      expect(dateOf(one)).toEqual({ year, month, day: ofMonth });
    }
  });
});

test("the fiscal year of Iran, its quarters, months and weeks: from Farvardin on, weeks from Saturday", () => {
  const starts = (each: PeriodRule["each"]) => isoOf(periodAt(day("2026-02-10"), { each, calendar: "jalali" }).from);
  expect(PERIOD_UNITS.map((each) => [each, starts(each)])).toEqual([
    ["week", "2026-02-07"], // a Saturday
    ["month", "2026-01-21"], // 1 Bahman
    ["quarter", "2025-12-22"], // 1 Dey
    ["year", "2025-03-21"], // 1 Farvardin 1404
  ]);
});

describe("by hand", () => {
  test.each([
    ["2025-03-20", "month", "gregorian", "2025-03", "2025-03-01", "2025-03-31", "2024-03"],
    ["2024-02-29", "month", "gregorian", "2024-02", "2024-02-01", "2024-02-29", "2023-02"],
    ["2025-03-20", "quarter", "gregorian", "2025-Q1", "2025-01-01", "2025-03-31", "2024-Q1"],
    ["2025-12-31", "year", "gregorian", "2025", "2025-01-01", "2025-12-31", "2024"],
    ["2025-03-20", "month", "jalali", "1403-12", "2025-02-19", "2025-03-20", "1402-12"],
    ["2025-03-21", "quarter", "jalali", "1404-Q1", "2025-03-21", "2025-06-21", "1403-Q1"],
    ["2025-03-21", "year", "jalali", "1404", "2025-03-21", "2026-03-20", "1403"],
    ["2025-03-21", "week", "gregorian", "2025-03-17", "2025-03-17", "2025-03-23", "2024-03-18"],
    ["2025-03-21", "week", "jalali", "1403-12-25", "2025-03-15", "2025-03-21", "1402-12-26"],
  ] as const)("%s lies in the %s (%s) %s", (iso, each, calendar, label, from, to, yearEarlier) => {
    const found = periodAt(day(iso), { each, calendar });
    expect({ ...found, from: isoOf(found.from), to: isoOf(found.to) }).toEqual({ label, from, to, yearEarlier });
  });

  test("what names no period is null", () => {
    for (const label of ["2025-13", "2025-00", "2025-Q5", "spring", "2025-3", "2025-03-01", ""])
      expect(periodNamed(label, "gregorian")).toBeNull();
  });
});

describe("laws", () => {
  test("periodsBetween(first, last) has no gap and no overlap, and its labels are in the order of text", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 900 }), rule, (first, length, some) => {
        const found = periodsBetween(first, first + length, some);
        expect(found[0]!.from <= first && first <= found[0]!.to).toBe(true);
        expect(found.at(-1)!.from <= first + length && first + length <= found.at(-1)!.to).toBe(true);
        for (const [i, { from, label }] of found.entries()) {
          if (i > 0) expect(from).toBe(found[i - 1]!.to + 1);
          if (i > 0) expect(label > found[i - 1]!.label).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("every day of a period lies in it; the year earlier is a period that ends before", () => {
    fc.assert(
      fc.property(days, rule, (some, asked) => {
        const period = periodAt(some, asked);
        expect(periodAt(period.from, asked)).toEqual(period);
        expect(periodAt(period.to, asked)).toEqual(period);
        const earlier = periodsBetween(some - 380, some, asked).find(({ label }) => label === period.yearEarlier)!;
        expect(earlier.to).toBeLessThan(asked.each === "year" ? period.from : period.from - 260);
      }),
      { numRuns: 60 },
    );
  });

  test("periodNamed(label) finds the period that has the label", () => {
    const named = rule.filter(({ each }) => each !== "week");
    fc.assert(
      fc.property(days, named, (some, { each, calendar }) => {
        const period = periodAt(some, { each, calendar });
        expect(periodNamed(period.label, calendar)).toEqual(period);
      }),
      { numRuns: 150 },
    );
  });
});
