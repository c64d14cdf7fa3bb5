import { COMPILED_SCAN } from "./compiled-scan.js";

/** What tools/wasm/assembly exports; places are bytes of its memory. */
interface ScanExports {
  readonly position: { readonly value: number };
  readonly before: { readonly value: number };
  readonly returns: { readonly value: number };
  begin(columns: number, rows: number, delimiter: number): void;
  expect(rows: number): void;
  textColumn(column: number): number;
  makeTexts(): number;
  valuesOf(column: number): number;
  decimalsOf(column: number): number;
  openOf(column: number): number;
  proofsOf(column: number): number;
  windowFor(bytes: number): number;
  roomFor(bytes: number): number;
  arabicSigns(): number;
  scan(from: number, until: number, first: number, most: number): number;
  codeInRoom(texts: number, length: number, row: number): number;
  codesInWindow(texts: number, count: number): number;
  sizeOf(texts: number): number;
  bytesOf(texts: number): number;
  isOdd(texts: number): number;
  pieceAfter(texts: number, piece: number): number;
  startOf(piece: number): number;
  lengthOfPiece(texts: number, piece: number): number;
  forget(texts: number, row: number): void;
  clear(texts: number): void;
}

/** As Node has it; the types of TypeScript for it come with those of browsers. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Memory: new (pages: { initial: number }) => Memory;
  Instance: new (module: object, imports: { env: { memory: Memory } }) => { readonly exports: unknown };
};

interface Memory {
  readonly buffer: ArrayBuffer;
}

const PAGE = 65_536;

let compiled: object | null = null;

/** What a sign of Arabic script is in a text: 0 one that takes a closer look, 1 a plain one, 2 a letter or a mark of one. */
function kindOf(sign: string): number {
  if (/[\p{L}\p{M}]/u.test(sign)) return 2;
  return /[\p{Cf}\p{Cc}\p{Cn}]/u.test(sign) ? 0 : 1;
}

const ARABIC = Uint8Array.from({ length: 256 }, (_, i) => kindOf(String.fromCodePoint(0x600 + i)));

/** The compiled loops of the reader, with a memory of their own that goes when nobody holds them any more. */
export class ScanModule {
  readonly run: ScanExports;
  private readonly grown: Memory;
  private bytes = new Uint8Array(0);

  /** @param bytes how much memory will be needed, about: what is not used costs nothing, and to grow takes a copy of all */
  constructor(bytes: number) {
    compiled ??= new WebAssembly.Module(Buffer.from(COMPILED_SCAN, "base64"));
    this.grown = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
    this.run = new WebAssembly.Instance(compiled, { env: { memory: this.grown } }).exports as ScanExports;
    this.memory.set(ARABIC, this.run.arabicSigns());
  }

  /** The memory as it is now: it is another one once it has grown. */
  get memory(): Uint8Array {
    if (this.bytes.buffer !== this.grown.buffer) this.bytes = new Uint8Array(this.grown.buffer);
    return this.bytes;
  }

  int32(place: number, length: number): Int32Array {
    return new Int32Array(this.grown.buffer, place, length);
  }

  float64(place: number, length: number): Float64Array {
    return new Float64Array(this.grown.buffer, place, length);
  }
}
