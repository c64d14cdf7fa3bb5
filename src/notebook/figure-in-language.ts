import { currentLanguage } from "../language/language.js";
import type { Figure } from "../plots/figure.js";
import { persianAxes } from "./persian-axes.js";

/** Texts of a figure that are drawn, wherever in it they stand. */
const DRAWN = new Set([
  "text",
  "ticktext",
  "name",
  "customdata",
  "hovertext",
  "hovertemplate",
  "x",
  "y",
  "categoryarray",
]);

const PERSIAN = /[\u0600-\u06ff]/;
const [RIGHT_TO_LEFT, END] = ["\u2067", "\u2069"];
/** What begins and what ends a text with a direction of its own. */
const DIRECTED = /[\u2066-\u2069]/g;
/** Spaces that hold a text away from what it stands beside: they keep their side. */
const ASIDE = /^(\u00a0*)(.*?)(\u00a0*)$/s;

/**
 * Every line of a Persian text reads from right to left, whichever letters it has; plotly draws each text as one that runs to the right.
 * What is kept together and goes on in the next line ends with the line and begins again.
 */
function inReadingOrder(text: string): string {
  if (!PERSIAN.test(text)) return text;
  const open: string[] = [];
  const lines = text.split(/(<br\s*\/?>)/).map((line, i) => {
    if (i % 2 === 1) return line;
    const before = open.join("");
    for (const [sign] of line.matchAll(DIRECTED)) {
      if (sign === END) open.pop();
      else open.push(sign);
    }
    return `${before}${line}${END.repeat(open.length)}`.replace(ASIDE, `$1${RIGHT_TO_LEFT}$2${END}$3`);
  });
  return lines.join("");
}

function ordered(value: unknown, isDrawn: boolean): unknown {
  if (typeof value === "string") return isDrawn ? inReadingOrder(value) : value;
  if (Array.isArray(value)) return value.map((one) => ordered(one, isDrawn));
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  const entries = Object.entries(value).map(
    ([key, inner]) => [key, ordered(inner, isDrawn || DRAWN.has(key))] as const,
  );
  return Object.fromEntries(entries);
}

/** A figure as it is drawn in the language that was chosen: axes in its digits and dates, every line in its reading order. */
export function figureInLanguage(figure: Figure): Figure {
  if (currentLanguage() === "en") return figure;
  const { data, layout } = figure;
  const withAxes = persianAxes(data, layout);
  return {
    ...figure,
    data: ordered(data, false) as Figure["data"],
    layout: ordered(withAxes, false) as Figure["layout"],
  };
}
