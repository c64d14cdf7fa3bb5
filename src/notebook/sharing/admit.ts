import { unmarked, withoutMarks } from "./marked.js";
import { isNothing, WITHHELD } from "./nothing.js";
import type { Released } from "./released.js";
import { notShown } from "./sentences.js";

/** Whether a text may be said as it is: each word of it is marked, written by the author, or released. */
export const isSaid = (text: string, released: Released): boolean =>
  released.says(unmarked(text).replaceAll(WITHHELD, " "));

/** A text as it is shown: without marks, what is withheld in words. */
export const shownText = (text: string): string => withoutMarks(text).replaceAll(WITHHELD, notShown());

const isPlain = (value: object): boolean =>
  Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null;

/** Whether an argument may go into what is shown: released, or made of plain options whose texts may be said. */
export function isAdmissible(value: unknown, released: Released): boolean {
  if (isNothing(value)) return false;
  if (typeof value === "string") return isSaid(value, released) && !value.includes(WITHHELD);
  if (typeof value === "function" || typeof value === "symbol") return false;
  if (typeof value !== "object" || value === null || released.has(value)) return true;
  return isPlain(value) && Object.values(value).every((each) => isAdmissible(each, released));
}

/** Options without the marks in their texts. */
export function withPlainTexts(value: unknown, released: Released): unknown {
  if (typeof value === "string") return shownText(value);
  if (typeof value !== "object" || value === null || released.has(value)) return value;
  if (Array.isArray(value)) return value.map((each) => withPlainTexts(each, released));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withPlainTexts(each, released)]));
}
