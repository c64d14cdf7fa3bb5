import type { ColumnSchema } from "./schema.js";

const NAMED: Readonly<Record<ColumnSchema["type"], string>> = {
  text: "text",
  category: "one of the values it names",
  integer: "whole numbers",
  number: "numbers",
  boolean: "true or false (or 1 and 0, yes and no)",
  date: "Gregorian ISO dates (2026-03-21)",
  datetime: "ISO dates with time and without a zone (2026-03-21T14:05)",
};

function range({ min, max }: ColumnSchema): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? "" : ` of at most ${max}`;
}

/** How a column is written, where that is not the usual way. */
function written({ type, format, calendar, decimal, trueValues, falseValues }: ColumnSchema): string | null {
  const day = calendar === "jalali" ? "Jalali" : "Gregorian";
  if ((type === "date" || type === "datetime") && format !== undefined) return `${day} dates written as ${format}`;
  if (type === "date" && calendar === "jalali") return "Jalali dates (1404/01/15 or 1404-01-15)";
  if (type === "datetime" && calendar === "jalali") return "Jalali dates with time (1404/01/15 14:05)";
  if (type === "boolean" && (trueValues ?? falseValues) !== undefined) {
    return [...(trueValues ?? ["true"]), ...(falseValues ?? ["false"])].map((word) => `'${word}'`).join(", ");
  }
  return decimal === "," ? `${NAMED[type]} with a decimal comma` : null;
}

/** What a column requires, in words: 'recommend requires whole numbers from 0 to 10'. */
export function requirement(name: string, schema: ColumnSchema): string {
  if (schema.values === undefined) return `${name} requires ${written(schema) ?? NAMED[schema.type]}${range(schema)}`;
  const shown = schema.values.slice(0, 8).map((value) => `'${value}'`);
  const more = schema.values.length > shown.length ? ` and ${schema.values.length - shown.length} more` : "";
  return `${name} requires one of ${shown.join(", ")}${more}`;
}
