import type { Scale } from "../scale.js";
import type { By } from "../segments.js";
import type { PlsScheme } from "./plsResult.js";

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
