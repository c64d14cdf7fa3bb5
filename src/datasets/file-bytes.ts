import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import type { Decoder } from "./encoding.js";

/** Told how many bytes of the file were read, and how many there are. */
export type Progress = (bytes: number, total: number) => void;

const CHUNK = 1 << 20;
/** Of a packed file: little, so that it is known what has become of how many bytes. */
const PACKED = 1 << 16;

/** A packed file that grows this many times over is no table but a trap. */
const RATIO = 100;
const HARMLESS = 64 * 2 ** 20;

const isPacked = (file: string) => file.toLowerCase().endsWith(".gz");

/** The bytes of a file one after the other, unpacked and as UTF-8. */
export interface FileBytes {
  /** The first bytes as they stand in the file, which `read` gives again. */
  first(): Promise<Buffer>;
  /** Fills what it can of the target from this place on; 0 at the end of the file. */
  read(target: Buffer, at: number): Promise<number>;
  /** From now on bytes are turned into UTF-8 by this. */
  decode(decoder: Decoder): void;
  /** Bytes of the file, unpacked, that were read. */
  readonly taken: number;
  close(): Promise<void>;
}

async function* unpacked(file: string, total: number, progress: Progress | undefined): AsyncGenerator<Buffer> {
  const packed = createReadStream(file, { highWaterMark: PACKED });
  const gunzip = createGunzip({ chunkSize: CHUNK });
  let [read, made] = [0, 0];
  packed.on("data", (chunk) => {
    read += chunk.length;
    progress?.(read, total);
  });
  packed.on("error", (error) => gunzip.destroy(error));
  try {
    for await (const chunk of packed.pipe(gunzip) as AsyncIterable<Buffer>) {
      made += chunk.length;
      if (made > HARMLESS && made > read * RATIO)
        throw new Error(
          `it unpacks to more than ${RATIO} times its size: if it is a table all the same, unpack it first`,
        );
      yield chunk;
    }
  } catch (error) {
    throw new Error(`the file does not unpack as gzip (${(error as Error).message})`);
  } finally {
    packed.destroy();
  }
}

/** Reads plain bytes straight into their place, anything else by way of chunks. */
export async function fileBytes(file: string, progress?: Progress): Promise<FileBytes> {
  const handle = await open(file);
  const { size: total } = await handle.stat();
  const chunks = isPacked(file) ? unpacked(file, total, progress) : null;
  let decoder: Decoder | null = null;
  let [taken, isLast] = [0, false];
  let waiting = Buffer.alloc(0);

  async function direct(target: Buffer, at: number): Promise<number> {
    const { bytesRead } = await handle.read(target, at, target.length - at, null);
    taken += bytesRead;
    if (chunks === null) progress?.(taken, total);
    return bytesRead;
  }

  async function next(): Promise<Buffer | null> {
    if (chunks === null) {
      const chunk = Buffer.allocUnsafe(Math.max(1, Math.min(CHUNK, total - taken)));
      const length = await direct(chunk, 0);
      return length === 0 ? null : chunk.subarray(0, length);
    }
    const { value, done } = await chunks.next();
    if (done) return null;
    taken += value.length;
    return value;
  }

  const decoded = (chunk: Buffer) => (decoder === null ? chunk : decoder(chunk, isLast));

  async function chunked(target: Buffer, at: number): Promise<number> {
    while (waiting.length === 0 && !isLast) {
      const chunk = await next();
      isLast = chunk === null;
      waiting = decoded(chunk ?? Buffer.alloc(0));
    }
    const length = waiting.copy(target, at);
    waiting = waiting.subarray(length);
    return length;
  }

  const isDirect = () => chunks === null && decoder === null && waiting.length === 0;

  return {
    async first() {
      waiting = (await next()) ?? Buffer.alloc(0);
      return waiting;
    },
    read: (target, at) => (isDirect() ? direct(target, at) : chunked(target, at)),
    decode(made) {
      decoder = made;
      waiting = decoded(waiting);
    },
    get taken() {
      return taken;
    },
    async close() {
      await chunks?.return(undefined);
      await handle.close();
    },
  };
}
