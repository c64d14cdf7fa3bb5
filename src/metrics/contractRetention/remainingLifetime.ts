import { deltaInterval, LOG } from "../../statistics/deltaMethod.js";
import { requireLevel } from "../../statistics/interval.js";
import type { Estimate } from "../result.js";
import { type ContractParameters, contractParametersAt, logRenewal, PARAMETERS } from "./contractLikelihood.js";
import type { ContractRow } from "./contractRow.js";

export interface RemainingOptions {
  /** Renewals the member has made; 0 for one who comes to the first. */
  readonly renewals: number;
  /** What a period's delay costs: 0.1 for 10 %. */
  readonly discountRate: number;
}

/** Below this a sum of periods would be nearer to a wait than to a number, and without discounting it may have no end. */
const LEAST_RATE = 1e-5;

function requireRemaining(caller: string, { renewals, discountRate }: RemainingOptions): void {
  if (!(Number.isInteger(renewals) && renewals >= 0)) {
    throw new RangeError(`${caller} requires a whole number of renewals from 0; got ${renewals}`);
  }
  if (!(discountRate >= LEAST_RATE && Number.isFinite(discountRate))) {
    throw new RangeError(
      `${caller} requires a discountRate a period of at least 0.00001 (without discounting the sum may have no end); got ${discountRate}`,
    );
  }
}

/** Σ over k ≥ 1 of S(renewals + k)/S(renewals)/(1 + d)ᵏ⁻¹. */
function remaining(parameters: ContractParameters, { renewals, discountRate }: RemainingOptions): number {
  let [sum, term] = [0, 1 + discountRate];
  for (let period = renewals + 1; ; period++) {
    term *= Math.exp(logRenewal(parameters, period)) / (1 + discountRate);
    sum += term;
    // What follows is less than the same term for ever.
    if (term <= 1e-14 * discountRate * sum) return sum;
  }
}

/**
 * How many more periods a member will pay for, who comes to his next renewal now, discounted: times the margin of a period it is the
 * value that is left in him (DERL, the discounted expected residual lifetime).
 *
 * From the parameters alone, as a paper prints them; of a fit, `remainingLifetime` gives the interval too. The period he renews for is
 * paid at once and counts in full; where the renewal is a whole period away, divide by 1 + discountRate. Above 0, and higher the
 * more renewals he has made, which a single retention rate for all cannot show.
 *
 * @throws renewals that are no whole number from 0, a discount rate below 0.00001
 * @example remainingLifetimeFromParameters({ model: "sbg", alpha: 0.668, beta: 3.806, c: 1 }, { renewals: 7, discountRate: 0.1 }) // 7.5299
 * @see Fader and Hardie (2010), Customer-base valuation in a contractual setting, Marketing Science 29, 85–93, equation 6
 */
export function remainingLifetimeFromParameters(parameters: ContractParameters, options: RemainingOptions): number {
  const caller = "remainingLifetimeFromParameters";
  requireRemaining(caller, options);
  const { model, alpha, beta, c } = parameters;
  if (!(alpha > 0 && beta > 0 && c > 0)) {
    throw new RangeError(`${caller} requires alpha, beta and c above 0; got ${alpha}, ${beta}, ${c}`);
  }
  if (model === "sbg" && c !== 1) throw new RangeError(`${caller} requires c 1 in 'sbg'; got ${c}`);
  return remaining(parameters, options);
}

/**
 * How many more periods a member of a fitted segment will pay for, who comes to his next renewal now, discounted (DERL).
 *
 * Meaning and timing are those of `remainingLifetimeFromParameters`. The interval is ± z standard errors on the log, from the inverse
 * Hessian: how well the mean is known, not how far one member will be from it. Null, with the row's note, where nothing was fitted; without
 * bounds where the search did not end at a top.
 *
 * @param row of `sbg` or `bdw`: `overall`, or one of `rows`
 * @throws renewals that are no whole number from 0, a discount rate below 0.00001
 * @example remainingLifetime((await sbg(members, { periods: "years", left: "left" })).overall, { renewals: 7, discountRate: 0.1 }).estimate // 7.5296
 * @see Fader and Hardie (2010), Customer-base valuation in a contractual setting, Marketing Science 29, 85–93, equation 6
 */
export function remainingLifetime(
  row: Pick<ContractRow, "parameters" | "search" | "n" | "note">,
  options: RemainingOptions & { readonly level?: number },
): Estimate {
  const { level = 0.95 } = options;
  requireRemaining("remainingLifetime", options);
  requireLevel(level, "remainingLifetime");
  const { parameters, search, n, note } = row;
  if (parameters === null) return { estimate: null, lower: null, upper: null, n, note };
  const { model } = parameters;
  const point = PARAMETERS[model].map((name) => Math.log(parameters[name]));
  const covariance = search?.covariance ? Float64Array.from(search.covariance.flat()) : null;
  const of = (at: readonly number[]) => remaining(contractParametersAt(model, at), options);
  return { ...deltaInterval(of, point, covariance, { scale: LOG, level }), n, note };
}
