import { createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createGunzip } from "node:zlib";
import { beforeEnd } from "../terminal/command.js";

/** What a proposal for a large file goes by, before all of the file is held against it. */
const HEAD = 32 * 2 ** 20;

async function firstBytes(file: string): Promise<Buffer> {
  const raw = createReadStream(file);
  const bytes = /\.gz$/i.test(file) ? raw.pipe(createGunzip()) : raw;
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of bytes) {
    pieces.push(piece as Buffer);
    length += (piece as Buffer).length;
    if (length >= HEAD) break;
  }
  raw.destroy();
  const all = Buffer.concat(pieces);
  return length < HEAD ? all : all.subarray(0, all.lastIndexOf(10) + 1);
}

/** The first lines of a text file as a file of their own, gone when the work on it is done. */
export async function withHead<T>(file: string, work: (head: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "vafa-check-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const release = beforeEnd(remove);
  try {
    const head = join(folder, basename(file).replace(/\.gz$/i, ""));
    writeFileSync(head, await firstBytes(file));
    return await work(head);
  } finally {
    release();
    remove();
  }
}
