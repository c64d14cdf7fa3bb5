import type { Figure } from "../plots/figure.js";
import { isDate } from "./dates.js";

/** Saved outputs carry at most so many digits: the last ones of a double differ between versions of Node. */
const DIGITS = 12;

/** A value as JSON holds it: typed arrays are arrays, dates ISO text, numbers have at most 12 digits, what is no number is null. */
export function plain(value: unknown): unknown {
  if (typeof value === "bigint") return plain(Number(value));
  if (isDate(value)) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (typeof value === "number") return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : null;
  if (typeof value !== "object" || value === null) return typeof value === "function" ? undefined : value;
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>, plain);
  if (Array.isArray(value)) return value.map((element) => plain(element) ?? null);
  const entries = Object.entries(value).map(([key, entry]) => [key, plain(entry)] as const);
  return Object.fromEntries(entries.filter(([, entry]) => entry !== undefined));
}

export function plainFigure({ data, layout, text }: Figure): Figure {
  return { data: plain(data) as Figure["data"], layout: plain(layout) as Figure["layout"], text };
}
