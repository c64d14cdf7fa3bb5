import { columnOfAggregate, withinOf } from "../aggregates.js";
import type { Aggregate, TypedColumn } from "../table.js";
import { columnFacts } from "./column-facts.js";
import type { ColumnSource } from "./column-source.js";
import { lengthOf } from "./frame-columns.js";
import { groupedSums } from "./grouped-sums.js";
import { type Groups, groupRows } from "./groups.js";
import { type KeyCodes, keyCodes } from "./key-codes.js";
import { rowsByGroup } from "./pairs.js";
import { addends } from "./terms.js";
import { inside, rowsInside } from "./within.js";

/** Codes of chosen cells back as a column like the one they are of. */
function decoded(column: TypedColumn, key: KeyCodes, chosen: Int32Array): TypedColumn {
  if (column.type === "number") {
    const values = new Float64Array(chosen.length);
    for (let i = 0; i < chosen.length; i++) values[i] = (key.cells[chosen[i]!] as number | null) ?? Number.NaN;
    return { type: column.type, values };
  }
  if (column.type === "boolean")
    return { type: column.type, values: Uint8Array.from(chosen, (code) => (code > 0 ? code - 1 : 255)) };
  return { ...column, codes: chosen.map((code) => code - 1) };
}

/** For each slot the code whose rank is smallest (or largest), 0 where every row is missing. */
function extreme({ codes, offset, ranks }: KeyCodes, { ids, slots }: Groups, largest: boolean): Int32Array {
  // The last rank is that of what is missing.
  const none = largest ? -1 : ranks.length - 1;
  const best = new Int32Array(slots).fill(none);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]! + offset;
    if (code === 0) continue;
    const rank = ranks[code]!;
    const slot = ids[row]!;
    if (largest ? rank > best[slot]! : rank < best[slot]!) best[slot] = rank;
  }
  const codeOf = new Int32Array(ranks.length);
  for (let code = 0; code < ranks.length; code++) codeOf[ranks[code]!] = code;
  return best.map((rank) => (rank === none ? 0 : codeOf[rank]!));
}

/** The smallest (or largest) number of all rows, as it was found when the column was looked at. */
function extremeOfAll(column: TypedColumn, name: string, largest: boolean): Float64Array {
  const { min, max, missing } = columnFacts(column, name);
  return Float64Array.of(missing === lengthOf(column) ? Number.NaN : (largest ? max : min) + 0);
}

/** For each slot the smallest (or largest) number, missing where every row is. */
function extremeNumber(values: Float64Array, groups: Groups, largest: boolean): Float64Array {
  const chosen = new Float64Array(groups.slots).fill(Number.NaN);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    const best = chosen[groups.ids[row]!]!;
    // What is missing is neither more nor less than anything.
    if (Number.isNaN(best) || (largest ? value > best : value < best)) chosen[groups.ids[row]!] = value + 0;
  }
  return chosen;
}

/** For each slot the code in the earliest (or latest) row where value and order are both there; ties keep the smallest. */
function endmost(key: KeyCodes, order: KeyCodes, groups: Groups, latest: boolean): Int32Array {
  const chosen = new Int32Array(groups.slots);
  const places = new Int32Array(groups.slots);
  for (let row = 0; row < key.codes.length; row++) {
    const code = key.codes[row]! + key.offset;
    const at = order.codes[row]! + order.offset;
    if (code === 0 || at === 0) continue;
    const slot = groups.ids[row]!;
    const place = order.ranks[at]!;
    const best = chosen[slot]!;
    const nearer = best === 0 || (latest ? place > places[slot]! : place < places[slot]!);
    if (!nearer && (place !== places[slot] || key.ranks[code]! >= key.ranks[best]!)) continue;
    chosen[slot] = code;
    places[slot] = place;
  }
  return chosen;
}

/** Rows of each slot in which a code is there. */
function countedCodes(codes: Int32Array, { ids, slots }: Groups): Float64Array {
  const counts = new Float64Array(slots);
  for (let row = 0; row < codes.length; row++) if (codes[row]! >= 0) counts[ids[row]!]!++;
  return counts;
}

function countedNumbers(values: Float64Array, { ids, slots }: Groups): Float64Array {
  const counts = new Float64Array(slots);
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row]!)) counts[ids[row]!]!++;
  return counts;
}

function countedBooleans(values: Uint8Array, { ids, slots }: Groups): Float64Array {
  const counts = new Float64Array(slots);
  for (let row = 0; row < values.length; row++) if (values[row] !== 255) counts[ids[row]!]!++;
  return counts;
}

