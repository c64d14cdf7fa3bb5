import { requireLevel } from "../../statistics/interval.js";
import { type CsiWeights, numberWeights } from "../csi/csiWeights.js";
import { requireDifferent } from "../requireDifferent.js";
import { requireOneOf } from "../requireOneOf.js";
import type { RowFinish } from "./customerPerformanceRow.js";
import type { Aggregation, Scaling } from "./customerPerformanceScore.js";
import type { Bands } from "./customerPerformanceSensitivity.js";

/** What every component of an index has. */
export interface ComponentOptions {
  readonly name: string;
  /** The value that counts as 100 % of the component; below the floor where less is better. */
  readonly goal?: number;
  /** The value that counts as 0 %. */
  readonly floor?: number;
  /** At least 0; every component has one or none has. They are divided by their sum. */
  readonly weight?: number;
}

export interface PerformanceOptions {
  readonly aggregation?: Aggregation;
  /** "null" (default): no index without all components. "renormalize": the weights of missing ones go to the others. */
  readonly missing?: "null" | "renormalize";
  readonly level?: number;
  /** Of the intervals and of the drawn weights. */
  readonly seed?: number;
  /**
   * How near drawn weights lie to those given: a weight w has standard deviation √(w(1 − w)/(concentration + 1)), so that a
   * quarter is about 0.25 ± 0.06 at 50, the default.
   */
  readonly concentration?: number;
  /** Names for ranges of the index, each with where it begins: `{ weak: 0, fair: 50, good: 75 }`. */
  readonly bands?: Bands;
}

export type ChosenOptions = Omit<RowFinish, "components">;

function requireBands(bands: Bands, caller: string): void {
  const limits = Object.entries(bands);
  const wrong = limits.find(([, from]) => !(from >= 0 && from <= 100));
  if (wrong !== undefined) {
    throw new RangeError(`${caller} requires bands that begin from 0 to 100; got ${wrong[1]} for '${wrong[0]}'`);
  }
  const twice = limits.find(([, from], i) => limits.findIndex(([, other]) => other === from) !== i);
  if (twice !== undefined) {
    throw new RangeError(`${caller} requires bands that begin apart; got ${twice[1]} twice`);
  }
}

function requireNames(components: readonly ComponentOptions[], caller: string): void {
  if (components.length === 0) throw new TypeError(`${caller} requires at least one component; got none`);
  const names = components.map(({ name }) => name);
  const nameless = names.find((name) => typeof name !== "string" || name === "");
  if (nameless !== undefined || names.includes(undefined as never)) {
    throw new TypeError(
      `${caller} requires a name for every component; got ${nameless === "" ? "''" : String(nameless)}`,
    );
  }
  requireDifferent(caller, "components of different names", names);
}

/** Throws unless the options are ones there are; what is not given gets its default. */
export function requirePerformanceOptions(
  components: readonly ComponentOptions[],
  options: PerformanceOptions,
  caller: string,
): { readonly chosen: ChosenOptions; readonly weighting: CsiWeights } {
  const { aggregation = "arithmetic", missing = "null", level = 0.95, seed = 1, concentration = 50, bands } = options;
  requireNames(components, caller);
  requireOneOf(caller, "kind of aggregation", ["arithmetic", "geometric"], aggregation);
  requireOneOf(caller, "rule for what is missing,", ["null", "renormalize"], missing);
  requireLevel(level, caller);
  if (!(concentration > 0 && Number.isFinite(concentration))) {
    throw new RangeError(`${caller} requires a concentration above 0; got ${concentration}`);
  }
  if (bands !== undefined) requireBands(bands, caller);
  const weighting = numberWeights(components, { caller, what: "component" });
  const { weights } = weighting;
  return {
    chosen: { aggregation, missing, level, seed, concentration, bands: bands ?? null, weights },
    weighting,
  };
}

/**
 * Throws unless floor and goal are numbers apart. Where less is better the floor must be said: a goal in the lower half of a range
 * whose natural floor is 0 might be meant either way.
 */
export function requireScaling(
  { name, floor, goal }: ComponentOptions,
  natural: { readonly floor?: number; readonly goal?: number },
  caller: string,
): Scaling {
  const [low, high] = [floor ?? natural.floor, goal ?? natural.goal];
  const lacking = low === undefined ? "floor" : high === undefined ? "goal" : null;
  if (lacking !== null) throw new TypeError(`${caller} requires a ${lacking} for '${name}'; got none`);
  const wrong = [low!, high!].find((value) => !Number.isFinite(value));
  if (wrong !== undefined)
    throw new RangeError(`${caller} requires a floor and a goal that are numbers for '${name}'; got ${wrong}`);
  if (low === high) {
    throw new RangeError(`${caller} requires a goal apart from the floor for '${name}'; got ${high} for both`);
  }
  if (floor === undefined && low === 0 && high! < (natural.goal ?? 0) / 2) {
    throw new TypeError(
      `${caller} requires a floor for '${name}' beside its low goal ${high}: 0 if more is better, the worst value if less is; got none`,
    );
  }
  return { floor: low!, goal: high! };
}

/** The label with what it was made by: two indices of different weights are different indices. */
export const performanceLabel = (aggregation: Aggregation): string => `Customer performance index (${aggregation})`;
