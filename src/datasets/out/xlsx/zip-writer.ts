import { crc32, createDeflateRaw } from "node:zlib";
import type { Pieces } from "../whole-file.js";

/** Zip's clock begins in 1980: the same table is the same bytes on every run. */
const FIRST_DAY = 0x21;
const UTF8_NAMES = 0x800;
const DEFLATED = 8;
const LARGEST = 2 ** 32 - 1;
/** Characters that are packed at a time. */
const PIECE = 2 ** 18;

interface Part {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly at: number;
}

/** The fields that stand both before a part and in the directory. */
function fields({ name, crc, packed, unpacked }: Part): Buffer {
  const made = Buffer.alloc(26);
  made.writeUInt16LE(20, 0);
  made.writeUInt16LE(UTF8_NAMES, 2);
  made.writeUInt16LE(DEFLATED, 4);
  made.writeUInt16LE(FIRST_DAY, 8);
  made.writeUInt32LE(crc, 10);
  made.writeUInt32LE(packed, 14);
  made.writeUInt32LE(unpacked, 18);
  made.writeUInt16LE(name.length, 22);
  return made;
}

function signature(value: number): Buffer {
  const made = Buffer.alloc(4);
  made.writeUInt32LE(value);
  return made;
}

function directoryEntry(part: Part): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(part.at, 10);
  const version = Buffer.from([20, 0]);
  return Buffer.concat([signature(0x02014b50), version, fields(part), rest, part.name]);
}

/** Text joined into larger pieces, as bytes; what is bytes already stays. */
function* bytesOf(texts: Iterable<string | Buffer>): Generator<Buffer> {
  let text = "";
  for (const piece of texts) {
    if (typeof piece !== "string") {
      yield Buffer.from(text);
      yield piece;
      text = "";
      continue;
    }
    text += piece;
    if (text.length < PIECE) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}

/** Writes an archive part by part. What is packed of one part is in memory; nothing else is. */
export class ZipWriter {
  private readonly parts: Part[] = [];

  constructor(private readonly pieces: Pieces) {}

  async add(name: string, texts: Iterable<string | Buffer>): Promise<void> {
    const deflate = createDeflateRaw({ level: 6 });
    const made: Buffer[] = [];
    deflate.on("data", (piece: Buffer) => made.push(piece));
    const ended = new Promise((resolve, reject) => deflate.on("end", resolve).on("error", reject));
    let crc = 0;
    let unpacked = 0;
    for (const bytes of bytesOf(texts)) {
      crc = crc32(bytes, crc);
      unpacked += bytes.length;
      if (!deflate.write(bytes)) await new Promise((resolve) => deflate.once("drain", resolve));
    }
    deflate.end();
    await ended;
    const packed = made.reduce((sum, { length }) => sum + length, 0);
    const part = { name: Buffer.from(name), crc, packed, unpacked, at: this.pieces.length };
    if (part.at + packed > LARGEST || unpacked > LARGEST) throw new RangeError("a workbook holds at most 4 GB");
    this.parts.push(part);
    await this.pieces.write(Buffer.concat([signature(0x04034b50), fields(part), part.name]));
    for (const piece of made) await this.pieces.write(piece);
  }

  async end(): Promise<void> {
    const at = this.pieces.length;
    const directory = Buffer.concat(this.parts.map(directoryEntry));
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.parts.length, 8);
    end.writeUInt16LE(this.parts.length, 10);
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(at, 16);
    await this.pieces.write(Buffer.concat([directory, end]));
  }
}
