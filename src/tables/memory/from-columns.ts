import type { DataFrame } from "danfojs-node";
import type { TypedColumn } from "../table.js";
import { carry, type FrameInside, lengthOf, remember } from "./frame-columns.js";

/** The values Danfo holds: dates as ISO text, missing as null. */
function plainValues(column: TypedColumn): unknown[] {
  if (column.type === "number") return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
  if (column.type === "boolean") return Array.from(column.values, (value) => (value === 255 ? null : value === 1));
  const { codes, dictionary } = column;
  return Array.from(codes, (code) => (code < 0 ? null : dictionary[code]!));
}

function areWhole(values: Float64Array): boolean {
  for (let row = 0; row < values.length; row++) if (!Number.isInteger(values[row])) return false;
  return true;
}

function dtypeOf(column: TypedColumn): string {
  if (column.type === "boolean") return "boolean";
  return column.type !== "number" ? "string" : areWhole(column.values) ? "int32" : "float32";
}

/** A property that is made when it is first read, and is a plain one from then on or once it was assigned. */
function lazily<T>(target: object, key: string | number, make: () => T): void {
  const settle = (value: T) =>
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  Object.defineProperty(target, key, {
    configurable: true,
    enumerable: true,
    get() {
      const value = make();
      settle(value);
      return value;
    },
    set: settle,
  });
}

const isMade = (target: object, key: string | number) =>
  Object.getOwnPropertyDescriptor(target, key)?.get === undefined;

function requireSameLength(columns: readonly (readonly [string, TypedColumn])[]): number {
  const rows = columns.length === 0 ? 0 : lengthOf(columns[0]![1]);
  const odd = columns.find(([, column]) => lengthOf(column) !== rows);
  if (odd === undefined) return rows;
  throw new RangeError(
    `fromColumns requires columns of one length; got ${lengthOf(odd[1])} in '${odd[0]}', not ${rows}`,
  );
}

function requireNames(names: readonly string[]): void {
  const twice = names.find((name, position) => names.indexOf(name) !== position);
  if (twice !== undefined) throw new TypeError(`fromColumns requires a name for each column; got '${twice}' twice`);
}

/** Danfo's column arrays: each made from its typed column when Danfo first reads it, and known as equal to it. */
function columnArrays(columns: readonly TypedColumn[]): unknown[][] {
  const arrays = new Array<unknown[]>(columns.length);
  columns.forEach((column, position) => {
    lazily(arrays, position, () => {
      const values = plainValues(column);
      remember(values, column);
      return values;
    });
  });
  return arrays;
}

function rowArrays(arrays: readonly unknown[][], rows: number): unknown[][] {
  const columns = [...arrays];
  return Array.from({ length: rows }, (_, row) => columns.map((values) => values[row]));
}

/** `frame.name` for each column, as Danfo has it, but never over a property of Danfo's own. */
function nameColumns(frame: FrameInside, names: readonly string[]): void {
  for (const name of names) {
    if (name in frame) continue;
    Object.defineProperty(frame, name, {
      configurable: true,
      get: () => frame.$getColumnData(name),
      set: (values: unknown) => frame.$setColumnData(name, values),
    });
  }
}

/**
 * A Danfo DataFrame from typed columns. Metrics read the typed columns; the arrays that Danfo works on are made when
 * Danfo is first asked for them, so that a frame of a million rows costs nothing until somebody prints it.
 *
 * @param columns name and column, in order
 * @param name what the frame is called in messages: 'survey.csv'
 * @example
 * const frame = await fromColumns([["score", { type: "number", values: Float64Array.of(9, 10) }]]);
 * frame.shape // [2, 1]
 */
export async function fromColumns(
  columns: Iterable<readonly [string, TypedColumn]>,
  name = "the table",
): Promise<DataFrame> {
  const pairs = [...columns];
  const rows = requireSameLength(pairs);
  const names = pairs.map(([column]) => column);
  requireNames(names);
  const typed = pairs.map(([, column]) => column);
  const { DataFrame, NDframe } = await import("danfojs-node");
  const frame = new DataFrame([], { columns: [], index: [] });
  const inside = frame as unknown as FrameInside;
  const arrays = columnArrays(typed);
  inside.$dataIncolumnFormat = arrays;
  inside.$columns = names;
  inside.$dtypes = typed.map(dtypeOf);
  if (rows > 0) {
    lazily(inside, "$data", () => rowArrays(arrays, rows));
    lazily(inside, "$index", () => Array.from({ length: rows }, (_, row) => row));
  }
  const shape = Object.getOwnPropertyDescriptor(NDframe.prototype, "shape")!.get!;
  Object.defineProperty(frame, "shape", {
    configurable: true,
    get: () => (isMade(inside, "$data") ? shape.call(frame) : [rows, inside.$columns.length]),
  });
  nameColumns(inside, names);
  carry(frame, {
    name,
    rows: () => (isMade(inside, "$data") ? undefined : rows),
    column: (position) =>
      inside.$dataIncolumnFormat === arrays && !isMade(arrays, position) ? typed[position] : undefined,
  });
  return frame;
}
