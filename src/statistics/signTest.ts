import { binomialCdf } from "./binomial.js";

/**
 * Whether two classes of one multinomial are equally frequent: the exact, two-sided sign test of their counts; the answers that
 * fell into neither do not matter. It also holds when the two are the largest and the second largest, chosen after looking:
 * the chance to call the wrong class the largest stays below α however many classes there are.
 *
 * @param first how many answers fell into the one class, a whole number
 * @param second how many into the other
 * @returns the p-value; 1 where both are empty
 * @example signTest(15, 5) // 0.0414
 * @see Hung and Fithian (2019), Annals of Statistics 47
 */
export function signTest(first: number, second: number): number {
  const wrong = [first, second].find((count) => !Number.isInteger(count) || count < 0);
  if (wrong !== undefined) throw new RangeError(`signTest requires whole counts from 0; got ${wrong}`);
  return Math.min(1, 2 * binomialCdf(Math.min(first, second), first + second, 0.5));
}
