import { type Cell, type Cross, compareText } from "../tables/table.js";
import { numberOf, PatternCounter, type ReasonSegment, reasonOf } from "./churnReasonsPatterns.js";

/** Where the keys of the crosstab stand: the segment first, then customer, reason, value and weight, as far as asked for. */
export interface MultipleColumns {
  readonly by: readonly string[];
  readonly customer: string;
  readonly value?: string | undefined;
  readonly weight?: string | undefined;
}

interface Leaver {
  readonly cells: readonly Cell[];
  readonly value: number | null;
  readonly weight: number | null;
  readonly reasons: Set<string>;
}

const shown = (cell: Cell) => (cell === null ? "nothing" : typeof cell === "string" ? `'${cell}'` : String(cell));

/** Throws unless all rows of a customer say the same of his segment, his value and his weight. */
function requireSame(known: Leaver, fresh: Leaver, who: Cell, columns: MultipleColumns, caller: string): void {
  const { by, value = "value", weight = "weight", customer } = columns;
  const compared: (readonly [string, Cell, Cell])[] = [
    ...by.map((name, i) => [name, known.cells[i]!, fresh.cells[i]!] as const),
    [value, known.value, fresh.value],
    [weight, known.weight, fresh.weight],
  ];
  const differing = compared.find(([, a, b]) => a !== b);
  if (differing === undefined) return;
  const [name, a, b] = differing;
  throw new RangeError(
    `${caller} requires one '${name}' a customer; got ${shown(a)} and ${shown(b)} for ${shown(who)} in '${customer}'`,
  );
}

function leavers(tally: readonly Cross[], columns: MultipleColumns, caller: string): Leaver[] {
  const { by, value, weight, customer } = columns;
  const at = by.length;
  const found = new Map<string, Leaver>();
  for (const { keys } of tally) {
    const who = keys[at]!;
    if (who === null) {
      const rows = tally.reduce((sum, cross) => sum + (cross.keys[at] === null ? cross.n : 0), 0);
      throw new RangeError(`${caller} requires a customer in every row; got none in '${customer}' (rows: ${rows})`);
    }
    const fresh: Leaver = {
      cells: keys.slice(0, at),
      value: value === undefined ? 1 : numberOf(keys[at + 2]!),
      weight: weight === undefined ? 1 : numberOf(keys[keys.length - 1]!),
      reasons: new Set(),
    };
    const name = JSON.stringify(who);
    const known = found.get(name) ?? fresh;
    found.set(name, known);
    requireSame(known, fresh, who, columns, caller);
    const reason = reasonOf(keys[at + 1]!);
    if (reason !== null) known.reasons.add(reason);
  }
  return [...found.values()];
}

/**
 * Who gave which reasons, where a customer has several rows: by segment, from a crosstab of segment × customer × reason
 * (× value × weight). A reason given twice by one customer counts once.
 *
 * @param most keep the mass of each customer up to so many customers
 */
export function multipleReasons(
  tally: readonly Cross[],
  columns: MultipleColumns,
  most: number,
  caller: string,
): ReasonSegment[] {
  const found = leavers(tally, columns, caller);
  const hasMass = columns.value !== undefined || columns.weight !== undefined;
  const counters = new Map<string, { cells: readonly Cell[]; counter: PatternCounter }>();
  for (const { cells, reasons, value, weight } of found) {
    const name = JSON.stringify(cells);
    const entry = counters.get(name) ?? { cells, counter: new PatternCounter(hasMass && found.length <= most) };
    counters.set(name, entry);
    entry.counter.each([...reasons].sort(compareText), 1, value, weight);
  }
  return [...counters.values()].map(({ cells, counter }) => counter.segment(cells));
}
