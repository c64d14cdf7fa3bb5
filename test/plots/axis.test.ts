import { describe, expect, test } from "vitest";
import { aboveBesideZero } from "../../src/plots/axis.js";

describe("aboveBesideZero", () => {
  test("aboveBesideZero(value, range) keeps a number off the line of zero, on the side its mark is on", () => {
    const range = [-0.5, 0.5] as const;
    expect([-0.4, -0.1, 0, 0.1, 0.4].map((value) => aboveBesideZero(value, range))).toEqual([
      "top center",
      "top left",
      "top right",
      "top right",
      "top center",
    ]);
  });

  test("aboveBesideZero(value, range) is unchanged by the unit", () => {
    expect(aboveBesideZero(-10, [-50, 50])).toBe(aboveBesideZero(-0.1, [-0.5, 0.5]));
  });
});
