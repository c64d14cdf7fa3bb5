import { isAscii } from "node:buffer";
import { windowsHint } from "../encoding.js";
import type { Issues } from "../issues.js";
import { type Fault, faultsIn, multibyteLines } from "./faults.js";
import { NEWLINE, RecordError } from "./records.js";
import type { Window } from "./window.js";

function lineAt({ bytes, limit }: Window, at: number): Buffer {
  const newline = bytes.indexOf(NEWLINE, at);
  return bytes.subarray(at, newline < 0 ? limit : Math.min(newline, limit));
}

function errorOf(window: Window, { at, rule }: Fault): RecordError {
  if (rule === "nul") return new RecordError("nul", "the row holds a NUL byte, which no text has");
  return new RecordError("encoding", "the row holds bytes that are no UTF-8", windowsHint(lineAt(window, at)));
}

/** The bytes in the window that no text holds, to be met on the way down. */
export class FaultList {
  private faults: Fault[] = [];

  /** @param isProven whether the encoding is: then a line that is none is a broken one, not one of another encoding */
  constructor(
    private readonly window: Window,
    private readonly issues: Issues,
    private isProven: boolean,
  ) {}

  /** Where the next stands, Infinity if there is none. */
  get at(): number {
    return this.faults.length === 0 ? Infinity : this.faults[0]!.at;
  }

  /**
   * Looks through the window, from its next record on. False when the bytes are of another encoding altogether.
   *
   * @param line the line on which that record begins
   */
  look(line: number): boolean {
    const { window } = this;
    const { bytes, at, limit } = window;
    this.faults = at < limit ? faultsIn(bytes, at, limit) : [];
    const bad = this.faults.filter(({ rule }) => rule === "encoding");
    if (bad.length === 0) {
      this.isProven ||= !isAscii(bytes.subarray(at, limit));
      return true;
    }
    const { valid, invalid } = multibyteLines(bytes, at, limit);
    this.isProven ||= valid > invalid;
    if (!this.isProven) this.refuse(bad, line);
    return this.isProven;
  }

  private refuse(bad: readonly Fault[], line: number): void {
    const { bytes, at: start } = this.window;
    const numbers = bad.slice(0, 3).map(({ at }) => {
      let number = line;
      for (let i = bytes.indexOf(NEWLINE, start); i >= 0 && i < at; i = bytes.indexOf(NEWLINE, i + 1)) number++;
      return number;
    });
    const also = numbers.length > 1 ? `, then on ${numbers.slice(1).join(", ")}` : "";
    const message = `the file is not UTF-8, first on line ${numbers[0]}${also}`;
    const hint = windowsHint(lineAt(this.window, bad[0]!.at));
    this.issues.file({ rule: "encoding", message: `${message}; ${hint}`, hint });
  }

  /** Throws what is wrong with the record that ends here, if anything. */
  requireNone(end: number): void {
    const [first] = this.faults;
    if (first !== undefined && first.at < end) throw errorOf(this.window, first);
  }

  /** What stands before a place, which is then passed. */
  upTo(end: number): RecordError[] {
    const passed = this.faults.filter(({ at }) => at < end);
    this.faults = this.faults.slice(passed.length);
    return passed.map((fault) => errorOf(this.window, fault));
  }
}
