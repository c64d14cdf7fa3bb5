import type { ReasonsBySegmentOptions } from "./reasonsBySegmentOptions.js";
import type { ReasonRisk } from "./reasonsBySegmentPopulation.js";
import { knownExposures } from "./reasonsBySegmentRates.js";
import type { ReasonTable } from "./reasonsBySegmentTable.js";

function whatIsCompared({ segments, reasons }: ReasonTable, risk: ReasonRisk | null): string {
  if (reasons.length === 0) return "no actionable reasons";
  const sizes = risk === null ? segments.map(({ size }) => size) : knownExposures(risk.risks);
  const filled = sizes.filter((size) => size > 0).length;
  if (filled < 2) return risk === null ? "fewer than two segments with reasons" : "fewer than two segments at risk";
  return `${filled} segments by ${reasons.length} reasons: see rows and test`;
}

/** What stands in the place of one estimate of everybody, and who was left out. */
export function noteOf(table: ReasonTable, risk: ReasonRisk | null, absent: readonly string[]): string {
  const left =
    risk === null || risk.missing === 0 ? "" : `${risk.missing} of the population without a segment or a time at risk`;
  const nobody = absent.length === 0 ? "" : `nobody gave ${absent.map((name) => `'${name}'`).join(", ")}`;
  return [whatIsCompared(table, risk), left, nobody].filter((part) => part !== "").join("; ");
}

/** How intervals, tests and the screen are made. */
export function methodOf(
  { weight, customer, population, atLeast = 1 }: ReasonsBySegmentOptions,
  cells: number,
): string {
  const size = weight === undefined ? "" : ", on the effective number of customers";
  const shares = `Goodman, simultaneous within each segment${size}`;
  const screen = `Benjamini–Hochberg over ${cells} cells`;
  if (population === undefined) {
    const unit = customer === undefined ? "" : " of customers who named it or not";
    return `${shares}; each cell against all other segments by Fisher's exact test${unit}, ${screen}`;
  }
  const beyond = atLeast > 1 ? ` of a ratio between ${(1 / atLeast).toPrecision(3)} and ${atLeast}` : "";
  return (
    `${shares}; rates by Garwood, each against that of all other segments by the exact binomial test${beyond} ` +
    `(intervals of ratios by Clopper–Pearson), ${screen}; exposure times the share of leavers whose reason is known, by segment`
  );
}
