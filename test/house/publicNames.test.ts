import { expect, test } from "vitest";
import * as vafa from "../../src/index.js";

/** A new public name is a promise: it shows here, and in the README. */
const NAMES = {
  satisfaction: [
    "acsiScore",
    "ces",
    "cesFromCounts",
    "csat",
    "csatDifference",
    "csatFromCounts",
    "csi",
    "csiAgainstCompetitor",
    "nps",
    "npsDifference",
    "npsDifferenceFromCounts",
    "npsFromCounts",
    "npsMargin",
    "npsSampleSize",
    "secureCustomerIndex",
  ],
  retention: [
    "churn",
    "churnFromCounts",
    "cohortRetention",
    "compoundRate",
    "kaplanMeier",
    "kaplanMeierFromCounts",
    "logRankTest",
    "retention",
    "retentionFromCounts",
    "retentionFromSums",
    "revenueRetention",
  ],
  experience: [
    "campaignRoi",
    "cartAbandonment",
    "directTraffic",
    "leadConversion",
    "pagesPerVisit",
    "resolutionTime",
    "winRate",
  ],
  rootCauses: ["churnReasons", "churnReasonsFromCounts"],
  tables: ["asTable", "demoSchemas", "describe", "duckdb", "load", "reading"],
  plots: [
    "churnReasonsComparedPlot",
    "churnReasonsPlot",
    "cohortPlot",
    "csiAgainstCompetitorPlot",
    "csiPlot",
    "csiSegmentsPlot",
    "differencesPlot",
    "npsPlot",
    "retentionPlot",
    "sharesPlot",
    "satisfactionPlot",
    "survivalPlot",
    "trendPlot",
  ],
  reading: [
    "amount",
    "claim",
    "count",
    "interval",
    "number",
    "percent",
    "points",
    "reproducibility",
    "say",
    "show",
    "table",
  ],
};

test("the public names are these, and no others", () => {
  expect(Object.keys(vafa).sort()).toEqual(Object.values(NAMES).flat().sort());
});
