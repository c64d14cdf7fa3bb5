import { requireCut } from "../cuts.js";
import type { DateRange } from "../table.js";
import type { Dialect } from "./dialect.js";
import { columnOf, type Relation } from "./relation.js";

/** The relation with one more column; see `Table.cut`. ISO text compares as dates do. */
export function cut(
  dialect: Dialect,
  relation: Relation,
  column: string,
  name: string,
  ranges: readonly DateRange[],
): Relation {
  const dates = columnOf(relation, column);
  requireCut(
    dates,
    name,
    ranges,
    relation.columns.map((one) => one.name),
  );
  const { literal } = dialect;
  const cases = ranges.map(
    ({ from, before, label }) =>
      `WHEN ${dates.id} >= ${literal(from)} AND ${dates.id} < ${literal(before)} THEN ${literal(label)}`,
  );
  const label = cases.length === 0 ? "CAST(NULL AS VARCHAR)" : `CASE ${cases.join(" ")} END`;
  const id = `cut${relation.columns.length}`;
  return {
    ...relation,
    from: `(SELECT *, ${label} AS ${id} FROM ${relation.from}) AS cut`,
    columns: [...relation.columns, { name, id, type: "text" }],
  };
}
