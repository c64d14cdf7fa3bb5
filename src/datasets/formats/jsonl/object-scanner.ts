/** Why a piece of text is not the object that a row needs: the caller says where. */
export class JsonError extends Error {}

/** What stands behind a key. Numbers come as they are written: a double may not hold all of their digits. */
export type JsonValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "boolean"; readonly value: 0 | 1 }
  | { readonly kind: "null" }
  | { readonly kind: "nested"; readonly text: string };

export type Entry = readonly [key: string, value: JsonValue];

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none of them in a text
const CONTROL = /[\x00-\x1f]/;

/** Reads JSON, strictly (RFC 8259), object by object: every number as it is written, every key, also one that stands twice. */
export class ObjectScanner {
  constructor(
    private readonly text: string,
    public at = 0,
  ) {}

  /** Goes over white space; the character that stands there then, "" at the end. */
  peek(): string {
    const { text } = this;
    let { at } = this;
    for (;;) {
      const unit = text.charCodeAt(at);
      if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) break;
      at++;
    }
    this.at = at;
    return text[at] ?? "";
  }

  take(mark: string): void {
    if (this.peek() !== mark)
      throw new JsonError(this.at >= this.text.length ? "it is cut off" : `no ${mark} where one must be`);
    this.at++;
  }

  /** Reads one object: its keys and their values, in order. */
  object(): Entry[] {
    const entries: Entry[] = [];
    this.take("{");
    if (this.peek() === "}") {
      this.at++;
      return entries;
    }
    for (;;) {
      if (this.peek() !== '"') throw new JsonError("no key where one must be");
      const key = this.string();
      this.take(":");
      entries.push([key, this.value()]);
      if (this.peek() !== ",") break;
      this.at++;
    }
    this.take("}");
    return entries;
  }

  private value(): JsonValue {
    const mark = this.peek();
    if (mark === '"') return { kind: "text", text: this.string() };
    if (mark === "{" || mark === "[") return { kind: "nested", text: this.nested() };
    const number = this.matched(NUMBER);
    if (number !== null) return { kind: "number", text: number };
    const word = this.matched(WORD);
    if (word === "null") return { kind: "null" };
    if (word !== null) return { kind: "boolean", value: word === "true" ? 1 : 0 };
    throw new JsonError(mark === "" ? "it is cut off" : "no value where one must be");
  }

  private matched(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return null;
    this.at = pattern.lastIndex;
    return found[0];
  }

  /** The end of the text that begins here, behind its quote. */
  private endOfString(start: number): number {
    for (let at = start + 1; ; at++) {
      at = this.text.indexOf('"', at);
      if (at < 0) throw new JsonError("a text that is never closed");
      let slashes = 0;
      while (this.text[at - 1 - slashes] === "\\") slashes++;
      if (slashes % 2 === 0) return at + 1;
    }
  }

  private string(): string {
    const start = this.at;
    this.at = this.endOfString(start);
    const inside = this.text.slice(start + 1, this.at - 1);
    if (!inside.includes("\\") && !CONTROL.test(inside)) return inside;
    return parsed(this.text.slice(start, this.at)) as string;
  }

  /** An object or an array inside a row, as it stands. */
  private nested(): string {
    const start = this.at;
    let depth = 0;
    do {
      const mark = this.text[this.at];
      if (mark === undefined) throw new JsonError("it is cut off");
      if (mark === "{" || mark === "[") depth++;
      else if (mark === "}" || mark === "]") depth--;
      this.at = mark === '"' ? this.endOfString(this.at) : this.at + 1;
    } while (depth > 0);
    const text = this.text.slice(start, this.at);
    parsed(text);
    return text;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new JsonError("a text or a value that JSON does not know");
  }
}
