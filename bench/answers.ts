import { closeSync, openSync, writeSync } from "node:fs";
import type { ColumnSchema, Schema } from "../src/datasets/schema.js";
import { random } from "../src/statistics/random.js";

const CITIES = ["تهران", "اصفهان", "شیراز", "کرمانشاه", "تبریز", "مشهد", "اهواز", "رشت"];
const SEGMENTS = ["طلایی", "نقره‌ای", "برنزی"];
const WORDS = ["خوب", "بد", "کیفیت", "قیمت", "پشتیبانی", "عالی", "دیر", "رسید", "محصول", "سفارش", "ارسال", "برخورد"];

const column = (type: ColumnSchema["type"], more: Partial<ColumnSchema> = {}): ColumnSchema => ({
  type,
  description: "a column",
  ...more,
});

const SCHEMA: Schema = {
  name: "answers",
  row: "one answer",
  columns: {
    customer: column("text", { required: true, unique: true }),
    date: column("date", { required: true }),
    city: column("category", { values: CITIES }),
    segment: column("category", { values: SEGMENTS }),
    recommend: column("integer", { min: 0, max: 10 }),
    amount: column("number", { min: 0 }),
    answered: column("boolean"),
    comment: column("text", { role: "comment" }),
    satisfaction: column("integer", { min: 1, max: 5 }),
  },
};

/** What stands in the eighth column: another score, or what people wrote, which is another text in each row. */
export type Eighth = "satisfaction" | "comment";

/** The schema of a file with this eighth column. */
export function schemaWith(eighth: Eighth): Schema {
  const other = eighth === "comment" ? "satisfaction" : "comment";
  return { ...SCHEMA, columns: Object.fromEntries(Object.entries(SCHEMA.columns).filter(([name]) => name !== other)) };
}

const DAY = 86_400_000;

/** Answers in Persian: ids (and comments) differ from row to row, cities and segments repeat, one answer in twenty is missing. */
export function writeAnswers(file: string, rows: number, eighth: Eighth): void {
  const chance = random(8);
  const below = chance.integer;
  const comment = () => Array.from({ length: below(8) }, () => WORDS[below(WORDS.length)]).join(" ");
  const handle = openSync(file, "w");
  writeSync(handle, `customer,date,city,segment,recommend,amount,answered,${eighth}\n`);
  let lines: string[] = [];
  for (let row = 1; row <= rows; row++) {
    const day = new Date(Date.UTC(2024, 0, 1) + below(700) * DAY).toISOString().slice(0, 10);
    const score = below(20) === 0 ? "" : `${below(11)}`;
    const amount = (below(10_000_000) / 100).toFixed(2);
    const said = () => (below(10) === 0 ? `"${comment()}, ""${WORDS[below(12)]}"""` : comment());
    const last = eighth === "comment" ? said() : below(5) + 1;
    const cells = [`c${row}`, day, CITIES[below(8)], SEGMENTS[below(3)], score, amount, below(2) === 1, last];
    lines.push(cells.join(","));
    if (lines.length < 50_000 && row < rows) continue;
    writeSync(handle, `${lines.join("\n")}\n`);
    lines = [];
  }
  closeSync(handle);
}
