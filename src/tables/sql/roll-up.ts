import { columnOfAggregate, requireLabels, withinOf } from "../aggregates.js";
import { type Exactness, sumsExactly, totalOf } from "../exact-sums.js";
import type { Aggregate, ColumnType, Within } from "../table.js";
import type { Dialect } from "./dialect.js";
import { nativeSum } from "./native-sum.js";
import type { Profile, ProfileOf } from "./profile.js";
import { columnOf, type Engine, type Native, type Relation, type RelationColumn } from "./relation.js";
import { sumOf } from "./terms.js";

/** One further column of the rolled-up table. */
interface Rolled {
  readonly sql: string;
  readonly type: ColumnType;
  readonly native?: Native;
  readonly exact?: Exactness;
  /** How it adds up, where that is known without looking. */
  readonly exactness?: Exactness;
  /** A query to join by the keys, when the column needs one. */
  readonly join?: (alias: string) => string;
}

const sameKeys = (keys: readonly RelationColumn[], left: string, right: string, { sameKey }: Dialect) =>
  keys.map((key, k) => sameKey(`${left}.k${k}`, `${right}.k${k}`, key)).join(" AND ") || "TRUE";

const asKeys = (keys: readonly RelationColumn[]) => keys.map(({ id }, k) => `${id} AS k${k}`);

const idsOf = (columns: readonly RelationColumn[]) => columns.map(({ id }) => id);

const grouped = (keys: readonly string[]) => (keys.length > 0 ? ` GROUP BY ${keys.join(", ")}` : "");

/** The type of a column, as a column of some of its values has it. */
const asIn = ({ type, native, exact }: Pick<RelationColumn, "type" | "native" | "exact">) => ({
  type,
  ...(native !== undefined && { native }),
  ...(exact !== undefined && { exact }),
});

/** Rows that no table passes. */
const MOST_ROWS = 1e12;

/** Whether a row is within a label. */
function labelled(relation: Relation, { column, label }: Within, { literal }: Dialect): string {
  const labels = columnOf(relation, column);
  requireLabels(labels);
  return `${labels.id} = ${literal(label)}`;
}

/** The value in the first or last row: the smallest value at each order, then the one where the order ends. */
function endmost(
  engine: Engine,
  relation: Relation,
  keys: readonly RelationColumn[],
  value: RelationColumn,
  order: RelationColumn,
  latest: boolean,
): Rolled {
  const { dialect } = engine;
  const places = keys.map((_, k) => `k${k}`);
  const inner = `SELECT ${[...asKeys(keys), `${order.id} AS o`, `min(${value.id}) AS v`].join(", ")} FROM ${relation.from} WHERE ${value.id} IS NOT NULL AND ${order.id} IS NOT NULL${grouped([...idsOf(keys), order.id])}`;
  const end = latest ? dialect.atLargest("v", "o") : dialect.atSmallest("v", "o");
  const query = `(SELECT ${[...places, `${end} AS e`].join(", ")} FROM (${inner}) AS ends${grouped(places)})`;
  return {
    ...asIn(value),
    sql: "",
    join: (alias) => ` LEFT JOIN ${query} AS ${alias} ON ${sameKeys(keys, "g", alias, dialect)}`,
  };
}

/** A sum in the engine's own numbers: where all rows together are no more than a double holds, it is such a number again. */
function nativelySummed(
  sql: string,
  native: Native,
  of: RelationColumn,
  { dialect }: Engine,
  profile: Profile,
): Rolled {
  const known = profile.exactness(of.name);
  if (dialect.sums === "wide" || !sumsExactly(known, profile.rows)) return { sql, type: "number", native };
  const total = totalOf(known, profile.rows);
  const exactness = { decimals: known.decimals, bound: total, total };
  return { sql, type: "number", native: of.native!, exact: { decimals: known.decimals, bound: total }, exactness };
}

