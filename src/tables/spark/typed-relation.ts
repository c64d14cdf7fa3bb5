import { type Cast, type Declared, declaredRelation } from "../sql/declared-relation.js";
import type { Dialect } from "../sql/dialect.js";
import type { Relation } from "../sql/relation.js";
import type { SparkEngine } from "./engine.js";

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

function castOf({ name, type }: Declared, x: string, dialect: Dialect): Cast {
  if (type === "float" || type === "double") return { sql: finite(x, name, dialect), type: "number" };
  if (type.startsWith("timestamp")) return { sql: dateTime(x, dialect), type: "datetime" };
  return { sql: textOf(type, x), type: "text" };
}

/**
 * A table or view of Spark's as a relation: NaN as missing, whole numbers above 2^53 as text, a timestamp in UTC, and what
 * has no type of ours as its text.
 */
export async function sparkRelation(engine: SparkEngine, source: string, name: string): Promise<Relation> {
  const declared = await engine.describe(`SELECT * FROM ${source}`);
  return declaredRelation(engine, source, name, declared, castOf);
}
