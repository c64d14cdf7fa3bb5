import { describe, expect, test } from "vitest";
import { random } from "../../src/statistics/random.js";
import { sameAssociation } from "../../src/statistics/threeWay.js";
import reference from "../fixtures/reasonsBySegment/reasonsBySegment.json";

describe("sameAssociation(layers, stream)", () => {
  test.each(reference.layers)("agrees with R's loglin: $layers", ({ layers, statistic, df, pValue, least }) => {
    const found = sameAssociation(layers, random(1))!;
    expect(found.statistic).toBeCloseTo(statistic, 6);
    expect(found.degreesOfFreedom).toBe(df);
    if (least >= 5) expect(found.pValue).toBeCloseTo(pValue, 7);
    expect(found.draws === 0).toBe(least >= 5);
  });

  test("is the same whichever of the layers comes first, and where a column is empty in all", () => {
    const [a, b] = [
      [
        [20, 30],
        [40, 10],
      ],
      [
        [35, 15],
        [25, 25],
      ],
    ];
    const withEmpty = (table: number[][]) => table.map((row) => [...row, 0]);
    const p = sameAssociation([a!, b!], random(1))!.pValue;
    expect(sameAssociation([b!, a!], random(1))!.pValue).toBeCloseTo(p, 9);
    expect(sameAssociation([withEmpty(a!), withEmpty(b!)], random(1))!.pValue).toBeCloseTo(p, 9);
  });

  test("odds ratios that are alike fit, whatever the margins: the statistic is 0", () => {
    const layers = [
      [
        [10, 20],
        [30, 60],
      ],
      [
        [100, 50],
        [40, 20],
      ],
    ];
    expect(sameAssociation(layers, random(1))!.statistic).toBeCloseTo(0, 9);
  });

  test("a table turned round has a small p from drawn tables, too", () => {
    const layers = [
      [
        [9, 1],
        [1, 9],
      ],
      [
        [1, 9],
        [9, 1],
      ],
    ];
    expect(
      sameAssociation(
        layers.map((table) => table.map((row) => row.map((n) => Math.ceil(n / 2)))),
        random(1),
        999,
      )!.pValue,
    ).toBeLessThan(0.02);
  });

  test("where tables are alike, p-values from drawn tables are below .05 in about 5 % of cases", () => {
    const stream = random(9);
    let [below, all] = [0, 0];
    for (let i = 0; i < 200; i++) {
      const layers = [0, 1].map(() =>
        Array.from({ length: 2 }, () => Array.from({ length: 3 }, () => 1 + stream.integer(6))),
      );
      const found = sameAssociation(layers, stream, 99);
      if (found === null) continue;
      all++;
      if (found.pValue <= 0.05) below++;
    }
    expect(below / all).toBeLessThan(0.1);
  });

  test("is null where there is one layer, one row or one column with counts", () => {
    expect(
      sameAssociation(
        [
          [
            [1, 2],
            [3, 4],
          ],
        ],
        random(1),
      ),
    ).toBeNull();
    expect(
      sameAssociation(
        [
          [
            [1, 2],
            [0, 0],
          ],
          [
            [1, 2],
            [0, 0],
          ],
        ],
        random(1),
      ),
    ).toBeNull();
    expect(
      sameAssociation(
        [
          [
            [1, 0],
            [3, 0],
          ],
          [
            [1, 0],
            [3, 0],
          ],
        ],
        random(1),
      ),
    ).toBeNull();
  });
});
