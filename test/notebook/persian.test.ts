import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { language } from "../../src/language/language.js";
import { dateText } from "../../src/notebook/dates.js";
import { figureInLanguage } from "../../src/notebook/figure-in-language.js";
import { gridHtml } from "../../src/notebook/grid.js";
import { niceTicks, persianAxes } from "../../src/notebook/persian-axes.js";
import type { Figure } from "../../src/plots/figure.js";

beforeAll(() => language("fa"));
afterAll(() => language("en"));

type Axis = { readonly tickvals: unknown[]; readonly ticktext: string[] };
const axisOf = (data: unknown[], axis: object) =>
  (persianAxes(data as Figure["data"], { yaxis: axis } as Figure["layout"]) as unknown as { yaxis: Axis }).yaxis;

describe("persianAxes(data, layout)", () => {
  test("writes shares in percent, numbers with separators, a minus at the left", () => {
    const shares = axisOf([{ type: "scatter", y: [0.1, 0.52] }], { tickformat: ".0%", range: [0, 1] });
    expect(shares.ticktext).toEqual(["۰\u200f٪", "۲۰\u200f٪", "۴۰\u200f٪", "۶۰\u200f٪", "۸۰\u200f٪", "۱۰۰\u200f٪"]);
    const numbers = axisOf([{ type: "scatter", y: [-1500, 4000] }], {});
    expect(numbers.ticktext).toEqual(["\u200e−۱٬۰۰۰", "۰", "۱٬۰۰۰", "۲٬۰۰۰", "۳٬۰۰۰", "۴٬۰۰۰"]);
    expect(
      axisOf([{ type: "scatter", y: [0.01, 0.024] }], {}).ticktext.every((text) => /^۰٫۰\p{Nd}+$/u.test(text)),
    ).toBe(true);
  });

  test("reaches as far as intervals do, and bars from zero", () => {
    const bars = axisOf([{ type: "bar", y: [40, 55] }], {});
    expect(bars.tickvals[0]).toBe(0);
    const error = { array: [30], arrayminus: [25] };
    expect(Math.max(...(axisOf([{ type: "scatter", y: [10], error_y: error }], {}).tickvals as number[]))).toBe(40);
  });

  test("names the months of the Solar Hijri year on an axis of dates", () => {
    const { tickvals, ticktext } = axisOf([{ type: "scatter", y: ["2026-03-01", "2026-06-30"] }], { type: "date" });
    expect(tickvals).toEqual(["2026-03-21", "2026-04-21", "2026-05-22", "2026-06-22"]);
    expect(ticktext).toEqual(["فروردین ۱۴۰۵", "اردیبهشت ۱۴۰۵", "خرداد ۱۴۰۵", "تیر ۱۴۰۵"]);
  });

  test("writes ticks that a figure has chosen with the decimals that they have: .25 is not .3", () => {
    const quarters = axisOf([{ type: "scatter", y: [0, 1] }], { tickvals: [0, 0.25, 0.5] });
    expect(quarters.ticktext).toEqual(["۰٫۰۰", "۰٫۲۵", "۰٫۵۰"]);
    const thirds = axisOf([{ type: "scatter", y: [0, 1] }], { tickvals: [0, 1 / 3, 2 / 3] });
    expect(thirds.ticktext).toEqual(["۰٫۰", "۰٫۳", "۰٫۷"]);
  });

  test("leaves names and ticks that a figure has chosen", () => {
    const chosen = { tickvals: [0, 1], ticktext: ["a", "b"] };
    expect(axisOf([{ type: "bar", y: [1, 2] }], chosen)).toEqual(chosen);
    expect(axisOf([{ type: "bar", y: ["x", "y"] }], {})).toEqual({});
  });

  test("steps are of 1, 2 or 5, lie inside the range and are four to seven", () => {
    for (const [low, high] of [
      [0, 1],
      [-3.2, 7],
      [0, 1e6],
      [12, 13],
      [0.001, 0.0042],
    ] as const) {
      const ticks = niceTicks([low, high]);
      const step = ticks[1]! - ticks[0]!;
      expect(["1", "2", "5"]).toContain(step.toExponential(2)[0]);
      expect(ticks.every((tick) => tick >= low - 1e-9 && tick <= high + 1e-9)).toBe(true);
      expect(ticks.length).toBeGreaterThanOrEqual(3);
      expect(ticks.length).toBeLessThanOrEqual(7);
    }
  });
});

test("every line of a Persian text in a figure is read from the right, also one that has only Latin letters", () => {
  const figure = {
    data: [{ type: "bar", name: "NPS مشتریان", x: ["تهران", "Paris"], y: [1, 2], customdata: ["۱<br>دو"] }],
    layout: { title: { text: "NPS<br>بخش‌ها" }, xaxis: { tickvals: [0], ticktext: ["شیراز"] } },
    text: "NPS بخش‌ها",
  } as unknown as Figure;
  const { data, layout, text } = figureInLanguage(figure);
  expect(data[0]).toMatchObject({ name: "\u2067NPS مشتریان\u2069", x: ["\u2067تهران\u2069", "Paris"] });
  expect(data[0]).toMatchObject({ customdata: ["\u2067۱\u2069<br>\u2067دو\u2069"] });
  expect(layout.title).toEqual({ text: "\u2067NPS\u2069<br>\u2067بخش‌ها\u2069" });
  expect(text).toBe("NPS بخش‌ها");
});

test("a table is read from the right, each Persian cell too, whatever it begins with", () => {
  const column = { header: "بخش", align: "left", cells: ["NPS مشتریان", "Paris"] } as const;
  const html = gridHtml({ caption: "", columns: [column], remark: "" });
  expect(html).toContain('<table class="vafa-table" dir="rtl">');
  expect(html).toContain('<td style="text-align:right" dir="rtl">NPS مشتریان</td>');
  expect(html).toContain('<td style="text-align:right" dir="auto">Paris</td>');
});

test("days are those of the Solar Hijri calendar", () => {
  expect(dateText(new Date("2026-06-30T00:00:00Z"))).toBe("۹ تیر ۱۴۰۵");
  expect(dateText(new Date("2026-03-21T09:05:00Z"))).toBe("۱ فروردین ۱۴۰۵ ۰۹:۰۵");
});
