import type { Curved, CurvedFunction } from "../../statistics/maximize.js";
import type { Random } from "../../statistics/random.js";
import type { PurchaseCount, PurchaseHistory } from "./history.js";
import type { BuyingParameters, ParameterName } from "./parameters.js";

/** Where a search for parameters begins and what it stays near, on the logs of the parameters. */
interface SearchPlan {
  readonly guess: readonly number[];
  readonly middle: readonly number[];
}

/** What a model of buying must give, so that fit, intervals, expectations, checks and values need to know nothing else of it. */
export interface ModelOfBuying<P extends BuyingParameters = BuyingParameters> {
  /** As it is printed. */
  readonly title: string;
  readonly names: readonly ParameterName<P>[];
  /** Times are whole numbers of opportunities, at each of which there is one purchase or none. */
  readonly isByOpportunity: boolean;
  parametersAt(point: ArrayLike<number>): P;
  /** With derivatives by the logs of the parameters, in the order of the names. */
  likelihood(counts: readonly PurchaseCount[], point: Float64Array): Curved;
  /** The same at one point after the other, where more than the point can be prepared. */
  likelihoods?(counts: readonly PurchaseCount[]): CurvedFunction;
  plan(counts: readonly PurchaseCount[]): SearchPlan;
  /** Expected repeat purchases of a new customer within a time. */
  purchases(parameters: P, time: number): number;
  /** Probability of still being there at the end of the watched time. */
  alive(parameters: P, history: PurchaseHistory): number;
  /** Expected purchases within a time of who is there at its beginning, with such a frequency and age. */
  furtherIfAlive(parameters: P, history: PurchaseHistory, time: number): number;
  /** P(X(time) = 0, 1 … most) of a new customer. */
  chances(parameters: P, time: number, most: number): Float64Array;
  /** One customer who buys and leaves as the model says, watched for this age. */
  simulate(parameters: P, age: number, stream: Random): PurchaseHistory;
}

/** Mean age and mean number of repeat purchases: what first guesses are made of. */
export function meansOf(counts: readonly PurchaseCount[]): { readonly age: number; readonly perCustomer: number } {
  let [customers, purchases, time] = [0, 0, 0];
  for (const { frequency, age, n } of counts) {
    customers += n;
    purchases += n * frequency;
    time += n * age;
  }
  // Neither none nor thousands: a first guess need not be right, but must be a number to start from.
  return { age: time / customers, perCustomer: Math.min(50, Math.max(0.02, purchases / customers)) };
}

/** The likelihood of the same customers at one point after the other. */
export const likelihoodsOf = <P extends BuyingParameters>(
  model: ModelOfBuying<P>,
  counts: readonly PurchaseCount[],
): CurvedFunction => model.likelihoods?.(counts) ?? ((point) => model.likelihood(counts, point));
