import { estimateAt, type PlsFound, type PlsIntervals, placesOf, rawWeight } from "./plsFound.js";
import { blockItems, CONSTANT } from "./plsItems.js";
import { blockReliability, effectSizes, variancesInflated } from "./plsMeasurement.js";
import { itemsOf } from "./plsModel.js";
import type { PlsBlock, PlsEffect, PlsItem, PlsModelRow, PlsPath } from "./plsResult.js";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function pathRows(found: PlsFound): PlsPath[] {
  const { model, sample, fit, numbers } = found;
  const { before, blocks } = sample.structure;
  return model.paths.map(([from, to], i) => {
    const own = before[to]!.indexOf(from);
    return {
      from: model.blocks[from]!.name,
      to: model.blocks[to]!.name,
      ...estimateAt(found, numbers.at.path + i),
      effectSize: effectSizes(sample, fit, to)[own]!,
      vif: variancesInflated(fit.correlations, blocks, before[to]!)[own]!,
      correlation: fit.correlations[from * blocks + to]!,
    };
  });
}

/** Why a block has no score on 0–100. */
function whyNoScore(found: PlsFound, b: number): string | null {
  const negative = placesOf(found.sample, b).find((k) => !(rawWeight(found, k) > 0));
  if (negative === undefined) return null;
  const item = itemsOf(found.model)[found.sample.kept[negative]!]!;
  return `'${item}' has a weight that is not above 0: turn its answers round, or leave it out`;
}

function effectRows(found: PlsFound): PlsEffect[] {
  const { model, numbers } = found;
  return numbers.effects.map(([from, to], i) => {
    const path = model.paths.findIndex((one) => one[0] === from && one[1] === to);
    const why = whyNoScore(found, from) ?? whyNoScore(found, to);
    return {
      from: model.blocks[from]!.name,
      to: model.blocks[to]!.name,
      direct: path < 0 ? null : found.values[numbers.at.path + path]!,
      indirect: estimateAt(found, numbers.at.indirect + i),
      total: estimateAt(found, numbers.at.total + i),
      importance: numbers.scales === null ? null : estimateAt(found, numbers.at.importance + i, why),
    };
  });
}

function blockRow(found: PlsFound, items: readonly PlsItem[], b: number): PlsBlock {
  const { model, sample, fit, numbers } = found;
  const predictors = sample.structure.before[b]!.length;
  const communality = mean(items.flatMap((item) => item.communality ?? []));
  const left = 1 - fit.rSquared[b]!;
  const freedom = sample.n - predictors - 1;
  const { name, mode } = model.blocks[b]!;
  return {
    name,
    mode,
    role: predictors === 0 ? "exogenous" : "endogenous",
    items: model.blocks[b]!.items,
    rSquared: predictors === 0 ? null : estimateAt(found, numbers.at.rSquared + b),
    adjustedRSquared: predictors === 0 || freedom < 1 ? null : 1 - (left * (sample.n - 1)) / freedom,
    ...blockReliability(sample, fit, b),
    communality,
    redundancy: predictors === 0 ? null : communality * fit.rSquared[b]!,
    score: numbers.scales === null ? null : estimateAt(found, numbers.at.score + b, whyNoScore(found, b)),
  };
}

function fornellLarcker({ model, sample, fit }: PlsFound, blocks: readonly PlsBlock[]): PlsModelRow["fornellLarcker"] {
  const count = sample.structure.blocks;
  return blocks.map(({ name, ave }, b) => {
    const others = model.blocks.map((_, o) => (o === b ? -1 : Math.abs(fit.correlations[b * count + o]!)));
    const largest = Math.max(...others);
    const nearest = model.blocks[others.indexOf(largest)]!.name;
    return { block: name, rootAve: ave === null ? null : Math.sqrt(ave), largest, with: nearest };
  });
}

/** √(mean communality · mean R²), over items of blocks with several and over endogenous blocks. */
function goodnessOfFit({ sample: { structure }, fit }: PlsFound): number | null {
  const { start, owner, before } = structure;
  const shared = Array.from(fit.loadings).filter((_, k) => start[owner[k]! + 1]! - start[owner[k]!]! > 1);
  const explained = Array.from(fit.rSquared).filter((_, b) => before[b]!.length > 0);
  if (shared.length === 0) return null;
  return Math.sqrt(mean(shared.map((loading) => loading ** 2)) * mean(explained));
}

const redrawnNote = ({ redrawn, resamples }: PlsIntervals) =>
  `${redrawn} of ${redrawn + resamples} resamples had no solution and were drawn again: intervals are of those that had`;

/** The finish: a row from a fit and its intervals. */
export function plsRow(found: PlsFound): PlsModelRow {
  const { model, sample, fit, numbers, intervals } = found;
  const count = sample.structure.blocks;
  const items = model.blocks.map((_, b) => blockItems(found, b));
  const blocks = model.blocks.map((_, b) => blockRow(found, items[b]!, b));
  const dropped = itemsOf(model).filter((_, k) => !sample.kept.includes(k));
  const notes = [
    ...dropped.map((item) => `'${item}' is ${CONSTANT}`),
    ...(fit.converged ? [] : [`weights still moved after ${fit.iterations} rounds: read nothing from them`]),
    ...(intervals.note === null ? [] : [intervals.note]),
    ...(intervals.note === null && intervals.redrawn > 0.05 * intervals.resamples ? [redrawnNote(intervals)] : []),
  ];
  return {
    n: sample.n,
    missing: sample.missing,
    note: notes.join("; ") || null,
    blocks,
    items: items.flat(),
    paths: pathRows(found),
    effects: effectRows(found),
    htmt: numbers.pairs.map(([first, second], i) => ({
      first: model.blocks[first]!.name,
      second: model.blocks[second]!.name,
      ...estimateAt(found, numbers.at.htmt + i),
    })),
    fornellLarcker: fornellLarcker(found, blocks),
    correlations: Object.fromEntries(
      model.blocks.map(({ name }, b) => [
        name,
        Object.fromEntries(model.blocks.map((other, o) => [other.name, fit.correlations[b * count + o]!])),
      ]),
    ),
    goodnessOfFit: goodnessOfFit(found),
    iterations: fit.iterations,
    converged: fit.converged,
    resamples: intervals.resamples,
    redrawn: intervals.redrawn,
  };
}
