import { count, inUnit } from "../format/numbers.js";
import type { ScorecardResult, ScorecardRow, Verdict } from "../metrics/scorecard/scorecard.js";
import { COLOURS, type Wording } from "./theme.js";

/** Each verdict by form and by colour, and its name in words. */
export const MARKS: Readonly<Record<Verdict, { readonly symbol: string; readonly color: string }>> = {
  met: { symbol: "circle", color: COLOURS.green },
  missed: { symbol: "diamond", color: COLOURS.vermilion },
  "cannot tell yet": { symbol: "circle-open", color: COLOURS.faintInk },
};

/** 'at least +50', 'at most 5.0% a year' where the target has a period. */
export function aimOf({ side, target, unit, per, from }: ScorecardRow): string {
  const period = per === null ? "" : typeof per === "number" ? ` in ${per} days` : ` a ${per}`;
  return `${side} ${inUnit(target, unit)}${period}${from === "usual" ? " (usual)" : ""}`;
}

/** '3 met, 5 missed, 2 cannot tell yet' */
function countsOf({ met, missed, undecided }: ScorecardResult["overall"]): string {
  return `${met} met, ${missed} missed, ${undecided} cannot tell yet`;
}

/** Population, period and how many targets there are of each kind. */
export const scorecardSubtitle = (result: ScorecardResult, { subtitle, population, period }: Wording): string =>
  subtitle ??
  [population, period, countsOf(result.overall)].filter((part) => part !== undefined && part !== "").join(" · ");

/** 'about 1,200 more would tell': a guide, so two digits of it. */
export const moreOf = (more: number): string => `about ${count(Number(more.toPrecision(2)))} more would tell`;
