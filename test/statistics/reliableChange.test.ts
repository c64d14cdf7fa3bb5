import { describe, expect, test } from "vitest";
import { random } from "../../src/statistics/random.js";
import { reliableChange } from "../../src/statistics/reliableChange.js";

describe("reliableChange({ deviation, reliability }, level)", () => {
  test("published: of a scale of SD 7.54 and reliability .88 two scores differ with a deviation of 3.69; from 32.5 to 47.5 is 4.06 of them", () => {
    // Jacobson and Truax (1991), the example of marital adjustment.
    const one = reliableChange({ deviation: 7.54, reliability: 0.88 }, 0.95) / 1.959963984540054;
    expect(one).toBeCloseTo(3.69, 2);
    expect((47.5 - 32.5) / one).toBeCloseTo(4.06, 2);
  });

  test("by hand: 1.96 · 2 · √(2 · .2); nothing of a score without error, or of scores that are all alike", () => {
    expect(reliableChange({ deviation: 2, reliability: 0.8 }, 0.95)).toBeCloseTo(2.479, 3);
    expect(reliableChange({ deviation: 2, reliability: 1 }, 0.95)).toBe(0);
    expect(reliableChange({ deviation: 0, reliability: 0.5 }, 0.95)).toBe(0);
  });

  test("of 40,000 customers who did not change 10 % differ by more at a level of .9", () => {
    const draw = random(1991);
    const [deviation, reliability] = [3, 0.7];
    const threshold = reliableChange({ deviation, reliability }, 0.9);
    let more = 0;
    for (let i = 0; i < 40_000; i++) {
      const error = () => deviation * Math.sqrt(1 - reliability) * draw.normal();
      if (Math.abs(error() - error()) > threshold) more++;
    }
    expect(Math.abs(more / 40_000 - 0.1)).toBeLessThan(4 * Math.sqrt((0.1 * 0.9) / 40_000));
  });

  test.each([
    [-1, 0.8, 0.95, "reliableChange requires a deviation from 0; got -1"],
    [Number.NaN, 0.8, 0.95, "reliableChange requires a deviation from 0; got NaN"],
    [1, 1.2, 0.95, "reliableChange requires a reliability from 0 to 1; got 1.2"],
    [1, -0.2, 0.95, "reliableChange requires a reliability from 0 to 1; got -0.2"],
    [1, 0.8, 95, "reliableChange requires a level between 0 and 1, such as 0.95; got 95"],
  ])("refuses a deviation of %s, a reliability of %s or a level of %s", (deviation, reliability, level, message) => {
    expect(() => reliableChange({ deviation, reliability }, level)).toThrow(new RangeError(message));
  });
});
