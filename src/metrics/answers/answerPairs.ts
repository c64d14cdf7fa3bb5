import { nearestNames } from "../../tables/nearest.js";
import { requireColumns } from "../../tables/requirements.js";
import type { Cell, Table } from "../../tables/table.js";
import { requireOnScale, type Scale } from "../scale.js";
import type { Pair } from "./differenceRow.js";

export interface Wave {
  readonly table: Table;
  readonly score: string;
  readonly customer: string;
  /** Rows of this wave only. */
  readonly where: { readonly column: string; readonly value: Cell } | null;
  readonly name: string;
}

interface Asked {
  readonly caller: string;
  readonly scale: Scale;
}

/** Throws unless a column holds the value, naming the nearest there is. */
export function requireValue(values: readonly Cell[], value: Cell, column: string, caller: string): void {
  if (values.includes(value)) return;
  const names = [...new Set(values)].flatMap((name) => (name === null ? [] : [String(name)]));
  const near = nearestNames(String(value), names);
  const hint = (near.length > 0 ? near : names.slice(0, 12)).map((name) => `'${name}'`).join(", ");
  throw new RangeError(
    `${caller}: no '${value}' in column '${column}'; ${near.length > 0 ? "nearest" : "there are"}: ${hint}`,
  );
}

/** The answer of each customer who answered in a wave; throws when one answered twice. */
async function answersIn(wave: Wave, { caller, scale }: Asked): Promise<Map<Cell, number>> {
  const { table, score, customer, where, name } = wave;
  const keys = where === null ? [customer, score] : [where.column, customer, score];
  await requireColumns(table, keys, caller);
  const tally = await table.crosstab(keys);
  await requireOnScale(
    table,
    score,
    tally.map((cross) => cross.keys[keys.length - 1]!),
    scale,
    `${caller} requires scores`,
  );
  if (where !== null) {
    const values = tally.map((cross) => cross.keys[0]!);
    requireValue(values, where.value, where.column, caller);
  }
  const answers = new Map<Cell, number>();
  for (const cross of tally) {
    const [who, answer] = cross.keys.slice(-2) as [Cell, Cell];
    if ((where !== null && cross.keys[0] !== where.value) || who === null || typeof answer !== "number") continue;
    if (cross.n > 1 || answers.has(who)) {
      throw new RangeError(`${caller} requires one answer a customer in each wave; got more from '${who}' in ${name}`);
    }
    answers.set(who, answer);
  }
  return answers;
}

/** The customers who answered in both waves, and how many answered in one only. */
export async function pairedAnswers(
  first: Wave,
  second: Wave,
  asked: Asked,
): Promise<{ pairs: Pair[]; alone: number }> {
  const [one, other] = [await answersIn(first, asked), await answersIn(second, asked)];
  const pairs: Pair[] = [];
  for (const [who, answer] of one) {
    const again = other.get(who);
    if (again !== undefined) pairs.push([answer, again]);
  }
  return { pairs, alone: one.size + other.size - 2 * pairs.length };
}
