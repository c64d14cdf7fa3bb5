import type { Wording } from "../../src/plots/theme.js";
import { frame } from "../metrics/satisfactionTables.js";

// Everything that comes from the data is Persian here: whatever is Latin in a figure of these was not translated.

export const wording: Wording = { population: "مشتریان", source: "نظرسنجی" };
export const CITIES = ["تهران", "شیراز"] as const;

/** Sixty customers of two cities with what each figure asks of them. */
export const rows = Array.from({ length: 60 }, (_, i) => ({
  customer: `م${i}`,
  segment: CITIES[i % 2]!,
  stays: i % 3 !== 0,
  left: i < 40,
  sales: 100 + 7 * i,
  margin: i === 5 ? -5 : 20 + (i % 9),
  later: 90 + 5 * ((i * 7) % 60),
  score: 1 + ((i * i) % 5),
  price: 1 + ((i * 3) % 7),
  range: 1 + ((i * 5) % 6),
  days: i < 40 ? 1 + (i % 9) : 10,
  reason: i < 20 ? "تاخیر" : i < 34 ? "قیمت" : null,
  day: `2025-0${1 + (i % 3)}-05`,
  outcome: i % 4 === 0 ? "won" : i % 4 === 1 ? null : "lost",
  ordered: i % 5 === 0 ? null : i % 5 < 3,
}));
type Name = keyof (typeof rows)[number];
export const table = (...names: Name[]) =>
  frame(Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])));
