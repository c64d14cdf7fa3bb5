import { requireLevel } from "../../statistics/interval.js";
import { ratingScale } from "../csi/csiTally.js";
import { type DriverMethod, METHOD_NAMES } from "../driverWeights/driverMethod.js";
import { requireDifferent } from "../requireDifferent.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Scale } from "../scale.js";
import type { By } from "../segments.js";

export interface MappedAttribute {
  readonly name: string;
  /** Column of the ratings: how the respondent finds it. */
  readonly column: string;
  /** Column of the importance a respondent states; for every attribute where importance is "stated". */
  readonly stated?: string;
  /** Column of the points given of a fixed sum; for every attribute where importance is "constant-sum". */
  readonly points?: string;
}

/** Where high begins: from these on. Importance is a share, performance is on the scale of the ratings. */
export interface Crosshair {
  readonly importance: number;
  readonly performance: number;
}

export type ImportanceSource = Exclude<DriverMethod, "equal">;

export interface ImportancePerformanceOptions {
  /** Column that the attributes explain; not needed where importance is "stated" or "constant-sum". */
  readonly outcome?: string;
  readonly attributes: readonly MappedAttribute[];
  /** Where importance comes from; "lmg" unless given. */
  readonly importance?: ImportanceSource;
  /** The highest rating of a scale that begins at 1, or both ends. */
  readonly scale: number | Scale;
  /** "means" (default) or "medians" of the attributes, worked out anew in each resample; or where they are by decision. */
  readonly crosshair?: "means" | "medians" | Crosshair;
  readonly by?: By;
  /** Column with survey weights of the respondents, at least 0. */
  readonly weight?: string;
  readonly level?: number;
  /** From which probability on a quadrant counts as told; .8 unless given. */
  readonly certainty?: number;
  /** How often respondents are drawn again; 1,000 unless given. */
  readonly resamples?: number;
  readonly seed?: number;
}

/** What is asked, with every default in its place. */
export interface MapQuestion {
  readonly outcome: string | null;
  readonly attributes: readonly MappedAttribute[];
  readonly importance: ImportanceSource;
  readonly scale: Scale;
  readonly crosshair: "means" | "medians" | Crosshair;
  readonly weight: string | undefined;
  readonly level: number;
  readonly certainty: number;
  readonly resamples: number;
  readonly seed: number;
}

export const CALLER = "importancePerformance";
const SOURCES = METHOD_NAMES.filter((method) => method !== "equal");

/** The field of an attribute that holds its stated importance; null where importance comes from the outcome. */
export const statedField = (importance: ImportanceSource) =>
  importance === "stated" ? "stated" : importance === "constant-sum" ? "points" : null;

function requireAttributes(attributes: readonly MappedAttribute[], importance: ImportanceSource): void {
  if (attributes.length < 2) {
    throw new TypeError(
      `${CALLER} requires at least two attributes, to hold against each other; got ${attributes.length}`,
    );
  }
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
  const field = statedField(importance);
  const without = field === null ? undefined : attributes.find((attribute) => attribute[field] === undefined);
  if (without !== undefined) {
    throw new TypeError(
      `${CALLER} requires '${field}' of every attribute for the importance '${importance}'; got none of '${without.name}'`,
    );
  }
}

function requireCrosshair(crosshair: MapQuestion["crosshair"], { min, max }: Scale): void {
  if (typeof crosshair === "string") requireOneOf(CALLER, "crosshair", ["means", "medians"], crosshair);
  else if (!(crosshair.importance >= 0 && crosshair.importance <= 1)) {
    throw new RangeError(
      `${CALLER} requires a crosshair of importance from 0 to 1, a share; got ${crosshair.importance}`,
    );
  } else if (!(crosshair.performance >= min && crosshair.performance <= max)) {
    throw new RangeError(
      `${CALLER} requires a crosshair of performance from ${min} to ${max}; got ${crosshair.performance}`,
    );
  }
}

/** Throws unless the options are ones there are, and go together. */
export function requireMapQuestion(options: ImportancePerformanceOptions): MapQuestion {
  const { attributes, importance = "lmg", crosshair = "means", weight, level = 0.95, certainty = 0.8 } = options;
  const { resamples = 1000, seed = 1 } = options;
  requireOneOf(CALLER, "kind of importance", SOURCES, importance);
  requireLevel(level, CALLER);
  const scale = ratingScale(options.scale, CALLER);
  requireAttributes(attributes, importance);
  requireCrosshair(crosshair, scale);
  if (!(certainty > 0.5 && certainty <= 1)) {
    throw new RangeError(`${CALLER} requires a certainty above .5 up to 1, such as 0.8; got ${certainty}`);
  }
  if (!Number.isInteger(resamples) || resamples < 100)
    throw new RangeError(`${CALLER} requires at least 100 resamples, a whole number; got ${resamples}`);
  const outcome = statedField(importance) === null ? options.outcome : null;
  if (outcome === undefined) {
    throw new TypeError(
      `${CALLER} requires an outcome for the importance '${importance}'; got none: name one, or take importance 'stated'`,
    );
  }
  return { outcome, attributes, importance, scale, crosshair, weight, level, certainty, resamples, seed };
}
