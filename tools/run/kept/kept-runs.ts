import { createHash } from "node:crypto";
import { readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { prune } from "../../../src/notebook/prune.js";
import type { Place } from "../find-notebooks.js";
import { FileHashes } from "./file-hashes.js";
import { pagesKey, projectKey, runKey } from "./run-key.js";
import { writeKept } from "./write-kept.js";

/** An executed notebook, as it was kept. */
export interface KeptRun {
  readonly text: string;
  /** When it was executed. */
  readonly on: Date;
}

/** What is written beside a kept notebook, after it: without this a notebook was not kept. */
interface Note {
  readonly on: string;
  readonly sha256: string;
}

/** Some hundred reports: a notebook with its pictures has about 1 MB. */
const MOST_BYTES = 512 * 1024 * 1024;

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

function touch(file: string): void {
  const now = Date.now() / 1000;
  try {
    utimesSync(file, now, now);
  } catch {
    // A folder that cannot be written to is read all the same.
  }
}

/**
 * Executed notebooks, kept by the hash of all that their outputs depend on, so that a run repeats only what has changed. Several runs
 * may use the folder at once.
 */
export class KeptRuns {
  private readonly folder: string;
  private readonly hashes: FileHashes;
  private project: Promise<string> | null = null;

  /** @param taken whether what has not changed is taken; else everything is executed, and kept */
  constructor(
    private readonly root: string,
    private readonly taken: "unchanged" | "nothing" = "unchanged",
  ) {
    this.folder = join(root, ".cache", "executed");
    this.hashes = new FileHashes(join(this.folder, "hashes.json"));
  }

  /** The key of a notebook in these surroundings, as things are now; null where it is executed each time. */
  async keyOf(place: Place, surroundings: Readonly<Record<string, string>>): Promise<string | null> {
    this.project ??= projectKey(this.root, this.hashes);
    const { root, hashes } = this;
    return runKey(place, { root, hashes, project: await this.project, surroundings });
  }

  /**
   * The key of a whole folder of reports and the days on which its notebooks were executed, where an earlier run has executed all of
   * them; null where one must be executed.
   *
   * @param how what else the pages depend on: language, audience, formats
   */
  async ofAll(
    places: readonly Place[],
    surroundings: Readonly<Record<string, string>>,
    how: readonly string[],
  ): Promise<{ readonly key: string; readonly on: readonly Date[] } | null> {
    if (this.taken === "nothing") return null;
    const keys: string[] = [];
    const on: Date[] = [];
    for (const place of places) {
      const key = await this.keyOf(place, surroundings);
      const note = key === null ? null : this.noteOf(key);
      if (key === null || note === null) return null;
      keys.push(`${place.stem} ${key} ${note.on}`);
      on.push(new Date(note.on));
    }
    const key = sha256(JSON.stringify([await pagesKey(this.root, this.hashes), keys, how]));
    this.hashes.save();
    return { key, on };
  }

  private noteOf(key: string): Note | null {
    return this.fact<Note>(key);
  }

  /** The key of what is known of a file, by its content, the project's sources and what else it depends on. */
  async factKey(file: string, more: unknown): Promise<string> {
    this.project ??= projectKey(this.root, this.hashes);
    return sha256(JSON.stringify([await this.project, file, await this.hashes.of(file), more]));
  }

  /** What an earlier run has found out under a key; null where nothing was. */
  fact<T>(key: string): T | null {
    if (this.taken === "nothing") return null;
    try {
      return JSON.parse(readFileSync(join(this.folder, `${key}.json`), "utf8")) as T;
    } catch {
      return null;
    }
  }

  keepFact(key: string, fact: unknown): void {
    writeKept(join(this.folder, `${key}.json`), JSON.stringify(fact));
    this.hashes.save();
  }

  /** What was kept under a key; null where nothing was, or where it is not whole. */
  take(key: string): KeptRun | null {
    if (this.taken === "nothing") return null;
    const [file, note] = [join(this.folder, `${key}.ipynb`), join(this.folder, `${key}.json`)];
    try {
      const { on, sha256: wanted } = JSON.parse(readFileSync(note, "utf8")) as Note;
      const text = readFileSync(file, "utf8");
      const date = new Date(on);
      if (sha256(text) !== wanted || Number.isNaN(date.getTime())) return null;
      for (const each of [file, note]) touch(each);
      return { text, on: date };
    } catch {
      return null;
    }
  }

  /** Keeps an executed notebook, unless something that it stands on was changed while it was executed. */
  async keep(key: string, place: Place, surroundings: Readonly<Record<string, string>>, run: KeptRun): Promise<void> {
    this.project = null;
    if ((await this.keyOf(place, surroundings)) !== key) return;
    writeKept(join(this.folder, `${key}.ipynb`), run.text);
    const note: Note = { on: run.on.toISOString(), sha256: sha256(run.text) };
    writeKept(join(this.folder, `${key}.json`), JSON.stringify(note));
    this.end();
  }

  /** Keeps what was learnt of files, and no more than is of use. */
  end(): void {
    this.hashes.save();
    try {
      prune(this.folder, MOST_BYTES);
    } catch {
      // There is no folder yet.
    }
  }
}

/**
 * What a run takes from earlier ones, and keeps for later ones; undefined on a kernel of somebody else's, which no hash knows.
 *
 * @param fresh whether everything is executed anew
 */
export const keptRuns = (root: string, kernel: string, fresh: boolean | undefined): KeptRuns | undefined =>
  kernel === "vafa" ? new KeptRuns(root, fresh === true ? "nothing" : "unchanged") : undefined;
