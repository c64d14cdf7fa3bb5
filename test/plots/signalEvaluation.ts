import type {
  ApproachBin,
  EvaluateSignalsResult,
  Foresight,
  SignalFinding,
  SignalForesight,
  SignalLead,
  SignalRow,
  SignalScore,
} from "../../src/metrics/evaluateSignals/signalEvaluation.js";
import type { Estimate } from "../../src/metrics/result.js";

/** An estimate with an interval so many per cent to both sides. */
export const about = (estimate: number, percent = 10, n = 4000): Estimate => ({
  estimate,
  lower: estimate - (Math.abs(estimate) * percent) / 100,
  upper: estimate + (Math.abs(estimate) * percent) / 100,
  n,
  note: null,
});

export const unknown = (note: string): Estimate => ({ estimate: null, lower: null, upper: null, n: 0, note });

/** A score that reaches share^power of those who leave. */
function foresight(power: number, { cases = 60_000, leaving = 1800 } = {}): Foresight {
  const gain = (share: number) => share ** power;
  const curve = [0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map((share) => ({
    share,
    called: share * cases,
    reached: gain(share) * leaving,
    gain: gain(share),
    lower: gain(share) * (0.92 + 0.08 * share),
    upper: Math.min(1, gain(share) * 1.08),
    lift: gain(share) / share,
    precision: (gain(share) * leaving) / (share * cases),
  }));
  const reach = gain(0.05);
  return {
    cases,
    leaving,
    customers: 4000,
    baseRate: about(leaving / cases, 4),
    auc: about(1 / (1 + power), 3),
    ks: 0.3,
    atBudget: {
      perDate: 200,
      called: 0.05 * cases,
      reached: reach * leaving,
      precision: about((reach * leaving) / (0.05 * cases), 9),
      sensitivity: about(reach, 8),
      lift: about(reach / 0.05, 9),
    },
    curve,
  };
}

/** A signal that goes from `background` to `most` from `since` days before leaving on. */
function lead(background: number, most: number, since: number, lookBack = 180): SignalLead {
  const approach = Array.from({ length: lookBack / 30 }, (_, i): ApproachBin => {
    const days = 30 * i + 15;
    const rise = 1 / (1 + Math.exp((days - since) / 14));
    const share = background + (most - background) * rise;
    return { from: 30 * i, to: 30 * i + 30, days, firing: about(share, 14, 700), background };
  });
  const rises = most > 1.3 * background;
  return {
    leavers: 700,
    warned: about(Math.min(1, 1.2 * most + background), 6, 700),
    background: about(Math.min(1, 3 * background), 6, 3000),
    days: { lowerQuartile: 0.5 * since, median: since, upperQuartile: 1.4 * since, n: 400 },
    backgroundDays: { lowerQuartile: 12, median: 28, upperQuartile: 60, n: 900 },
    distribution: [{ from: 0, to: 30, leavers: 100 }],
    approach,
    halfway: rises ? about(since, 18, 700) : unknown("no bin exceeds the background beyond chance"),
  };
}

interface Sketch {
  readonly name: string;
  readonly ratio: number;
  readonly finding: SignalFinding;
  readonly beyond?: number;
  readonly since?: number;
}

function signal({ name, ratio, finding, beyond = 1 + (ratio - 1) * 0.7, since = 60 }: Sketch, i: number) {
  const background = 0.02 + 0.012 * i;
  const own: SignalForesight = {
    ...foresight(1 / ratio ** 0.6),
    firing: 5000,
    firingLeaving: 400,
    precision: about(0.03 * ratio, 8),
    sensitivity: about(Math.min(0.9, background * ratio), 8),
    falseAlarms: about(background, 4),
    lift: about(ratio, 8),
  };
  const row: SignalRow = {
    ...about(ratio, 16),
    finding,
    pValue: 0.001,
    adjustedPValue: finding === "not told from chance" ? 0.4 : 0.003,
    adjusted: about(beyond, 20),
    known: 68_000,
    firing: 5000,
    unknown: 300 * i,
    left: 812,
    leftFiring: Math.round(812 * Math.min(0.9, background * ratio)),
    onlyAfterLeaving: finding === "follows" ? 411 : null,
    foresight: own,
    lead: lead(background, Math.min(0.9, background * ratio), since),
  };
  return { ...row, keys: { signal: name } };
}

/** A signal of which nothing can be said. */
function silent(name: string, note: string) {
  const row = signal({ name, ratio: 1, finding: "cannot tell" }, 1);
  const nothing = unknown(note);
  const none: Foresight = { ...foresight(1), leaving: 0, auc: nothing, ks: null, atBudget: null, curve: [] };
  return {
    ...row,
    ...nothing,
    adjusted: nothing,
    pValue: null,
    adjustedPValue: null,
    firing: 0,
    leftFiring: 0,
    foresight: { ...row.foresight, ...none },
    lead: {
      ...row.lead,
      ...{ leavers: 0, warned: nothing, background: nothing, approach: [], halfway: nothing },
      days: { lowerQuartile: null, median: null, upperQuartile: null, n: 0 },
      backgroundDays: { lowerQuartile: null, median: null, upperQuartile: null, n: 0 },
    },
  };
}

export const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';

const SKETCHES: readonly Sketch[] = [
  { name: "Late payment", ratio: 2.8, finding: "warns", since: 75 },
  { name: "Falling satisfaction (beyond reliable change)", ratio: 2.4, finding: "warns", since: 95 },
  { name: "شکایت از خدمات پس از فروش", ratio: 3.6, finding: "warns", since: 40 },
  { name: "Questions about the bill", ratio: 1.0, finding: "not told from chance" },
  { name: "Dissatisfied with how a complaint was handled", ratio: 1.9, finding: "warns", since: 30 },
  { name: "Falling RFM score", ratio: 1.6, finding: "warns", since: 120 },
  { name: "کاهش سهم کیف پول", ratio: 1.25, finding: "weak", since: 110 },
  { name: "Changed touch points", ratio: 0.95, finding: "not told from chance" },
  { name: "No response to a targeted offer", ratio: 0.6, finding: "calms" },
  { name: HOSTILE, ratio: 1.1, finding: "not told from chance" },
  { name: "Asked for a copy of all data", ratio: 4.2, finding: "follows", since: 8 },
];

const calibrationOf = (): SignalScore["calibration"] => {
  const told = [0.004, 0.008, 0.012, 0.017, 0.023, 0.03, 0.041, 0.06, 0.1, 0.22];
  const bins = told.map((predicted, i) => {
    const observed = predicted * (1 + 0.12 * Math.sin(i));
    return {
      n: 2400,
      predicted,
      positives: Math.round(2400 * observed),
      observed,
      lower: observed * 0.8,
      upper: observed * 1.22,
    };
  });
  const scores = { brier: 0.0312, reliability: 0.0002, resolution: 0.004, uncertainty: 0.035, within: 0.0001 };
  return { bins, ...scores, predicted: 0.051, observed: about(0.052, 6) };
};

export const SCORE: SignalScore = {
  fitted: { from: "2024-12-31", to: "2025-09-30", dates: 10, cases: 38_000, customers: 3900, leaving: 1100 },
  judged: { from: "2025-10-31", to: "2026-03-31", dates: 6, cases: 21_400, customers: 3600, leaving: 690 },
  coefficients: [{ signal: "Late payment", coefficient: 0.9, hazardRatio: about(2.46, 12) }],
  baseRisk: 0.011,
  foresight: foresight(0.3, { cases: 21_400, leaving: 690 }),
  calibration: calibrationOf(),
  breakEven: {
    risk: 0.084,
    note: null,
    meanValue: 410,
    above: 163,
    valued: 3480,
    withoutValue: 12,
    policies: [
      { policy: "above break-even", perDate: 171, precision: 0.19, netBenefit: about(4210, 22) },
      { policy: "budget", perDate: 200, precision: 0.17, netBenefit: about(3900, 25) },
      { policy: "everybody", perDate: 3566, precision: 0.032, netBenefit: about(-31_200, 12) },
      { policy: "nobody", perDate: 0, precision: null, netBenefit: { ...about(0), lower: null, upper: null } },
    ],
  },
  watchlist: [],
  note: null,
};

/** What twelve signals of a company of 4,000 customers could be found to be worth. */
export function evaluation(change: Partial<EvaluateSignalsResult> = {}): EvaluateSignalsResult {
  const rows = [...SKETCHES.map(signal), silent("Moved to another address", "it never fires")];
  return {
    metric: "evaluateSignals",
    label: "Warning signals before leaving",
    overall: { ...signal({ name: "any", ratio: 2.1, finding: "warns" }, 4), adjustedPValue: null },
    rows,
    by: ["signal"],
    level: 0.95,
    method: "Cox with a covariate that changes over time, Efron's ties, errors robust by customer",
    unit: "ratio",
    excluded: { missing: 0, outOfRange: 0 },
    until: "2026-06-30",
    horizon: 90,
    lookBack: 180,
    spacing: 30,
    budget: 0.05,
    atLeast: 1.5,
    falseShare: 0.05,
    comparisons: 11,
    panel: { from: "2024-12-31", to: "2026-05-31", dates: 18, cases: 68_000, customers: 4000, leavers: 812 },
    score: SCORE,
    ...change,
  };
}
