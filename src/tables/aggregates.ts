import type { Aggregate, ColumnInfo, Within } from "./table.js";

/** Which rows an aggregate looks at; undefined for all. */
export function withinOf(aggregate: Aggregate): Within | undefined {
  if (aggregate === "rows") return undefined;
  if ("rows" in aggregate) return aggregate.rows;
  return "within" in aggregate ? aggregate.within : undefined;
}

/** The column that an aggregate is of; null for one that counts rows. */
export function columnOfAggregate(aggregate: Aggregate): string | null {
  if (aggregate === "rows" || "rows" in aggregate) return null;
  return Object.entries(aggregate).find(([kind]) => kind !== "within")![1] as string;
}

/** The columns that an aggregate reads. */
export function columnsOfAggregate(aggregate: Aggregate): string[] {
  const [column, within] = [columnOfAggregate(aggregate), withinOf(aggregate)];
  return [...(column === null ? [] : [column]), ...(within === undefined ? [] : [within.column])];
}

/** Throws unless rows are told apart by a column of text. */
export function requireLabels({ name, type }: ColumnInfo): void {
  if (type !== "text")
    throw new TypeError(`rollUp requires a column of text to tell rows within; '${name}' is ${type}`);
}
