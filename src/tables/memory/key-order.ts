import type { KeyCodes } from "./key-codes.js";
import { differentNumbers, placeOf } from "./sorted-numbers.js";

/** Places as 0, 1, 2 …, in the same order. */
function closedUp(places: Float64Array): { places: Float64Array; size: number } {
  const known = differentNumbers(places);
  return { places: places.map((place) => placeOf(place, known)), size: known.length };
}

/**
 * Combinations of key values in the one order of keys: the ranks of a combination are written as one whole number, which
 * sorts without a comparison in JavaScript. Where it would outgrow the whole numbers of a double, the places so far are
 * closed up; no memory holds so many combinations that this would not do.
 *
 * @param codes of each key, its code in each combination; no two combinations are alike
 * @returns the combinations, by their positions in `codes`
 */
export function inKeyOrder(
  keys: readonly Pick<KeyCodes, "cells" | "ranks">[],
  codes: readonly Int32Array[],
): Int32Array {
  const count = codes[0]?.length ?? 0;
  let places: Float64Array = new Float64Array(count);
  let size = 1;
  keys.forEach(({ cells, ranks }, k) => {
    if (size * cells.length > Number.MAX_SAFE_INTEGER) ({ places, size } = closedUp(places));
    const ofKey = codes[k]!;
    for (let i = 0; i < count; i++) places[i] = places[i]! * cells.length + ranks[ofKey[i]!]!;
    size *= cells.length;
  });
  if (size * count <= Number.MAX_SAFE_INTEGER) {
    for (let i = 0; i < count; i++) places[i] = places[i]! * count + i;
    return Int32Array.from(places.sort(), (place) => place % count);
  }
  const order = new Int32Array(count);
  closedUp(places).places.forEach((place, i) => {
    order[place] = i;
  });
  return order;
}
