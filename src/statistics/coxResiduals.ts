import { expectedAt, linearPredictors, risksOf } from "./coxLikelihood.js";
import { type CoxTies, type EventTime, walkEventTimes } from "./coxRiskSets.js";
import type { CoxRows } from "./coxRows.js";

/** What the hazard so far, and the hazard times the mean of x, have summed up to; time runs backwards. */
interface Cumulated {
  hazard: number;
  readonly means: Float64Array;
}

/** ± r·(x·H − M) of a row, into its residuals. */
function addSpell(rows: CoxRows, into: Float64Array, row: number, risk: number, { hazard, means }: Cumulated): void {
  const p = means.length;
  for (let j = 0; j < p; j++) into[row * p + j]! += risk * (rows.x[row * p + j]! * hazard - means[j]!);
}

/** The events' own terms: x less its mean, and what the later of tied events do not owe to the earlier. */
function addEvents(rows: CoxRows, into: Float64Array, risks: Float64Array, at: EventTime): void {
  const p = rows.names.length;
  for (let row = at.from; row < at.to; row++) {
    if (rows.event[row] === 0) continue;
    const weight = rows.weights === null ? 1 : rows.weights[row]!;
    for (let j = 0; j < p; j++) {
      const x = rows.x[row * p + j]!;
      const mean = expectedAt(at, j) / at.weight;
      const meanNotOwed = at.outSquare * at.atRisk.first[j]! - at.outOutSquare * at.leaving.first[j]!;
      into[row * p + j]! += weight * (x - mean) + risks[row]! * (x * at.outInverse - meanNotOwed);
    }
  }
}

/**
 * Each row's part of the gradient, times its weight: what its leaving or staying says beyond what was expected of it. All of a row's
 * covariates, then the next row's; they add up to 0 at the optimum.
 *
 * @see Therneau and Grambsch (2000), Modeling Survival Data, section 4.3
 */
export function scoreResiduals(rows: CoxRows, beta: ArrayLike<number>, ties: CoxTies): Float64Array {
  const p = rows.names.length;
  const risks = risksOf(rows, linearPredictors(rows, beta));
  const residuals = new Float64Array(rows.x.length);
  const sum: Cumulated = { hazard: 0, means: new Float64Array(p) };
  const isOpen = new Uint8Array(risks.length);
  const hooks = {
    entered(row: number) {
      isOpen[row] = 1;
      addSpell(rows, residuals, row, risks[row]!, sum);
    },
    left(row: number) {
      isOpen[row] = 0;
      addSpell(rows, residuals, row, -risks[row]!, sum);
    },
    ended(from: number, to: number) {
      for (let row = from; row < to; row++) {
        if (isOpen[row] === 1) addSpell(rows, residuals, row, -risks[row]!, sum);
      }
    },
  };
  const visit = (at: EventTime) => {
    addEvents(rows, residuals, risks, at);
    sum.hazard += at.inverse;
    for (let j = 0; j < p; j++) {
      sum.means[j]! += at.square * at.atRisk.first[j]! - at.outSquare * at.leaving.first[j]!;
    }
  };
  walkEventTimes(rows, risks, { ties, sums: "first" }, visit, hooks);
  return residuals;
}
