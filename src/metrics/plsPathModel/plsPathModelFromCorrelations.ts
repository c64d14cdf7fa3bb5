import { requireDifferent } from "../requireDifferent.js";
import { estimatedRow } from "./plsEstimate.js";
import { itemsOf, requireModel } from "./plsModel.js";
import { type PlsModel, plsLabel } from "./plsPathModel.js";
import type { PlsPathModelResult } from "./plsResult.js";
import { type ItemMoments, plsSample } from "./plsSample.js";

export interface PlsFromCorrelationsOptions extends PlsModel {
  /** Of the items, row by row, in the order of `names`. */
  readonly correlations: readonly (readonly number[])[];
  /** The names of the items in the correlations; they may be more than the model has. */
  readonly names: readonly string[];
  /** Respondents the correlations are of. */
  readonly n: number;
  /** In the order of `names`; for weights on the scale of the answers, and where `items` is "raw". */
  readonly standardDeviations?: readonly number[];
}

const CALLER = "plsPathModelFromCorrelations";

function requireCorrelations({ correlations, names, n, standardDeviations }: PlsFromCorrelationsOptions): void {
  const size = names.length;
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`${CALLER} requires n, a whole number from 1; got ${n}`);
  requireDifferent(CALLER, "names that differ", names);
  if (correlations.length !== size || correlations.some((row) => row.length !== size))
    throw new RangeError(`${CALLER} requires ${size} × ${size} correlations, one row and one column a name`);
  names.forEach((name, k) => {
    if (Math.abs(correlations[k]![k]! - 1) > 1e-6)
      throw new RangeError(
        `${CALLER} requires correlations of 1 with oneself; got ${correlations[k]![k]} for '${name}'`,
      );
    names.slice(0, k).forEach((other, l) => {
      const [one, two] = [correlations[k]![l]!, correlations[l]![k]!];
      if (!(Math.abs(one) <= 1))
        throw new RangeError(`${CALLER} requires correlations from -1 to 1; got ${one} of '${name}' and '${other}'`);
      if (Math.abs(one - two) > 1e-6)
        throw new RangeError(
          `${CALLER} requires the same correlation on either side; got ${one} and ${two} of '${name}' and '${other}'`,
        );
    });
  });
  const wrong = standardDeviations?.findIndex((deviation) => !(deviation > 0)) ?? -1;
  if (standardDeviations !== undefined && (standardDeviations.length !== size || wrong >= 0))
    throw new RangeError(`${CALLER} requires a standard deviation above 0 for each of the ${size} names`);
}

/** The moments of the items of the model, picked from the published ones. */
function momentsOf(items: readonly string[], options: PlsFromCorrelationsOptions): ItemMoments {
  const { correlations, names, n, standardDeviations } = options;
  const places = items.map((item) => {
    const place = names.indexOf(item);
    if (place < 0) throw new Error(`${CALLER}: no item '${item}' among the names of the correlations`);
    return place;
  });
  return {
    n,
    missing: 0,
    means: places.map(() => 0),
    deviations: places.map((place) => standardDeviations?.[place] ?? 1),
    correlations: places.map((k) => places.map((l) => correlations[k]![l]!)),
  };
}

/**
 * The PLS path model of published correlations: `plsPathModel` for those who have no rows. Everything but the intervals and the
 * scores on 0–100, which need rows.
 *
 * @param options correlations and their names, n, and the model; standard deviations over n (or n − 1: weights on the scale of the
 * answers and standardised results are the same)
 * @example plsPathModelFromCorrelations({ correlations: [[1, 0.6], [0.6, 1]], names: ["a", "b"], n: 50, blocks: { A: ["a"], B: ["b"] }, paths: [["A", "B"]] }).overall.paths[0].estimate // 0.6
 * @see Tenenhaus, Esposito Vinzi, Chatelin and Lauro (2005), Computational Statistics & Data Analysis 48
 */
export function plsPathModelFromCorrelations(options: PlsFromCorrelationsOptions): PlsPathModelResult {
  const model = requireModel(options, CALLER);
  requireCorrelations(options);
  if (model.isRaw && options.standardDeviations === undefined)
    throw new TypeError(`${CALLER} requires standardDeviations with items 'raw'; got none`);
  const sample = plsSample(momentsOf(itemsOf(model), options), model);
  const draw = { resamples: 0, interval: "percentile", level: 0.95, seed: 1 } as const;
  const overall = estimatedRow(sample, { model, scales: null, draw, rows: null, refuses: CALLER });
  return {
    ...{
      metric: "plsPathModel",
      label: plsLabel(options),
      overall,
      rows: [],
      by: [],
      level: draw.level,
      method: "none",
    },
    ...{ n: options.n, excluded: { missing: 0, outOfRange: 0 } },
    ...{ scheme: model.scheme, consistent: model.isConsistent ? "PLSc" : "none" },
  };
}
