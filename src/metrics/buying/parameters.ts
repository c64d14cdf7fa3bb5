/**
 * How customers without a contract buy and leave.
 *
 * - `bgNbd`: at any time; may leave after each repeat purchase; who never came again is alive by construction.
 * - `mbgNbd`: at any time; may leave after each purchase, the first one too.
 * - `paretoNbd`: at any time; may leave at any time, whatever they buy.
 * - `bgBb`: once or not at each of a row of opportunities (weeks, yearly appeals); may leave before each of them.
 */
export type BuyingModel = "bgNbd" | "mbgNbd" | "paretoNbd" | "bgBb";

/** How purchase rates (Gamma: shape r, rate α) and chances to leave after a purchase (Beta: a, b) differ between customers. */
export interface BgNbdParameters {
  readonly model: "bgNbd" | "mbgNbd";
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** How purchase rates (Gamma: shape r, rate α) and rates of leaving (Gamma: shape s, rate β) differ between customers. */
export interface ParetoNbdParameters {
  readonly model: "paretoNbd";
  readonly r: number;
  readonly alpha: number;
  readonly s: number;
  readonly beta: number;
}

/** How chances to buy at an opportunity (Beta: α, β) and to leave before it (Beta: γ, δ) differ between customers. */
export interface BgBbParameters {
  readonly model: "bgBb";
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly delta: number;
}

export type BuyingParameters = BgNbdParameters | ParetoNbdParameters | BgBbParameters;

/** Names of the parameters of a model. */
export type ParameterName<P> = Exclude<keyof P, "model"> & string;
