import { createHash } from "node:crypto";
import type { Figure } from "../../plots/figure.js";
import { cached, store } from "../cache.js";

/** A still picture of a figure: drawn at twice its size, to be shown at `width` × `height`. */
export interface Picture {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
}

export const DEFAULT_WIDTH = 760;
export const DEFAULT_HEIGHT = 440;
const SCALE = 2;

/** To be raised with every change of how pictures are drawn: what was kept before is then not used again. */
const EDITION = 1;

function size(figure: Figure): { width: number; height: number } {
  return { width: figure.layout.width ?? DEFAULT_WIDTH, height: figure.layout.height ?? DEFAULT_HEIGHT };
}

/** The figure as SVG, without a browser. Text stays text, in DejaVu Sans. */
export async function svgOf(figure: Figure): Promise<string> {
  const { drawSvg } = await import("./draw.js");
  const { width, height } = size(figure);
  return drawSvg(figure, width, height);
}

/**
 * The figure as PNG, without a browser and without the machine's fonts: the same bytes on every machine. A figure that
 * was drawn before, in this project, is read back instead of drawn again; plotly is then not even loaded.
 */
export async function pictureOf(figure: Figure): Promise<Picture> {
  const { width, height } = size(figure);
  const content = JSON.stringify([EDITION, SCALE, width, height, figure.data, figure.layout]);
  const name = `${createHash("sha256").update(content).digest("hex")}.png`;
  const known = cached(name);
  if (known) return { png: known, width, height };
  const svg = await svgOf(figure);
  const { rasterize } = await import("./rasterize.js");
  const png = rasterize(svg, SCALE);
  store(name, png);
  return { png, width, height };
}
