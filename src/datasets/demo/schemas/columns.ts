import type { ColumnSchema } from "../../schema.js";
import { CHANNELS, REGIONS, SEGMENTS } from "../truth.js";

type Extra = Partial<Omit<ColumnSchema, "type" | "description">>;

const column =
  (type: ColumnSchema["type"]) =>
  (description: string, extra: Extra = {}): ColumnSchema => ({ type, description, ...extra });

/** One builder for each type of column; `required` means that no cell is blank. */
export const text = column("text");
export const integer = column("integer");
export const number = column("number");
export const boolean = column("boolean");
export const date = column("date");
export const datetime = column("datetime");

export const MONEY = { unit: "thousand toman" } as const;
export const REQUIRED = { required: true } as const;

export function category(description: string, values: readonly string[], extra: Extra = {}): ColumnSchema {
  return { type: "category", description, values, ...extra };
}

export const customer = text("Customer code, see customers.csv", { ...REQUIRED, role: "customer" });
export const segment = category("Segment of the customer", SEGMENTS, { ...REQUIRED, role: "segment" });
export const channel = category("Channel through which the customer came", CHANNELS, { ...REQUIRED, role: "segment" });
export const region = category("Region of the customer", REGIONS, { ...REQUIRED, role: "segment" });