function rolled(
  engine: Engine,
  relation: Relation,
  profile: Profile,
  keys: readonly RelationColumn[],
  aggregate: Aggregate,
  orderBy?: string,
): Rolled {
  const { dialect } = engine;
  const counted = (sql: string): Rolled => ({
    ...{ sql, type: "number", native: "whole", exact: { decimals: 0, bound: MOST_ROWS } },
    exactness: { decimals: 0, bound: profile.rows, total: profile.rows },
  });
  if (aggregate === "rows") return counted("count(*)");
  const within = withinOf(aggregate);
  const inside = (x: string) =>
    within === undefined ? x : `CASE WHEN ${labelled(relation, within, dialect)} THEN ${x} END`;
  if ("rows" in aggregate) return counted(`count(${inside("1")})`);
  if ("sum" in aggregate) {
    const summed = columnOf(relation, aggregate.sum);
    const own = nativeSum(dialect, summed);
    if (own !== null) return nativelySummed(own.sum(inside(own.value)), own.native, summed, engine, profile);
    const { value, sum, divisor } = sumOf(engine, relation, profile, aggregate.sum);
    const added = sum(inside(value));
    const sql = divisor === 1 ? added : `${added} / ${divisor}.0E0`;
    const known = profile.exactness(aggregate.sum);
    if (!sumsExactly(known, profile.rows)) return { sql, type: "number" };
    // No sum of some rows is larger than all rows together.
    const total = totalOf(known, profile.rows);
    return { sql, type: "number", exactness: { decimals: known.decimals, bound: total, total } };
  }
  const column = columnOf(relation, columnOfAggregate(aggregate)!);
  if ("count" in aggregate) return counted(`count(${inside(column.id)})`);
  if ("distinct" in aggregate) return counted(`count(DISTINCT ${column.id})`);
  if ("min" in aggregate) return { ...asIn(column), sql: `min(${inside(column.id)})` };
  if ("max" in aggregate) return { ...asIn(column), sql: `max(${inside(column.id)})` };
  if (orderBy === undefined) {
    throw new TypeError(`rollUp requires orderBy for the first or last '${column.name}'; got none`);
  }
  return endmost(engine, relation, keys, column, columnOf(relation, orderBy), "last" in aggregate);
}

/** Another relation, one row for each combination of `per`: a query, which runs when it is tallied. */
export async function rollUp(
  engine: Engine,
  relation: Relation,
  profileOf: ProfileOf,
  per: readonly string[],
  aggregates: Readonly<Record<string, Aggregate>>,
  orderBy: string | undefined,
): Promise<Relation> {
  const taken = Object.keys(aggregates).find((name) => per.includes(name));
  if (taken !== undefined) throw new TypeError(`rollUp requires other names than those of 'per'; got '${taken}' twice`);
  const keys = per.map((name) => columnOf(relation, name));
  const summed = Object.values(aggregates).flatMap((one) => (one !== "rows" && "sum" in one ? [one.sum] : []));
  const profile = await profileOf(summed, "totals");
  const columns = Object.entries(aggregates).map(
    ([name, aggregate]) => [name, rolled(engine, relation, profile, keys, aggregate, orderBy)] as const,
  );
  const plain = columns.map(([, { sql, join }], a) => (join === undefined ? `${sql} AS a${a}` : null));
  const parts = [...asKeys(keys), ...plain.filter((part) => part !== null)];
  const group = `(SELECT ${parts.length > 0 ? parts.join(", ") : "count(*) AS n"} FROM ${relation.from}${grouped(idsOf(keys))}) AS g`;
  const joins = columns.map(([, { join }], a) => (join === undefined ? "" : join(`j${a}`)));
  const chosen = [
    ...keys.map((_, k) => `g.k${k} AS c${k}`),
    ...columns.map(([, { join }], a) => `${join === undefined ? `g.a${a}` : `j${a}.e`} AS c${keys.length + a}`),
  ];
  const made = [
    ...keys.map((column) => ({ name: column.name, ...asIn(column) })),
    ...columns.map(([name, column]) => ({ name, ...asIn(column) })),
  ];
  const known = columns.flatMap(([name, { exactness }]) =>
    exactness === undefined ? [] : [[name, exactness] as const],
  );
  return {
    name: `${relation.name} by ${per.join(", ")}`,
    from: `(SELECT ${chosen.join(", ")} FROM ${group}${joins.join("")}) AS rolled`,
    columns: made.map((column, position) => ({ ...column, id: `c${position}` })),
    order: keys.map((_, k) => `c${k}`),
    ...(profile.rows > 0 && { known: { rows: profile.rows, exactness: new Map(known) } }),
  };
}
