// Records of a CSV file to columns, as long as they are of the usual kind. What is unusual in any way (a quote in the wrong
// place, a line break inside a cell, a number written in another way) stops the scan before that record: the caller reads it.

import { giveBack, powerOf, take } from "./memory";
import { arabic, codeOf, codesOf, makeTexts } from "./texts";

export { bytesOf, clear, expect, forget, isOdd, lengthOfPiece, makeTexts, pieceAfter, sizeOf, startOf } from "./texts";

const QUOTE: u8 = 34;
const NEWLINE: u8 = 10;
const RETURN: u8 = 13;
const MINUS: u8 = 45;
const POINT: u8 = 46;
const ZERO: u8 = 48;

// A column is a block of these numbers of 32 bits.
const TEXTS: usize = 0; // the set of its texts; 0 for a column of numbers
const VALUES: usize = 4; // where its cells are written: codes of texts, or doubles
const DECIMALS: usize = 8; // the decimals that each number was written with
const OPEN: usize = 12; // how often a point may have stood between thousands
const PROOFS: usize = 16; // and how often it cannot have
const COLUMN: usize = 32;

let columns: usize = 0;
let width: i32 = 0;
let room: i32 = 0;
let delimiter: u8 = 44;
let window: usize = 0;
let windowPower: i32 = 0;
/** Texts of the window that hold quotes, written as they are meant. */
let unquoted: usize = 0;
let unquotedPower: i32 = 0;
let unquotedEnd: usize = 0;

/** Where the scan stands, and where the last record that was read begins; both from the window's beginning. */
export let position: i32 = 0;
export let before: i32 = -1;
/** Lines of the last scan that end with a carriage return and a newline. */
export let returns: i32 = 0;

const powers: usize = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
]);

/** @param rows how many records are read at once, at most */
export function begin(count: i32, rows: i32, mark: i32): void {
  width = count;
  room = rows;
  delimiter = <u8>mark;
  columns = take(powerOf(<usize>count * COLUMN, 5));
  memory.fill(columns, 0, <usize>count * COLUMN);
  cells = take(powerOf((<usize>count * <usize>rows) << 3, 5));
  ends = take(powerOf((<usize>rows) << 2, 5));
  for (let i = 0; i < count; i++) {
    const column = columns + <usize>i * COLUMN;
    store<u32>(column, <u32>take(powerOf((<usize>rows) << 3, 4)), VALUES);
    store<u32>(column, <u32>take(powerOf(<usize>rows, 4)), DECIMALS);
  }
}

/** From here on the column is text; returns the set of its texts. */
export function textColumn(index: i32): usize {
  const set = makeTexts();
  store<u32>(columns + <usize>index * COLUMN, <u32>set, TEXTS);
  return set;
}

export function valuesOf(index: i32): usize {
  return <usize>load<u32>(columns + <usize>index * COLUMN, VALUES);
}

export function decimalsOf(index: i32): usize {
  return <usize>load<u32>(columns + <usize>index * COLUMN, DECIMALS);
}

export function openOf(index: i32): i32 {
  return load<i32>(columns + <usize>index * COLUMN, OPEN);
}

export function proofsOf(index: i32): i32 {
  return load<i32>(columns + <usize>index * COLUMN, PROOFS);
}

/** Room for so many bytes that are to be scanned; the bytes behind them may be read. */
export function windowFor(bytes: i32): usize {
  const power = powerOf(<usize>bytes + 64, 10);
  if (power > windowPower) {
    if (window !== 0) giveBack(window, windowPower);
    window = take(power);
    windowPower = power;
    roomFor(bytes);
  }
  return window;
}

export function arabicSigns(): usize {
  return arabic;
}

/** Room for a text of so many bytes that is to be looked up by itself. */
export function roomFor(bytes: i32): usize {
  const power = powerOf(<usize>bytes + 64, 10);
  if (power > unquotedPower) {
    if (unquoted !== 0) giveBack(unquoted, unquotedPower);
    unquoted = take(power);
    unquotedPower = power;
  }
  return unquoted;
}

/** The code of the text in that room. */
export function codeInRoom(set: usize, length: i32, row: i32): i32 {
  return codeOf(set, unquoted, <usize>length, row);
}

/**
 * The codes of texts that stand in the window one after the other with a zero behind each, as numbers of 32 bits in a place
 * that is valid until the next of these calls.
 */
