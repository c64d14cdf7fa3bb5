/**
 * Errors nobody waited for: a rejection that is not handled, a throw in a timer. They belong to a cell that may have
 * ended, and they fail the one that is running or the next.
 */
export class LateErrors {
  #waiting: unknown[] = [];
  readonly #onError: (error: unknown) => void;

  /** `onError` is told at once. */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
    process.on("uncaughtException", (error) => this.#add(error));
    process.on("unhandledRejection", (reason) => this.#add(reason));
  }

  #add(error: unknown): void {
    if (this.#waiting.includes(error)) return;
    this.#waiting.push(error);
    this.#onError(error);
  }

  /** Lets what a cell has left behind come to light: two turns of the event loop. */
  async comeToLight(): Promise<void> {
    for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
  }

  /** What has come since the last time; `known` has been told already. */
  take(known?: unknown): unknown[] {
    const errors = this.#waiting.filter((error) => error !== known);
    this.#waiting = [];
    return errors;
  }
}
