import { describe, expect, test } from "vitest";
import { placesIn } from "../../src/frames/same-texts.js";

describe("placesIn(list, texts)", () => {
  test("is each text's place in the list, -1 for one that is not there: also where hashes are the same", () => {
    // Among so many texts dozens have the same 32 bits.
    const list = Array.from({ length: 300_000 }, (_, i) => `c${i * 7}`);
    const texts = Array.from({ length: 300_000 }, (_, i) => `c${(299_999 - i) * 14}`);
    const expected = texts.map((text) => {
      const place = Number(text.slice(1)) / 7;
      return place < list.length ? place : -1;
    });
    expect(Array.from(placesIn(list, texts))).toEqual(expected);
  });

  test("tells apart what looks alike", () => {
    const list = ["", " ", "a", "A", "ي", "ی", "😀", "\uD83D", "\uFFFD", "constructor", "__proto__", "1", "01"];
    expect(Array.from(placesIn(list, [...list].reverse()))).toEqual(list.map((_, i) => list.length - 1 - i));
    expect(Array.from(placesIn(list, ["b", "\uDE00", "toString", "1 "]))).toEqual([-1, -1, -1, -1]);
    expect(Array.from(placesIn([], ["a"]))).toEqual([-1]);
  });
});
