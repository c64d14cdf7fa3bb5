import * as fc from "fast-check";
import type { TypedColumn } from "../../../src/tables/table.js";

export type Named = readonly (readonly [string, TypedColumn])[];
export type Cells = readonly (string | number | boolean | null)[];

/** What has broken files before: quotes, line ends, formulas, ids, marks, Persian, emoji. */
const TRAPS = [
  ...[
    "",
    " ",
    "'",
    "''",
    "'=1",
    "=cmd|' /C calc'!A0",
    "+98",
    "-",
    "-5",
    "@x",
    "\t=1",
    "\r",
    "\n",
    "\r\n",
    "a\rb",
    " =1",
    "＝1",
  ],
  ...[
    '"',
    '""',
    'say "x"',
    ",",
    ";",
    "|",
    "\t",
    "a,b;c",
    "NA",
    "null",
    "true",
    "00123",
    "1e5",
    "9007199254740993",
    "12.500",
  ],
  ...[
    "2026-03-21",
    "03/04/2024",
    "۱۲٫۵",
    "تهران",
    "می‌خواهم",
    "\u200f",
    "\uFEFF",
    "\uFEFFx",
    "😀",
    "👨‍👩‍👧",
    "__proto__",
    "constructor",
  ],
  ...[
    "_x0041_",
    "_x0041_x0042_",
    "_x000D_",
    "_x0041\u0001",
    "\u0001",
    "\u001f",
    "\uFFFE",
    "<&>",
    "]]>",
    "&amp;",
    "'tis",
    " x ",
  ],
];

const isWhole = (text: string) => !text.includes("\0") && !/\p{Cs}/u.test(text);
const text = fc.oneof(
  fc.constantFrom(...TRAPS),
  fc.array(fc.constantFrom(...TRAPS), { minLength: 2, maxLength: 3 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 6 }).filter(isWhole),
);

const number = fc
  .oneof(
    fc.integer({ min: -20, max: 20 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0.1, 5e-324, 1e-7, 123456.789, 2 ** 53 - 1, 1 / 3),
  )
  // A whole number from 2^53 on is written, and refused when it is read as a number.
  .filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value))
  .map((value) => value + 0);

const pad = (value: number, width = 2) => String(value).padStart(width, "0");
const date = fc
  .tuple(fc.integer({ min: 1900, max: 2199 }), fc.integer({ min: 4, max: 12 }), fc.integer({ min: 1, max: 30 }))
  .map(([year, month, day]) => `${year}-${pad(month)}-${pad(day)}`);
const datetime = fc
  .tuple(date, fc.integer({ min: 0, max: 86_399 }), fc.constantFrom("", "", ".250", ".001"))
  .map(([day, second, fraction]) => {
    const clock = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60].map((part) => pad(part));
    return `${day}T${clock.join(":")}${fraction}`;
  });

const VALUES = { text, number, date, datetime, boolean: fc.boolean() };

/** Plain cells as a typed column. */
export function columnOf(type: TypedColumn["type"], cells: Cells): TypedColumn {
  if (type === "number")
    return { type, values: Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : (cell as number))) };
  if (type === "boolean")
    return { type, values: Uint8Array.from(cells, (cell) => (cell === null ? 255 : Number(cell))) };
  const dictionary = [...new Set(cells.filter((cell) => cell !== null))] as string[];
  return {
    type,
    dictionary,
    codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : dictionary.indexOf(cell as string))),
  };
}

/** A typed column as plain cells. */
export function cellsOf(column: TypedColumn): Cells {
  if (column.type === "number") return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
  if (column.type === "boolean") return Array.from(column.values, (value) => (value === 255 ? null : value === 1));
  return Array.from(column.codes, (code) => (code < 0 ? null : column.dictionary[code]!));
}

const column = (name: string, rows: number) =>
  fc.constantFrom(...(Object.keys(VALUES) as (keyof typeof VALUES)[])).chain((type) => {
    const cell: fc.Arbitrary<string | number | boolean | null> = VALUES[type];
    const cells = fc.array(fc.option(cell, { freq: 4 }), { minLength: rows, maxLength: rows });
    return cells.map((made): [string, TypedColumn] => [name, columnOf(type, made)]);
  });

/** Random small tables. */
export const tables = (names: fc.Arbitrary<string>): fc.Arbitrary<Named> =>
  fc
    .tuple(fc.uniqueArray(names, { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 4 }))
    .chain(([chosen, rows]) => fc.tuple(...chosen.map((name) => column(name, rows))));

export const anyText = text;
