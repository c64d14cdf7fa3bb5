import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

interface Kept {
  readonly path: string;
  readonly bytes: number;
  readonly used: number;
}

/** A file as it stands; none where somebody else has just removed it. */
function keptAt(path: string): Kept[] {
  try {
    const { size, mtimeMs } = statSync(path);
    return [{ path, bytes: size, used: mtimeMs }];
  } catch {
    return [];
  }
}

/**
 * Removes the files of a folder that were used longest ago, until the rest is no larger than `most` bytes. Several processes
 * may do so at once: whoever misses a file makes it anew.
 */
export function prune(folder: string, most: number): void {
  const files = readdirSync(folder).flatMap((name) => keptAt(join(folder, name)));
  let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  for (const file of files.sort((a, b) => a.used - b.used)) {
    if (bytes <= most) return;
    rmSync(file.path, { force: true });
    bytes -= file.bytes;
  }
}
