import { requireLevel } from "../../statistics/interval.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Scale } from "../scale.js";
import { type By, byColumns, keysOf } from "../segments.js";
import type { PlsDraw } from "./plsBootstrap.js";
import { estimatedRow } from "./plsEstimate.js";
import { itemsOf, requireModel } from "./plsModel.js";
import type { PlsPathModelResult, PlsScheme } from "./plsResult.js";
import { itemColumns, sampleRows, segmentKey } from "./plsRows.js";
import { plsSample } from "./plsSample.js";
import { itemScales, requireOnScales } from "./plsScale.js";
import { plsTally, requirePlsColumns, type TalliedItems } from "./plsTally.js";

export type {
  PlsBlock,
  PlsEffect,
  PlsFornellLarcker,
  PlsHtmt,
  PlsItem,
  PlsModelRow,
  PlsPath,
  PlsPathModelResult,
  PlsScheme,
} from "./plsResult.js";

/** The model in one readable object. */
export interface PlsModel {
  /** Columns of the items of each block, in the order to print; an item stands in one block. */
  readonly blocks: Readonly<Record<string, readonly string[]>>;
  /** [from, to], by the names of the blocks; no way may lead back. */
  readonly paths: readonly (readonly [string, string])[];
  /** How blocks speak to their neighbours while weights are sought: "path" (default), "centroid" or "factorial". */
  readonly scheme?: PlsScheme;
  /** "A" (correlation weights, for items that reflect the block), or "B" (regression weights, for items that form it); A unless given. */
  readonly modes?: Readonly<Record<string, "A" | "B">>;
  /** "none" (default), or "PLSc": correlations, loadings and paths corrected for the error of mode A blocks. */
  readonly consistent?: "none" | "PLSc";
  /** "standardized" (default): every item counts alike. "raw": items that vary more count more, as they are. */
  readonly items?: "standardized" | "raw";
  /**
   * Weights are found when they move by less (√Σ(|w| − |w before|)²); 1e-10 unless given. The published results of the plspm packages
   * stop at 1e-3, and differ from ours in the fourth digit for it.
   */
  readonly tolerance?: number;
}

/** The highest answer of scales that begin at 1 (10), both ends, or either for each block or item by its name. */
export type PlsScale = number | Scale | Readonly<Record<string, number | Scale>>;

export interface PlsPathModelOptions extends PlsModel {
  /** The answers the items allow; without it there are no scores on 0–100. */
  readonly scale?: PlsScale;
  readonly by?: By;
  /** Column with survey weights of the respondents, at least 0. */
  readonly weight?: string;
  readonly level?: number;
  /** Of the bootstrap: "percentile" (default), or "bca". */
  readonly interval?: "percentile" | "bca";
  /** How often the respondents are drawn again; 500 unless given, 0 for no intervals. */
  readonly resamples?: number;
  readonly seed?: number;
}

export function requireDraw(options: PlsPathModelOptions, caller: string): PlsDraw {
  const { level = 0.95, interval = "percentile", resamples = 500, seed = 1 } = options;
  requireLevel(level, caller);
  requireOneOf(caller, "kind of interval", ["percentile", "bca"], interval);
  if (!Number.isInteger(resamples) || (resamples !== 0 && resamples < 100))
    throw new RangeError(`${caller} requires at least 100 resamples, or 0 for no intervals; got ${resamples}`);
  return { level, interval, resamples, seed };
}

/** How the model was estimated, to print. */
export function plsLabel({ scheme = "path", consistent = "none", items = "standardized" }: PlsModel): string {
  const further = [...(consistent === "PLSc" ? ["PLSc"] : []), ...(items === "raw" ? ["raw items"] : [])];
  return `PLS path model (${[`${scheme} scheme`, ...further].join(", ")})`;
}

const METHODS = { percentile: "percentiles", bca: "BCa" } as const;

