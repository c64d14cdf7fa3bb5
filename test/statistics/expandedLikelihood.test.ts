import { describe, expect, test } from "vitest";
import { type AlikeRows, alikeGroups } from "../../src/statistics/alikeRows.js";
import { percentileInterval } from "../../src/statistics/bootstrapInterval.js";
import { expandedLikelihood } from "../../src/statistics/expandedLikelihood.js";
import { random } from "../../src/statistics/random.js";
import { shapleyParts } from "../../src/statistics/shapley.js";
import { subsetFits } from "../../src/statistics/subsetLogLikelihood.js";

/** Ratings 1–7 that go together, in columns of about 0 ± 1, and an outcome. */
function world(rows: number, width: number) {
  const stream = random(8);
  const columns = Array.from({ length: width }, () => new Float64Array(rows));
  const outcomes = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const halo = stream.normal();
    let logit = 0.3;
    columns.forEach((column, k) => {
      column[i] = Math.min(3, Math.max(-3, Math.round(halo + stream.normal()))) / 1.4;
      logit += (column[i]! * 1.2) / (k + 1);
    });
    outcomes[i] = stream.next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
  }
  const { of, first } = alikeGroups(columns);
  const values = Float64Array.from({ length: first.length * width }, (_, at) => {
    return columns[at % width]![first[Math.floor(at / width)]!]!;
  });
  const alike: AlikeRows = { groups: first.length, values, width };
  return { alike, of, outcomes };
}

describe("expandedLikelihood(rows, places, coefficients)", () => {
  test("intervals of LMG from one step agree with those of full searches to 1 % of their width, from 200 rows a column on", () => {
    const [rows, width, units] = [800, 4, 800];
    const { alike, of, outcomes } = world(rows, width);
    const unitOf = Int32Array.from({ length: rows }, (_, i) => i % units);
    const weights = new Float64Array(rows).fill(1);
    const given = { values: alike.values, at: (i: number) => of[i]! * width, weights, outcomes, unitOf, units };
    const variables = Array.from({ length: width }, (_, k) => k);
    const fits = subsetFits(alike, [], variables);
    const occurrences = (times: (i: number) => number) => {
      const found = { trials: new Float64Array(alike.groups), successes: new Float64Array(alike.groups) };
      of.forEach((group, i) => {
        found.trials[group]! += times(i);
        found.successes[group]! += times(i) * outcomes[i]!;
      });
      return found;
    };
    const sample = occurrences(() => 1);
    const steps = Array.from({ length: 2 ** width }, (_, subset) => {
      const { coefficients } = fits.sample(sample, subset);
      return expandedLikelihood(
        given,
        variables.filter((k) => (subset & (1 << k)) !== 0),
        coefficients,
      );
    });
    const share = shapleyParts(width);
    const stream = random(3);
    const draws = 200;
    const [full, stepped] = [0, 1].map(() => variables.map(() => new Float64Array(draws)));
    for (let b = 0; b < draws; b++) {
      const counts = new Int32Array(units);
      for (let i = 0; i < units; i++) counts[stream.integer(units)]!++;
      const drawn = occurrences((i) => counts[unitOf[i]!]!);
      const tables = [
        steps.map((_, subset) => fits.resample(drawn, subset).logLikelihood!),
        steps.map((step) => step(counts)!.logLikelihood),
      ];
      tables.forEach((table, way) => {
        const parts = new Float64Array(width);
        share(
          Float64Array.from(table, (value) => 1 - value / table[0]!),
          parts,
        );
        parts.forEach((part, k) => {
          [full, stepped][way]![k]![b] = part;
        });
      });
    }
    full!.forEach((values, k) => {
      const [a, b] = [percentileInterval(values, 0.95), percentileInterval(stepped![k]!, 0.95)];
      const whole = a.upper - a.lower;
      expect(Math.abs(b.lower - a.lower) / whole).toBeLessThan(0.01);
      expect(Math.abs(b.upper - a.upper) / whole).toBeLessThan(0.01);
    });
  });
});
