import type { Random } from "../../../src/statistics/random.js";
import { inOneLine, type Kind } from "./corruption.js";

/** One byte of a record is another, or is gone. */
const inOneByte = (change: (byte: number, draw: Random) => readonly number[] | null): Kind =>
  inOneLine((line, draw) => {
    const bytes = Buffer.from(line);
    const place = draw.integer(bytes.length);
    const made = change(bytes[place]!, draw);
    if (made === null) return null;
    return Buffer.concat([bytes.subarray(0, place), Buffer.from(made), bytes.subarray(place + 1)]);
  });

const isPlain = (byte: number) => byte < 0x80 && byte !== 10;
const CONTROLS = [1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 20, 24, 26, 27, 28, 29, 30, 31, 127];
const BROKEN = [0x80, 0xbf, 0xc0, 0xc1, 0xf5, 0xfe, 0xff, 0xe2, 0xd8];

/** Text as Windows-1256 has it, which Node can read and not write. */
function windows1256(text: string): Buffer {
  const letters = new Map<string, number>();
  for (let byte = 0; byte < 256; byte++) letters.set(new TextDecoder("windows-1256").decode(Buffer.of(byte)), byte);
  return Buffer.from(Array.from(text.replaceAll("ی", "ي"), (letter) => letters.get(letter)!));
}

const isForeign = (line: string) => /[\u0600-\u06FF]/.test(line);

/** What becomes of bytes and encodings. */
export const byteKinds: Readonly<Record<string, Kind>> = {
  "byte becomes a control character": inOneByte((byte, draw) =>
    isPlain(byte) ? [CONTROLS[draw.integer(CONTROLS.length)]!] : null,
  ),
  "byte becomes invalid": inOneByte((byte, draw) => (isPlain(byte) ? [BROKEN[draw.integer(BROKEN.length)]!] : null)),
  "byte becomes NUL": inOneByte((byte) => (isPlain(byte) ? [0] : null)),
  "byte of a letter lost": inOneByte((byte) => (byte >= 0x80 ? [] : null)),
  "line in Windows-1256": inOneLine((line) => (isForeign(line) ? windows1256(line) : null)),
  "line in UTF-16": inOneLine((line) => Buffer.from(line, "utf16le")),
};
