import { type Cell, compareText, type TypedColumn } from "../tables/table.js";
import { fold } from "../text/spelling.js";
import { isIso } from "./iso-text.js";

/** A bound, or two: numbers by value, dates by time, text by code point. A date bounds date-times too, by their day. */
export interface Bounds {
  /** Not below, not earlier. */
  readonly from?: string | number;
  /** Below, earlier. */
  readonly before?: string | number;
  /** Not above, not later. */
  readonly until?: string | number;
  /** Above, later. */
  readonly after?: string | number;
}

/** One of these values, or this one. null stands for a missing cell. */
export type Wanted = Cell | readonly Cell[];

/**
 * What a column must hold for a row to pass.
 *
 * - a value: this one; `null`: nothing.
 * - a list: one of these, with null in it also a missing cell.
 * - `{ not: … }`: something, and none of these; `{ not: null }`: anything.
 * - `{ folded: … }`: text that reads like one of these: Arabic and Persian letters and digits, half-spaces, spaces at the
 *   ends and letter case make no difference.
 * - `{ from, before, until, after }`: a value within the bounds.
 */
export type Condition = Wanted | { readonly not: Wanted } | { readonly folded: string | readonly string[] } | Bounds;

/** Conditions by column, all of which must hold. */
export type Conditions = Readonly<Record<string, Condition>>;

/** Whether a cell passes. */
export type Test = (cell: Cell) => boolean;

const BOUNDS = ["from", "before", "until", "after"] as const;
const KEYS = ["not", "folded", ...BOUNDS];

const ISO = /^\d{4}-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?)?$/;

const isDated = (type: TypedColumn["type"]) => type === "date" || type === "datetime";

const kindOf = (type: TypedColumn["type"]) => (type === "number" || type === "boolean" ? type : "string");

/** Throws where a value is of another type than the column's cells: it would never be met, or be met by chance. */
function requireKind(values: readonly Cell[], type: TypedColumn["type"], name: string): void {
  const strange = values.find((value) => value !== null && typeof value !== kindOf(type));
  if (strange === undefined) return;
  const shown = typeof strange === "string" ? `'${strange}'` : strange;
  throw new TypeError(`filter requires values of the type of '${name}', ${type}; got ${shown}, a ${typeof strange}`);
}

function oneOf(wanted: Wanted, type: TypedColumn["type"], name: string): Set<Cell> {
  const values = (Array.isArray(wanted) ? wanted : [wanted]) as readonly Cell[];
  requireKind(values, type, name);
  if (type === "date" || type === "datetime") {
    const strange = values.find((value) => typeof value === "string" && !isIso(value, type));
    const written = type === "date" ? "ISO dates" : "ISO date-times, or bounds (from, until),";
    if (strange !== undefined) throw new TypeError(`filter requires ${written} for '${name}'; got '${strange}'`);
  }
  return new Set(values);
}

function folded(wanted: string | readonly string[], type: TypedColumn["type"], name: string): Test {
  const texts = typeof wanted === "string" ? [wanted] : wanted;
  if (type !== "text") throw new TypeError(`filter requires text in '${name}' to compare it folded; got ${type}`);
  requireKind(texts, type, name);
  const known = new Set(texts.map(fold));
  return (cell) => cell !== null && known.has(fold(cell as string));
}

/** Smaller than 0 where the cell is below the bound. A date-time is held against a date by as much of it as the date has. */
function against(bound: string | number): (cell: string | number, isDate: boolean) => number {
  if (typeof bound === "number") return (cell) => (cell as number) - bound;
  return (cell, isDate) => compareText(isDate ? (cell as string).slice(0, bound.length) : (cell as string), bound);
}

function within(bounds: Bounds, type: TypedColumn["type"], name: string): Test {
  const given = BOUNDS.flatMap((key) => (bounds[key] === undefined ? [] : [[key, bounds[key]!] as const]));
  if (type === "boolean") throw new TypeError(`filter requires an order in '${name}' for bounds; got boolean`);
  requireKind(
    given.map(([, bound]) => bound),
    type,
    name,
  );
  const broken = given.find(([, bound]) => Number.isNaN(bound) || (isDated(type) && !ISO.test(String(bound))));
  if (broken !== undefined) {
    throw new TypeError(
      `filter requires ${isDated(type) ? "ISO dates" : "numbers"} to bound '${name}'; got '${broken[1]}'`,
    );
  }
  const tests = given.map(([key, bound]) => {
    const difference = against(bound);
    const isDate = isDated(type);
    if (key === "from") return (cell: string | number) => difference(cell, isDate) >= 0;
    if (key === "before") return (cell: string | number) => difference(cell, isDate) < 0;
    if (key === "until") return (cell: string | number) => difference(cell, isDate) <= 0;
    return (cell: string | number) => difference(cell, isDate) > 0;
  });
  return (cell) => cell !== null && tests.every((passes) => passes(cell as string | number));
}

/** What a condition asks of each cell of a column. */
export function testOf(condition: Condition, type: TypedColumn["type"], name: string): Test {
  if (typeof condition !== "object" || condition === null || Array.isArray(condition)) {
    const wanted = oneOf(condition as Wanted, type, name);
    return (cell) => wanted.has(cell);
  }
  const keys = Object.keys(condition);
  const strange = keys.find((key) => !KEYS.includes(key));
  const alone = keys.length > 1 && keys.some((key) => key === "not" || key === "folded");
  if (keys.length === 0 || strange !== undefined || alone) {
    const got = alone ? `${keys.join(" and ")} together` : `'${strange ?? "{}"}'`;
    throw new TypeError(
      `filter requires a value, a list, not, folded, or bounds (${BOUNDS.join(", ")}) for '${name}'; got ${got}`,
    );
  }
  if ("folded" in condition) return folded(condition.folded, type, name);
  if (!("not" in condition)) return within(condition as Bounds, type, name);
  const unwanted = oneOf(condition.not, type, name);
  return (cell) => cell !== null && !unwanted.has(cell);
}
