import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { mean, sampleDeviation } from "../../src/statistics/descriptive.js";
import { leastSquares } from "../../src/statistics/leastSquares.js";
import type { Moments } from "../../src/tables/table.js";
import { asTable } from "../../src/tables/table-like.js";
import reference from "../fixtures/nist/nist.json";
import { inDuckdb } from "../metrics/sameInDuckdb.js";
import { digits } from "./digits.js";

/** Digits asked of a standard deviation: fewer where two decimals differ in their eighth and ninth digit. */
const DEVIATION: Readonly<Record<string, number>> = { NumAcc3: 9.4, NumAcc4: 8.2 };

describe.each(reference.univariate)("NIST StRD univariate: $name", ({ name, values: written, ...certified }) => {
  const values = written.map(Number);
  const [expectedMean, expectedDeviation] = [Number(certified.mean), Number(certified.deviation)];

  function expectDigits(ofMean: number | null, ofDeviation: number | null): void {
    expect(digits(ofMean, expectedMean)).toBeGreaterThanOrEqual(14);
    expect(digits(ofDeviation, expectedDeviation)).toBeGreaterThanOrEqual(DEVIATION[name] ?? 14);
  }

  test("mean(values) and sampleDeviation(values)", () => {
    expectDigits(mean(values), sampleDeviation(values));
  });

  const fromMoments = ({ n, sum, deviations }: Moments) =>
    expectDigits(sum[0]! / n, Math.sqrt(deviations[0]![0]! / (n - 1)));

  test("the moments of a table in memory, and in DuckDB", async () => {
    for (const table of [asTable(new DataFrame({ y: values })), await inDuckdb({ y: values })]) {
      fromMoments((await table.moments(["y"]))[0]!);
    }
  });
});

interface Regression {
  readonly power: number;
  readonly outcome: readonly string[];
  readonly predictors: readonly (readonly string[])[];
}

/** Certified polynomials have one column of data; the others are its powers. */
function design({ power, outcome, predictors }: Regression) {
  const columns = predictors.map((column) => column.map(Number));
  for (let k = 2; k <= power; k++) columns.push(columns.at(-1)!.map((value, i) => value * columns[0]![i]!));
  return {
    outcome: outcome.map(Number),
    predictors: Object.fromEntries(columns.map((column, j) => [`x${j + 1}`, column])),
  };
}

/** Right digits asked of coefficients and of standard errors. Where those are 0, digits count after the point of the outcome. */
const REGRESSION: Readonly<Record<string, readonly [number, number]>> = {
  Norris: [12, 13],
  Pontius: [12, 13],
  Longley: [11, 11],
  Filip: [7, 7],
  Wampler1: [9, 8],
  Wampler2: [12, 12],
  Wampler3: [8, 12],
  Wampler4: [7, 12],
};

describe("NIST StRD linear regression", () => {
  test.each(reference.regression)("$name", (one) => {
    const fit = leastSquares(design(one));
    const [ofCoefficients, ofErrors] = REGRESSION[one.name]!;
    fit.coefficients.forEach(({ coefficient, standardError }, i) => {
      expect(digits(coefficient, Number(one.coefficients[i]))).toBeGreaterThanOrEqual(ofCoefficients);
      expect(digits(standardError, Number(one.standardErrors[i]))).toBeGreaterThanOrEqual(ofErrors);
    });
    expect(digits(fit.rSquared, Number(one.rSquared))).toBeGreaterThanOrEqual(10);
  });

  test("Filip with one more power is refused, or says how badly it is conditioned", () => {
    const filip = reference.regression.find(({ name }) => name === "Filip")!;
    expect(leastSquares(design(filip)).condition).toBeGreaterThan(1e9);
    expect(() => leastSquares(design({ ...filip, power: 16 }))).toThrow(
      /^leastSquares requires predictors that can be told apart; 'x\d+' follows from .*'x\d+'.* \(condition \de\+1[3-9]\)/,
    );
  });
});
