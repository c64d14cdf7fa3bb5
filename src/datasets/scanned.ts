import type { TypedColumn } from "../tables/table.js";
import type { Schema } from "./schema.js";

/** Texts of which nothing is known yet, as codes of distinct ones; −1 for a blank. */
export interface ScannedText {
  readonly kind: "text";
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
  /**
   * Where true, each text is of letters and signs that are seen, without blanks around it: no rule on how a text is written
   * has anything to say, and the texts themselves need not be looked at.
   */
  readonly isPlain?: boolean;
  /** The texts as UTF-8, a zero byte behind each, where they are kept so. */
  readonly bytes?: Buffer;
}

/** A column as a file gave it: numbers, text of which nothing is known yet, or values whose type the file itself states. */
export type ScannedColumn =
  | { readonly kind: "number"; readonly values: Float64Array }
  | ScannedText
  | { readonly kind: "typed"; readonly column: TypedColumn };

/**
 * A file of any format, scanned and not yet held against a schema. Every record below the header has its place in the
 * columns, also one that was found unusable: its cells are missing and its row stands in `Issues.rejected`.
 */
export interface Scanned {
  readonly names: readonly string[];
  /** Records below the header, blank ones not counted. */
  readonly rows: number;
  /** Lines or rows without anything in them. */
  readonly blank: number;
  /** Records of the header, and those above it. */
  readonly header: number;
  readonly preamble: number;
  readonly columns: readonly ScannedColumn[];
  /** The line of the file on which a row (from 1) begins; null where a file has no lines. */
  lineOf(row: number): number | null;
  /** A record as it stands in the file, cell by cell, where the format has no lines to copy; null for a blank cell. */
  cellsOf?(row: number): readonly (string | null)[];
  /** What further rows of the header say of a column: the question as it was asked. */
  readonly questions?: ReadonlyMap<string, string>;
  /** What the file itself says of its columns: labels, codes for no answer. It holds where the caller gives no schema. */
  readonly described?: Schema;
}