export function codesInWindow(set: usize, count: i32): usize {
  const to = roomFor(count << 2);
  let at = window;
  for (let i = 0; i < count; i++) {
    let end = at;
    while (load<u8>(end) !== 0) end++;
    store<i32>(to + ((<usize>i) << 2), codeOf(set, at, end - at, -1));
    at = end + 1;
  }
  return to;
}

/** A bit for each of the 64 bytes from a place on that may end a cell. */
function marksAt(at: usize): u64 {
  const delimiters = i8x16.splat(<i8>delimiter);
  let marks: u64 = 0;
  for (let i: usize = 0; i < 64; i += 16) {
    const bytes = v128.load(at + i);
    const found = v128.or(
      v128.or(i8x16.eq(bytes, delimiters), i8x16.eq(bytes, i8x16.splat(NEWLINE))),
      v128.or(i8x16.eq(bytes, i8x16.splat(RETURN)), i8x16.eq(bytes, i8x16.splat(QUOTE))),
    );
    marks |= (<u64>i8x16.bitmask(found)) << (<u64>i);
  }
  return marks;
}

/** Where the next quote stands; 0 if a line ends before it. */
function quoteAfter(from: usize): usize {
  let at = from;
  while (true) {
    const bytes = v128.load(at);
    const lines = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(NEWLINE)));
    const quotes = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(QUOTE)));
    if (quotes !== 0) {
      const first = ctz(quotes);
      return lines !== 0 && ctz(lines) < first ? 0 : at + <usize>first;
    }
    if (lines !== 0) return 0;
    at += 16;
  }
}

/** Whether quotes inside the last cell with quotes around it are written twice. */
let isDoubled = false;

/** The quote that closes a cell; 0 if a line ends before it. */
function closing(start: usize): usize {
  isDoubled = false;
  let close = quoteAfter(start);
  while (close !== 0 && load<u8>(close + 1) === QUOTE) {
    isDoubled = true;
    close = quoteAfter(close + 2);
  }
  return close;
}

/** Writes the text between two places with one quote for each two; returns its end. */
function undoubled(from: usize, end: usize, to: usize): usize {
  for (let at = from; at < end; at++) {
    const byte = load<u8>(at);
    store<u8>(to++, byte);
    if (byte === QUOTE) at++;
  }
  return to;
}

/** Where each cell begins and how long it is, by column and row. */
let cells: usize = 0;
/** Where each record ends. */
let ends: usize = 0;

/**
 * Divides the window into records of as many cells as there are columns, up to the first that is not one; returns how many.
 */
function divide(from: usize, end: usize, most: i32): i32 {
  const step = (<usize>room) << 3;
  const behind = step * <usize>width;
  let base = from;
  let marks = marksAt(base);
  let rows: i32 = 0;
  let at = from;
  unquotedEnd = unquoted;
  while (at < end && rows < most) {
    const first = load<u8>(at);
    if (width > 1 && (first === NEWLINE || first === RETURN)) break;
    let cell = cells + ((<usize>rows) << 3);
    const last = cell + behind - step;
    let mark: u8 = 0;
    while (true) {
      let stop: usize;
      if (load<u8>(at) === QUOTE) {
        const close = closing(at + 1);
        if (close === 0 || close >= end) break;
        if (isDoubled) {
          const text = unquotedEnd;
          unquotedEnd = undoubled(at + 1, close, text);
          store<u64>(cell, <u64>text | ((<u64>(unquotedEnd - text)) << 32));
        } else {
          store<u64>(cell, <u64>(at + 1) | ((<u64>(close - at - 1)) << 32));
        }
        stop = close + 1;
        if (stop - base >= 64) {
          base = stop;
          marks = marksAt(base);
        } else marks &= (<u64>-1) << (<u64>(stop - base));
        mark = load<u8>(stop);
        if (mark !== delimiter && mark !== NEWLINE && mark !== RETURN) break;
        marks &= marks - 1;
      } else {
        while (marks === 0) {
          base += 64;
          marks = marksAt(base);
        }
        stop = base + <usize>ctz(marks);
        marks &= marks - 1;
        mark = load<u8>(stop);
        if (mark === QUOTE) break;
        store<u64>(cell, <u64>at | ((<u64>(stop - at)) << 32));
      }
      at = stop + 1;
      if (mark !== delimiter || cell === last) break;
      mark = 0;
      cell += step;
    }
    if (cell !== last || (mark !== NEWLINE && mark !== RETURN)) break;
    if (mark === RETURN) {
      if (load<u8>(at) !== NEWLINE) break;
      at++;
      marks &= marks - 1;
    }
    if (at > end) break;
    store<u32>(ends + ((<usize>rows) << 2), <u32>at);
    rows++;
  }
  return rows;
}

