import type { Schema } from "../../../src/datasets/schema.js";
import type { Random } from "../../../src/statistics/random.js";

/** A survey with a schema that says all that can be said of it. */
export const schema: Schema = {
  name: "survey",
  row: "one answer",
  columns: {
    customer: { type: "text", required: true, unique: true, pattern: "C\\d{4}", description: "customer" },
    day: { type: "date", required: true, description: "day of the answer" },
    moment: { type: "datetime", required: true, description: "when it was begun" },
    recommend: { type: "integer", min: 0, max: 10, required: true, description: "how likely to recommend us" },
    segment: { type: "category", values: ["gold", "silver", "bronze"], required: true, description: "segment" },
    weight: { type: "number", min: 0, max: 5, required: true, description: "weight" },
    comment: { type: "text", description: "why" },
    channel: { type: "category", values: ["email", "website", "shop"], required: true, description: "channel" },
  },
};

export const NAMES = Object.keys(schema.columns);
const ROWS = 60;

const COMMENTS = [
  "خوب بود",
  "",
  '"خوب، ولی گران, خیلی گران"',
  '"گفتند ""بعدا"" زنگ بزن"',
  '"بسته دیر رسید\nو باز بود"',
  "slow",
  '"ارزان"',
  '"""هیچ"""',
  '"first line, then\n\n""second"" line"',
];

/** The clean file: cells as they are written, quotes included. */
export interface Clean {
  readonly rows: readonly (readonly string[])[];
  /** How a line ends. */
  readonly end: "\n" | "\r\n";
}

const two = (n: number) => String(n).padStart(2, "0");

export function cleanSurvey(draw: Random): Clean {
  const pick = (texts: readonly string[]) => texts[draw.integer(texts.length)]!;
  const rows = Array.from({ length: ROWS }, (_, row) => [
    `C${String(1000 + row * 7)}`,
    `2026-${two(1 + draw.integer(12))}-${two(1 + draw.integer(28))}`,
    `2026-${two(1 + draw.integer(12))}-${two(1 + draw.integer(28))} ${two(draw.integer(24))}:${two(draw.integer(60))}`,
    pick(["0", "3", "7", "8", "9", "10", '"10"']),
    pick(["gold", "silver", "bronze", '"gold"']),
    `${draw.integer(5)}.${draw.integer(10)}${1 + draw.integer(9)}`,
    pick(COMMENTS),
    pick(["email", "website", "shop"]),
  ]);
  return { rows, end: draw.integer(2) === 0 ? "\n" : "\r\n" };
}

/** A record as it stands in the file, without its line end. */
export const lineOf = (cells: readonly string[]) => cells.join(",");

/** The file of these records. */
export function fileOf(lines: readonly string[], end: string, header = lineOf(NAMES)): string {
  return `${[header, ...lines].join(end)}${end}`;
}
