import { ifFewRows } from "../tables/max-rows.js";
import type { Cell, Table, TypedColumn } from "../tables/table.js";

/** The answers a question allows. */
export interface Scale {
  readonly min: number;
  readonly max: number;
}

const isOn = (scale: Scale, value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= scale.min && value <= scale.max;

export const shown = (cell: Cell) => (typeof cell === "string" ? `'${cell}'` : String(cell));

/** The cell in one row of a typed column. */
export function cellAt(column: TypedColumn, row: number): Cell {
  if (column.type === "number") return Number.isNaN(column.values[row]!) ? null : column.values[row]!;
  if (column.type === "boolean") return column.values[row] === 255 ? null : column.values[row] === 1;
  return column.codes[row]! < 0 ? null : column.dictionary[column.codes[row]!]!;
}

export const rowsOf = (column: TypedColumn) => ("codes" in column ? column.codes.length : column.values.length);

/**
 * 'row 118', or '3 rows, first at row 118': where one column, or several together, hold what they must not. Reads the rows, unless
 * they are too many to be fetched.
 */
export async function rowsWith(
  table: Table,
  columns: string | readonly string[],
  isWrong: (...cells: Cell[]) => boolean,
): Promise<string> {
  const names = typeof columns === "string" ? [columns] : columns;
  const read = await ifFewRows(() => table.typed([...new Set(names)]));
  if (read === null) return "in too many rows to say where";
  const typed = names.map((name) => read[name]!);
  let [count, first] = [0, 0];
  for (let row = 0; row < rowsOf(typed[0]!); row++) {
    if (!isWrong(...typed.map((column) => cellAt(column, row)))) continue;
    if (count === 0) first = row + 1;
    count++;
  }
  return count === 1 ? `row ${first}` : `${count} rows, first at row ${first}`;
}

/**
 * Throws where a column holds a number that is not whole, with the first and its row. Rows are looked at only then.
 *
 * @param cells those that occur, as a crosstab has them; missing ones pass
 * @param what who requires what: 'sbg requires whole periods'
 */
export async function requireWholeNumbers(
  table: Table,
  column: string,
  cells: readonly Cell[],
  what: string,
): Promise<void> {
  const isBroken = (cell: Cell) => cell !== null && !Number.isInteger(Number(cell));
  if (!cells.some(isBroken)) return;
  let first: Cell = null;
  const where = await rowsWith(table, column, (cell) => {
    if (!isBroken(cell)) return false;
    first ??= cell;
    return true;
  });
  throw new RangeError(`${what} in '${column}'; got ${first} (${where})`);
}

/**
 * Throws when an answer is not a whole number on the scale, with the answers and the row of the first. Rows are looked
 * at only then.
 *
 * @param answers the answers that occur, as a crosstab has them; missing ones pass
 * @param what who requires what: 'nps requires scores'
 */
export async function requireOnScale(
  table: Table,
  column: string,
  answers: readonly Cell[],
  scale: Scale,
  what: string,
): Promise<void> {
  const isWrong = (cell: Cell) => cell !== null && !isOn(scale, cell);
  const wrong = [...new Set(answers.filter(isWrong))];
  if (wrong.length === 0) return;
  // In a column of text, digits are wrong only because the words beside them made it text: name the words.
  const words = wrong.filter((cell) => typeof cell === "string" && !isOn(scale, Number(cell.trim() || Number.NaN)));
  const named = words.length > 0 ? words : wrong;
  const only = new Set(named);
  const more = named.length > 3 ? ` and ${named.length - 3} more` : "";
  const got = named.slice(0, 3).map(shown).join(", ");
  const isOff = (cell: Cell) => typeof cell !== "number" || cell < scale.min || cell > scale.max;
  const kind = named.some(isOff) ? what : what.replace(" requires ", " requires whole ");
  const where = await rowsWith(table, column, (cell) => only.has(cell));
  throw new RangeError(`${kind} from ${scale.min} to ${scale.max}; got ${got}${more} (${where})`);
}

/** The smallest and the largest number of each column; null where all are missing. */
async function ranges(table: Table, columns: readonly string[]): Promise<(readonly [number | null, number | null])[]> {
  const aggregates = columns.flatMap((column, i) => [
    [`least ${i}`, { min: column }] as const,
    [`most ${i}`, { max: column }] as const,
  ]);
  const rolled = await table.rollUp([], Object.fromEntries(aggregates));
  const [only] = await rolled.crosstab(aggregates.map(([name]) => name));
  const number = (cell: Cell | undefined) =>
    typeof cell === "boolean" ? Number(cell) : ((cell ?? null) as number | null);
  return columns.map((_, i) => [number(only?.keys[2 * i]), number(only?.keys[2 * i + 1])]);
}

/**
 * Throws when a number lies outside a range, with the number and the row of the first; fractions are allowed.
 *
 * @param what who requires what: 'csi requires ratings'
 * @returns the smallest and the largest number of each column
 */
export async function requireWithin(
  table: Table,
  columns: readonly string[],
  scale: Scale,
  what: string,
): Promise<readonly (readonly [number | null, number | null])[]> {
  const found = await ranges(table, columns);
  for (let i = 0; i < columns.length; i++) {
    const [least, most] = found[i]!;
    const wrong = least !== null && least < scale.min ? least : most !== null && most > scale.max ? most : null;
    if (wrong === null) continue;
    const where = await rowsWith(table, columns[i]!, (cell) => cell !== null && Number(cell) === wrong);
    const range =
      scale.max === Number.POSITIVE_INFINITY ? `of at least ${scale.min}` : `from ${scale.min} to ${scale.max}`;
    throw new RangeError(`${what} ${range} in '${columns[i]}'; got ${wrong} (${where})`);
  }
  return found;
}

/** Throws when a weight is below 0, with the smallest and the row of the first, or when none is above 0: nobody would count. */
export async function requireWeights(table: Table, column: string, caller: string): Promise<void> {
  const what = `${caller} requires weights`;
  const [found] = await requireWithin(table, [column], { min: 0, max: Number.POSITIVE_INFINITY }, what);
  if (found![1] !== 0) return;
  const where = await rowsWith(table, column, (cell) => cell !== null);
  throw new RangeError(`${what} of which some are above 0 in '${column}'; got only 0 (${where})`);
}
