import { describe, expect, test } from "vitest";
import { cox } from "../../src/statistics/cox.js";
import { proportionality } from "../../src/statistics/coxProportionality.js";
import type { CoxData } from "../../src/statistics/coxRows.js";
import reference from "../fixtures/cox/cox.json";
import hearts from "../fixtures/cox/hearts.json";

interface Case {
  readonly ties: string;
  readonly start: readonly number[] | null;
  readonly stop: readonly number[];
  readonly event: readonly number[];
  readonly covariates: object;
  readonly weights: readonly number[] | null;
  readonly strata: readonly number[] | null;
  readonly cluster: readonly number[] | null;
}

const dataOf = ({ start, stop, event, covariates, weights, strata, cluster }: Case): CoxData => ({
  start: start && Float64Array.from(start),
  stop: Float64Array.from(stop),
  event: Uint8Array.from(event),
  covariates: Object.fromEntries(
    Object.entries(covariates).map(([name, values]) => [name, Float64Array.from(values as number[])]),
  ),
  ...(weights && { weights: Float64Array.from(weights) }),
  ...(strata && { strata: Int32Array.from(strata) }),
  ...(cluster && { cluster: Int32Array.from(cluster) }),
});

/** Within 1e-7 of what was expected, relative to its size or to a size given. */
function expectClose(found: number, expected: number, size = 0, what = ""): void {
  const off = Math.abs(found - expected) / Math.max(Math.abs(expected), size, 1e-300);
  expect(off, `${what}: ${found}, not ${expected}`).toBeLessThan(1e-7);
}

describe("cox as R's coxph has it", () => {
  test.each(reference.cases as unknown as (Case & (typeof reference.cases)[number])[])("$name", (one) => {
    const { logLikelihood, scoreTest, fit, note, events } = cox(dataOf(one), { ties: one.ties as "efron" });
    expect(note).toBeNull();
    expect(events).toBe(one.event.reduce((sum, event) => sum + event, 0));
    expectClose(logLikelihood.atZero, one.logLikelihood[0]!, 1, "log-likelihood at zero");
    expectClose(logLikelihood.atEnd, one.logLikelihood[1]!, 1, "log-likelihood");
    expectClose(scoreTest.statistic, one.score, 1e-3, "score");
    fit!.coefficients.forEach(({ coefficient, standardError, robustError }, j) => {
      const error = Math.sqrt(one.covariance[j]![j]!);
      expectClose(coefficient, one.coefficients[j]!, error, `coefficient ${j}`);
      expectClose(standardError, error, 0, `error ${j}`);
      if (one.robust === null) expect(robustError).toBeNull();
      else expectClose(robustError!, Math.sqrt(one.robust[j]![j]!), 0, `robust error ${j}`);
      one.covariance.forEach((row, i) => {
        const other = Math.sqrt(one.covariance[i]![i]!);
        expectClose(fit!.covariance[j]![i]!, row[j]!, error * other, `covariance ${i}, ${j}`);
        // The gradient in units of the score's own deviation is what is left of the search.
        expect(Math.abs(fit!.gradient[j]! * error)).toBeLessThan(1e-7);
      });
    });
    expectClose(fit!.tests.wald.statistic, one.wald, 1e-3, "Wald");
  });
});

test("there are at least 20 hard cases", () => {
  expect(reference.cases.length).toBeGreaterThanOrEqual(30);
});

describe("proportionality as R's cox.zph has it", () => {
  const cases = reference.cases.filter(({ proportionality: expected }) => expected !== null);
  test.each(cases as unknown as (Case & (typeof reference.cases)[number])[])("$name", (one) => {
    for (const time of ["identity", "log", "km"] as const) {
      const expected = one.proportionality![time];
      if (expected === null) continue;
      const { covariates, overall } = proportionality(dataOf(one), time, one.ties as "efron")!;
      [...covariates, overall].forEach(({ statistic, pValue }, j) => {
        expectClose(statistic, expected.statistics[j]!, 1e-2, `${time} ${j}`);
        expectClose(pValue, expected.pValues[j]!, 1e-2, `${time} p ${j}`);
      });
    }
  });
});

test("cox as lifelines' CoxTimeVaryingFitter has it: the Stanford heart transplants", () => {
  const { fit, logLikelihood } = cox(dataOf({ ...hearts, ties: "efron", weights: null, strata: null, cluster: null }));
  expectClose(logLikelihood.atEnd, hearts.logLikelihood);
  expectClose(fit!.tests.likelihoodRatio.statistic, hearts.likelihoodRatio);
  fit!.coefficients.forEach(({ coefficient, standardError, pValue }, j) => {
    expectClose(coefficient, hearts.coefficients[j]!);
    expectClose(standardError, hearts.standardErrors[j]!);
    expectClose(pValue, hearts.pValues[j]!);
  });
});

