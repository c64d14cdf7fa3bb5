import { word, words } from "../language/words.js";
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
  const told = {
    first: words`own company`,
    second: words`competitor`,
    title: words`${word(result.label)}: what each attribute adds`,
    scale: result.scale,
    sentences: [words`An attribute adds weight × (own − competitor).`, words`Weights: ${word(result.weighting)}.`],
  };
  return attributesFigure(result, drawn, told, wording);
}
