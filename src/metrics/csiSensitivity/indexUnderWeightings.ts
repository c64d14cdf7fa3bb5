import type { Estimate } from "../result.js";

/** On which side of zero an interval lies; null where there is no interval, or no zero to compare with. */
export type IndexSide = "ahead" | "behind" | "cannot tell";

/** The index under one weighting. */
export interface WeightedIndex extends Estimate {
  readonly weighting: string;
  /** The estimate and its bounds on 0–100; 50 is zero. */
  readonly index: number | null;
  readonly indexLower: number | null;
  readonly indexUpper: number | null;
  readonly side: IndexSide | null;
}

/** The index under all weightings: how far it depends on them. */
export interface IndexUnderWeightings {
  /** In the order of the weightings. */
  readonly weightings: readonly WeightedIndex[];
  /** The lowest and the highest estimate, with the weighting that gives it. */
  readonly lowest: { readonly weighting: string; readonly estimate: number } | null;
  readonly highest: { readonly weighting: string; readonly estimate: number } | null;
  /** Highest minus lowest, in points of the scale. */
  readonly spread: number | null;
  /**
   * "yes": under every weighting the interval lies on the same side of zero. "no": under one it lies above, under another below.
   * Else "cannot tell". Null where no weighting gives a side.
   */
  readonly keepsSign: "yes" | "no" | "cannot tell" | null;
}

/** On which side of zero an estimate lies beyond chance. */
export function sideOf({ lower, upper }: Estimate): IndexSide | null {
  if (lower === null || upper === null) return null;
  return lower > 0 ? "ahead" : upper < 0 ? "behind" : "cannot tell";
}

function keepsSign(sides: readonly (IndexSide | null)[]): IndexUnderWeightings["keepsSign"] {
  if (sides.every((side) => side === null)) return null;
  if (sides.includes("ahead") && sides.includes("behind")) return "no";
  return sides.every((side) => side === "ahead") || sides.every((side) => side === "behind") ? "yes" : "cannot tell";
}

/** What all weightings together say. */
export function indexUnderWeightings(weightings: readonly WeightedIndex[]): IndexUnderWeightings {
  const known = weightings
    .flatMap(({ weighting, estimate }) => (estimate === null ? [] : [{ weighting, estimate }]))
    .sort((a, b) => a.estimate - b.estimate);
  const [lowest, highest] = [known[0] ?? null, known.at(-1) ?? null];
  return {
    weightings,
    lowest,
    highest,
    spread: lowest === null || highest === null ? null : highest.estimate - lowest.estimate,
    keepsSign: keepsSign(weightings.map(({ side }) => side)),
  };
}
