import { dayOf } from "../../calendar/days.js";
import { requireLevel } from "../../statistics/interval.js";
import { random } from "../../statistics/random.js";
import type { SignalPanel } from "../warningSignals/signalPanel.js";
import { breakEven, watchlist } from "./breakEven.js";
import { type ContactOptions, contactsOf } from "./contactValues.js";
import { draftOrKept } from "./keptDrafts.js";
import { type Cases, panelCases } from "./panelCases.js";
import type { EvaluateSignalsResult } from "./signalEvaluation.js";
import { jointModel, spellsOf } from "./signalHazard.js";
import { leaversOf } from "./signalLead.js";
import { adjustedPValues, anySignal, finishedRow, OVERALL_ADJUSTED } from "./signalRow.js";
import { signalScore } from "./signalScore.js";

export type { ContactOptions, CustomerValues } from "./contactValues.js";
export type {
  ApproachBin,
  BreakEven,
  BudgetReach,
  ContactPolicy,
  DateRange,
  EvaluateSignalsResult,
  Foresight,
  GainPoint,
  LeadDays,
  ScoreCalibration,
  ScoreCoefficient,
  SignalFinding,
  SignalForesight,
  SignalLead,
  SignalRow,
  SignalScore,
  WatchedCustomer,
} from "./signalEvaluation.js";

export interface EvaluateSignalsOptions {
  /** Leaving is known up to the end of this day; ISO date. Who left later is not known to have left. */
  readonly until: string;
  /** Days within which a warning is to come true; 90 unless given. */
  readonly horizon?: number;
  /** Who can be contacted on a date: a share of its customers (.05 unless given), or a number of them from 1 on. */
  readonly budget?: number;
  /**
   * The combined score is learnt on dates whose horizon ends before this day, and judged on dates from it on. ISO date; the last third
   * of the dates whose horizon has been seen unless given.
   */
  readonly testFrom?: string;
  /** Days before leaving that are searched for warnings; 180 unless given. */
  readonly lookBack?: number;
  /** What contacting a customer costs and brings: for the break-even and what contacting would have brought. */
  readonly contact?: ContactOptions;
  /** A hazard ratio whose lower bound is below it is too weak to act on; 1.25 unless given. */
  readonly atLeast?: number;
  /** Of the signals told from chance, about this share may be false; .05 unless given. */
  readonly falseShare?: number;
  readonly level?: number;
  readonly seed?: number;
  readonly resamples?: number;
}

const caller = "evaluateSignals";

function requireWhole(value: number, name: string, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new RangeError(`${caller} requires a whole number from ${least} as ${name}; got ${value}`);
}

function requireDay(iso: string): number {
  const day = dayOf(iso);
  if (day === null) throw new TypeError(`${caller} requires a date such as 2026-01-01 as testFrom; got '${iso}'`);
  return day;
}

/** All options with what stands where none is given. */
function settingsOf(options: EvaluateSignalsOptions) {
  const { horizon = 90, budget = 0.05, lookBack = 180, atLeast = 1.25, falseShare = 0.05 } = options;
  const { level = 0.95, seed = 1, resamples = 1000, testFrom } = options;
  requireLevel(level, caller);
  requireWhole(horizon, "horizon in days", 1);
  requireWhole(lookBack, "lookBack in days", 1);
  requireWhole(resamples, "resamples", 100);
  random(seed);
  if (!(budget > 0 && (budget < 1 || Number.isInteger(budget)))) {
    throw new RangeError(
      `${caller} requires a budget as a share below 1 or a whole number of customers; got ${budget}`,
    );
  }
  if (!(Number.isFinite(atLeast) && atLeast >= 1)) {
    throw new RangeError(`${caller} requires a hazard ratio of at least 1 as atLeast; got ${atLeast}`);
  }
  if (!(falseShare > 0 && falseShare < 1)) {
    throw new RangeError(`${caller} requires a falseShare between 0 and 1, such as 0.05; got ${falseShare}`);
  }
  const from = testFrom === undefined ? null : requireDay(testFrom);
  return { horizon, budget, lookBack, atLeast, falseShare, level, seed, resamples, testFrom: from };
}

