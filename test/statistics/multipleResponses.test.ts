import { describe, expect, test } from "vitest";
import {
  multipleResponseStatistic,
  type ResponsePattern,
  raoScottResponses,
  shuffledResponses,
} from "../../src/statistics/multipleResponses.js";
import { random } from "../../src/statistics/random.js";
import reference from "../fixtures/reasonsBySegment/reasonsBySegment.json";

/** Customers one by one as patterns. */
function patternsOf(segment: readonly number[], named: readonly (readonly number[])[]): ResponsePattern[] {
  const groups = Math.max(...segment);
  return segment.map((group, i) => ({
    items: named[i]!.flatMap((yes, item) => (yes === 1 ? [item] : [])),
    cases: Array.from({ length: groups }, (_, g) => Number(g + 1 === group)),
  }));
}

describe("agrees with R's chisq.test of each item, summed", () => {
  test.each(reference.several.map((each, i) => ({ i, ...each })))("data set $i", (each) => {
    const patterns = patternsOf(each.segment, each.named);
    const items = each.named[0]!.length;
    expect(multipleResponseStatistic(patterns, items)).toBeCloseTo(each.statistic, 9);
    const corrected = raoScottResponses(patterns, items)!;
    expect(corrected.statistic).toBeCloseTo(each.raoScott, 8);
    expect(corrected.degreesOfFreedom).toBeCloseTo(each.df, 8);
    expect(corrected.pValue).toBeCloseTo(each.raoScottP, 8);
    const { pValue, statistic } = shuffledResponses(patterns, items, random(3), 2000)!;
    expect(statistic).toBeCloseTo(each.statistic, 9);
    expect(Math.abs(pValue - each.shuffled)).toBeLessThan(0.045);
  });
});

describe("shuffledResponses(patterns, items, stream, draws)", () => {
  test("is null where fewer than two groups have cases, or where every case names every item", () => {
    expect(shuffledResponses([{ items: [0], cases: [3, 0] }], 1, random(1), 100)).toBeNull();
    expect(shuffledResponses([{ items: [0, 1], cases: [3, 4] }], 2, random(1), 100)).toBeNull();
    expect(raoScottResponses([{ items: [0], cases: [3, 4] }], 1)).toBeNull();
    expect(multipleResponseStatistic([], 2)).toBeNull();
  });

  test("one item named by half of each group says nothing: p is 1", () => {
    const patterns = [
      { items: [0], cases: [10, 10] },
      { items: [1], cases: [10, 10] },
    ];
    expect(shuffledResponses(patterns, 2, random(1), 100)!.pValue).toBe(1);
  });

  test("counting mentions as cases would find too much: an item always named with another adds no evidence", () => {
    const alone = [
      { items: [0], cases: [30, 20] },
      { items: [], cases: [20, 30] },
    ];
    const together = alone.map(({ items, cases }) => ({ items: items.length > 0 ? [0, 1, 2] : [], cases }));
    const p = (patterns: readonly ResponsePattern[], items: number) =>
      shuffledResponses(patterns, items, random(5), 4000)!.pValue;
    expect(p(together, 3)).toBe(p(alone, 1));
    expect(raoScottResponses(together, 3)!.pValue).toBeCloseTo(raoScottResponses(alone, 1)!.pValue, 12);
  });
});
