import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateIn } from "../../src/calendar/calendars.js";
import { dayOf, isoOf } from "../../src/calendar/days.js";
import { isJalaliLeap, jalaliDayOf, jalaliToIso } from "../../src/calendar/jalali.js";
import { monthNamed } from "../../src/calendar/monthNames.js";
import { fold } from "../../src/text/spelling.js";
import reference from "../fixtures/calendar/jalali.json";

const YEARS = Array.from({ length: 151 }, (_, i) => 1300 + i);

describe("as jdatetime and convertdate have them", () => {
  test("each month of 1300 to 1450 begins on their day", () => {
    const found = Object.keys(reference.firstDays).map((label) => {
      const [year, month] = label.split("-").map(Number);
      return [label, jalaliToIso(year!, month!, 1)];
    });
    expect(Object.fromEntries(found)).toEqual(reference.firstDays);
  });

  test("and ends on the day before the next one", () => {
    const months = Object.keys(reference.firstDays);
    for (const [i, label] of months.slice(0, -1).entries()) {
      const [year, month] = label.split("-").map(Number) as [number, number];
      const next = dayOf(reference.firstDays[months[i + 1] as "1300-01"])!;
      const last = [29, 30, 31].filter((day) => jalaliDayOf(year, month, day) !== null).at(-1)!;
      expect([label, jalaliDayOf(year, month, last)]).toEqual([label, next - 1]);
    }
  });

  test("their leap years are leap years, no others are", () => {
    expect(YEARS.filter(isJalaliLeap)).toEqual(reference.leapYears);
  });
});

test("jalaliToIso knows which dates there are", () => {
  expect(jalaliToIso(1404, 1, 15)).toBe("2025-04-04");
  expect(jalaliToIso(1404, 6, 31)).toBe("2025-09-22");
  expect(jalaliToIso(1403, 12, 30)).toBe("2025-03-20");
  const none = [
    [1404, 12, 30],
    [1404, 7, 31],
    [1404, 13, 1],
    [1404, 0, 1],
    [1404, 1, 0],
    [1404, 1, 32],
    [1404, 1, 1.5 + 31],
    [2025, 4, 4],
    [404, 1, 1],
  ] as const;
  for (const [year, month, day] of none) expect(jalaliToIso(year, month, day)).toBeNull();
});

test("jalaliDayOf undoes dateIn('jalali'), on any day of six centuries", () => {
  const days = fc.integer({ min: dayOf("1623-01-01")!, max: dayOf("2200-01-01")! });
  fc.assert(
    fc.property(days, (day) => {
      const { year, month, day: ofMonth } = dateIn("jalali")(day);
      expect(isoOf(jalaliDayOf(year, month, ofMonth)!)).toBe(isoOf(day));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ["فروردین", 1],
  ["ارديبهشت", 2], // with the Arabic yeh
  ["امرداد", 5],
  ["شهریور", 6],
  ["آبان", 8],
  ["ابان", 8],
  ["Esfand", 12],
] as const)("%s is month %d of the Jalali year", (name, month) => {
  expect(monthNamed(fold(name), "jalali")).toBe(month);
  expect(monthNamed(fold(name), "gregorian")).toBeNull();
});

test.each([
  ["January", 1],
  ["SEPT", 9],
  ["ژانویه", 1],
  ["ژانویۀ", 1],
  ["ژوئن", 6],
  ["اوت", 8],
  ["دسامبر", 12],
] as const)("%s is month %d of the Gregorian year", (name, month) => {
  expect(monthNamed(fold(name), "gregorian")).toBe(month);
  expect(monthNamed(fold(name), "jalali")).toBeNull();
});
