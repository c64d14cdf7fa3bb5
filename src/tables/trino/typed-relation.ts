import type { Exactness } from "../exact-sums.js";
import type { Dialect } from "../sql/dialect.js";
import type { Engine, Native, Relation, RelationColumn } from "../sql/relation.js";
import type { ColumnType } from "../table.js";

interface Declared {
  readonly name: string;
  readonly type: string;
}

/** A column of Trino's in our types: what is selected, and what its type says of its numbers. */
interface Cast {
  readonly sql: string;
  readonly type: ColumnType;
  readonly native?: Native;
  readonly exact?: Exactness;
  readonly range?: readonly [number, number];
}

const whole = (bits: number): Exactness => ({ decimals: 0, bound: 2 ** (bits - 1) });
const WHOLE: Readonly<Record<string, Exactness>> = { tinyint: whole(8), smallint: whole(16), integer: whole(32) };
/** Decimal digits that a double always holds. */
const DIGITS = 15;

const decimalOf = (type: string) => {
  const match = /^decimal\((\d+),\s*(\d+)\)$/.exec(type);
  return match === null ? null : { precision: Number(match[1]), scale: Number(match[2]) };
};

/** Whether a type holds whole numbers that a double may round. */
function isLarge(type: string): boolean {
  const decimal = decimalOf(type);
  return type === "bigint" || (decimal !== null && decimal.scale === 0 && decimal.precision > DIGITS);
}

/** Whole numbers and decimals stay what they are: they group and add up as they are, exactly. */
function numberOf({ type }: Declared, x: string): Cast | null {
  if (Object.hasOwn(WHOLE, type)) return { sql: x, type: "number", native: "whole", exact: WHOLE[type]! };
  const decimal = decimalOf(type);
  if (decimal === null) return null;
  const { precision, scale } = decimal;
  if (precision > DIGITS) return { sql: x, type: "number", native: "long decimal" };
  return { sql: x, type: "number", native: "decimal", exact: { decimals: scale, bound: 10 ** precision } };
}

/** NaN is missing; an infinite number is refused, for no sum with it means anything. */
function finite(x: string, name: string, { literal }: Dialect): string {
  const refusal = literal(`column '${name}' holds an infinite number`);
  return `CASE WHEN is_finite(${x}) THEN CAST(${x} AS DOUBLE) WHEN is_infinite(${x}) THEN CAST(fail(${refusal}) AS DOUBLE) END`;
}

/** A timestamp as ISO text: seconds always, their fraction only where there is one; one with a zone in UTC. */
function dateTime(x: string, type: string): string {
  const precision = Math.max(Number(/\((\d+)\)/.exec(type)?.[1] ?? 3), 1);
  const local = type.endsWith("with time zone") ? `${x} AT TIME ZONE 'UTC'` : x;
  const text = `CAST(CAST(${local} AS TIMESTAMP(${precision})) AS VARCHAR)`;
  return `regexp_replace(replace(${text}, ' ', 'T'), '\\.?0+$', '')`;
}

function textOf({ name, type }: Declared, x: string, { literal }: Dialect): string {
  if (/^varchar/.test(type)) return x;
  // What pads a char is no part of it.
  if (/^char/.test(type)) return `rtrim(CAST(${x} AS VARCHAR))`;
  if (type === "json") return `json_format(${x})`;
  if (type === "varbinary") return `lower(to_hex(${x}))`;
  if (/^(array|map|row)\(/.test(type)) return `json_format(CAST(${x} AS JSON))`;
  if (/^(time|interval|uuid|ipaddress)/.test(type)) return `CAST(${x} AS VARCHAR)`;
  const refusal = literal(`column '${name}' is of type ${type}, which has no text`);
  return `CAST(fail(${refusal}) AS VARCHAR)`;
}

/** @param range of a column whose whole numbers a double may round */
function castOf(column: Declared, dialect: Dialect, range: readonly [number, number] | undefined): Cast {
  const { name, type } = column;
  const x = dialect.identifier(name);
  if (range !== undefined) {
    const bound = Math.max(...range.map(Math.abs));
    if (bound > Number.MAX_SAFE_INTEGER) return { sql: `CAST(${x} AS VARCHAR)`, type: "text" };
    const native = type === "bigint" ? "whole" : "decimal";
    return { sql: x, type: "number", native, exact: { decimals: 0, bound }, range };
  }
  const number = numberOf(column, x);
  if (number !== null) return number;
  if (type === "real" || type === "double") return { sql: finite(x, name, dialect), type: "number" };
  if (type === "boolean") return { sql: x, type: "boolean", exact: { decimals: 0, bound: 1 } };
  if (type === "date") return { sql: x, type: "date", native: "date" };
  if (type.startsWith("timestamp")) return { sql: dateTime(x, type), type: "datetime" };
  return { sql: textOf(column, x, dialect), type: "text" };
}

type Ranges = ReadonlyMap<string, readonly [number, number]>;

/**
 * The rows, and the smallest and the largest value of each column whose whole numbers a double may round: beyond 2^53 they
 * are ids. One look at these columns when the table is first used; null where there are none.
 */
async function largeColumns(
  engine: Engine,
  source: string,
  columns: readonly Declared[],
): Promise<{ readonly rows: number; readonly ranges: Ranges } | null> {
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
 * A table or view of Trino's as a relation: numbers as doubles, NaN as missing, whole numbers above 2^53 as text, a
 * timestamp with a zone in UTC, and what has no type of ours as its text. What integer and decimal types say of their
 * numbers is kept, so that sums of them are exact without a look at the rows.
 */
export async function trinoRelation(engine: Engine, source: string, name: string): Promise<Relation> {
  const [names = [], types = []] = await engine.query(`DESCRIBE ${source}`);
  const declared = names.map((column, i) => ({ name: column as string, type: types[i] as string }));
  const large = await largeColumns(engine, source, declared);
  const casts = declared.map((column) => castOf(column, engine.dialect, large?.ranges.get(column.name)));
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
