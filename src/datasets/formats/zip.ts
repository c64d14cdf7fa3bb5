import { open, stat } from "node:fs/promises";
import { crc32, createInflateRaw } from "node:zlib";

/** What stands in the way of reading a packed file: whoever asked says of which. */
export class ZipError extends Error {}

/** One file in an archive, as the central directory lists it. */
export interface Entry {
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
  readonly crc: number;
  readonly method: number;
  readonly encrypted: boolean;
  readonly at: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;

const LARGEST_DIRECTORY = 2 ** 24;
/** A packed table shrinks to a tenth or a fiftieth; only what was made to burst shrinks to a hundredth and less of so much. */
const MOST_UNPACKED = 2 ** 32;
const HARMLESS = 2 ** 26;
const STEEPEST = 200;

const broken = () => new ZipError("the file is broken or cut off: its list of parts cannot be read");

/** The bytes of an archive, read where they are asked for. */
export class Zip {
  private constructor(
    private readonly file: string,
    readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** Reads the list of parts; nothing is unpacked. */
  static async open(file: string): Promise<Zip> {
    const { size } = await stat(file);
    const handle = await open(file, "r");
    const read = async (from: number, length: number) => {
      if (from < 0 || length < 0 || from + length > size) throw broken();
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, from);
      if (bytesRead !== length) throw broken();
      return buffer;
    };
    try {
      const { count, length, from } = await directoryOf(size, read);
      if (length > LARGEST_DIRECTORY) throw new ZipError("the file lists more parts than any workbook has");
      return new Zip(file, listed(await read(from, length), count));
    } finally {
      await handle.close();
    }
  }

  /**
   * The content of a part, piece by piece, never more than the directory says; its length and check sum are proven at
   * the end.
   */
  async *content(entry: Entry): AsyncGenerator<Buffer> {
    refuseBursting(entry);
    const handle = await open(this.file, "r");
    try {
      const head = Buffer.alloc(30);
      await handle.read(head, 0, 30, entry.at);
      if (head.readUInt32LE(0) !== LOCAL) throw broken();
      const start = entry.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
      if (entry.packed === 0) return yield* proven(entry, []);
      const packed = handle.createReadStream({ start, end: start + entry.packed - 1, autoClose: false });
      const pieces = entry.method === 0 ? packed : packed.pipe(createInflateRaw({ chunkSize: 2 ** 18 }));
      if (pieces !== packed) packed.on("error", (error) => pieces.destroy(error));
      try {
        yield* proven(entry, pieces as AsyncIterable<Buffer>);
      } finally {
        packed.destroy();
      }
    } finally {
      await handle.close();
    }
  }

  /** A small part as a whole. */
  async whole(entry: Entry, most: number): Promise<Buffer> {
    if (entry.unpacked > most) throw new ZipError(`'${entry.name}' is larger than any workbook needs`);
    const pieces: Buffer[] = [];
    for await (const piece of this.content(entry)) pieces.push(piece);
    return Buffer.concat(pieces);
  }
}

function refuseBursting({ name, packed, unpacked, method, encrypted }: Entry): void {
  if (encrypted) throw new ZipError(`'${name}' is encrypted: save the file without a password`);
  if (method !== 0 && method !== 8) throw new ZipError(`'${name}' is packed in a way that workbooks do not use`);
  if (unpacked > MOST_UNPACKED || (unpacked > HARMLESS && unpacked > STEEPEST * packed)) {
    throw new ZipError(`'${name}' would unpack ${packed} bytes to ${unpacked}: such a file is made to exhaust memory`);
  }
}

async function* proven(entry: Entry, pieces: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  const different = () => new ZipError(`'${entry.name}' is not what the file says of it: it was changed or cut off`);
  let length = 0;
  let sum = 0;
  try {
    for await (const piece of pieces) {
      length += piece.length;
      if (length > entry.unpacked) throw different();
      sum = crc32(piece, sum);
      yield piece;
    }
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code?.startsWith("Z_") ? different() : error;
  }
  if (length !== entry.unpacked || sum !== entry.crc) throw different();
}

type ReadAt = (from: number, length: number) => Promise<Buffer>;

/** Where the central directory is: the record at the very end says it, before a comment of up to 64 KiB. */
async function directoryOf(size: number, read: ReadAt): Promise<{ count: number; length: number; from: number }> {
  const tail = await read(Math.max(0, size - 65_557), Math.min(size, 65_557));
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END || at + 22 + tail.readUInt16LE(at + 20) !== tail.length) continue;
    const found = {
      count: tail.readUInt16LE(at + 10),
      length: tail.readUInt32LE(at + 12),
      from: tail.readUInt32LE(at + 16),
    };
    const large = found.count === 0xffff || found.length === 0xffffffff || found.from === 0xffffffff;
    return large ? directory64(tail, at, read) : found;
  }
  throw broken();
}

async function directory64(tail: Buffer, end: number, read: ReadAt) {
  if (end < 20 || tail.readUInt32LE(end - 20) !== LOCATOR_64) throw broken();
  const record = await read(Number(tail.readBigUInt64LE(end - 12)), 56);
  if (record.readUInt32LE(0) !== END_64) throw broken();
  const number = (at: number) => Number(record.readBigUInt64LE(at));
  return { count: number(32), length: number(40), from: number(48) };
}

function listed(directory: Buffer, count: number): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== DIRECTORY) throw broken();
    const names = directory.readUInt16LE(at + 28);
    const extra = directory.readUInt16LE(at + 30);
    const end = at + 46 + names + extra + directory.readUInt16LE(at + 32);
    if (end > directory.length) throw broken();
    const entry = entryAt(directory, at, names, extra);
    if (entries.has(entry.name)) throw new ZipError(`the file holds '${entry.name}' twice`);
    entries.set(entry.name, entry);
    at = end;
  }
  return entries;
}

function entryAt(directory: Buffer, at: number, names: number, extra: number): Entry {
  const fields = directory.subarray(at + 46 + names, at + 46 + names + extra);
  const sizes = [directory.readUInt32LE(at + 24), directory.readUInt32LE(at + 20), directory.readUInt32LE(at + 42)];
  const [unpacked, packed, from] = wide(sizes, fields) as [number, number, number];
  return {
    // Some programs write folders with a backslash.
    name: directory.toString("utf8", at + 46, at + 46 + names).replaceAll("\\", "/"),
    packed,
    unpacked,
    crc: directory.readUInt32LE(at + 16),
    method: directory.readUInt16LE(at + 10),
    encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
    at: from,
  };
}

/** Sizes that do not fit 32 bits stand, in the same order, in an extra field. */
function wide(sizes: readonly number[], fields: Buffer): number[] {
  if (!sizes.includes(0xffffffff)) return [...sizes];
  for (let at = 0; at + 4 <= fields.length; at += 4 + fields.readUInt16LE(at + 2)) {
    if (fields.readUInt16LE(at) !== 1) continue;
    let place = at + 4;
    return sizes.map((size) => {
      if (size !== 0xffffffff) return size;
      if (place + 8 > fields.length) throw broken();
      place += 8;
      return Number(fields.readBigUInt64LE(place - 8));
    });
  }
  throw broken();
}
