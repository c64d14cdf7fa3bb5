import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults, RunOptions } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageFile } from "../../src/project/project-root.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { inBrowser, launchBrowser, NO_BROWSER, offlineWindow, type Watched } from "./browser.js";
import { contrast, contrastFaults } from "./contrast.js";
import { writePages } from "./writtenPages.js";

const { folder } = temporaryFolder();

/** Every page of a folder in place of the written ones, in all their looks: VAFA_ALL_PAGES=reports npx vitest run test/report/accessible.test.ts */
const ALL = process.env.VAFA_ALL_PAGES;

type Look = readonly ["light" | "dark", 1280 | 400, "closed" | "open"];

const SOME: readonly Look[] = [
  ["light", 1280, "closed"],
  ["dark", 400, "open"],
];
const LOOKS: readonly Look[] = [
  ["light", 1280, "closed"],
  ["dark", 1280, "closed"],
  ["light", 400, "closed"],
  ["light", 1280, "open"],
  ["dark", 1280, "open"],
  ["dark", 400, "open"],
];

const WRITTEN = [
  "en-analyst/01-kept.html",
  "fa-analyst/01-kept.html",
  "fa-manager/01-kept.html",
  "en-analyst/studies/short.html",
  "en-analyst/index.html",
  "fa-analyst/index.html",
  "en-analyst/coverage.html",
];

const pagesOf = (root: string) =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".html"))
    .sort();

/** Every rule of axe, with the size of what is touched (WCAG 2.2), which is off by itself; none is left out. */
const OPTIONS: RunOptions = { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } };

async function violations(page: Page): Promise<string[]> {
  const found = (await page.evaluate(
    (options) =>
      (globalThis as unknown as { axe: { run(of: Document, how: unknown): unknown } }).axe.run(document, options),
    OPTIONS as object,
  )) as AxeResults;
  return found.violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 5)
      .map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary?.slice(0, 240)}`),
  );
}

async function dress(page: Page, [colorScheme, width, details]: Look): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.setViewportSize({ width, height: 900 });
  await page.evaluate((open) => {
    for (const one of document.querySelectorAll("details")) if (open || !one.closest(".contents")) one.open = open;
  }, details === "open");
}

test("contrast(colour, colour) is the one of WCAG", () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 10);
  // WebAIM's contrast checker: #777777 on white 4.48, #0000ff on white 8.59.
  expect(contrast([0x77, 0x77, 0x77], [255, 255, 255])).toBeCloseTo(4.48, 2);
  expect(contrast([255, 255, 255], [0, 0, 255])).toBeCloseTo(8.59, 2);
});

describe.skipIf(NO_BROWSER)(inBrowser("a page of a report"), () => {
  const axe = readFileSync(packageFile("axe-core/axe.min.js"), "utf8");
  const root = ALL ?? folder;
  let browser: Browser;
  let watched: Watched;

  beforeAll(async () => {
    if (!ALL) await writePages(folder);
    browser = await launchBrowser();
    watched = await offlineWindow(browser);
  });
  afterAll(() => browser?.close());

  async function open(name: string): Promise<Page> {
    const page = await watched.context.newPage();
    await page.goto(pathToFileURL(join(root, name)).href);
    await page.waitForFunction(
      () => !document.querySelector("figure.chart") || document.documentElement.classList.contains("all-drawn"),
      null,
      { timeout: 0 },
    );
    return page;
  }

  for (const name of ALL && existsSync(ALL) ? pagesOf(ALL) : WRITTEN) {
    test(`${name} breaks no rule of axe, and every text of it stands out by 4.5, large ones by 3`, async () => {
      const page = await open(name);
      await page.evaluate(axe);
      for (const look of ALL ? LOOKS : SOME) {
        await dress(page, look);
        expect.soft(await violations(page), String(look)).toEqual([]);
        expect.soft(await contrastFaults(page), String(look)).toEqual([]);
      }
      await page.close();
    });
  }

  test("none of these pages asked for anything beyond its file, and none had an error", () => {
    expect(watched.requests).toEqual([]);
    expect(watched.errors).toEqual([]);
  });
});