const simple = (x: number[], event = [1, 1, 0]): CoxData => ({
  start: null,
  stop: Float64Array.from(event, (_, i) => i + 1),
  event: Uint8Array.from(event),
  covariates: { x: Float64Array.from(x) },
});

describe("by hand", () => {
  test("three customers, x 1, 0, 1: the likelihood e^β/(2e^β + 1) · 1/(1 + e^β) is largest at e^β = 1/√2", () => {
    const { fit, logLikelihood, scoreTest } = cox(simple([1, 0, 1]));
    expect(fit!.coefficients[0]!.hazardRatio).toBeCloseTo(Math.SQRT1_2, 10);
    expect(logLikelihood.atZero).toBeCloseTo(-Math.log(6), 14);
    // At 0 the score is (1 − 2/3) + (0 − 1/2), the information 2/9 + 1/4.
    expect(scoreTest.statistic).toBeCloseTo((1 / 6) ** 2 / (17 / 36), 14);
    const { coefficient, standardError, interval } = fit!.coefficients[0]!;
    expect(Math.log(interval.upper)).toBeCloseTo(coefficient + 1.959963984540054 * standardError, 10);
  });
});

describe("laws", () => {
  const one = reference.cases.find(({ name }) => name === "signal, late entry")! as unknown as Case;
  const data = dataOf(one);
  const fitOf = (of: CoxData) => cox(of).fit!.coefficients;
  const expectSame = (of: CoxData, factor = 1) =>
    fitOf(of).forEach(({ coefficient, standardError, robustError }, j) => {
      const expected = fitOf(data)[j]!;
      expectClose(coefficient, expected.coefficient, expected.standardError);
      expectClose(standardError, expected.standardError * factor);
      if (of.cluster) expectClose(robustError!, expected.robustError!);
    });
  const picked = (rows: number[]): CoxData => ({
    start: Float64Array.from(rows, (i) => data.start![i]!),
    stop: Float64Array.from(rows, (i) => data.stop[i]!),
    event: Uint8Array.from(rows, (i) => data.event[i]!),
    covariates: Object.fromEntries(
      Object.entries(data.covariates).map(([name, x]) => [name, Float64Array.from(rows, (i) => x[i]!)]),
    ),
    cluster: Int32Array.from(rows, (i) => data.cluster![i]!),
  });
  const rows = Array.from(data.stop, (_, i) => i);

  test("cox(rows) is unchanged by the order of rows", () => {
    expectSame(picked([...rows].sort((a, b) => Math.sin(a * 7919) - Math.sin(b * 7919))));
  });

  test("cox(rows) is unchanged by cutting a row in two where nothing changes, robust errors too", () => {
    const cut = picked(rows.flatMap((i) => [i, i]));
    for (let i = 0; i < rows.length; i++) {
      const middle = (data.start![i]! + data.stop[i]!) / 2;
      cut.stop[2 * i] = middle;
      cut.event[2 * i] = 0;
      cut.start![2 * i + 1] = middle;
    }
    expectSame(cut);
  });

  test("cox(rows) is unchanged by a scale of time, and of weights but for the errors", () => {
    expectSame({ ...data, start: data.start!.map((x) => x * 365.25), stop: data.stop.map((x) => x * 365.25) });
    const { cluster: _, ...noCluster } = data;
    expectSame({ ...noCluster, weights: data.stop.map(() => 4) }, 0.5);
  });

  test("a coefficient goes with the units of its covariate, and its hazard ratio with its sign", () => {
    const turned = Object.fromEntries(
      Object.entries(data.covariates).map(([name, x]) => [name, x.map((v) => 7 - 10 * v)]),
    );
    fitOf({ ...data, covariates: turned }).forEach(({ coefficient }, j) => {
      expectClose(coefficient, -fitOf(data)[j]!.coefficient / 10, 1e-3);
    });
  });

  test("strata that are copies of each other give what one gives, with half the variance", () => {
    const { cluster: _, ...twice } = picked([...rows, ...rows]);
    expectSame(
      { ...twice, strata: Int32Array.from([...rows, ...rows], (_row, i) => (i < rows.length ? 8 : 3)) },
      Math.SQRT1_2,
    );
  });
});

