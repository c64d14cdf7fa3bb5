import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readNotebook, textOf } from "../tools/run/notebook.js";

/** An indicator, the function that gives it, what of its options makes it this one, and the section that shows it. */
type Entry = readonly [indicator: string, name: string, option: string, section: string];

/** The indicators of the literature on customer performance, by the notebook where a reader finds them. */
const CATALOGUE: Readonly<Record<string, readonly Entry[]>> = {
  "01-nps": [
    ["Net promoter score (NPS)", "nps", 'score: "recommend"', "The answer"],
    ["NPS by segment", "nps", 'by: "segment"', "Who recommends us"],
    [
      "Difference of two waves, groups or the same customers twice",
      "npsDifference",
      "between: [",
      "Did it fall, and has it come back?",
    ],
    ["How many answers a margin needs", "npsMargin", "power: ", "What the next wave can tell"],
  ],
  "02-csi": [
    ["Customer satisfaction index, Σ W(P − E)", "csi", "expectation: ", "The answer"],
    ["Contribution of each attribute", "csi", "attributes", "Where the gap comes from"],
    ["Own company against a competitor", "csiAgainstCompetitor", "competitor: ", "Against the competitor"],
    ["Customer satisfaction index under other weights", "csi", "weight: ", "Does the answer hang on the weights?"],
  ],
  "03-retention": [
    ["Raw customer retention rate", "retention", 'kind: "raw"', "Raw retention"],
    ["Raw customer retention rate in each segment", "retention", 'by: "segment"', "Raw retention by segment"],
    ["Sales-adjusted retention rate", "retention", 'kind: "sales"', "Sales-adjusted retention"],
    [
      "Sales-adjusted retention rate in each segment",
      "retention",
      'by: "segment"',
      "Sales-adjusted retention by segment",
    ],
    ["Profit-adjusted retention rate", "retention", 'kind: "profit"', "Profit-adjusted retention"],
    [
      "Profit-adjusted retention rate in each segment",
      "retention",
      'by: "segment"',
      "Profit-adjusted retention by segment",
    ],
    ["Cost of customer retention", "retentionCost", "retained: ", "Retention cost"],
    ["Share of wallet of retained customers", "shareOfWallet", "own: ", "Share of wallet of retained customers"],
    ["Churn by product category", "churnBySegment", "customer: ", "Churn by product category"],
    ["Churn by sales region", "churnBySegment", 'segment: "region"', "Churn by sales region"],
    ["Churn by channel", "churnBySegment", 'segment: "channel"', "Churn by channel"],
    ["Cost-effectiveness of retention tactics", "tacticEffect", "control: ", "Cost-effectiveness of retention tactics"],
    ["Net and gross revenue retention", "revenueRetention", "start: ", "Four readings of one question"],
    ["Retention of cohorts", "cohortRetention", "customer: ", "Cohorts"],
    ["Survival of customers", "kaplanMeier", "duration: ", "Survival"],
    ["Whether groups leave alike", "logRankTest", "group: ", "Survival"],
  ],
  "04-churn-reasons": [
    ["80:20 of churn reasons, by customers", "churnReasons", "reason: ", "The answer"],
    ["80:20 of churn reasons, by what was lost", "churnReasons", "value", "Whom we lose most, and what we lose most"],
    [
      "Churn reasons by customers against money, with the difference of ranks",
      "churnReasons",
      "rankDifference",
      "Whom we lose most, and what we lose most",
    ],
    ["What is wrong with rows of reasons", "reasonIssues", "roster", "Data"],
    [
      "Churn reasons by segment, as rates of leaving",
      "reasonsBySegment",
      "population: ",
      "One story for every segment?",
    ],
    ["Churn reasons by segment, as shares of those who left", "reasonsBySegment", "", "One story for every segment?"],
    ["What fixing reasons would keep", "reasonsFixed", "watched: ", "What fixing them would keep"],
    ["Which fix first, by value less cost", "reasonsFixed", "cost: ", "Which fix first?"],
  ],
  "05-cx-indicators": [
    ["Return on campaigns (ROI)", "campaignRoi", "basis: ", "Campaigns and visits"],
    ["Direct traffic", "directTraffic", "source: ", "Campaigns and visits"],
    ["Pages per visit", "pagesPerVisit", "pages: ", "Campaigns and visits"],
    ["Customer acquisition (win) rate", "winRate", "outcome: ", "Leads and deals"],
    ["Conversion of leads", "leadConversion", "within: ", "Leads and deals"],
    ["Cart abandonment", "cartAbandonment", 'kind: "cart"', "Carts and the checkout"],
    ["Churn", "churn", "denominator: ", "What customers say, and whether they stay"],
    ["Net promoter score over periods", "nps", 'score: "recommend"', "What customers say, and whether they stay"],
    ["Customer satisfaction score (CSAT)", "csat", 'rule: "top-2"', "What customers say, and whether they stay"],
    ["Average resolution time", "resolutionTime", "resolved: ", "Tickets, by the month of the Solar Hijri calendar"],
    [
      "Any indicator against the period before and the same season last year",
      "comparePeriods",
      "metric: ",
      "The answer",
    ],
    ["Change within segments and by mix", "decomposeChange", "from: ", "Leads and deals"],
    [
      "A rate of one period as that of another",
      "compoundRate",
      'to: "year"',
      "What customers say, and whether they stay",
    ],
    ["Revenue index", "revenueIndex", "amount: ", "Revenue and conversion as index numbers"],
    ["Conversion-rate index", "conversionIndex", "converted: ", "Revenue and conversion as index numbers"],
  ],
  "06-scorecard": [
    ["Indicators against targets", "scorecard", "target: ", "The answer"],
    [
      "Customer performance index (CPI), published or computed values",
      "customerPerformanceIndexFromValues",
      "weight",
      "One number",
    ],
    [
      "Customer performance index of the same customers",
      "customerPerformanceIndex",
      "components",
      "Is anything counted twice?",
    ],
  ],
  "07-satisfaction-indices": [
    ["Customer satisfaction score under each rule", "csat", 'rule: "top-2"', "How much hangs on the rule?"],
    ["Customer effort score (CES)", "ces", "version: 2", "Who saw the winter?"],
    [
      "Satisfaction in the form of the American index (ACSI)",
      "acsiScore",
      "...three",
      "Do they put the segments in the same order?",
    ],
    [
      "Secure customer index: highest on all three",
      "secureCustomerIndex",
      'form: "burke"',
      "Three secure customer indices",
    ],
    ["Secure customer index: mean score", "secureCustomerIndex", 'form: "score"', "Three secure customer indices"],
    [
      "Secure customer index: customer base in bands",
      "secureCustomerIndex",
      'form: "customers"',
      "Three secure customer indices",
    ],
    ["All satisfaction indices side by side", "compareIndices", "measured(", "The answer"],
    ["What each index saw of a change", "indexDifferences", "between: [", "Who saw the winter?"],
    [
      "Difference of two satisfaction scores",
      "csatDifference",
      'rule: "top-2"',
      "Do they put the segments in the same order?",
    ],
    ["Difference of two effort scores", "cesDifference", "version: 2", "Who saw the winter?"],
  ],
  "08-early-warnings": [
    ["What warning signals are worth: hazard ratios", "evaluateSignals", "until, ...plan", "The answer"],
    ["Early warnings by what was known", "warningSignals", "asOf: days", "What was known when"],
    [
      "Which warning comes before which reason",
      "signalsByReason",
      "reasons: {",
      "Which warning comes before which reason",
    ],
    ["Survival with and without a warning", "survivalBySignal", "horizon: plan.horizon", "From one day on"],
    ["Break-even of a contact", "contactThreshold", "...terms", "Whom to call"],
  ],
  "09-retention-tactics": [
    ["Cost of a customer kept by a tactic", "tacticEffect", "control: ", "What does a customer really kept cost?"],
    ["Which tactic keeps whom", "tacticEffect", 'by: "buyer"', "For whom?"],
    [
      "Whether a tactic works on the reason it aims at",
      "reasonsBySegment",
      'segment: "tactic"',
      "Does a tactic work on the reason it aims at?",
    ],
    [
      "What a tactic wins back of a reason",
      "reasonsFixed",
      "effectiveness: ",
      "How much of what a reason costs can be won back?",
    ],
    ["Risk from which a tactic pays", "contactThreshold", "offer: ", "From which risk on does it pay?"],
  ],
  "10-drivers": [
    [
      "Weights of attributes from the answers, with intervals and ranks",
      "driverWeights",
      "drivers: rated",
      "The answer",
    ],
    ["Weights by every method, with Kendall's τ", "driverWeights", "agreement", "Do other methods agree?"],
    [
      "Satisfaction index under every weighting",
      "csiSensitivity",
      "weightings: weights, by",
      "The index under each weighting",
    ],
    [
      "Importance against performance",
      "importancePerformance",
      "attributes: rated",
      "What matters, and how well it is done",
    ],
    ["Penalties and rewards", "penaltyReward", "...cut", "What hurts, and what delights"],
    ["Kano's categories of features", "kano", "dysfunctional: ", "What visitors say about features"],
    [
      "Gaps to a competitor that matter for recommending",
      "competitorGaps",
      'competitorRatings: "held"',
      "Own company against the competitor",
    ],
    ["Weights of attributes by segment", "driverWeights", 'by: "segment"', "One story for every segment?"],
  ],
  "11-satisfaction-model": [
    ["Path model of satisfaction and loyalty", "plsPathModel", "blocks, paths", "The answer"],
    ["Satisfaction index of a path model", "plsIndex", 'block: "Satisfaction"', "Who, and when"],
    [
      "Importance and performance of a path model",
      "plsImportancePerformance",
      'target: "Satisfaction"',
      "Where to work",
    ],
    [
      "Whether two groups have one path model",
      "plsGroupComparison",
      "permutations: ",
      "Does the model hold for everybody?",
    ],
    [
      "Path model with the error taken out",
      "plsPathModel",
      'consistent: "PLSc"',
      "With the error of the questions taken out",
    ],
  ],
  "12-customer-value": [
    ["From order lines to purchase histories", "purchaseHistories", "reconciliation", "Data"],
    ["Customer lifetime value", "lifetimeValue", "discountRate, unitsPerYear: 52.18", "The answer"],
    [
      "Repeat buying, leaving after a repeat purchase (BG/NBD)",
      "bgNbd",
      "bgNbd(",
      "How do they buy, and do they still?",
    ],
    ["Repeat buying, leaving after any purchase (MBG/NBD)", "mbgNbd", "mbgNbd(", "How do they buy, and do they still?"],
    [
      "Repeat buying, leaving at any time (Pareto/NBD)",
      "paretoNbd",
      "paretoNbd(",
      "How do they buy, and do they still?",
    ],
    [
      "Customers by repeat purchases, and what a model expects",
      "purchaseFrequencies",
      "most: 10",
      "How do they buy, and do they still?",
    ],
    ["Chances of a new customer's purchases", "purchaseChances", "13, 0", "How do they buy, and do they still?"],
    ["Expected purchases of a new customer", "expectedPurchases", "52)", "How do they buy, and do they still?"],
    [
      "Forecast of purchases against time held out",
      "purchaseHoldout",
      'holdout: "holdoutPurchases"',
      "Can it be believed?",
    ],
    ["Purchases over time, and what a model expects", "purchaseTracking", "until: end", "Can it be believed?"],
    ["Map of who is still there", "aliveMatrix", "age: 52", "Who is still there?"],
    ["Probability of being alive", "probabilityAlive", "recency: 30, age: 52", "Who is still there?"],
    [
      "Expected purchases of a customer with a history",
      "expectedFurtherPurchases",
      "}, horizon)",
      "Who is still there?",
    ],
    ["One customer, day by day", "aliveHistory", 'unit: "weeks"', "Who is still there?"],
    ["What a purchase is worth (Gamma–Gamma)", "gammaGamma", 'withoutSpend: "leave out"', "What is a purchase worth?"],
    [
      "Expected spend of a customer with a history",
      "expectedSpend",
      "monetaryValue: 10000",
      "What is a purchase worth?",
    ],
    [
      "Customer lifetime value, customer by customer",
      "lifetimeValueCustomers",
      'customer: "customer"',
      "Whom to call?",
    ],
    ["RFM segments", "rfm", "asOf: end", "Recency, frequency, money"],
    ["Rules of the RFM segments", "RFM_SEGMENTS", "RFM_SEGMENTS", "Recency, frequency, money"],
    ["RFM scores, customer by customer", "rfmCustomers", "windowDays: 365", "Recency, frequency, money"],
    ["Falling RFM scores", "rfmMovement", "earlier: ", "Who fell?"],
    [
      "80:20 of revenue",
      "revenueConcentration",
      'negative: "subtract"',
      "Do a fifth of the customers bring four fifths?",
    ],
    ["Customer lifetime value without a model", "simpleLifetimeValue", 'timing: "first margin now"', "Without a model"],
    ["Customers still there, projected (sBG)", "sbg", "fitPeriods: 12", "As if there were contracts"],
    ["The same with probabilities that change (BdW)", "bdw", 'left: "left"', "As if there were contracts"],
    ["Buying at opportunities (BG/BB)", "bgBb", 'onePurchase: "unit"', "Month by month"],
  ],
  "studies/buying-cdnow": [
    ["Models of buying, the sources' numbers beside ours", "besideSource", "besideSource(source", "The answer"],
    ["Repeat buying on CDNOW (BG/NBD)", "bgNbd", "bgNbd(", "The answer"],
    ["Repeat buying on CDNOW (Pareto/NBD)", "paretoNbd", "paretoNbd(", "The answer"],
    ["What a purchase is worth on CDNOW (Gamma–Gamma)", "gammaGamma", "gammaGamma(", "The answer"],
    [
      "80:20 of revenue on CDNOW",
      "revenueConcentration",
      "revenueConcentration(",
      "Do a fifth of the customers bring four fifths of the sales?",
    ],
  ],
  "studies/contract-retention": [
    ["Projected retention, the sources' numbers beside ours", "besideSource", "source, ours", "The answer"],
    [
      "Projected retention of contracts (sBG)",
      "sbgFromCounts",
      "sbgFromCounts(members, asked)",
      "Year by year, with years held out",
    ],
    [
      "Discounted expected residual lifetime",
      "remainingLifetime",
      "renewals, discountRate",
      "What is a member worth who has stayed?",
    ],
    [
      "Projected retention with probabilities that change (BdW)",
      "bdwFromCounts",
      "bdwFromCounts(members, asked)",
      "Does each one's probability of leaving change?",
    ],
  ],
  "studies/relative-importance-swiss": [
    ["Relative importance, the source's numbers beside ours", "besideSource", "source, ours", "The answer"],
    ["Relative importance by every method", "driverWeights", 'method: "lmg"', "What the methods agree on"],
  ],
  "studies/relative-weights-mtcars": [
    ["Johnson's relative weights, the source's numbers beside ours", "besideSource", "source, ours", "The answer"],
    ["Johnson's relative weights", "driverWeights", 'method: "johnson"', "How sure are the weights?"],
  ],
  "studies/dominance-attitude": [
    ["Dominance of each pair, the source's beside ours", "besideSource", "verdicts, pairs", "Pair by pair"],
    ["Dominance analysis", "driverWeights", "overall.dominance", "How sure is the order?"],
  ],
  "studies/path-model-satisfaction": [
    ["Path model, the source's numbers beside ours", "besideSource", "numbersOf(model)", "The answer"],
    ["Path model from published correlations", "plsPathModelFromCorrelations", "...bank", "The model, drawn"],
  ],
};

