import { describe, expect, test } from "vitest";
import { cumulativeIncidence } from "../../src/statistics/cumulativeIncidence.js";
import { scaledIncidence } from "../../src/statistics/scaledIncidence.js";

const CELLS = { time: [0, 0, 1, 1, 2, 2], cause: [0, 1, 1, -1, 0, 1], causes: 2 };
const MASSES = [2, 1, 1, 3, 1, 2];

describe("scaledIncidence", () => {
  test("scaledIncidence(cells, masses, factors of 1) is Aalen and Johansen's estimate", () => {
    const spells = CELLS.time.map((time, i) => {
      const cause = CELLS.cause[i]!;
      return { duration: time + 1, cause: cause < 0 ? null : cause, entry: null, n: MASSES[i]! };
    });
    const expected = cumulativeIncidence(spells, 2).map((steps) => steps.at(-1)!.incidence);
    const [found] = scaledIncidence(CELLS, MASSES, [[1, 1]]);
    expect([...found!.incidence]).toEqual(expected.map((share) => expect.closeTo(share, 14)));
    expect(found!.survival + expected[0]! + expected[1]!).toBeCloseTo(1, 14);
  });

  test("by hand: without the first cause 1 of 10, 1 of 7 and 2 of 3 leave", () => {
    const [found] = scaledIncidence(CELLS, MASSES, [[0, 1]]);
    expect(found!.survival).toBeCloseTo((9 / 10) * (6 / 7) * (1 / 3), 14);
    expect(found!.incidence[0]).toBe(0);
  });

  test("each set of factors is answered as if it were the only one", () => {
    const sets = [
      [1, 1],
      [0.3, 1],
      [1, 0.6],
      [0, 0],
    ];
    expect(scaledIncidence(CELLS, MASSES, sets)).toEqual(
      sets.map((factors) => scaledIncidence(CELLS, MASSES, [factors])[0]),
    );
    expect(scaledIncidence(CELLS, MASSES, [[0, 0]])[0]!.survival).toBe(1);
  });

  test("cells without mass, or none at all, leave everybody there", () => {
    expect(scaledIncidence(CELLS, [0, 0, 0, 0, 0, 0], [[1, 1]])[0]!.survival).toBe(1);
    expect(scaledIncidence({ time: [], cause: [], causes: 1 }, [], [[1]])[0]).toEqual({
      survival: 1,
      incidence: new Float64Array(1),
    });
  });
});
