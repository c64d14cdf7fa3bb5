import { requireLevel } from "../../statistics/interval.js";
import { MODELS } from "../buying/models.js";
import type { WithoutSpend } from "../gammaGamma/spendTally.js";
import { requireOneOf } from "../requireOneOf.js";
import { requireStarts } from "../search.js";
import { type By, byColumns } from "../segments.js";
import { type Discounting, type Schedule, scheduleOf } from "./discounting.js";

/** A model of buying at any time. */
export type LifetimeModel = "bgNbd" | "mbgNbd" | "paretoNbd";

/**
 * Whose purchases the models are fitted to.
 *
 * - `everybody` (default): all customers together, so that segments differ by what their customers did, and their values add up.
 * - `each segment`: every segment by itself. For segments that are kinds of customers (countries, cohorts), not for those that are made
 *   of what customers did (RFM): a model of only those who buy often knows nobody who does not.
 */
export type LifetimeFit = "everybody" | "each segment";

export interface LifetimeOptions {
  /** Column of the number of purchases after the first. */
  readonly frequency: string;
  /** Column of the time from the first purchase to the last, 0 without a repeat purchase: not the time since the last. */
  readonly recency: string;
  /** Column of the time from the first purchase to the end of the watched time. */
  readonly age: string;
  /** Column of what a repeat purchase came to on average, without the first; it does not matter where the frequency is 0. */
  readonly monetaryValue: string;
  /** How customers buy and leave; see `bgNbd` (default), `mbgNbd` and `paretoNbd`. */
  readonly model?: LifetimeModel;
  /** How far ahead is looked, in the unit of the ages. */
  readonly horizon: number;
  /** By which money of next year is worth less: .1 for a tenth. 0 to count it in full. */
  readonly discountRate: number;
  /** How many units of the ages make a year: 52.18 weeks, 365.25 days, 12 months. */
  readonly unitsPerYear: number;
  /** What is kept of the amounts, above 0 and up to 1; 1 unless given, and the value is one of revenue. */
  readonly margin?: number;
  /** When the money of a step comes: at its `end` (default) or in the `middle`. */
  readonly discounting?: Discounting;
  /** How long a step is, in the unit of the ages; a twelfth of a year unless given. */
  readonly step?: number;
  /** What is done with a repeat buyer whose spend is missing, 0 or below; see `gammaGamma`. */
  readonly withoutSpend?: WithoutSpend;
  readonly by?: By;
  readonly fit?: LifetimeFit;
  readonly level?: number;
  /** From how many points each search begins. */
  readonly starts?: number;
  /** Worlds that are simulated for the intervals; 200 unless given, 0 for no intervals. */
  readonly resamples?: number;
  readonly seed?: number;
}

/** The options with what stands where nothing was given. */
export interface LifetimePlan extends Required<Omit<LifetimeOptions, "by">> {
  readonly by: readonly string[];
  readonly schedule: Schedule;
}

function requireAbove0(value: number, what: string, caller: string): void {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${caller} requires ${what} above 0; got ${value}`);
}

/** The options as they are used; throws for those that cannot be. */
export function lifetimePlan(options: LifetimeOptions, caller: string): LifetimePlan {
  const by = byColumns(options.by);
  const { model = "bgNbd", withoutSpend = "refuse", fit = "everybody", discounting = "end" } = options;
  const { horizon, discountRate, unitsPerYear, margin = 1, step = unitsPerYear / 12 } = options;
  const { level = 0.95, starts = 4, resamples = 200, seed = 1 } = options;
  requireOneOf(
    caller,
    "model",
    Object.keys(MODELS).filter((name) => name !== "bgBb"),
    model,
  );
  requireOneOf(caller, "treatment of repeat buyers without spend", ["refuse", "leave out"], withoutSpend);
  requireOneOf(caller, "fit", ["everybody", "each segment"], fit);
  if (fit === "each segment" && by.length === 0) {
    throw new TypeError(`${caller} with fit 'each segment' requires segments; got no 'by'`);
  }
  requireOneOf(caller, "discounting", ["end", "middle"], discounting);
  requireAbove0(horizon, "a horizon", caller);
  requireAbove0(unitsPerYear, "unitsPerYear", caller);
  requireAbove0(step, "a step", caller);
  if (!(discountRate >= 0 && Number.isFinite(discountRate))) {
    throw new RangeError(`${caller} requires a discountRate of at least 0, such as 0.1 a year; got ${discountRate}`);
  }
  if (!(margin > 0 && margin <= 1)) {
    throw new RangeError(`${caller} requires a margin above 0 and up to 1, such as 0.3; got ${margin}`);
  }
  requireLevel(level, caller);
  requireStarts(starts, caller);
  if (resamples !== 0 && !(Number.isInteger(resamples) && resamples >= 100)) {
    throw new RangeError(
      `${caller} requires a whole number of resamples from 100, or 0 for no intervals; got ${resamples}`,
    );
  }
  const schedule = scheduleOf({ horizon, step, discountRate, unitsPerYear, margin, discounting }, caller);
  return {
    ...{ frequency: options.frequency, recency: options.recency, age: options.age },
    ...{ monetaryValue: options.monetaryValue, model, horizon, discountRate, unitsPerYear, margin, discounting, step },
    ...{ withoutSpend, fit, level, starts, resamples, seed, by, schedule },
  };
}
