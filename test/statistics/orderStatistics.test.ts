import fc from "fast-check";
import { expect, test } from "vitest";
import { orderStatistics } from "../../src/statistics/orderStatistics.js";

const few = fc.integer({ min: -3, max: 3 });
const any = fc.double({ noNaN: true, noDefaultInfinity: true });
const values = fc.oneof(fc.array(few, { minLength: 1, maxLength: 80 }), fc.array(any, { minLength: 1, maxLength: 80 }));

test("orderStatistics(values, places) are those of the values in order, which stay as they are", () => {
  fc.assert(
    fc.property(values, fc.array(fc.nat()), (given, some) => {
      const before = [...given];
      const places = some.map((place) => place % given.length).sort((a, b) => a - b);
      const sorted = [...given].sort((a, b) => a - b);
      const found = orderStatistics(given, places).map((value) => value + 0);
      expect(found).toEqual(places.map((place) => sorted[place]! + 0));
      expect(given).toEqual(before);
    }),
    { numRuns: 500 },
  );
});

test("of values in order, all alike, or up and down again", () => {
  const size = 20_000;
  const places = [0, 4_000, 4_001, 19_999];
  const expectRight = (given: readonly number[]) => {
    const sorted = Float64Array.from(given).sort();
    expect(orderStatistics(given, places)).toEqual(places.map((place) => sorted[place]!));
  };
  expectRight(Array.from({ length: size }, (_, i) => i));
  expectRight(Array.from({ length: size }, (_, i) => -i));
  expectRight(Array.from({ length: size }, () => 7));
  expectRight(Array.from({ length: size }, (_, i) => Math.min(i, size - i)));
  expectRight(Array.from({ length: size }, (_, i) => (i * 7919) % size));
});
