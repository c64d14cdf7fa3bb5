import type { Engine } from "../../tables/sql/relation.js";
import { castRules, preparedText } from "./csv-casts.js";

export type InferredKind = "plain" | "boolean-word" | "date" | "datetime";

/** Which of these columns hold nothing but values of a kind. */
async function columnsOfKind(engine: Engine, ids: readonly string[], kind: InferredKind): Promise<string[]> {
  if (ids.length === 0) return [];
  const parts = ids.flatMap((id) => {
    const rules = castRules(id, engine.dialect);
    return [rules.trimmed, rules.value(kind)].map((value) => engine.dialect.double(`count(${value})`));
  });
  const from = preparedText(ids, engine.dialect);
  const counts = (await engine.query(`SELECT ${parts.join(", ")} FROM ${from}`)).map(([value]) => value as number);
  return ids.filter((_, i) => counts[2 * i] === counts[2 * i + 1]);
}

/** Columns in which every point may stand between thousands, 12.500: what they say is not known, and they stay text. */
async function openPoints(engine: Engine, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const parts = ids.flatMap((id) => [
    engine.dialect.double(`count(*) FILTER (WHERE contains(${id}, '.'))`),
    engine.dialect.double(`count(*) FILTER (WHERE regexp_full_match(${id}, '\\s*-?[1-9][0-9]{0,2}\\.[0-9]{3}\\s*'))`),
  ]);
  const counts = (await engine.query(`SELECT ${parts.join(", ")} FROM as_text`)).map(([value]) => value as number);
  return ids.filter((_, i) => counts[2 * i]! > 0 && counts[2 * i] === counts[2 * i + 1]);
}

/** The kind of each column that no schema describes, from all of its values; what fits no kind is text. */
export async function inferKinds(engine: Engine, ids: readonly string[]): Promise<Map<string, InferredKind>> {
  const found = new Map<string, InferredKind>();
  for (const kind of ["plain", "boolean-word", "date", "datetime"] as const) {
    const left = ids.filter((id) => !found.has(id));
    for (const id of await columnsOfKind(engine, left, kind)) found.set(id, kind);
  }
  const plain = ids.filter((id) => found.get(id) === "plain");
  for (const id of await openPoints(engine, plain)) found.delete(id);
  return found;
}
