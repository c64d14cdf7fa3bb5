import { compareText } from "../tables/table.js";

/** What a row, a column or the file did not keep to. */
export type Rule =
  // the file as bytes and lines
  | "empty"
  | "encoding"
  | "nul"
  | "quote"
  | "cells"
  | "line-end"
  // the header
  | "header"
  | "column"
  // a cell beside what its column requires
  | "type"
  | "range"
  | "values"
  | "required"
  | "unique"
  | "length"
  | "pattern"
  | "unit"
  | "calendar"
  // what has several readings, of which the schema must choose one
  | "ambiguous-number"
  | "ambiguous-date"
  | "two-calendars"
  | "naive-time"
  // what stays as it stands and should be known
  | "number-as-text"
  | "large-number"
  | "missing-code"
  | "spelling"
  | "invisible"
  | "duplicate-row"
  | "shape";

/**
 * What follows from an issue.
 *
 * - `file`: nothing of the file can be used.
 * - `row`: the row is kept aside, or the file refused, as the caller asked.
 * - `note`: everything stays as it stands in the file; it should be known.
 */
export type Effect = "file" | "row" | "note";

/** One thing wrong, or worth knowing, in a file: a flat row that can be shown with `table` and written as CSV. */
export interface Issue {
  readonly file: string;
  /** Record below the header, from 1, blank lines not counted; null for the file as a whole. */
  readonly row: number | null;
  /** Line of the file on which the record begins, from 1, as an editor counts; null where there are no lines. */
  readonly line: number | null;
  readonly column: string | null;
  /** What stands there, as it stands; null for a blank cell and for what is not in one cell. */
  readonly value: string | null;
  readonly rule: Rule;
  readonly effect: Effect;
  /** The requirement, or what was seen: 'recommend requires whole numbers from 0 to 10'. */
  readonly message: string;
  /** How to mend it, or "". */
  readonly hint: string;
}

/** An issue as its finder tells it; the rest is known to whoever gathers them. */
export interface Finding {
  readonly rule: Rule;
  readonly message: string;
  readonly hint?: string;
  readonly row?: number;
  readonly column?: string;
  /** null is a blank cell; undefined: no value is shown. */
  readonly value?: string | number | null;
}

/** All findings of one message: how many, the first, and examples of what stood there. */
interface Group {
  readonly message: string;
  readonly got: { readonly text: string; readonly row: number }[];
  count: number;
  first: number;
}

const SHOWN = 10;
const WIDTH = 60;

const shortened = (text: string) => (text.length > WIDTH ? `${text.slice(0, WIDTH)}…` : text);

/** A value as messages show it: text in quotes on one line, numbers bare, a missing one as 'blank'. */
function shown(value: string | number | null): string {
  if (value === null) return "blank";
  return typeof value === "number" ? `${value}` : `'${shortened(value.replace(/\s+/g, " "))}'`;
}

function described({ message, got, count, first }: Group): string {
  const where = count === 1 ? `row ${first}` : `${count} rows, first at row ${first}`;
  return got.length === 0
    ? `${message} (${where})`
    : `${message}; got ${got.map(({ text }) => text).join(", ")} (${where})`;
}

/** How many issues of one message are listed one by one; all are counted. */
const LISTED = 1000;

/** Everything wrong with a file, and everything worth knowing of it. Rows count from 1 below the header. */
export class Issues {
  private readonly groups = new Map<string, Group>();
  private readonly general: string[] = [];
  private readonly listed: Omit<Issue, "file" | "line">[] = [];
  private readonly counts = new Map<string, number>();
  /** Rows that are not to be used, from 1. */
  readonly rejected = new Set<number>();

  private list(effect: Effect, { rule, message, hint = "", row, column, value }: Finding): void {
    const count = (this.counts.get(message) ?? 0) + 1;
    this.counts.set(message, count);
    if (count > LISTED) return;
    const text = value === undefined || value === null ? null : String(value);
    this.listed.push({ row: row ?? null, column: column ?? null, value: text, rule, effect, message, hint });
  }

  /** A row that does not keep to a rule. */
  row(finding: Finding & { readonly row: number }): void {
    const { message, row, value } = finding;
    this.list("row", finding);
    this.rejected.add(row);
    const group = this.groups.get(message) ?? { message, got: [], count: 0, first: row };
    this.groups.set(message, group);
    group.count++;
    group.first = Math.min(group.first, row);
    if (value === undefined) return;
    const text = shown(value);
    const { got } = group;
    if (got.some((other) => other.text === text) || (got.length === 3 && got[2]!.row < row)) return;
    got.push({ text, row });
    got.sort((one, other) => one.row - other.row);
    if (got.length > 3) got.pop();
  }

  /** Something wrong with the file as a whole. */
  file(finding: Finding): void {
    this.list("file", finding);
    this.general.push(finding.message);
  }

  /** Something that stays as it is and should be known. */
  note(finding: Finding): void {
    this.list("note", finding);
  }

  /** Whether nothing stands against using the whole file. */
  isClean(): boolean {
    return this.general.length === 0 && this.groups.size === 0;
  }

  /** Whether the file can be used, its bad rows kept aside. */
  isReadable(): boolean {
    return this.general.length === 0;
  }

  /** How often each message was found, listed or not. */
  countOf(message: string): number {
    return this.counts.get(message) ?? 0;
  }

  /**
   * The issues as plain rows: those of the file first, then as one meets them going down.
   *
   * @param lineOf the line on which a row begins
   */
  all(file: string, lineOf: (row: number) => number | null): Issue[] {
    const listed = this.listed.map((issue): Issue => {
      const line = issue.row === null ? null : lineOf(issue.row);
      const { row, column, value, rule, effect, message, hint } = issue;
      return { file, row, line, column, value, rule, effect, message, hint };
    });
    return listed.sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  }

  /** Throws one error that lists the first ten problems, as one meets them going down the file, if there are any. */
  throwIfAny(caller: string): void {
    const found = [...this.groups.values()].sort((a, b) => a.first - b.first || compareText(a.message, b.message));
    this.throwAll(caller, [...this.general, ...found.map(described)]);
  }

  /** The same for what makes the whole file of no use; bad rows are kept aside. */
  throwIfUnreadable(caller: string): void {
    this.throwAll(caller, this.general);
  }

  private throwAll(caller: string, all: readonly string[]): void {
    if (all.length === 0) return;
    if (all.length === 1) throw new Error(`${caller}: ${all[0]}`);
    const listed = all.slice(0, SHOWN).map((line) => `\n  ${line}`);
    const more = all.length > SHOWN ? `\n  and ${all.length - SHOWN} more` : "";
    throw new Error(`${caller}: ${all.length} problems${listed.join("")}${more}`);
  }
}
