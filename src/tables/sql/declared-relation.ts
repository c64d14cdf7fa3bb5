import type { Exactness } from "../exact-sums.js";
import type { Dialect } from "./dialect.js";
import type { Engine, Relation, RelationColumn } from "./relation.js";

/** A column as an engine declares it: 'decimal(12, 2)'. */
export interface Declared {
  readonly name: string;
  readonly type: string;
}

/** A column of an engine's in our types: what is selected, and what its type says of its numbers. */
export type Cast = { readonly sql: string } & Omit<RelationColumn, "name" | "id">;

/** What an engine's own types become that are neither whole numbers nor decimals, yes or no, nor dates. */
export type CastOthers = (column: Declared, expression: string, dialect: Dialect) => Cast;

type Range = readonly [number, number];

const whole = (bits: number): Exactness => ({ decimals: 0, bound: 2 ** (bits - 1) });
/** Whole numbers that every double holds, by what the engines call them. */
const WHOLE: ReadonlyMap<string, Exactness> = new Map([
  ["tinyint", whole(8)],
  ["smallint", whole(16)],
  ["integer", whole(32)],
  ["int", whole(32)],
]);
/** Decimal digits that a double always holds. */
const DIGITS = 15;

function decimalOf(type: string) {
  const match = /^decimal\((\d+),\s*(\d+)\)$/.exec(type);
  return match === null ? null : { precision: Number(match[1]), scale: Number(match[2]) };
}

/** Whether a type holds whole numbers that a double may round. */
function isLarge(type: string): boolean {
  const decimal = decimalOf(type);
  return type === "bigint" || (decimal !== null && decimal.scale === 0 && decimal.precision > DIGITS);
}

/** Large whole numbers, as far as they are found to reach: beyond 2^53 they are ids, and become text. */
function largeNumber(type: string, sql: string, range: Range, { text }: Dialect): Cast {
  const bound = Math.max(...range.map(Math.abs));
  if (bound > Number.MAX_SAFE_INTEGER) return { sql: text(sql), type: "text" };
  const native = type === "bigint" ? "whole" : "decimal";
  return { sql, type: "number", native, exact: { decimals: 0, bound }, range };
}

/** Whole numbers and decimals stay what they are: they group and add up as they are, exactly. */
function exactNumber(type: string, sql: string): Cast | null {
  const exact = WHOLE.get(type);
  if (exact !== undefined) return { sql, type: "number", native: "whole", exact };
  const decimal = decimalOf(type);
  if (decimal === null) return null;
  const { precision, scale } = decimal;
  if (precision > DIGITS) return { sql, type: "number", native: "long decimal" };
  return { sql, type: "number", native: "decimal", exact: { decimals: scale, bound: 10 ** precision } };
}

function castOf(column: Declared, dialect: Dialect, range: Range | undefined, others: CastOthers): Cast {
  const { name, type } = column;
  const sql = dialect.identifier(name);
  if (range !== undefined) return largeNumber(type, sql, range, dialect);
  if (type === "boolean") return { sql, type, exact: { decimals: 0, bound: 1 } };
  if (type === "date") return { sql, type, native: "date" };
  return exactNumber(type, sql) ?? others(column, sql, dialect);
}

/**
 * The rows, and the smallest and the largest value of each column whose whole numbers a double may round. One look at these
 * columns when the table is first used; null where there are none.
 */
async function largeColumns(
  engine: Engine,
  source: string,
  columns: readonly Declared[],
): Promise<{ readonly rows: number; readonly ranges: ReadonlyMap<string, Range> } | null> {
  const suspects = columns.filter(({ type }) => isLarge(type));
  if (suspects.length === 0) return null;
  const { identifier, double } = engine.dialect;
  const ends = suspects.flatMap(({ name }) => ["min", "max"].map((end) => `${end}(${identifier(name)})`));
  const asked = ["count(*)", ...ends].map(double);
  const [rows, ...found] = (await engine.query(`SELECT ${asked.join(", ")} FROM ${source}`)).map(
    ([value]) => (value as number | null) ?? 0,
  );
  return {
    rows: rows!,
    ranges: new Map(suspects.map(({ name }, i) => [name, [found[2 * i]!, found[2 * i + 1]!]])),
  };
}

/**
 * A table or view of a cluster's as a relation, by the types that it declares. What integer and decimal types say of their
 * numbers is kept, so that sums of them are exact without a look at the rows; whole numbers beyond 2^53 are text.
 */
export async function declaredRelation(
  engine: Engine,
  source: string,
  name: string,
  declared: readonly Declared[],
  others: CastOthers,
): Promise<Relation> {
  const large = await largeColumns(engine, source, declared);
  const casts = declared.map((column) => castOf(column, engine.dialect, large?.ranges.get(column.name), others));
  const columns = declared.map((column, i): RelationColumn => {
    const { sql: _, ...kept } = casts[i]!;
    return { name: column.name, id: `c${i}`, ...kept };
  });
  const selected = casts.map(({ sql }, i) => `${sql} AS c${i}`);
  return {
    ...{ name, columns, order: [] },
    from: `(SELECT ${selected.join(", ")} FROM ${source}) AS typed`,
    ...(large !== null && { known: { rows: large.rows, exactness: new Map() } }),
  };
}
