import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { currentLanguage } from "../../language/language.js";
import { packageFile, projectRoot } from "../../project/project-root.js";
import { AdvanceWidths } from "./advance-widths.js";
import { escapeMarkup } from "./page/markup.js";

/** The family of pictures: Latin, Cyrillic, Greek, Arabic and Persian in one file, the same on every machine. */
export const FAMILY = "DejaVu Sans";

/** That of pictures in Persian; what it has no sign for is taken from the other. */
const PERSIAN_FAMILY = "Vazirmatn";

/** The family in which pictures are drawn in the language that was chosen. */
export const familyOf = (): string => (currentLanguage() === "fa" ? PERSIAN_FAMILY : FAMILY);

/** Share of the font size above and below the base line. */
export const ASCENT = 0.928;
export const DESCENT = 0.236;

const WEIGHTS = ["regular", "bold"] as const;

type Weight = (typeof WEIGHTS)[number];

const dejavu = (weight: Weight) =>
  packageFile(`dejavu-fonts-ttf/ttf/${weight === "regular" ? "DejaVuSans" : "DejaVuSans-Bold"}.ttf`);

const vazirmatn = (weight: Weight) =>
  join(projectRoot() ?? ".", "data", "fonts", weight === "regular" ? "Vazirmatn-Regular.ttf" : "Vazirmatn-Bold.ttf");

const fileOf = (family: string, weight: Weight) => (family === FAMILY ? dejavu(weight) : vazirmatn(weight));

export function fontFiles(): string[] {
  const families = new Set([familyOf(), FAMILY]);
  return [...families].flatMap((family) => WEIGHTS.map((weight) => fileOf(family, weight)));
}

/** How resvg finds letters: these files and nothing of the machine's own fonts. */
export function fontOptions() {
  const family = familyOf();
  return {
    loadSystemFonts: false,
    fontFiles: fontFiles(),
    defaultFontFamily: family,
    sansSerifFamily: family,
    serifFamily: family,
    monospaceFamily: family,
  };
}

const widths = new Map<string, AdvanceWidths>();

function widthsOf(weight: Weight): AdvanceWidths {
  const file = fileOf(familyOf(), weight);
  const table = widths.get(file) ?? new AdvanceWidths(file);
  widths.set(file, table);
  return table;
}

/** Scripts whose letters join, reorder or stack: their width is known only after shaping. */
const SHAPED =
  /[\u0300-\u036f\u0590-\u06ef\u06fa-\u08ff\u0900-\u109f\u200c-\u200f\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]/;

const shaped = new Map<string, number>();

/** The width of a text between two bars, at 100 px, in the program that will draw it. */
function drawnWidth(text: string, family: string, weight: Weight): number {
  const key = `${family} ${weight} ${text}`;
  const known = shaped.get(key);
  if (known !== undefined) return known;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9" font-family="${family}" font-size="100" font-weight="${weight === "bold" ? "bold" : "normal"}">|${escapeMarkup(text)}|</text></svg>`;
  const width = new Resvg(svg, { font: fontOptions() }).getBBox()?.width ?? 0;
  shaped.set(key, width);
  return width;
}

/** Width of a line of text in ems. */
export function textWidth(text: string, bold: boolean): number {
  const weight = bold ? "bold" : "regular";
  if (SHAPED.test(text)) {
    const family = familyOf();
    return (drawnWidth(text, family, weight) - drawnWidth("", family, weight)) / 100;
  }
  const table = widthsOf(weight);
  let width = 0;
  for (const character of text) width += table.of(character.codePointAt(0)!);
  return width;
}
