import { requireLevel } from "../../statistics/interval.js";
import type { RegressionErrors } from "../../statistics/weightedLeastSquares.js";
import { requireDifferent } from "../requireDifferent.js";
import { requireOneOf } from "../requireOneOf.js";
import type { By } from "../segments.js";
import type { CutAttribute } from "./penaltyRewardTally.js";

export interface RatedAttribute {
  readonly name: string;
  /** Column with the ratings, as numbers. */
  readonly column: string;
  /** In place of those for all attributes: where the scale is another. */
  readonly low?: number;
  readonly high?: number;
}

export interface PenaltyRewardOptions {
  /** Column with the overall satisfaction (or what else is to be explained), as numbers. */
  readonly outcome: string;
  readonly attributes: readonly RatedAttribute[];
  /** Ratings up to this one are low. There is no default: the field has no standard cut. */
  readonly low: number;
  /** Ratings from this one on are high. */
  readonly high: number;
  readonly by?: By;
  /** Column with survey weights of the respondents, at least 0. */
  readonly weight?: string;
  readonly level?: number;
  /** Of penalties and rewards; "HC3" unless given. */
  readonly errors?: RegressionErrors;
  /** Asymmetries within ± this are "performance"; .1 unless given. */
  readonly band?: number;
  /** How often the respondents are drawn again; 2,000 unless given. */
  readonly resamples?: number;
  readonly seed?: number;
}

/** What is asked, with every default in its place. */
export interface PenaltyQuestion {
  readonly attributes: readonly CutAttribute[];
  readonly level: number;
  readonly errors: RegressionErrors;
  readonly band: number;
  readonly resamples: number;
  readonly seed: number;
}

const CALLER = "penaltyReward";
const ERRORS = ["HC3", "HC1", "classical"] as const;

function requireCuts({ name, low, high }: CutAttribute): void {
  if (Number.isFinite(low) && Number.isFinite(high) && low < high) return;
  throw new RangeError(
    `${CALLER} requires 'low' below 'high' (ratings up to low are low, from high on high); got ${low} and ${high} for '${name}'`,
  );
}

/** Throws unless the options are ones there are, and go together. */
export function requirePenaltyQuestion(options: PenaltyRewardOptions): PenaltyQuestion {
  const { outcome, low, high, level = 0.95, errors = "HC3", band = 0.1, resamples = 2000, seed = 1 } = options;
  requireLevel(level, CALLER);
  requireOneOf(CALLER, "kind of errors", ERRORS, errors);
  const attributes = options.attributes.map((one) => ({ low, high, ...one }));
  if (attributes.length === 0) throw new TypeError(`${CALLER} requires at least one attribute; got none`);
  attributes.forEach(requireCuts);
  requireDifferent(
    CALLER,
    "attributes of different names",
    attributes.map(({ name }) => name),
  );
  requireDifferent(
    CALLER,
    "attributes of different columns",
    attributes.map(({ column }) => column),
  );
  const own = attributes.find(({ column }) => column === outcome);
  if (own !== undefined) {
    throw new TypeError(
      `${CALLER} requires an outcome that is no attribute; got '${outcome}' as outcome and as '${own.name}'`,
    );
  }
  if (!(band >= 0 && band < 1))
    throw new RangeError(`${CALLER} requires a band from 0, below 1, such as 0.1; got ${band}`);
  if (!Number.isInteger(resamples) || resamples < 100)
    throw new RangeError(`${CALLER} requires at least 100 resamples, a whole number; got ${resamples}`);
  return { attributes, level, errors, band, resamples, seed };
}
