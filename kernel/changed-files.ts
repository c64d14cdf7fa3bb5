import { statSync } from "node:fs";

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

  watch(file: string, onChange: OnChange): { close(): void } {
    if (!file.includes("/node_modules/")) this.#files.set(file, { state: stateOf(file), onChange });
    return { close: () => this.#files.delete(file) };
  }

  /** Tells the compiler what has changed since the last time. */
  tell(): void {
    for (const [file, watched] of [...this.#files]) {
      const state = stateOf(file);
      if (state === watched.state) continue;
      watched.state = state;
      watched.onChange(file);
    }
  }
}
