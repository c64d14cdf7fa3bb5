import { Resvg } from "@resvg/resvg-js";
import { packageFile } from "../../project/project-root.js";
import { AdvanceWidths } from "./advance-widths.js";

/** The one family of every picture: Latin, Cyrillic, Greek, Arabic and Persian in one file, the same on every machine. */
export const FAMILY = "DejaVu Sans";

/** Share of the font size above and below the base line. */
export const ASCENT = 0.928;
export const DESCENT = 0.236;

const FILES = { regular: "ttf/DejaVuSans.ttf", bold: "ttf/DejaVuSans-Bold.ttf" };

export function fontFiles(): string[] {
  return Object.values(FILES).map((file) => packageFile(`dejavu-fonts-ttf/${file}`));
}

/** How resvg finds letters: these files and nothing of the machine's own fonts. */
export function fontOptions() {
  return {
    loadSystemFonts: false,
    fontFiles: fontFiles(),
    defaultFontFamily: FAMILY,
    sansSerifFamily: FAMILY,
    serifFamily: FAMILY,
    monospaceFamily: FAMILY,
  };
}

const widths: { regular?: AdvanceWidths; bold?: AdvanceWidths } = {};

/** Scripts whose letters join, reorder or stack: their width is known only after shaping. */
const SHAPED = /[\u0300-\u036f\u0590-\u08ff\u0900-\u109f\u200c-\u200f\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]/;

const shaped = new Map<string, number>();

/** Measured by the program that will draw it: what the text adds between two bars, at 100 px. */
function shapedWidth(text: string, bold: boolean): number {
  const key = `${bold ? "b" : "r"}${text}`;
  const known = shaped.get(key);
  if (known !== undefined) return known;
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const measure = (inner: string) => {
    const weight = bold ? "bold" : "normal";
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9" font-family="${FAMILY}" font-size="100" font-weight="${weight}">|${inner}|</text></svg>`;
    return new Resvg(svg, { font: fontOptions() }).getBBox()?.width ?? 0;
  };
  const width = (measure(escaped) - measure("")) / 100;
  shaped.set(key, width);
  return width;
}

/** Width of a line of text in ems. */
export function textWidth(text: string, bold: boolean): number {
  if (SHAPED.test(text)) return shapedWidth(text, bold);
  const weight = bold ? "bold" : "regular";
  const table = widths[weight] ?? new AdvanceWidths(packageFile(`dejavu-fonts-ttf/${FILES[weight]}`));
  widths[weight] = table;
  let width = 0;
  for (const character of text) width += table.of(character.codePointAt(0)!);
  return width;
}
