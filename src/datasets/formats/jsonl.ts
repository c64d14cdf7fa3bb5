import { isUtf8 } from "node:buffer";
import { type FileBytes, fileBytes, type Progress } from "../file-bytes.js";
import type { Issues } from "../issues.js";
import type { Scanned } from "../scanned.js";
import { JsonRows, NoTable } from "./jsonl/json-rows.js";
import { JsonError, ObjectScanner } from "./jsonl/object-scanner.js";

const NEWLINE = 10;
const CHUNK = 2 ** 20;
/** A line is a row: what is longer is no line. */
const LONGEST = 2 ** 26;
/** An array is read as a whole. */
const LARGEST_ARRAY = 2 ** 28;

/** JSON lines, scanned: each row is a line of UTF-8. */
export interface JsonlScanned extends Scanned {
  readonly encoding: "utf-8";
  readonly delimiter: null;
  readonly headerLines: 0;
  linesOf(row: number): 1;
}

/** Whole lines at a time, as bytes, with the newline of the last. */
async function* linesOf(bytes: FileBytes): AsyncGenerator<Buffer> {
  let buffer = Buffer.alloc(CHUNK);
  let filled = 0;
  for (;;) {
    if (filled === buffer.length) {
      if (buffer.length >= LONGEST) throw new NoTable("a line is longer than 64 MB: the file is no table");
      buffer = Buffer.concat([buffer], buffer.length * 2);
    }
    const read = await bytes.read(buffer, filled);
    const end = read === 0 ? filled : buffer.lastIndexOf(NEWLINE, filled + read - 1) + 1;
    filled += read;
    if (end > 0) yield Buffer.from(buffer.subarray(0, end));
    if (read === 0) return;
    buffer.copy(buffer, 0, end, filled);
    filled -= end;
  }
}

const ONE = "each line requires one JSON object";

function readLine(rows: JsonRows, text: string, line: number): void {
  const scanner = new ObjectScanner(text);
  if (scanner.peek() === "") {
    rows.blank++;
    return;
  }
  try {
    const entries = scanner.object();
    if (scanner.peek() !== "") throw new JsonError("something stands behind the object");
    rows.add(entries, line);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    rows.broken(line, { rule: "shape", message: ONE, value: text.trim(), hint: error.message });
  }
}

function readBlock(rows: JsonRows, block: Buffer, first: number): number {
  let line = first;
  const isWhole = isUtf8(block);
  for (let at = 0; at < block.length; line++) {
    const newline = block.indexOf(NEWLINE, at);
    const end = newline < 0 ? block.length : newline;
    const bytes = block.subarray(at, end);
    const start = line === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    if (isWhole || isUtf8(bytes)) readLine(rows, bytes.toString("utf8", start), line);
    else
      rows.broken(line, {
        rule: "encoding",
        message: "each line requires UTF-8",
        value: bytes.toString("utf8").trim(),
      });
    at = end + 1;
  }
  return line;
}

/** One array of objects: it is JSON as a whole or not at all. */
function readArray(rows: JsonRows, text: string): void {
  const scanner = new ObjectScanner(text.startsWith("\uFEFF") ? text.slice(1) : text);
  let line = 1;
  let counted = 0;
  const lineHere = () => {
    for (let at = text.indexOf("\n", counted); at >= 0 && at < scanner.at; at = text.indexOf("\n", at + 1)) {
      line++;
      counted = at + 1;
    }
    return line;
  };
  try {
    if (scanner.peek() !== "[") throw new JsonError("the file holds no array of objects");
    scanner.take("[");
    if (scanner.peek() === "]") scanner.take("]");
    else {
      for (;;) {
        scanner.peek();
        const line = lineHere();
        rows.add(scanner.object(), line);
        if (scanner.peek() !== ",") break;
        scanner.take(",");
      }
      scanner.take("]");
    }
    if (scanner.peek() !== "") throw new JsonError("something stands behind the array");
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new NoTable(`the file requires one array of objects; ${error.message} (line ${lineHere()})`);
  }
}

async function readWhole(bytes: FileBytes, rows: JsonRows): Promise<void> {
  const pieces: Buffer[] = [];
  let size = 0;
  for (let read = -1; read !== 0; size += read) {
    const piece = Buffer.allocUnsafe(CHUNK);
    read = await bytes.read(piece, 0);
    if (size > LARGEST_ARRAY) throw new NoTable("the array is larger than 256 MB; write one object a line (.jsonl)");
    pieces.push(piece.subarray(0, read));
  }
  const content = Buffer.concat(pieces);
  if (!isUtf8(content)) throw new NoTable("the file is not UTF-8");
  readArray(rows, content.toString());
}

async function readLines(bytes: FileBytes, rows: JsonRows): Promise<void> {
  let line = 1;
  for await (const block of linesOf(bytes)) line = readBlock(rows, block, line);
}

/** Why the first bytes are no JSON, or null. */
function refusal(first: Buffer): string | null {
  if (first.length === 0) return "the file is empty";
  const isWide = (first[0] === 0xff && first[1] === 0xfe) || (first[0] === 0xfe && first[1] === 0xff);
  return isWide ? "the file is UTF-16; JSON is written in UTF-8" : null;
}

/**
 * JSON lines (.jsonl, .ndjson), one object a row, or a .json file of one array of objects, as columns by key, in the order in
 * which the keys are first met. A key that is missing is a missing value, as null is.
 *
 * Numbers are read as they are written: what a double would change, whole numbers beyond 2⁵³ or 1e400, makes its column
 * text, digit by digit. A line that is no object, an object inside a row, or a key that stands twice, is an issue of its row.
 */
export async function readJsonl(file: string, issues: Issues, progress?: Progress): Promise<JsonlScanned | null> {
  const bytes = await fileBytes(file, progress);
  const rows = new JsonRows(issues);
  try {
    const refused = refusal(await bytes.first());
    if (refused !== null) issues.file({ rule: refused.endsWith("empty") ? "empty" : "encoding", message: refused });
    else await (/\.json(\.gz)?$/i.test(file) ? readWhole : readLines)(bytes, rows);
  } catch (error) {
    if (!(error instanceof NoTable)) throw error;
    issues.file({ rule: "shape", message: error.message });
  } finally {
    await bytes.close();
  }
  if (!issues.isReadable()) return null;
  const scanned = rows.scanned();
  if (!issues.isReadable()) return null;
  return { ...scanned, encoding: "utf-8", delimiter: null, headerLines: 0, linesOf: () => 1 };
}
