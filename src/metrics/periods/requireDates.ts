import { dayOf } from "../../calendar/days.js";
import type { Cell, Table } from "../../tables/table.js";
import { rowsWith, shown } from "../scale.js";

/**
 * Throws when a cell is no ISO date, with the row of the first.
 *
 * @param found the cells that occur, as a crosstab has them; missing ones pass
 * @param what who requires what: 'churn requires dates'
 */
export async function requireDates(
  table: Table,
  column: string,
  found: readonly Cell[],
  { what, hint = "" }: { readonly what: string; readonly hint?: string },
): Promise<void> {
  const isWrong = (cell: Cell) => cell !== null && dayOf(cell) === null;
  const wrong = [...new Set(found.filter(isWrong))];
  if (wrong.length === 0) return;
  const more = wrong.length > 3 ? ` and ${wrong.length - 3} more` : "";
  const got = `${wrong.slice(0, 3).map(shown).join(", ")}${more} (${await rowsWith(table, column, isWrong)})`;
  throw new TypeError(`${what} such as 2025-07-01 in '${column}'; got ${got}${hint}`);
}
