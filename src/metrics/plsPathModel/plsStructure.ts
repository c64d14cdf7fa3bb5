import type { CheckedModel } from "./plsModel.js";
import type { PlsScheme } from "./plsResult.js";

/** A model as numbers: items one block after the other, blocks and items by their places. */
export interface PlsStructure {
  readonly size: number;
  readonly blocks: number;
  /** First item of each block, and behind the last block the number of items. */
  readonly start: Int32Array;
  readonly owner: Int32Array;
  readonly isFormed: readonly boolean[];
  readonly before: readonly (readonly number[])[];
  readonly after: readonly (readonly number[])[];
  readonly order: readonly number[];
  readonly scheme: PlsScheme;
  readonly isConsistent: boolean;
  readonly isRaw: boolean;
  readonly tolerance: number;
}

/** @param counts how many items of each block are there */
export function plsStructure(model: CheckedModel, counts: readonly number[]): PlsStructure {
  const { blocks, paths, order, scheme, isConsistent, isRaw, tolerance } = model;
  const start = new Int32Array(blocks.length + 1);
  counts.forEach((count, b) => {
    start[b + 1] = start[b]! + count;
  });
  return {
    size: start[blocks.length]!,
    blocks: blocks.length,
    start,
    owner: Int32Array.from(counts.flatMap((count, b) => new Array<number>(count).fill(b))),
    isFormed: blocks.map(({ mode }) => mode === "B"),
    before: blocks.map((_, b) => paths.filter(([, to]) => to === b).map(([from]) => from)),
    after: blocks.map((_, b) => paths.filter(([from]) => from === b).map(([, to]) => to)),
    order,
    scheme,
    isConsistent,
    isRaw,
    tolerance,
  };
}

/** How many rows tell the model apart: two more than the coefficients of its largest regression. */
export function rowsNeeded({ before, isFormed, start }: PlsStructure): number {
  const formed = isFormed.map((is, b) => (is ? start[b + 1]! - start[b]! : 1));
  return 2 + Math.max(...formed, ...before.map((blocks) => blocks.length));
}
