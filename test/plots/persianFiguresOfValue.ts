import { purchaseFrequencies } from "../../src/metrics/buyingChecks/purchaseFrequencies.js";
import { purchaseHoldout } from "../../src/metrics/buyingChecks/purchaseHoldout.js";
import { purchaseTracking } from "../../src/metrics/buyingChecks/purchaseTracking.js";
import { gammaGamma } from "../../src/metrics/gammaGamma/gammaGamma.js";
import { lifetimeValue } from "../../src/metrics/lifetimeValue/lifetimeValue.js";
import { reasonsBySegment } from "../../src/metrics/reasonsBySegment/reasonsBySegment.js";
import { reasonsFixed } from "../../src/metrics/reasonsFixed/reasonsFixed.js";
import { retention } from "../../src/metrics/retention/retention.js";
import { revenueConcentration } from "../../src/metrics/revenueConcentration/revenueConcentration.js";
import { rfm } from "../../src/metrics/rfm/rfm.js";
import { kaplanMeier } from "../../src/metrics/survival/kaplanMeier.js";
import { tacticEffectFromCounts } from "../../src/metrics/tacticEffect/tacticEffect.js";
import type { Figure } from "../../src/plots/figure.js";
import { spendPlot } from "../../src/plots/gammaGamma.js";
import { lifetimeValuePlot } from "../../src/plots/lifetimeValue.js";
import { purchaseFrequenciesPlot } from "../../src/plots/purchaseFrequencies.js";
import { purchaseHoldoutPlot } from "../../src/plots/purchaseHoldout.js";
import { purchaseTrackingPlot } from "../../src/plots/purchaseTracking.js";
import { reasonsBySegmentPlot } from "../../src/plots/reasonsBySegment.js";
import { reasonsFixedPlot } from "../../src/plots/reasonsFixed.js";
import { reasonsBeforeAfterPlot } from "../../src/plots/reasonsFixedBeforeAfter.js";
import { reasonsFixedPrioritiesPlot } from "../../src/plots/reasonsFixedPriorities.js";
import { retentionPlot } from "../../src/plots/retention.js";
import { revenueConcentrationPlot } from "../../src/plots/revenueConcentration.js";
import { rfmPlot } from "../../src/plots/rfm.js";
import { rfmSegmentsPlot } from "../../src/plots/rfmSegments.js";
import { survivalPlot } from "../../src/plots/survival.js";
import { tacticPlot } from "../../src/plots/tacticEffect.js";
import reference from "../fixtures/btyd/buyingChecks.json";
import { cdnowHistories, fitOf, historyColumns } from "../metrics/cdnowHistories.js";
import { lifetimeCustomers } from "../metrics/lifetimeCustomers.js";
import { frame } from "../metrics/satisfactionTables.js";
import { CITIES, rows, table, wording } from "./persianCustomers.js";

const bought = lifetimeCustomers(200, 7);
const buyers = () =>
  frame({
    repeats: bought.map(({ frequency }) => frequency),
    last: bought.map(({ recency }) => recency),
    age: bought.map(({ age }) => age),
    spend: bought.map(({ monetaryValue }) => monetaryValue),
  });
const orders = () =>
  frame({
    customer: rows.map((_, i) => `م${i % 15}`),
    date: rows.map((_, i) => `2025-0${1 + (i % 9)}-1${i % 7}`),
    amount: rows.map((_, i) => 100 + ((i * i) % 83)),
    segment: rows.map((_, i) => CITIES[(i % 15) % 2]!),
  });
const bgNbd = fitOf(reference.parameters.bgNbd as never);
const ranked = () => rfm(orders(), { customer: "customer", date: "date", amount: "amount", asOf: "2025-12-31" });

const fixed = () =>
  reasonsFixed(table("days", "left", "reason", "sales"), {
    ...{ duration: "days", left: "left", reason: "reason", values: "sales", resamples: 100 },
    fixes: {
      "تحویل سریع": { reasons: "تاخیر", effectiveness: 0.7, cost: 10 },
      تخفیف: { reasons: "قیمت", effectiveness: { lower: 0.1, upper: 0.5 }, cost: 400 },
    },
  });

