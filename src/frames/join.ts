import type { DataFrame } from "danfojs-node";
import type { TableLike } from "../tables/table-like.js";
import { type Columns, cellsOf, columnsOf, frameOf, missingRows, requireNames } from "./columns.js";
import { type JoinedSide, type Relation, rememberJoining } from "./joining.js";
import { type Side as Matched, type Matches, matchesOf } from "./matches.js";
import { type PairedRows, pairedRows, rowsMatched } from "./paired-rows.js";
import { take } from "./take.js";

/**
 * Which rows a join keeps.
 *
 * - `inner`: each pair of rows with the same keys.
 * - `left`: these, and the rows of the left table that have no partner, with missing cells for the right one's columns.
 * - `semi`: the rows of the left table that have a partner, once each, with their own columns only.
 * - `anti`: the rows of the left table that have none.
 */
export type JoinKind = "inner" | "left" | "semi" | "anti";

export interface JoinOptions {
  /** The keys: a column of both tables, or several; `{ customer: "client" }` where the right table calls it otherwise. */
  readonly on: string | readonly string[] | Readonly<Record<string, string>>;
  readonly kind: JoinKind;
  /**
   * How often a key may stand: on the left side, on the right side. Any but many-to-many unless it is said: pairs of all
   * with all are seldom meant, and multiply what is counted.
   */
  readonly relation?: Relation;
  /** What is put behind the name of a right column that the left table has too; "_right" unless said. */
  readonly suffix?: string;
}

type Side = "left" | "right";

const SIDES: readonly Side[] = ["left", "right"];
const KINDS: readonly JoinKind[] = ["inner", "left", "semi", "anti"];

const pairsOf = (on: JoinOptions["on"]): readonly (readonly [string, string])[] => {
  if (typeof on === "string") return [[on, on]];
  return Array.isArray(on) ? (on as readonly string[]).map((name) => [name, name] as const) : Object.entries(on);
};

/** Rows of a table that have a partner in the other. */
function matchedOf(here: Matched, there: Matched): number {
  let rows = 0;
  for (let id = 0; id < here.counts.length; id++) if (there.counts[id]! > 0) rows += here.counts[id]!;
  return rows;
}

function sideOf(here: Matched, there: Matched, columns: Columns, keys: readonly string[]): JoinedSide {
  const matched = matchedOf(here, there);
  // Who is matched lacks no key.
  const missing = matched === columns.rows ? 0 : missingRows(keys.map((name) => columns.column(name)));
  return { rows: columns.rows, matched, unmatched: columns.rows - matched, missing };
}

/** The first row whose keys stand several times in its table, and in the other too; −1 where there is none. */
function severalOf(here: Matched, there: Matched): number {
  let isAny = false;
  for (let id = 0; id < here.counts.length; id++) if (here.counts[id]! > 1 && there.counts[id]! > 0) isAny = true;
  if (!isAny) return -1;
  return here.ids.findIndex((id) => id >= 0 && here.counts[id]! > 1 && there.counts[id]! > 0);
}

/** The relation of the rows that match, and a row of each side whose keys stand several times there; −1 for none. */
function relationOf({ left, right }: Matches): { relation: Relation; many: { left: number; right: number } } {
  const many = { left: severalOf(left, right), right: severalOf(right, left) };
  const side = (row: number) => (row < 0 ? "one" : "many");
  return { relation: `${side(many.left)}-to-${side(many.right)}` as Relation, many };
}

