/** Text as HTML, for elements and attributes alike: as the tables of notebooks have it. */
export { escapeHtml } from "../../src/notebook/grid.js";

/** JSON that can stand in a script element: nothing in it ends the element or a line. */
export function scriptJson(value: unknown): string {
  const codes: Readonly<Record<string, string>> = { "<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029" };
  return JSON.stringify(value).replace(/[<\u2028\u2029]/g, (character) => codes[character]!);
}

/** The name of a heading in the address: its letters and digits, of any script. */
export function slugOf(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu);
  return words ? words.join("-").slice(0, 60) : "section";
}
