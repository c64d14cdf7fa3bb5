import { isAscii, isUtf8 } from "node:buffer";
import { NEWLINE } from "./records.js";

/** A byte, or a line, that no text holds. */
export interface Fault {
  /** Where: the byte itself, or the beginning of the line. */
  readonly at: number;
  readonly rule: "nul" | "encoding";
}

/** The beginnings of the lines that are no UTF-8, found by halves: most of the bytes are. */
function badLines(bytes: Buffer, from: number, to: number, found: number[]): void {
  if (isUtf8(bytes.subarray(from, to))) return;
  const middle = bytes.indexOf(NEWLINE, (from + to) >> 1);
  let split = middle >= 0 && middle < to - 1 ? middle + 1 : -1;
  if (split < 0) {
    const first = bytes.indexOf(NEWLINE, from);
    split = first >= 0 && first < to - 1 ? first + 1 : -1;
  }
  if (split < 0) {
    found.push(from);
    return;
  }
  badLines(bytes, from, split, found);
  badLines(bytes, split, to, found);
}

function nulLines(bytes: Buffer, from: number, to: number): number[] {
  const found: number[] = [];
  for (let at = bytes.indexOf(0, from); at >= 0 && at < to; ) {
    found.push(at);
    const end = bytes.indexOf(NEWLINE, at);
    if (end < 0) break;
    at = bytes.indexOf(0, end);
  }
  return found;
}

/** What no text holds between two places, in order: NUL bytes and bytes that are no UTF-8, once a line. */
export function faultsIn(bytes: Buffer, from: number, to: number): Fault[] {
  const broken: number[] = [];
  badLines(bytes, from, to, broken);
  const faults: Fault[] = broken.map((at) => ({ at, rule: "encoding" }));
  for (const at of nulLines(bytes, from, to)) faults.push({ at, rule: "nul" });
  return faults.sort((a, b) => a.at - b.at);
}

/** How many lines hold more than ASCII, and how many of them are UTF-8. */
export function multibyteLines(bytes: Buffer, from: number, to: number): { valid: number; invalid: number } {
  const counts = { valid: 0, invalid: 0 };
  for (let at = from; at < to; ) {
    const newline = bytes.indexOf(NEWLINE, at);
    const end = newline < 0 || newline >= to ? to : newline + 1;
    const line = bytes.subarray(at, end);
    if (!isAscii(line)) counts[isUtf8(line) ? "valid" : "invalid"]++;
    at = end;
  }
  return counts;
}
