import type { Exactness } from "../exact-sums.js";
import type { Engine, Native, Relation, RelationColumn } from "../sql/relation.js";
import type { ColumnType } from "../table.js";

interface Declared {
  readonly name: string;
  readonly type: string;
}

/** A column of DuckDB's in our types: what is selected, and what its type says of its numbers. */
interface Cast {
  readonly sql: string;
  readonly type: ColumnType;
  readonly native?: Native;
  readonly exact?: Exactness;
}

const WHOLE = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER)$/;
/** Whole numbers that may be larger than a double holds. */
const LARGE = /^(U?BIGINT|U?HUGEINT)$/;

/** The sizes that whole numbers of a type do not pass, all of which a double holds. */
const SMALL: ReadonlyMap<string, number> = new Map(
  [["TINYINT", 8] as const, ["SMALLINT", 16] as const, ["INTEGER", 32] as const].flatMap(([type, bits]) => [
    [type, 2 ** (bits - 1)],
    [`U${type}`, 2 ** bits],
  ]),
);
/** Decimal digits that a double always holds. */
const DIGITS = 15;

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
  return `CASE WHEN isfinite(${x}) THEN CAST(${x} AS DOUBLE) WHEN isinf(${x}) THEN error(${refusal}) END`;
}

/**
 * Whole numbers and decimals stay what they are: as such they are grouped and added exactly, and their ends are read from what a
 * file or a table says of itself, without a look at the rows.
 */
function numberOf(type: string, x: string, range: readonly [number, number] | undefined): Cast {
  if (range !== undefined && type === "BIGINT") {
    const exact = { decimals: 0, bound: Math.max(...range.map(Math.abs)) };
    return { sql: x, type: "number", native: "whole", exact };
  }
  const bound = SMALL.get(type);
  if (bound !== undefined) return { sql: x, type: "number", native: "whole", exact: { decimals: 0, bound } };
  const [, precision, scale] = (/^DECIMAL\((\d+),\s*(\d+)\)$/.exec(type) ?? []).map(Number);
  if (precision === undefined || precision > DIGITS) return { sql: `CAST(${x} AS DOUBLE)`, type: "number" };
  return { sql: x, type: "number", native: "decimal", exact: { decimals: scale!, bound: 10 ** precision } };
}

/** @param range of a column whose whole numbers a double may round, where it holds any */
function castOf({ name, type }: Declared, engine: Engine, range: readonly [number, number] | undefined): Cast {
  const x = engine.dialect.identifier(name);
  if (range?.some((end) => Math.abs(end) > Number.MAX_SAFE_INTEGER))
    return { sql: `CAST(${x} AS VARCHAR)`, type: "text" };
  if (/^(FLOAT|DOUBLE)$/.test(type)) return { sql: finite(x, name, engine), type: "number" };
  const ours = typeOf(type);
  if (ours === "number") return numberOf(type, x, range);
  if (ours === "boolean") return { sql: x, type: ours };
  if (ours === "date") return { sql: x, type: ours, native: "date" };
  return { sql: ours === "datetime" ? isoDateTime(`CAST(${x} AS TIMESTAMP)`) : `CAST(${x} AS VARCHAR)`, type: ours };
}

/** The ends of each column whose whole numbers a double may round: beyond 2^53 they are ids. */
async function endsOfLarge(
  engine: Engine,
  from: string,
  columns: readonly Declared[],
): Promise<ReadonlyMap<string, readonly [number, number]>> {
  const suspects = columns.filter(({ type }) => LARGE.test(type));
  if (suspects.length === 0) return new Map();
  const { identifier, double } = engine.dialect;
  const asked = suspects.flatMap(({ name }) => ["min", "max"].map((end) => double(`${end}(${identifier(name)})`)));
  const found = (await engine.query(`SELECT ${asked.join(", ")} FROM ${from}`)).map(
    ([value]) => value as number | null,
  );
  const ends = suspects.flatMap(({ name }, i) => {
    const [min, max] = [found[2 * i], found[2 * i + 1]];
    return min == null || max == null ? [] : [[name, [min, max]] as const];
  });
  return new Map(ends);
}

/**
 * A table, view or table function of DuckDB's as a relation: NaN as missing, whole numbers above 2^53 as text; a timestamp with a
 * zone becomes UTC, and what has no type of ours its text.
 */
export async function typedRelation(engine: Engine, source: string, name: string): Promise<Relation> {
  const [names = [], types = []] = await engine.query(`DESCRIBE SELECT * FROM ${source}`);
  const declared = names.map((column, i) => ({ name: column as string, type: types[i] as string }));
  const ends = await endsOfLarge(engine, source, declared);
  const casts = declared.map((column) => castOf(column, engine, ends.get(column.name)));
  const columns = declared.map((column, i): RelationColumn => {
    const { sql: _, ...kept } = casts[i]!;
    return { name: column.name, id: `c${i}`, ...kept };
  });
  const selected = casts.map(({ sql }, i) => `${sql} AS c${i}`);
  return {
    ...{ name, columns, order: [] },
    from: `(SELECT ${selected.join(", ")} FROM ${source}) AS typed`,
  };
}
