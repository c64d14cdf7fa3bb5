import { nearestNames } from "../../tables/nearest.js";
import type { Estimate, Result } from "../result.js";
import type { PlsModelRow, PlsPathModelResult } from "./plsResult.js";

const CALLER = "plsIndex";

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

/** The score of one block in one row, on what it stands. */
function scoreOf({ blocks, n, note }: PlsModelRow, name: string): Estimate {
  const { score } = blocks.find((block) => block.name === name)!;
  if (score === null)
    throw new TypeError(`${CALLER} requires a model with scores on 0–100; got one without: give plsPathModel a scale`);
  return { estimate: score.estimate, lower: score.lower, upper: score.upper, n, note: score.note ?? note };
}

/**
 * The scores of one block of a path model as a result of their own, by segment where the model is: a satisfaction index in the manner of
 * the national ones, which figures, tables and comparisons take like any other index.
 *
 * For reporting the level of one block, most often satisfaction, by segment or over time. A segment's weights are its own: scores of
 * segments answer what each of them would say by its own model. Where that is not wanted, take `acsiScore` with weights that are fixed.
 *
 * 0 to 100, where 0 is the lowest and 100 the highest answer to every item; higher is better. Intervals are those of the model's
 * bootstrap. Null with a note where the model cannot be estimated, or one of the block's weights is not above 0.
 *
 * @param result of plsPathModel with a scale
 * @throws a block that the model has not, a model without scores
 * @example plsIndex(await plsPathModel(answers, model), { block: "Satisfaction" }).overall.estimate // 69.5
 * @see Fornell, Johnson, Anderson, Cha and Bryant (1996), Journal of Marketing 60
 */
export function plsIndex(result: PlsPathModelResult, { block }: { readonly block: string }): Result<Estimate> {
  const { label, overall, rows, by, level, method, excluded } = result;
  const names = overall.blocks.map(({ name }) => name);
  if (!names.includes(block)) {
    const near = nearestNames(block, names);
    const hint = near.length > 0 ? `nearest: ${quoted(near)}` : `there are ${quoted(names)}`;
    throw new RangeError(`${CALLER} requires a block of the model; got '${block}'; ${hint}`);
  }
  return {
    metric: CALLER,
    label: `${block}: ${label}`,
    overall: scoreOf(overall, block),
    rows: rows.map((row) => ({ keys: row.keys, ...scoreOf(row, block) })),
    unit: "index",
    ...{ by, level, method, excluded },
  };
}