const root = resolve(import.meta.dirname, "..");
const index = readFileSync(join(root, "src/index.ts"), "utf8");

/** The functions that the index takes from metrics/. */
function metrics(): string[] {
  const groups = [...index.matchAll(/export \{([^}]*)\} from "\.\/metrics\//g)];
  const names = groups.flatMap(([, group = ""]) => group.split(",").map((name) => name.trim()));
  return names.filter((name) => name !== "" && !name.startsWith("type "));
}

interface Section {
  readonly title: string;
  readonly hasOutput: boolean;
}

/** The sections of a notebook down to the smallest heading, and whether its cells show something. */
function sectionsOf(name: string): { readonly sections: readonly Section[]; readonly code: readonly string[] } {
  const sections: { title: string; hasOutput: boolean }[] = [];
  const code: string[] = [];
  for (const cell of readNotebook(join(root, "notebooks", `${name}.ipynb`), name).cells) {
    const text = textOf(cell.source);
    if (cell.cell_type === "markdown") {
      for (const [, title] of text.matchAll(/^##+ (.+)$/gm)) sections.push({ title: title!, hasOutput: false });
    } else {
      code.push(text);
      const last = sections.at(-1);
      if (last !== undefined && (cell.outputs ?? []).length > 0) last.hasOutput = true;
    }
  }
  return { sections, code };
}

describe.each(Object.entries(CATALOGUE))("%s", (notebook, entries) => {
  const file = join(root, "notebooks", `${notebook}.ipynb`);
  const { sections, code } = existsSync(file) ? sectionsOf(notebook) : { sections: [], code: [] };

  test.each(entries)("%s: %s(… %s …) in '%s'", (_, name, option, section) => {
    expect(metrics()).toContain(name);
    expect(code.some((cell) => new RegExp(`(?<![.\\w])${name}\\b`).test(cell.replaceAll(/^import .*$/gm, "")))).toBe(
      true,
    );
    expect(code.some((cell) => cell.includes(option))).toBe(true);
    expect(sections.find(({ title }) => title === section)).toEqual({ title: section, hasOutput: true });
  });
});

test("every metric of the index stands in the catalogue, itself or as the table form of published counts", () => {
  const listed = new Set(Object.values(CATALOGUE).flatMap((entries) => entries.map(([, name]) => name)));
  const unlisted = metrics().filter((name) => !listed.has(name) && !listed.has(name.replace(/From\w+$/, "")));
  // The inverse of npsMargin, which is listed; and all those that are listed, asked in two periods.
  expect(unlisted).toEqual(["npsSampleSize", "whatChanged"]);
});
