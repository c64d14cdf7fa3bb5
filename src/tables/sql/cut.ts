import { requireCut } from "../cuts.js";
import type { DateRange } from "../table.js";
import type { Dialect } from "./dialect.js";
import { columnOf, leaving, type Relation } from "./relation.js";

/** Whether a text is a day of the calendar as ISO text has it; what is none is compared as text. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^(?!0000)\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

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
  const compared = (sign: string, end: string) =>
    dates.native !== undefined && isDay(end)
      ? `${dates.id} ${sign} ${dialect.date(end)}`
      : `${leaving(dates, dates.id, dialect)} ${sign} ${literal(end)}`;
  const cases = ranges.map(
    ({ from, before, label }) => `WHEN ${compared(">=", from)} AND ${compared("<", before)} THEN ${literal(label)}`,
  );
  const label = cases.length === 0 ? dialect.text("NULL") : `CASE ${cases.join(" ")} END`;
  const id = `cut${relation.columns.length}`;
  return {
    ...relation,
    from: `(SELECT *, ${label} AS ${id} FROM ${relation.from}) AS cut`,
    columns: [...relation.columns, { name, id, type: "text" }],
  };
}
