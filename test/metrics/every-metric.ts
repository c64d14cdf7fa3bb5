import type { TableLike } from "../../src/index.js";
import * as vafa from "../../src/index.js";

/**
 * Gives a table of the demo company by its name; 'histories' are its customers' purchase histories.
 *
 * @param use what for: what another metric is asked beforehand is no part of the question
 */
type Open = (name: string, use?: "beforehand") => Promise<TableLike>;

/** Every public metric that takes a table, with a question to the demo company: small, but one that reads all it may read. */
export type Call = (open: Open) => Promise<unknown>;

const names = ["delivery", "quality", "support"];
const rated = names.map((name) => ({ name, column: `perception_${name}`, stated: `importance_${name}` }));
const gaps = names.map((name) => ({
  ...{ name, perception: `perception_${name}`, expectation: `expectation_${name}`, competitor: `competitor_${name}` },
}));
const compared = names.map((name) => ({ name, own: `perception_${name}`, competitor: `competitor_${name}` }));
const weighted = { weight: "weight", by: "segment" } as const;
const drawn = { seed: 7, resamples: 200 } as const;
const waves = { by: "wave", between: ["2025-Q4", "2025-Q2"] } as const;
const asOf = "2026-06-30";
const purchases = { customer: "customer", date: "date", amount: "revenue" } as const;
const history = { frequency: "frequency", recency: "recency", age: "age" } as const;
const blocks = {
  Image: ["image_trust", "image_modern", "image_care"],
  Satisfaction: ["overall", "confirmation", "ideal"],
};
const model = { blocks, paths: [["Image", "Satisfaction"]], weight: "weight", seed: 1 } as const;
const lifetime = { duration: "tenure_days", observed: "left", entry: "entry_days" } as const;
const value = { monetaryValue: "monetaryValue", withoutSpend: "leave out" } as const;
const ahead = { ...history, ...value, horizon: 52, discountRate: 0.2, unitsPerYear: 52.18 } as const;
const reason = { reason: "reason", involuntary: ["Moved away"], seed: 7 };
const follow = { created: "created_on", converted: "opportunity_on", within: 35, asOf } as const;
const steps = { ordered: "ordered", checkout: "checkout", visitor: "visitor" } as const;

const components = [
  { name: "Recommend", nps: "recommend", floor: 0, goal: 50 },
  { name: "Ease", mean: "effort", floor: 4, goal: 5.5 },
] as const;

const fixes = { Faster: { reasons: "Late delivery", effectiveness: 0.5 } };
const trial = { tactic: "tactic", control: "Control", retained: "retained" } as const;

/** Early warnings from two signals: the panel that the metrics of signals take. */
const signals = async (open: Open, use?: "beforehand") => {
  const answered = {
    kind: "score at most",
    table: await open("survey", use),
    date: "answered_on",
    score: "satisfaction",
  };
  const bought = { kind: "falling rfm", table: await open("orders", use), date: "date", amount: "revenue" };
  return vafa.warningSignals(await open("customers", use), {
    ...{ customer: "customer", since: "first_purchase", left: "left_on" },
    asOf: { from: "2026-01-02", to: "2026-05-22", everyDays: 28 },
    signals: {
      dissatisfied: { ...answered, atMost: 2 },
      falling: { ...bought, where: { column: "kind", values: ["sale"] }, lagDays: 60, windowDays: 180 },
    } as never,
  });
};

/** A question to one table. */
const of =
  <Options>(table: string, metric: (table: TableLike, options: Options) => Promise<unknown>, options: Options): Call =>
  async (open) =>
    metric(await open(table), options);

