import { readFileSync, statSync } from "node:fs";
import { sha256Of } from "../../../src/datasets/sha256.js";
import { writeKept } from "./write-kept.js";

/** What tells that a file is the one that was hashed: its size, when it was written and changed, to the nanosecond, and its inode. */
type Known = readonly [size: string, written: string, changed: string, inode: string, sha256: string];

/** A file that was changed so lately may be changed again without its times telling: its hash is not remembered. */
const SETTLED = 2_000_000_000n;

function remembered(memory: string): Map<string, Known> {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(memory, "utf8")) as Record<string, Known>));
  } catch {
    return new Map();
  }
}

/** Hashes of files. Those that have not changed since are remembered, so that gigabytes are read once. */
export class FileHashes {
  private readonly known: Map<string, Known>;
  private hasNew = false;

  /** @param memory the file in which hashes are kept from run to run */
  constructor(private readonly memory: string) {
    this.known = remembered(memory);
  }

  /** SHA-256 of a file; null where there is none. */
  async of(file: string): Promise<string | null> {
    const found = statSync(file, { bigint: true, throwIfNoEntry: false });
    if (!found?.isFile()) return null;
    const now = [found.size, found.mtimeNs, found.ctimeNs, found.ino].map(String) as [string, string, string, string];
    const known = this.known.get(file);
    if (known !== undefined && now.every((part, i) => part === known[i])) return known[4];
    const sha256 = await sha256Of(file);
    if (BigInt(Date.now()) * 1_000_000n - found.mtimeNs > SETTLED) {
      this.known.set(file, [...now, sha256]);
      this.hasNew = true;
    }
    return sha256;
  }

  /** Writes what was learnt. Files that are gone are forgotten. */
  save(): void {
    if (!this.hasNew) return;
    this.hasNew = false;
    const there = [...this.known].filter(([file]) => statSync(file, { throwIfNoEntry: false }) !== undefined);
    writeKept(this.memory, JSON.stringify(Object.fromEntries(there)));
  }
}
