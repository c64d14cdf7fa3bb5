import { describe, expect, it } from "vitest";
import { figure, sized } from "../sized.js";
import { boundsIn, problemOf, release, together } from "./attack.js";
import { grown, hiddenCounts, randomTable } from "./randomTables.js";
import { program } from "./simplex.js";

const FEWEST = 10;

describe("a linear program over everything that is shared", () => {
  it("is solved as it is by hand", () => {
    const most = (coefficients: number[], value: number) => ({ coefficients, most: value });
    const plan = [most([1, 2], 14), most([-3, 1], 0), most([1, -1], 2)];
    expect(program(2, plan)!([3, 4])).toBeCloseTo(34, 9);
    expect(program(2, [...plan, most([-1, 0], -1)])!([-1, 0])).toBeCloseTo(-1, 9);
    expect(program(2, [most([1, 0], 1), most([-1, 0], -2)])).toBeNull();
  });

  it("pins a hidden count that is the only one: the attack finds what it should", () => {
    const exact = (of: number[], n: number) => ({ of, window: { low: n, high: n } });
    const find = boundsIn({ variables: 2, known: [exact([0, 1], 30), exact([1], 26)] });
    expect(find([0])).toEqual({ lower: 4, upper: 4 });
  });

  it("pins no count of a hidden group, from its breakdown and the totals elsewhere", async (context) => {
    const tables = sized(60, 1000);
    let [pinned, cells, narrowest, sizes] = [0, 0, Infinity, Infinity];
    for (let seed = 1; seed <= tables; seed++) {
      const counts = randomTable(seed);
      const seen = await release(counts, FEWEST).catch(() => null);
      if (seen === null) continue;
      const find = boundsIn(await problemOf(counts, seen, FEWEST));
      for (const of of hiddenCounts(counts, seen.by.hidden)) {
        const { lower, upper } = find(of);
        cells++;
        if (lower === upper) pinned++;
        narrowest = Math.min(narrowest, upper - lower);
        if (of.length > 1) sizes = Math.min(sizes, upper - lower);
      }
    }
    figure(context, {
      what: "Counts of hidden groups that a linear program pins, from breakdown, totals and percentages",
      cases: cells,
      found: `${pinned} (nearest bounds ${narrowest} apart, of a group's size ${sizes})`,
      bar: "0",
      held: pinned === 0,
    });
    expect(cells).toBeGreaterThan(tables);
    expect({ pinned, near: narrowest < 2, nearSize: sizes < FEWEST / 2 }).toEqual({
      pinned: 0,
      near: false,
      nearSize: false,
    });
  }, 600_000);

  it("pins none from two releases, the later with up to nine answers more", async (context) => {
    const tables = sized(60, 1000);
    let [pinned, cells, narrowest] = [0, 0, Infinity];
    for (let seed = 1; seed <= tables; seed++) {
      const first = randomTable(seed);
      const later = grown(first, 1 + (seed % (FEWEST - 1)), seed + 5000);
      const [a, b] = [await release(first, FEWEST).catch(() => null), await release(later, FEWEST).catch(() => null)];
      if (a === null || b === null) continue;
      const earlier = await problemOf(first, a, FEWEST);
      const find = boundsIn(together(earlier, await problemOf(later, b, FEWEST)));
      const { variables } = earlier;
      const before = hiddenCounts(first, a.by.hidden);
      const after = hiddenCounts(later, b.by.hidden).map((of) => [...of, ...of.map((at) => at + variables)]);
      for (const of of [...before, ...after]) {
        const { lower, upper } = find(of);
        cells++;
        if (lower === upper) pinned++;
        narrowest = Math.min(narrowest, upper - lower);
      }
    }
    figure(context, {
      what: "Counts of hidden groups that a linear program pins from two releases",
      cases: cells,
      found: `${pinned} (nearest bounds ${narrowest} apart)`,
      bar: "0",
      held: pinned === 0,
    });
    expect(cells).toBeGreaterThan(tables);
    expect(pinned).toBe(0);
  }, 1_800_000);
});
