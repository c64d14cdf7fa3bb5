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

/** Every line reads from right to left, whichever letter it begins with; plotly draws each text as one that runs to the right. */
const inReadingOrder = (text: string) =>
  text
    .split(/(<br\s*\/?>)/)
    .map((line) => (PERSIAN.test(line) && !line.startsWith(RIGHT_TO_LEFT) ? `${RIGHT_TO_LEFT}${line}${END}` : line))
    .join("");

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