describe("where no ratio exists", () => {
  test("all with the signal left first: no fit, a note that names it, and the score test still", () => {
    const found = cox(simple([1, 1, 1, 0, 0, 0], [1, 1, 1, 0, 1, 0]));
    expect(found.fit).toBeNull();
    expect(found.note).toBe(
      "No hazard ratio: at every event the one who left had the most extreme value of 'x' among those at risk, so that the ratio would be infinite or 0.",
    );
    // Information 3/6·3/6, 2/5·3/5 and 1/4·3/4; the last event tells nothing, of two without the signal.
    expect(found.scoreTest.statistic).toBeCloseTo((0.5 + 0.6 + 0.75) ** 2 / (0.25 + 0.24 + 0.1875), 12);
    expect(proportionality(simple([1, 1, 1, 0, 0, 0], [1, 1, 1, 0, 1, 0]))).toBeNull();
  });

  test("nobody with the signal left: the same, and beside it a covariate that has a ratio is not named", () => {
    const alone = simple([0, 1, 0, 0, 1, 0, 0, 1], [1, 0, 1, 1, 0, 1, 1, 0]);
    const found = cox({ ...alone, covariates: { ...alone.covariates, age: Float64Array.of(3, 1, 5, 2, 4, 1, 6, 2) } });
    expect(found.fit).toBeNull();
    expect(found.note).toMatch(/value of 'x' among/);
  });

  test("two covariates that separate only together are named both", () => {
    const stop = Float64Array.from({ length: 40 }, (_, i) => i + 1);
    const a = stop.map((_, i) => Math.sin(i * 12.9898) * 3);
    const together = { a, b: stop.map((t, i) => -t - a[i]!) };
    const found = cox({ start: null, stop, event: new Uint8Array(40).fill(1), covariates: together });
    expect(found.fit).toBeNull();
    expect(found.note).toMatch(/value of 'a', 'b' among/);
  });

  test("one exception among 20,000 is enough for a ratio, however large", () => {
    const stop = Float64Array.from({ length: 20_000 }, (_, i) => i + 1);
    const x = stop.map((t) => (t < 200 || t === 20_000 ? 1 : 0));
    const event = Uint8Array.from(stop, (t) => (t < 200 || t === 5000 ? 1 : 0));
    const { fit, note } = cox({ start: null, stop, event, covariates: { x } });
    expect(note).toBeNull();
    expect(fit!.coefficients[0]!.hazardRatio).toBeGreaterThan(1000);
    expect(Math.abs(fit!.gradient[0]!)).toBeLessThan(1e-6);
  });

  test("no answer of proportionality where all events fall on one time", () => {
    const all = reference.cases.find(({ name }) => name === "all at once")! as unknown as Case;
    expect(proportionality(dataOf(all))).toBeNull();
  });
});

describe("refuses", () => {
  const good = simple([1, 0, 1]);
  const f = (...x: number[]) => Float64Array.from(x);
  test.each<[string, CoxData, string]>([
    ["no covariate", { ...good, covariates: {} }, "cox requires at least one covariate; got none"],
    ["no events", { ...good, event: Uint8Array.of(0, 0, 0) }, "cox requires at least one event; got none in 3 rows"],
    ["other events", { ...good, event: Uint8Array.of(1, 2, 0) }, "cox requires events of 0 or 1; got 2 (row 2)"],
    [
      "spells of no length",
      { ...good, start: f(0, 2, 0) },
      "cox requires a start before the stop; got 2 and 2 (row 2)",
    ],
    ["weights of 0", { ...good, weights: f(1, 0, 1) }, "cox requires weights above 0; got 0 (row 2)"],
    ["short columns", { ...good, cluster: Int32Array.of(1) }, "cox requires 3 values of cluster, one a row; got 1"],
    ["NaN", { ...good, covariates: { x: f(1, Number.NaN, 0) } }, "cox requires finite numbers in 'x'; got NaN (row 2)"],
    ["Infinity", { ...good, stop: f(1, 2, Infinity) }, "cox requires finite numbers in stop; got Infinity (row 3)"],
    [
      "a constant",
      { ...good, covariates: { x: f(4, 4, 4) } },
      "cox requires covariates that vary; 'x' is 4 in every row",
    ],
    [
      "a covariate that differs only where nothing happens",
      { ...good, covariates: { x: f(1, 0, 0) }, event: Uint8Array.of(0, 1, 0) },
      "cox requires covariates that differ among those at risk at some event; not so: 'x'",
    ],
    [
      "a covariate that follows from others",
      {
        ...simple([0, 1, 0, 2, 5], [1, 1, 1, 1, 0]),
        covariates: { a: f(0, 1, 0, 2, 5), b: f(1, 1, 0, 0, 3), c: f(6, 8, 1, 5, 26) },
      },
      "cox requires covariates that can be told apart; 'b' follows from 'c', 'a': leave one of them out",
    ],
  ])("%s", (_, data, message) => {
    expect(() => cox(data)).toThrow(new RangeError(message));
  });

  test("a level of 95, and the logarithm of a time of 0", () => {
    expect(() => cox(good, { level: 95 })).toThrow("cox requires a level between 0 and 1, such as 0.95; got 95");
    const zero = { ...simple([1, 0, 1, 0], [1, 1, 1, 0]), stop: f(0, 1, 2, 3) };
    expect(() => proportionality(zero, "log")).toThrow(
      "proportionality requires stops above 0 for the logarithm of time",
    );
  });
});