/**
 * What drives what: a model of several unobserved things (image, quality, satisfaction, loyalty), each known by its items,
 * and of the paths between them, estimated by partial least squares. The model behind national customer satisfaction indices.
 *
 * For satisfaction and its causes and consequences where each is asked by several items and you know what leads to what: the
 * paths are your claim, the data cannot tell their direction. Read first whether the blocks can be told apart (`htmt`, `fornellLarcker`) and hold together
 * (`rhoA`, `ave`); then `paths`, and `effects` for all a block does through others. Scores hold their items' error, so that paths
 * between them come out too small; `consistent: "PLSc"` corrects that for mode A. Not for a few dozen rows, however often
 * that is said of PLS; for the weight of single attributes take `driverWeights`.
 *
 * Paths and loadings are standardised, mostly −1 to 1; R² 0 to 1; scores and `importance` on 0–100, where `scale` is given. Items
 * are turned by no one: a block has the sign of most of its loadings. Intervals are percentiles (or BCa) of resampled respondents,
 * each block with the sign of the sample's; resamples without a solution are drawn again and counted. Above 4,000 rows, groups of
 * rows dealt at random are drawn. In 300 simulated samples of 150 and of 250 rows, 95 % intervals of paths, total effects and R² held
 * the population's 92 to 97 % of the time, either way. Rows with a missing answer are left out and counted.
 *
 * An item that never varies is left out with a note. What cannot be estimated for everybody is refused; a segment then has null
 * and a note. So has everything where PLSc leaves a correlation above 1, or a score one of whose weights is not above 0.
 *
 * Fetches single rows to draw them anew, at most `maxRows` of the table; with `resamples: 0` none.
 *
 * @param table one row a respondent, answers as numbers
 * @throws a model that is none (a cycle is named), items of a mode B block that follow from each other, too few rows
 * @example (await plsPathModel(satisfaction, { blocks: { Value: ["v1", "v2"], Loyalty: ["l1", "l2"] }, paths: [["Value", "Loyalty"]] })).overall.paths[0].estimate // 0.8
 * @see Tenenhaus, Esposito Vinzi, Chatelin and Lauro (2005), Computational Statistics & Data Analysis 48; Dijkstra and Henseler (2015), MIS Quarterly 39
 */
export async function plsPathModel(table: TableLike, options: PlsPathModelOptions): Promise<PlsPathModelResult> {
  const caller = "plsPathModel";
  const model = requireModel(options, caller);
  const draw = requireDraw(options, caller);
  const [by, items] = [byColumns(options.by), itemsOf(model)];
  const scales = options.scale === undefined ? null : itemScales(options.scale, model, caller);
  const source = asTable(table);
  const columns = { items, by, weight: options.weight };
  await requirePlsColumns(source, columns, caller);
  if (scales !== null) await requireOnScales(source, items, scales, caller);

  const [everybody] = await plsTally(source, { ...columns, by: [] });
  const segments = by.length === 0 ? [] : await plsTally(source, columns);
  const typed = draw.resamples === 0 ? null : await itemColumns(source, columns, caller);

  const row = (tallied: TalliedItems, segment: string | null) => {
    const sample = plsSample(tallied, model);
    const rows = typed === null ? null : () => sampleRows(typed, sample, segment);
    return estimatedRow(sample, { model, scales, draw, rows, refuses: segment === null ? caller : null });
  };
  const overall = row(everybody!, null);
  return {
    metric: "plsPathModel",
    label: plsLabel(options),
    overall,
    rows: segments.map((tallied) => ({ keys: keysOf(by, tallied.cells), ...row(tallied, segmentKey(tallied.cells)) })),
    by,
    level: draw.level,
    method: draw.resamples === 0 ? "none" : `bootstrap ${METHODS[draw.interval]}, ${draw.resamples} resamples`,
    n: overall.n,
    excluded: { missing: overall.missing, outOfRange: 0 },
    scheme: model.scheme,
    consistent: model.isConsistent ? "PLSc" : "none",
  };
}
