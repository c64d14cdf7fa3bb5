/** Words and numbers of a text, as they are compared. */
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

const hasDigit = (word: string) => /\p{N}/u.test(word);

/** What may be shown: results made of shared counts, the numbers and words in them, and what the author has written. */
export class Released {
  readonly #objects = new WeakSet<object>();
  readonly #numbers = new Set<number>();
  readonly #words = new Set<string>();
  #cell: ReadonlySet<string> = new Set();
  readonly #fewest: number;

  constructor(fewest: number) {
    this.#fewest = fewest;
  }

  /** Releases a value and everything in it. */
  add<T>(value: T): T {
    if (typeof value === "number") this.#numbers.add(value);
    if (typeof value === "string") for (const word of wordsOf(value)) this.#words.add(word);
    if (typeof value !== "object" || value === null || this.#objects.has(value)) return value;
    this.#objects.add(value);
    const inside = value instanceof Map ? [...value].flat() : Object.values(value);
    for (const each of inside) this.add(each);
    if (!Array.isArray(value)) for (const name of Object.keys(value)) this.add(name);
    return value;
  }

  /** Releases a figure, not the numbers that are written in it. */
  addWhole<T extends object>(value: T): T {
    this.#objects.add(value);
    return value;
  }

  /** A cell begins: what its author wrote may be said in it, and later all of it that is no number. */
  begin(source: string): void {
    for (const word of this.#cell) if (!hasDigit(word)) this.#words.add(word);
    this.#cell = new Set(wordsOf(source));
  }

  has(value: unknown): boolean {
    if (typeof value === "object" && value !== null) {
      return this.#objects.has(value) || (Array.isArray(value) && value.length > 0 && value.every((x) => this.has(x)));
    }
    return typeof value === "number" && this.hasNumber(value);
  }

  /** A count below the fewest may be anybody's: one that was released never is, but for those of segments and the like. */
  hasNumber(value: number): boolean {
    const isSmall = Number.isInteger(value) && Math.abs(value) < this.#fewest;
    return !isSmall && this.#numbers.has(value);
  }

  /** Whether each word of a text was written by the author or released. */
  says(text: string): boolean {
    return wordsOf(text).every((word) => this.#cell.has(word) || this.#words.has(word));
  }
}
