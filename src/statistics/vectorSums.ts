import { COMPILED_SUMS } from "./compiled-sums.js";

/** Of one block: many places, from which on; how often each; and where the sum goes: all bytes of the memory. */
type Add = (block: number, places: number, many: number, times: number, total: number) => void;

/** As Node has it; the types of TypeScript for it come with those of browsers. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Memory: new (pages: { initial: number }) => { readonly buffer: ArrayBuffer };
  Instance: new (module: object, imports: { env: { memory: object } }) => { readonly exports: unknown };
};

const PAGE = 65_536;
/** Numbers of a vector that stand side by side, and their bytes. */
export const BLOCK = 8;
const BYTES = 64;

let compiled: object | null = null;

/** Which vectors are added up, in their order, and the sum of them. */
export interface SumList {
  /** Places of vectors, `placeOf`. */
  readonly places: Int32Array;
  /** By vector. */
  readonly times: Float64Array;
  readonly total: Float64Array;
  readonly bytes: { readonly places: number; readonly times: number; readonly total: number };
}

/**
 * Sums of vectors of one length, each so many times, in compiled loops that take two numbers at once: one rounding after the other
 * as they would be written here, in a fraction of the time.
 */
export class VectorSums {
  readonly lists: readonly SumList[];
  readonly blocks: number;
  private readonly blockBytes: number;
  private readonly run: { readonly addSingly: Add; readonly addByFours: Add };

  /**
   * @param vectors one after the other
   * @param lists how many sums of them stand side by side
   */
  constructor(vectors: Float64Array, length: number, lists = 1) {
    const count = vectors.length / length;
    this.blocks = Math.ceil(length / BLOCK);
    // Behind the last vector one of zeros, no times, to fill up fours with.
    this.blockBytes = (count + 1) * BYTES;
    const room = [4 * (count + 4), 8 * (count + 1), this.blocks * BYTES].map((bytes) => Math.ceil(bytes / 16) * 16);
    const each = room.reduce((sum, bytes) => sum + bytes, 0);
    const first = PAGE + this.blocks * this.blockBytes;
    compiled ??= new WebAssembly.Module(Buffer.from(COMPILED_SUMS, "base64"));
    const memory = new WebAssembly.Memory({ initial: Math.ceil((first + lists * each) / PAGE) });
    this.run = new WebAssembly.Instance(compiled, { env: { memory } }).exports as VectorSums["run"];
    const { buffer } = memory;
    this.lists = Array.from({ length: lists }, (_, i) => {
      const places = first + i * each;
      const times = places + room[0]!;
      const total = times + room[1]!;
      return {
        places: new Int32Array(buffer, places, count + 4),
        times: new Float64Array(buffer, times, count),
        total: new Float64Array(buffer, total, length),
        bytes: { places, times, total },
      };
    });
    this.fill(new Float64Array(buffer, PAGE, this.blocks * (count + 1) * BLOCK), vectors, length);
  }

  private fill(blocks: Float64Array, vectors: Float64Array, length: number): void {
    const count = vectors.length / length;
    for (let vector = 0; vector < count; vector++) {
      for (let k = 0; k < length; k++) {
        const at = (k - (k % BLOCK)) * (count + 1) + vector * BLOCK + (k % BLOCK);
        blocks[at] = vectors[vector * length + k]!;
      }
    }
  }

  /** Puts the places of vectors that count at all into the list; returns how many. */
  listCounted({ places, times }: SumList): number {
    let many = 0;
    for (let vector = 0; vector < times.length; vector++) {
      places[many] = placeOf(vector);
      if (times[vector]! > 0) many++;
    }
    return many;
  }

  /** Numbers 8·block to 8·block + 7 of the total, one vector after the other; of other times than its own, where given. */
  addSingly(block: number, list: SumList, many: number, { times } = list.bytes): void {
    const { places, total } = list.bytes;
    this.run.addSingly(PAGE + block * this.blockBytes, places, many, times, total + block * BYTES);
  }

  /** The same with four vectors added up before they are added to the total: the roundings are others. */
  addByFours(block: number, list: SumList, many: number): void {
    const { places, times, total } = list.bytes;
    list.places.fill(placeOf(list.times.length), many, many + 3);
    this.run.addByFours(PAGE + block * this.blockBytes, places, many, times, total + block * BYTES);
  }
}

export const placeOf = (vector: number): number => vector * BYTES;
