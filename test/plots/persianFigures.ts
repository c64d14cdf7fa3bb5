import { besideSource } from "../../src/metrics/besideSource/besideSource.js";
import { aliveHistory } from "../../src/metrics/buyingChecks/aliveHistory.js";
import { aliveMatrix } from "../../src/metrics/buyingChecks/aliveMatrix.js";
import { churnBySegment } from "../../src/metrics/churnBySegment/churnBySegment.js";
import { churnReasons, churnReasonsFromCounts } from "../../src/metrics/churnReasons/churnReasons.js";
import { cohortRetention } from "../../src/metrics/cohortRetention/cohortRetention.js";
import { compareIndices } from "../../src/metrics/compareIndices/compareIndices.js";
import { competitorGaps } from "../../src/metrics/competitorGaps/competitorGaps.js";
import { bdwFromCounts, sbgFromCounts } from "../../src/metrics/contractRetention/sbg.js";
import { csat } from "../../src/metrics/csat/csat.js";
import { csi } from "../../src/metrics/csi/csi.js";
import { csiAgainstCompetitor } from "../../src/metrics/csi/csiAgainstCompetitor.js";
import { csiSensitivity } from "../../src/metrics/csiSensitivity/csiSensitivity.js";
import { customerPerformanceIndex } from "../../src/metrics/customerPerformanceIndex/customerPerformanceIndex.js";
import { driverWeights } from "../../src/metrics/driverWeights/driverWeights.js";
import { nps } from "../../src/metrics/nps/nps.js";
import { npsDifference } from "../../src/metrics/nps/npsDifference.js";
import { decomposeChange } from "../../src/metrics/periods/decomposeChange.js";
import { aliveHistoryPlot } from "../../src/plots/aliveHistory.js";
import { aliveMatrixPlot } from "../../src/plots/aliveMatrix.js";
import { sourcePlot } from "../../src/plots/besideSource.js";
import { funnelPlot } from "../../src/plots/churnBySegment.js";
import { churnReasonsPlot } from "../../src/plots/churnReasons.js";
import { churnReasonsComparedPlot } from "../../src/plots/churnReasonsCompared.js";
import { cohortPlot } from "../../src/plots/cohortRetention.js";
import { indicesPlot } from "../../src/plots/compareIndices.js";
import { competitorGapsPlot } from "../../src/plots/competitorGaps.js";
import { contractRetentionPlot } from "../../src/plots/contractRetention.js";
import { csiPlot } from "../../src/plots/csi.js";
import { csiAgainstCompetitorPlot } from "../../src/plots/csiAgainstCompetitor.js";
import { csiSegmentsPlot } from "../../src/plots/csiSegments.js";
import { csiSensitivityPlot } from "../../src/plots/csiSensitivity.js";
import { customerPerformancePlot } from "../../src/plots/customerPerformance.js";
import { changePlot } from "../../src/plots/decomposeChange.js";
import { differencesPlot } from "../../src/plots/differences.js";
import { driverMethodsPlot } from "../../src/plots/driverMethods.js";
import { driverRanksPlot } from "../../src/plots/driverRanks.js";
import { driverWeightsPlot } from "../../src/plots/driverWeights.js";
import { signalsPlot } from "../../src/plots/evaluateSignals.js";
import { signalApproachPlot } from "../../src/plots/evaluateSignalsApproach.js";
import { signalBudgetPlot } from "../../src/plots/evaluateSignalsBudget.js";
import { signalCalibrationPlot } from "../../src/plots/evaluateSignalsCalibration.js";
import { contactPlot } from "../../src/plots/evaluateSignalsContact.js";
import { signalGainPlot } from "../../src/plots/evaluateSignalsGain.js";
import { signalLeadPlot } from "../../src/plots/evaluateSignalsLead.js";
import type { Figure } from "../../src/plots/figure.js";
import { npsPlot } from "../../src/plots/nps.js";
import type { Wording } from "../../src/plots/theme.js";
import { random } from "../../src/statistics/random.js";
import reference from "../fixtures/btyd/buyingChecks.json";
import { fitOf } from "../metrics/cdnowHistories.js";
import { frame } from "../metrics/satisfactionTables.js";
import { evaluation } from "./signalEvaluation.js";

