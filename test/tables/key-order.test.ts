import { expect, test } from "vitest";
import { random } from "../../src/statistics/random.js";
import { inKeyOrder } from "../../src/tables/memory/key-order.js";
import { differentNumbers, placeOf } from "../../src/tables/memory/sorted-numbers.js";

const stream = random(7);

/** A key of so many values, in an order of their own. */
function keyOf(size: number) {
  const ranks = Int32Array.from({ length: size }, (_, code) => code);
  for (let code = size - 1; code > 0; code--) {
    const other = stream.integer(code + 1);
    [ranks[code], ranks[other]] = [ranks[other]!, ranks[code]!];
  }
  return { cells: new Array<null>(size).fill(null), ranks };
}

/** Different combinations of codes, with the order that comparing their ranks one by one gives. */
function expectInOrder(sizes: readonly number[], count: number): void {
  const keys = sizes.map(keyOf);
  // Few values of each key, so that many combinations differ in their last keys only.
  const few = sizes.map((size) => Array.from({ length: 4 }, () => stream.integer(size)));
  const drawn = Array.from({ length: count }, () => few.map((values) => values[stream.integer(values.length)]!));
  const different = [...new Map(drawn.map((codes) => [codes.join(), codes])).values()];
  const rank = (codes: readonly number[], k: number) => keys[k]!.ranks[codes[k]!]!;
  const compared = different
    .map((_, i) => i)
    .sort((a, b) => {
      const differing = sizes.findIndex((_, k) => different[a]![k] !== different[b]![k]);
      return rank(different[a]!, differing) - rank(different[b]!, differing);
    });
  const codes = sizes.map((_, k) => Int32Array.from(different, (one) => one[k]!));
  expect([...inKeyOrder(keys, codes)]).toEqual(compared);
}

test("combinations come in the order of their keys", () => {
  expectInOrder([5], 20);
  expectInOrder([4, 3, 6], 60);
});

test("combinations whose ranks outgrow a whole number come in order, too", () => {
  // The last step, and the one before it, would pass 2^53.
  expectInOrder([3, 200_000, 200_000, 90_000], 500);
  expectInOrder([2, 2, 300_000, 300_000, 90_000, 300_000, 7], 500);
  // The whole numbers suffice; with the position beside them they do not.
  expectInOrder([300_000, 300_000, 99_000], 500);
});

test("numbers that occur come once, in order, zero without a sign, missing ones left out", () => {
  const known = differentNumbers(Float64Array.of(2.5, Number.NaN, -0, 0, -3, 2.5, Number.NaN, 1e300));
  expect([...known]).toEqual([-3, 0, 2.5, 1e300]);
  expect(Object.is(known[1], 0)).toBe(true);
  expect([-3, -0, 2.5, 1e300].map((value) => placeOf(value, known))).toEqual([0, 1, 2, 3]);
});
