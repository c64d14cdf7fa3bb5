import { requireColumns } from "../tables/requirements.js";
import type { Cell, Table } from "../tables/table.js";
import type { Pair } from "./npsContrast.js";
import { classOf } from "./npsTally.js";
import { requireOnScale } from "./scale.js";

interface Wave {
  readonly table: Table;
  readonly score: string;
  readonly customer: string;
  /** Rows of this wave only. */
  readonly where: { readonly column: string; readonly value: Cell } | null;
  readonly name: string;
}

/** The class of each customer who answered in a wave; throws when one answered twice. */
async function classesOf(wave: Wave, caller: string): Promise<Map<Cell, -1 | 0 | 1>> {
  const { table, score, customer, where, name } = wave;
  const keys = where === null ? [customer, score] : [where.column, customer, score];
  await requireColumns(table, keys, caller);
  const tally = await table.crosstab(keys);
  const scale = { min: 0, max: 10 };
  await requireOnScale(
    table,
    score,
    tally.map((cross) => cross.keys[keys.length - 1]!),
    scale,
    `${caller} requires scores`,
  );
  const classes = new Map<Cell, -1 | 0 | 1>();
  for (const cross of tally) {
    const [who, answer] = cross.keys.slice(-2) as [Cell, Cell];
    if ((where !== null && cross.keys[0] !== where.value) || who === null || typeof answer !== "number") continue;
    if (cross.n > 1 || classes.has(who)) {
      throw new RangeError(`${caller} requires one answer a customer in each wave; got more from '${who}' in ${name}`);
    }
    classes.set(who, classOf(answer));
  }
  return classes;
}

/** The customers who answered in both waves, and how many answered in one only. */
export async function pairedClasses(
  first: Wave,
  second: Wave,
  caller: string,
): Promise<{ pairs: Pair[]; alone: number }> {
  const [before, after] = [await classesOf(first, caller), await classesOf(second, caller)];
  const pairs: Pair[] = [];
  for (const [who, answer] of before) {
    const other = after.get(who);
    if (other !== undefined) pairs.push([answer, other]);
  }
  return { pairs, alone: before.size + after.size - 2 * pairs.length };
}
