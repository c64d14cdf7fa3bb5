import type { CompetitorResult } from "../metrics/csi/csiAgainstCompetitor.js";
import { attributesFigure } from "./csiAttributes.js";
import type { Figure } from "./figure.js";
import type { Wording } from "./theme.js";

/**
 * Own company and competitor on each attribute, and beside them what the difference, times the weight, adds to the lead.
 * What the own company loses most by stands on top.
 *
 * @example
 * csiAgainstCompetitorPlot(await csiAgainstCompetitor(answers, { attributes, scale: 7 }));
 */
export function csiAgainstCompetitorPlot(result: CompetitorResult, wording: Wording = {}): Figure {
  const drawn = result.overall.attributes.map(({ own, competitor, ...row }) => ({
    ...row,
    first: own,
    second: competitor,
  }));
  const words = {
    first: "own company",
    second: "competitor",
    title: `${result.label}: what each attribute adds`,
    scale: result.scale,
    sentences: ["An attribute adds weight × (own − competitor).", `Weights: ${result.weighting}.`],
  };
  return attributesFigure(result, drawn, words, wording);
}
