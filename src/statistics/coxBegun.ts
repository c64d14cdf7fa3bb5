import { type CoxLikelihood, coxLikelihood } from "./coxLikelihood.js";
import type { CoxTies } from "./coxRiskSets.js";
import { type CoxData, type CoxRows, coxRows } from "./coxRows.js";

/** What every fit begins with: the rows in their order, and the likelihood of no effects. */
export interface CoxBegun {
  readonly rows: CoxRows;
  readonly atZero: CoxLikelihood;
}

export function coxBegun(data: CoxData, ties: CoxTies = "efron"): CoxBegun {
  const rows = coxRows(data);
  return { rows, atZero: coxLikelihood(rows, new Float64Array(rows.names.length), ties) };
}
