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
import type { ColumnSource } from "./column-source.js";
import { crosstab } from "./crosstab.js";
import { cut } from "./cut.js";
import { moments } from "./moments.js";
import { rollUp } from "./roll-up.js";

/** A table whose columns lie in memory. */
export function memoryTable(source: ColumnSource): Table {
  const require = (caller: string, names: readonly string[]) => {
    const known = source.names();
    for (const name of names) if (!known.includes(name)) throw noColumn(caller, name, source.name, known);
  };
  return {
    name: source.name,
    place: "memory",
    /** A type is found out when it is read: a column that nobody asks for is never scanned. */
    async columns(): Promise<readonly ColumnInfo[]> {
      return source.names().map((name) => ({
        name,
        get type() {
          return source.column(name).type;
        },
      }));
    },
    async crosstab(keys: readonly string[], sums: readonly Term[] = []): Promise<readonly Cross[]> {
      require("crosstab", [...keys, ...sums.flatMap(columnsOf)]);
      return crosstab(source, keys, sums);
    },
    async moments(columns: readonly string[], options: MomentsOptions = {}): Promise<readonly Moments[]> {
      const { by = [], weight } = options;
      require("moments", [...columns, ...by, ...(weight === undefined ? [] : [weight])]);
      return moments(source, columns, options);
    },
    async rollUp(
      per: readonly string[],
      aggregates: Readonly<Record<string, Aggregate>>,
      options: RollUpOptions = {},
    ): Promise<Table> {
      const { orderBy } = options;
      const read = Object.values(aggregates).flatMap(columnsOfAggregate);
      require("rollUp", [...per, ...read, ...(orderBy === undefined ? [] : [orderBy])]);
      return memoryTable(rollUp(source, per, aggregates, orderBy));
    },
    async cut(column: string, name: string, ranges: readonly DateRange[]): Promise<Table> {
      require("cut", [column]);
      return memoryTable(cut(source, column, name, ranges));
    },
    async typed(columns: readonly string[]): Promise<Readonly<Record<string, TypedColumn>>> {
      require("typed", columns);
      return Object.fromEntries(columns.map((name) => [name, source.column(name)]));
    },
  };
}
