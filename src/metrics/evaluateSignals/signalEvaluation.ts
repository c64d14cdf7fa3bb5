import type { Calibration } from "../../statistics/calibration.js";
import type { Estimate, Result } from "../result.js";

/*
 * A "case" is one customer on one date of the panel; the same customer is a case on many dates. All intervals of shares of cases take
 * that into account: as many customers as there are stand behind them, not as many cases.
 */

/**
 * What a signal is worth as a warning, by the hazard ratio of the signal alone.
 *
 * - `warns`: told from chance (adjusted p-value up to `falseShare`), and the lower bound is at least `atLeast`.
 * - `weak`: told from chance and above 1, but perhaps too little to act on.
 * - `calms`: told from chance and below 1: customers leave less while it fires.
 * - `not told from chance`.
 * - `follows`: it hardly ever fired before leaving, but came after it: no warning, whatever it looks like in a table of leavers.
 * - `cannot tell`: there is no hazard ratio; the note says why.
 */
export type SignalFinding = "warns" | "weak" | "calms" | "not told from chance" | "follows" | "cannot tell";

/** What contacting the customers of the highest scores reaches, of each date the same share; see `liftAt` for ties. */
export interface GainPoint {
  /** Of the cases that is contacted: 0.05. */
  readonly share: number;
  /** Cases contacted, and those of them who leave within the horizon: fractions, where ties are contacted in part. */
  readonly called: number;
  readonly reached: number;
  /** reached/all who leave within the horizon, with its interval: sensitivity. */
  readonly gain: number;
  readonly lower: number | null;
  readonly upper: number | null;
  /** gain/share: how many times as many as contacting at random. */
  readonly lift: number;
  /** reached/called. */
  readonly precision: number;
}

/** Contacting as many as the budget allows on each date, those of the highest scores. */
export interface BudgetReach {
  /** Customers contacted on a date, on average. */
  readonly perDate: number;
  readonly called: number;
  readonly reached: number;
  /** Of those contacted, who leaves within the horizon; of those who leave, who was contacted; and how often as at random. */
  readonly precision: Estimate;
  readonly sensitivity: Estimate;
  readonly lift: Estimate;
}

/** How well a score, one number a case, tells beforehand who leaves within the horizon. Cases whose horizon has been seen whole. */
export interface Foresight {
  /** Cases with a score, those of them who leave within the horizon, and the customers they are. */
  readonly cases: number;
  readonly leaving: number;
  readonly customers: number;
  /** leaving/cases: the precision of contacting at random. */
  readonly baseRate: Estimate;
  /** The chance that one who leaves has a higher score than one who does not; interval by Obuchowski's variance over customers. */
  readonly auc: Estimate;
  /** Kolmogorov and Smirnov's distance of those who leave and those who do not; null without any of either. */
  readonly ks: number | null;
  /** The most alarming of each date, as far as the budget goes; null where nobody leaves. */
  readonly atBudget: BudgetReach | null;
  /** Gain and lift from 0 to 1; [] where nobody leaves. */
  readonly curve: readonly GainPoint[];
}

/** Foresight of one signal; the score is its strength. */
export interface SignalForesight extends Foresight {
  /** Cases in which it fires, and those of them who leave within the horizon. */
  readonly firing: number;
  readonly firingLeaving: number;
  /** Of those for whom it fires, who leaves: positive predictive value. */
  readonly precision: Estimate;
  /** Of those who leave, for whom it fires. */
  readonly sensitivity: Estimate;
  /** Of those who stay, for whom it fires all the same. */
  readonly falseAlarms: Estimate;
  /** precision/base rate. */
  readonly lift: Estimate;
}

/** Days between a warning and leaving (or the end of a window as long, of one who stayed). Null for nobody. */
export interface LeadDays {
  readonly lowerQuartile: number | null;
  readonly median: number | null;
  readonly upperQuartile: number | null;
  /** Of whom: those who were warned at all. */
  readonly n: number;
}

/** How often a signal fires so many days before leaving. */
export interface ApproachBin {
  /** Days before leaving: above `from`, up to `to`; `days` is the middle. */
  readonly from: number;
  readonly to: number;
  readonly days: number;
  /** Leavers with a reading then; the share of them for whom it fires, with its interval. */
  readonly firing: Estimate;
  /** The share of those who stayed for whom it fired on the same dates. */
  readonly background: number | null;
}

/** How long before leaving a signal shows, among leavers who were customers, and read, during the whole of `lookBack`. */
export interface SignalLead {
  readonly leavers: number;
  /** Of the leavers, for whom it fired at least once within `lookBack` days before leaving. */
  readonly warned: Estimate;
  /** The same share among those who stayed, in windows as long at the same dates: what any signal reaches by firing now and then. */
  readonly background: Estimate;
  /**
   * Of the warned: days from when it began to fire for the last time, without a break, to leaving. `lookBack` at most. Beside it the
   * same of those who stayed: where both are alike, the days say nothing.
   */
  readonly days: LeadDays;
  readonly backgroundDays: LeadDays;
  /** How many of the warned had so many days: above `from`, up to `to`. */
  readonly distribution: readonly { readonly from: number; readonly to: number; readonly leavers: number }[];
  /** From the days just before leaving back to `lookBack`, in steps of the usual distance between dates. */
  readonly approach: readonly ApproachBin[];
  /**
   * The days before leaving at which the signal has half of what it exceeds the background by at most: when it departs from it. Null
   * where no bin exceeds the background beyond chance. Interval by resampling leavers.
   */
  readonly halfway: Estimate;
}