/** Of answers to questionnaires. */
export const OF_ANSWERS: Readonly<Record<string, Call>> = {
  acsiScore: of("survey", vafa.acsiScore, {
    ...{ satisfaction: "overall", confirmation: "confirmation", ideal: "ideal" },
    ...weighted,
  }),
  ces: of("survey", vafa.ces, { score: "effort", version: 2, ...weighted }),
  cesDifference: of("survey", vafa.cesDifference, { score: "effort", version: 2, ...waves, customer: "customer" }),
  comparePeriods: async (open) =>
    vafa.comparePeriods(await open("survey"), {
      ...{ metric: vafa.nps, options: { score: "recommend" }, date: "answered_on", each: "quarter", asOf },
    }),
  competitorGaps: of("survey", vafa.competitorGaps, { outcome: "recommend", attributes: compared, scale: 7, ...drawn }),
  csat: of("survey", vafa.csat, { score: "satisfaction", rule: "top-2", ...weighted }),
  csatDifference: of("survey", vafa.csatDifference, { score: "satisfaction", rule: "top-2", ...waves }),
  csi: of("survey", vafa.csi, { attributes: gaps, scale: 7, ...weighted }),
  csiAgainstCompetitor: of("survey", vafa.csiAgainstCompetitor, {
    ...{ attributes: compared, scale: 7, weight: "weight", ratings: "standardized" },
  } as const),
  csiSensitivity: of("survey", vafa.csiSensitivity, {
    ...{
      attributes: gaps,
      scale: 7,
      weightings: { equal: Object.fromEntries(names.map((name) => [name, 1])) },
      by: "segment",
      weight: "weight",
    },
  } as never),
  customerPerformanceIndex: of("survey", vafa.customerPerformanceIndex, { components, by: "segment" }),
  decomposeChange: async (open) =>
    vafa.decomposeChange(await open("survey"), {
      ...{ metric: vafa.nps, options: { score: "recommend" }, by: "segment", period: "wave" },
      ...{ from: "2025-Q3", to: "2025-Q4" },
    }),
  driverWeights: of("survey", vafa.driverWeights, {
    outcome: "satisfaction",
    drivers: rated,
    weight: "weight",
    ...drawn,
  }),
  importancePerformance: of("survey", vafa.importancePerformance, {
    ...{ outcome: "satisfaction", attributes: rated, scale: 7, weight: "weight", ...drawn },
  }),
  kano: of("kano", vafa.kano, {
    ...{ feature: "feature", functional: "functional", dysfunctional: "dysfunctional", respondent: "respondent" },
  }),
  nps: of("survey", vafa.nps, { score: "recommend", ...weighted }),
  npsDifference: of("survey", vafa.npsDifference, { score: "recommend", ...waves }),
  penaltyReward: of("survey", vafa.penaltyReward, {
    ...{ outcome: "satisfaction", attributes: rated.map(({ name, column }) => ({ name, column })), low: 3, high: 7 },
    ...{ weight: "weight", ...drawn },
  }),
  plsGroupComparison: of("survey", vafa.plsGroupComparison, {
    ...{ ...model, group: "channel", between: ["Website", "Marketplace"], permutations: 199, resamples: 200 },
  } as never),
  plsPathModel: of("survey", vafa.plsPathModel, { ...model, resamples: 200 } as never),
  secureCustomerIndex: of("survey", vafa.secureCustomerIndex, {
    ...{ satisfaction: "satisfaction", repurchase: "repurchase", recommend: "would_recommend", form: "score" },
    ...weighted,
  } as const),
};

/** Of customers, visits, leads and tickets. */
export const OF_CUSTOMERS: Readonly<Record<string, Call>> = {
  campaignRoi: of("offers", vafa.campaignRoi, {
    ...{ value: "margin_14d", basis: "margin", treated: { column: "group", value: "sent" }, cost: 5 },
  } as never),
  cartAbandonment: of("carts", vafa.cartAbandonment, { ...steps, kind: "cart" }),
  churn: of("customers", vafa.churn, {
    ...{ churned: "left_on", joined: "first_purchase", denominator: "start", by: "segment" },
    period: { from: "2024-07-01", to: asOf, each: "quarter" },
  }),
  churnBySegment: of("customers", vafa.churnBySegment, { churned: "left", segment: "channel", standardize: "segment" }),
  churnReasons: of("churn", vafa.churnReasons, { ...reason, value: "lifetime_value_lost", negative: "zero" }),
  conversionIndex: of("carts", vafa.conversionIndex, {
    ...{ date: "date", each: "quarter", asOf, base: "2025-Q2", converted: "ordered" },
  } as const),
  directTraffic: of("sessions", vafa.directTraffic, { source: "source", visitor: "visitor" }),
  kaplanMeier: of("customers", vafa.kaplanMeier, { ...lifetime, by: "segment", horizon: 365 }),
  leadConversion: of("leads", vafa.leadConversion, { ...follow, by: "source" }),
  logRankTest: of("customers", vafa.logRankTest, { ...lifetime, group: "segment" }),
  pagesPerVisit: of("sessions", vafa.pagesPerVisit, { pages: "pages", visitor: "visitor" }),
  reasonIssues: async (open) =>
    vafa.reasonIssues(await open("churn"), {
      ...{ reason: "reason", customer: "customer" },
      roster: { table: await open("customers"), customer: "customer", left: "left_on" },
    }),
  reasonsBySegment: async (open) =>
    vafa.reasonsBySegment(await open("churn"), {
      ...{ ...reason, segment: "segment", atLeast: 1.25 },
      population: { table: await open("customers"), duration: "tenure_days", entry: "entry_days", per: 365 },
    }),
  reasonsFixed: async (open) =>
    vafa.reasonsFixed(await open("retention"), {
      ...{ customer: "customer", watched: { from: "2025-07-01", until: asOf, leftOn: "left_on" }, by: "segment" },
      ...{ reason: { table: await open("churn"), column: "reason" }, involuntary: ["Moved away"], fixes },
      ...{ values: { sales: "sales_start" }, negative: "zero", ...drawn },
    } as never),
  resolutionTime: of("tickets", vafa.resolutionTime, {
    ...{ opened: "opened_at", resolved: "resolved_at", asOf: "2026-07-01T00:00:00", by: "topic", horizon: 168 },
  }),
  retention: of("retention", vafa.retention, {
    ...{ kind: "sales", retained: "retained", start: "sales_start", end: "sales_end", reading: "end", by: "segment" },
  } as never),
  retentionCost: of("tactics", vafa.retentionCost, { spend: "cost", retained: "retained", by: "segment" } as never),
  revenueRetention: of("retention", vafa.revenueRetention, {
    ...{ retained: "retained", start: "sales_start", end: "sales_end", by: "segment" },
  }),
  shareOfWallet: of("wallet", vafa.shareOfWallet, {
    ...{ own: "spent_here", category: "spent_all", customer: "customer", by: "segment" },
  }),
  simpleLifetimeValue: of("retention", vafa.simpleLifetimeValue, {
    ...{ margin: "margin_start", retained: "retained", discountRate: 0.2, by: "segment", timing: "first margin now" },
  } as const),
  tacticEffect: of("tactics", vafa.tacticEffect, { ...trial, cost: "cost", value: "margin_after" } as never),
  winRate: of("leads", vafa.winRate, { outcome: "outcome", opened: "opportunity_on", by: "source" }),
};

