import type { Issues } from "../issues.js";
import type { ScannedColumn } from "../scanned.js";
import { badRecord, hasDoubtfulQuote, recordError, wrongWidth } from "./bad-record.js";
import type { FaultList } from "./fault-list.js";
import type { LineIndex } from "./line-index.js";
import { NumberColumn } from "./number-column.js";
import { lineEnd, NEWLINE, NeedMore, QUOTE, RETURN, readRecord, STRAY_QUOTE } from "./records.js";
import { fitted, TextColumn } from "./text-column.js";
import { UsualRecords } from "./usual-records.js";
import type { Window } from "./window.js";

/**
 * How the cells of a column are read: as text, or as numbers until one is not and the whole column is text. "infer" gives text
 * also where every point in the column may stand between thousands.
 */
export type Plan = "text" | "number" | "infer";

/** Records to columns, window by window. */
export class Scanner {
  private readonly readers: (NumberColumn | TextColumn)[];
  rows = 0;
  blank = 0;
  /** Whether the bytes are of another encoding: nothing more is read. */
  isRefused = false;
  /** Lines that end with a carriage return and a newline. */
  returns = 0;
  /** The row whose quote error may have left pieces of it in the rows below, and where those begin; −1: none. */
  private opened = -1;
  private openedEnd = 0;
  /** Where the record before began, if it is still in the window. */
  private before = -1;

  /** @param capacity how many rows there will be, about */
  constructor(
    private readonly window: Window,
    private readonly plans: readonly Plan[],
    private readonly lines: LineIndex,
    private readonly faults: FaultList,
    private readonly issues: Issues,
    private capacity: number,
    /** Rows scanned by others before. */
    private readonly offset = 0,
    private readonly usual = new UsualRecords(plans.length, window.delimiter, capacity),
  ) {
    this.readers = plans.map((plan, position) => this.readerFor(plan, position));
  }

  private readerFor(plan: Plan, position: number): NumberColumn | TextColumn {
    if (plan === "text") return this.textColumn(position);
    return new NumberColumn(this.window, this.capacity, (at, row) => this.becomeText(position, at, row));
  }

  private textColumn(position: number): TextColumn {
    return new TextColumn(this.window, this.usual.texts(position), this.capacity);
  }

  /** A column of numbers holds something else: if that cell is of a sound record, the column is text from here on. */
  private becomeText(position: number, at: number, row: number): number {
    const { window } = this;
    const { newlines } = window;
    const { cells, next } = readRecord(window, window.at);
    window.newlines = newlines;
    if (next > window.limit) throw new NeedMore("the record goes on");
    if (cells.length !== this.plans.length) throw wrongWidth(this.plans.length);
    this.faults.requireNone(next);
    const text = this.asText(position, row);
    this.readers[position] = text;
    return text.read(at, row);
  }

  /** The first rows of a column of numbers as the texts that stood in the file. */
  private asText(position: number, rows: number): TextColumn {
    const text = this.textColumn(position);
    (this.readers[position] as NumberColumn).writeTo(text, rows);
    return text;
  }

  private grow(): void {
    this.capacity = Math.ceil(this.capacity * 1.5) + 16;
    for (const reader of this.readers) reader.grow(this.capacity);
  }

  /** Reads one record into its row; returns where the next starts. */
  private record(start: number, row: number): number {
    const { readers } = this;
    const { bytes, delimiter } = this.window;
    const last = readers.length - 1;
    let at = start;
    for (let position = 0; position <= last; position++) {
      at = readers[position]!.read(at, row);
      if (bytes[at] === delimiter) {
        if (position === last) throw wrongWidth(readers.length);
        at++;
      } else if (position < last) throw wrongWidth(readers.length);
    }
    return at + lineEnd(this.window, at);
  }

  /** Reads what is of the usual kind; whether any was. */
  private readUsual(): boolean {
    const { window, usual } = this;
    const until = Math.min(window.limit, this.faults.at);
    if (window.at >= until) return false;
    if (this.rows === this.capacity) this.grow();
    const rows = usual.read(window, until, this.rows, this.capacity - this.rows);
    if (rows === 0) return false;
    usual.put(this.readers, this.rows, rows);
    this.rows += rows;
    this.returns += usual.returns;
    this.before = usual.last;
    return true;
  }

