import type { Content, Header } from "./message.js";
import { isShared, withheldBundle } from "./share.js";

/** One output: several MIME types of the same thing. With `update` it replaces the output of the same display_id. */
export interface Bundle {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly transient?: { readonly display_id?: string };
  readonly update?: boolean;
}

type StreamName = "stdout" | "stderr";
export type Publish = (type: string, content: Content, parent: Header | null) => void;

interface Text {
  readonly name: StreamName;
  readonly parent: Header | null;
  readonly pieces: string[];
}

/** A place in the row: what is there can leave when all before it has left. */
interface Place {
  message: { readonly type: string; readonly content: Content; readonly parent: Header | null } | null;
  waits: boolean;
}

/** Printed text is sent that often at most. */
const EVERY_MS = 30;
/** A notebook with more text than that in one cell opens in no editor. */
const TEXT_OF_A_CELL = 1_000_000;

/** What cells print and display, in the order of the calls. Lines printed in one go leave as one message. */
export class Outputs {
  readonly #publish: Publish;
  readonly #row: (Place | Text)[] = [];
  #parent: Header | null = null;
  #timer: NodeJS.Timeout | null = null;
  #lastFlush = 0;
  #silent = false;
  #room = TEXT_OF_A_CELL;
  #cut = 0;
  #pending = new Set<Promise<unknown>>();
  #withheld = false;

  constructor(publish: Publish) {
    this.#publish = publish;
  }

  /** From now on, what is printed and displayed belongs to this request; a silent one has no value. */
  begin(parent: Header, silent: boolean): void {
    this.end();
    this.#parent = parent;
    this.#silent = silent;
    this.#room = TEXT_OF_A_CELL;
    this.#cut = 0;
    this.#withheld = false;
  }

  /** Where the report is shared, what did not come through the gate is not shown: once a cell that is said. */
  #isWithheld(): boolean {
    if (!isShared) return false;
    if (!this.#withheld) void this.display(withheldBundle());
    this.#withheld = true;
    return true;
  }

  /** Sends what is left of a cell. What waits for a bundle that will not come is let go. */
  end(): void {
    for (const place of this.#row) if ("waits" in place) place.waits = false;
    if (this.#cut > 0) {
      const note = `\n… ${this.#cut.toLocaleString("en-US")} more characters are not shown: a cell prints 1 MB at most\n`;
      this.#row.push({ name: "stderr", parent: this.#parent, pieces: [note] });
      this.#cut = 0;
    }
    this.flush();
    this.#pending = new Set();
  }

  write(name: StreamName, text: string): void {
    if (text.trim() !== "" && this.#isWithheld()) return;
    const kept = text.slice(0, this.#room);
    this.#room -= kept.length;
    this.#cut += text.length - kept.length;
    if (kept === "") return;
    const last = this.#row.at(-1);
    if (last !== undefined && "pieces" in last && last.name === name && last.parent === this.#parent) {
      last.pieces.push(kept);
    } else {
      this.#row.push({ name, parent: this.#parent, pieces: [kept] });
    }
    this.#flushSoon();
  }

  /** Puts an output in its place; a promised one keeps the place until it has been made. */
  display(bundle: Bundle | Promise<Bundle>): Promise<void> {
    const parent = this.#parent;
    const place: Place = { message: null, waits: true };
    this.#row.push(place);
    const fill = ({ data, metadata = {}, transient = {}, update = false }: Bundle) => {
      const type = update ? "update_display_data" : "display_data";
      place.message = { type, content: { data, metadata, transient }, parent };
    };
    const leave = () => {
      place.waits = false;
      this.flush();
    };
    if (!isPromise(bundle)) {
      fill(bundle);
      leave();
      return Promise.resolve();
    }
    const made = bundle.then(fill).finally(leave);
    this.#pending.add(made);
    return made;
  }

  /** What a notebook displays by itself, past the project's own functions. */
  displayAside(bundle: Bundle): void {
    if (!this.#isWithheld()) void this.display(bundle);
  }

  /** The value of a cell. */
  result(bundle: Bundle, count: number): void {
    if (this.#silent || this.#isWithheld()) return;
    const { data, metadata = {} } = bundle;
    const content = { data, metadata, execution_count: count };
    this.#row.push({ message: { type: "execute_result", content, parent: this.#parent }, waits: false });
    this.flush();
  }

  /** Resolves when no bundle is being made any more, however the making ends. */
  async made(): Promise<void> {
    while (this.#pending.size > 0) {
      const pending = [...this.#pending];
      await Promise.allSettled(pending);
      for (const each of pending) this.#pending.delete(each);
    }
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#lastFlush = performance.now();
    for (let first = this.#row[0]; first !== undefined; first = this.#row[0]) {
      if ("waits" in first && first.waits) return;
      this.#row.shift();
      if ("pieces" in first) {
        this.#publish("stream", { name: first.name, text: first.pieces.join("") }, first.parent);
      } else if (first.message !== null) {
        this.#publish(first.message.type, first.message.content, first.message.parent);
      }
    }
  }

  /** After a pause at once: a computation that does not pause for a timer is heard while it works. */
  #flushSoon(): void {
    const pause = this.#timer === null ? EVERY_MS : 10 * EVERY_MS;
    if (performance.now() - this.#lastFlush > pause) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), EVERY_MS);
  }
}

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}
