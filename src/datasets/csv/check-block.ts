import type { TypedColumn } from "../../tables/table.js";
import { type Bound, bindColumns } from "../bind-columns.js";
import type { Issues } from "../issues.js";
import type { ScannedColumn } from "../scanned.js";
import type { ColumnSchema, Schema } from "../schema.js";
import { described } from "../typing/described.js";
import { checkWhole } from "../typing/whole-column.js";
import { takesAnyText } from "../values/text-reader.js";
import { BlockIssues } from "./block-issues.js";
import type { Block } from "./scan-blocks.js";
import { SeenValues } from "./seen-values.js";

/** The cells of a block: typed where the schema describes the column, else as scanned. */
export type CheckedColumn = TypedColumn | null;

const valueAt = (column: TypedColumn, row: number): string | number | null => {
  if ("dictionary" in column) return column.codes[row]! < 0 ? null : column.dictionary[column.codes[row]!]!;
  const value = column.values[row]!;
  return Number.isNaN(value) || (column.type === "boolean" && value === 255) ? null : value;
};

/** Values met so far in columns where each must stand once, by column, and of how many files. */
export interface Seen {
  readonly values: Map<string, SeenValues>;
  files: number;
}

/** The texts of a column as UTF-8, where they are taken as they stand. */
function bytesOf(scanned: ScannedColumn, made: TypedColumn, schema: ColumnSchema): Buffer | undefined {
  const isSame = scanned.kind === "text" && scanned.isPlain === true && takesAnyText(schema) && made.type === "text";
  return isSame ? scanned.bytes : undefined;
}

/** Holds the rows of a file against a schema, block by block. Values that must stand once are all that is kept of them. */
export class BlockChecker {
  private readonly bound: readonly Bound[];
  private readonly told: BlockIssues;

  constructor(
    names: readonly string[],
    schema: Schema | undefined,
    private readonly issues: Issues,
    private readonly seen: Seen = { values: new Map(), files: 0 },
  ) {
    this.bound = bindColumns(names, schema, issues);
    this.told = new BlockIssues(issues);
  }

  /** Names as they are from here on: the schema's where it describes the column. */
  get names(): readonly string[] {
    return this.bound.map(({ name }) => name);
  }

  check({ columns, rows, offset }: Block): CheckedColumn[] {
    const before = new Set<number>();
    for (let row = 1; row <= rows; row++) if (this.issues.rejected.has(row + offset)) before.add(row);
    this.told.offset = offset;
    return this.bound.map(({ name, schema }, position) => {
      if (schema === undefined) return null;
      const made = described(columns[position]!, name, schema, this.told);
      checkWhole(made, name, { ...schema, unique: false }, before, this.told);
      if (schema.unique === true)
        this.checkUnique(made.column, name, bytesOf(columns[position]!, made.column, schema), offset);
      return made.column;
    });
  }

  private checkUnique(column: TypedColumn, name: string, bytes: Buffer | undefined, offset: number): void {
    const seen = this.seen.values.get(name) ?? new SeenValues();
    this.seen.values.set(name, seen);
    const message = `${name} requires values that stand once`;
    for (const row of seen.again(column, bytes))
      this.issues.row({ rule: "unique", message, row: offset + row + 1, column: name, value: valueAt(column, row) });
  }
}
