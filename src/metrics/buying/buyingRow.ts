import { criticalValue } from "../../statistics/distributions.js";
import type { Estimate } from "../result.js";
import type { BuyingModel, BuyingParameters } from "./bgNbdLikelihood.js";
import { type BuyingFit, fitBuying, PARAMETERS, parametersAt, type Search } from "./buyingFit.js";
import { expectedPurchases, probabilityAlive } from "./expectations.js";
import type { HistorySegment } from "./historyTally.js";

/** The estimate is the number of repeat purchases a new customer is expected to make within the horizon; `n` counts customers. */
export interface BuyingRow extends Estimate {
  /** What `expectedPurchases`, `probabilityAlive` and `expectedFurtherPurchases` take; null where nothing could be fitted. */
  readonly parameters: BuyingParameters | null;
  /** The parameters one by one, with their intervals. */
  readonly r: Estimate;
  readonly alpha: Estimate;
  readonly a: Estimate;
  readonly b: Estimate;
  /** The average probability of being alive at the end of the watched time, of these customers. */
  readonly alive: Estimate;
  readonly logLikelihood: number | null;
  /** How the search ended, with gradient and Hessian by the logs of the parameters. */
  readonly search: Search | null;
  /** Customers with at least one repeat purchase, and how many repeat purchases all made. */
  readonly repeatBuyers: number;
  readonly purchases: number;
  /** Customers with an age of 0: nothing could be seen of them, and they are in no other number. */
  readonly justArrived: number;
  /** Rows without a frequency, a recency or an age, likewise. */
  readonly missing: number;
}

export interface BuyingSettings {
  readonly model: BuyingModel;
  /** Null where nobody has an age. */
  readonly horizon: number | null;
  readonly level: number;
  readonly starts: number;
  readonly seed: number;
}

interface Scale {
  readonly to: (x: number) => number;
  readonly from: (y: number) => number;
}

const LOG: Scale = { to: Math.log, from: Math.exp };
const LOGIT: Scale = { to: (x) => Math.log(x / (1 - x)), from: (y) => 1 / (1 + Math.exp(-y)) };
const STEP = 1e-4;

/** ± z standard errors on a scale where a number may be anything, from the covariance of the logs of the parameters. */
function withInterval(
  { parameters, covariance }: BuyingFit,
  of: (parameters: BuyingParameters) => number,
  scale: Scale,
  level: number,
): { estimate: number; lower: number | null; upper: number | null } {
  const estimate = of(parameters);
  const nothing = { estimate, lower: null, upper: null };
  if (covariance === null) return nothing;
  const point = PARAMETERS.map((name) => Math.log(parameters[name]));
  const gradient = point.map((_, j) => {
    const [up, down] = [1, -1].map((sign) =>
      scale.to(
        of(
          parametersAt(
            parameters.model,
            point.map((x, k) => (k === j ? x + sign * STEP : x)),
          ),
        ),
      ),
    );
    return (up! - down!) / (2 * STEP);
  });
  let variance = 0;
  gradient.forEach((x, i) => {
    gradient.forEach((y, j) => {
      variance += x * y * covariance[4 * i + j]!;
    });
  });
  const half = criticalValue(level) * Math.sqrt(variance);
  const center = scale.to(estimate);
  const [lower, upper] = [scale.from(center - half), scale.from(center + half)];
  return Number.isFinite(lower) && Number.isFinite(upper) ? { estimate, lower, upper } : nothing;
}

/** Why nothing can be fitted; null where it can be tried. */
function whyNot({ counts, justArrived, missing }: HistorySegment, n: number, repeatBuyers: number): string | null {
  if (n === 0 && justArrived > 0) return "nobody was watched for longer than 0";
  if (n === 0) return missing > 0 ? "no customers with known purchases" : "no customers";
  if (n === 1) return "one customer: how customers differ cannot be told";
  if (repeatBuyers === 0) return "nobody bought again: there is no rate to fit";
  return counts.length === 1 ? "all customers alike: how they differ cannot be told" : null;
}

/** What is to be said of a search that did not end at a top. */
function searchNote({ status, bounded }: Search): string | null {
  if (status === "converged") return null;
  if (status === "at a bound") {
    return `the likelihood still rises at the bound of ${bounded.join(", ")}: these customers do not determine the parameters; no intervals`;
  }
  if (status === "flat") return "the likelihood is flat: many parameters fit these customers alike; no intervals";
  return "the search stalled before the top: do not use";
}

const empty = (n: number, note: string): Estimate => ({ estimate: null, lower: null, upper: null, n, note });

/** The finish of one segment. */
export function buyingRow(segment: HistorySegment, settings: BuyingSettings): BuyingRow {
  const { counts, justArrived, missing } = segment;
  const { model, horizon, level, starts, seed } = settings;
  let [n, repeatBuyers, purchases] = [0, 0, 0];
  for (const one of counts) {
    n += one.n;
    repeatBuyers += one.frequency > 0 ? one.n : 0;
    purchases += one.n * one.frequency;
  }
  const tallied = { repeatBuyers, purchases, justArrived, missing };
  const why = whyNot(segment, n, repeatBuyers);
  if (why !== null || horizon === null) {
    const nothing = empty(n, why ?? "no horizon");
    const names = { r: nothing, alpha: nothing, a: nothing, b: nothing, alive: nothing };
    return { ...nothing, parameters: null, ...names, logLikelihood: null, search: null, ...tallied };
  }
  const fit = fitBuying(counts, model, { starts, seed });
  const note = searchNote(fit.search);
  const of = (value: (parameters: BuyingParameters) => number, scale: Scale): Estimate => {
    const found = withInterval(fit, value, scale, level);
    return { ...found, n, note: note ?? (found.lower === null ? "no interval" : null) };
  };
  const alive = (parameters: BuyingParameters) =>
    counts.reduce((sum, one) => sum + one.n * probabilityAlive(parameters, one), 0) / n;
  return {
    ...of((parameters) => expectedPurchases(parameters, horizon), LOG),
    parameters: fit.parameters,
    r: of(({ r }) => r, LOG),
    alpha: of(({ alpha }) => alpha, LOG),
    a: of(({ a }) => a, LOG),
    b: of(({ b }) => b, LOG),
    alive: of(alive, LOGIT),
    logLikelihood: fit.logLikelihood,
    search: fit.search,
    ...tallied,
  };
}