/**
 * One signal. `estimate` is its hazard ratio: by how much leaving is more frequent in the days after a date on which it fires, up to the
 * next date. `n` counts the customers with a reading. `overall` is the same of all signals together: whether any fires.
 */
export interface SignalRow extends Estimate {
  readonly finding: SignalFinding;
  /** That the hazard ratio is 1; and Benjamini and Hochberg's over all signals (null in `overall`). */
  readonly pValue: number | null;
  readonly adjustedPValue: number | null;
  /** The hazard ratio in one model with all other signals: what it says beyond them. Null in `overall`. */
  readonly adjusted: Estimate;
  /** Cases with a reading; of them those in which it fires; cases without one. */
  readonly known: number;
  readonly firing: number;
  readonly unknown: number;
  /** Customers who left right after a case with a reading; of them those for whom it fired then. */
  readonly left: number;
  readonly leftFiring: number;
  /** As the panel says: left without it before, with it after. */
  readonly onlyAfterLeaving: number | null;
  readonly foresight: SignalForesight;
  readonly lead: SignalLead;
}

/** Dates of the panel, and what was seen of the cases on them. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
  readonly dates: number;
  readonly cases: number;
  readonly customers: number;
  /** Cases that left within the horizon. */
  readonly leaving: number;
}

/** What a signal adds to the combined score. */
export interface ScoreCoefficient {
  readonly signal: string;
  /** The logarithm of the hazard ratio; 0 where it was left out, and `note` says why. */
  readonly coefficient: number;
  readonly hazardRatio: Estimate;
}

/** A way of choosing whom to contact, judged by who really left. */
export interface ContactPolicy {
  /** Those above their break-even; the budget's most at risk; everybody; nobody. */
  readonly policy: "above break-even" | "budget" | "everybody" | "nobody";
  /** Customers contacted on a date, on average, and the share of them who leave within the horizon without it. */
  readonly perDate: number;
  readonly precision: number | null;
  /** What contacting them on one date brings beyond contacting nobody, on average over the dates. */
  readonly netBenefit: Estimate;
}

/** From which risk on contacting pays, and what it brings. */
export interface BreakEven {
  /** Of a customer of mean value: the risk above which contacting pays; null with a note where it never does. */
  readonly risk: number | null;
  readonly note: string | null;
  readonly meanValue: number | null;
  /** Customers of the last date above their own break-even, of how many with a value; those without one are not contacted. */
  readonly above: number;
  readonly valued: number;
  readonly withoutValue: number;
  /** On the dates the score is judged on. */
  readonly policies: readonly ContactPolicy[];
}

/** A customer of the last date of the panel. */
export interface WatchedCustomer {
  readonly customer: string;
  /** Of leaving within the horizon. */
  readonly risk: number;
  /** Signals that fire. */
  readonly signals: readonly string[];
  readonly value: number | null;
  /** What contacting is expected to bring; null without a value. */
  readonly netBenefit: number | null;
  /** Whether that is above 0; null where nothing is known of contacts. */
  readonly contact: boolean | null;
}

/** Predicted against observed shares, with the interval of each bin's observed one. */
export interface ScoreCalibration extends Omit<Calibration, "bins"> {
  readonly bins: readonly (Calibration["bins"][number] & {
    readonly lower: number | null;
    readonly upper: number | null;
  })[];
  /** The mean risk told, and the share that left. */
  readonly predicted: number;
  readonly observed: Estimate;
}

/** All signals in one score: the risk of leaving within the horizon, learnt on earlier dates and judged on later ones. */
export interface SignalScore {
  /** Null with a note where there is nothing to learn from, or to judge on. */
  readonly fitted: DateRange | null;
  readonly judged: DateRange | null;
  readonly coefficients: readonly ScoreCoefficient[];
  /** The risk of one for whom no signal fires. */
  readonly baseRisk: number | null;
  /** On the dates it is judged on; the score is the risk. */
  readonly foresight: Foresight | null;
  readonly calibration: ScoreCalibration | null;
  /** Null without `contact`. */
  readonly breakEven: BreakEven | null;
  /** By expected net benefit where that is known, else by risk, the highest first. */
  readonly watchlist: readonly WatchedCustomer[];
  readonly note: string | null;
}

/** One row a signal: `keys` is { signal }. */
export interface EvaluateSignalsResult extends Result<SignalRow> {
  /** Leaving is known up to the end of this day. */
  readonly until: string;
  /** Days. */
  readonly horizon: number;
  readonly lookBack: number;
  /** Usual days between two dates; null with one date. */
  readonly spacing: number | null;
  /** As asked for: a share of the customers of a date, or so many of them. */
  readonly budget: number;
  readonly atLeast: number;
  readonly falseShare: number;
  /** Tested signals: how many p-values were adjusted together. */
  readonly comparisons: number;
  /** All of the panel, whose horizon need not have been seen; `leaving` are those who left by `until`. */
  readonly panel: {
    readonly from: string;
    readonly to: string;
    readonly dates: number;
    readonly cases: number;
    readonly customers: number;
    readonly leavers: number;
  };
  readonly score: SignalScore;
}
