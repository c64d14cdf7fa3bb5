import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { filesUnder } from "./named-files.js";
import { writeKept } from "./write-kept.js";

/** A folder of reports as it was written: of what it was made, and its files by their place, size, time and inode. */
interface Note {
  readonly key: string;
  readonly files: Readonly<Record<string, string>>;
}

const seen = (file: string) => {
  const { size, mtimeNs, ino } = statSync(file, { bigint: true });
  return [size, mtimeNs, ino].join(" ");
};

const filesOf = (folder: string) =>
  Object.fromEntries(filesUnder(folder).map((file) => [relative(folder, file), seen(file)]));

const noteOf = (root: string, folder: string) =>
  join(root, ".cache", "standing", `${createHash("sha256").update(resolve(folder)).digest("hex")}.json`);

/** Whether a folder of reports stands as it was written, and was made of the same: then it need not be written again. */
export function stands(root: string, folder: string, key: string): boolean {
  try {
    const note = JSON.parse(readFileSync(noteOf(root, folder), "utf8")) as Note;
    return note.key === key && JSON.stringify(note.files) === JSON.stringify(filesOf(folder));
  } catch {
    return false;
  }
}

/** Remembers of what a folder of reports was made. */
export function remember(root: string, folder: string, key: string): void {
  writeKept(noteOf(root, folder), JSON.stringify({ key, files: filesOf(folder) } satisfies Note));
}
