import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeReports } from "../../tools/report/write-reports.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { code, markdown, notebookOf } from "../tools/written-notebook.js";
import { inBrowser, launchBrowser, NO_BROWSER, offlineWindow, type Watched } from "./browser.js";
import { HOSTILE, notebookCells } from "./fixture.js";

const { folder } = temporaryFolder();
const addressOf = (name: string) => pathToFileURL(join(folder, "reports", name)).href;

/** A4 less the margins of the print style, in CSS pixels: 210 mm − 2 · 16 mm by 297 mm − 2 · 18 mm. */
const PAPER = { width: 673, height: 986 };

describe.skipIf(NO_BROWSER)(inBrowser("a report in a browser, from disk, with the network off"), () => {
  let browser: Browser;
  const windows: Watched[] = [];

  async function open(name: string, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
    const watched = await offlineWindow(browser, { viewport: { width: 1280, height: 900 }, ...options });
    windows.push(watched);
    const page = await watched.context.newPage();
    await page.goto(addressOf(name));
    await page.waitForFunction(
      () => !document.querySelector("figure.chart") || document.documentElement.classList.contains("all-drawn"),
    );
    return page;
  }

  beforeAll(async () => {
    const reports = join(folder, "reports");
    mkdirSync(reports);
    const cells = {
      "01-kept": await notebookCells(),
      "02-hostile": [markdown("# Hostile"), code("x", { outputs: HOSTILE })],
    };
    const executed = Object.entries(cells).map(([stem, cells]) => {
      const place = { stem, file: join(folder, `${stem}.ipynb`), name: `${stem}.ipynb` };
      return {
        place,
        file: place.file,
        notebook: notebookOf(cells),
        seconds: 1,
        on: new Date(2026, 5, 30),
        by: "this run" as const,
      };
    });
    await writeReports(executed, reports, folder);
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  describe("on a wide screen", () => {
    let page: Page;
    beforeAll(async () => {
      page = await open("01-kept.html");
    });

    test("figures are drawn in place of their pictures, answer the pointer, and can hide a trace", async () => {
      expect(await page.locator("figure.chart.drawn .plot svg.main-svg").first().isVisible()).toBe(true);
      expect(await page.locator("figure.chart img.still").first().isVisible()).toBe(false);
      const figure = page.locator("figure.chart").first();
      await figure.scrollIntoViewIfNeeded();
      const bars = figure.locator(".barlayer .trace").first().locator(".point path");
      expect(await bars.count()).toBe(3);
      await bars.first().hover({ force: true });
      await expect.poll(() => figure.locator(".hoverlayer .hovertext").first().textContent()).toMatch(/81% kept/);
      await figure.locator(".legendtoggle").first().click();
      await expect.poll(() => figure.locator(".barlayer .trace").count()).toBe(1);
    });

    test("a label of the data is text in the figure, in Persian and when it looks like HTML", async () => {
      const labels = await page.locator("figure.chart").first().locator(".xtick text").allTextContents();
      expect(labels[1]).toBe("مشتریان");
      expect(labels[2]).toBe("</script>x");
    });

    test("code is folded until the button shows it, and folds again", async () => {
      const shown = () => page.locator("details.code pre").first().isVisible();
      const button = page.getByRole("button", { name: "Show code" });
      expect(await shown()).toBe(false);
      await button.click();
      expect(await shown()).toBe(true);
      expect(await page.locator("details.code pre").count()).toBe(await page.locator("details.code[open] pre").count());
      await page.getByRole("button", { name: "Hide code" }).click();
      expect(await shown()).toBe(false);
      await page.locator("details.code summary").first().click();
      expect(await shown()).toBe(true);
    });

    test("links of the contents bring their section under the bar", async () => {
      for (const name of ["وفاداری مشتریان", "The answer"]) {
        await page.locator(".contents").getByRole("link", { name }).click();
        const heading = page.getByRole("heading", { name, exact: true });
        const top = async () => (await heading.boundingBox())?.y ?? -1;
        await expect.poll(top).toBeGreaterThan(40);
        await expect.poll(top).toBeLessThan(420);
      }
    });

    test("the theme follows the button, and the ground with it", async () => {
      const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(await ground()).toBe("rgb(255, 255, 255)");
      await page.getByRole("button", { name: "Dark colours" }).click();
      expect(await ground()).toBe("rgb(22, 24, 28)");
      await page.getByRole("button", { name: "Light colours" }).click();
      expect(await ground()).toBe("rgb(255, 255, 255)");
    });

    test("the keyboard goes from the skip link through the bar and the contents into the text, and is seen", async () => {
      await page.reload();
      const stops: string[] = [];
      for (let i = 0; i < 11; i++) {
        await page.keyboard.press("Tab");
        const stop = await page.evaluate(() => {
          const { activeElement: element } = document;
          const { outlineStyle, outlineWidth } = getComputedStyle(element!);
          const seen = outlineStyle !== "none" && outlineWidth !== "0px";
          return `${element?.textContent?.trim().slice(0, 24)}${seen ? "" : " (not seen)"}`;
        });
        stops.push(stop);
      }
      const contents = ["Data", "The answer", "وفاداری مشتریان", "Formula", "Limits", "Limits"];
      expect(stops).toEqual(["Skip to the content", "Vafa All reports", "Show code", "Dark", ...contents, "Code 1"]);
    });

    test("Persian paragraphs start at the right, numbers of tables stand at the right, formulas are drawn", async () => {
      const align = (selector: string) =>
        page
          .locator(selector)
          .first()
          .evaluate((element) => {
            const { direction, textAlign } = getComputedStyle(element);
            return `${direction} ${textAlign}`;
          });
      expect(await align("h2:has-text('وفاداری')")).toBe("rtl start");
      expect(await align(".table td:has-text('64%')")).toBe("ltr right");
      const fraction = await page.locator("math mfrac").first().boundingBox();
      expect(fraction?.height).toBeGreaterThan(15);
    });
  });

  test("on a phone the page does not scroll sideways, and the contents are folded", async () => {
    const page = await open("01-kept.html", { viewport: { width: 400, height: 800 }, hasTouch: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
    const outside = await page.evaluate(() => {
      const scrolled = "pre, .table, .scroll, .formula";
      const wide = [...document.querySelectorAll("main *")].filter(
        (element) => element.getBoundingClientRect().right > 401,
      );
      return wide.filter((element) => !element.closest(scrolled)).map((element) => element.outerHTML.slice(0, 80));
    });
    expect(outside).toEqual([]);
    expect(await page.locator(".contents a").first().isVisible()).toBe(false);
    await page.locator(".contents summary").click();
    expect(await page.locator(".contents a").first().isVisible()).toBe(true);
  });

  test("on paper every figure is its picture, whole and within the page, and nothing else is cut", async () => {
    const page = await open("01-kept.html", { viewport: PAPER });
    await page.emulateMedia({ media: "print" });
    const boxes = await page.locator("figure.chart img.still").evaluateAll((pictures) =>
      pictures.map((picture) => {
        const { width, height, right } = picture.getBoundingClientRect();
        return { width, height, right, ratio: width / height };
      }),
    );
    expect(boxes).toHaveLength(2);
    for (const { width, height, right, ratio } of boxes) {
      expect(width).toBeGreaterThan(400);
      expect(height).toBeLessThan(PAPER.height);
      expect(right).toBeLessThanOrEqual(PAPER.width);
      expect(ratio).toBeCloseTo(760 / 420, 2);
    }
    expect(await page.locator(".plot:visible").count()).toBe(0);
    const cut = await page.evaluate((width) => {
      const wide = [...document.querySelectorAll("body *")].filter(
        (element) => element.getBoundingClientRect().right > width + 1,
      );
      return wide.map((element) => element.outerHTML.slice(0, 80));
    }, PAPER.width);
    expect(cut).toEqual([]);
  });

  test("a PDF has its pages, and breaks none of the figures", async () => {
    const page = await open("01-kept.html");
    const pdf = (await page.pdf({ preferCSSPageSize: true, format: "A4" })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThanOrEqual(2);
    expect(pdf).toMatch(/\/Subtype\s*\/Image/);
    const breaks = await page
      .locator("figure.chart")
      .first()
      .evaluate((figure) => {
        const rules = [...document.styleSheets[0]!.cssRules].filter(
          (rule): rule is CSSMediaRule => rule instanceof CSSMediaRule && rule.conditionText === "print",
        );
        const inside = rules.flatMap((rule) => [...rule.cssRules]) as CSSStyleRule[];
        return inside.some((rule) => rule.style?.breakInside === "avoid" && figure.matches(rule.selectorText));
      });
    expect(breaks).toBe(true);
  });

  test("outputs that try to run something run nothing", async () => {
    const page = await open("02-hostile.html");
    await page.locator("figure.chart").scrollIntoViewIfNeeded();
    await page.locator("text=click").first().click();
    expect(await page.evaluate(() => (globalThis as { hacked?: number }).hacked)).toBeUndefined();
    expect(await page.locator("footer").isVisible()).toBe(true);
    const live = await page.locator("figure.chart .plot").evaluate((plot) => {
      const addresses = [...plot.querySelectorAll("*")].flatMap(({ attributes }) => [...attributes]);
      return addresses.filter(({ name, value }) => /(href|src|^on)/.test(name) && /hacked/.test(value)).length;
    });
    expect(live).toBe(0);
  });

  test("the index shows each notebook's picture and headline, and leads to its page", async () => {
    const page = await open("index.html");
    const picture = page.locator(".card img").first();
    expect(await picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBe(1520);
    await page.getByRole("link", { name: "Whom do we keep" }).click();
    expect(await page.locator("h1").textContent()).toBe("Whom do we keep, and whom not?");
    await page.getByRole("link", { name: "All reports" }).click();
    expect(await page.locator("h1").textContent()).toBe("Reports");
  });

  test("of all these pages none asked for anything beyond its file, and none had an error", () => {
    expect(windows.flatMap(({ requests }) => requests)).toEqual([]);
    expect(windows.flatMap(({ errors }) => errors)).toEqual([]);
    expect(windows.length).toBeGreaterThan(4);
  });
});
