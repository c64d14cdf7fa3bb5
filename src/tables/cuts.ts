import type { ColumnInfo, DateRange } from "./table.js";

/** Throws unless the column holds dates, the new name is free, and the ranges are in order without overlap. */
export function requireCut(
  { name: column, type }: ColumnInfo,
  name: string,
  ranges: readonly DateRange[],
  taken: readonly string[],
): void {
  if (type === "number" || type === "boolean") throw new TypeError(`cut requires dates in '${column}'; got ${type}`);
  if (taken.includes(name)) throw new TypeError(`cut requires a name that no column has; got '${name}'`);
  const wrong = ranges.findIndex(
    ({ from, before }, i) => !(from < before) || (i > 0 && !(ranges[i - 1]!.before <= from)),
  );
  if (wrong < 0) return;
  const { from, before } = ranges[wrong]!;
  throw new RangeError(`cut requires ranges in order that do not overlap; got ${from} to before ${before}`);
}
