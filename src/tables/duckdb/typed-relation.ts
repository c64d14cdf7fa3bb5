import type { Engine, Relation } from "../sql/relation.js";
import type { ColumnType } from "../table.js";

interface Declared {
  readonly name: string;
  readonly type: string;
}

const WHOLE = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER)$/;
/** Whole numbers that may be larger than a double holds. */
const LARGE = /^(U?BIGINT|U?HUGEINT)$/;

/** The type of ours that a column of this type of DuckDB's has. */
export function typeOf(type: string): ColumnType {
  if (WHOLE.test(type) || /^(DECIMAL|FLOAT|DOUBLE)/.test(type)) return "number";
  if (type === "BOOLEAN") return "boolean";
  if (type === "DATE") return "date";
  return type.startsWith("TIMESTAMP") ? "datetime" : "text";
}

/** A timestamp as ISO text: seconds always, their fraction only where there is one. */
const isoDateTime = (x: string) =>
  `strftime(${x}, '%Y-%m-%dT%H:%M:%S') || CASE WHEN microsecond(${x}) % 1000000 = 0 THEN '' ELSE rtrim(strftime(${x}, '.%f'), '0') END`;

function finite(x: string, name: string, engine: Engine): string {
  const refusal = engine.dialect.literal(`column '${name}' holds an infinite number`);
  return `CASE WHEN isnan(${x}) THEN NULL WHEN isinf(${x}) THEN error(${refusal}) ELSE CAST(${x} AS DOUBLE) END`;
}

/** A column of DuckDB's as a double, a boolean or text, as our types have it; dates stay what they are as long as they are there. */
function cast({ name, type }: Declared, engine: Engine, large: boolean): string {
  const x = engine.dialect.identifier(name);
  if (large) return `CAST(${x} AS VARCHAR)`;
  if (/^(FLOAT|DOUBLE)$/.test(type)) return finite(x, name, engine);
  const ours = typeOf(type);
  if (ours === "number") return `CAST(${x} AS DOUBLE)`;
  if (ours === "boolean" || ours === "date") return x;
  return ours === "datetime" ? isoDateTime(`CAST(${x} AS TIMESTAMP)`) : `CAST(${x} AS VARCHAR)`;
}

/** Columns whose whole numbers a double would round; they are ids and become text. */
async function roundedColumns(engine: Engine, from: string, columns: readonly Declared[]): Promise<Set<string>> {
  const suspects = columns.filter(({ type }) => LARGE.test(type));
  if (suspects.length === 0) return new Set();
  const { identifier, double } = engine.dialect;
  const extremes = suspects.flatMap(({ name }) => [
    double(`min(${identifier(name)})`),
    double(`max(${identifier(name)})`),
  ]);
  const answer = (await engine.query(`SELECT ${extremes.join(", ")} FROM ${from}`)).map(
    ([value]) => value as number | null,
  );
  const beyond = (value: number | null) => value !== null && Math.abs(value) > Number.MAX_SAFE_INTEGER;
  return new Set(
    suspects.filter((_, i) => beyond(answer[2 * i]!) || beyond(answer[2 * i + 1]!)).map(({ name }) => name),
  );
}

/**
 * A table, view or table function of DuckDB's as a relation: numbers as doubles, NaN as missing,
 * whole numbers above 2^53 as text; a timestamp with a zone becomes UTC, and what has no type of ours its text.
 */
export async function typedRelation(engine: Engine, source: string, name: string): Promise<Relation> {
  const [names = [], types = []] = await engine.query(`DESCRIBE SELECT * FROM ${source}`);
  const declared = names.map((column, i) => ({ name: column as string, type: types[i] as string }));
  const rounded = await roundedColumns(engine, source, declared);
  const casts = declared.map((column, i) => `${cast(column, engine, rounded.has(column.name))} AS c${i}`);
  return {
    name,
    from: `(SELECT ${casts.join(", ")} FROM ${source}) AS typed`,
    columns: declared.map((column, i) => ({
      name: column.name,
      id: `c${i}`,
      type: rounded.has(column.name) ? "text" : typeOf(column.type),
      ...(column.type === "DATE" && { native: "date" as const }),
    })),
    order: [],
  };
}
