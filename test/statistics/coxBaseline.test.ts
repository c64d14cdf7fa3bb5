import { describe, expect, test } from "vitest";
import { coxBaseline } from "../../src/statistics/coxBaseline.js";
import { coxIdentified } from "../../src/statistics/coxIdentified.js";
import type { CoxTies } from "../../src/statistics/coxRiskSets.js";
import type { CoxData } from "../../src/statistics/coxRows.js";
import reference from "../fixtures/evaluateSignals/cox.json";

const data = (covariates: Record<string, number[]>, event = [1, 1, 0], start: number[] | null = null): CoxData => ({
  start: start && Float64Array.from(start),
  stop: Float64Array.from(event, (_, i) => i + 1),
  event: Uint8Array.from(event),
  covariates: Object.fromEntries(Object.entries(covariates).map(([name, x]) => [name, Float64Array.from(x)])),
});

describe("coxBaseline", () => {
  test.each(reference.baselines.map((expected, i) => ({ i, expected })))(
    "as R's basehaz has it, case $i with ties by $expected.ties",
    ({ expected }) => {
      const { start, stop, event, a, b, coefficients, time, hazard, ties } = expected;
      const rows = { start: Float64Array.from(start), stop: Float64Array.from(stop), event: Uint8Array.from(event) };
      const covariates = { a: Float64Array.from(a), b: Float64Array.from(b) };
      const steps = coxBaseline({ ...rows, covariates }, coefficients, ties as CoxTies);
      expect(steps.map((step) => step.time)).toEqual(time);
      steps.forEach((step, s) => {
        expect(step.hazard / hazard[s]!).toBeCloseTo(1, 10);
      });
    },
  );

  test("without effects it is Nelson and Aalen's: 1/3, then 1/3 + 1/2", () => {
    const steps = coxBaseline(data({ x: [1, 0, 1] }), { x: 0 }, "breslow");
    expect(steps.map(({ hazard }) => hazard)).toEqual([1 / 3, 1 / 3 + 1 / 2]);
  });

  test("a covariate that is moved moves only its zero", () => {
    const at = (x: number[]) => coxBaseline(data({ x }), { x: 0.7 }).at(-1)!.hazard;
    expect(at([11, 10, 11])).toBeCloseTo(at([1, 0, 1]) * Math.exp(-7), 12);
  });

  test("a coefficient that is not there, and strata", () => {
    const message = "coxBaseline requires a coefficient of each covariate; got undefined for 'x'";
    expect(() => coxBaseline(data({ x: [1, 0, 1] }), {})).toThrow(message);
    const strata = { ...data({ x: [1, 0, 1] }), strata: Int32Array.of(0, 0, 1) };
    expect(() => coxBaseline(strata, { x: 0 })).toThrow("coxBaseline requires rows without strata");
  });
});

describe("coxIdentified", () => {
  const event = [1, 0, 1, 1, 0, 1];
  const a = [1, 0, 1, 0, 0, 1];
  const b = [0, 1, 1, 0, 1, 0];

  test("covariates that can be told apart are all kept", () => {
    expect(coxIdentified(data({ a, b }, event))).toEqual({ kept: ["a", "b"], left: {} });
  });

  test("the last of those that follow from each other is left out, and what never varies", () => {
    const sum = a.map((x, i) => x + 2 * b[i]!);
    const found = coxIdentified(data({ still: a.map(() => 3), a, copy: a, b, sum }, event));
    expect(found.kept).toEqual(["a", "b"]);
    expect(found.left).toEqual({
      still: "it never varies",
      copy: "it follows from 'a'",
      sum: "it follows from 'a', 'b'",
    });
  });

  test("a covariate that varies only among those who are not at risk at any event", () => {
    const rows = { a: [0, 1, 1, 1], b: [1, 0, 1, 0] };
    const found = coxIdentified(data(rows, [0, 1, 0, 1]));
    expect(found).toEqual({ kept: ["b"], left: { a: "it is the same for all at risk at every event" } });
  });

  test("none at all", () => {
    expect(coxIdentified(data({ a: [1, 1, 1] })).kept).toEqual([]);
  });
});
