import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ContractParameters,
  contractLikelihood,
  logRenewal,
  logSurvival,
  PARAMETERS,
} from "../../src/metrics/contractRetention/contractLikelihood.js";
import { remainingLifetimeFromParameters } from "../../src/metrics/contractRetention/remainingLifetime.js";
import { countedRenewals } from "../../src/metrics/contractRetention/renewalTally.js";
import reference from "../fixtures/contractRetention/likelihood.json";

const pointOf = (parameters: ContractParameters) =>
  Float64Array.from(PARAMETERS[parameters.model], (name) => Math.log(parameters[name]));
const renewalsOf = (members: readonly number[]) => countedRenewals(members, "sbgFromCounts").renewals;
const HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491];

/** Relative to the largest of what is compared. */
function expectClose(found: ArrayLike<number>, expected: readonly number[], digits: number): void {
  const size = Math.max(1e-300, ...expected.map(Math.abs));
  expected.forEach((value, j) => {
    expect(Math.abs(found[j]! - value) / size).toBeLessThan(10 ** -digits);
  });
}

describe("published values, Fader and Hardie (2007)", () => {
  test("appendix B, from α = β = 1 and α = β = .01: log-likelihoods −2115.5 and −2741.7; −1611.2 at α .668, β 3.806", () => {
    const at = (alpha: number, beta: number) =>
      contractLikelihood(renewalsOf(HIGH_END), "sbg", Float64Array.of(Math.log(alpha), Math.log(beta))).value;
    expect(at(1, 1)).toBeCloseTo(-2115.5, 1);
    expect(at(0.01, 0.01)).toBeCloseTo(-2741.7, 1);
    expect(at(0.668, 3.806)).toBeCloseTo(-1611.2, 1);
  });
});

describe("mpmath at 200 random points of both models", () => {
  const points = reference.points.map((point) => ({ ...point, parameters: point.parameters as ContractParameters }));

  test("the log-likelihood, its gradient and its Hessian", () => {
    expect(points).toHaveLength(200);
    for (const { parameters, members, logLikelihood, gradient, hessian } of points) {
      const found = contractLikelihood(renewalsOf(members), parameters.model, pointOf(parameters));
      expectClose([found.value], [logLikelihood], 12);
      expectClose(found.gradient, gradient, 10);
      expectClose(found.hessian, hessian, 10);
    }
  });

  test("shares still there, renewal rates, remaining lifetimes", () => {
    for (const { parameters, period, share, retention, renewals, discountRate, remaining } of points) {
      expectClose([Math.exp(logSurvival(parameters, period))], [share], 12);
      expectClose([Math.exp(logRenewal(parameters, period))], [retention], 12);
      expectClose([remainingLifetimeFromParameters(parameters, { renewals, discountRate })], [remaining], 12);
    }
  });
});

describe("by hand", () => {
  test("α = β = 1: half leave at the first renewal, a third at the second, a quarter at the third", () => {
    for (const model of ["sbg", "bdw"] as const) {
      const parameters = { model, alpha: 1, beta: 1, c: 1 };
      [1 / 2, 2 / 3, 3 / 4].forEach((rate, i) => {
        expect(Math.exp(logRenewal(parameters, i + 1))).toBeCloseTo(rate, 14);
        expect(Math.exp(logSurvival(parameters, i + 1))).toBeCloseTo(1 / (i + 2), 14);
      });
    }
  });

  test("4 members, 2 leave at the first of two renewals and none at the second: (1/2)²(1/3)²", () => {
    const { value } = contractLikelihood(renewalsOf([4, 2, 2]), "sbg", new Float64Array(2));
    expect(Math.exp(value)).toBeCloseTo(1 / 36, 14);
  });
});

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const parameters = fc.record({ alpha: number(0.05, 20), beta: number(0.05, 50), c: number(0.3, 3) });

describe("laws", () => {
  test("bdw with c = 1 is sbg", () =>
    fc.assert(
      fc.property(parameters, fc.integer({ min: 1, max: 200 }), ({ alpha, beta }, period) => {
        const [sbg, bdw] = (["sbg", "bdw"] as const).map((model) => ({ model, alpha, beta, c: 1 }));
        expect(logRenewal(bdw!, period) / logRenewal(sbg!, period)).toBeCloseTo(1, 10);
      }),
    ));

  test("the share still there is the product of the renewal rates, and falls", () =>
    fc.assert(
      fc.property(parameters, fc.integer({ min: 1, max: 40 }), (given, periods) => {
        const bdw = { model: "bdw" as const, ...given };
        let sum = 0;
        for (let t = 1; t <= periods; t++) {
          expect(logRenewal(bdw, t)).toBeLessThan(0);
          sum += logRenewal(bdw, t);
        }
        expect(logSurvival(bdw, periods) / sum).toBeCloseTo(1, 9);
      }),
    ));

  test("sbg: retention rises with each renewal, and so does the remaining lifetime", () =>
    fc.assert(
      fc.property(parameters, fc.integer({ min: 0, max: 40 }), number(0.01, 0.5), (given, renewals, discountRate) => {
        const sbg = { model: "sbg" as const, ...given, c: 1 };
        expect(logRenewal(sbg, renewals + 2)).toBeGreaterThan(logRenewal(sbg, renewals + 1));
        const left = remainingLifetimeFromParameters(sbg, { renewals, discountRate });
        expect(left).toBeGreaterThan(0);
        expect(left).toBeLessThan((1 + discountRate) / discountRate);
        const later = remainingLifetimeFromParameters(sbg, { renewals: renewals + 1, discountRate });
        expect(later).toBeGreaterThan(left);
      }),
    ));

  test("a member who renews now is worth his payment and what then remains, a period later", () =>
    fc.assert(
      fc.property(parameters, fc.integer({ min: 0, max: 20 }), number(0.02, 0.5), (given, renewals, discountRate) => {
        const bdw = { model: "bdw" as const, ...given };
        const [now, next] = [renewals, renewals + 1].map((made) =>
          remainingLifetimeFromParameters(bdw, { renewals: made, discountRate }),
        );
        const rate = Math.exp(logRenewal(bdw, renewals + 1));
        expect((rate * (1 + next! / (1 + discountRate))) / now!).toBeCloseTo(1, 10);
      }),
    ));
});

test("wrong calls", () => {
  const sbg = { model: "sbg", alpha: 1, beta: 1, c: 1 } as const;
  const call = (more: object, options: object) => () =>
    remainingLifetimeFromParameters({ ...sbg, ...more }, { renewals: 0, discountRate: 0.1, ...options });
  const name = "remainingLifetimeFromParameters requires";
  expect(call({}, { renewals: 1.5 })).toThrow(`${name} a whole number of renewals from 0; got 1.5`);
  expect(call({}, { renewals: -1 })).toThrow("got -1");
  expect(call({}, { discountRate: 0 })).toThrow(
    `${name} a discountRate a period of at least 0.00001 (without discounting the sum may have no end); got 0`,
  );
  expect(call({ alpha: 0 }, {})).toThrow(`${name} alpha, beta and c above 0; got 0, 1, 1`);
  expect(call({ c: 2 }, {})).toThrow(`${name} c 1 in 'sbg'; got 2`);
});
