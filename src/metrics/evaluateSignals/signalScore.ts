import { calibration } from "../../statistics/calibration.js";
import { coxBaseline } from "../../statistics/coxBaseline.js";
import { byCustomer, type Counted, counted, foresight } from "./foresight.js";
import { type Judged, judgedCases } from "./judgedCases.js";
import { shareOver } from "./overCustomers.js";
import { type Cases, isSeen } from "./panelCases.js";
import type { DateRange, ScoreCalibration, ScoreCoefficient, SignalScore } from "./signalEvaluation.js";
import { jointModel } from "./signalHazard.js";

const BINS = 10;

interface Named {
  readonly name: string;
  readonly fires: Uint8Array;
}

export interface ScoreOptions {
  readonly horizon: number;
  readonly budget: number;
  readonly level: number;
  /** The first day the score is judged on; null for the last third of the dates whose horizon has been seen. */
  readonly testFrom: number | null;
}

/** The score before it is put to use. */
export interface Learnt {
  readonly score: Omit<SignalScore, "breakEven" | "watchlist">;
  /** Of each row of the panel; null where there is no score. */
  readonly risks: Float64Array | null;
  /** The cases it is judged on; null where there are none. */
  readonly judged: Judged | null;
}

/** Dates to learn from, whose horizon ends before the first to be judged on; and those. */
function splitDates(cases: Cases, { horizon, testFrom }: ScoreOptions): { fitted: number[]; judged: number[] } {
  const seen = Array.from(cases.days.keys()).filter((date) => isSeen(cases, date, horizon));
  const start = testFrom ?? cases.days[seen[Math.ceil((2 * seen.length) / 3)] ?? -1] ?? Number.POSITIVE_INFINITY;
  return {
    fitted: seen.filter((date) => cases.days[date]! + horizon < start),
    judged: seen.filter((date) => cases.days[date]! >= start),
  };
}

/** Cases of these dates, each from its date on until leaving or the end of the horizon. */
function landmarks({ begins, customer, left, days }: Cases, dates: readonly number[], horizon: number) {
  const rows = dates.flatMap((date) =>
    Array.from({ length: begins[date + 1]! - begins[date]! }, (_, i) => begins[date]! + i),
  );
  const dayOfRow = dates.flatMap((date) => new Array<number>(begins[date + 1]! - begins[date]!).fill(days[date]!));
  const after = rows.map((row, i) => left[customer[row]!]! - dayOfRow[i]!);
  const order = Array.from(rows.keys()).sort((a, b) => Math.min(after[b]!, horizon) - Math.min(after[a]!, horizon));
  return {
    row: Int32Array.from(order, (i) => rows[i]!),
    start: null,
    stop: Float64Array.from(order, (i) => Math.min(after[i]!, horizon)),
    event: Uint8Array.from(order, (i) => (after[i]! <= horizon ? 1 : 0)),
    customer: Int32Array.from(order, (i) => customer[rows[i]!]!),
  };
}

function rangeOf(
  { dates }: Cases,
  used: readonly number[],
  rows: { readonly customer: Int32Array; readonly leaves: Uint8Array },
): DateRange | null {
  if (used.length === 0) return null;
  return {
    from: dates[used[0]!]!,
    to: dates[used.at(-1)!]!,
    dates: used.length,
    cases: rows.customer.length,
    customers: new Set(rows.customer).size,
    leaving: rows.leaves.reduce((sum, one) => sum + one, 0),
  };
}

/** The risk of each row of the panel, from the coefficients and the hazard up to the horizon. */
function risksOf(n: number, signals: readonly Named[], coefficients: readonly ScoreCoefficient[], hazard: number) {
  const sums = new Float64Array(n);
  signals.forEach(({ fires }, s) => {
    const { coefficient } = coefficients[s]!;
    for (let row = 0; row < n; row++) if (fires[row] === 1) sums[row]! += coefficient;
  });
  return sums.map((sum) => -Math.expm1(-hazard * Math.exp(sum)));
}

