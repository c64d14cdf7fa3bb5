import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { churnReasons, churnReasonsFromCounts } from "../../src/metrics/churnReasons/churnReasons.js";
import { random } from "../../src/statistics/random.js";

const SHARES = [0.4, 0.25, 0.15, 0.12, 0.08];
const NAMES = ["a", "b", "c", "d", "e"];

/** A leaver's reason, and what he was worth: log-normal, dearer for some reasons. */
function leavers(n: number, seed: number, sigma: number) {
  const stream = random(seed);
  const dearer = [0, 0.3, 0.6, 0.1, 1.2];
  return Array.from({ length: n }, () => {
    let [left, reason] = [stream.next(), 0];
    while (reason < 4 && left >= SHARES[reason]!) left -= SHARES[reason++]!;
    return { reason, worth: Math.exp(dearer[reason]! + sigma * stream.normal()) };
  });
}

const truth = (() => {
  const worth = [0, 0.3, 0.6, 0.1, 1.2].map((mean, r) => SHARES[r]! * Math.exp(mean));
  const total = worth.reduce((sum, value) => sum + value, 0);
  return worth.map((value) => value / total);
})();

const SAMPLES = 400;

/** How often all five intervals held. */
async function held(n: number, sigma: number, value: boolean): Promise<number> {
  const expected = value ? truth : SHARES;
  let all = 0;
  for (let seed = 1; seed <= SAMPLES; seed++) {
    const drawn = leavers(n, seed, sigma);
    const table = new DataFrame({ reason: drawn.map((l) => NAMES[l.reason]), worth: drawn.map((l) => l.worth) });
    const options = { reason: "reason", resamples: 100, ...(value && { value: "worth" }) };
    const { overall } = await churnReasons(table, options);
    const isOut = overall.reasons.some(({ reason, lower, upper }) => {
      const share = expected[NAMES.indexOf(reason)]!;
      return share < lower! || share > upper!;
    });
    if (!isOut) all++;
  }
  return all / SAMPLES;
}

describe("simultaneous intervals hold together about as often as they say", () => {
  // With the normal in place of Student's t: .79 at σ = 1.2.
  test.each([
    ["customers", 300, 1, false],
    ["values, not very uneven", 100, 0.7, true],
    ["values, a few customers holding most", 100, 1.2, true],
  ] as const)("shares of %s", { timeout: 60_000 }, async (_, n, sigma, value) => {
    const share = await held(n, sigma, value);
    expect(share).toBeGreaterThan(0.92);
  });
});

describe("resamples", () => {
  test("beyond 20,000 customers, where sums stand for single ones, the answer stays the same", async () => {
    // 80 % is at the edge of three reasons: a set that comes back about half of the time.
    const drawn = leavers(20_000, 5, 0.7);
    const table = (list: typeof drawn) =>
      new DataFrame({ reason: list.map((l) => NAMES[l.reason]), worth: list.map((l) => l.worth) });
    const edge = (await churnReasons(table(drawn), { reason: "reason", value: "worth", resamples: 100 })).overall;
    const threshold = edge.reasons[2]!.cumulative! - 1e-6;
    const options = { reason: "reason", value: "worth", threshold, resamples: 1000 } as const;
    const one = (await churnReasons(table(drawn), options)).overall;
    const nobody = { reason: 0, worth: 0 };
    const other = (await churnReasons(table([...drawn, nobody]), options)).overall;
    expect(one.vitalFew.length).toBe(3);
    expect(other.vitalFew).toEqual(one.vitalFew);
    expect(one.returnsWhole).toBeGreaterThan(0.3);
    expect(one.returnsWhole).toBeLessThan(0.7);
    expect(Math.abs(other.returnsWhole! - one.returnsWhole!)).toBeLessThan(0.07);
  });

  test("the same seed gives the same answer, another seed nearly the same", () => {
    const counts = { a: 94, b: 80, c: 66, d: 33, e: 27 };
    const [one, same, other] = [1, 1, 2].map((seed) => churnReasonsFromCounts(counts, { seed }));
    expect(same).toEqual(one);
    expect(other!.overall.returnsWhole).not.toBe(one!.overall.returnsWhole);
    expect(Math.abs(other!.overall.returnsWhole! - one!.overall.returnsWhole!)).toBeLessThan(0.05);
  });

  test("the sizes of the set add up to 1, and the set can only come back at its own size", () => {
    const { overall } = churnReasonsFromCounts({ a: 94, b: 80, c: 66, d: 33, e: 27 });
    expect(overall.sizes.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
    const three = overall.sizes.find(({ size }) => size === 3)!;
    expect(overall.returnsWhole).toBeLessThanOrEqual(three.probability);
  });
});
