import { type Bounded, type MoverDifference, moverDifference } from "../../statistics/mover.js";
import { type CesVersion, VERSIONS } from "../ces/cesRow.js";
import type { Estimate, Result } from "../result.js";
import type { Scale } from "../scale.js";

/** A result that can stand on 0–100: of `nps`, `csat`, `ces`, `csi`, `acsiScore`, `secureCustomerIndex`. */
export interface IndexResult extends Result<Estimate> {
  /** The lowest and highest the estimate can be, where the unit does not say it. */
  readonly range?: Scale;
  readonly scale?: Scale | null;
  readonly better?: "low" | "high";
  readonly form?: string;
  readonly version?: number;
}

/** What becomes 0 and what becomes 100; the first is the higher number where low is good. */
export interface HundredScale {
  readonly worst: number;
  readonly best: number;
}

const KNOWN = "nps, csat, ces, csi, acsiScore or secureCustomerIndex";

/** The ends of an index: by its unit, or by the range or scale the result names. */
export function hundredScale(result: IndexResult, name: string, caller: string): HundredScale {
  const { unit, better = "high" } = result;
  const ends = (min: number, max: number) =>
    better === "high" ? { worst: min, best: max } : { worst: max, best: min };
  if (unit === "share" || result.form === "score") return ends(0, 1);
  if (unit === "points") return ends(-100, 100);
  if (unit === "index") return ends(0, 100);
  const asked = result.metric === "ces" ? VERSIONS[result.version as CesVersion].scale : null;
  const range = result.range ?? asked ?? result.scale;
  if (unit === "score" && range) return ends(range.min, range.max);
  throw new TypeError(`${caller} requires results of ${KNOWN}; got '${name}', ${result.metric} in ${unit}`);
}

/** An estimate on 0–100, where 100 is the good end; its bounds change places where low is good. */
export function onHundred({ estimate, lower, upper, n, note }: Estimate, { worst, best }: HundredScale): Estimate {
  const place = (value: number | null) => (value === null ? null : (100 * (value - worst)) / (best - worst));
  const [low, high] = best > worst ? [lower, upper] : [upper, lower];
  return { estimate: place(estimate), lower: place(low), upper: place(high), n, note };
}

const bounded = ({ estimate, lower, upper }: Estimate): Bounded | null =>
  estimate === null || lower === null || upper === null ? null : { estimate, lower, upper };

/** One estimate minus another, as independent ones, from their intervals; null where either has none. */
export function fromIntervals(first: Estimate, second: Estimate, level: number): MoverDifference | null {
  const [a, b] = [bounded(first), bounded(second)];
  return a === null || b === null ? null : moverDifference(a, b, level);
}