const kept = (more: object) => retention(table("stays", "sales", "later", "margin", "segment"), more as never);
const kinds = () =>
  Promise.all([
    kept({ kind: "raw", retained: "stays", by: "segment" }),
    kept({ kind: "sales", retained: "stays", start: "sales", end: "later", reading: "end", by: "segment" }),
    kept({ kind: "profit", retained: "stays", start: "margin", by: "segment" }),
  ]);

/** A figure of each kind, made small, by the name of what draws it. */
export const FIGURES_OF_VALUE: Readonly<Record<string, () => Figure | Promise<Figure>>> = {
  spendPlot: async () =>
    spendPlot(await gammaGamma(buyers(), { frequency: "repeats", monetaryValue: "spend" }), wording),
  lifetimeValuePlot: async () =>
    lifetimeValuePlot(
      await lifetimeValue(buyers(), {
        ...{ frequency: "repeats", recency: "last", age: "age", monetaryValue: "spend" },
        ...{ horizon: 52, discountRate: 0.1, unitsPerYear: 52, resamples: 100 },
      }),
      wording,
    ),
  purchaseFrequenciesPlot: async () =>
    purchaseFrequenciesPlot(
      await purchaseFrequencies((await cdnowHistories()).table, { ...historyColumns, fit: bgNbd }),
      wording,
    ),
  purchaseHoldoutPlot: async () =>
    purchaseHoldoutPlot(
      await purchaseHoldout((await cdnowHistories()).table, {
        ...{ ...historyColumns, fit: bgNbd, holdout: "holdoutPurchases", time: 39 },
      }),
      { ...wording, time: "weeks" },
    ),
  purchaseTrackingPlot: async () =>
    purchaseTrackingPlot(
      await purchaseTracking((await cdnowHistories()).purchases, {
        ...{ customer: "customer", date: "date", fit: bgNbd, unit: "weeks", end: "1997-09-30" },
      }),
      wording,
    ),
  rfmPlot: async () => rfmPlot(await ranked(), wording),
  rfmSegmentsPlot: async () => rfmSegmentsPlot(await ranked(), wording),
  revenueConcentrationPlot: async () =>
    revenueConcentrationPlot(
      await revenueConcentration(orders(), { customer: "customer", amount: "amount", resamples: 100 }),
      wording,
    ),
  "revenueConcentrationPlot by segment": async () =>
    revenueConcentrationPlot(
      await revenueConcentration(orders(), { customer: "customer", amount: "amount", by: "segment", resamples: 100 }),
    ),
  reasonsBySegmentPlot: async () =>
    reasonsBySegmentPlot(
      await reasonsBySegment(table("segment", "reason"), { reason: "reason", segment: "segment" }),
      wording,
    ),
  reasonsFixedPlot: async () => reasonsFixedPlot(await fixed(), { ...wording, within: "تا یک سال" }),
  reasonsBeforeAfterPlot: async () => reasonsBeforeAfterPlot(await fixed(), { fix: "تخفیف" }),
  reasonsFixedPrioritiesPlot: async () =>
    reasonsFixedPrioritiesPlot(await fixed(), { ...wording, currency: "thousand toman" }),
  retentionPlot: async () => retentionPlot(await kinds(), wording),
  "retentionPlot of one": async () => retentionPlot((await kinds())[0]!, wording),
  survivalPlot: async () =>
    survivalPlot(
      await kaplanMeier(table("days", "left", "segment"), { duration: "days", observed: "left", by: "segment" }),
      wording,
    ),
  tacticPlot: () =>
    tacticPlot(
      tacticEffectFromCounts(
        {
          هیچ: { n: 100, retained: 60, cost: 0 },
          تماس: { n: 100, retained: 70, cost: 10 },
          هدیه: { n: 100, retained: 65, cost: 70 },
        },
        { control: "هیچ" },
      ),
      { ...wording, currency: "تومان" },
    ),
};
