import { columnsOf } from "../exact-sums.js";
import { inferColumn } from "../memory/infer.js";
import { noColumn } from "../requirements.js";
import type {
  Aggregate,
  ColumnInfo,
  Cross,
  DateRange,
  Moments,
  MomentsOptions,
  RollUpOptions,
  Table,
  Term,
  TypedColumn,
} from "../table.js";
import { crosstab } from "./crosstab.js";
import { cut } from "./cut.js";
import { moments } from "./moments.js";
import { columnOf, type Engine, leaving, type Relation, type RelationColumn } from "./relation.js";
import { rollUp } from "./roll-up.js";
import { type ProfileOf, profiler } from "./terms.js";

const columnsRolledUp = (aggregate: Aggregate): string[] =>
  aggregate === "rows" ? [] : (Object.values(aggregate) as string[]);

/** Values of an answer as a typed column of the type the relation names. */
function typedColumn(values: readonly unknown[], { name, type }: RelationColumn, table: string): TypedColumn {
  if (type === "number")
    return { type, values: Float64Array.from(values, (value) => (value as number | null) ?? Number.NaN) };
  if (type === "boolean")
    return { type, values: Uint8Array.from(values, (value) => (value === null ? 255 : value ? 1 : 0)) };
  const column = inferColumn(values, name, table);
  if ("codes" in column) return { ...column, type };
  return { type, codes: new Int32Array(values.length).fill(-1), dictionary: [] };
}

/** A table whose rows lie on an engine that speaks SQL. */
export function sqlTable(engine: Engine, relation: Relation, profileOf: ProfileOf = profiler(engine, relation)): Table {
  const names = relation.columns.map(({ name }) => name);
  const require = (caller: string, wanted: readonly string[]) => {
    for (const name of wanted) if (!names.includes(name)) throw noColumn(caller, name, relation.name, names);
  };
  return {
    name: relation.name,
    async columns(): Promise<readonly ColumnInfo[]> {
      return relation.columns.map(({ name, type }) => ({ name, type }));
    },
    async crosstab(keys: readonly string[], sums: readonly Term[] = []): Promise<readonly Cross[]> {
      require("crosstab", [...keys, ...sums.flatMap(columnsOf)]);
      return crosstab(engine, relation, profileOf, keys, sums);
    },
    async moments(columns: readonly string[], options: MomentsOptions = {}): Promise<readonly Moments[]> {
      const { by = [], weight } = options;
      require("moments", [...columns, ...by, ...(weight === undefined ? [] : [weight])]);
      return moments(engine, relation, profileOf, columns, options);
    },
    async rollUp(
      per: readonly string[],
      aggregates: Readonly<Record<string, Aggregate>>,
      options: RollUpOptions = {},
    ): Promise<Table> {
      const { orderBy } = options;
      const read = Object.values(aggregates).flatMap(columnsRolledUp);
      require("rollUp", [...per, ...read, ...(orderBy === undefined ? [] : [orderBy])]);
      return sqlTable(engine, await rollUp(engine, relation, profileOf, per, aggregates, orderBy));
    },
    async cut(column: string, name: string, ranges: readonly DateRange[]): Promise<Table> {
      require("cut", [column]);
      // The same rows: what is known of their numbers stays known.
      return sqlTable(engine, cut(engine.dialect, relation, column, name, ranges), profileOf);
    },
    async typed(columns: readonly string[]): Promise<Readonly<Record<string, TypedColumn>>> {
      require("typed", columns);
      const wanted = columns.map((name) => columnOf(relation, name));
      if (wanted.length === 0) return {};
      const order = relation.order.map((id) => `${id} NULLS LAST`).join(", ");
      const sql = `SELECT ${wanted.map((one) => leaving(one, one.id, engine.dialect)).join(", ")} FROM ${relation.from}${order ? ` ORDER BY ${order}` : ""}`;
      const values = await engine.query(sql);
      return Object.fromEntries(
        wanted.map((column, position) => [column.name, typedColumn(values[position]!, column, relation.name)]),
      );
    },
  };
}
