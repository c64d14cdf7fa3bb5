import { word, words } from "../language/words.js";
import type { CsiResult } from "../metrics/csi/csi.js";
import { attributesFigure } from "./csiAttributes.js";
import type { Figure } from "./figure.js";
import type { Wording } from "./theme.js";

/**
 * Where the customer satisfaction index comes from: perception and expectation of each attribute, and beside them what
 * their gap, times the weight, adds to the index. What pulls it down most stands on top.
 *
 * @example
 * csiPlot(await csi(answers, { attributes, scale: 7 }), { population: "customers", period: "2026" });
 */
export function csiPlot(result: CsiResult, wording: Wording = {}): Figure {
  const { attributes, expectation } = result.overall;
  const hasExpectations = expectation !== null || attributes.some((row) => row.expectation !== null);
  const drawn = attributes.map(({ perception, expectation: second, ...row }) => ({
    ...row,
    first: perception,
    second,
  }));
  const what = hasExpectations ? words`weight × (perception − expectation)` : words`weight × perception on 0 to 100`;
  const told = {
    first: words`perception`,
    second: hasExpectations ? words`expectation` : null,
    title: words`${word(result.label)}: what each attribute adds`,
    scale: result.scale,
    sentences: [words`An attribute adds ${what}.`, words`Weights: ${word(result.weighting)}.`],
  };
  return attributesFigure(result, drawn, told, wording);
}
