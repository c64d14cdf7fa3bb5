import { amount, number, percent, points } from "../format/numbers.js";
import type { Estimate, Unit } from "../metrics/result.js";
import { COLOURS } from "./theme.js";

const NAMES: Readonly<Record<Unit, string>> = {
  points: "points",
  share: "share",
  score: "score",
  currency: "amount",
  hours: "hours",
  days: "days",
  customers: "customers",
  index: "index, 0 to 100",
};

/** An estimate or a number as its unit is written: `+31 (28 to 34)`, `73.5%`. */
export function inUnit(value: number | null | Estimate, unit: Unit): string {
  if (unit === "points") return points(value);
  if (unit === "share") return percent(value);
  return unit === "currency" ? amount(value) : number(value);
}

export const unitName = (unit: Unit): string => NAMES[unit];

/** The ends of all intervals, and zero where the numbers come near it: bars and differences are read from there. */
export function valueRange(rows: readonly Estimate[], { zero }: { readonly zero: boolean }): [number, number] {
  const known = rows.flatMap(({ estimate, lower, upper }) =>
    [estimate, lower, upper].filter((x): x is number => x !== null),
  );
  const values = zero || known.length === 0 ? [0, ...known] : known;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || Math.abs(high) || 1) * 0.12;
  return [low - room, high + room];
}

/** The interval of each row as plotly's error bars. */
export const errorBars = (rows: readonly Estimate[]) => ({
  type: "data" as const,
  symmetric: false,
  array: rows.map(({ estimate, upper }) => (upper ?? estimate ?? 0) - (estimate ?? 0)),
  arrayminus: rows.map(({ estimate, lower }) => (estimate ?? 0) - (lower ?? estimate ?? 0)),
  color: COLOURS.ink,
  thickness: 1.5,
  width: 4,
});
