import { inflateRawSync } from "node:zlib";

/** Where the directory at the end of a ZIP file begins, and how many entries it has. */
function directoryOf(bytes: Buffer): { at: number; entries: number } {
  for (let at = bytes.length - 22; at >= 0; at--) {
    if (bytes.readUInt32LE(at) === 0x06054b50)
      return { at: bytes.readUInt32LE(at + 16), entries: bytes.readUInt16LE(at + 10) };
  }
  throw new Error("no directory of a ZIP file");
}

/** The files in a workbook or a deck, as text. */
export function zipTexts(bytes: Buffer): string[] {
  const texts: string[] = [];
  let { at, entries } = directoryOf(bytes);
  for (; entries > 0; entries--) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ];
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(from, from + size);
    texts.push(bytes.toString("utf8", at + 46, at + 46 + name));
    texts.push((method === 0 ? content : inflateRawSync(content)).toString("utf8"));
    at += 46 + name + extra + comment;
  }
  return texts;
}
