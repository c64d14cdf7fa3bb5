import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../../src/statistics/random.js";
import { inKeyOrder } from "../../src/tables/memory/key-order.js";
import { differentNumbers, placeOf } from "../../src/tables/memory/sorted-numbers.js";
import { inTextOrder } from "../../src/tables/memory/text-order.js";
import { compareText } from "../../src/tables/table.js";

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

test("combinations of which there could be more than whole numbers come in order, too", () => {
  expectInOrder([3, 200_000, 200_000, 90_000], 500);
  expectInOrder([2, 2, 300_000, 300_000, 90_000, 300_000, 7], 500);
});

describe("text comes by code point", () => {
  const expectSorted = (texts: readonly string[]): void => {
    expect(Array.from(inTextOrder(texts), (i) => texts[i])).toEqual([...texts].sort(compareText));
  };
  const letters = fc.constantFrom("a", "b", "", "ز", "ی", "\u0000", "\uffff", "﷼", "😀", "🙂", "\ud800", "\udfff");
  const text = fc.array(letters, { maxLength: 8 }).map((parts) => parts.join(""));

  test("any texts, with surrogates after all other characters", () => {
    fc.assert(fc.property(fc.uniqueArray(text, { maxLength: 40 }), expectSorted), { numRuns: 100 });
    fc.assert(fc.property(fc.uniqueArray(fc.string({ unit: "binary" })), expectSorted), { numRuns: 100 });
  });

  test("texts that are alike in more characters than a number holds, at their beginning or further on", () => {
    const names = Array.from({ length: 300 }, (_, i) => `${(i * 7919) % 300}`);
    expectSorted(names.map((name) => `customer of the northern branch number ${name}`));
    expectSorted([...names.map((name) => `a customer whom nobody remembers ${name}`), "b", "", "a"]);
    expectSorted(names.map((name) => `${name.slice(-1)}${"ن".repeat(40)}${name}`));
  });
});

test("numbers that occur come once, in order, zero without a sign, missing ones left out", () => {
  const known = differentNumbers(Float64Array.of(2.5, Number.NaN, -0, 0, -3, 2.5, Number.NaN, 1e300));
  expect([...known]).toEqual([-3, 0, 2.5, 1e300]);
  expect(Object.is(known[1], 0)).toBe(true);
  expect([-3, -0, 2.5, 1e300].map((value) => placeOf(value, known))).toEqual([0, 1, 2, 3]);
});
