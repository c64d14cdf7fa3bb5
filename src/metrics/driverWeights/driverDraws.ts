import { occurrenceMoments } from "../../statistics/alikeRows.js";
import { covarianceFrom, crossProducts, resampledProducts } from "../../statistics/crossProducts.js";
import type { Partialled } from "../../statistics/partialled.js";
import type { Random } from "../../statistics/random.js";
import { resampleUnits } from "../../statistics/resampleUnits.js";
import type { DriverFit } from "./driverFit.js";
import { type LogisticRows, occurrencesOf } from "./driverLogistic.js";
import { explainedBy, isLinearOnly, logisticWeights } from "./driverLogisticMethods.js";
import { drawnUnits, isStepped, steppedFits } from "./driverLogisticUnits.js";
import { isGiven } from "./driverMethod.js";
import { CORE, inOwnUnits } from "./driverMethods.js";
import type { DriverQuestion } from "./driverQuestion.js";
import { replicateWork } from "./driverReplicates.js";
import { type DriverRows, drawnRows, pairwiseCovariance } from "./driverRows.js";

/** Rows drawn anew, again and again. */
export interface DriverDraws {
  /** How many columns of the covariances are controls. */
  readonly controls: number;
  /** Draws, and gives covariances of controls, kept drivers and outcome. */
  next(): Float64Array;
  /**
   * Weights of the last draw, in `out`, from its correlations and their factor with the outcome's.
   *
   * @returns R² beyond the controls; null where there is none
   */
  weigh(found: Partialled, factor: Float64Array, out: Float64Array): number | null;
  /** Of kept driver k in the last draw, where no answer is missing. */
  meanOf(k: number): number;
}

/** From sums over rows, or parts of them. */
export function linearDraws(
  rows: DriverRows,
  used: Int32Array,
  fit: DriverFit,
  { method, missing, drivers }: DriverQuestion,
  stream: Random,
): DriverDraws {
  const { controls } = rows;
  const width = fit.kept.length;
  const first = Array.from({ length: controls }, (_, k) => k);
  const places = [...first, ...fit.kept.map((j) => controls + j), controls + drivers.length];
  const drawn = drawnRows(rows, used, places, missing);
  const products = crossProducts(drawn, resampleUnits(used.length), stream);
  const next = resampledProducts(products, stream);
  const size = places.length;
  const covariance = new Float64Array(size * size);
  let total = new Float64Array(0);
  const own = isGiven(method) ? "first" : method;
  const work = replicateWork(CORE[own], width, stream, fit.moments);
  return {
    controls,
    next() {
      total = next();
      if (missing === "pairwise") pairwiseCovariance(total, size, covariance);
      else covarianceFrom(total, products.width, covariance);
      return covariance;
    },
    weigh(found, factor, out) {
      work(found.r, found.correlations, out);
      inOwnUnits(own, found, out);
      let explained = 0;
      for (let k = 0; k < width; k++) explained += factor[width * (width + 1) + k]! ** 2;
      return explained;
    },
    meanOf: (k) => drawn.centres[controls + k]! + total[1 + controls + k]! / total[0]!,
  };
}

/** Single rows, and the logistic regressions that the method needs anew; from many rows on units, and a step of each regression. */
export function logisticDraws(rows: LogisticRows, method: keyof typeof CORE, stream: Random): DriverDraws {
  const { alike, means, deviations, columns } = rows;
  const units = drawnUnits(rows, stream);
  const stepped = isStepped(rows, method, units.units) ? steppedFits(rows, units) : null;
  let occurrences = occurrencesOf(rows);
  let mean = new Float64Array(0);
  return {
    controls: columns,
    next() {
      occurrences = occurrencesOf(rows, units.draw());
      const moments = occurrenceMoments(alike, occurrences);
      mean = moments.mean;
      return moments.covariance;
    },
    weigh(found, _, out) {
      const explained = explainedBy(
        rows,
        occurrences,
        stepped ?? ((subset) => rows.fits.resample(occurrences, subset)),
      );
      if (explained === null || isLinearOnly(method)) return null;
      out.set(logisticWeights(method, rows, occurrences, explained, found, (k) => found.deviation[k]!));
      return explained.rSquared;
    },
    meanOf: (k) => means[k]! + deviations[k]! * mean[columns + k]!,
  };
}
