import { isUtf8 } from "node:buffer";
import type { Issues } from "./issues.js";
import type { Encoding } from "./schema.js";

const MARKS: readonly (readonly [Encoding, Buffer])[] = [
  ["utf-8", Buffer.of(0xef, 0xbb, 0xbf)],
  ["utf-16le", Buffer.of(0xff, 0xfe)],
  ["utf-16be", Buffer.of(0xfe, 0xff)],
];

const NAMES: Readonly<Record<Encoding, string>> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16 LE",
  "utf-16be": "UTF-16 BE",
  "windows-1256": "Windows-1256",
};

/** Bytes that were read, as UTF-8, and how many lines of bytes they were: a decoder keeps what is cut in the middle. */
export type Decoder = (chunk: Buffer, isLast: boolean) => Buffer;

function markOf(first: Buffer): Encoding | null {
  return MARKS.find(([, mark]) => first.subarray(0, mark.length).equals(mark))?.[0] ?? null;
}

/** Every second byte of English text in UTF-16 is NUL. */
function looksWide(first: Buffer): Encoding | null {
  const sample = first.subarray(0, 256);
  if (sample.length < 4) return null;
  const zeros = [0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i % 2]!++;
  const half = sample.length / 2;
  // One line in UTF-16 among others makes no file of it: its header is wide too.
  if (!sample.subarray(0, 32).includes(0)) return null;
  if (zeros[1]! > half * 0.4 && zeros[0] === 0) return "utf-16le";
  return zeros[0]! > half * 0.4 && zeros[1] === 0 ? "utf-16be" : null;
}

/**
 * How the bytes of a file are to be read: as declared, or as its byte order mark proves, else as UTF-8, which its bytes
 * then prove or do not. Null when a declaration and a mark contradict each other; that goes to the issues.
 */
export function encodingOf(first: Buffer, declared: Encoding | undefined, issues: Issues): Encoding | null {
  const proven = markOf(first);
  if (declared !== undefined && proven !== null && proven !== declared) {
    const message = `the layout says ${NAMES[declared]}; the file begins with the byte order mark of ${NAMES[proven]}`;
    issues.file({ rule: "encoding", message, hint: `layout: { encoding: "${proven}" }` });
    return null;
  }
  const encoding = declared ?? proven;
  if (encoding !== null) return encoding;
  const wide = looksWide(first);
  if (wide === null) return "utf-8";
  const hint = `layout: { encoding: "${wide}" } reads it so`;
  const message = `the file looks like ${NAMES[wide]}, without the byte order mark that proves it; ${hint}`;
  issues.file({ rule: "encoding", message, hint });
  return null;
}

/** A surrogate without its other half as bytes that are no UTF-8, so that it is found where broken bytes are. */
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const BROKEN = "\u0000\ufffe\u0000";

function utf8(text: string): Buffer {
  const isWhole = (text as unknown as { isWellFormed(): boolean }).isWellFormed();
  if (isWhole) return Buffer.from(text);
  const pieces = text.replace(LONE, BROKEN).split(BROKEN);
  return Buffer.concat(
    pieces.flatMap((piece, i) => (i === 0 ? [Buffer.from(piece)] : [Buffer.of(0xff), Buffer.from(piece)])),
  );
}

function wideDecoder(order: "le" | "be"): Decoder {
  let rest = Buffer.alloc(0);
  return (chunk, isLast) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let whole = bytes.length - (bytes.length % 2);
    const high = whole >= 2 ? bytes[whole - (order === "le" ? 1 : 2)]! : 0;
    if (!isLast && high >= 0xd8 && high < 0xdc) whole -= 2;
    rest = Buffer.from(bytes.subarray(whole));
    const pairs = Buffer.from(bytes.subarray(0, whole));
    const text = (order === "le" ? pairs : pairs.swap16()).toString("utf16le");
    return isLast && rest.length > 0 ? Buffer.concat([utf8(text), Buffer.of(0xff)]) : utf8(text);
  };
}

/** What turns the bytes of an encoding into UTF-8, piece by piece; null for UTF-8 itself. */
export function decoderOf(encoding: Encoding): Decoder | null {
  if (encoding === "utf-8") return null;
  if (encoding !== "windows-1256") return wideDecoder(encoding === "utf-16le" ? "le" : "be");
  const decoder = new TextDecoder("windows-1256", { fatal: true });
  return (chunk) => Buffer.from(decoder.decode(chunk));
}

const PERSIAN = /[\u0600-\u06ff]{2}/;

/** What declaring Windows-1256 would make of a line that is no UTF-8, if that gives Persian or Arabic words. */
export function windowsHint(line: Buffer): string {
  const text = new TextDecoder("windows-1256").decode(line.subarray(0, 200)).trim();
  const mending = "save the file as CSV UTF-8, or say what it is written in: layout: { encoding: … }";
  if (isUtf8(line) || !PERSIAN.test(text)) return mending;
  return `layout: { encoding: "windows-1256" } makes of it: ${text.slice(0, 60)}`;
}
