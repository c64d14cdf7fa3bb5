import { afterAll, beforeAll, expect, test } from "vitest";
import { amount, count, fixed, interval, number, percent, points } from "../../src/format/numbers.js";
import { language } from "../../src/language/language.js";

beforeAll(() => language("fa"));
afterAll(() => language("en"));

const estimate = { estimate: 31.2, lower: 28.1, upper: 34.3, n: 2841, note: null };
/** CLDR's digits and signs of Persian, as Node's own Intl has them. */
const intl = (value: number, options: Intl.NumberFormatOptions) => new Intl.NumberFormat("fa", options).format(value);

test("numbers are written as Unicode's locale data write them in Persian", () => {
  for (const value of [0, 7, -3, 12345, -1234.5, 0.125, 1e9]) {
    for (const digits of [0, 1, 3]) {
      const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, roundingMode: "halfExpand" };
      expect(fixed(value, digits), `${value}, ${digits} digits`).toBe(intl(value, options as Intl.NumberFormatOptions));
    }
  }
  const percentage = { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
  expect(percent(0.7346).replace(/[\u200e\u200f]/g, "")).toBe(intl(0.7346, percentage).replace(/[\u200e\u200f]/g, ""));
  expect(points(31)).toBe(intl(31, { signDisplay: "always" }));
});

test("an estimate says its interval in Persian", () => {
  expect(points(estimate)).toBe("\u200e+۳۱ (۲۸ تا ۳۴)");
  expect(number({ ...estimate, upper: null })).toBe("۳۱٫۲۰ (دست‌کم ۲۸٫۱۰)");
  expect(interval({ ...estimate, lower: -0.1, upper: 0.5 }, { unit: "share" })).toBe(
    "\u200e−۱۰٫۰\u200f٪ تا ۵۰٫۰\u200f٪",
  );
});

test("a count and an amount of money too", () => {
  expect(count(estimate)).toBe("۲٬۸۴۱");
  expect(amount(12345, { currency: "ریال" })).toBe("۱۲٬۳۴۵ ریال");
  expect(amount(12345, { currency: "USD" })).toBe("۱۲٬۳۴۵ \u2068USD\u2069");
});

test("no Latin digit is left in any of them", () => {
  const texts = [points(estimate), percent(estimate), number(estimate), count(estimate), amount(estimate)];
  expect(texts.join("")).not.toMatch(/[0-9]/);
});
