import { type Cast, type Declared, declaredRelation } from "../sql/declared-relation.js";
import type { Dialect } from "../sql/dialect.js";
import type { Engine, Relation } from "../sql/relation.js";

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

function castOf(column: Declared, x: string, dialect: Dialect): Cast {
  const { name, type } = column;
  if (type === "real" || type === "double") return { sql: finite(x, name, dialect), type: "number" };
  if (type.startsWith("timestamp")) return { sql: dateTime(x, type), type: "datetime" };
  return { sql: textOf(column, x, dialect), type: "text" };
}

/**
 * A table or view of Trino's as a relation: NaN as missing, whole numbers above 2^53 as text, a timestamp with a zone in
 * UTC, and what has no type of ours as its text.
 */
export async function trinoRelation(engine: Engine, source: string, name: string): Promise<Relation> {
  const [names = [], types = []] = await engine.query(`DESCRIBE ${source}`);
  const declared = names.map((column, i) => ({ name: column as string, type: types[i] as string }));
  return declaredRelation(engine, source, name, declared, castOf);
}
