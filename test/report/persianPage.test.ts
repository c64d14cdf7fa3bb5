import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { inBrowser, launchBrowser, NO_BROWSER, offlineWindow, type Watched } from "./browser.js";
import { writePages } from "./writtenPages.js";

const { folder } = temporaryFolder();

/** A4 less the margins of the print style, in CSS pixels. */
const PAPER = { width: 673, height: 986 };

describe.skipIf(NO_BROWSER)(inBrowser("a Persian report in a browser, from disk, with the network off"), () => {
  let browser: Browser;
  let watched: Watched;
  let page: Page;

  beforeAll(async () => {
    await writePages(folder);
    browser = await launchBrowser();
    watched = await offlineWindow(browser, { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
    page = await watched.context.newPage();
    await page.goto(pathToFileURL(join(folder, "fa-analyst", "01-kept.html")).href);
    await page.waitForFunction(() => document.documentElement.classList.contains("all-drawn"), null, { timeout: 0 });
  });
  afterAll(() => browser?.close());

  const focused = () =>
    page.evaluate(() => {
      const { activeElement: element } = document;
      return element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
    });

  test("is in Persian and reads from right to left, its figures and code from left to right", async () => {
    const found = await page.evaluate(() => {
      const direction = (selector: string) => getComputedStyle(document.querySelector(selector)!).direction;
      const { lang, dir } = document.documentElement;
      return [lang, dir, direction("main"), direction(".table table"), direction(".plot"), direction("pre")];
    });
    expect(found).toEqual(["fa", "rtl", "rtl", "rtl", "ltr", "ltr"]);
  });

  test("keys go from the skip link over the bar and the contents, and open and fold what is folded", async () => {
    const stops: string[] = [];
    for (let i = 0; i < 9; i++) {
      await page.keyboard.press("Tab");
      stops.push(await focused());
    }
    const contents = ["داده‌ها", "پاسخ", "فرمول", "NPS چیست؟"];
    expect(stops).toEqual(["پرش به محتوا", "وفا همهٔ گزارش‌ها", "نمایش کد", "رنگ‌های تیره", ...contents, "کد ۱"]);
    const isOpen = () =>
      page
        .locator("details.code")
        .first()
        .evaluate((one: HTMLDetailsElement) => one.open);
    await page.keyboard.press("Enter");
    expect(await isOpen()).toBe(true);
    await page.keyboard.press("Space");
    expect(await isOpen()).toBe(false);
  });

  test("a figure is one picture with its finding, its data is one key away", async () => {
    const picture = page.locator("figure.chart .plot svg[role=img]");
    expect(await picture.getAttribute("aria-label")).toBe("NPS: تجاری ۴۱، خصوصی ۲۲ و نمایندگان شمال −۸.");
    expect(await page.locator("figure.chart").getAttribute("aria-label")).toBe("نمودار ۱");
    const summary = page.locator("figure.chart details summary");
    await summary.focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("figure.chart details table").isVisible()).toBe(true);
    expect(await page.locator("figure.chart details table").textContent()).toContain("نمایندگان شمال");
  });

  test("its figure answers the pointer in Persian, and a key on the legend hides and shows a series", async () => {
    const figure = page.locator("figure.chart");
    await figure.locator(".barlayer .point path").first().hover({ force: true });
    await expect.poll(() => figure.locator(".hoverlayer .hovertext").first().textContent()).toMatch(/۴۱\u2069 از NPS/);
    const entry = figure.getByRole("button", { name: /سال پیش/ });
    const pressed = () => entry.getAttribute("aria-pressed");
    expect(await pressed()).toBe("true");
    await entry.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => figure.locator(".barlayer .trace").count()).toBe(1);
    await expect.poll(pressed).toBe("false");
    await entry.focus();
    await page.keyboard.press("Space");
    await expect.poll(() => figure.locator(".barlayer .trace").count()).toBe(2);
  });

  test("buttons of a figure are in Persian, stand away from its title, and none sends it anywhere", async () => {
    const buttons = page.locator("figure.chart .modebar-btn");
    const said = await buttons.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
    expect(said).toHaveLength(6);
    expect(said.filter((label) => !/^[\u0600-\u06ff]/.test(label))).toEqual([]);
    const [bar, plot] = [
      await page.locator(".modebar").first().boundingBox(),
      await page.locator(".plot").boundingBox(),
    ];
    expect(bar!.x - plot!.x).toBeLessThan(10);
    await buttons.first().focus();
    const seen = () =>
      page
        .locator(".modebar-group")
        .first()
        .evaluate((one) => getComputedStyle(one).opacity);
    await expect.poll(seen).toBe("1");
  });

  test("on paper its figure is its picture, whole, and nothing is cut at either side", async () => {
    await page.setViewportSize(PAPER);
    await page.emulateMedia({ media: "print" });
    const { width, height, ratio } = await page
      .locator("figure.chart img.still")
      .evaluate((picture: HTMLImageElement) => {
        const box = picture.getBoundingClientRect();
        return {
          width: box.width,
          height: box.height,
          ratio: box.width / box.height / (picture.naturalWidth / picture.naturalHeight),
        };
      });
    expect(width).toBeGreaterThan(400);
    expect(height).toBeLessThan(PAPER.height);
    expect(ratio).toBeCloseTo(1, 2);
    expect(await page.locator(".plot:visible").count()).toBe(0);
    const cut = await page.evaluate((width) => {
      const boxes = [...document.querySelectorAll("body *:not(#js-plotly-tester, #js-plotly-tester *)")].map((one) => ({
        one,
        box: one.getBoundingClientRect(),
      }));
      const out = boxes.filter(({ box }) => box.width > 0 && (box.right > width + 1 || box.left < -1));
      return out.map(({ one }) => one.outerHTML.slice(0, 80));
    }, PAPER.width);
    expect(cut).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PAPER.width);
  });

  test("nothing of it was asked for beyond its file, and it had no error", () => {
    expect(watched.requests).toEqual([]);
    expect(watched.errors).toEqual([]);
  });
});
