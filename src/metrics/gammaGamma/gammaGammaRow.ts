import { type Correlation, correlation } from "../../statistics/correlation.js";
import { deltaInterval, LOG } from "../../statistics/deltaMethod.js";
import { type Estimate, nothing } from "../result.js";
import { searchNote } from "../search.js";
import { meanSpend } from "./expectedSpend.js";
import { fitSpending, SPENDING, type SpendFit, type SpendSearch, spendingAt } from "./gammaGammaFit.js";
import type { SpendingParameters } from "./gammaGammaLikelihood.js";
import type { SpendSegment } from "./spendTally.js";

/** The estimate is what a purchase comes to on average over all customers; `n` counts customers with a repeat purchase. */
export interface SpendRow extends Estimate {
  /** What `expectedSpend` takes; null where nothing could be fitted. */
  readonly parameters: SpendingParameters | null;
  /** The parameters one by one, with their intervals; γ is in the unit of money. */
  readonly p: Estimate;
  readonly q: Estimate;
  readonly gamma: Estimate;
  /** The correlation of frequency and spend over repeat buyers, which the model takes for 0. */
  readonly independence: Estimate;
  readonly logLikelihood: number | null;
  /** How the search ended, with gradient and Hessian by the logs of the parameters. */
  readonly search: SpendSearch | null;
  /** Repeat purchases, and what they came to altogether. */
  readonly purchases: number;
  readonly amount: number;
  /** Customers without a repeat purchase: they tell nothing of spend and are in no other number. */
  readonly withoutRepeat: number;
  /** Repeat buyers whose spend is missing, 0 or below, left out on request; rows without a frequency. */
  readonly withoutSpend: number;
  readonly missing: number;
}

export interface SpendSettings {
  readonly level: number;
  readonly starts: number;
  readonly seed: number;
}

/** Why nothing can be fitted; null where it can be tried. */
function whyNot({ counts, withoutRepeat, withoutSpend, missing }: SpendSegment, n: number): string | null {
  if (n === 0 && withoutSpend > 0) return "no repeat buyers with a spend above 0";
  if (n === 0 && withoutRepeat > 0) return "nobody bought again: spend is told by repeat purchases";
  if (n === 0) return missing > 0 ? "no customers with known purchases" : "no customers";
  if (n === 1) return "one repeat buyer: how customers differ cannot be told";
  return counts.length === 1 ? "all repeat buyers alike: how they differ cannot be told" : null;
}

/** A number that the parameters make, with its interval on the log. */
function madeOf(fit: SpendFit, of: (parameters: SpendingParameters) => number, n: number, level: number): Estimate {
  const point = SPENDING.map((name) => Math.log(fit.parameters[name]));
  const found = deltaInterval((at) => of(spendingAt(at)), point, fit.covariance, { scale: LOG, level });
  return { ...found, n, note: searchNote(fit.search) ?? (found.lower === null ? "no interval" : null) };
}

/** The mean of all customers with its interval, or why there is none. */
function meanOf(fit: SpendFit, n: number, level: number): Estimate {
  const { q } = fit.parameters;
  if (q > 1) return madeOf(fit, (parameters) => meanSpend(parameters) ?? Number.NaN, n, level);
  const said = searchNote(fit.search);
  const infinite = `the mean spend is infinite: q is ${Number(q.toPrecision(3))}, at most 1: a few customers spend without limit`;
  return nothing(n, said === null ? infinite : `${infinite}; ${said}`);
}

function independenceOf(found: Correlation | null, n: number): Estimate {
  if (found === null) return nothing(n, "frequency or spend is the same for all repeat buyers");
  const { correlation: estimate, interval } = found;
  if (interval === null)
    return { estimate, lower: null, upper: null, n, note: "too few repeat buyers for an interval" };
  const isClear = interval.lower > 0 || interval.upper < 0;
  const more = estimate > 0 ? "more" : "less";
  const note = isClear
    ? `who buys more often spends ${more} on a purchase, which the model takes for no relation`
    : null;
  return { estimate, ...interval, n, note };
}

/** The finish of one segment. */
export function spendRow(segment: SpendSegment, settings: SpendSettings): SpendRow {
  const { counts, withoutRepeat, withoutSpend, missing, firstCounted } = segment;
  let [n, purchases, amount] = [0, 0, 0];
  for (const { frequency, monetaryValue, n: alike } of counts) {
    n += alike;
    purchases += alike * frequency;
    amount += alike * frequency * monetaryValue;
  }
  const tallied = { purchases, amount, withoutRepeat, withoutSpend, missing };
  const why = whyNot(segment, n);
  if (why !== null) {
    const none = nothing(n, why);
    const names = { p: none, q: none, gamma: none, independence: none };
    return { ...none, parameters: null, ...names, logLikelihood: null, search: null, ...tallied };
  }
  const { level } = settings;
  const fit = fitSpending(counts, settings);
  const mean = meanOf(fit, n, level);
  const first =
    firstCounted > 0
      ? `${firstCounted} without a repeat purchase have a spend: it must be the mean of the repeat purchases, without the first`
      : null;
  const pairs = counts.map(({ frequency, monetaryValue, n: alike }) => ({ x: frequency, y: monetaryValue, n: alike }));
  return {
    ...mean,
    note: [mean.note, first].filter((part) => part !== null).join("; ") || null,
    parameters: fit.parameters,
    p: madeOf(fit, ({ p }) => p, n, level),
    q: madeOf(fit, ({ q }) => q, n, level),
    gamma: madeOf(fit, ({ gamma }) => gamma, n, level),
    independence: independenceOf(correlation(pairs, level), n),
    logLikelihood: fit.logLikelihood,
    search: fit.search,
    ...tallied,
  };
}
