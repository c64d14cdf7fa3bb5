import { type BuyingParameters, logOddsOfLeft, type PurchaseHistory, staysOf } from "./bgNbdLikelihood.js";

/** Beyond this a sum of the expectations would be nearer to a wait than to a number. */
const MOST_TERMS = 20_000_000;

/**
 * Expected purchases in a time of who is there at its beginning: purchase i + 1 is made if the rate allows more than i of them and the
 * customer stays after each of the first i. Σ_j P(N = j)·Σ_{i<j} E[(1 − p)ⁱ], all parts positive and none divided by a − 1,
 * where the closed form with ₂F₁ loses its digits.
 */
function purchasesWhileThere(r: number, alpha: number, a: number, b: number, time: number): number {
  const z = time / (alpha + time);
  let logChance = -r * Math.log1p(time / alpha);
  let [stays, inner, sum] = [1, 0, 0];
  for (let j = 1; j < MOST_TERMS; j++) {
    logChance += Math.log((z * (r + j - 1)) / j);
    inner += stays;
    stays *= (b + j - 1) / (a + b + j - 1);
    const term = Math.exp(logChance) * inner;
    sum += term;
    const falls = z * (1 + r / j);
    if (falls < 1 && term * falls <= 1e-16 * sum * (1 - falls)) break;
  }
  return sum;
}

function requireTime(caller: string, time: number): void {
  if (!(time >= 0 && Number.isFinite(time)))
    throw new RangeError(`${caller} requires a time of at least 0; got ${time}`);
}

function requireHistory(caller: string, { frequency, recency, age }: PurchaseHistory): void {
  const isCounted = Number.isInteger(frequency) && frequency >= 0;
  if (isCounted && recency >= 0 && recency <= age && Number.isFinite(age) && (frequency > 0 || recency === 0)) return;
  throw new RangeError(
    `${caller} requires a whole frequency from 0, a recency from 0 to the age, and recency 0 for frequency 0; got frequency ${frequency}, recency ${recency}, age ${age}`,
  );
}

/**
 * How many repeat purchases a new customer will make within a time after the first.
 *
 * @param time in the unit of the ages that the parameters were fitted to
 * @example expectedPurchases({ model: "bgNbd", r: 0.2426, alpha: 4.4135, a: 0.7929, b: 2.4258 }, 78) // 1.858
 * @see Fader, Hardie and Lee (2005), equation 9
 */
export function expectedPurchases(parameters: BuyingParameters, time: number): number {
  requireTime("expectedPurchases", time);
  const { model, r, alpha, a, b } = parameters;
  if (model === "bgNbd") return purchasesWhileThere(r, alpha, a, b, time);
  // Who stays after the first purchase is likelier to stay after the next.
  return (b / (a + b)) * purchasesWhileThere(r, alpha, a, b + 1, time);
}

/**
 * How likely it is that a customer with this history still buys.
 *
 * 1 by construction for who never came again, under `bgNbd`; `mbgNbd` mends that.
 *
 * @example probabilityAlive({ model: "bgNbd", r: 0.2426, alpha: 4.4135, a: 0.7929, b: 2.4258 }, { frequency: 2, recency: 30.43, age: 38.86 }) // 0.7266
 * @see Fader, Hardie and Lee (2008), Computing P(alive) using the BG/NBD model
 */
export function probabilityAlive(parameters: BuyingParameters, history: PurchaseHistory): number {
  requireHistory("probabilityAlive", history);
  return 1 / (1 + Math.exp(logOddsOfLeft(parameters, history)));
}

/**
 * How many purchases a customer with this history will make within a time from now.
 *
 * @param time in the unit of the ages that the parameters were fitted to
 * @example expectedFurtherPurchases({ model: "bgNbd", r: 0.2426, alpha: 4.4135, a: 0.7929, b: 2.4258 }, { frequency: 2, recency: 30.43, age: 38.86 }, 39) // 1.226
 * @see Fader, Hardie and Lee (2005), equation 10
 */
export function expectedFurtherPurchases(parameters: BuyingParameters, history: PurchaseHistory, time: number): number {
  requireTime("expectedFurtherPurchases", time);
  const { model, r, alpha, a, b } = parameters;
  const alive = probabilityAlive(parameters, history);
  const stays = staysOf(model, history.frequency);
  return alive * purchasesWhileThere(r + history.frequency, alpha + history.age, a, b + stays, time);
}
