import { cartAbandonment } from "../../src/metrics/caseShares/cartAbandonment.js";
import { winRate } from "../../src/metrics/caseShares/winRate.js";
import { csat } from "../../src/metrics/csat/csat.js";
import { importancePerformance } from "../../src/metrics/importancePerformance/importancePerformance.js";
import { kanoFromCounts } from "../../src/metrics/kano/kano.js";
import { nps, npsFromCounts } from "../../src/metrics/nps/nps.js";
import { penaltyReward } from "../../src/metrics/penaltyReward/penaltyReward.js";
import { comparePeriods } from "../../src/metrics/periods/comparePeriods.js";
import type { plsImportancePerformance } from "../../src/metrics/plsPathModel/plsImportancePerformance.js";
import { scorecard } from "../../src/metrics/scorecard/scorecard.js";
import type { Figure } from "../../src/plots/figure.js";
import { importancePerformancePlot } from "../../src/plots/importancePerformance.js";
import { kanoPlot } from "../../src/plots/kano.js";
import { kanoSharesPlot } from "../../src/plots/kanoShares.js";
import { pathDiagramPlot } from "../../src/plots/pathDiagram.js";
import { penaltyRewardPlot } from "../../src/plots/penaltyReward.js";
import { plsImportancePerformancePlot } from "../../src/plots/plsImportancePerformance.js";
import { plsLoadingsPlot } from "../../src/plots/plsLoadings.js";
import { satisfactionPlot } from "../../src/plots/satisfaction.js";
import { scorecardPlot } from "../../src/plots/scorecard.js";
import { sharesPlot } from "../../src/plots/shares.js";
import { trendPlot } from "../../src/plots/trend.js";
import { modelResult } from "./pathModels.js";
import { table, wording } from "./persianCustomers.js";

const attributes = [
  { name: "قیمت", column: "price" },
  { name: "تنوع", column: "range" },
];

const answered = kanoFromCounts({
  "هدیهٔ همراه": { attractive: 70, oneDimensional: 10, mustBe: 8, indifferent: 12 },
  تحویل: { attractive: 5, oneDimensional: 20, mustBe: 70, indifferent: 5, reverse: 2, questionable: 3 },
  رنگ: { attractive: 20, oneDimensional: 12, mustBe: 12, indifferent: 24 },
  عجیب: { attractive: 0, oneDimensional: 0, mustBe: 0, indifferent: 0, reverse: 9, questionable: 2 },
});

const model = () => {
  const result = modelResult(
    ["تصویر", "رضایت", "وفاداری"],
    [
      ["تصویر", "رضایت"],
      ["رضایت", "وفاداری"],
      ["تصویر", "وفاداری"],
    ],
  );
  const items = result.overall.items.map((item, i) => ({ ...item, item: `گویهٔ ${"ابپتثج"[i]}` }));
  return { ...result, label: "PLS path model (path scheme)", overall: { ...result.overall, items } };
};

const share = (label: string, estimate: number) => ({
  ...{ label, unit: "share" as const, estimate, lower: estimate - 0.05, upper: estimate + 0.05, n: 100 },
});

/** A figure of each kind, made small, by the name of what draws it. */
export const FIGURES_OF_SURVEYS: Readonly<Record<string, () => Figure | Promise<Figure>>> = {
  importancePerformancePlot: async () =>
    importancePerformancePlot(
      await importancePerformance(table("score", "price", "range"), {
        ...{ outcome: "score", attributes, scale: 7, resamples: 100 },
      }),
      wording,
    ),
  penaltyRewardPlot: async () =>
    penaltyRewardPlot(
      await penaltyReward(table("score", "price", "range"), {
        ...{ outcome: "score", attributes, low: 2, high: 5, resamples: 100 },
      }),
      wording,
    ),
  kanoPlot: () => kanoPlot(answered, wording),
  kanoSharesPlot: () => kanoSharesPlot(answered, wording),
  pathDiagramPlot: () => pathDiagramPlot(model(), { ...wording, items: "shown" }),
  plsLoadingsPlot: () => plsLoadingsPlot(model(), wording),
  plsImportancePerformancePlot: () =>
    plsImportancePerformancePlot(
      {
        ...{ metric: "plsImportancePerformance", label: "Importance and performance for وفاداری", target: "وفاداری" },
        ...{ level: 0.95, method: "bootstrap percentiles, 500 resamples", n: 250, rows: [], by: [] },
        excluded: { missing: 3, outOfRange: 0 },
        performance: model().overall.blocks[2]!.score!,
        overall: model()
          .overall.blocks.slice(0, 2)
          .map(({ name, score, rSquared }) => ({ block: name, importance: rSquared ?? score!, performance: score! })),
      } as unknown as ReturnType<typeof plsImportancePerformance>,
      wording,
    ),
  satisfactionPlot: async () =>
    satisfactionPlot(await csat(table("score", "segment"), { score: "score", rule: "top-2", by: "segment" }), wording),
  scorecardPlot: () =>
    scorecardPlot(
      scorecard([
        { result: share("حفظ‌شده", 0.9), target: { atLeast: 0.8 } },
        { result: share("رهاشده", 0.22), target: { atMost: 0.2 } },
        { result: npsFromCounts({ promoters: 70, passives: 20, detractors: 10 }), target: { usual: "nps" } },
      ]),
      wording,
    ),
  "scorecardPlot by segment": async () => {
    const result = await nps(table("score", "segment"), { score: "score", by: "segment" });
    return scorecardPlot(scorecard([{ result, target: { atLeast: 10 } }]), wording);
  },
  sharesPlot: async () =>
    sharesPlot(
      await cartAbandonment(table("ordered", "segment"), { kind: "cart", ordered: "ordered", by: "segment" }),
      wording,
    ),
  "sharesPlot of deals": async () => sharesPlot(await winRate(table("outcome"), { outcome: "outcome" }), wording),
  trendPlot: async () =>
    trendPlot(
      await comparePeriods(table("day", "outcome"), {
        ...{ metric: winRate, options: { outcome: "outcome" }, date: "day", each: "month", asOf: "2025-03-10" },
      }),
      wording,
    ),
};
