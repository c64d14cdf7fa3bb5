import { nearestNames } from "./nearest.js";
import type { ColumnInfo, Table } from "./table.js";

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

/** The message for a column that is not there: it names the nearest that are, or all of them when nothing resembles it. */
export function noColumn(caller: string, wanted: string, table: string, names: readonly string[]): Error {
  const near = nearestNames(wanted, names);
  const all = names.length > 12 ? `${quoted(names.slice(0, 12))} and ${names.length - 12} more` : quoted(names);
  const hint =
    near.length > 0 ? `nearest: ${quoted(near)}` : names.length > 0 ? `columns: ${all}` : "it has no columns";
  return new Error(`${caller}: no column '${wanted}' in ${table}; ${hint}`);
}

/**
 * Throws when a table lacks one of the columns, naming the nearest that exist. A metric calls it first.
 *
 * @returns what the table says about these columns, in the order asked for
 * @example await requireColumns(answers, ["recomend"], "nps")
 * // Error: nps: no column 'recomend' in survey.csv; nearest: 'recommend'
 */
export async function requireColumns(
  table: Table,
  names: readonly string[],
  caller: string,
): Promise<readonly ColumnInfo[]> {
  const columns = await table.columns();
  return names.map((name) => {
    const found = columns.find((column) => column.name === name);
    if (found === undefined)
      throw noColumn(
        caller,
        name,
        table.name,
        columns.map((column) => column.name),
      );
    return found;
  });
}

/** As `requireColumns`, and each of them must hold numbers (or booleans, which count as 0 and 1). */
export async function requireNumberColumns(
  table: Table,
  names: readonly string[],
  caller: string,
): Promise<readonly ColumnInfo[]> {
  const columns = await requireColumns(table, names, caller);
  for (const { name, type } of columns) {
    if (type !== "number" && type !== "boolean") {
      throw new TypeError(`${caller} requires numbers in '${name}'; got ${type} in ${table.name}`);
    }
  }
  return columns;
}
