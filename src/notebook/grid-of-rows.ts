import { count, fixed, interval, inUnit, NOTHING } from "../format/numbers.js";
import { inDigits } from "../language/digits.js";
import { word, words } from "../language/words.js";
import type { Estimate, Keys, Unit } from "../metrics/result.js";
import { dateText, isDate } from "./dates.js";
import type { Column } from "./grid.js";

export type Record_ = Readonly<Record<string, unknown>>;

export interface RowOptions {
  /** Which columns, in which order. `interval` stands for lower and upper together. */
  readonly columns?: readonly string[] | undefined;
  /** Decimals, in place of those that fit the unit. */
  readonly digits?: number | undefined;
  /** What estimate, lower and upper are. */
  readonly unit?: Unit | undefined;
  /** The header over the estimate. */
  readonly label?: string | undefined;
  readonly level?: number | undefined;
}

/** The fields that are shown together, in a place of their own. */
const ESTIMATE_FIELDS = new Set(["estimate", "lower", "upper", "n", "note", "keys"]);

/** `tenureDays` → "tenure days". */
export function headerOf(name: string): string {
  const spaced = name.replace(/([a-z\d])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return word(spaced.replace(/_/g, " "));
}

const estimateText = (value: number | null, unit: Unit | undefined, digits: number | undefined): string =>
  value === null ? NOTHING : inUnit(value, unit, digits === undefined ? {} : { digits });

function intervalText(row: Estimate, unit: Unit | undefined, digits: number | undefined): string {
  if (row.lower === null || row.upper === null) return NOTHING;
  if (unit === "points" || unit === "share") return interval(row, { unit, ...(digits !== undefined && { digits }) });
  return words`${estimateText(row.lower, unit, digits)} to ${estimateText(row.upper, unit, digits)}`;
}

/** Rows of several indicators say each what unit they are in; others have that of the table. */
const unitOf = (row: Record_, unit: Unit | undefined) => (row.unit as Unit | undefined) ?? unit;

const isMissing = (value: unknown) => value === null || value === undefined || Number.isNaN(value);

/** Whole numbers below 10,000 may be years or codes: no comma. */
function wholeText(value: number): string {
  return Math.abs(value) < 10_000 ? fixed(value, 0).replace(/[,٬]/, "") : count(value);
}

const FEWEST_DECIMALS = 2;
const MOST_DECIMALS = 6;

/** Two decimals, and more where the smallest number would be read as zero. */
function decimalsFor(values: readonly number[]): number {
  const smallest = values.reduce((least, x) => (x === 0 ? least : Math.min(least, Math.abs(x))), Infinity);
  const needed = 1 - Math.floor(Math.log10(smallest));
  return Math.min(MOST_DECIMALS, Math.max(FEWEST_DECIMALS, smallest < 0.005 ? needed : 0));
}

/** A number with so many decimals; one that is above zero never looks like zero. */
function decimalText(value: number, decimals: number): string {
  const step = 10 ** -decimals;
  return value > 0 && value < step / 2 ? `<${fixed(step, decimals)}` : fixed(value, decimals);
}

function plainText(value: unknown): string {
  if (isDate(value)) return dateText(value) || NOTHING;
  return typeof value === "object" ? JSON.stringify(value) : word(String(value));
}

/** A column of plain values: numbers at the right, the decimals the same all the way down. */
export function plainColumn(header: string, values: readonly unknown[], digits?: number): Column {
  const present = values.filter((value) => !isMissing(value));
  const numbers = present.filter((value): value is number => typeof value === "number");
  const isNumeric = present.length > 0 && numbers.length === present.length;
  const isWhole = digits === undefined && present.every((value) => Number.isInteger(value));
  const decimals = digits ?? decimalsFor(numbers);
  const text = (value: unknown) => {
    if (isMissing(value)) return NOTHING;
    if (typeof value === "number" && isNumeric) return isWhole ? wholeText(value) : decimalText(value, decimals);
    return plainText(value);
  };
  return { header, align: isNumeric ? "right" : "left", cells: values.map(text) };
}

function estimateColumns(rows: readonly (Estimate & Record_)[], options: RowOptions): Map<string, Column> {
  const { unit, digits, level } = options;
  const label = word(rows.some((row) => row.unit !== undefined) ? "estimate" : (options.label ?? "estimate"));
  const right = (header: string, cells: string[]): Column => ({ header, align: "right", cells });
  const percentage = level === undefined ? "" : inDigits(`${Number((100 * level).toFixed(1))}%`);
  return new Map([
    [
      "estimate",
      right(
        label,
        rows.map((row) => estimateText(row.estimate, unitOf(row, unit), digits)),
      ),
    ],
    [
      "interval",
      right(
        percentage === "" ? words`interval` : words`${percentage} interval`,
        rows.map((row) => intervalText(row, unitOf(row, unit), digits)),
      ),
    ],
    [
      "n",
      right(
        word("n"),
        rows.map((row) => count(row.n)),
      ),
    ],
  ]);
}

function isCount(values: readonly unknown[]): boolean {
  return (
    values.every((value) => isMissing(value) || Number.isInteger(value)) &&
    values.some((value) => !isMissing(value) && value !== 0)
  );
}

/** Names of the fields of all rows, in the order in which they first occur. */
export function fieldsOf(rows: readonly Record_[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** The segment's columns; null is a segment of its own. */
export function keyColumns(rows: readonly { readonly keys?: Keys }[], by: readonly string[]): Column[] {
  return by.map((name) => ({
    header: headerOf(name),
    align: "left",
    cells: rows.map(({ keys }) =>
      keys === undefined ? words`All` : word(String(keys[name] ?? words`no ${word(name)}`)),
    ),
  }));
}

/** Rows with an estimate: estimate, interval, n, what was counted, note. */
function estimatedColumns(rows: readonly (Estimate & Record_)[], options: RowOptions): Column[] {
  const known = estimateColumns(rows, options);
  const others = fieldsOf(rows).filter((name) => !ESTIMATE_FIELDS.has(name));
  const valuesOf = (name: string) => rows.map((row) => row[name]);
  const isWord = (name: string) => rows.every((row) => typeof row[name] === "string");
  const isRepeated = (name: string) => rows.every((row) => row[name] === row.n);
  const counts = others.filter((name) => isCount(valuesOf(name)) && !isRepeated(name));
  const hasNotes = rows.some((row) => row.note !== null && row.note !== "");
  const names = options.columns ?? [
    ...others.filter(isWord),
    ...known.keys(),
    ...counts,
    ...(hasNotes ? ["note"] : []),
  ];
  return names.map((name) => {
    const column = known.get(name);
    if (column) return column;
    if (name === "note") return { header: word("note"), align: "left", cells: rows.map((row) => word(row.note ?? "")) };
    if (name === "target") {
      const cells = rows.map((row) =>
        estimateText((row.target ?? null) as number | null, unitOf(row, options.unit), options.digits),
      );
      return { header: word("target"), align: "right", cells };
    }
    if (counts.includes(name)) {
      return {
        header: headerOf(name),
        align: "right",
        cells: rows.map((row) => count((row[name] ?? null) as number | null)),
      };
    }
    return plainColumn(headerOf(name), valuesOf(name), options.digits);
  });
}

export const isEstimated = (row: Record_): row is Estimate & Record_ =>
  ["estimate", "lower", "upper", "n"].every((name) => name in row);

/** The columns of any rows. */
export function rowColumns(rows: readonly Record_[], options: RowOptions): Column[] {
  if (rows.length > 0 && rows.every(isEstimated)) return estimatedColumns(rows as (Estimate & Record_)[], options);
  const names = options.columns ?? fieldsOf(rows);
  return names.map((name) =>
    plainColumn(
      headerOf(name),
      rows.map((row) => row[name]),
      options.digits,
    ),
  );
}
