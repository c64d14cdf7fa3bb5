import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

export type Content = Readonly<Record<string, unknown>>;

export interface Message {
  /** Whom a reply goes to. */
  readonly identities: readonly Buffer[];
  readonly header: Header;
  readonly metadata: Content;
  readonly content: Content;
}

const DELIMITER = Buffer.from("<IDS|MSG>");

/** A lone surrogate is no text: what reads it in Python fails. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === "string" ? (value as string & { toWellFormed(): string }).toWellFormed() : value;
}

/** The Jupyter wire protocol: signed messages to and from frames. */
export class Wire {
  readonly #session = randomUUID();
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  #signature(parts: readonly (Buffer | string)[]): string {
    if (this.#key === "") return "";
    const hash = createHmac("sha256", this.#key);
    for (const part of parts) hash.update(part);
    return hash.digest("hex");
  }

  #isSigned(signature: Buffer, parts: readonly Buffer[]): boolean {
    const expected = Buffer.from(this.#signature(parts));
    return signature.length === expected.length && timingSafeEqual(signature, expected);
  }

  /** What came in, or null where it is not a message signed with the connection's key. */
  read(frames: readonly Buffer[]): Message | null {
    const split = frames.findIndex((frame) => frame.equals(DELIMITER));
    const [signature, ...parts] = frames.slice(split + 1);
    if (split < 0 || signature === undefined || parts.length < 4) return null;
    if (!this.#isSigned(signature, parts.slice(0, 4))) return null;
    try {
      const [header, , metadata, content] = parts.slice(0, 4).map((part) => JSON.parse(part.toString()));
      return { identities: frames.slice(0, split), header, metadata, content };
    } catch {
      return null;
    }
  }

  /** The frames of a message; without a parent it answers nobody. */
  write(
    type: string,
    content: Content,
    parent: Header | null,
    identities: readonly Buffer[] = [],
    metadata: Content = {},
  ): (Buffer | string)[] {
    const header: Header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: this.#session,
      username: "kernel",
      date: new Date().toISOString(),
      version: "5.3",
    };
    const parts = [header, parent ?? {}, metadata].map((part) => JSON.stringify(part));
    parts.push(JSON.stringify(content, wellFormed));
    return [...identities, DELIMITER, this.#signature(parts), ...parts];
  }
}
