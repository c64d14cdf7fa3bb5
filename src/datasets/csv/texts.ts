import type { ScannedText } from "../scanned.js";
import type { ScanModule } from "./scan-module.js";

const PIECE = 1 << 20;

/** Texts that stand one after the other, a zero behind each. Many are decoded at once and then divided, which is many times quicker. */
function divided(bytes: Buffer): string[] {
  const all: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const zero = bytes.length - at <= PIECE ? bytes.length - 1 : bytes.lastIndexOf(0, at + PIECE);
    const end = zero < at ? bytes.indexOf(0, at) : zero;
    for (const text of bytes.toString("utf8", at, end).split("\0")) all.push(text);
    at = end + 1;
  }
  return all;
}

/** Distinct texts with a code each, in the memory of the compiled loops. */
export class Texts {
  constructor(
    private readonly module: ScanModule,
    private readonly place = module.run.makeTexts(),
  ) {}

  /** The code of a text that stands among other bytes; `row` is the one that brings it, if it is new. */
  codeOf(bytes: Uint8Array, start: number, length: number, row: number): number {
    const { module, place } = this;
    const room = module.run.roomFor(length);
    const { memory } = module;
    if (length < 48) for (let i = 0; i < length; i++) memory[room + i] = bytes[start + i]!;
    else memory.set(bytes.subarray(start, start + length), room);
    return module.run.codeInRoom(place, length, row);
  }

  /** The codes of texts that stand one after the other, a zero behind each; valid until anything else is asked. */
  codesOf(bytes: Uint8Array, count: number): Int32Array {
    const { module, place } = this;
    const window = module.run.windowFor(bytes.length);
    module.memory.set(bytes, window);
    return module.int32(module.run.codesInWindow(place, count), count);
  }

  get size(): number {
    return this.module.run.sizeOf(this.place);
  }

  /** Takes out the text that this row was the first to bring. */
  forget(row: number): void {
    this.module.run.forget(this.place, row);
  }

  clear(): void {
    this.module.run.clear(this.place);
  }

  /** All texts by code, one after the other, a zero behind each. */
  bytes(): Buffer {
    const { module, place } = this;
    const { run, memory } = module;
    const bytes = Buffer.allocUnsafeSlow(run.bytesOf(place));
    let at = 0;
    for (let piece = run.pieceAfter(place, 0); piece !== 0; piece = run.pieceAfter(place, piece)) {
      const [start, length] = [run.startOf(piece), run.lengthOfPiece(place, piece)];
      bytes.set(memory.subarray(start, start + length), at);
      at += length;
    }
    return bytes;
  }

  /** A column of these texts; their strings are made when somebody asks for them. */
  column(codes: Int32Array): ScannedText {
    const bytes = this.bytes();
    const isPlain = this.module.run.isOdd(this.place) === 0;
    let made: string[] | null = null;
    return {
      kind: "text",
      codes,
      isPlain,
      bytes,
      get dictionary() {
        made ??= divided(bytes);
        return made;
      },
    };
  }
}
