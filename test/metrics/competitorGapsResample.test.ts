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
  const found = gapReplicates(
    answers,
    { centre, gaps: 2, places: { width: 3, kept: [1, 2], held: [] } },
    { method: "lmg", resamples: 30, seed: 8 },
  )!;
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

test("gapReplicates(answers), the competitor's rating held, are the slopes of own ratings in regressions on both", () => {
  const stream = random(6);
  const rows = Array.from({ length: 25 }, () => {
    const [own, competitor] = [1 + stream.integer(7), 1 + stream.integer(7)];
    return { own, competitor, outcome: own + 0.2 * competitor + stream.normal() };
  });
  const answers = rows.map(({ own, competitor, outcome }) => {
    return { values: [outcome, own - competitor, competitor], weight: 1, n: 1 };
  });
  const places = { width: 3, kept: [1], held: [2] };
  const draws = { method: "johnson", resamples: 20, seed: 3 } as const;
  const found = gapReplicates(answers, { centre: Float64Array.of(5, 0, 4), gaps: 1, places }, draws)!;
  const again = random(3);
  for (let b = 0; b < 20; b++) {
    const drawn = rows.map(() => rows[again.integer(rows.length)]!);
    const outcome = drawn.map((row) => row.outcome);
    const [own, competitor] = [drawn.map((row) => row.own), drawn.map((row) => row.competitor)];
    const both = leastSquares({ outcome, predictors: { own, competitor } });
    const alone = leastSquares({ outcome, predictors: { competitor } });
    expect(found.slopes[0]![b]).toBeCloseTo(both.coefficients[1]!.coefficient, 9);
    expect(found.rSquared[b]).toBeCloseTo(both.rSquared! - alone.rSquared!, 9);
  }
});

test("gapReplicates(answers) draws again what cannot be fitted, counts it, and gives up where most cannot", () => {
  const answer = (outcome: number, first: number, n: number) => ({ values: [outcome, first], weight: 1, n });
  const draws = { method: "lmg", resamples: 100, seed: 1 } as const;
  const about = { centre: Float64Array.of(0, 0), gaps: 1, places: { width: 2, kept: [1], held: [] } };
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
  const three = { centre: new Float64Array(4), gaps: 3, places: { width: 4, kept: [1, 2, 3], held: [] } };
  expect(gapReplicates([alike, ...alone], three, draws)).toBeNull();
});