/** The numbers of a column, up to the first cell that is written in another way; returns how many. */
function numbers(column: usize, from: usize, rows: i32): i32 {
  const values = <usize>load<u32>(column, VALUES);
  const written = <usize>load<u32>(column, DECIMALS);
  let openHere = 0;
  let proofsHere = 0;
  let row: i32 = 0;
  for (; row < rows; row++) {
    const length = <usize>load<u32>(from + ((<usize>row) << 3), 4);
    let i = <usize>load<u32>(from + ((<usize>row) << 3));
    const end = i + length;
    if (length === 0) {
      store<f64>(values + ((<usize>row) << 3), NaN);
      store<u8>(written + <usize>row, 0);
      continue;
    }
    if (length === 1) {
      const digit = <u8>(load<u8>(i) - ZERO);
      if (digit > 9) break;
      store<f64>(values + ((<usize>row) << 3), <f64>digit);
      store<u8>(written + <usize>row, 0);
      continue;
    }
    // A sign, fifteen digits and a point.
    if (length > 17) break;
    let byte = load<u8>(i);
    const negative = byte === MINUS;
    if (negative) byte = load<u8>(++i);
    const start = i;
    const first = byte;
    let mantissa: u64 = 0;
    while (i < end && <u8>(byte - ZERO) <= 9) {
      mantissa = mantissa * 10 + <u64>(byte - ZERO);
      byte = load<u8>(++i);
    }
    const digits = i - start;
    if (digits === 0 || digits > 15 || (digits > 1 && first === ZERO)) break;
    let value: f64;
    let decimals: usize = 0;
    if (i < end) {
      if (byte !== POINT) break;
      const point = ++i;
      byte = load<u8>(i);
      while (i < end && <u8>(byte - ZERO) <= 9) {
        mantissa = mantissa * 10 + <u64>(byte - ZERO);
        byte = load<u8>(++i);
      }
      decimals = i - point;
      if (decimals === 0 || digits + decimals > 15 || i < end) break;
      if (decimals !== 3 || digits > 3 || first === ZERO) proofsHere++;
      else openHere++;
      value = <f64>mantissa / load<f64>(powers + (decimals << 3));
    } else value = <f64>mantissa;
    if (negative && mantissa === 0) break;
    store<f64>(values + ((<usize>row) << 3), negative ? -value : value);
    store<u8>(written + <usize>row, <u8>decimals);
  }
  store<i32>(column, load<i32>(column, OPEN) + openHere, OPEN);
  store<i32>(column, load<i32>(column, PROOFS) + proofsHere, PROOFS);
  return row;
}

/**
 * Reads records from a place in the window on, as long as they end by another. Returns how many it has read; where it
 * stands then, `position` says.
 *
 * @param first the number of the first of them, by which a text that it brings can be taken out again
 * @param most reads no more than these
 */
export function scan(from: i32, until: i32, first: i32, most: i32): i32 {
  let rows = divide(window + <usize>from, window + <usize>until, min(most, room));
  const step = (<usize>room) << 3;
  // Numbers first: what they leave is read by the caller, and a text that was put in stays.
  for (let i = 0; i < width; i++) {
    const column = columns + <usize>i * COLUMN;
    if (load<u32>(column, TEXTS) === 0) rows = numbers(column, cells + <usize>i * step, rows);
  }
  for (let i = 0; i < width; i++) {
    const column = columns + <usize>i * COLUMN;
    const set = <usize>load<u32>(column, TEXTS);
    if (set !== 0) codesOf(set, cells + <usize>i * step, rows, <usize>load<u32>(column, VALUES), first);
  }
  position = rows === 0 ? from : endOf(rows - 1);
  before = rows === 0 ? -1 : rows === 1 ? from : endOf(rows - 2);
  returns = 0;
  for (let row = 0; row < rows; row++) if (load<u8>(window + <usize>endOf(row) - 2) === RETURN) returns++;
  return rows;
}

function endOf(row: i32): i32 {
  return <i32>(<usize>load<u32>(ends + ((<usize>row) << 2)) - window);
}
