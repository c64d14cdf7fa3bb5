import { percentileInterval } from "../../statistics/bootstrapInterval.js";
import { holm } from "../../statistics/multipleComparisons.js";
import { random } from "../../statistics/random.js";
import type { Cell } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Estimate } from "../result.js";
import { shown } from "../scale.js";
import { estimated } from "./plsEstimate.js";
import type { PlsFound } from "./plsFound.js";
import { itemsOf, requireModel } from "./plsModel.js";
import { type PlsPathModelOptions, plsLabel, requireDraw } from "./plsPathModel.js";
import { permutationTests } from "./plsPermutation.js";
import { itemColumns, sampleRows, segmentKey } from "./plsRows.js";
import { plsSample } from "./plsSample.js";
import { plsTally, requirePlsColumns, type TalliedItems } from "./plsTally.js";

export interface PlsGroupComparisonOptions extends Omit<PlsPathModelOptions, "by" | "interval" | "scale"> {
  /** Column with the two groups. */
  readonly group: string;
  /** The groups, first minus second, where the column has more than two. */
  readonly between?: readonly [Cell, Cell];
  /** How often the rows are dealt to the two groups at random; 1,000 unless given. */
  readonly permutations?: number;
}

/** The first group minus the second. */
export interface PlsGroupDifference extends Estimate {
  readonly first: number;
  readonly second: number;
  /** Of two groups that are the same but for chance, from permutations; null where too few had a solution. */
  readonly pValue: number | null;
  /** Holm's, over all differences of its kind. */
  readonly adjustedPValue: number | null;
}

export interface PlsGroupComparisonResult {
  readonly metric: "plsGroupComparison";
  readonly label: string;
  readonly group: string;
  readonly between: readonly [Cell, Cell];
  readonly paths: readonly (PlsGroupDifference & { readonly from: string; readonly to: string })[];
  readonly rSquared: readonly (PlsGroupDifference & { readonly block: string })[];
  readonly level: number;
  /** Of intervals and tests. */
  readonly method: string;
  readonly n: number;
  readonly groups: readonly [n: number, n: number];
  readonly permutations: number;
  readonly excluded: { readonly missing: number; readonly outOfRange: number };
}

const CALLER = "plsGroupComparison";

/** The two groups to compare; rows without a group are in neither. */
function pairOfGroups(tallied: readonly TalliedItems[], { group, between }: PlsGroupComparisonOptions) {
  const groups = tallied.filter(({ cells }) => cells[0] !== null);
  const names = groups.map(({ cells }) => shown(cells[0]!)).join(", ");
  const wanted = between ?? (groups.length === 2 ? groups.map(({ cells }) => cells[0]!) : null);
  if (wanted === null)
    throw new RangeError(
      `${CALLER} requires two groups in '${group}'; got ${groups.length} (${names}): name two, between: [first, second]`,
    );
  const found = wanted.map((name) => {
    const own = groups.find(({ cells }) => cells[0] === name);
    if (own === undefined) throw new RangeError(`${CALLER}: no group ${shown(name)} in '${group}'; there are ${names}`);
    return own;
  });
  if (found[0] === found[1]) throw new RangeError(`${CALLER} requires two groups; got ${shown(wanted[0]!)} twice`);
  return found as [TalliedItems, TalliedItems];
}

function requirePermutations(permutations: number): void {
  if (!Number.isInteger(permutations) || permutations < 99)
    throw new RangeError(`${CALLER} requires at least 99 permutations, a whole number; got ${permutations}`);
}

/** Differences at these places of the numbers, with intervals from resamples of either group and p-values adjusted together. */
function differences(
  [first, second]: readonly [PlsFound, PlsFound],
  places: readonly number[],
  pValues: readonly number[] | null,
  level: number,
): PlsGroupDifference[] {
  const adjusted = pValues === null ? null : holm(pValues);
  return places.map((place, i) => {
    const [one, two] = [first.intervals.replicates(place), second.intervals.replicates(place)];
    const drawn = one.slice(0, Math.min(one.length, two.length)).map((value, r) => value - two[r]!);
    const interval = drawn.length === 0 ? { lower: null, upper: null } : percentileInterval(drawn, level);
    return {
      estimate: first.values[place]! - second.values[place]!,
      ...interval,
      n: first.sample.n + second.sample.n,
      note: first.intervals.note ?? second.intervals.note,
      first: first.values[place]!,
      second: second.values[place]!,
      pValue: pValues?.[i] ?? null,
      adjustedPValue: adjusted?.[i] ?? null,
    };
  });
}