/** Of purchases, and of signals before customers leave. */
export const OF_PURCHASES: Readonly<Record<string, Call>> = {
  bdw: of("histories", vafa.bdw, { periods: "months", left: "left" }),
  bgBb: of("histories", vafa.bgBb, {
    ...{ frequency: "wholeFrequency", recency: "wholeRecency", age: "wholeAge", horizon: 12 },
  }),
  bgNbd: of("histories", vafa.bgNbd, history),
  cohortRetention: of("orders", vafa.cohortRetention, {
    ...{ customer: "customer", date: "date", unit: "month", kind: "n-day", from: "2024-10-01" },
  } as never),
  evaluateSignals: async (open) =>
    vafa.evaluateSignals(await signals(open, "beforehand"), {
      ...{ until: asOf, horizon: 60, budget: 0.05, ...drawn },
      contact: {
        value: { table: await open("retention"), customer: "customer", value: "sales_start" },
        ...{ offer: 50, cost: 30, effectiveness: 0.3 },
      },
    }),
  gammaGamma: of("histories", vafa.gammaGamma, { frequency: "frequency", ...value }),
  lifetimeValue: of("histories", vafa.lifetimeValue, { ...ahead, model: "mbgNbd", resamples: 0 } as never),
  lifetimeValueCustomers: of("histories", vafa.lifetimeValueCustomers, {
    ...{ ...ahead, model: "mbgNbd", customer: "customer" },
  } as never),
  mbgNbd: of("histories", vafa.mbgNbd, history),
  paretoNbd: of("histories", vafa.paretoNbd, history),
  purchaseFrequencies: async (open) => {
    const table = await open("histories");
    return vafa.purchaseFrequencies(table, { ...history, fit: await vafa.mbgNbd(table, history), most: 5 });
  },
  purchaseHistories: of("orders", vafa.purchaseHistories, { ...purchases, unit: "weeks", negative: "subtract" }),
  purchaseHoldout: async (open) => {
    const table = await open("histories");
    const asked = { ...history, holdout: "holdoutPurchases", time: 26, fit: await vafa.mbgNbd(table, history) };
    return vafa.purchaseHoldout(table, asked as never);
  },
  purchaseTracking: async (open) =>
    vafa.purchaseTracking(await open("orders"), {
      ...{ customer: "customer", date: "date", unit: "weeks", end: "2025-12-31", until: asOf },
      fit: await vafa.mbgNbd(await open("histories"), history),
    }),
  revenueConcentration: of("orders", vafa.revenueConcentration, {
    ...{ customer: "customer", amount: "revenue", negative: "subtract" },
  } as const),
  revenueIndex: of("orders", vafa.revenueIndex, {
    ...{ date: "date", each: "quarter", asOf, base: "2025-Q2", amount: "revenue", customer: "customer" },
  } as const),
  rfm: of("orders", vafa.rfm, { ...purchases, negative: "subtract", windowDays: 365, asOf } as const),
  rfmCustomers: of("orders", vafa.rfmCustomers, { ...purchases, negative: "subtract", asOf } as const),
  rfmMovement: of("orders", vafa.rfmMovement, {
    ...{ ...purchases, negative: "subtract", windowDays: 365, earlier: "2025-06-30", later: asOf },
  } as const),
  sbg: of("histories", vafa.sbg, { periods: "months", left: "left" }),
  signalsByReason: async (open) =>
    vafa.signalsByReason(await signals(open, "beforehand"), {
      ...{ until: asOf, reasons: { table: await open("churn"), customer: "customer", reason: "reason" } },
    }),
  survivalBySignal: async (open) =>
    vafa.survivalBySignal(await signals(open, "beforehand"), {
      signal: "dissatisfied",
      asOf: "2026-03-27",
      until: asOf,
    }),
  warningSignals: (open) => signals(open),
};
