import type { Random } from "./random.js";
import { VectorSums } from "./vectorSums.js";

/** Resamples that are added up together: a block of all vectors is fetched from far away once for all of them. */
const TOGETHER = 16;

/**
 * A function that draws as many members as there are with replacement and adds up their vectors. It draws ahead: the stream must serve
 * nothing else.
 *
 * @param vectors one after the other, of one length
 * @param members which vector each has
 * @returns the sum, used again after some calls
 * @example resampledSums(Float64Array.of(2, 3), 2, Int32Array.of(0, 0), random(1))()[1] // 6
 */
export function resampledSums(
  vectors: Float64Array,
  length: number,
  members: Int32Array,
  stream: Random,
): () => Float64Array {
  const sums = new VectorSums(vectors, length, TOGETHER);
  const { lists, blocks } = sums;
  const drawAll = () => {
    const many = lists.map((list) => {
      list.times.fill(0);
      for (let i = 0; i < members.length; i++) list.times[members[stream.integer(members.length)]!]!++;
      return sums.listCounted(list);
    });
    for (let block = 0; block < blocks; block++) {
      for (let i = 0; i < TOGETHER; i++) sums.addSingly(block, lists[i]!, many[i]!);
    }
  };
  let next = TOGETHER;
  return () => {
    if (next === TOGETHER) {
      drawAll();
      next = 0;
    }
    return lists[next++]!.total;
  };
}
