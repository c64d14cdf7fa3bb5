import { type Cell, type Cross, compareText } from "../../tables/table.js";
import { bySegment, type Segment } from "../segments.js";
import { type Kept, numberOf, PatternCounter, type ReasonSegment, reasonOf } from "./churnReasonsPatterns.js";

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
  /** Each once. */
  readonly reasons: string[];
}

const shown = (cell: Cell) => (cell === null ? "nothing" : typeof cell === "string" ? `'${cell}'` : String(cell));

/** Throws unless every row names a customer. */
function requireCustomers(tally: readonly Cross[], { by, customer }: MultipleColumns, caller: string): void {
  const rows = tally.reduce((sum, { keys, n }) => sum + (keys[by.length] === null ? n : 0), 0);
  if (rows === 0) return;
  throw new RangeError(`${caller} requires a customer in every row; got none in '${customer}' (rows: ${rows})`);
}

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

/** The customers of each segment, with their reasons. */
function leavers(segments: readonly Segment<Cross>[], columns: MultipleColumns, caller: string): Leaver[] {
  const { by, value, weight } = columns;
  const at = by.length;
  const found = new Map<Cell, Leaver>();
  for (const { cells, entries } of segments) {
    for (const { keys } of entries) {
      const who = keys[at]!;
      const known = found.get(who);
      const fresh: Leaver = {
        cells,
        value: value === undefined ? 1 : numberOf(keys[at + 2]!),
        weight: weight === undefined ? 1 : numberOf(keys[keys.length - 1]!),
        reasons: known?.reasons ?? [],
      };
      if (known === undefined) found.set(who, fresh);
      else requireSame(known, fresh, who, columns, caller);
      const reason = reasonOf(keys[at + 1]!);
      if (reason !== null && !fresh.reasons.includes(reason)) fresh.reasons.push(reason);
    }
  }
  return [...found.values()];
}

/**
 * Who gave which reasons, where a customer has several rows: by segment, from a crosstab of segment × customer × reason
 * (× value × weight). A reason given twice by one customer counts once.
 *
 * @param kept what to keep of single ones, from the number of customers
 */
export function multipleReasons(
  tally: readonly Cross[],
  columns: MultipleColumns,
  kept: (customers: number) => Kept,
  caller: string,
): ReasonSegment[] {
  requireCustomers(tally, columns, caller);
  const segments = bySegment(tally, columns.by.length);
  const found = leavers(segments, columns, caller);
  const counters = new Map(segments.map(({ cells }) => [cells, new PatternCounter(kept(found.length))]));
  for (const { cells, reasons, value, weight } of found)
    counters.get(cells)!.each(reasons.sort(compareText), 1, value, weight);
  return segments.map(({ cells }) => counters.get(cells)!.segment(cells));
}