function panelCounts({ dates, customer, left, until }: Cases): EvaluateSignalsResult["panel"] {
  const seen = new Set(customer);
  return {
    from: dates[0] ?? "",
    to: dates.at(-1) ?? "",
    dates: dates.length,
    cases: customer.length,
    customers: seen.size,
    leavers: [...seen].filter((one) => left[one]! <= until).length,
  };
}

/**
 * What warning signals are worth: how much more often customers leave while each fires, how long before leaving it shows, how many it
 * calls in vain, what all of them tell together, and whom it pays to contact.
 *
 * Read `finding`. `warns` is a signal that is told from chance and strong enough to act on; of those told from chance about `falseShare`
 * are false. A signal that warns need not be a cause: removing it may change nothing. `adjusted` is what it says beyond all others, and
 * may be small where several say the same. Not for signals chosen by looking at the same customers, nor for the effect of contacting:
 * that takes a trial (see `tacticEffect`).
 *
 * The estimate is a hazard ratio of the signal as a covariate that changes from date to date (Cox, Efron's ties), above 0; 1 says
 * nothing, higher warns. It speaks of the days up to the next date; `foresight` of the whole horizon, on dates that have seen it end;
 * `lead` of the days before leaving. Cases without a reading are left out of a signal's own numbers, and count as not firing in models of
 * several. The combined score is learnt on early dates and judged on later ones, since it flatters itself on those it has learnt from.
 *
 * Intervals: of hazard ratios normal on the scale of the logarithm, with errors robust by customer; of areas Obuchowski's over customers
 * on the logit scale; of shares Wilson's on the effective number of cases. P-values are the larger of the likelihood ratio's and the
 * robust one, adjusted by Benjamini and Hochberg. Null with a note where a number cannot exist: nobody left, or it never fires.
 *
 * Fetches single rows of a table of values, one a customer: at most its `maxRows`.
 *
 * @param signals what `warningSignals` returns, or any panel of readings
 * @throws dates after `until`; rows of customers who had left; amounts of `contact` below 0
 * @example (await evaluateSignals(answers, { until: "2026-06-30" })).rows[0].finding // "warns"
 * @see Therneau and Grambsch (2000), Modeling Survival Data; van Houwelingen (2007), Scandinavian Journal of Statistics 34; Obuchowski
 * (1997), Biometrics 53; Neslin et al. (2006), Journal of Marketing Research 43
 */
export async function evaluateSignals(
  { panel }: { readonly panel: SignalPanel },
  options: EvaluateSignalsOptions,
): Promise<EvaluateSignalsResult> {
  const settings = settingsOf(options);
  const { horizon, lookBack, budget, level, atLeast, falseShare } = settings;
  const cases = panelCases(panel, options.until);
  const contacts = options.contact === undefined ? null : await contactsOf(panel.customers, options.contact);

  const { signals } = panel;
  const seen = { cases, spells: spellsOf(cases), leavers: leaversOf(cases, lookBack) };
  const draft = draftOrKept(seen, settings);
  const drafts = signals.map(draft);
  const all = draft(anySignal(signals, cases.customer.length));
  const beside = jointModel(seen.spells, signals, level).ratios;
  const { score, risks, judged } = signalScore(cases, signals, settings);

  const pValues = adjustedPValues(drafts);
  const none = { adjustedPValue: null, adjusted: OVERALL_ADJUSTED(all.row.n) };
  return {
    metric: caller,
    label: "Warning signals before leaving",
    overall: finishedRow(all, none, settings, all.row.pValue),
    rows: drafts.map((one, s) => ({
      keys: { signal: signals[s]!.name },
      ...finishedRow(one, { adjustedPValue: pValues[s]!, adjusted: beside[s]! }, settings),
    })),
    by: ["signal"],
    level,
    method: "Cox with a covariate that changes over time, Efron's ties, errors robust by customer",
    unit: "ratio",
    excluded: { missing: all.row.unknown, outOfRange: 0 },
    until: options.until,
    horizon,
    lookBack,
    spacing: cases.spacing,
    budget,
    atLeast,
    falseShare,
    comparisons: pValues.filter((p) => p !== null).length,
    panel: panelCounts(cases),
    score: {
      ...score,
      breakEven: contacts === null ? null : breakEven(cases, risks, judged, contacts, { budget, level }),
      watchlist: risks === null ? [] : watchlist(cases, risks, signals, contacts),
    },
  };
}
