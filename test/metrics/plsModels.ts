import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { expect } from "vitest";
import type { PlsModelRow, PlsPathModelOptions } from "../../src/metrics/plsPathModel/plsPathModel.js";
import { random } from "../../src/statistics/random.js";

export type Answers = Readonly<Record<string, readonly number[]>>;

export const frameOf = (columns: Readonly<Record<string, readonly unknown[]>>) =>
  new DataFrame(Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values]])));

export const ITEMS = {
  Image: ["i1", "i2", "i3"],
  Value: ["v1", "v2"],
  Satisfaction: ["s1", "s2", "s3"],
  Loyalty: ["l1"],
};

export const MODEL: PlsPathModelOptions = {
  blocks: ITEMS,
  paths: [
    ["Image", "Value"],
    ["Image", "Satisfaction"],
    ["Value", "Satisfaction"],
    ["Satisfaction", "Loyalty"],
  ],
  resamples: 0,
};

/** Respondents of the model, each block with something of its own; answers are not rounded. */
export function simulated(n: number, seed: number): Record<string, number[]> {
  const draw = random(seed);
  const columns: Record<string, number[]> = Object.fromEntries(
    Object.values(ITEMS).flatMap((items) => items.map((item) => [item, []])),
  );
  for (let row = 0; row < n; row++) {
    const image = draw.normal();
    const value = 0.6 * image + 0.8 * draw.normal();
    const satisfaction = 0.3 * image + 0.5 * value + 0.6 * draw.normal();
    const loyalty = 0.7 * satisfaction + 0.7 * draw.normal();
    for (const [items, latent] of [
      [ITEMS.Image, image],
      [ITEMS.Value, value],
      [ITEMS.Satisfaction, satisfaction],
      [ITEMS.Loyalty, loyalty],
    ] as const) {
      for (const item of items) columns[item]!.push(6 + latent + 0.6 * draw.normal());
    }
  }
  return columns;
}

export const samples = fc
  .tuple(fc.integer({ min: 30, max: 80 }), fc.integer({ min: 0, max: 1_000_000 }))
  .map(([n, seed]) => simulated(n, seed));

/** What of a row does not hang on the units of the items. */
export function standardized({
  items,
  paths,
  effects,
  blocks,
  htmt,
  goodnessOfFit,
}: PlsModelRow): Record<string, number | null> {
  return {
    ...Object.fromEntries(items.map(({ item, loading }) => [`loading ${item}`, loading.estimate])),
    ...Object.fromEntries(items.map(({ item, weight }) => [`weight ${item}`, weight.estimate])),
    ...Object.fromEntries(items.map(({ item, vif }) => [`vif ${item}`, vif])),
    ...Object.fromEntries(paths.map(({ from, to, estimate }) => [`path ${from} ${to}`, estimate])),
    ...Object.fromEntries(paths.map(({ from, to, effectSize }) => [`effect size ${from} ${to}`, effectSize])),
    ...Object.fromEntries(effects.map(({ from, to, total }) => [`total ${from} ${to}`, total.estimate])),
    ...Object.fromEntries(blocks.map(({ name, rSquared }) => [`R² ${name}`, rSquared?.estimate ?? null])),
    ...Object.fromEntries(blocks.map(({ name, alpha }) => [`alpha ${name}`, alpha])),
    ...Object.fromEntries(blocks.map(({ name, rhoC }) => [`rhoC ${name}`, rhoC])),
    ...Object.fromEntries(blocks.map(({ name, rhoA }) => [`rhoA ${name}`, rhoA])),
    ...Object.fromEntries(htmt.map(({ first, second, estimate }) => [`htmt ${[first, second].sort()}`, estimate])),
    fit: goodnessOfFit,
  };
}

export type Paths = PlsPathModelOptions["paths"];

export function expectAll(
  found: readonly (number | null)[],
  expected: readonly (number | null)[],
  digits: number,
): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => {
    if (expected[i] === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(expected[i]!, digits);
  });
}

export const rSquared = ({ blocks }: PlsModelRow) => blocks.map((block) => block.rSquared?.estimate ?? 0);
