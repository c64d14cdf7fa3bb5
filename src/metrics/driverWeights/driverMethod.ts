/** Where weights come from, by the name that is asked for, with the words a label uses. */
export const DRIVER_METHODS = {
  equal: "equal weights",
  stated: "stated importance",
  "constant-sum": "constant sum",
  correlation: "correlations",
  first: "R² alone",
  last: "R² lost without it",
  beta: "standardised coefficients",
  lmg: "LMG (Shapley)",
  johnson: "Johnson's relative weights",
  pratt: "Pratt's measure",
  car: "CAR scores",
  pls: "PLS outer weights",
} as const;

/**
 * "equal": 1/p. "stated", "constant-sum": the means of what was stated. From the answers themselves: "correlation": |r|; "first": r²;
 * "last": the R² lost without the driver; "beta": |β|, standardised; "lmg": the R² added, over all orders of the drivers (Shapley);
 * "johnson": relative weights (Genizi's); "pratt": β·r; "car": squared correlations with the drivers made uncorrelated; "pls": the outer
 * weights of mode A over the drivers' standard deviations, as an index of ratings weighs (on standardised drivers they are the
 * correlations). LMG, Johnson's, Pratt's and CAR add up to R².
 */
export type DriverMethod = keyof typeof DRIVER_METHODS;

export const METHOD_NAMES = Object.keys(DRIVER_METHODS) as readonly DriverMethod[];

/** Those that do not come from the answers on the outcome. */
export type GivenMethod = "equal" | "stated" | "constant-sum";

export const isGiven = (method: DriverMethod): method is GivenMethod =>
  method === "equal" || method === "stated" || method === "constant-sum";
