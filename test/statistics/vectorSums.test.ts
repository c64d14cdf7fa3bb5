import { describe, expect, it } from "vitest";
import { random } from "../../src/statistics/random.js";
import { resampledSums } from "../../src/statistics/resampledSums.js";
import { VectorSums } from "../../src/statistics/vectorSums.js";

const COUNT = 23;

function vectorsOf(length: number): Float64Array {
  const stream = random(length);
  return Float64Array.from({ length: COUNT * length }, () => stream.normal() * 10 ** (8 * stream.next()));
}

/** Times 0, 1 and 2, so that some vectors are not drawn, and weights that are no whole numbers. */
const TIMES = Float64Array.from({ length: COUNT }, (_, i) => (i % 3) * (1 + i / 7));

function totalOf(length: number, add: "addSingly" | "addByFours"): number[] {
  const sums = new VectorSums(vectorsOf(length), length);
  const list = sums.lists[0]!;
  list.times.set(TIMES);
  const many = sums.listCounted(list);
  for (let block = 0; block < sums.blocks; block++) sums[add](block, list, many);
  return [...list.total];
}

const drawn = Array.from(TIMES.keys()).filter((i) => TIMES[i]! > 0);

describe.each([1, 7, 8, 9, 21])("sums of vectors of %i numbers", (length) => {
  const part = (i: number, k: number) => (i < COUNT ? TIMES[i]! * vectorsOf(length)[i * length + k]! : 0);
  const numbers = Array.from({ length }, (_, k) => k);

  it("addSingly adds vector after vector, with the roundings of doing so", () => {
    const expected = numbers.map((k) => drawn.reduce((sum, i) => sum + part(i, k), 0));
    expect(totalOf(length, "addSingly")).toEqual(expected);
  });

  it("addByFours adds up four vectors before it adds them to the total", () => {
    const fours = drawn.flatMap((_, i) => (i % 4 === 0 ? [[0, 1, 2, 3].map((j) => drawn[i + j] ?? COUNT)] : []));
    const four = ([a, b, c, d]: number[], k: number) => part(a!, k) + part(b!, k) + part(c!, k) + part(d!, k);
    const expected = numbers.map((k) => fours.reduce((sum, one) => sum + four(one, k), 0));
    expect(totalOf(length, "addByFours")).toEqual(expected);
  });
});

describe("resampledSums(vectors, length, members, stream)", () => {
  it("draws resample after resample what the stream draws", () => {
    const [vectors, members] = [vectorsOf(3), Int32Array.of(4, 4, 0, 22, 7)];
    const [next, stream] = [resampledSums(vectors, 3, members, random(5)), random(5)];
    for (let resample = 0; resample < 40; resample++) {
      const times = new Map<number, number>();
      for (const _ of members) {
        const one = members[stream.integer(members.length)]!;
        times.set(one, (times.get(one) ?? 0) + 1);
      }
      const ordered = [...times].sort(([a], [b]) => a - b);
      const expected = [0, 1, 2].map((k) => ordered.reduce((sum, [i, many]) => sum + many * vectors[i * 3 + k]!, 0));
      expect([...next()]).toEqual(expected);
    }
  });
});
