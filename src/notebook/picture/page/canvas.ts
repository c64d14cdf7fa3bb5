import { crc32, deflateSync } from "node:zlib";
import type { PageElement } from "./element.js";

type Rgba = readonly [number, number, number, number];

function parseColour(colour: string): Rgba {
  const hex = /^#([0-9a-f]{6})$/i.exec(colour);
  if (hex) {
    const value = Number.parseInt(hex[1]!, 16);
    return [value >> 16, (value >> 8) & 255, value & 255, 255];
  }
  const parts = /^rgba?\(([^)]*)\)$/.exec(colour)?.[1]?.split(",").map(Number);
  if (!parts || parts.length < 3 || parts.some(Number.isNaN)) return [0, 0, 0, 255];
  return [parts[0]!, parts[1]!, parts[2]!, Math.round((parts[3] ?? 1) * 255)];
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function png(width: number, height: number, pixels: Uint8ClampedArray): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const lines = Buffer.alloc(height * (4 * width + 1));
  for (let y = 0; y < height; y++) {
    lines.set(pixels.subarray(4 * width * y, 4 * width * (y + 1)), y * (4 * width + 1) + 1);
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(lines)), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]);
}

/** The four operations with which plotly paints the cells of a heatmap. */
class Canvas {
  fillStyle = "#000000";
  private readonly width: number;
  private readonly height: number;
  private readonly pixels: Uint8ClampedArray;

  constructor(element: PageElement) {
    const size = (name: "width" | "height") => {
      const property = (element as unknown as Record<string, unknown>)[name];
      return Math.max(1, Math.floor(Number(property ?? element.getAttribute(name)) || 1));
    };
    this.width = size("width");
    this.height = size("height");
    this.pixels = new Uint8ClampedArray(4 * this.width * this.height);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const colour = parseColour(this.fillStyle);
    const clamp = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
    const [left, right] = [clamp(x, this.width), clamp(x + width, this.width)];
    for (let row = clamp(y, this.height); row < clamp(y + height, this.height); row++) {
      for (let column = left; column < right; column++) this.pixels.set(colour, 4 * (row * this.width + column));
    }
  }

  createImageData(width: number, height: number) {
    return { width, height, data: new Uint8ClampedArray(4 * width * height) };
  }

  putImageData(image: { width: number; height: number; data: Uint8ClampedArray }, x: number, y: number): void {
    const wide = Math.min(image.width, this.width - x);
    for (let row = 0; row < Math.min(image.height, this.height - y); row++) {
      const from = 4 * row * image.width;
      this.pixels.set(image.data.subarray(from, from + 4 * wide), 4 * ((y + row) * this.width + x));
    }
  }

  toDataURL(): string {
    return `data:image/png;base64,${png(this.width, this.height, this.pixels).toString("base64")}`;
  }
}

const canvases = new WeakMap<PageElement, Canvas>();

/** The 2D context of a canvas element; its size is the one it has when it is first asked for. */
export function canvasContext(element: PageElement): Canvas {
  let canvas = canvases.get(element);
  if (!canvas) {
    canvas = new Canvas(element);
    canvases.set(element, canvas);
  }
  return canvas;
}
