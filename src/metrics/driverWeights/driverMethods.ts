import { kendall } from "../../statistics/kendall.js";
import { type ImportanceMethod, relativeImportance } from "../../statistics/relativeImportance.js";
import type { DriverFit } from "./driverFit.js";
import { type LogisticMethod, whyNotLogistic } from "./driverLogisticMethods.js";
import { DRIVER_METHODS, type DriverMethod, isGiven, METHOD_NAMES } from "./driverMethod.js";
import type { GivenWeights } from "./driverStated.js";

/** All drivers under one method. */
export interface MethodWeights {
  readonly method: DriverMethod;
  /** The method in words. */
  readonly label: string;
  /** In the order of the drivers; 0 for one that was dropped. Null where the method cannot be had. */
  readonly weights: readonly number[] | null;
  /** Of their sum; null where a weight is negative: such parts are no weights. */
  readonly shares: readonly number[] | null;
  /** Why something is null. */
  readonly note: string | null;
}

/** How two methods agree on the order of the drivers. */
export interface MethodAgreement {
  readonly first: DriverMethod;
  readonly second: DriverMethod;
  /** Kendall's τ-b; null where one of the two has no order. */
  readonly kendall: number | null;
}

/** How a method's weights come from the parts of R²: as they are but for β, correlations and PLS. */
export const CORE: Readonly<Record<Exclude<DriverMethod, "equal" | "stated" | "constant-sum">, ImportanceMethod>> = {
  correlation: "first",
  first: "first",
  last: "last",
  beta: "beta",
  lmg: "lmg",
  johnson: "johnson",
  pratt: "pratt",
  car: "car",
  pls: "first",
};

/**
 * From what the core gives to the method's own weights, in place.
 *
 * β is made of deviations beside the controls and is put on whole ones.
 */
export function inOwnUnits(
  method: DriverMethod,
  { r, deviation, leftDeviation }: DriverFit["moments"],
  out: Float64Array,
) {
  if (method === "correlation") for (let j = 0; j < r.length; j++) out[j] = Math.abs(r[j]!);
  if (method === "pls") for (let j = 0; j < r.length; j++) out[j] = r[j]! / deviation[j]!;
  if (method === "beta") {
    for (let j = 0; j < r.length; j++) out[j] = Math.abs((out[j]! * deviation[j]!) / leftDeviation[j]!);
  }
}

/** Raw weights of the drivers that vary; of a logistic fit only by methods that it has. */
export function weightsOf(method: keyof typeof CORE, { moments, kept, logistic }: DriverFit): Float64Array {
  if (logistic !== null) return logistic.weights[method as LogisticMethod]!;
  const { r, correlations } = moments;
  const out = relativeImportance({ method: CORE[method], r, correlations, size: kept.length });
  inOwnUnits(method, moments, out);
  return out;
}

const NEGATIVE = "a negative weight: shares would say nothing";

/** Each weight over the sum of all; null where one is below 0 by more than rounding, or all are 0. */
export function sharesOf(weights: ArrayLike<number>): number[] | null {
  const values = Array.from(weights);
  const sum = values.reduce((total, value) => total + value, 0);
  const least = Math.min(...values);
  return sum > 0 && least >= -1e-12 * sum ? values.map((value) => Math.max(0, value) / sum) : null;
}

function entry(method: DriverMethod, weights: readonly number[] | null, note: string | null): MethodWeights {
  const shares = weights === null ? null : sharesOf(weights);
  const why =
    weights === null || shares !== null ? note : weights.some((weight) => weight < 0) ? NEGATIVE : "all weights are 0";
  return { method, label: DRIVER_METHODS[method], weights, shares, note: why };
}

/** Every method side by side, in the order of `DRIVER_METHODS`. */
export function methodWeights(fit: DriverFit, given: GivenWeights, count: number): MethodWeights[] {
  return METHOD_NAMES.map((method) => {
    if (isGiven(method)) {
      const { weights, note } = given[method];
      return entry(method, weights === null ? null : weights.map(({ estimate }) => estimate!), note);
    }
    const why = fit.logistic === null ? null : whyNotLogistic(method, fit.kept.length, fit.logistic.rows.controls);
    if (why !== null) return entry(method, null, why);
    const kept = weightsOf(method, fit);
    const weights = Array.from({ length: count }, () => 0);
    fit.kept.forEach((j, k) => {
      weights[j] = kept[k]!;
    });
    return entry(method, weights, null);
  });
}

/** Each pair of methods that can be had. */
export function agreementOf(methods: readonly MethodWeights[]): MethodAgreement[] {
  const had = methods.filter(({ weights }) => weights !== null);
  return had.flatMap((first, i) =>
    had.slice(i + 1).map((second) => ({
      first: first.method,
      second: second.method,
      kendall: kendall(first.weights!.map(rounded), second.weights!.map(rounded)).tau,
    })),
  );
}

/** Weights that differ by rounding are tied. */
const rounded = (weight: number) => Number(weight.toPrecision(10));
