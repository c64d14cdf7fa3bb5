import type { TableLike } from "../../../src/index.js";
import * as vafa from "../../../src/index.js";
import { type Call, OF_ANSWERS } from "../../metrics/every-metric.js";

const of =
  <Options>(table: string, metric: (table: TableLike, options: Options) => Promise<unknown>, options: unknown): Call =>
  async (open) =>
    metric(await open(table), { ...(options as Options), weight: "weight" });

const { acsiScore, ces, csat, csi, csiAgainstCompetitor, csiSensitivity, driverWeights } = OF_ANSWERS;
const { importancePerformance, nps, penaltyReward, plsPathModel, secureCustomerIndex } = OF_ANSWERS;
const waves = { by: "wave", between: ["2025-Q4", "2025-Q2"] };
const asOf = "2026-06-30";
const compared = ["delivery", "quality", "support"].map((name) => ({
  ...{ name, own: `perception_${name}`, competitor: `competitor_${name}` },
}));
const value = { start: "sales_start", end: "sales_end" };

/**
 * The metrics that take weights, asked with them. Not asked: reasonsFixed, whose customers each stand in one row, and
 * plsGroupComparison, whose groups are shuffled row by row.
 */
export const WEIGHTED: Readonly<Record<string, Call>> = {
  ...({ acsiScore, ces, csat, csi, csiAgainstCompetitor, csiSensitivity, driverWeights } as Record<string, Call>),
  ...({ importancePerformance, nps, penaltyReward, plsPathModel, secureCustomerIndex } as Record<string, Call>),
  cartAbandonment: of("carts", vafa.cartAbandonment, { ordered: "ordered", checkout: "checkout", kind: "cart" }),
  cesDifference: of("survey", vafa.cesDifference, { score: "effort", version: 2, ...waves }),
  churn: of("customers", vafa.churn, { churned: "left", denominator: "start", by: "segment" }),
  churnBySegment: of("customers", vafa.churnBySegment, {
    ...{ churned: "left", segment: "channel", standardize: "segment" },
  }),
  churnReasons: of("churn", vafa.churnReasons, { reason: "reason", involuntary: ["Moved away"], seed: 7 }),
  comparePeriods: async (open) =>
    vafa.comparePeriods(await open("survey"), {
      ...{ metric: vafa.nps, options: { score: "recommend", weight: "weight" }, date: "answered_on", each: "quarter" },
      asOf,
    }),
  competitorGaps: of("survey", vafa.competitorGaps, {
    ...{ outcome: "recommend", attributes: compared, scale: 7, seed: 7, resamples: 200 },
  }),
  conversionIndex: of("carts", vafa.conversionIndex, {
    ...{ date: "date", each: "quarter", asOf, base: "2025-Q2", converted: "ordered" },
  }),
  csatDifference: of("survey", vafa.csatDifference, { score: "satisfaction", rule: "top-2", ...waves }),
  customerPerformanceIndex: of("survey", vafa.customerPerformanceIndex, {
    components: [
      { name: "Recommend", nps: "recommend", floor: 0, goal: 50 },
      { name: "Ease", mean: "effort", floor: 4, goal: 5.5 },
    ],
    by: "segment",
  }),
  directTraffic: of("sessions", vafa.directTraffic, { source: "source" }),
  kano: of("kano", vafa.kano, { feature: "feature", functional: "functional", dysfunctional: "dysfunctional" }),
  leadConversion: of("leads", vafa.leadConversion, {
    ...{ created: "created_on", converted: "opportunity_on", within: 35, asOf, by: "source" },
  }),
  npsDifference: of("survey", vafa.npsDifference, { score: "recommend", ...waves }),
  reasonsBySegment: of("churn", vafa.reasonsBySegment, {
    ...{ reason: "reason", involuntary: ["Moved away"], seed: 7, segment: "segment" },
  }),
  retention: of("retention", vafa.retention, {
    ...{ kind: "sales", retained: "retained", ...value, reading: "end", by: "segment" },
  }),
  revenueRetention: of("retention", vafa.revenueRetention, { retained: "retained", ...value, by: "segment" }),
  shareOfWallet: of("wallet", vafa.shareOfWallet, { own: "spent_here", category: "spent_all", by: "segment" }),
  tacticEffect: of("tactics", vafa.tacticEffect, {
    ...{ tactic: "tactic", control: "Control", retained: "retained", cost: "cost", value: "margin_after" },
  }),
  winRate: of("leads", vafa.winRate, { outcome: "outcome", opened: "opportunity_on", by: "source" }),
};