// Everything that comes from the data is Persian here: whatever is Latin in a figure of these was not translated.

const wording: Wording = { population: "مشتریان", source: "نظرسنجی" };

/** Random ratings from 1 to 7 of two attributes, own, expected and of a competitor, and a recommendation made of them. */
function answers() {
  const stream = random(3);
  const rating = (middle: number) => Math.min(7, Math.max(1, Math.round(middle + 1.2 * stream.normal())));
  const rows = Array.from({ length: 120 }, (_, i) => {
    const [price, range] = [rating(4), rating(5)];
    const recommend = Math.min(10, Math.max(0, Math.round(price + 0.4 * range + stream.normal())));
    return {
      price,
      range,
      recommend,
      priceOther: rating(5),
      rangeOther: rating(4),
      segment: i % 2 ? "تهران" : "شیراز",
    };
  });
  const columns = ["price", "range", "recommend", "priceOther", "rangeOther", "segment"] as const;
  return frame({
    ...Object.fromEntries(columns.map((name) => [name, rows.map((row) => row[name])])),
    پیامد: rows.map(({ recommend }) => recommend),
    موج: rows.map((_, i) => (i < 60 ? "2026-Q1" : "2026-Q2")),
    رفت: rows.map(({ recommend }, i) => (i === 3 ? null : recommend < 6)),
  });
}

const NAMES = { price: "قیمت", range: "تنوع" } as const;
const attributes = (["price", "range"] as const).map((one) => ({
  name: NAMES[one],
  perception: one,
  expectation: `${one}Other`,
  own: one,
  competitor: `${one}Other`,
  weight: 0.5,
}));
const drivers = (["price", "range"] as const).map((column) => ({ name: NAMES[column], column }));

const leavers = () =>
  frame({
    دلیل: [...Array(30).fill("تاخیر"), ...Array(12).fill("قیمت"), ...Array(5).fill("کیفیت"), "Other", null],
    زیان: [...Array(30).fill(1), ...Array(12).fill(20), ...Array(5).fill(3), 2, 4],
  });

const visits = () =>
  frame({
    customer: ["الف", "الف", "ب", "پ", null],
    date: ["2025-01-05", "2025-02-10", "2025-01-20", "2025-02-03", "2025-02-03"],
  });

const MONTHS = { unit: "month", kind: "n-day", windows: "calendar", asOf: "2025-02-28", periods: 2 } as const;

/** The invented evaluation of the other tests, with Persian names of signals and a method that has a translation. */
function signals() {
  const all = evaluation();
  return { ...all, rows: all.rows.map((row, i) => ({ ...row, keys: { signal: `نشانهٔ ${"ابپتثجچحخدذر"[i]}` } })) };
}

const bgNbd = fitOf(reference.parameters.bgNbd as never);
const purchases = ["1997-01-01", "1997-01-18", "1997-08-02"];
const published = [
  { روش: "الف", محرک: "قیمت", published: 0.12, decimals: 3 },
  { روش: "ب", محرک: "قیمت", published: 0.1, decimals: 1 },
  { روش: "پ", محرک: "قیمت", published: 1, decimals: 1 },
];
const computed = [
  { روش: "الف", محرک: "قیمت", ours: 0.1204 },
  { روش: "ب", محرک: "قیمت", ours: 0.9 },
  { روش: "پ", محرک: "قیمت", ours: null },
];
const members = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445];
const asked = { attributes, scale: 7 } as const;
const weighed = (resamples: number) => driverWeights(answers(), { outcome: "پیامد", drivers, resamples });

