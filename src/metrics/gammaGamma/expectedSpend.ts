import type { SpendHistory, SpendingParameters } from "./gammaGammaLikelihood.js";

/** What the purchases of all customers come to on average: p·γ/(q − 1); null where that is infinite. */
export const meanSpend = ({ p, q, gamma }: SpendingParameters): number | null => (q > 1 ? (p * gamma) / (q - 1) : null);

/**
 * What a purchase of a customer with this history will come to: between his own mean and everybody's, the nearer to his own the more
 * purchases it is the mean of. Of who never came again it is everybody's.
 *
 * @param history `monetaryValue` is the mean of his repeat purchases; it does not matter where `frequency` is 0
 * @returns null where the mean is infinite: q of at most 1 and too few purchases to make up for it
 * @example expectedSpend({ p: 6.2488, q: 3.7446, gamma: 15.4477 }, { frequency: 2, monetaryValue: 22.35 }) // 24.66
 * @see Fader, Hardie and Lee (2005), RFM and CLV, Journal of Marketing Research 42; Fader and Hardie (2013), equation 5
 */
export function expectedSpend(parameters: SpendingParameters, history: SpendHistory): number | null {
  const { frequency: x, monetaryValue } = history;
  if (!(Number.isInteger(x) && x >= 0) || (x > 0 && !(monetaryValue > 0 && Number.isFinite(monetaryValue)))) {
    throw new RangeError(
      `expectedSpend requires a whole frequency from 0 and, above 0, a monetaryValue above 0; got frequency ${x}, monetaryValue ${monetaryValue}`,
    );
  }
  if (x === 0) return meanSpend(parameters);
  const { p, q, gamma } = parameters;
  const weight = p * x + q - 1;
  return weight > 0 ? (p * (gamma + x * monetaryValue)) / weight : null;
}
