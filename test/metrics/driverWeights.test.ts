import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import type { DriverMethod } from "../../src/metrics/driverWeights/driverMethod.js";
import { type DriverWeightsOptions, driverWeights } from "../../src/metrics/driverWeights/driverWeights.js";
import reference from "../fixtures/driverWeights/driverWeights.json";

type Reference = (typeof reference.cases)[number];

const columnsOf = (one: Reference) => ({
  ...(one.columns as unknown as Record<string, (number | string)[]>),
  w_: one.weights,
});

/** The question of a reference case. */
const asked = (one: Reference, more: Partial<DriverWeightsOptions> = {}): DriverWeightsOptions => ({
  outcome: one.outcome,
  drivers: one.drivers,
  resamples: 0,
  ...(one.always.length === 0 ? {} : { always: one.always }),
  ...(one.weighted ? { weight: "w_" } : {}),
  ...more,
});

const solve = (one: Reference, more: Partial<DriverWeightsOptions> = {}) =>
  driverWeights(new DataFrame(columnsOf(one)), asked(one, more));

/** Weights of a method by the name it has in the fixtures; β there has a sign, and is put on deviations beside the controls. */
const SAME: readonly DriverMethod[] = ["first", "last", "lmg", "johnson", "pratt", "car"];

describe("driverWeights(table, { outcome, drivers, method })", () => {
  test.each(reference.cases)("agrees with R's lm on every subset: $name", async (one) => {
    const { overall } = await solve(one);
    expect(overall.estimate).toBeCloseTo(one.rSquared, 10);
    expect(overall.controls).toBeCloseTo(one.controls, 10);
    expect(overall.adjusted).toBeCloseTo(one.adjusted, 10);
    for (const name of SAME) {
      const { weights } = overall.methods.find(({ method }) => method === name)!;
      weights!.forEach((weight, j) => {
        expect(weight, name).toBeCloseTo((one as unknown as Record<string, number[]>)[name]![j]!, 10);
      });
    }
    overall.drivers.forEach((driver, j) => {
      expect(driver.name).toBe(one.drivers[j]);
      expect(driver.estimate).toBeCloseTo(one.lmg[j]!, 10);
      expect(driver.slope! / one.slope[j]!).toBeCloseTo(1, 9);
      expect(driver.vif! / one.vif[j]!).toBeCloseTo(1, 9);
      expect(driver.correlation).toBeCloseTo(one.r[j]!, 10);
    });
  });
});
