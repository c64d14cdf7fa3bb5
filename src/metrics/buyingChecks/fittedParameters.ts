import type { BuyingParameters } from "../buying/parameters.js";

/** What a check needs of a fit: its parameters, which `bgNbd` and the other models give. */
export interface BuyingFitted {
  readonly overall: { readonly parameters: BuyingParameters | null; readonly note: string | null };
}

/** The parameters of a fit; throws where nothing could be fitted. */
export function requireParameters(fit: BuyingFitted, caller: string): BuyingParameters {
  const { parameters, note } = fit.overall;
  if (parameters !== null) return parameters;
  throw new TypeError(`${caller} requires a fit with parameters; got one without: ${note}`);
}

/** '0', '1' … '7+': the last class holds all more frequent customers too. */
export const frequencyNames = (most: number): string[] =>
  Array.from({ length: most + 1 }, (_, k) => (k === most ? `${k}+` : String(k)));

export function requireMost(most: number, caller: string): void {
  if (Number.isInteger(most) && most >= 1) return;
  throw new RangeError(`${caller} requires a whole number of purchases from 1 as most; got ${most}`);
}
