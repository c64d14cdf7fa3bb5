import { count } from "../format/numbers.js";
import { prose, word, words } from "../language/words.js";
import type { Estimate, Keys, Result, Unit } from "../metrics/result.js";
import { keyData, plainData, rowData } from "./data-of-rows.js";
import { display } from "./display.js";
import { type Column, type Grid, gridHtml, gridText } from "./grid.js";
import { fieldsOf, isEstimated, keyColumns, plainColumn, type Record_, rowColumns } from "./grid-of-rows.js";
import { carriesData, type DataColumn, MOST_DATA_ROWS, TABLE_DATA, tableData } from "./table-data.js";

/** A Danfo DataFrame, as far as a table asks. */
export interface FrameLike {
  readonly columns: readonly string[];
  readonly values: unknown;
}

export interface TableOptions {
  /** What the table shows: over it. Default: the label of a result. */
  readonly caption?: string;
  /** Which columns, in which order. In a result `interval` is lower and upper together. */
  readonly columns?: readonly string[];
  /** Decimals, in place of those that fit the column. */
  readonly digits?: number;
  /** At most so many rows. Default 50. */
  readonly rows?: number;
  /** What the estimates of plain rows are; a result knows it. */
  readonly unit?: Unit;
}

const MOST_ROWS = 50;

type Row = Estimate & Record_ & { readonly keys?: Keys };

function isResult(x: unknown): x is Result<Row> {
  return typeof x === "object" && x !== null && "overall" in x && "rows" in x && "metric" in x;
}

function isFrame(x: unknown): x is FrameLike {
  return typeof x === "object" && x !== null && "columns" in x && "values" in x && Array.isArray(x.columns);
}

function remark(shown: number, all: number): string {
  if (all === 0) return words`none`;
  return shown < all ? words`first ${count(shown)} of ${count(all)} rows` : "";
}

function cut<T>(rows: readonly T[], most: number): readonly T[] {
  return rows.length > most ? rows.slice(0, most) : rows;
}

function requireColumns(names: readonly string[] | undefined, existing: readonly string[]): void {
  const missing = names?.find((name) => !existing.includes(name));
  if (missing === undefined) return;
  throw new TypeError(`table requires columns that exist; got '${missing}' (there are ${existing.join(", ")})`);
}

/** Whether the overall row is one of its own: of periods it is the last of them, which is there already. */
const hasWhole = (result: Result<Row>): boolean =>
  result.rows.length === 0 || (result.by.length > 0 && !("last" in result));

/**
 * How many rows go along as data: as many as an author shows. All of what was computed where nobody said how many; of a
 * DataFrame only what is read, since its rows are people's.
 */
const dataRows = ({ rows }: TableOptions): number => Math.min(rows ?? MOST_DATA_ROWS, MOST_DATA_ROWS);

/** What is read of a table, and what it holds as data: made only where somebody takes it. */
interface Shown {
  readonly grid: Grid;
  readonly data: () => readonly DataColumn[];
}

const ofResult = (result: Result<Row>): readonly Row[] => [
  ...result.rows,
  ...(hasWhole(result) ? [result.overall] : []),
];

function resultShown(result: Result<Row>, options: TableOptions): Shown {
  const { by, label, unit, level } = result;
  requireColumns(options.columns, ["interval", ...fieldsOf([...result.rows, result.overall])]);
  const all = ofResult(result);
  const rows = cut(all, options.rows ?? MOST_ROWS);
  const { excluded } = result;
  const left = excluded.missing + excluded.outOfRange;
  const exclusion = left > 0 ? words`; ${count(left)} answers not counted` : "";
  const how = { ...options, unit, label, level };
  const grid = {
    caption: options.caption ?? words`${word(label)} (intervals: ${word(result.method)}${exclusion})`,
    columns: [...keyColumns(rows, by), ...rowColumns(rows, how)],
    remark: remark(rows.length, all.length),
  };
  const carried = cut(all, dataRows(options));
  return { grid, data: () => [...keyData(carried, by), ...rowData(carried, how)] };
}

function frameShown(frame: FrameLike, options: TableOptions): Shown {
  requireColumns(options.columns, frame.columns);
  const all = frame.values as readonly (readonly unknown[])[];
  const names = options.columns ?? frame.columns;
  const columnsOf = <T>(rows: typeof all, make: (name: string, values: readonly unknown[]) => T): T[] =>
    names.map((name) => {
      const at = frame.columns.indexOf(name);
      return make(
        word(name),
        rows.map((row) => row[at]),
      );
    });
  const rows = cut(all, options.rows ?? MOST_ROWS);
  const columns: Column[] = columnsOf(rows, (name, values) => plainColumn(name, values, options.digits));
  const grid = { caption: options.caption ?? "", columns, remark: remark(rows.length, all.length) };
  return { grid, data: () => columnsOf(rows, plainData) };
}

function rowsShown(all: readonly Record_[], options: TableOptions): Shown {
  const rows = cut(all, options.rows ?? MOST_ROWS);
  const existing = [...fieldsOf(all), ...(all.every(isEstimated) ? ["interval"] : [])];
  if (all.length > 0) requireColumns(options.columns, existing);
  const columns = rowColumns(rows, { ...options });
  const grid = { caption: options.caption ?? "", columns, remark: remark(rows.length, all.length) };
  return { grid, data: () => rowData(cut(all, dataRows(options)), { ...options }) };
}

function shownOf(x: unknown, { caption, ...others }: TableOptions): Shown {
  const options = caption === undefined ? others : { ...others, caption: prose(caption) };
  if (isResult(x)) return resultShown(x, options);
  if (isFrame(x)) return frameShown(x, options);
  if (Array.isArray(x)) return rowsShown(x as readonly Record_[], options);
  throw new TypeError(`table requires a result, rows or a DataFrame; got ${x === null ? "null" : typeof x}`);
}

/**
 * Shows a table: segments first, then the estimate with its interval, n, what was counted and why something is missing.
 * Shares are percent, points have their sign, what cannot exist is a dash. Numbers stand at the right, every text reads
 * in its own direction.
 *
 * @param x a result of a metric, rows of plain objects, or a Danfo DataFrame
 * @throws a column that does not exist
 * @example
 * await table(await nps(answers, { score: "recommend", by: "segment" }), { caption: "NPS by segment" });
 */
export function table(x: Result<Estimate> | FrameLike | readonly object[], options: TableOptions = {}): Promise<void> {
  const { grid, data } = shownOf(x, options);
  const carried = carriesData() ? { [TABLE_DATA]: tableData(data()) } : {};
  return display({ data: { "text/html": gridHtml(grid), "text/plain": gridText(grid), ...carried } });
}
