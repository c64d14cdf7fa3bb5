import { nearestNames } from "../../tables/nearest.js";
import type { Estimate, Keys } from "../result.js";
import type { PlsModelRow, PlsPathModelResult } from "./plsResult.js";

/** A block that leads to the target: what a point of it brings, and how well it does. */
export interface ImportancePerformanceRow {
  readonly block: string;
  /** Points that the target gains on 0–100 where this block gains one, along all ways. */
  readonly importance: Estimate;
  /** Its mean score on 0–100. */
  readonly performance: Estimate;
}

export interface PlsImportancePerformanceResult {
  readonly metric: "plsImportancePerformance";
  readonly label: string;
  readonly target: string;
  /** The target's own score. */
  readonly performance: Estimate;
  readonly overall: readonly ImportancePerformanceRow[];
  readonly rows: readonly {
    readonly keys: Keys;
    readonly performance: Estimate;
    readonly blocks: readonly ImportancePerformanceRow[];
  }[];
  readonly by: readonly string[];
  readonly level: number;
  readonly method: string;
  readonly n: number;
  readonly excluded: PlsPathModelResult["excluded"];
}

const CALLER = "plsImportancePerformance";

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

function scoreOf({ blocks }: PlsModelRow, name: string): Estimate {
  const { score } = blocks.find((block) => block.name === name)!;
  if (score !== null) return score;
  throw new TypeError(`${CALLER} requires a model with scores on 0–100; got one without: give plsPathModel a scale`);
}

const blocksBefore = (row: PlsModelRow, target: string): ImportancePerformanceRow[] =>
  row.effects
    .filter(({ to }) => to === target)
    .map(({ from, importance }) => ({ block: from, importance: importance!, performance: scoreOf(row, from) }));

/**
 * Where to work first to raise one block, as importance against performance: what a point more of each block before it brings,
 * and how many points there are still to gain.
 *
 * For choosing among causes: look first where importance is high and performance low. Importance takes the paths at their word:
 * they are associations, and a cause left out of the model speaks through those that are in it. Blocks whose intervals overlap
 * are not told apart by their place on a map.
 *
 * Importance is the unstandardised total effect on scores of 0–100, mostly 0 to 1; performance is 0 to 100. Intervals are those of
 * the model's bootstrap. Null with a note where a block has no score.
 *
 * @param result of plsPathModel with a scale
 * @throws a target that no path leads to, a model without scores
 * @example plsImportancePerformance(await plsPathModel(answers, model), { target: "Loyalty" }).overall[0].block // "Value"
 * @see Ringle and Sarstedt (2016), Industrial Management & Data Systems 116
 */
export function plsImportancePerformance(
  result: PlsPathModelResult,
  { target }: { readonly target: string },
): PlsImportancePerformanceResult {
  const { overall, rows, by, level, method, n, excluded } = result;
  const led = overall.blocks.filter(({ role }) => role === "endogenous").map(({ name }) => name);
  if (!led.includes(target)) {
    const near = nearestNames(target, led);
    const hint = near.length > 0 ? `nearest: ${quoted(near)}` : `there are ${quoted(led)}`;
    throw new RangeError(`${CALLER} requires a target that a path leads to; got '${target}'; ${hint}`);
  }
  return {
    metric: CALLER,
    label: `Importance and performance for ${target}`,
    target,
    performance: scoreOf(overall, target),
    overall: blocksBefore(overall, target),
    rows: rows.map((row) => ({
      keys: row.keys,
      performance: scoreOf(row, target),
      blocks: blocksBefore(row, target),
    })),
    ...{ by, level, method, n, excluded },
  };
}