function counted(column: TypedColumn, groups: Groups): Float64Array {
  if (column.type === "number") return countedNumbers(column.values, groups);
  return column.type === "boolean" ? countedBooleans(column.values, groups) : countedCodes(column.codes, groups);
}

/** Different codes of each slot: slot by slot, a look at who had a code last tells whether the slot had it before. */
function distinct({ codes, offset, cells }: KeyCodes, { ids, slots }: Groups): Float64Array {
  const { starts, rows } = rowsByGroup(ids, slots);
  const counts = new Float64Array(slots);
  const latest = new Int32Array(cells.length).fill(-1);
  for (let slot = 0; slot < slots; slot++) {
    // What is missing is not counted: as if each slot had had it already.
    latest[0] = slot;
    let different = 0;
    for (let i = starts[slot]!; i < starts[slot + 1]!; i++) {
      const code = codes[rows[i]!]! + offset;
      if (latest[code] === slot) continue;
      latest[code] = slot;
      different++;
    }
    counts[slot] = different;
  }
  return counts;
}

const numbers = (values: Float64Array): TypedColumn => ({ type: "number", values });

function aggregated(aggregate: Aggregate, source: ColumnSource, groups: Groups, orderBy?: string) {
  const rows = source.rows();
  if (aggregate === "rows") return numbers(groups.counts);
  const within = withinOf(aggregate);
  const isIn = within === undefined ? null : rowsInside(source, within);
  if ("rows" in aggregate) return numbers(counted({ type: "boolean", values: isIn! }, groups));
  const columnInside = (name: string) => inside(source.column(name), isIn);
  if ("sum" in aggregate) {
    const { sums, counts } = groupedSums(addends(aggregate.sum, columnInside, rows), groups.ids, groups.slots);
    return numbers(sums.map((sum, slot) => (counts[slot]! > 0 ? sum : Number.NaN)));
  }
  const name = columnOfAggregate(aggregate)!;
  const column = columnInside(name);
  if (("min" in aggregate || "max" in aggregate) && column.type === "number") {
    if (groups.slots === 1) return numbers(extremeOfAll(column, name, "max" in aggregate));
    return numbers(extremeNumber(column.values, groups, "max" in aggregate));
  }
  if ("count" in aggregate) return numbers(counted(column, groups));
  const key = keyCodes(column);
  if ("distinct" in aggregate) return numbers(distinct(key, groups));
  if ("min" in aggregate || "max" in aggregate) return decoded(column, key, extreme(key, groups, "max" in aggregate));
  if (orderBy === undefined) {
    throw new TypeError(`rollUp requires orderBy for the first or last '${name}'; got none`);
  }
  return decoded(column, key, endmost(key, keyCodes(source.column(orderBy)), groups, "last" in aggregate));
}

function taken<Values extends Float64Array | Uint8Array | Int32Array>(from: Values, order: Int32Array, into: Values) {
  for (let i = 0; i < order.length; i++) into[i] = from[order[i]!]!;
  return into;
}

/** The slots that occur, in order, of a column made by slot. */
function occurring(column: TypedColumn, order: Int32Array): TypedColumn {
  const size = order.length;
  if (column.type === "number") return numbers(taken(column.values, order, new Float64Array(size)));
  if (column.type === "boolean") return { type: "boolean", values: taken(column.values, order, new Uint8Array(size)) };
  return { ...column, codes: taken(column.codes, order, new Int32Array(size)) };
}

/** One row for each combination of `per`, in the order of `compareCells`; see `Table.rollUp`. */
export function rollUp(
  source: ColumnSource,
  per: readonly string[],
  aggregates: Readonly<Record<string, Aggregate>>,
  orderBy: string | undefined,
): ColumnSource {
  const taken = Object.keys(aggregates).find((name) => per.includes(name));
  if (taken !== undefined) throw new TypeError(`rollUp requires other names than those of 'per'; got '${taken}' twice`);
  const keys = per.map((name) => keyCodes(source.column(name)));
  const groups = groupRows(keys, source.rows());
  const columns = new Map<string, TypedColumn>();
  per.forEach((name, k) => {
    columns.set(name, decoded(source.column(name), keys[k]!, groups.codes(k)));
  });
  for (const [name, aggregate] of Object.entries(aggregates)) {
    columns.set(name, occurring(aggregated(aggregate, source, groups, orderBy), groups.order));
  }
  return {
    name: `${source.name} by ${per.join(", ")}`,
    rows: () => groups.order.length,
    names: () => [...columns.keys()],
    column: (name) => columns.get(name)!,
  };
}
