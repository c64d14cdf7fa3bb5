import type { DataFrame } from "danfojs-node";
import { requireColumns, requireNumberColumns } from "../tables/requirements.js";
import type { Cell, Aggregate as RolledUp, Table, TypedColumn } from "../tables/table.js";
import { asTable, type TableLike } from "../tables/table-like.js";
import { cellsOf, frameOf, listed } from "./columns.js";
import { deviations, keyOf, medians } from "./within-groups.js";

/**
 * One column of the groups.
 *
 * - `rows`: how many rows a group has.
 * - `count`, `missing`: rows with a value, and without.
 * - `distinct`: different values.
 * - `sum`, `mean`, `median`, `standardDeviation` (of the sample, n − 1): of the numbers that are there; missing where there
 *   is none (of the deviation: where there are not two).
 * - `min`, `max`: the smallest and largest number, date or text.
 */
export type GroupColumn =
  | "rows"
  | { readonly count: string }
  | { readonly missing: string }
  | { readonly distinct: string }
  | { readonly sum: string }
  | { readonly mean: string }
  | { readonly median: string }
  | { readonly standardDeviation: string }
  | { readonly min: string }
  | { readonly max: string };

const AGGREGATES = ["count", "missing", "distinct", "sum", "mean", "median", "standardDeviation", "min", "max"];
const OF_NUMBERS = ["sum", "mean", "median", "standardDeviation"];

interface Asked {
  readonly name: string;
  readonly kind: string;
  /** null for "rows". */
  readonly column: string | null;
}

function askedOf(name: string, aggregate: GroupColumn): Asked {
  if (aggregate === "rows") return { name, kind: "rows", column: null };
  const [[kind, column] = ["", ""], ...more] = Object.entries(aggregate) as [string, string][];
  if (more.length > 0 || !AGGREGATES.includes(kind)) {
    const got = more.length > 0 ? "several" : `'${kind}'`;
    throw new TypeError(`group requires 'rows' or one of ${AGGREGATES.join(", ")} for '${name}'; got ${got}`);
  }
  return { name, kind, column };
}

/** Names that no column of the groups has: those of a roll-up's own columns. */
function freeNames(by: readonly string[]): (part: string) => string {
  let mark = "of";
  while (by.some((name) => name.startsWith(mark))) mark += "_";
  return (part) => `${mark} ${part}`;
}

/** What the roll-up is asked for; a mean takes a sum and a count, and what is missing is what is not counted. */
function rolledUp(asked: readonly Asked[], own: (part: string) => string): Record<string, RolledUp> {
  const parts = asked.flatMap(({ kind, column }, i): [string, RolledUp][] => {
    if (column === null || kind === "median" || kind === "standardDeviation") return [];
    const count: [string, RolledUp] = [own(`count ${i}`), { count: column }];
    if (kind === "count" || kind === "missing") return [count];
    if (kind === "mean") return [count, [own(`sum ${i}`), { sum: column }]];
    return [[own(`${kind} ${i}`), { [kind]: column } as unknown as RolledUp]];
  });
  return Object.fromEntries([[own("rows"), "rows"], ...parts]);
}

const combined = (a: TypedColumn, b: TypedColumn, of: (a: number, b: number) => number): TypedColumn => {
  const [left, right] = [a, b].map((column) => column as Extract<TypedColumn, { type: "number" }>);
  return { type: "number", values: left!.values.map((value, row) => of(value, right!.values[row]!)) };
};

/** A number of each group that is known by the group's keys. */
function byKeys(by: readonly TypedColumn[], groups: number, values: ReadonlyMap<string, number>): TypedColumn {
  const cells = by.map(cellsOf);
  const keys = (row: number): Cell[] => cells.map((cell) => cell(row));
  const made = Float64Array.from({ length: groups }, (_, row) => values.get(keyOf(keys(row))) ?? Number.NaN);
  return { type: "number", values: made };
}

async function requireGroups(table: Table, by: readonly string[], asked: readonly Asked[]): Promise<void> {
  const [numbers, others] = [true, false].map((wanted) =>
    asked.flatMap(({ kind, column }) => (column !== null && OF_NUMBERS.includes(kind) === wanted ? [column] : [])),
  );
  await requireColumns(table, [...by, ...others!], "group");
  await requireNumberColumns(table, numbers!, "group");
  const names = [...by, ...asked.map(({ name }) => name)];
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw new TypeError(`group requires a name for each column; got '${twice}' twice`);
}

/**
 * One row for each combination of the columns' values, with what is asked of its rows: the table behind "how many, how much,
 * by whom". A missing value is a group of its own, the last. Groups come in order of their values.
 *
 * For a score with an interval ask the metric instead: `nps`, `csat`, `retention` take `by` themselves.
 *
 * The rows are counted where they are: of a table on an engine only the groups are fetched.
 *
 * @param by a column, or several; `[]` for one row of everybody
 * @param aggregates for each new column what it holds: "rows", `{ count: column }`, `{ mean: column }`, and so on
 * @throws a column that does not exist, with the nearest that do; a sum, mean, median or deviation of text
 * @example
 * const segments = await group(customers, "segment", { customers: "rows", sales: { sum: "sales" }, each: { median: "sales" } });
 */
export async function group(
  x: TableLike,
  by: string | readonly string[],
  aggregates: Readonly<Record<string, GroupColumn>>,
): Promise<DataFrame> {
  const table = asTable(x);
  const keys = listed(by);
  const asked = Object.entries(aggregates).map(([name, aggregate]) => askedOf(name, aggregate));
  await requireGroups(table, keys, asked);
  const own = freeNames(keys);
  const parts = rolledUp(asked, own);
  const rolled = await table.rollUp(keys, parts);
  const typed = await rolled.typed([...keys, ...Object.keys(parts)]);
  const rows = typed[own("rows")] as Extract<TypedColumn, { type: "number" }>;
  const ofKeys = keys.map((name) => typed[name]!);
  const made = asked.map(async ({ name, kind, column }, i): Promise<[string, TypedColumn]> => {
    const part = (of: string) => typed[own(`${of} ${i}`)]!;
    if (column === null) return [name, rows];
    if (kind === "missing") return [name, combined(rows, part("count"), (all, count) => all - count)];
    if (kind === "mean") return [name, combined(part("sum"), part("count"), (sum, count) => sum / count)];
    if (kind !== "median" && kind !== "standardDeviation") return [name, part(kind)];
    const found = await (kind === "median" ? medians : deviations)(table, keys, column);
    return [name, byKeys(ofKeys, rows.values.length, found)];
  });
  const columns = [...keys.map((name) => [name, typed[name]!] as const), ...(await Promise.all(made))];
  return frameOf(columns, rolled.name);
}
