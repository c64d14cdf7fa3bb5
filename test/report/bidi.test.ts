import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { language } from "../../src/language/language.js";
import { drawSvg } from "../../src/notebook/picture/draw.js";
import { rasterize } from "../../src/notebook/picture/rasterize.js";
import { FAMILY, familyOf, fontFiles } from "../../src/notebook/picture/typeface.js";
import { inBrowser, launchBrowser, NO_BROWSER } from "./browser.js";

/** Texts of figures in which the order of what is read can go wrong: both scripts, digits, percent, signs, brackets. */
const TEXTS = [
  "NPS مشتریان در سال ۱۴۰۵، بخش به بخش",
  "۱۲٫۵٪ بیشتر از سال ۱۴۰۴ (B2B)",
  "بازهٔ ۹۵٪: \u200e−۱۹ تا ۳",
  "منبع: data/survey.csv، ردیف ۲۰ تا ۳۰",
  "CSAT (۵ درجه): ۷۸\u200f٪ از ۱٬۲۰۰ پاسخ",
  "n = ۵٬۲۶۵ پاسخ · مشتریان فعال",
];

const [WIDTH, LINE] = [640, 44];

/** The texts as figures draw them, each a line of its own. */
function drawing(texts: readonly string[]): string {
  const lines = texts.map(
    (text, i) => `<text x="20" y="${LINE * (i + 0.7)}" font-size="20" font-family="${familyOf()}">${text}</text>`,
  );
  const size = `width="${WIDTH}" height="${LINE * texts.length}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${lines.join("")}</svg>`;
}

/**
 * Where ink is along each line, in columns of 2 px: a line read in another order has it elsewhere. The share of ink that
 * stands where the other picture has none near, either way.
 */
async function misplaced([ours, theirs, line]: readonly [string, string, number]): Promise<number[]> {
  const profiles = async (source: string) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
    return Array.from({ length: Math.round(height / line) }, (_, row) =>
      Array.from({ length: Math.floor(width / 2) }, (_, column) => {
        let ink = 0;
        for (let y = row * line; y < (row + 1) * line; y++) {
          for (let x = 2 * column; x < 2 * column + 2; x++) ink += 255 - data[4 * (y * width + x)]!;
        }
        return ink;
      }),
    );
  };
  const [a, b] = [await profiles(ours), await profiles(theirs)];
  return a.map((line, row) => {
    const smooth = (of: readonly number[], at: number) => {
      const near = [-2, -1, 0, 1, 2].map((by) => of[at + by] ?? 0);
      return near.reduce((sum, ink) => sum + ink, 0) / 5;
    };
    let [off, all] = [0, 0];
    for (let at = 0; at < line.length; at++) {
      const [here, there] = [smooth(line, at), smooth(b[row]!, at)];
      off += Math.abs(here - there);
      all += here + there;
    }
    return off / all;
  });
}

/** Ink that letters of the two programs, thicker or thinner, have elsewhere; words that changed places have more than twice of it. */
const ALIKE = 0.08;

describe.skipIf(NO_BROWSER)(inBrowser("Persian texts of a picture beside the same drawn by Chromium"), () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await language("fa");
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: WIDTH, height: 900 } });
    await page.setContent('<!doctype html><body style="margin:0"><div id="theirs"></div></body>');
    const families = [familyOf(), familyOf(), FAMILY, FAMILY];
    const faces = fontFiles().map((file, i) => {
      const source = `url(data:font/ttf;base64,${readFileSync(file).toString("base64")})`;
      return `@font-face { font-family: "${families[i]}"; font-weight: ${i % 2 === 0 ? 400 : 700}; src: ${source}; }`;
    });
    await page.addStyleTag({ content: faces.join("\n") });
    await page.evaluate(
      (names) => Promise.all(names.map((name) => document.fonts.load(`20px "${name}"`, "aب"))),
      families,
    );
  });
  afterAll(async () => {
    await browser?.close();
    await language("en");
  });

  async function compared(texts: readonly string[], theirTexts = texts): Promise<number[]> {
    await page.evaluate((svg) => {
      document.querySelector("#theirs")!.innerHTML = svg;
    }, drawing(theirTexts));
    const shot = await page.screenshot({ clip: { x: 0, y: 0, width: WIDTH, height: LINE * texts.length } });
    const [ours, theirs] = [rasterize(drawing(texts), 1), shot].map(
      (bytes) => `data:image/png;base64,${bytes.toString("base64")}`,
    );
    return page.evaluate(misplaced, [ours!, theirs!, LINE] as const);
  }

  test("each line has its ink where Chromium has it: the same letters in the same order", async () => {
    const isolated = TEXTS.map((text) => `\u2067${text}\u2069`);
    const off = await compared(isolated);
    expect(off.map((share, i) => (share < ALIKE ? "alike" : `${TEXTS[i]}: ${share}`))).toEqual(off.map(() => "alike"));
  });

  test("a line in the order of its letters' first script is seen to be another one", async () => {
    const off = await compared(
      TEXTS.map((text) => `\u2067${text}\u2069`),
      TEXTS.map((text) => `\u2066${text}\u2069`),
    );
    expect(off.filter((share) => share < 2 * ALIKE)).toEqual([]);
  });

  test("a figure's texts that Chromium shows stand in the picture as they were isolated", async () => {
    const layout = { title: { text: "\u2067۱۲٫۵٪ بیشتر (B2B)\u2069" }, width: 400, height: 300 };
    const svg = await drawSvg(
      { data: [{ type: "bar", x: ["\u2067تجاری (B2B) ۲۰٪\u2069"], y: [1] }], layout, text: "" },
      400,
      300,
    );
    expect(svg).toContain("\u2067۱۲٫۵٪ بیشتر (B2B)\u2069");
    expect(svg).toContain("\u2067تجاری (B2B) ۲۰٪\u2069");
  });
});
