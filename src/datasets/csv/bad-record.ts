import type { Finding } from "../issues.js";
import { NEWLINE, NeedMore, QUOTE, RETURN, RecordError, readRecord } from "./records.js";
import type { Window } from "./window.js";

/** What is wrong with a record, and where reading goes on. */
export interface BadRecord {
  readonly finding: Finding;
  readonly next: number;
}

const neverClosed = () =>
  new RecordError("quote", "the file holds a quote that is never closed", 'a cell in quotes ends with a quote: "…"');

/** The error of a record: where no more bytes come, a cell that goes on is one whose quote is never closed. */
export const recordError = (error: unknown): RecordError | null =>
  error instanceof NeedMore ? neverClosed() : error instanceof RecordError ? error : null;

export const wrongWidth = (width: number) =>
  new RecordError(
    "cells",
    `each row requires ${width} cells, as the header has`,
    "a delimiter or a line break is missing or too many; a cell that holds one needs quotes around it",
  );

function afterLine({ bytes, length }: Window, start: number): number {
  const newline = bytes.indexOf(NEWLINE, start);
  return newline < 0 || newline >= length ? length : newline + 1;
}

function isSound(window: Window, start: number, width: number): boolean {
  try {
    return start < window.length && readRecord(window, start).cells.length === width;
  } catch {
    return false;
  }
}

/**
 * Why the record in the window is of no use, and where to go on: at the line below its first. A quote that was opened by
 * mistake would else take the good lines below it along. Only a record whose quotes fit is
 * passed over whole, unless its second line is a record of its own.
 *
 * Throws NeedMore when that cannot be told from the bytes at hand.
 */
export function badRecord(window: Window, error: RecordError, width: number): BadRecord {
  const { at } = window;
  const below = afterLine(window, at);
  const told = ({ rule, message, hint }: RecordError, value?: number): Finding => ({
    rule,
    message,
    hint,
    ...(value !== undefined && { value }),
  });
  const isReadable = error.rule === "cells" || error.rule === "nul" || error.rule === "encoding";
  if (!isReadable) return { finding: told(error), next: below };
  try {
    const { cells, next } = readRecord(window, at);
    if (next > window.limit && !window.isFull) throw new NeedMore("the record goes on");
    const isOne = next === below || !isSound(window, below, width);
    return { finding: told(error, error.rule === "cells" ? cells.length : undefined), next: isOne ? next : below };
  } catch (inner) {
    if (inner instanceof NeedMore && !window.isFull) throw inner;
    const made = recordError(inner);
    if (made === null) throw inner;
    return { finding: told(made), next: below };
  }
}

/**
 * Whether a quote between two places both follows a delimiter or a line's beginning and precedes a delimiter or a line's end: the
 * opening quote of another cell may then have been taken for the closing one.
 */
export function hasDoubtfulQuote({ bytes, delimiter }: Window, from: number, to: number): boolean {
  for (let at = bytes.indexOf(QUOTE, from + 1); at >= 0 && at < to; at = bytes.indexOf(QUOTE, at + 1)) {
    const [before, behind] = [bytes[at - 1], bytes[at + 1]];
    const opens = before === delimiter || before === NEWLINE;
    if (opens && (behind === delimiter || behind === NEWLINE || behind === RETURN)) return true;
  }
  return false;
}