/**
 * Whether two groups differ in a PLS path model: every path and every R², first minus second.
 *
 * For two segments, countries or waves of different customers. Paths can be compared only where the blocks mean the same in both
 * groups: look at weights and loadings of `plsPathModel` by group first. A difference that is not found is not shown to be none.
 *
 * Each group is standardised by itself. p-values are of permutations: both groups together are dealt anew to groups of their
 * sizes, two-sided, never 0; they ask whether the groups are alike in everything. Holm's adjustment is over all paths, and over all
 * R². Intervals are percentiles of resamples of either group. Items must vary in both groups.
 *
 * Fetches single rows, as they are dealt anew to the two groups: at most `maxRows` of the table.
 *
 * @param table one row a respondent
 * @throws more or fewer than two groups without `between`, a group that cannot be estimated
 * @example (await plsGroupComparison(answers, { ...model, group: "segment" })).paths[0].adjustedPValue // 0.21
 * @see Chin and Dibbern (2010), Handbook of Partial Least Squares, chapter 7
 */
export async function plsGroupComparison(
  table: TableLike,
  options: PlsGroupComparisonOptions,
): Promise<PlsGroupComparisonResult> {
  const { group, permutations = 1000, weight } = options;
  const model = requireModel(options, CALLER);
  const draw = requireDraw(options, CALLER);
  requirePermutations(permutations);
  const source = asTable(table);
  const columns = { items: itemsOf(model), by: [group], weight };
  await requirePlsColumns(source, columns, CALLER);

  const pair = pairOfGroups(await plsTally(source, columns), options);
  const typed = await itemColumns(source, columns, CALLER);

  const found = pair.map((tallied, g) => {
    const sample = plsSample(tallied, model);
    const name = `${CALLER}, ${group} ${shown(tallied.cells[0]!)},`;
    if (sample.kept.length < columns.items.length) {
      const constant = columns.items.find((_, k) => !sample.kept.includes(k));
      throw new RangeError(`${name} requires items that vary; '${constant}' is the same in every row: leave it out`);
    }
    const rows = draw.resamples === 0 ? null : () => sampleRows(typed, sample, segmentKey(tallied.cells));
    const result = estimated(sample, {
      ...{ model, scales: null, rows, refuses: name },
      draw: { ...draw, seed: (draw.seed + g) >>> 0 },
    });
    if ("fit" in result) return result;
    throw new RangeError(`${name} ${result.note}`);
  }) as [PlsFound, PlsFound];

  const { numbers, sample, fit } = found[0];
  const led = model.blocks.flatMap((_, b) => (model.paths.some(([, to]) => to === b) ? [b] : []));
  const paths = model.paths.map((_, i) => numbers.at.path + i);
  const rSquared = led.map((b) => numbers.at.rSquared + b);
  const places = [...paths, ...rSquared];
  const tests = permutationTests(
    [sampleRows(typed, sample, segmentKey(pair[0].cells)), sampleRows(typed, sample, segmentKey(pair[1].cells))],
    sample,
    numbers,
    { places, seen: places.map((place) => found[0].values[place]! - found[1].values[place]!), like: fit.loadings },
    { permutations, stream: random(draw.seed) },
  );
  const pValues = tests?.map(({ pValue }) => pValue) ?? null;
  const ofPaths = differences(found, paths, pValues?.slice(0, paths.length) ?? null, draw.level);
  const ofRSquared = differences(found, rSquared, pValues?.slice(paths.length) ?? null, draw.level);
  const name = (b: number) => model.blocks[b]!.name;
  return {
    metric: CALLER,
    label: `${plsLabel(options)}: ${shown(pair[0].cells[0]!)} minus ${shown(pair[1].cells[0]!)}`,
    group,
    between: [pair[0].cells[0]!, pair[1].cells[0]!],
    paths: model.paths.map(([from, to], i) => ({ from: name(from), to: name(to), ...ofPaths[i]! })),
    rSquared: led.map((b, i) => ({ block: name(b), ...ofRSquared[i]! })),
    level: draw.level,
    method: `${permutations} permutations; ${draw.resamples === 0 ? "no intervals" : `bootstrap percentiles, ${draw.resamples} resamples`}`,
    n: pair[0].n + pair[1].n,
    groups: [pair[0].n, pair[1].n],
    permutations,
    excluded: { missing: pair[0].missing + pair[1].missing, outOfRange: 0 },
  };
}
