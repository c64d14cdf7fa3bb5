import { describe, expect, test } from "vitest";
import { garwoodInterval } from "../../src/statistics/poisson.js";
import reference from "../fixtures/churn/churn.json";

describe("garwoodInterval", () => {
  test.each(reference.garwood)("R's poisson.test: $events events over 7 at $level", ({ events, level, bounds }) => {
    const { lower, upper } = garwoodInterval(events, 7, level);
    expect(Math.abs(lower - bounds[0]!)).toBeLessThanOrEqual(1e-9 * bounds[0]!);
    expect(Math.abs(upper - bounds[1]!)).toBeLessThanOrEqual(1e-9 * bounds[1]!);
  });

  test("garwoodInterval(0, x) ends where nothing would be seen in 2.5 % of cases", () => {
    expect(garwoodInterval(0, 1)).toEqual({ lower: 0, upper: expect.closeTo(-Math.log(0.025), 12) });
  });

  test("what is no count, no exposure or no level is refused", () => {
    expect(() => garwoodInterval(0.5, 1)).toThrow("garwoodInterval requires whole events from 0; got 0.5");
    expect(() => garwoodInterval(1, 0)).toThrow("garwoodInterval requires an exposure above 0; got 0");
    expect(() => garwoodInterval(1, 1, 95)).toThrow("garwoodInterval requires a level between 0 and 1");
  });
});