  /** Reads one record of any kind, or a blank line. */
  private readOne(): void {
    const { window, plans } = this;
    const { bytes, limit } = window;
    const byte = bytes[window.at];
    if (plans.length > 1 && (byte === NEWLINE || (byte === RETURN && bytes[window.at + 1] === NEWLINE))) {
      window.at += lineEnd(window, window.at);
      this.blank++;
      this.lines.blanks.add(this.offset + this.rows + 1, 1);
      return;
    }
    if (this.rows === this.capacity) this.grow();
    window.newlines = 0;
    const next = this.record(window.at, this.rows);
    if (next > limit) throw new NeedMore("the record goes on");
    if (next > this.faults.at) this.faults.requireNone(next);
    this.end(next);
  }

  private end(next: number): void {
    const { window } = this;
    this.rows++;
    if (window.newlines > 0) this.lines.further.add(this.offset + this.rows, window.newlines);
    if (window.bytes[next - 2] === RETURN) this.returns++;
    this.before = window.at;
    window.at = next;
  }

  /** Reads what is in the window; the rest of it, if any, waits for more. */
  take(): void {
    const { window, offset, rows } = this;
    if (!this.faults.look(this.lines.lineOf(offset + rows + 1))) this.isRefused = true;
    this.before = -1;
    this.usual.fill(window);
    while (window.at < window.limit && !this.isRefused) {
      if (this.readUsual()) continue;
      try {
        this.readOne();
      } catch (error) {
        for (const reader of this.readers) reader.undo(this.rows);
        if (error instanceof NeedMore && !window.isFull) return;
        try {
          this.setAside(error);
        } catch (inner) {
          if (inner instanceof NeedMore) return;
          throw inner;
        }
      }
    }
  }

  /** The record that could not be read keeps its row, without cells. */
  private setAside(thrown: unknown): void {
    const error = recordError(thrown);
    if (error === null) throw thrown;
    const { window, issues } = this;
    const { finding, next } = badRecord(window, error, this.plans.length);
    const row = this.offset + this.rows + 1;
    issues.row({ ...finding, row });
    for (const { rule, message, hint } of this.faults.upTo(next))
      if (rule !== error.rule) issues.row({ rule, message, hint, row });
    if (error.message === STRAY_QUOTE) this.doubtRows(row);
    window.newlines = this.newlinesTo(next) - 1;
    const start = window.at;
    this.end(next);
    if (error.rule === "quote") {
      this.opened = row;
      this.openedEnd = window.position;
    }
    this.before = start;
  }

  private newlinesTo(end: number): number {
    const { bytes, at } = this.window;
    let count = 0;
    for (let i = bytes.indexOf(NEWLINE, at); i >= 0 && i < end; i = bytes.indexOf(NEWLINE, i + 1)) count++;
    return count;
  }

  /**
   * The quotes of this row do not fit. If those of a row above did not either and no quote stands between, what stands between is
   * a piece of one broken cell; and if the record right above goes over several lines, it may have swallowed them.
   */
  private doubtRows(row: number): void {
    const { window, issues, lines } = this;
    const message = (first: number) => `the quotes around row ${first} do not fit: this row may be a piece of it`;
    const inWindow = window.at - (window.position - this.openedEnd);
    if (this.opened > 0 && inWindow >= 0 && window.bytes.indexOf(QUOTE, inWindow) >= window.at) {
      for (let other = this.opened + 1; other < row; other++) {
        if (!issues.rejected.has(other)) this.reject(other, message(this.opened));
      }
    }
    const above = row - 1;
    const isLong = this.before >= 0 && above > this.offset && lines.linesOf(above) > 1 && !issues.rejected.has(above);
    if (isLong && hasDoubtfulQuote(window, this.before, window.at))
      this.reject(above, `the quotes around row ${above} do not fit: a cell may have swallowed lines below it`);
  }

  private reject(row: number, message: string): void {
    this.issues.row({ rule: "quote", message, row });
    for (const reader of this.readers) reader.undo(row - 1 - this.offset);
  }

  columns(): ScannedColumn[] {
    const { rows, plans } = this;
    return this.readers.map((reader, position): ScannedColumn => {
      if (reader instanceof TextColumn) return reader.scanned(rows);
      if (plans[position] === "infer" && this.usual.isOpen(position, reader))
        return this.asText(position, rows).scanned(rows);
      return { kind: "number", values: fitted(reader.values, rows) };
    });
  }
}
