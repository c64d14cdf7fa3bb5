import { columnsOfAggregate } from "../aggregates.js";
import { columnsOf } from "../exact-sums.js";
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
import { type ProfileOf, profiler } from "./profile.js";
import type { Engine, Relation } from "./relation.js";
import { rollUp } from "./roll-up.js";
import { typed } from "./typed.js";

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
      const read = Object.values(aggregates).flatMap(columnsOfAggregate);
      require("rollUp", [...per, ...read, ...(orderBy === undefined ? [] : [orderBy])]);
      return sqlTable(engine, await rollUp(engine, relation, profileOf, per, aggregates, orderBy));
    },
    async cut(column: string, name: string, ranges: readonly DateRange[]): Promise<Table> {
      require("cut", [column]);
      // The same rows: what is known of their numbers stays known.
      return sqlTable(engine, cut(engine.dialect, relation, column, name, ranges), profileOf);
    },
    async typed(columns: readonly string[], caller = "typed"): Promise<Readonly<Record<string, TypedColumn>>> {
      require(caller, columns);
      return typed(engine, relation, columns, caller);
    },
  };
}