/** A figure of each kind, made small, by the name of what draws it. */
export const FIGURES: Readonly<Record<string, () => Figure | Promise<Figure>>> = {
  npsPlot: async () => npsPlot(await nps(answers(), { score: "recommend", by: "segment" }), wording),
  differencesPlot: async () =>
    differencesPlot(await npsDifference(answers(), { score: "recommend", by: "segment" }), wording),
  sourcePlot: () => sourcePlot(besideSource(published, computed), wording),
  aliveMatrixPlot: () => aliveMatrixPlot(aliveMatrix(bgNbd, { age: 39, time: 26 }), { ...wording, time: "weeks" }),
  "aliveMatrixPlot, expected": () =>
    aliveMatrixPlot(aliveMatrix(bgNbd, { age: 39, time: 26 }), { show: "expected", time: "weeks" }),
  aliveHistoryPlot: () =>
    aliveHistoryPlot(aliveHistory(bgNbd, { purchases, end: "1997-09-30", unit: "weeks" }), { source: "سفارش‌ها" }),
  funnelPlot: async () => funnelPlot(await churnBySegment(answers(), { churned: "رفت", segment: "segment" }), wording),
  "funnelPlot, standardised": async () =>
    funnelPlot(await churnBySegment(answers(), { churned: "رفت", segment: "segment", standardize: "موج" })),
  churnReasonsPlot: () =>
    churnReasonsPlot(
      churnReasonsFromCounts({ تاخیر: 94, قیمت: 80, کیفیت: 3, Other: 7, کوچ: 9 }, { involuntary: ["کوچ"] }),
      wording,
    ),
  churnReasonsComparedPlot: async () =>
    churnReasonsComparedPlot(
      await churnReasons(leavers(), { reason: "دلیل" }),
      await churnReasons(leavers(), { reason: "دلیل", value: "زیان" }),
      wording,
    ),
  cohortPlot: async () =>
    cohortPlot(await cohortRetention(visits(), { customer: "customer", date: "date", ...MONTHS })),
  indicesPlot: async () =>
    indicesPlot(
      compareIndices({
        NPS: await nps(answers(), { score: "recommend", by: "segment" }),
        CSAT: await csat(answers(), { score: "price", rule: "top-2", scale: 7, by: "segment" }),
      }),
      wording,
    ),
  competitorGapsPlot: async () =>
    competitorGapsPlot(
      await competitorGaps(answers(), { outcome: "پیامد", attributes, scale: 7, resamples: 100 }),
      wording,
    ),
  contractRetentionPlot: () => contractRetentionPlot(sbgFromCounts(members, { fitPeriods: 7, horizon: 12 }), wording),
  "contractRetentionPlot of bdw": () => contractRetentionPlot(bdwFromCounts(members)),
  csiPlot: async () => csiPlot(await csi(answers(), asked), wording),
  csiAgainstCompetitorPlot: async () => csiAgainstCompetitorPlot(await csiAgainstCompetitor(answers(), asked), wording),
  csiSegmentsPlot: async () => csiSegmentsPlot(await csi(answers(), { ...asked, by: "segment" }), wording),
  csiSensitivityPlot: async () =>
    csiSensitivityPlot(await csiSensitivity(answers(), { ...asked, weightings: await weighed(0) }), wording),
  customerPerformancePlot: async () =>
    customerPerformancePlot(
      await customerPerformanceIndex(answers(), {
        components: [
          { name: "NPS", nps: "recommend", goal: 50, weight: 0.6 },
          { name: "قیمت", mean: "price", floor: 1, goal: 3, weight: 0.4 },
        ],
      }),
      wording,
    ),
  changePlot: async () =>
    changePlot(
      await decomposeChange(answers(), {
        ...{ metric: nps, options: { score: "recommend" }, by: "segment", period: "موج" },
        ...{ from: "2026-Q1", to: "2026-Q2" },
      }),
      wording,
    ),
  driverWeightsPlot: async () => driverWeightsPlot(await weighed(100), wording),
  driverMethodsPlot: async () => driverMethodsPlot(await weighed(0), wording),
  driverRanksPlot: async () => driverRanksPlot(await weighed(100), wording),
  signalsPlot: () => signalsPlot(signals(), wording),
  signalGainPlot: () => signalGainPlot(signals(), wording),
  signalApproachPlot: () => signalApproachPlot(signals(), wording),
  signalLeadPlot: () => signalLeadPlot(signals(), wording),
  signalCalibrationPlot: () => signalCalibrationPlot(signals(), wording),
  signalBudgetPlot: () => signalBudgetPlot(signals(), wording),
  contactPlot: () => contactPlot(signals(), { ...wording, currency: "تومان" }),
};
