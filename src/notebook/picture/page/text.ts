import { ASCENT, DESCENT, textWidth } from "../typeface.js";
import type { Box } from "./boxes.js";
import type { PageElement } from "./element.js";
import { ELEMENT, type TextNode, type TreeNode } from "./tree.js";

/** A property of SVG text, as a style or as an attribute, here or on the nearest ancestor that sets it. */
function inherited(element: PageElement, name: string): string | null {
  for (let up: TreeNode | null = element; up?.nodeType === ELEMENT; up = up.parentNode) {
    const here = up as PageElement;
    const value = here.style.getPropertyValue(name) || here.getAttribute(name);
    if (value) return value;
  }
  return null;
}

/** Font size in px; a share (`70%`, `0.8em`) is of the parent's size. */
function fontSize(element: PageElement): number {
  const parent = element.parentElement as PageElement | null;
  const whole = parent ? fontSize(parent) : 16;
  const value = element.style.getPropertyValue("font-size") || element.getAttribute("font-size");
  if (!value) return whole;
  const size = Number.parseFloat(value);
  if (value.endsWith("%")) return (size / 100) * whole;
  return value.endsWith("em") ? size * whole : size;
}

function isBold(element: PageElement): boolean {
  const weight = inherited(element, "font-weight") ?? "normal";
  return weight === "bold" || weight === "bolder" || Number(weight) >= 600;
}

function length(value: string | null, em: number): number | null {
  if (value === null || value === "") return null;
  const number = Number.parseFloat(value);
  if (Number.isNaN(number)) return null;
  return value.endsWith("em") ? number * em : number;
}

interface Chunk {
  readonly start: number;
  readonly anchor: string;
  end: number;
  top: number;
  bottom: number;
}

interface Cursor {
  x: number;
  y: number;
  readonly chunks: Chunk[];
}

/** Lays the text of an element out: a new x starts a new chunk, and a chunk is placed by its anchor. */
function lay(element: PageElement, cursor: Cursor): void {
  const size = fontSize(element);
  const x = length(element.getAttribute("x"), size);
  const y = length(element.getAttribute("y"), size);
  if (y !== null) cursor.y = y;
  cursor.y += length(element.getAttribute("dy"), size) ?? 0;
  const dx = length(element.getAttribute("dx"), size) ?? 0;
  if (x !== null || cursor.chunks.length === 0) {
    cursor.x = (x ?? cursor.x) + dx;
    const anchor = inherited(element, "text-anchor") ?? "start";
    cursor.chunks.push({ start: cursor.x, anchor, end: cursor.x, top: Infinity, bottom: -Infinity });
  } else cursor.x += dx;
  for (let child = element.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === ELEMENT) lay(child as PageElement, cursor);
    else write((child as TextNode).data, element, size, cursor);
  }
}

function write(text: string, element: PageElement, size: number, cursor: Cursor): void {
  if (text === "") return;
  const chunk = cursor.chunks.at(-1)!;
  cursor.x += textWidth(text, isBold(element)) * size;
  chunk.end = cursor.x;
  chunk.top = Math.min(chunk.top, cursor.y - ASCENT * size);
  chunk.bottom = Math.max(chunk.bottom, cursor.y + DESCENT * size);
}

function chunks(element: PageElement): Chunk[] {
  const cursor: Cursor = { x: 0, y: 0, chunks: [] };
  lay(element, cursor);
  return cursor.chunks.filter((chunk) => chunk.bottom > chunk.top);
}

/** The box around a text, in its own coordinates; null when it says nothing. */
export function textBox(element: PageElement): Box | null {
  const lines = chunks(element);
  if (lines.length === 0) return null;
  let left = Infinity;
  let right = -Infinity;
  for (const { start, end, anchor } of lines) {
    const shift = anchor === "middle" ? (start - end) / 2 : anchor === "end" ? start - end : 0;
    left = Math.min(left, start + shift);
    right = Math.max(right, end + shift);
  }
  const top = Math.min(...lines.map((line) => line.top));
  const bottom = Math.max(...lines.map((line) => line.bottom));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export function textAdvance(element: PageElement): number {
  return chunks(element).reduce((sum, { start, end }) => sum + end - start, 0);
}
