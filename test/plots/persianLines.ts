import { figureInLanguage } from "../../src/notebook/figure-in-language.js";
import type { Figure } from "../../src/plots/figure.js";

/** Keys under which plotly finds what it writes. */
const WRITTEN = new Set(["text", "ticktext", "name", "customdata", "hovertext", "hovertemplate"]);

function writtenIn(value: unknown, isWritten: boolean): string[] {
  if (typeof value === "string") return isWritten ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => writtenIn(one, isWritten));
  return Object.entries(value).flatMap(([key, inner]) => writtenIn(inner, isWritten || WRITTEN.has(key)));
}

/** All that a reader sees of a figure, line by line, without markup and the places of values. */
export function linesOf(figure: Figure): string[] {
  const { data, layout, text } = figureInLanguage(figure);
  return [...writtenIn(data, false), ...writtenIn(layout, false), text]
    .flatMap((one) => one.split(/<br\s*\/?>/))
    .map((line) => line.replace(/<[^>]*>|%\{[^}]*\}|[\u2066-\u2069\u200e]/g, "").trim());
}
