import { createHash } from "node:crypto";
import { type FileHandle, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

let made = 0;

/** Writes pieces into a file, and knows their hash and length. */
export class Pieces {
  private readonly hash = createHash("sha256");
  length = 0;

  constructor(private readonly handle: FileHandle) {}

  async write(piece: Buffer): Promise<void> {
    this.hash.update(piece);
    this.length += piece.length;
    await this.handle.writeFile(piece);
  }

  sha256(): string {
    return this.hash.digest("hex");
  }
}

/**
 * A file written whole or not at all: into a temporary one beside it, which takes its name when all of it is on the disk.
 * What stood there before stays until then.
 *
 * @returns the SHA-256 of what was written, in hex
 */
export async function writeWhole(
  caller: string,
  file: string,
  fill: (pieces: Pieces) => Promise<void>,
): Promise<string> {
  const folder = dirname(file);
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory() !== true) throw new Error(`${caller}: no folder ${folder} to write ${basename(file)} into`);
  const temporary = join(folder, `.${basename(file)}.${process.pid}.${made++}.tmp`);
  try {
    const handle = await open(temporary, "wx");
    const pieces = new Pieces(handle);
    try {
      await fill(pieces);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    return pieces.sha256();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
