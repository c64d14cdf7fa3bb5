import { expect, test } from "vitest";
import { gapReplicates } from "../../src/metrics/competitorGaps/gapResample.js";
import { leastSquares } from "../../src/statistics/leastSquares.js";
import { random } from "../../src/statistics/random.js";

test("gapReplicates(answers) are the fits of the respondents drawn, one by one, and their mean gaps", () => {
  const stream = random(5);
  const answers = Array.from({ length: 25 }, (_, i) => {
    const gaps = [stream.integer(7) - 4, i % 9 === 4 ? null : stream.integer(7) - 2];
    return { values: [3 + gaps[0]! + stream.normal(), ...gaps], weight: 1, n: 1 };
  });
  const centre = Float64Array.of(4, -1, 1);
  const found = gapReplicates(answers, { centre, kept: [1, 2] }, { method: "lmg", resamples: 30, seed: 8 })!;
  const again = random(8);
  expect(found.redrawn).toBe(0);
  for (let b = 0; b < 30; b++) {
    const drawn = answers.map(() => answers[again.integer(answers.length)]!.values);
    const whole = drawn.filter((values) => !values.includes(null)) as number[][];
    const column = (place: number) => whole.map((values) => values[place]!);
    const { coefficients, rSquared } = leastSquares({
      outcome: column(0),
      predictors: { first: column(1), second: column(2) },
    });
    expect(found.slopes[0]![b]).toBeCloseTo(coefficients[1]!.coefficient, 9);
    expect(found.slopes[1]![b]).toBeCloseTo(coefficients[2]!.coefficient, 9);
    expect(found.rSquared[b]).toBeCloseTo(rSquared!, 9);
    expect(found.importance[0]![b]! + found.importance[1]![b]!).toBeCloseTo(rSquared!, 9);
    const rated = drawn.flatMap(([, , gap]) => (gap === null ? [] : [gap!]));
    expect(found.gaps[1]![b]).toBeCloseTo(rated.reduce((sum, gap) => sum + gap, 0) / rated.length, 9);
  }
});

test("gapReplicates(answers) draws again what cannot be fitted, counts it, and gives up where most cannot", () => {
  const answer = (outcome: number, first: number, n: number) => ({ values: [outcome, first], weight: 1, n });
  const draws = { method: "lmg", resamples: 100, seed: 1 } as const;
  const about = { centre: Float64Array.of(0, 0), kept: [1] };
  const some = gapReplicates([answer(1, 1, 3), answer(2, 2, 1), answer(4, 3, 1)], about, draws)!;
  expect(some.redrawn).toBeGreaterThan(0);
  expect(some.slopes[0]!.every((slope) => slope > 0)).toBe(true);
  // Three gaps, each of which varies by one respondent only: a quarter of the resamples has all three.
  const alone = [1, 2, 3].map((place) => ({
    values: [place, ...[1, 2, 3].map((gap) => Number(gap === place))],
    weight: 1,
    n: 1,
  }));
  const alike = { values: [0, 0, 0, 0], weight: 1, n: 40 };
  const three = { centre: new Float64Array(4), kept: [1, 2, 3] };
  expect(gapReplicates([alike, ...alone], three, draws)).toBeNull();
});
