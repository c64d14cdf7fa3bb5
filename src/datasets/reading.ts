import type { DataFrame } from "danfojs-node";
import { lastingMap } from "../tables/memory/lasting.js";

/** What was read from where: the line a notebook prints under its data. */
export interface Reading {
  /** The file as it was asked for. */
  readonly file: string;
  /** SHA-256 of the file's bytes, in hex. */
  readonly sha256: string;
  readonly rows: number;
  readonly columns: number;
  /** Rows that were kept aside. The reader is strict: a file is read whole or refused, so this is 0. */
  readonly rejected: number;
  /** Empty lines, which are no rows. */
  readonly blank: number;
}

const readings = lastingMap<DataFrame, Reading>("readings");

export function rememberReading(frame: DataFrame, reading: Reading): void {
  readings.set(frame, reading);
}

/**
 * Where a frame came from: file, hash, rows, columns. For frames made by `load`, as long as they are the same object.
 *
 * @example reading(answers).rows
 */
export function reading(frame: DataFrame): Reading {
  const found = readings.get(frame);
  if (found === undefined) throw new TypeError("reading requires a frame made by load; got another one");
  return found;
}
