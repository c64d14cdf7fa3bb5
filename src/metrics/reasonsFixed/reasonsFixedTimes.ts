import { dayOf, isoOf } from "../../calendar/days.js";
import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Table } from "../../tables/table.js";
import { type Answer, answerColumn, isYes, requireAnswer } from "../answers/answer.js";
import { requireDates } from "../periods/requireDates.js";
import { cellAt, requireWithin, rowsOf, rowsWith } from "../scale.js";
import { caller, type ReasonsFixedOptions, type Watch } from "./reasonsFixedOptions.js";

/** How long a customer was watched and whether he had left then; null where either is missing. */
export type WatchedTime = { readonly duration: number; readonly left: boolean } | null;

/** The cells of a column, row by row. */
export async function cellsOf(table: Table, column: string): Promise<Cell[]> {
  const typed = (await table.typed([column], caller))[column]!;
  return Array.from({ length: rowsOf(typed) }, (_, row) => cellAt(typed, row));
}

async function givenTimes(table: Table, duration: string, left: Answer): Promise<WatchedTime[]> {
  const [column] = answerColumn(left);
  await requireColumns(table, [duration, column], caller);
  await requireNumberColumns(table, [duration], caller);
  const from0 = { min: 0, max: Number.POSITIVE_INFINITY };
  await requireWithin(table, [duration], from0, `${caller} requires durations`);
  const [durations, answers] = [await cellsOf(table, duration), await cellsOf(table, column)];
  await requireAnswer(table, left, answers, { caller, option: "left" });
  return durations.map((length, row) => {
    const answer = answers[row]!;
    return length === null || answer === null ? null : { duration: Number(length), left: isYes(left, answer) };
  });
}

/** The day that holds for a row: the same for all where a date was given. */
async function dayReader(table: Table, dateOrColumn: string): Promise<(row: number) => number | null> {
  const fixed = dayOf(dateOrColumn);
  if (fixed !== null) return () => fixed;
  await requireColumns(table, [dateOrColumn], caller);
  const cells = await cellsOf(table, dateOrColumn);
  await requireDates(table, dateOrColumn, cells, { what: `${caller} requires dates` });
  return (row) => dayOf(cells[row]);
}

/** Throws when one day comes before another that it must not come before, with the row of the first. */
function requireOrder(days: readonly (number | null)[], from: (row: number) => number | null, what: string): void {
  const isEarly = (day: number | null, row: number) => day !== null && from(row) !== null && day < from(row)!;
  const first = days.findIndex(isEarly);
  if (first < 0) return;
  const count = days.filter(isEarly).length;
  const where = count === 1 ? `row ${first + 1}` : `${count} rows, first at row ${first + 1}`;
  const got = `${isoOf(days[first]!)} before ${isoOf(from(first)!)}`;
  throw new RangeError(`${caller} requires ${what} not before the first day; got ${got} (${where})`);
}

async function datedTimes(table: Table, { from, until, leftOn }: Watch): Promise<WatchedTime[]> {
  await requireColumns(table, [leftOn], caller);
  const [first, last] = [await dayReader(table, from), await dayReader(table, until)];
  const leaving = await dayReader(table, leftOn);
  const rows = (await table.typed([leftOn], caller))[leftOn]!;
  const days = Array.from({ length: rowsOf(rows) }, (_, row) => leaving(row));
  requireOrder(days, first, `days of leaving in '${leftOn}'`);
  requireOrder(
    days.map((_, row) => last(row)),
    first,
    "the last day",
  );
  return days.map((day, row) => {
    const [start, end] = [first(row), last(row)];
    if (start === null || end === null) return null;
    const left = day !== null && day <= end;
    return { duration: (left ? day : end) - start + 1, left };
  });
}

/** How long each customer was watched. */
export const watchedTimes = (table: Table, { duration, left, watched }: ReasonsFixedOptions): Promise<WatchedTime[]> =>
  watched === undefined ? givenTimes(table, duration!, left!) : datedTimes(table, watched);

/** Throws when a customer has two rows, with the row of the first that comes again. */
export async function requireOnce(table: Table, column: string, hint = ""): Promise<void> {
  const seen = new Set<Cell>();
  let again: Cell = null;
  const isAgain = (cell: Cell) => {
    if (cell === null) return false;
    if (!seen.has(cell)) {
      seen.add(cell);
      return false;
    }
    again ??= cell;
    return true;
  };
  const cells = await cellsOf(table, column);
  if (new Set(cells.filter((cell) => cell !== null)).size === cells.filter((cell) => cell !== null).length) return;
  const where = await rowsWith(table, column, isAgain);
  throw new RangeError(
    `${caller} requires each customer once in '${column}' of ${table.name}; got ${String(again)} again (${where})${hint}`,
  );
}
