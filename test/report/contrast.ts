/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

import type { Page } from "playwright-core";
import { PNG } from "pngjs";

// WCAG 2.2, 1.4.3, of what is really drawn: axe cannot tell the ground of a text in a figure.

/** A text as it is drawn: its colour with its opacity, and the places of its lines. */
interface Run {
  readonly text: string;
  readonly colour: readonly [number, number, number, number];
  /** Light of what is filtered: 1 where nothing is. */
  readonly brightness: number;
  /** Large, or a sign and no letters: 3 is enough. */
  readonly isLarge: boolean;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

export interface Fault {
  readonly text: string;
  readonly ratio: number;
  readonly colour: string;
  readonly ground: string;
}

/** All texts that a reader sees. Runs in the page. */
function runsOf(): Run[] {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })!;
  const numbers = (colour: string): [number, number, number, number] => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r!, g!, b!, a! / 255];
  };
  const ancestors = (element: Element | null): Element[] =>
    element ? [element, ...ancestors(element.parentElement)] : [];
  const runs: Run[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement!;
    const text = node.nodeValue!.trim();
    if (text === "" || /^(script|style)$/i.test(element.tagName)) continue;
    if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    const all = ancestors(element);
    const style = getComputedStyle(element);
    const isDrawn = element instanceof SVGElement;
    const [r, g, b, a] = numbers(isDrawn ? style.fill : style.color);
    const opacity = all.reduce((product, one) => product * Number(getComputedStyle(one).opacity), 1);
    const light = all.map((one) => Number(/brightness\(([\d.]+)\)/.exec(getComputedStyle(one).filter)?.[1] ?? 1));
    const size = Number.parseFloat(style.fontSize);
    const range = document.createRange();
    range.selectNodeContents(node);
    const clips = all
      .filter((one) => !(one instanceof SVGElement) && /auto|scroll|hidden/.test(getComputedStyle(one).overflow))
      .map((one) => one.getBoundingClientRect());
    for (const rect of range.getClientRects()) {
      // What has been scrolled away is not seen.
      const left = Math.max(rect.left, 0, ...clips.map((clip) => clip.left));
      const right = Math.min(rect.right, document.documentElement.clientWidth, ...clips.map((clip) => clip.right));
      const top = Math.max(rect.top, 0, ...clips.map((clip) => clip.top));
      const bottom = Math.min(rect.bottom, ...clips.map((clip) => clip.bottom));
      if (right - left < 2 || bottom - top < 2) continue;
      runs.push({
        text,
        colour: [r, g, b, a * opacity * (isDrawn ? Number(style.fillOpacity) : 1)],
        brightness: light.reduce((product, one) => product * one, 1),
        isLarge: size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) || !/[\p{L}\p{N}]/u.test(text),
        box: { x: left, y: top + scrollY, width: right - left, height: bottom - top },
      });
    }
  }
  return runs;
}

const HIDDEN =
  "* { color: transparent !important; -webkit-text-fill-color: transparent !important; text-decoration-color: transparent !important; text-shadow: none !important } text, tspan { fill: transparent !important; stroke: transparent !important }";

/** WCAG's relative luminance of sRGB, 0–255. */
function luminance(rgb: readonly number[]): number {
  const [r, g, b] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** WCAG's contrast ratio of two colours, 1–21. */
export function contrast(a: readonly number[], b: readonly number[]): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

/** The colour that most of a text stands on, and each other that a fifth of it does. */
function groundsOf(ground: PNG, { x, y, width, height }: Run["box"], from: number): number[][] {
  const counts = new Map<number, number>();
  let all = 0;
  for (let row = Math.max(0, Math.ceil(y - from)); row < Math.min(ground.height, y - from + height); row++) {
    for (let column = Math.max(0, Math.ceil(x)); column < Math.min(ground.width, x + width); column++) {
      const at = 4 * (row * ground.width + column);
      const colour = ground.data.readUIntBE(at, 3);
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
      all++;
    }
  }
  const most = [...counts].filter(([, count]) => count >= all / 5).map(([colour]) => colour);
  return most.map((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]);
}

function faultOf(run: Run, ground: readonly number[]): Fault | null {
  const [r, g, b, alpha] = run.colour;
  const seen = [r, g, b].map((value, i) => Math.round(alpha * value * run.brightness + (1 - alpha) * ground[i]!));
  const ratio = contrast(seen, ground);
  if (ratio >= (run.isLarge ? 3 : 4.5)) return null;
  return { text: run.text.slice(0, 40), ratio: Number(ratio.toFixed(2)), colour: seen.join(), ground: ground.join() };
}

const SLICE = 6000;

/** Texts of a page that stand out too little from what is under them. */
export async function contrastFaults(page: Page): Promise<Fault[]> {
  await page.evaluate(() => scrollTo(0, 0));
  const runs = await page.evaluate(runsOf);
  const style = await page.addStyleTag({ content: HIDDEN });
  const { width, height } = await page.evaluate(() => ({
    width: document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight,
  }));
  const found: Fault[] = [];
  for (let from = 0; from < height; from += SLICE) {
    const clip = { x: 0, y: from, width, height: Math.min(SLICE, height - from) };
    const ground = PNG.sync.read(await page.screenshot({ clip, fullPage: true }));
    const inside = runs.filter(({ box }) => box.y >= from && box.y < from + clip.height);
    for (const run of inside) {
      for (const colour of groundsOf(ground, run.box, from)) {
        const fault = faultOf(run, colour);
        if (fault) found.push(fault);
      }
    }
  }
  await style.evaluate((element) => (element as Element).remove());
  return found;
}