/** Bins are whole groups of equal risks in their order, so that their sizes say which cases they hold. */
function calibrated(judged: Judged, { cases, leaving, n, level }: Counted): ScoreCalibration | null {
  const found = calibration(judged.score, judged.leaves, BINS);
  if (found === null) return null;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => judged.score[a]! - judged.score[b]!);
  const binOf = new Int32Array(n);
  let at = 0;
  found.bins.forEach((bin, b) => {
    for (const end = at + bin.n; at < end; at++) binOf[order[at]!] = b;
  });
  const bins = found.bins.map((bin, b) => {
    const own = byCustomer(judged, (i) => (binOf[i] === b ? 1 : 0));
    const left = byCustomer(judged, (i) => (binOf[i] === b ? judged.leaves[i]! : 0));
    const { lower, upper } = shareOver(own, left, level, bin.n, "");
    return { ...bin, lower, upper };
  });
  const predicted = judged.score.reduce((sum, risk) => sum + risk, 0) / n;
  return { ...found, bins, predicted, observed: shareOver(cases, leaving, level, n, "") };
}

const nobody = (note: string): Learnt => ({
  score: {
    fitted: null,
    judged: null,
    coefficients: [],
    baseRisk: null,
    foresight: null,
    calibration: null,
    note,
  },
  risks: null,
  judged: null,
});

interface Fit {
  readonly coefficients: readonly ScoreCoefficient[];
  /** Up to the horizon, of one for whom nothing fires. */
  readonly hazard: number;
}

/** A Cox model of what happens within the horizon after each date, cases of one customer being no strangers to each other. */
function fitOf(spells: ReturnType<typeof landmarks>, signals: readonly Named[], level: number): Fit | string {
  const { model, ratios, data } = jointModel(spells, signals, level);
  if (model === null) return "no score: none of the signals tells those who left from those who stayed";
  if (model.fit === null) return `no score. ${model.note}`;
  const fitted = Object.fromEntries(model.fit.coefficients.map((one) => [one.covariate, one.coefficient]));
  const coefficients = signals.map(({ name }, s) => ({
    signal: name,
    coefficient: Object.hasOwn(fitted, name) ? fitted[name]! : 0,
    hazardRatio: ratios[s]!,
  }));
  return { coefficients, hazard: coxBaseline(data, fitted).at(-1)!.hazard };
}

/** All signals in one score: learnt on the earlier dates, judged on the later ones. */
export function signalScore(cases: Cases, signals: readonly Named[], options: ScoreOptions): Learnt {
  const { horizon, budget, level } = options;
  const dates = splitDates(cases, options);
  if (dates.fitted.length === 0)
    return nobody(`no score: no date whose ${horizon} days end before those it would be judged on`);
  const spells = landmarks(cases, dates.fitted, horizon);
  const fitted = rangeOf(cases, dates.fitted, { customer: spells.customer, leaves: spells.event });
  if (fitted!.leaving === 0) return nobody(`no score: nobody left within ${horizon} days of the dates to learn from`);
  const fit = fitOf(spells, signals, level);
  if (typeof fit === "string") return nobody(fit);
  const risks = risksOf(cases.customer.length, signals, fit.coefficients, fit.hazard);
  const isJudged = new Set(dates.judged);
  const judged = judgedCases(cases, risks, horizon, (date) => isJudged.has(date));
  const counts = counted(judged, level);
  const hasCases = counts.n > 0;
  const common = { fitted, coefficients: fit.coefficients, baseRisk: -Math.expm1(-fit.hazard) };
  if (!hasCases) {
    const note = "not judged: no date from the first to be judged on whose horizon has been seen";
    return { score: { ...common, judged: null, foresight: null, calibration: null, note }, risks, judged: null };
  }
  return {
    score: {
      ...common,
      judged: rangeOf(cases, dates.judged, judged),
      foresight: foresight(judged, counts, budget),
      calibration: calibrated(judged, counts),
      note: null,
    },
    risks,
    judged,
  };
}
