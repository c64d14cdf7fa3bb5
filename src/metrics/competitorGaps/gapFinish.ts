import { tPValue } from "../../statistics/distributions.js";
import { holm } from "../../statistics/multipleComparisons.js";
import type { CompetitorRow } from "../csi/csiCompetitorRow.js";
import type { Estimate } from "../result.js";
import type { GapEffect, GapModel } from "./gapModel.js";
import type { CompetitorGap, CompetitorGapsRow, GapStanding, GapVerdict } from "./gapRow.js";

export interface GapRules {
  readonly level: number;
  /** Standardised slopes up to this size do not matter. */
  readonly negligible: number;
}

type Attribute = CompetitorRow["attributes"][number];

const isFinding = (pValue: number | null, { level }: GapRules) => pValue !== null && pValue <= 1 - level + 1e-12;

function standingOf({ estimate }: Attribute, pValue: number | null, rules: GapRules): GapStanding {
  if (estimate === null || !isFinding(pValue, rules)) return "cannot tell";
  return estimate < 0 ? "behind" : "ahead";
}

function mattersOf(
  { slope, relativeSpread }: GapEffect,
  pValue: number | null,
  rules: GapRules,
): CompetitorGap["matters"] {
  const { estimate, lower, upper } = slope;
  if (estimate === null || lower === null || upper === null) return "cannot tell";
  const standardised = (value: number) => value * relativeSpread!;
  if (standardised(lower) > -rules.negligible && standardised(upper) < rules.negligible) return "no";
  return estimate > 0 && isFinding(pValue, rules) ? "yes" : "cannot tell";
}

const verdictOf = (standing: GapStanding, matters: CompetitorGap["matters"]): GapVerdict =>
  standing === "cannot tell" || matters === "cannot tell"
    ? "cannot tell"
    : `${standing}, ${matters === "yes" ? "matters" : "does not matter"}`;

/** Of no mean gap: Student's t, as its interval. A gap that is the same for all is beyond any chance. */
function gapPValue({ estimate, standardError, n }: Attribute): number | null {
  if (estimate === null || standardError === null || n < 2) return null;
  if (standardError === 0) return estimate === 0 ? 1 : 0;
  return tPValue(estimate / standardError, n - 1);
}

/** Holm's p-values of those there are. */
function adjusted(pValues: readonly (number | null)[]): (number | null)[] {
  const known = pValues.filter((p): p is number => p !== null);
  const values = holm(known);
  let next = 0;
  return pValues.map((p) => (p === null ? null : values[next++]!));
}

function contributionOf({ contribution, contributionLower, contributionUpper, n, note }: Attribute): Estimate {
  return { estimate: contribution, lower: contributionLower, upper: contributionUpper, n, note };
}

/** A row: the gaps as the index compares them, and what the outcome owes to each. */
export function gapsRow(index: CompetitorRow, model: GapModel, rules: GapRules): CompetitorGapsRow {
  const count = index.attributes.length;
  const pValues = adjusted([...index.attributes.map(gapPValue), ...model.effects.map(({ pValue }) => pValue)]);
  const weights = model.effects.flatMap(({ importance }) =>
    importance.estimate === null ? [] : [importance.estimate],
  );
  const attributes = index.attributes.map((attribute, j): CompetitorGap => {
    const effect = model.effects[j]!;
    const { name, weight, own, competitor, estimate, lower, upper, n, note } = attribute;
    const [gapP, slopeP] = [pValues[j]!, pValues[count + j]!];
    const [standing, matters] = [standingOf(attribute, gapP, rules), mattersOf(effect, slopeP, rules)];
    const { importance } = effect;
    return {
      ...{ name, weight, estimate, lower, upper, n, note, own, competitor, adjustedPValue: gapP },
      contribution: contributionOf(attribute),
      importance,
      share: effect.share,
      rank: importance.estimate === null ? null : 1 + weights.filter((other) => other > importance.estimate!).length,
      correlation: effect.correlation,
      slope: { ...effect.slope, adjustedPValue: slopeP },
      ownSlope: effect.ownSlope,
      competitorSlope: effect.competitorSlope,
      closing: effect.closing,
      standing,
      matters,
      verdict: verdictOf(standing, matters),
    };
  });
  const { estimate, lower, upper, n, note, own, competitor } = index;
  return {
    ...{ estimate, lower, upper, n, note, own, competitor },
    explained: model.explained,
    adjustedRSquared: model.adjusted,
    outcomeMean: model.outcomeMean,
    incomplete: Math.max(0, model.rated - model.complete),
    gapsSuffice: model.gapsSuffice,
    attributes,
    redrawn: model.redrawn,
  };
}
