import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import pixelmatch from "pixelmatch";
import type { Browser, Page } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageFile } from "../../src/project/project-root.js";
import { ROOT } from "../../tools/setup/places.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { inBrowser, launchBrowser, NO_BROWSER } from "./browser.js";
import { writePages } from "./writtenPages.js";

// Pages beside stored pictures of them. VAFA_NEW_SCREENSHOTS=1 writes the pictures anew; look at each before it is committed.

const { folder } = temporaryFolder();
const STORED = join(import.meta.dirname, "screenshots");
const DIFFERENCES = join(ROOT, ".cache", "screenshots");

/** How far a pixel may be off (pixelmatch's YIQ distance, 0–1), and how many pixels may be more than that. */
const THRESHOLD = 0.2;
const MOST_DIFFERENT = 0.01;

/** A4 less the margins of the print style, in CSS pixels. */
const PAPER = 673;

interface Look {
  readonly page: string;
  readonly width: number;
  readonly scheme: "light" | "dark";
  readonly media?: "print";
}

const LOOKS: Readonly<Record<string, Look>> = {
  "en-light-1280": { page: "en-analyst/01-kept.html", width: 1280, scheme: "light" },
  "en-dark-400": { page: "en-analyst/01-kept.html", width: 400, scheme: "dark" },
  "en-print": { page: "en-analyst/01-kept.html", width: PAPER, scheme: "dark", media: "print" },
  "en-index-dark-1280": { page: "en-analyst/index.html", width: 1280, scheme: "dark" },
  "fa-dark-1280": { page: "fa-analyst/01-kept.html", width: 1280, scheme: "dark" },
  "fa-light-400": { page: "fa-analyst/01-kept.html", width: 400, scheme: "light" },
  "fa-print": { page: "fa-manager/01-kept.html", width: PAPER, scheme: "light", media: "print" },
};

const fontOf = (family: string, weight: string, file: string) => ({
  ...{ family, weight },
  base64: readFileSync(file).toString("base64"),
});

/** The letters of every machine: the project's own, before anything is measured. */
const FONTS = [
  fontOf("Page", "400", packageFile("dejavu-fonts-ttf/ttf/DejaVuSans.ttf")),
  fontOf("Page", "700", packageFile("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf")),
  fontOf("Persian page", "400", join(ROOT, "data/fonts/Vazirmatn-Regular.ttf")),
  fontOf("Persian page", "700", join(ROOT, "data/fonts/Vazirmatn-Bold.ttf")),
];

function useFonts(fonts: typeof FONTS): void {
  for (const { family, weight, base64 } of fonts) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    document.fonts.add(new FontFace(family, bytes, { weight }));
  }
  const style = document.createElement("style");
  style.textContent = `* { font-family: Page !important; transition: none !important; animation: none !important; caret-color: transparent !important }
:lang(fa) * { font-family: "Persian page", Page !important }`;
  new MutationObserver((_, observer) => {
    if (!document.head) return;
    document.head.append(style);
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
}

/** The stored picture of this name is looked at; what differs is drawn to a file that the message names. */
function compare(name: string, shot: Buffer): void {
  const file = join(STORED, `${name}.png`);
  if (process.env.VAFA_NEW_SCREENSHOTS) {
    mkdirSync(STORED, { recursive: true });
    writeFileSync(file, PNG.sync.write(PNG.sync.read(shot), { colorType: 2, deflateLevel: 9 }));
    return;
  }
  if (!existsSync(file)) throw new Error(`there is no ${name}.png yet: VAFA_NEW_SCREENSHOTS=1 writes it`);
  const [stored, seen] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(shot)];
  expect([seen.width, seen.height], `${name}: size`).toEqual([stored.width, stored.height]);
  const { width, height } = seen;
  const difference = new PNG({ width, height });
  const off = pixelmatch(stored.data, seen.data, difference.data, width, height, { threshold: THRESHOLD });
  if (off / (width * height) <= MOST_DIFFERENT) return;
  mkdirSync(DIFFERENCES, { recursive: true });
  writeFileSync(join(DIFFERENCES, `${name}.png`), PNG.sync.write(difference));
  expect.fail(`${name}: ${((100 * off) / (width * height)).toFixed(1)}% differs; see .cache/screenshots/${name}.png`);
}

describe.skipIf(NO_BROWSER)(inBrowser("a page looks as its stored picture does"), () => {
  let browser: Browser;

  beforeAll(async () => {
    await writePages(folder);
    browser = await launchBrowser(["--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"]);
  });
  afterAll(() => browser?.close());

  async function open({ page: name, width, scheme, media }: Look): Promise<Page> {
    const context = await browser.newContext({
      ...{ bypassCSP: true, offline: true, deviceScaleFactor: 1, reducedMotion: "reduce", colorScheme: scheme },
      viewport: { width, height: 900 },
    });
    await context.addInitScript(useFonts, FONTS);
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(folder, name)).href);
    await page.waitForFunction(
      () => !document.querySelector("figure.chart") || document.documentElement.classList.contains("all-drawn"),
      null,
      { timeout: 0 },
    );
    if (media) await page.emulateMedia({ media });
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    return page;
  }

  for (const [name, look] of Object.entries(LOOKS)) {
    test(name, async () => {
      const page = await open(look);
      compare(name, await page.screenshot({ fullPage: true }));
      await page.context().close();
    });
  }
});
