import { gammaSample } from "../../statistics/gammaSample.js";
import { type CurvedFunction, maximize } from "../../statistics/maximize.js";
import type { Random } from "../../statistics/random.js";
import { simulatedHistories } from "../buying/expectations.js";
import type { PurchaseCount } from "../buying/history.js";
import { likelihoodsOf } from "../buying/model.js";
import { modelOf } from "../buying/models.js";
import { SPENDING, spendingAt } from "../gammaGamma/gammaGammaFit.js";
import { type SpendCount, type SpendingParameters, spendLikelihood } from "../gammaGamma/gammaGammaLikelihood.js";
import type { LifetimeParameters } from "./worth.js";

/** More customers are not simulated: what they would make of the intervals follows from fewer. */
export const MOST_SIMULATED = 5000;

/** The ages of all customers, or of every so many of them, in the order of their ages. */
function agesOf(counts: readonly PurchaseCount[], n: number): PurchaseCount[] {
  const sorted = [...counts].filter(({ age }) => age > 0).sort((x, y) => x.age - y.age);
  const drawn = Math.min(n, MOST_SIMULATED);
  const found: PurchaseCount[] = [];
  let [seen, taken] = [0, 0];
  for (const one of sorted) {
    seen += one.n;
    const upTo = Math.round((seen / n) * drawn);
    if (upTo > taken) found.push({ ...one, n: upTo - taken });
    taken = upTo;
  }
  return found;
}

/** Who never came again is alike when of one age. */
function together(histories: readonly PurchaseCount[]): PurchaseCount[] {
  const never = new Map<number, PurchaseCount>();
  const again: PurchaseCount[] = [];
  for (const one of histories) {
    if (one.frequency > 0) again.push(one);
    else never.set(one.age, { ...one, n: one.n + (never.get(one.age)?.n ?? 0) });
  }
  return [...never.values(), ...again];
}

/** Mean spends of customers who bought this often, as the model says. */
function simulatedSpends({ p, q, gamma }: SpendingParameters, histories: readonly PurchaseCount[], stream: Random) {
  const found: SpendCount[] = [];
  for (const { frequency, n } of histories) {
    if (frequency === 0) continue;
    const monetaryValue = (gamma * gammaSample(p * frequency, stream)) / gammaSample(q, stream) / frequency;
    if (monetaryValue > 0 && Number.isFinite(monetaryValue)) found.push({ frequency, monetaryValue, n });
  }
  return found;
}

/** What a step must promise to gain to be worth taking: a thousandth of a standard error. */
const CLOSE = 1e-6;
/** How far from the fitted ones parameters of another world may lie, on the log. */
const FARTHEST = 8;

/** The top nearest to where it is known to be; null where there is none. */
function topNear(of: CurvedFunction, from: readonly number[], shrink: number): number[] | null {
  const start = from.map(Math.log);
  const options = { lower: start.map((x) => x - FARTHEST), upper: start.map((x) => x + FARTHEST), close: CLOSE };
  const { status, point } = maximize(of, [start], options);
  // As far from the fitted as the parameters of so many more customers would be.
  return status === "converged" ? start.map((x, j) => x + shrink * (point[j]! - x)) : null;
}

/**
 * What would have been fitted in other worlds in which the fitted parameters are the true ones: customers watched for as long as these are
 * simulated, and both models fitted to them anew.
 *
 * @param counts the customers that were fitted to
 * @returns null for each world whose customers did not determine the parameters
 */
export function simulatedFits(
  of: LifetimeParameters,
  counts: readonly PurchaseCount[],
  resamples: number,
  stream: Random,
): (LifetimeParameters | null)[] {
  const { buying, spending } = of;
  const model = modelOf(buying);
  const n = counts.reduce((sum, one) => sum + (one.age > 0 ? one.n : 0), 0);
  const ages = agesOf(counts, n);
  const shrink = Math.sqrt(Math.min(1, MOST_SIMULATED / n));
  const rates = model.names.map((name) => buying[name] as number);
  const amounts = SPENDING.map((name) => spending[name]);
  return Array.from({ length: resamples }, () => {
    const histories = together(simulatedHistories(buying, ages, stream));
    const spends = simulatedSpends(spending, histories, stream);
    if (spends.length < 2) return null;
    const bought = topNear(likelihoodsOf(model, histories), rates, shrink);
    const spent = topNear((point) => spendLikelihood(spends, point), amounts, shrink);
    if (bought === null || spent === null) return null;
    return { buying: model.parametersAt(bought), spending: spendingAt(spent) };
  });
}
