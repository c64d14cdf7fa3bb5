import { expect } from "vitest";
import type { TableLike } from "../../src/index.js";
import { fromColumns } from "../../src/tables/memory/from-columns.js";
import { inferColumn } from "../../src/tables/memory/infer.js";
import { type Columns, expectSame, inDuckdb } from "./sameInDuckdb.js";

/** A number that cannot exist, where it stands in the result, and what its note says. */
export interface Case {
  readonly why: string;
  readonly columns: Columns;
  readonly call: (table: TableLike) => Promise<object>;
  /** Path of the row that holds the number: `overall` unless given. */
  readonly at?: string;
  /** "estimate" (default): no number at all; "bounds": a number without an interval; "test": no test. */
  readonly lacks?: "estimate" | "bounds" | "test";
  readonly note: RegExp;
}

type Call<Options> = (table: TableLike, options: Options) => Promise<object>;

/** A metric with the options that all its cases share. */
export const calling =
  <Options extends object>(metric: Call<Options>, shared: Options) =>
  (options: Partial<Options> = {}) =>
  (table: TableLike) =>
    metric(table, { ...shared, ...options });

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

const isNote = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

/**
 * What a result does not account for: numbers that are none (NaN, Infinity), and estimates or bounds that are null without a
 * note beside them or on the row they belong to. [] is right.
 */
export function unexplained(value: unknown, path = "result", noted = false): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${path} is ${value}`];
  if (value === undefined) return [`${path} is undefined`];
  if (!isFields(value)) return [];
  if (Array.isArray(value)) return value.flatMap((one, i) => unexplained(one, `${path}.${i}`, noted));
  const isNoted = noted || isNote(value.note);
  const isEstimate = "estimate" in value && "lower" in value;
  const lacking = isEstimate ? ["estimate", "lower", "upper"].filter((name) => value[name] === null) : [];
  return [
    ...(isNoted ? [] : lacking.map((name) => `${path}.${name} is null without a note`)),
    ...(value.note === "" ? [`${path}.note is empty`] : []),
    ...Object.entries(value).flatMap(([name, inner]) => unexplained(inner, `${path}.${name}`, isNoted)),
  ];
}

/** In memory; Danfo itself makes no frame without rows. */
export const inMemory = (columns: Columns) =>
  fromColumns(Object.entries(columns).map(([name, cells]) => [name, inferColumn(cells, name, "the table")] as const));

const held = (result: object, path: string) =>
  path.split(".").reduce<unknown>((inside, name) => (inside as Record<string, unknown>)[name], result) as {
    readonly estimate: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly test?: object | null;
    readonly note: string | null;
  };

/** The number is null and its note says why, nothing else in the result is unaccounted for, and DuckDB says the same. */
export async function expectNothing({ columns, call, at = "overall", lacks = "estimate", note }: Case): Promise<void> {
  const result = await call(await inMemory(columns));
  const row = lacks === "test" ? held({ result }, "result") : held(result, at);
  expect(row.note).toMatch(note);
  if (lacks === "test") expect(row.test).toBeNull();
  else {
    const estimate = lacks === "estimate" ? null : expect.any(Number);
    const bounds = [row.lower, row.upper];
    expect(row.estimate).toEqual(estimate);
    // A bound may be known where the number itself is not, or the other one.
    expect(bounds).toContain(null);
  }
  expect(unexplained(result)).toEqual([]);
  expectSame(await call(await inDuckdb(columns)), result);
}
