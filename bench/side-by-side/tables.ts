import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { ColumnSchema, Schema } from "../../src/datasets/schema.js";
import { type Random, random } from "../../src/statistics/random.js";
import { CHANNELS, PRODUCTS, REASONS, SEGMENTS } from "./words.js";

const DAY = 86_400_000;
const ATTRIBUTES = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/** Columns of what respondents find and of what they expected, attribute by attribute. */
export const PERCEPTIONS = ATTRIBUTES.map((i) => `p${i}`);
export const EXPECTATIONS = ATTRIBUTES.map((i) => `e${i}`);

const column = (type: ColumnSchema["type"], more: Partial<ColumnSchema> = {}): ColumnSchema => ({
  type,
  description: "a column",
  ...more,
});

const text = column("text", { required: true });
const segment = column("category", { required: true, values: SEGMENTS });
const money = column("integer", { required: true, min: 0 });
const date = column("date", { required: true });

/** What each file must hold: ours is read with every cell checked. */
const COLUMNS: Readonly<Record<string, Schema["columns"]>> = {
  answers: {
    customer: text,
    date,
    segment,
    channel: column("category", { values: CHANNELS }),
    product: column("category", { values: PRODUCTS }),
    recommend: column("integer", { min: 0, max: 10 }),
    reason: column("category", { values: REASONS }),
    value: money,
  },
  ratings: {
    segment,
    ...Object.fromEntries(
      [...PERCEPTIONS, ...EXPECTATIONS].map((name) => [name, column("integer", { min: 1, max: 7 })]),
    ),
    satisfaction: column("number", { required: true }),
  },
  before: { customer: text, segment, sales: money },
  after: { customer: text, sales: money },
  spells: { customer: text, segment, days: money, left: column("boolean", { required: true }) },
  orders: { customer: text, date, amount: money },
};

export type TableName = "answers" | "ratings" | "before" | "after" | "spells" | "orders";

export const schemaOf = (name: TableName): Schema => ({ name, row: "one line", columns: COLUMNS[name]! });

type Line = (chance: Random, row: number) => readonly (string | number | boolean)[];

const isoDay = (from: string, days: number) => new Date(Date.parse(from) + days * DAY).toISOString().slice(0, 10);
/** The first ones more often. */
const skewed = (chance: Random, size: number) => Math.floor(size * chance.next() ** 1.7);

/** Ratings that go together; one respondent in fifty skips an attribute. */
function rated(chance: Random): (string | number)[] {
  const halo = chance.normal();
  const rating = (centre: number, noise: number) =>
    Math.min(7, Math.max(1, Math.round(centre + 0.8 * halo + noise * chance.normal())));
  const answers = ATTRIBUTES.map((i) =>
    chance.next() < 0.02 ? (["", ""] as const) : ([rating(4 + i / 10, 1), rating(5, 0.7)] as const),
  );
  const own = answers.reduce((sum, [perception], i) => sum + ((8 - i) / 20) * (Number(perception) || 4), 0);
  const satisfaction = (10 * own + 5 * chance.normal()).toFixed(2);
  return [...answers.map(([found]) => found), ...answers.map(([, expected]) => expected), satisfaction];
}

const LINES: Readonly<Record<TableName, (rows: number) => Line>> = {
  answers: () => (chance, row) => [
    `c${row}`,
    isoDay("2024-01-01", chance.integer(700)),
    SEGMENTS[skewed(chance, SEGMENTS.length)]!,
    CHANNELS[chance.integer(CHANNELS.length)]!,
    PRODUCTS[chance.integer(PRODUCTS.length)]!,
    chance.next() < 0.05 ? "" : Math.min(10, 4 + skewed(chance, 9)),
    REASONS[skewed(chance, REASONS.length)]!,
    1000 * (1 + chance.integer(5000)),
  ],
  ratings: () => (chance) => [SEGMENTS[chance.integer(SEGMENTS.length)]!, ...rated(chance)],
  before: () => (chance, row) => [`c${row}`, SEGMENTS[chance.integer(SEGMENTS.length)]!, 1000 * chance.integer(9000)],
  // Four in five of those who were there, in another order, and some who are new.
  after: (rows) => (chance, row) => {
    const customer = (row * 7919) % rows;
    return customer % 5 === 0 ? [`n${row}`, 1000] : [`c${customer + 1}`, 1000 * chance.integer(9000)];
  },
  spells: () => (chance, row) => {
    const group = chance.integer(SEGMENTS.length);
    const until = Math.ceil(-Math.log(1 - chance.next()) / (0.0008 + 0.0002 * group));
    const watched = 1 + chance.integer(730);
    return [`c${row}`, SEGMENTS[group]!, Math.min(until, watched), until <= watched];
  },
  orders: (rows) => (chance) => [
    `c${skewed(chance, Math.ceil(rows / 5))}`,
    isoDay("2023-01-01", chance.integer(1096)),
    1000 * (1 + Math.floor(20 * Math.exp(chance.normal()))),
  ],
};

/** Writes a table of so many rows as CSV, the same at each call. */
export function writeTable(name: TableName, rows: number, folder: string): string {
  const file = join(folder, `${name}.csv`);
  const chance = random(9);
  const line = LINES[name](rows);
  const handle = openSync(file, "w");
  writeSync(handle, `${Object.keys(COLUMNS[name]!).join(",")}\n`);
  for (let row = 1; row <= rows; ) {
    const lines: string[] = [];
    for (const end = Math.min(rows, row + 19_999); row <= end; row++) lines.push(`${line(chance, row).join(",")}\n`);
    writeSync(handle, lines.join(""));
  }
  closeSync(handle);
  return file;
}
