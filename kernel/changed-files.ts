import { statSync } from "node:fs";
import { sourcesFingerprint } from "./fingerprint.js";
import { SOURCES } from "./project.js";

type OnChange = (file: string) => void;

function stateOf(file: string): string {
  try {
    const { mtimeMs, size } = statSync(file);
    return `${mtimeMs} ${size}`;
  } catch {
    return "absent";
  }
}

/**
 * The files the compiler has read and which a person may change, asked for changes when a cell comes. Nothing is
 * watched: hundreds of watchers cost time while nothing happens, and tell of a change too late for the next cell.
 */
export class ChangedFiles {
  readonly #files = new Map<string, { state: string; readonly onChange: OnChange }>();
  readonly #takesFiles = new Set<string>();
  #sources = "";
  #sourcesHaveChanged = true;

  watch(file: string, onChange: OnChange): { close(): void } {
    if (!file.includes("/node_modules/")) this.#files.set(file, { state: stateOf(file), onChange });
    return { close: () => this.#files.delete(file) };
  }

  /** Notes what a file that is neither of a package nor of `vafa` imports. */
  imported(file: string, names: readonly string[]): void {
    if (names.some((name) => name.startsWith("."))) this.#takesFiles.add(file);
    else this.#takesFiles.delete(file);
  }

  /** Whether what an unchanged file imports may be found in another place than the last time. */
  areImportsInvalid(file: string): boolean {
    if (file.includes("/node_modules/")) return false;
    return file.startsWith(`${SOURCES}/`) ? this.#sourcesHaveChanged : this.#takesFiles.has(file);
  }

  /** Tells the compiler what has changed since the last time. */
  tell(): void {
    const sources = sourcesFingerprint();
    this.#sourcesHaveChanged = sources !== this.#sources;
    this.#sources = sources;
    for (const [file, watched] of [...this.#files]) {
      const state = stateOf(file);
      if (state === watched.state) continue;
      watched.state = state;
      watched.onChange(file);
    }
  }
}
