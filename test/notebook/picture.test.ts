import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawSvg } from "../../src/notebook/picture/draw.js";
import { DEFAULT_HEIGHT, DEFAULT_WIDTH, pictureOf, svgOf } from "../../src/notebook/picture/picture.js";
import { rasterize } from "../../src/notebook/picture/rasterize.js";
import { FAMILY, fontFiles, textWidth } from "../../src/notebook/picture/typeface.js";
import type { Figure } from "../../src/plots/figure.js";
import { packageFile } from "../../src/project/project-root.js";
import { inBrowser, launchBrowser, NO_BROWSER } from "../report/browser.js";
import { FIGURES } from "./figures.js";

const draw = (figure: Figure) =>
  drawSvg(figure, figure.layout.width ?? DEFAULT_WIDTH, figure.layout.height ?? DEFAULT_HEIGHT);

/** What the texts of a drawing say, without the marks of their direction. */
function textsOf(svg: string): string[] {
  const texts = [...svg.matchAll(/<text\b[^>]*>(.*?)<\/text>/gs)].map((match) =>
    match[1]!.replace(/<[^>]*>|[\u2067\u2069]/g, ""),
  );
  return texts.map((text) =>
    text
      .replace(/&(lt|#60);/g, "<")
      .replace(/&(gt|#62);/g, ">")
      .replace(/&amp;/g, "&"),
  );
}

describe("svgOf(figure)", () => {
  test("says every title, label and number of the figure", async () => {
    const texts = textsOf(await svgOf(FIGURES.bars!));
    for (const text of [
      "Customers kept, by segment",
      "Business",
      "Resellers of the north",
      "share, %",
      "Kept",
      "Left",
      "81%",
    ]) {
      expect(texts).toContain(text);
    }
  });

  test("gives the same figure the same bytes", async () => {
    const once = await draw(FIGURES.scatter!);
    await draw(FIGURES.bars!);
    expect(await draw(FIGURES.scatter!)).toBe(once);
  });

  test("leaves the figure as it was", async () => {
    const before = structuredClone(FIGURES.scatter!);
    await draw(FIGURES.scatter!);
    expect(FIGURES.scatter).toEqual(before);
  });

  test("draws a WebGL scatter as the same trace without WebGL", async () => {
    expect((await draw(FIGURES.scatter!)).match(/class="point"/g)).toHaveLength(8);
  });

  test("escapes what a label says, and lets Persian text keep its direction", async () => {
    const layout = { title: { text: "A &lt;b&gt; &amp; وفا" }, width: 400, height: 300 };
    const svg = await draw({ data: [{ type: "bar", x: ["وفا 12"], y: [1] }], layout, text: "" });
    expect(textsOf(svg)).toContain("A <b> & وفا");
    expect(svg).toContain(">\u2067وفا 12\u2069<");
    expect(svg).not.toContain("\u2067A ");
  });

  test("fails on a figure that plotly refuses, instead of drawing nothing", async () => {
    await expect(draw({ data: null as never, layout: {}, text: "" })).rejects.toThrow();
  });
});

describe("pictureOf(figure)", () => {
  test("is a PNG of twice the figure's size, the same from the drawing and from what was kept", async () => {
    const figure = { ...FIGURES.bars!, layout: { ...FIGURES.bars!.layout, title: { text: "Kept pictures" } } };
    const { png, width, height } = await pictureOf(figure);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * width, 2 * height]);
    expect((await pictureOf(figure)).png.equals(png)).toBe(true);
    expect(rasterize(await draw(figure), 2).equals(png)).toBe(true);
  });
});

describe("textWidth(text) in ems", () => {
  test("is the sum of the advance widths that the font file states", () => {
    // DejaVu Sans, 2048 units an em: i 569, space 651, M 1767 (ttx -t hmtx DejaVuSans.ttf).
    expect(textWidth("iM i", false)).toBeCloseTo((569 + 1767 + 651 + 569) / 2048, 6);
    expect(textWidth("iM", true)).toBeGreaterThan(textWidth("iM", false));
    expect(textWidth("", false)).toBe(0);
  });

  test("of letters that join is less than of the same letters apart", () => {
    const apart = [..."مشتریان"].reduce((sum, letter) => sum + textWidth(letter, false), 0);
    expect(textWidth("مشتریان", false)).toBeLessThan(0.95 * apart);
  });
});

interface Placed {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

interface Drawn {
  readonly texts: readonly Placed[];
  readonly shapes: readonly Placed[];
}

/** Where the page has its texts and its bars, points and sectors: centres, in px of the figure. */
function placesIn(selector: string): Drawn {
  const root = document.querySelector(selector)!;
  const from = root.getBoundingClientRect();
  const placed = (element: Element): Placed => {
    const box = element.getBoundingClientRect();
    const text = (element.textContent ?? "").replace(/[\u2067\u2069]/g, "");
    return { text, x: box.x + box.width / 2 - from.x, y: box.y + box.height / 2 - from.y };
  };
  const all = (found: string) => [...root.querySelectorAll(found)].map(placed);
  return { texts: all("text").filter(({ text }) => text !== ""), shapes: all(".point path, path.point, path.surface") };
}

/** The mean difference of two pictures, 0–1, looked at in squares of 4 px. */
async function difference([ours, theirs]: readonly [string, string]): Promise<{ mean: number; inked: number }> {
  const pixels = async (source: string) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width / 4, image.height / 4);
    const context = canvas.getContext("2d")!;
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height).data;
  };
  const [a, b] = [await pixels(ours), await pixels(theirs)];
  let [sum, inked] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    sum += Math.abs(a[i]! - b[i]!) / 255;
    if (b[i]! < 200) inked++;
  }
  return { mean: sum / a.length, inked: inked / a.length };
}

