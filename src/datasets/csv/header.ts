import type { Issues } from "../issues.js";
import { NEWLINE, QUOTE, RecordError, readRecord, type Source } from "./records.js";

const DELIMITERS = [",", "\t", ";", "|"] as const;

/** The delimiter that the header shows: a comma if there is one, else the only other one that stands there. */
function delimiterOf(bytes: Buffer, start: number): number {
  const seen = new Set<number>();
  let quoted = false;
  for (let i = start; quoted || bytes[i] !== NEWLINE; i++) {
    if (i >= bytes.length) break;
    if (bytes[i] === QUOTE) quoted = !quoted;
    else if (!quoted) seen.add(bytes[i]!);
  }
  const present = DELIMITERS.filter((delimiter) => seen.has(delimiter.charCodeAt(0)));
  return (present[0] ?? ",").charCodeAt(0);
}

/** A header and where the first record starts. */
export interface Header {
  readonly source: Source;
  readonly names: readonly string[];
  readonly next: number;
}

/** Reads the header of a CSV file: a name for each column, none twice. */
export function readHeader(bytes: Buffer, start: number, issues: Issues): Header | null {
  const source = { bytes, delimiter: delimiterOf(bytes, start) };
  try {
    const { cells, next } = readRecord(source, start);
    for (const [position, name] of cells.entries()) {
      if (name.trim() === "")
        issues.file({ rule: "header", message: `column ${position + 1} of ${cells.length} has no name in the header` });
      else if (cells.indexOf(name) < position)
        issues.file({ rule: "header", message: `the header names '${name}' twice` });
    }
    return { source, names: cells, next };
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    issues.file({ rule: "header", message: `the header holds ${error.message}` });
    return null;
  }
}
