import { collinearity } from "../../statistics/collinearity.js";
import type { PlsFailure } from "./plsFit.js";
import { itemWithout } from "./plsItems.js";
import { type CheckedModel, itemsOf } from "./plsModel.js";
import type { PlsNumbers } from "./plsNumbers.js";
import type { PlsModelRow } from "./plsResult.js";
import type { PlsSample } from "./plsSample.js";
import { rowsNeeded } from "./plsStructure.js";

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

/** What of a sample cannot be estimated, as 'what is required; got what is there'; null where all is there. */
export function whyNot({ structure, n }: PlsSample, model: CheckedModel): string | null {
  const needed = rowsNeeded(structure);
  if (n < needed)
    return `at least ${needed} rows without a missing answer; got ${n}: take fewer items or paths, or more answers`;
  const empty = model.blocks.find((_, b) => structure.start[b + 1] === structure.start[b]);
  if (empty !== undefined) {
    const [are, theirs] = empty.items.length === 1 ? ["is", "its"] : ["are all", "their"];
    return `items that vary in '${empty.name}'; got ${quoted(empty.items)}, which ${are} the same in every row: leave the block out, or look at ${theirs} column`;
  }
  return null;
}

/** What is the matter with a fit that failed, in the same words. */
export function whyFailed(failure: PlsFailure, sample: PlsSample, model: CheckedModel): string {
  if (failure.kind === "diverged")
    return "blocks that have something to do with each other; got a block whose neighbours say nothing of it";
  const { name } = model.blocks[failure.block]!;
  if (failure.kind === "inadmissible")
    return `reliabilities and correlations up to 1; got more by the correction of PLSc in '${name}': take consistent 'none', or items that hold together better`;
  if (failure.kind === "blocks") {
    const before = model.paths.filter(([, to]) => to === failure.block).map(([from]) => model.blocks[from]!.name);
    return `blocks before '${name}' that can be told apart; got ${quoted(before)}, of which one follows from the others: leave one out`;
  }
  const [item, others] = follows(sample, model, failure.block);
  return `items that can be told apart in '${name}', which is of mode B; got '${item}', which follows from ${quoted(others)}: leave one of them out, or take mode A`;
}

/** An item of a block that follows from others, and these. */
function follows({ structure, kept, covariance }: PlsSample, model: CheckedModel, b: number): [string, string[]] {
  const { size, start } = structure;
  const count = start[b + 1]! - start[b]!;
  const correlations = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      const [k, l] = [start[b]! + i, start[b]! + j];
      const unit = Math.sqrt(covariance[k * size + k]! * covariance[l * size + l]!);
      correlations[i * count + j] = covariance[k * size + l]! / unit;
    }
  }
  const name = (i: number) => itemsOf(model)[kept[start[b]! + i]!]!;
  const found = collinearity(correlations, count);
  if (found !== null) return [name(found.variable), found.others.map(name)];
  return [name(count - 1), Array.from({ length: count - 1 }, (_, i) => name(i))];
}

/** A row whose lists are complete and whose numbers are null. */
export function emptyRow(model: CheckedModel, sample: PlsSample, numbers: PlsNumbers, note: string): PlsModelRow {
  const { n, missing } = sample;
  const none = { estimate: null, lower: null, upper: null, n, note };
  const names = model.blocks.map(({ name }) => name);
  const scored = numbers.scales === null ? null : none;
  const isLed = (b: number) => model.paths.some(([, to]) => to === b);
  return {
    ...{ n, missing, note, goodnessOfFit: null, iterations: 0, converged: false, resamples: 0, redrawn: 0 },
    blocks: model.blocks.map(({ name, mode, items }, b) => ({
      ...{ name, mode, role: isLed(b) ? "endogenous" : "exogenous", items },
      ...{ rSquared: isLed(b) ? none : null, adjustedRSquared: null, ave: null, alpha: null, rhoC: null, rhoA: null },
      ...{ communality: null, redundancy: null, score: scored },
    })),
    items: model.blocks.flatMap(({ name, items }) => items.map((item) => itemWithout(name, item, model, n, note))),
    paths: model.paths.map(([from, to]) => ({
      ...{ from: names[from]!, to: names[to]!, ...none, effectSize: null, vif: null, correlation: null },
    })),
    effects: numbers.effects.map(([from, to]) => ({
      ...{ from: names[from]!, to: names[to]!, direct: null, indirect: none, total: none, importance: scored },
    })),
    htmt: numbers.pairs.map(([first, second]) => ({ first: names[first]!, second: names[second]!, ...none })),
    fornellLarcker: names.map((block) => ({ block, rootAve: null, largest: null, with: null })),
    correlations: Object.fromEntries(
      names.map((name) => [name, Object.fromEntries(names.map((other) => [other, null]))]),
    ),
  };
}
