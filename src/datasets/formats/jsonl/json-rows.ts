import type { Issues } from "../../issues.js";
import type { Scanned } from "../../scanned.js";
import { isWellFormed } from "../well-formed.js";
import { JsonColumn } from "./json-column.js";
import type { Entry, JsonValue } from "./object-scanner.js";

/** Nearly empty columns, a new key in every row, are no table. */
const MOST_KEYS = 16_384;
const MANY_CELLS = 2 ** 24;
const SPARSE = 50;

/** A file of objects that is no table. */
export class NoTable extends Error {}

/** Gathers objects as rows, bound by key in the order in which the keys are first met. */
export class JsonRows {
  private readonly columns = new Map<string, JsonColumn>();
  private readonly lines: number[] = [];
  private filled = 0;
  rows = 0;
  blank = 0;

  constructor(private readonly issues: Issues) {}

  /** An object is the next row. */
  add(entries: readonly Entry[], line: number): void {
    this.lines.push(line);
    this.rows++;
    for (const [key, value] of entries) this.put(this.rows - 1, key, value);
    this.requireTable();
  }

  /** The next row is one that cannot be read. */
  broken(line: number, finding: { rule: "shape" | "encoding"; message: string; value?: string; hint?: string }): void {
    this.lines.push(line);
    this.rows++;
    this.issues.row({ ...finding, row: this.rows });
  }

  private put(row: number, key: string, value: JsonValue): void {
    let column = this.columns.get(key);
    if (column === undefined) {
      column = new JsonColumn(key);
      this.columns.set(key, column);
    }
    const found = { row: row + 1, column: key };
    if (column.last === row) {
      this.issues.row({
        ...found,
        rule: "shape",
        message: `${key} requires one value in a row; the object names it twice`,
      });
      return;
    }
    column.last = row;
    this.filled++;
    if (value.kind === "number") column.putNumber(row, value.text);
    else if (value.kind === "boolean") column.putBoolean(row, value.value);
    else if (value.kind === "nested") {
      const message = `${key} requires a text, a number, true, false or null, nothing nested`;
      this.issues.row({ ...found, rule: "type", message, value: value.text, hint: "give each part a key of its own" });
    } else if (value.kind === "text") this.putText(column, row, value.text);
  }

  private putText(column: JsonColumn, row: number, text: string): void {
    const found = { row: row + 1, column: column.name };
    if (text.includes("\0"))
      this.issues.row({ ...found, rule: "nul", message: `${column.name} requires text without NUL` });
    else if (isWellFormed(text)) column.putText(row, text);
    else
      this.issues.row({
        ...found,
        rule: "encoding",
        message: `${column.name} requires whole characters, no half surrogates`,
      });
  }

  private requireTable(): void {
    const keys = this.columns.size;
    const span = keys * this.rows;
    if (keys > MOST_KEYS || (span > MANY_CELLS && span > SPARSE * this.filled))
      throw new NoTable(`the objects have ${keys} different keys in ${this.rows} rows: they are no table`);
  }

  scanned(): Scanned {
    const columns = [...this.columns.values()];
    const unnamed = columns.some(({ name }) => name.trim() === "");
    if (unnamed)
      this.issues.file({ rule: "header", message: "a value has a blank key, so that its column has no name" });
    return {
      names: columns.map(({ name }) => name),
      rows: this.rows,
      blank: this.blank,
      header: 0,
      preamble: 0,
      columns: columns.map((column) => column.scanned(this.rows, this.issues)),
      lineOf: (row) => this.lines[row - 1] ?? null,
    };
  }
}
