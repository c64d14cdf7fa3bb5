import type { Cell, Table } from "../../tables/table.js";
import { rowsWith, shown } from "../scale.js";

/**
 * A column that answers yes or no: true and false (or 1 and 0); or a column and the value in it that means yes, every
 * other value being a no: `{ column: "Churn", value: "No" }`.
 */
export type Answer = string | { readonly column: string; readonly value: string | number | boolean };

/** The column of an answer, and the value that means yes; null for true and 1. */
export const answerColumn = (answer: Answer): readonly [string, string | number | boolean | null] =>
  typeof answer === "string" ? [answer, null] : [answer.column, answer.value];

/** Whether a cell of the answer's column means yes. */
export function isYes(answer: Answer, cell: Cell): boolean {
  const [, value] = answerColumn(answer);
  return value === null ? Number(cell) === 1 : cell === value;
}

/**
 * Throws unless the cells are true and false (or 1 and 0), with the row of the first that is not; or, where a value was
 * named, unless it occurs.
 *
 * @param found the cells that occur, as a crosstab has them; missing ones pass
 * @param option the name of the option that took the answer: it is what yes means
 */
export async function requireAnswer(
  table: Table,
  answer: Answer,
  found: readonly Cell[],
  { caller, option }: { readonly caller: string; readonly option: string },
): Promise<void> {
  const cells = [...new Set(found.filter((cell) => cell !== null))];
  if (typeof answer !== "string") {
    if (cells.length === 0 || cells.includes(answer.value)) return;
    const some = cells.slice(0, 4).map(shown).join(", ");
    const wanted = `${caller} requires a value of '${answer.column}' that means ${option}`;
    throw new RangeError(`${wanted}; got ${shown(answer.value)}, which occurs in no row (there are ${some})`);
  }
  const isAnswer = (cell: Cell) => typeof cell === "boolean" || cell === 0 || cell === 1;
  const wrong = cells.filter((cell) => !isAnswer(cell));
  if (wrong.length === 0) return;
  const where = await rowsWith(table, answer, (cell) => cell !== null && !isAnswer(cell));
  const got = `${wrong.slice(0, 3).map(shown).join(", ")}${wrong.length > 3 ? ` and ${wrong.length - 3} more` : ""}`;
  throw new TypeError(
    `${caller} requires true and false, or 1 and 0, in '${answer}'; got ${got} (${where}). ` +
      `If a value there means ${option}, name it: ${option}: { column: '${answer}', value: ${shown(wrong[0]!)} }`,
  );
}
