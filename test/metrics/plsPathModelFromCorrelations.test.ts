import { describe, expect, test } from "vitest";
import { plsPathModelFromCorrelations } from "../../src/metrics/plsPathModel/plsPathModelFromCorrelations.js";
import bank from "../fixtures/pls/satisfaction.json";
import published from "../fixtures/pls/satisfaction-published.json";
import { expectAll, type Paths, rSquared } from "./plsModels.js";

describe("the published study of a bank's 250 customers, from its correlations", () => {
  const { blocks } = published;
  const study = { ...bank, blocks, paths: published.paths as unknown as Paths, items: "raw", tolerance: 1e-3 } as const;

  test.each(["centroid", "factorial", "path"] as const)("outer weights and loadings, %s scheme", (scheme) => {
    const { items } = plsPathModelFromCorrelations({ ...study, scheme }).overall;
    const expected = published.outer[scheme];
    expectAll(
      items.map(({ weight }) => weight.estimate),
      expected.weights,
      9,
    );
    expectAll(
      items.map(({ loading }) => loading.estimate),
      expected.loadings,
      9,
    );
  });

  test("paths, effects, R², AVE, redundancy, α and goodness of fit", () => {
    const { overall, n } = plsPathModelFromCorrelations({ ...study, scheme: "centroid" });
    expect(n).toBe(250);
    for (const { from, to, direct, indirect, total } of overall.effects) {
      const expected = published.effects.find((effect) => effect.from === from && effect.to === to)!;
      expect(direct ?? 0).toBeCloseTo(expected.direct, 9);
      expect(indirect.estimate).toBeCloseTo(expected.indirect, 9);
      expect(total.estimate).toBeCloseTo(expected.total, 9);
    }
    expect(overall.paths.find(({ from, to }) => from === "IMAG" && to === "SAT")!.estimate).toBeCloseTo(0.200724, 6);
    expectAll(rSquared(overall), published.rSquared, 9);
    expectAll(
      overall.blocks.map(({ ave }) => ave),
      published.ave,
      9,
    );
    expectAll(
      overall.blocks.map(({ redundancy }) => redundancy ?? 0),
      published.redundancy,
      9,
    );
    expectAll(
      overall.blocks.map(({ alpha }) => alpha),
      published.alpha,
      9,
    );
    expect(overall.goodnessOfFit).toBeCloseTo(published.goodnessOfFit, 12);
  });

  test("mode B: R² and communality", () => {
    const modes = Object.fromEntries(Object.keys(blocks).map((name) => [name, "B" as const]));
    const { overall } = plsPathModelFromCorrelations({ ...study, scheme: "centroid", modes });
    expectAll(rSquared(overall), published.modeB.rSquared, 7);
    expectAll(
      overall.blocks.map(({ communality }) => communality),
      published.modeB.communality,
      7,
    );
    expect(overall.blocks[0]).toMatchObject({ ave: null, alpha: null, rhoC: null, rhoA: null });
    expect(overall.htmt).toEqual([]);
  });
});
