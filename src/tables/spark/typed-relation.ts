import type { Exactness } from "../exact-sums.js";
import type { Dialect } from "../sql/dialect.js";
import type { Relation, RelationColumn } from "../sql/relation.js";
import type { ColumnType } from "../table.js";
import type { SparkColumn } from "./client.js";
import type { SparkEngine } from "./engine.js";

/** A column of Spark's in our types: what is selected, and what its type says of its numbers. */
interface Cast {
  readonly sql: string;
  readonly type: ColumnType;
  readonly native?: "date";
  readonly exact?: Exactness;
}

const whole = (bits: number): Exactness => ({ decimals: 0, bound: 2 ** (bits - 1) });
const WHOLE: Readonly<Record<string, Exactness>> = { tinyint: whole(8), smallint: whole(16), int: whole(32) };
/** Decimal digits that a double always holds. */
const DIGITS = 15;

function decimalOf(type: string) {
  const match = /^decimal\((\d+),(\d+)\)$/.exec(type);
  return match === null ? null : { precision: Number(match[1]), scale: Number(match[2]) };
}

/** Whether a type holds whole numbers that a double may round. */
function isLarge(type: string): boolean {
  const decimal = decimalOf(type);
  return type === "bigint" || (decimal !== null && decimal.scale === 0 && decimal.precision > DIGITS);
}

/** NaN is missing; an infinite number is refused, for no sum with it means anything. */
function finite(x: string, name: string, { double, literal }: Dialect): string {
  const refusal = literal(`column '${name}' holds an infinite number`);
  const infinite = `abs(${double(x)}) = ${double(literal("Infinity"))}`;
  return `CASE WHEN isnan(${x}) THEN NULL WHEN ${infinite} THEN ${double(`raise_error(${refusal})`)} ELSE ${double(x)} END`;
}

/** A timestamp as ISO text: seconds always, their fraction only where there is one; the session's clock is that of UTC. */
function dateTime(x: string, { literal }: Dialect): string {
  const text = `date_format(${x}, ${literal("yyyy-MM-dd'T'HH:mm:ss.SSSSSS")})`;
  return `regexp_replace(${text}, ${literal("\\.?0+$")}, '')`;
}

function textOf(type: string, x: string): string {
  if (type === "string" || /^(var)?char/.test(type)) return x;
  if (type === "binary") return `lower(hex(${x}))`;
  return /^(array|map|struct|variant)/.test(type) ? `to_json(${x})` : `CAST(${x} AS STRING)`;
}

/** @param large the smallest and the largest value of a column whose whole numbers a double may round */
function castOf({ name, type }: SparkColumn, dialect: Dialect, large: readonly (number | null)[] | undefined): Cast {
  const x = dialect.identifier(name);
  const decimal = decimalOf(type);
  if (large !== undefined) {
    const bound = Math.max(...large.map((value) => Math.abs(value ?? 0)));
    if (bound > Number.MAX_SAFE_INTEGER) return { sql: dialect.text(x), type: "text" };
    return { sql: dialect.double(x), type: "number", exact: { decimals: 0, bound } };
  }
  if (Object.hasOwn(WHOLE, type)) return { sql: dialect.double(x), type: "number", exact: WHOLE[type]! };
  if (decimal !== null) {
    const { precision, scale } = decimal;
    const exact = precision <= DIGITS ? { exact: { decimals: scale, bound: 10 ** precision } } : {};
    return { sql: dialect.double(x), type: "number", ...exact };
  }
  if (type === "float" || type === "double") return { sql: finite(x, name, dialect), type: "number" };
  if (type === "boolean") return { sql: x, type: "boolean", exact: { decimals: 0, bound: 1 } };
  if (type === "date") return { sql: x, type: "date", native: "date" };
  if (type.startsWith("timestamp")) return { sql: dateTime(x, dialect), type: "datetime" };
  return { sql: textOf(type, x), type: "text" };
}

/** The smallest and the largest value of each column whose whole numbers a double may round: beyond 2^53 they are ids. */
async function largeColumns(engine: SparkEngine, source: string, columns: readonly SparkColumn[]) {
  const suspects = columns.filter(({ type }) => isLarge(type));
  if (suspects.length === 0) return new Map<string, readonly (number | null)[]>();
  const { identifier, double } = engine.dialect;
  const ends = suspects.flatMap(({ name }) => ["min", "max"].map((end) => double(`${end}(${identifier(name)})`)));
  const answer = (await engine.query(`SELECT ${ends.join(", ")} FROM ${source}`)).map(
    ([value]) => value as number | null,
  );
  return new Map(suspects.map(({ name }, i) => [name, answer.slice(2 * i, 2 * i + 2)]));
}

/**
 * A table or view of Spark's as a relation: numbers as doubles, NaN as missing, whole numbers above 2^53 as text, a
 * timestamp in UTC, and what has no type of ours as its text. What integer and decimal types say of their numbers is
 * kept, so that sums of them are exact without a look at the rows.
 */
export async function sparkRelation(engine: SparkEngine, source: string, name: string): Promise<Relation> {
  const declared = await engine.describe(`SELECT * FROM ${source}`);
  const large = await largeColumns(engine, source, declared);
  const casts = declared.map((column) => castOf(column, engine.dialect, large.get(column.name)));
  const columns = declared.map((column, i): RelationColumn => {
    const { sql: _, ...kept } = casts[i]!;
    return { name: column.name, id: `c${i}`, ...kept };
  });
  const selected = casts.map(({ sql }, i) => `${sql} AS c${i}`);
  return { name, from: `(SELECT ${selected.join(", ")} FROM ${source}) AS typed`, columns, order: [] };
}