describe.skipIf(NO_BROWSER)(inBrowser("a picture beside the same figure drawn by Chromium"), () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 800, height: 1200 }, deviceScaleFactor: 2 });
    await page.setContent('<!doctype html><body style="margin:0"><div id="theirs"></div><div id="ours"></div></body>');
    const fonts = fontFiles().map((file, i) => {
      const source = `url(data:font/ttf;base64,${readFileSync(file).toString("base64")})`;
      return `@font-face { font-family: "${FAMILY}"; font-weight: ${i === 0 ? "normal" : "bold"}; src: ${source}; }`;
    });
    await page.addStyleTag({ content: `${fonts.join("\n")} #theirs text { font-family: "${FAMILY}" !important; }` });
    await page.evaluate(
      (family) => Promise.all([document.fonts.load(`12px "${family}"`), document.fonts.load(`bold 12px "${family}"`)]),
      FAMILY,
    );
    await page.addScriptTag({ path: packageFile("plotly.js-dist-min/plotly.min.js") });
  });
  afterAll(() => browser?.close());

  /** Both on one page: theirs drawn by plotly in Chromium, ours the SVG that was drawn without it. */
  async function drawBoth(figure: Figure): Promise<{ ours: Drawn; theirs: Drawn; svg: string }> {
    const svg = await draw(figure);
    await page.evaluate(
      async ({ data, layout, family }) => {
        const { Plotly } = globalThis as unknown as { Plotly: { newPlot(...all: unknown[]): Promise<void> } };
        const font = { ...(layout.font ?? {}), family };
        await Plotly.newPlot(
          "theirs",
          data.map((trace) => (trace.type === "scattergl" ? { ...trace, type: "scatter" } : trace)),
          { ...layout, font },
          { staticPlot: true },
        );
      },
      {
        data: structuredClone(figure.data) as { type?: string }[],
        layout: structuredClone(figure.layout) as { font?: object },
        family: FAMILY,
      },
    );
    await page.evaluate((svg) => {
      document.querySelector("#ours")!.innerHTML = svg;
    }, svg);
    return { ours: await page.evaluate(placesIn, "#ours"), theirs: await page.evaluate(placesIn, "#theirs"), svg };
  }

  for (const [name, figure] of Object.entries(FIGURES)) {
    test(`${name}: the same texts and shapes at the same places, and pixels alike`, async () => {
      const { ours, theirs, svg } = await drawBoth(figure);
      expect(ours.texts.map(({ text }) => text).sort()).toEqual(theirs.texts.map(({ text }) => text).sort());
      const key = ({ text, x, y }: Placed) => `${text} ${Math.round(y / 40)} ${Math.round(x / 40)}`;
      const sorted = (all: readonly Placed[]) => [...all].sort((a, b) => (key(a) < key(b) ? -1 : 1));
      for (const part of ["texts", "shapes"] as const) {
        const [here, there] = [sorted(ours[part]), sorted(theirs[part])];
        expect(here).toHaveLength(there.length);
        const off = here.filter((one, i) => Math.hypot(one.x - there[i]!.x, one.y - there[i]!.y) > 3);
        expect(off.map((one) => [one, there[here.indexOf(one)]])).toEqual([]);
      }
      const shot = await page.screenshot({ clip: { x: 0, y: 0, width: 640, height: 400 } });
      const png = rasterize(svg, 2);
      const sources = [png, shot].map((bytes) => `data:image/png;base64,${bytes.toString("base64")}`) as [
        string,
        string,
      ];
      const { mean, inked } = await page.evaluate(difference, sources);
      expect(inked).toBeGreaterThan(0.004);
      expect(mean).toBeLessThan(0.003);
    });
  }
});
