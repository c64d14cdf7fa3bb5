import { isUtf8 } from "node:buffer";
import { nearestNames } from "../../tables/nearest.js";
import type { TypedColumn } from "../../tables/table.js";
import type { Issues } from "../issues.js";
import { requirement } from "../requirement.js";
import type { ColumnSchema, Schema } from "../schema.js";
import { checkWhole, described, inferred } from "../typed-column.js";
import { readHeader } from "./header.js";
import { BYTE_ORDER_MARK, NEWLINE } from "./records.js";
import { type Plan, scan } from "./scan.js";

/** A CSV file as typed columns, by name, in the order of its header. */
export interface CsvColumns {
  readonly rows: number;
  readonly blank: number;
  readonly columns: readonly (readonly [string, TypedColumn])[];
}

/** The line on which the first byte stands that no UTF-8 text holds. */
function firstBadLine(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
    line++;
  }
}

function lineOf(bytes: Buffer, position: number): number {
  let line = 1;
  for (let at = bytes.indexOf(NEWLINE); at >= 0 && at < position; at = bytes.indexOf(NEWLINE, at + 1)) line++;
  return line;
}

/** Why these bytes are not UTF-8 text, or null. */
function encodingProblem(bytes: Buffer): string | null {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (wide) return "the file is UTF-16; save it as CSV UTF-8";
  if (!isUtf8(bytes)) {
    return `the file is not UTF-8, first on line ${firstBadLine(bytes)}; save it as CSV UTF-8 (Windows-1256 is not read yet)`;
  }
  const zero = bytes.indexOf(0);
  return zero < 0 ? null : `the file holds a NUL byte, first on line ${lineOf(bytes, zero)}: it is no text file`;
}

function planFor(name: string, schema: ColumnSchema | undefined): Plan {
  if (schema === undefined) return { kind: "infer" };
  if (schema.type !== "integer" && schema.type !== "number") return { kind: "text" };
  return { kind: "number", name, requires: requirement(name, schema) };
}

/** Each column the schema names must stand in the header. */
export function requireSchemaColumns(names: readonly string[], schema: Schema, issues: Issues): void {
  for (const name of Object.keys(schema.columns)) {
    if (names.includes(name)) continue;
    const near = nearestNames(name, names);
    const hint =
      near.length > 0 ? `nearest: ${near.map((other) => `'${other}'`).join(", ")}` : `it has ${names.join(", ")}`;
    issues.file({ rule: "column", message: `no column '${name}' in the file; ${hint}`, column: name });
  }
}

/** A Buffer that ends with a newline, as the readers of cells require. */
function closed(bytes: Buffer): Buffer {
  return bytes[bytes.length - 1] === NEWLINE ? bytes : Buffer.concat([bytes, Buffer.of(NEWLINE)]);
}

/**
 * CSV bytes to typed columns: UTF-8, RFC 4180, header bound by name. What is wrong goes to the issues, all of it.
 * Null when nothing could be read.
 */
export function readCsv(content: Buffer, schema: Schema | undefined, issues: Issues): CsvColumns | null {
  const encoding = content.length === 0 ? "the file is empty" : encodingProblem(content);
  if (encoding !== null) {
    issues.file({ rule: "encoding", message: encoding });
    return null;
  }
  const start = content.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
  const header = readHeader(closed(content), start, issues);
  if (header === null || !issues.isClean()) return null;
  const { names } = header;
  if (schema !== undefined) requireSchemaColumns(names, schema, issues);
  const schemaOf = (name: string) =>
    schema !== undefined && Object.hasOwn(schema.columns, name) ? schema.columns[name] : undefined;
  const { rows, blank, columns, sound } = scan(
    header,
    names.map((name) => planFor(name, schemaOf(name))),
    issues,
  );
  if (!sound) return null;
  const typed = columns.map((column, position) => {
    const name = names[position]!;
    const rules = schemaOf(name);
    if (rules === undefined) return [name, inferred(column)] as const;
    const made = described(column, name, rules, issues);
    checkWhole(made, name, rules, rows, issues);
    return [name, made] as const;
  });
  return { rows, blank, columns: typed };
}
