import type { Estimate, Keys } from "../result.js";

/** An item of a block. What is null cannot be known here: the note of the weight, or of the row, says why. */
export interface PlsItem {
  readonly block: string;
  readonly item: string;
  /** Of the item in its block's score, which has variance 1: for items with variance 1, or as they are where `items` is "raw". */
  readonly weight: Estimate;
  /** Correlation of the item with its block: with its score, or corrected for its error by PLSc. */
  readonly loading: Estimate;
  /** The loading squared: the share of the item's variance its block explains. */
  readonly communality: number | null;
  /** Of the item's variance, what the blocks before its block explain: communality · R²; null in an exogenous block. */
  readonly redundancy: number | null;
  /** Correlation of the item with the score of each block. */
  readonly crossLoadings: Readonly<Record<string, number | null>>;
  /** Weight on the scale of the answers, divided by their sum in the block: what the 0–100 score is made with. */
  readonly rawWeight: number | null;
  /** Variance inflation of the item by the other items of its block, at least 1; null where they determine it. */
  readonly vif: number | null;
}

/** A path; the estimate is the standardised coefficient. */
export interface PlsPath extends Estimate {
  readonly from: string;
  readonly to: string;
  /** Cohen's f²: what R² loses without the path, over what is left unexplained; null where nothing is left unexplained. */
  readonly effectSize: number | null;
  /** Variance inflation of the block the path comes from by the others before the same block, at least 1. */
  readonly vif: number | null;
  /** Of the two blocks. */
  readonly correlation: number | null;
}

/** What a block does to another in all: along its own path, and through the blocks between. */
export interface PlsEffect {
  readonly from: string;
  readonly to: string;
  /** The coefficient of the path; null where there is no path. */
  readonly direct: number | null;
  /** Through the blocks between; 0 where there are none. */
  readonly indirect: Estimate;
  readonly total: Estimate;
  /** Points that `to` gains on 0–100 where `from` gains one: the total effect on the scores. Null without a scale. */
  readonly importance: Estimate | null;
}

export interface PlsBlock {
  readonly name: string;
  readonly mode: "A" | "B";
  /** "endogenous" where a path leads to it. */
  readonly role: "exogenous" | "endogenous";
  readonly items: readonly string[];
  /** Null for an exogenous block, which nothing explains. */
  readonly rSquared: Estimate | null;
  readonly adjustedRSquared: number | null;
  /** Average variance extracted, mode A only, as the reliabilities: α, ρ_C and ρ_A; those are 1 for one item (α null). */
  readonly ave: number | null;
  readonly alpha: number | null;
  readonly rhoC: number | null;
  readonly rhoA: number | null;
  /** Means over the items. */
  readonly communality: number | null;
  readonly redundancy: number | null;
  /** The mean score on 0–100, as national satisfaction indices publish it; null without a scale. */
  readonly score: Estimate | null;
}

/** Two blocks; the estimate is the heterotrait–monotrait ratio of their items' correlations: below .85 (or .9) they are two things. */
export interface PlsHtmt extends Estimate {
  readonly first: string;
  readonly second: string;
}

/** Fornell and Larcker: a block should share more with its items than with any other block. */
export interface PlsFornellLarcker {
  readonly block: string;
  /** √AVE; null for mode B. */
  readonly rootAve: number | null;
  /** The largest correlation with another block, in size, and which block that is. */
  readonly largest: number | null;
  readonly with: string | null;
}

/** One model, of everybody or of a segment. Lists are complete where it cannot be estimated: their numbers are null. */
export interface PlsModelRow {
  /** Rows used, and rows left out for a missing answer. */
  readonly n: number;
  readonly missing: number;
  readonly note: string | null;
  readonly blocks: readonly PlsBlock[];
  readonly items: readonly PlsItem[];
  readonly paths: readonly PlsPath[];
  /** Of every pair of blocks with a way from the first to the second. */
  readonly effects: readonly PlsEffect[];
  /** Of every pair of mode A blocks. */
  readonly htmt: readonly PlsHtmt[];
  readonly fornellLarcker: readonly PlsFornellLarcker[];
  /** Of the blocks, corrected with PLSc. */
  readonly correlations: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
  /** √(mean communality · mean R²), 0–1; describes, and tells no good model from a bad one. Null where no block has two items. */
  readonly goodnessOfFit: number | null;
  readonly iterations: number;
  readonly converged: boolean;
  /** Resamples used, and drawn again since an item did not vary or there was no solution. */
  readonly resamples: number;
  readonly redrawn: number;
}

export type PlsScheme = "path" | "centroid" | "factorial";

/** Plain data: it can be written as JSON and read back. */
export interface PlsPathModelResult {
  readonly metric: "plsPathModel";
  readonly label: string;
  /** Everybody, segments or not. */
  readonly overall: PlsModelRow;
  /** One row a segment; [] without `by`. */
  readonly rows: readonly (PlsModelRow & { readonly keys: Keys })[];
  readonly by: readonly string[];
  readonly level: number;
  /** Of the intervals. */
  readonly method: string;
  readonly n: number;
  readonly excluded: { readonly missing: number; readonly outOfRange: number };
  readonly scheme: PlsScheme;
  readonly consistent: "none" | "PLSc";
}
