import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csat } from "../../../src/metrics/csat/csat.js";
import { nps } from "../../../src/metrics/nps/nps.js";
import { hiddenGroups } from "../../../src/tables/shared/hiddenGroups.js";
import { near, nearCounts, windowOf } from "../../../src/tables/shared/nearCounts.js";
import { sharedTable } from "../../../src/tables/shared/sharedTable.js";
import { asTable } from "../../../src/tables/table-like.js";
import { frameOf } from "./frameOf.js";

const SHARING = { fewest: 10, rest: "together" };

describe("near(count, base)", () => {
  test("is the nearest multiple, and its window holds every count that is shared as it", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 5, max: 30 }), (count, base) => {
        const shown = near(count, base);
        expect(Math.abs(shown - count)).toBeLessThanOrEqual(base / 2);
        const { low, high } = windowOf(shown, base);
        for (let other = 0; other <= count + base; other++)
          expect(near(other, base) === shown).toBe(other >= low && other <= high);
      }),
      { numRuns: 50, seed: 7 },
    );
  });

  test("nearCounts(counts) keeps the total near and no count below zero", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 11 }), (counts) => {
        const shown = nearCounts(counts, 5);
        const total = counts.reduce((sum, n) => sum + n, 0);
        expect(shown.every((n) => n >= 0 && n % 5 === 0)).toBe(true);
        expect(shown.reduce((sum, n) => sum + n, 0)).toBe(near(total, 5));
      }),
      { seed: 7 },
    );
  });
});

describe("hiddenGroups(groups, fewest)", () => {
  const sizes = (...all: number[]) => all.map((n) => [n, 0]);

  test("hides nothing where every group has enough", () => {
    expect([...hiddenGroups(sizes(10, 40, 200), 10)!]).toEqual([]);
  });

  test("hides the next smallest with a single small one", () => {
    expect([...hiddenGroups(sizes(200, 4, 60, 30), 10)!].sort()).toEqual([1, 3]);
  });

  test("goes on until the hidden ones have enough together", () => {
    expect([...hiddenGroups(sizes(3, 4, 200, 60), 10)!].sort()).toEqual([0, 1, 3]);
  });

  test("hides both of two, and is null where all together are too few", () => {
    expect([...hiddenGroups(sizes(4, 200), 10)!].sort()).toEqual([0, 1]);
    expect(hiddenGroups(sizes(4, 5), 10)).toBeNull();
  });

  test("counts those who gave no answer in no size", () => {
    expect(
      [
        ...hiddenGroups(
          [
            [4, 100],
            [60, 0],
            [80, 0],
          ],
          10,
        )!,
      ].sort(),
    ).toEqual([0, 1]);
  });
});

describe("sharedTable(table, columns)", () => {
  const answers = frameOf([
    ["Everyday", 9, 60],
    ["Everyday", 3, 41],
    ["Business", 10, 33],
    ["Business", 8, 20],
    ["Kish", 0, 4],
    ["Qeshm", 7, 17],
  ]);

  test("has no count that is no multiple, and of a small group only what it has with others", async () => {
    const table = await sharedTable(asTable(answers), { group: "segment", answer: "score" }, SHARING);
    expect(table.hidden).toEqual(["Kish", "Qeshm"]);
    const crosses = await table.crosstab(["segment", "score"]);
    expect(crosses.every(({ n }) => n % SHARING.fewest === 0)).toBe(true);
    expect([...new Set(crosses.map(({ keys }) => keys[0]))]).toEqual(["Business", "Everyday", "together"]);
  });

  test("gives metrics their results: NPS by segment from rounded counts", async () => {
    const table = await sharedTable(asTable(answers), { group: "segment", answer: "score" }, SHARING);
    const { rows, overall } = await nps(table, { score: "score", by: "segment" });
    expect(rows.map(({ keys, n }) => [keys.segment, n])).toEqual([
      ["Business", 50],
      ["Everyday", 100],
      ["together", 20],
    ]);
    expect(overall.n).toBe(170);
    expect(rows[1]!.estimate).toBeCloseTo(100 * ((60 - 40) / 100), 9);
  });

  test("refuses sums, rows, moments, dates and other columns", async () => {
    const table = await sharedTable(asTable(answers), { group: "segment", answer: "score" }, SHARING);
    const asked = [
      () => table.crosstab(["segment"], ["score"]),
      () => table.crosstab(["other"]),
      () => table.moments(["score"]),
      () => table.rollUp(["segment"], {}),
      () => table.cut("date", "period", []),
      () => table.typed(["score"]),
    ];
    for (const ask of asked) await expect(ask()).rejects.toMatchObject({ name: "Withheld" });
  });

  test("withholds fractions, and texts that few have given", async () => {
    const own = frameOf([...Array.from({ length: 40 }, (_, i) => ["A", i + 0.5, 1] as const)]);
    const said = frameOf([
      ["A", "fine", 60],
      ["A", "my name is Sara", 1],
    ] as const);
    for (const frame of [own, said]) {
      const made = sharedTable(asTable(frame), { group: "segment", answer: "score" }, SHARING);
      await expect(made).rejects.toMatchObject({ name: "Withheld" });
    }
  });

  test("is refused where all together are too few", async () => {
    const made = sharedTable(asTable(frameOf([["A", 5, 9]])), { group: null, answer: "score" }, SHARING);
    await expect(made).rejects.toThrow("too few answers");
  });

  test("shares of answers are off by less than a base", async () => {
    const table = await sharedTable(
      asTable(
        frameOf([
          ["A", 5, 123],
          ["A", 4, 58],
          ["A", 1, 40],
        ]),
      ),
      { group: null, answer: "score" },
      SHARING,
    );
    const { overall } = await csat(table, { score: "score", rule: "top-2" });
    expect(Math.abs(overall.estimate! - 181 / 221)).toBeLessThan(SHARING.fewest / 221);
  });
});
