import { requireCut } from "../cuts.js";
import type { DateRange, TypedColumn } from "../table.js";
import type { ColumnSource } from "./column-source.js";

/** The place of the range that holds a date, −1 where none does. ISO text compares as dates do. */
function placeOf(date: string, ranges: readonly DateRange[]): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.before <= date) low = middle + 1;
    else high = middle;
  }
  return low < ranges.length && ranges[low]!.from <= date ? low : -1;
}

/** The labels of the dates: each different date is looked up once, whatever the number of rows. */
function labelled(dates: TypedColumn, ranges: readonly DateRange[]): TypedColumn {
  const { codes, dictionary } = dates as Extract<TypedColumn, { readonly codes: Int32Array }>;
  const labels = [...new Set(ranges.map(({ label }) => label))];
  const codeOf = ranges.map(({ label }) => labels.indexOf(label));
  const places = Int32Array.from(dictionary, (date) => codeOf[placeOf(date, ranges)] ?? -1);
  return { type: "text", codes: codes.map((code) => (code < 0 ? -1 : places[code]!)), dictionary: labels };
}

/** The same rows with one more column; see `Table.cut`. */
export function cut(source: ColumnSource, column: string, name: string, ranges: readonly DateRange[]): ColumnSource {
  const dates = source.column(column);
  requireCut({ name: column, type: dates.type }, name, ranges, source.names());
  let made: TypedColumn | null = null;
  return {
    name: source.name,
    rows: () => source.rows(),
    names: () => [...source.names(), name],
    column(wanted) {
      if (wanted !== name) return source.column(wanted);
      made ??= labelled(dates, ranges);
      return made;
    },
  };
}
