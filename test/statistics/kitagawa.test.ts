import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kitagawa, type SegmentSide } from "../../src/statistics/kitagawa.js";
import { wilsonInterval } from "../../src/statistics/proportion.js";
import { random } from "../../src/statistics/random.js";
import reference from "../fixtures/kitagawa/kitagawa.json";

type Counts = readonly (readonly number[])[];
type Pair = readonly [SegmentSide, SegmentSide];

function side(counts: Counts, i: number, variance: (x: number, n: number) => number): SegmentSide {
  const total = counts.reduce((sum, [, n]) => sum + n!, 0);
  const [x, n] = counts[i]! as [number, number];
  return { share: n / total, rate: n === 0 ? null : x / n, variance: n === 0 ? 0 : variance(x, n) };
}

function split([first, second]: readonly Counts[], variance: (x: number, n: number) => number) {
  const size = (counts: Counts) => counts.reduce((sum, [, n]) => sum + n!, 0);
  const pairs = first!.map((_, i): Pair => [side(first!, i, variance), side(second!, i, variance)]);
  return kitagawa(pairs, [size(first!), size(second!)]);
}

const binomial = (x: number, n: number) => ((x / n) * (1 - x / n)) / n;

describe("agrees with Kitagawa's formulas and numerical derivatives in numpy", () => {
  test.each(reference.cases)("$name", ({ sides, ...expected }) => {
    const { overall } = split(sides, binomial);
    for (const part of ["within", "mix", "total"] as const) {
      expect(overall[part].estimate).toBeCloseTo(expected[part][0]!, 12);
      expect(overall[part].standardError).toBeCloseTo(expected[part][1]!, 7);
    }
  });
});

describe("by hand", () => {
  test("2 of 10 and 12 of 20, then 9 of 30 and 6 of 10: .4667 to .375, within .0541 up, mix .1458 down", () => {
    const { overall, segments } = split(
      [
        [
          [2, 10],
          [12, 20],
        ],
        [
          [9, 30],
          [6, 10],
        ],
      ],
      binomial,
    );
    expect(overall.total.estimate).toBeCloseTo(0.375 - 14 / 30, 12);
    expect(overall.within.estimate).toBeCloseTo(((1 / 3 + 3 / 4) / 2) * 0.1, 12);
    expect(overall.mix.estimate).toBeCloseTo(0.25 * (3 / 4 - 1 / 3) - 0.6 * (2 / 3 - 1 / 4), 12);
    expect(segments[1]!.within.estimate).toBe(0);
  });
});

const counts = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([n, share]) => [Math.round(n * share), n] as const);
const segments = fc
  .array(fc.tuple(counts, counts, fc.constantFrom("both", "both", "first", "second")), { minLength: 2, maxLength: 6 })
  .filter((some) =>
    ["first", "second"].every((only) => some.some(([, , where]) => where === "both" || where === only)),
  );
const sidesOf = (some: readonly (readonly [readonly [number, number], readonly [number, number], string])[]) =>
  [
    some.map(([first, , where]) => (where === "second" ? [0, 0] : first)),
    some.map(([, second, where]) => (where === "first" ? [0, 0] : second)),
  ] as const;

describe("laws", () => {
  test("within and mix are the change, of all and of each segment; segments add up", () => {
    fc.assert(
      fc.property(segments, (some) => {
        const sides = sidesOf(some);
        const rate = (side: Counts) =>
          side.reduce((sum, [x]) => sum + x!, 0) / side.reduce((sum, [, n]) => sum + n!, 0);
        const { overall, segments: each } = split(sides, binomial);
        expect(overall.total.estimate).toBeCloseTo(rate(sides[1]) - rate(sides[0]), 12);
        for (const part of [overall, ...each])
          expect(part.within.estimate + part.mix.estimate).toBeCloseTo(part.total.estimate, 12);
        for (const part of ["within", "mix", "total"] as const)
          expect(each.reduce((sum, one) => sum + one[part].estimate, 0)).toBeCloseTo(overall[part].estimate, 11);
      }),
    );
  });

  test("turned round, every part changes its sign", () => {
    fc.assert(
      fc.property(segments, (some) => {
        const [first, second] = sidesOf(some);
        const [there, back] = [split([first, second], binomial).overall, split([second, first], binomial).overall];
        for (const part of ["within", "mix", "total"] as const) {
          expect(back[part].estimate).toBeCloseTo(-there[part].estimate, 12);
          expect(back[part].standardError).toBeCloseTo(there[part].standardError, 12);
        }
      }),
    );
  });

  test("the same rates everywhere are no mix; the same shares are none either", () => {
    const same = split([[[5, 10], [10, 20]], [[15, 30], [1, 2]]], binomial).overall; // biome-ignore format: one line
    expect(same.mix.estimate).toBeCloseTo(0, 12);
    expect(same.within.estimate).toBeCloseTo(0, 12);
  });
});

test("95 % intervals from Wilson's widths cover within, mix and total 93.5 to 96.5 % of the time (3,000 simulations)", () => {
  const chance = random(1955);
  const [shares, rates] = [
    [
      [0.5, 0.3, 0.2],
      [0.3, 0.3, 0.4],
    ],
    [
      [0.6, 0.3, 0.1],
      [0.5, 0.35, 0.2],
    ],
  ] as const;
  const truth = kitagawa(
    [0, 1, 2].map((i): Pair => {
      const exact = (side: 0 | 1) => ({ share: shares[side][i]!, rate: rates[side][i]!, variance: 0 });
      return [exact(0), exact(1)];
    }),
    [1, 1],
  ).overall;
  const sample = (side: 0 | 1) => {
    const found = [0, 1, 2].map(() => [0, 0] as [number, number]);
    for (let k = 0; k < 300; k++) {
      const u = chance.next();
      const i = u < shares[side][0]! ? 0 : u < shares[side][0]! + shares[side][1]! ? 1 : 2;
      found[i]![1]++;
      if (chance.next() < rates[side][i]!) found[i]![0]++;
    }
    return found;
  };
  const wilson = (x: number, n: number) => {
    const { lower, upper } = wilsonInterval(x, n);
    return ((upper - lower) / (2 * 1.959964)) ** 2;
  };
  const covered = { within: 0, mix: 0, total: 0 };
  for (let run = 0; run < 3000; run++) {
    const { overall } = split([sample(0), sample(1)], wilson);
    for (const part of ["within", "mix", "total"] as const) {
      const { estimate, standardError } = overall[part];
      if (Math.abs(estimate - truth[part].estimate) <= 1.959964 * standardError) covered[part]++;
    }
  }
  for (const times of Object.values(covered)) {
    expect(times / 3000).toBeGreaterThan(0.935);
    expect(times / 3000).toBeLessThan(0.965);
  }
});
