import type { Cell } from "../../tables/table.js";
import type { ColumnSchema } from "../schema.js";
import { booleanReader } from "./boolean-reader.js";
import { dateReader } from "./date-reader.js";
import { numberReader } from "./number-reader.js";
import type { Refusal } from "./refusal.js";
import { textReader } from "./text-reader.js";

/**
 * What reads one text after the other by the schema of its column: the value, null where it is missing, or why not. That no
 * value may be missing or stand twice is a rule of the whole column, and not held here.
 */
export function cellReader(schema: ColumnSchema): (text: string) => Cell | Refusal {
  if (schema.type === "number" || schema.type === "integer") {
    const read = numberReader(schema);
    return (text) => {
      const value = read(text);
      return typeof value === "number" && Number.isNaN(value) ? null : value;
    };
  }
  if (schema.type === "boolean") {
    const read = booleanReader(schema);
    return (text) => {
      const value = read(text);
      return typeof value === "number" ? (value === 255 ? null : value === 1) : value;
    };
  }
  return schema.type === "date" || schema.type === "datetime" ? dateReader(schema) : textReader(schema);
}