/** Throws where keys stand several times on a side that should hold each once; of neither side that may be both. */
function requireRelation(
  wanted: Relation | undefined,
  matches: Matches,
  keysAt: (side: Side, row: number) => string,
): Relation {
  const { relation, many } = relationOf(matches);
  const timesOf = (side: Side) => matches[side].counts[matches[side].ids[many[side]]!];
  const told = (side: Side) =>
    `${keysAt(side, many[side])} stands ${timesOf(side)} times in the ${side} table, first in row ${many[side] + 1}`;
  if (wanted === undefined) {
    if (relation !== "many-to-many") return relation;
    const found = `${told("left")}; ${told("right")}`;
    throw new Error(
      `join requires keys that stand once in one of the tables, or relation "many-to-many"; got ${found}`,
    );
  }
  const [left, right] = wanted.split("-to-");
  const broken = SIDES.find((side) => (side === "left" ? left : right) === "one" && many[side] >= 0);
  if (broken !== undefined) throw new Error(`join requires ${wanted}; got ${relation}: ${told(broken)}`);
  return relation;
}

/** The rows of both tables that the joined table holds. */
function rowsOf(matches: Matches, kind: JoinKind): PairedRows {
  if (kind === "inner" || kind === "left") return pairedRows(matches, kind === "left" ? "kept" : "left out");
  return { left: rowsMatched(matches, kind === "semi" ? "matched" : "unmatched"), right: new Int32Array() };
}

/** The names that the right table's columns get beside those of the left one. */
function renamed(left: readonly string[], right: readonly string[], suffix: string): [string, string][] {
  const taken = new Set(left);
  return right.map((name) => {
    const own = taken.has(name) ? `${name}${suffix}` : name;
    if (taken.has(own))
      throw new TypeError(`join requires a name for each column; got '${own}' twice: give another suffix`);
    taken.add(own);
    return [own, name];
  });
}

/**
 * Two tables brought together by the values of their keys. Rows keep the order of the left table; the partners of one row
 * that of the right table. A missing key matches nothing, not even another missing one; 1 and "1" are refused. What was
 * matched and what was not is told by `joining`.
 *
 * @throws a key that does not exist, with the nearest columns that do; keys of different types; keys that stand several
 * times on both sides, unless `relation` allows it
 * @example const placed = await join(orders, customers, { on: "customer", kind: "left" });
 * @example const firsts = await join(orders, comers, { on: "customer", kind: "semi" });
 */
export async function join(left: TableLike, right: TableLike, options: JoinOptions): Promise<DataFrame> {
  const { on, kind, relation: wanted, suffix = "_right" } = options;
  if (!KINDS.includes(kind)) throw new TypeError(`join requires a kind, one of ${KINDS.join(", ")}; got '${kind}'`);
  const pairs = pairsOf(on);
  if (pairs.length === 0) throw new TypeError("join requires a key; got none");
  const [a, b] = [await columnsOf(left), await columnsOf(right)];
  const keys = { left: pairs.map(([name]) => name), right: pairs.map(([, name]) => name) };
  requireNames("join", a, keys.left);
  requireNames("join", b, keys.right);
  const matches = matchesOf(
    keys.left.map((name) => a.column(name)),
    keys.right.map((name) => b.column(name)),
    { left: a.rows, right: b.rows },
    keys.left,
  );
  const keysAt = (side: Side, row: number) => {
    const columns = side === "left" ? a : b;
    return keys[side].map((name) => `'${cellsOf(columns.column(name))(row)}'`).join(" with ");
  };
  const isPairing = kind === "inner" || kind === "left";
  const relation = requireRelation(isPairing ? wanted : (wanted ?? "many-to-many"), matches, keysAt);
  const rows = rowsOf(matches, kind);
  const own = (name: string) => (rows.left === "all" ? a.column(name) : take(a.column(name), rows.left));
  const others = isPairing ? b.names.filter((name) => !keys.right.includes(name)) : [];
  const columns = [
    ...a.names.map((name) => [name, own(name)] as const),
    ...renamed(a.names, others, suffix).map(([own, name]) => [own, take(b.column(name), rows.right)] as const),
  ];
  const frame = await frameOf(columns, a.name);
  rememberJoining(frame, {
    relation,
    rows: rows.left === "all" ? a.rows : rows.left.length,
    left: sideOf(matches.left, matches.right, a, keys.left),
    right: sideOf(matches.right, matches.left, b, keys.right),
  });
  return frame;
}
